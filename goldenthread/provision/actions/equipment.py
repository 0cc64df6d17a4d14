"""Special equipment is asked for, answered, and comes: six weeks from the day on which the need was seen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.core import rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, Refused
from goldenthread.law.days import in_words
from goldenthread.people.models import Child, Organisation
from goldenthread.people.policies import check_may, standing_of

from ..models import EquipmentRequest
from ..telling import tell_family

NOTHING: frozenset[str] = frozenset()
#: A need that was seen longer ago than this is asked for with the day of today's look at it.
SEEN_BACK = timedelta(days=366)
MEANWHILE = "Somebody else answered this, or said that it came, a moment ago. Look at it again."


@action
def ask_for_equipment(
    *, child: Child, what: str, why: str, identified_on: date, organisation: Organisation | None = None, by: Any, on: date
) -> EquipmentRequest:
    """Somebody who helps the child, or the family, asks for equipment that no line of the plan names."""
    check_may(standing_of(by), child, "provision", "create")
    if not what.strip() or not why.strip():
        raise Refused("Say what is needed, and what for.")
    if identified_on > on:
        raise Refused("The day on which the need was seen must be today or in the past.")
    if identified_on < on - SEEN_BACK:
        raise Refused("The need was seen more than a year ago. Look again at what is needed, and give the day of that.")
    if EquipmentRequest.objects.filter(child=child, what__iexact=what.strip(), came_on__isnull=True, refused_on__isnull=True).exists():
        raise Refused("This was asked for already, and has not come yet.")
    made = EquipmentRequest(
        child=child, area_id=child.area_id, what=what.strip(), why=why.strip(), identified_on=identified_on, asked_on=on, asked_by_id=getattr(by, "pk", None),
        organisation=organisation,
    )  # fmt: skip
    rows.insert([made])
    fact = {"identified_on": identified_on, "due_on": made.due_on, "organisation": getattr(organisation, "pk", None)}
    record("provision.ask_for_equipment", child=child, subject=made, fact=fact, touches=NOTHING)
    return made


@action
def answer_equipment(*, request: EquipmentRequest, agreed: bool, answer: str, by: Any, on: date) -> None:
    """The council says that it will come, and how, or that it will not, and why. Its six weeks run on either way."""
    check_may(standing_of(by), request.child, "provision", "update")
    if not answer.strip():
        raise Refused("Say how it will come." if agreed else "Say why it will not come. The family reads it.")
    said: dict[str, Any] = {"agreed_on" if agreed else "refused_on": on, "answer": answer.strip(), "answered_by_id": getattr(by, "pk", None)}
    waiting = EquipmentRequest.objects.filter(pk=request.pk, agreed_on__isnull=True, refused_on__isnull=True, came_on__isnull=True)
    if not waiting.update(**said):
        raise Changed(MEANWHILE)
    record("provision.answer_equipment", child=request.child, subject=request, fact={"agreed": agreed}, touches=NOTHING)
    tell_family(request.child, on, key=f"equipment.{request.pk}", subject="There is an answer about special equipment", by=by)


@action
def note_equipment_came(*, request: EquipmentRequest, came_on: date, by: Any, on: date) -> None:
    """It is with the child: the family, the school, whoever asked or an officer says so."""
    check_may(standing_of(by), request.child, "provision", "create")
    if came_on > on:
        raise Refused("The day on which it came must be today or in the past.")
    if came_on < request.identified_on:
        raise Refused(f"It cannot have come before the need was seen, on {in_words(request.identified_on)}.")
    if not EquipmentRequest.objects.filter(pk=request.pk, came_on__isnull=True, refused_on__isnull=True).update(came_on=came_on, came_said_by_id=getattr(by, "pk", None)):
        raise Changed(MEANWHILE)
    record("provision.note_equipment_came", child=request.child, subject=request, fact={"came_on": came_on, "due_on": request.due_on}, touches=NOTHING)
