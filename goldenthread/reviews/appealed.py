"""An appeal against ending a plan, as another room recorded it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.plans.following_appeals import OfEnding

from .actions.ceasing import note_appeal
from .models import Cease


def follow_appeal(said: OfEnding, by: Any, on: date) -> None:
    """What the room of disputes recorded of an appeal against ending a plan holds the plan here (section 45(4)).

    Inside its action. A ceasing that was never recorded here, or whose notice came after, is none of this appeal's.
    """
    cease = Cease.objects.filter(child_id=said.child_id, yes=True, notified_on__isnull=False, withdrawn_on__isnull=True, ended_on__isnull=True).select_related("child", "plan").first()
    days = {"certificate_on": said.certificate_on, "appealed_on": said.appealed_on, "decided_on": said.decided_on}
    if cease is None or cease.notified_on is None or cease.appeal_upheld or any(day and day < cease.notified_on for day in days.values()):
        return
    note_appeal(cease=cease, **days, upheld=said.upheld, by=by, on=on)
