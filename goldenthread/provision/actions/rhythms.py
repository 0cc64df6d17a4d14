"""How often a line is due, where a person says so, and who answers for giving it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Organisation
from goldenthread.people.policies import check_may, standing_of

from ..keeping import lines_in_force
from ..letting_in import let_in
from ..models import LineDeliverer, LineRhythm, WatchedLine
from ..rhythm import EVERY
from ..saying import TOUCHES


@action
def set_rhythm(
    *, line: WatchedLine, every: str, times: int, weeks: int | None, all_year: bool, why: str, by: Any, on: date
) -> LineRhythm:
    """A person says how often a line is due, and how they know. What was set before is kept."""
    check_may(standing_of(by), line.child, "provision", "update")
    if every not in EVERY:
        raise Refused("Select how often it is due.")
    if not why.strip():
        raise Refused("Say how you know, such as where the plan says it.")
    made = LineRhythm(
        child_id=line.child_id, area_id=line.child.area_id, lineage=line.lineage, every=every, times=times, weeks=weeks, all_year=all_year,
        why=why.strip(), set_on=on, set_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    rows.insert([made])
    record("provision.set_rhythm", child=line.child, fact={"line": line.lineage, "every": every, "times": times}, touches=TOUCHES)
    return made


@action
def let_deliverer_answer(*, line: WatchedLine, organisation: Organisation | None, by: Any, on: date) -> LineDeliverer:
    """A body answers for giving this line from today: it sees the line and the child's first name. None: nobody but the setting.

    Who answered until now sees no more of the child, where they give no other line.
    """
    check_may(standing_of(by), line.child, "provision", "update")
    if organisation is not None and organisation.pk == line.setting_id:
        raise Refused("The setting says for itself what it gave. Choose another body, or nobody.")
    before = LineDeliverer.objects.filter(child_id=line.child_id, lineage=line.lineage, until_on__isnull=True).first()
    if before is not None and before.organisation_id == getattr(organisation, "pk", None):
        raise Refused(f"{organisation.name} answers for this line already." if organisation else "Nobody but the setting answers for this line already.")
    if before is not None:
        LineDeliverer.objects.filter(pk=before.pk).update(until_on=on)
    made = LineDeliverer(
        child_id=line.child_id, area_id=line.child.area_id, lineage=line.lineage, organisation=organisation, from_on=on, named_by_id=getattr(by, "pk", None)
    )
    rows.insert([made])
    opened, left = let_in(line.child, lines_in_force([line.child_id]), on)
    fact = {"line": line.lineage, "organisation": getattr(organisation, "pk", None), "opened": opened, "left": left}
    record("provision.let_deliverer_answer", child=line.child, fact=fact, touches=TOUCHES)
    return made
