"""What was done about help that did not arrive."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, Refused
from goldenthread.people.policies import check_may, standing_of

from ..models import FollowUp, WatchedLine
from ..saying import TOUCHES
from ..telling import tell_family


@action
def follow_up(*, line: WatchedLine, done: str, by: Any, on: date) -> FollowUp:
    """Somebody found out why a fortnight was missed and says what was done. The weeks stay missed; the task is closed."""
    check_may(standing_of(by), line.child, "provision", "update")
    now = WatchedLine.objects.select_for_update(of=("self",)).filter(pk=line.pk).first()
    if now is None or now.missing_until is None:
        raise Changed("Somebody has followed this up already, or the weeks were corrected. Look at the line again.")
    if not done.strip():
        raise Refused("Say what you found out and what was done.")
    made = FollowUp(
        child_id=line.child_id, area_id=line.child.area_id, lineage=line.lineage, up_to=now.missing_until, done=done.strip(), done_on=on,
        done_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    rows.insert([made])
    record(
        "provision.follow_up", child=line.child, fact={"line": line.lineage, "missing_from": now.missing_from, "up_to": now.missing_until}, touches=TOUCHES
    )
    tell_family(line.child, on, key=f"followed_up.{made.pk}", subject="We found out why help did not arrive", by=by)
    return made
