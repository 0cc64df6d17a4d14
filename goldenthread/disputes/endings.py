"""What a dispute about ending a plan means for the plan: it goes on while the appeal, or the time to make one, does."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.plans import following_appeals

from .models import Appeal, Dispute

#: Outcomes after which the plan ends as the council decided. After any other it goes on.
LOST = frozenset({Appeal.Outcome.DISMISSED, Appeal.Outcome.STRUCK_OUT})


def tell_of_ending(dispute: Dispute, by: Any, on: date, **said: Any) -> None:
    """Whoever keeps the plan is told, inside the action that records it; of other disputes nobody is."""
    if dispute.about == Dispute.About.CEASE:
        following_appeals.tell(following_appeals.OfEnding(child_id=dispute.child_id, **said), by, on)
