"""Progress towards an outcome on a day, and the bank of examples."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import clock, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may, check_may_in_area, standing_of
from goldenthread.plans.models import Line

from ..models import OutcomeExample, OutcomeProgress
from ..voices import voice_of

NOTHING: frozenset[str] = frozenset()


@action
def note_progress(
    *, line: Line, seen_on: date, scale: int, evidence: str, organisation: Any = None, by_family: bool = False, by: Any, on: date
) -> OutcomeProgress | None:
    """How far a child had come towards an outcome on a day. None where the same was known; a later word of the same body or person corrects."""
    child = line.version.child
    check_may(standing_of(by), child, "provision", "create")
    if line.kind != Line.Kind.OUTCOME or line.version.issued_on is None or line.removed_on:
        raise Refused("Progress is recorded towards an outcome of a plan that was issued.")
    if seen_on > on:
        raise Refused("The day must be today or in the past.")
    if scale not in OutcomeProgress.Scale.values:
        raise Refused("Select how far the child has come.")
    if scale == OutcomeProgress.Scale.BACK and not evidence.strip():
        raise Refused("Say what shows it, so that somebody can act on it.")
    voice = voice_of(by, child, on) if by_family else ""
    known = OutcomeProgress.objects.select_for_update().filter(
        child=child, lineage=line.lineage, seen_on=seen_on, organisation=organisation, by_family=by_family, voice=voice, corrected_at__isnull=True
    )
    old = known.first()
    if old is not None and (old.scale, old.evidence) == (scale, evidence.strip()):
        record("provision.said_before", fact={"words": 1})
        return None
    if old is not None:
        known.update(corrected_at=clock.now())
    made = OutcomeProgress(
        child=child, area_id=child.area_id, line=line, lineage=line.lineage, seen_on=seen_on, scale=scale, evidence=evidence.strip(),
        organisation=organisation, by_family=by_family, voice=voice, by_id=getattr(by, "pk", None),
    )  # fmt: skip
    rows.insert([made])
    record("provision.note_progress", child=child, fact={"line": line.lineage, "seen_on": seen_on, "scale": int(scale)}, touches=NOTHING)
    return made


@action
def add_example(*, area: Area, said: dict[str, str], by: Any, on: date) -> OutcomeExample:
    """An outcome well written joins the area's bank."""
    check_may_in_area(standing_of(by), area, "provision", "update")
    if OutcomeExample.objects.filter(area=area, text__iexact=said["text"], removed_on__isnull=True).exists():
        raise Refused("This outcome is in the bank already.")
    made = OutcomeExample.objects.create(area=area, added_on=on, added_by_id=getattr(by, "pk", None), **said)
    record("provision.add_example", subject=made, fact={"stage": made.stage, "broad_area": made.broad_area})
    return made


@action
def remove_example(*, example: OutcomeExample, by: Any, on: date) -> None:
    """An outcome is taken out of the bank."""
    check_may_in_area(standing_of(by), example.area, "provision", "update")
    if example.removed_on:
        raise Refused("This was taken out already.")
    example.removed_on = on
    example.save(update_fields=["removed_on"])
    record("provision.remove_example", subject=example)
