"""Saying whether help was given: one line by a tap, a whole setting by its weekly sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from goldenthread.access import permissions
from goldenthread.core.actions import action
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.policies import check_may, pairs_on, standing_of

from .. import policies, voices
from ..models import DeliveryRecord
from ..saying import Told, counted, write_told

MOST_AT_ONCE = 5000


@action
def say(*, told: Told, by: Any, on: date, source: str = "") -> str:
    """One side says of one line and week. Gives whether it was new, took the place of an earlier word, or was known.

    Whoever of the family says it speaks for themself alone; an officer says of whom of the family they note it.
    """
    child, standing = told.line.child, standing_of(by)
    if standing is not None:
        check_may(standing, child, "provision", "create")
        pairs = pairs_on(standing, child)
        noting = policies.notes_for_others(pairs)
        if not policies.sees_line(pairs, standing, told.line):
            raise NotAllowed("You do not give this line of provision.")
        if not noting:
            policies.check_side(told.side, policies.sides_of(pairs, standing, told.line))
            told = replace(told, voice=voices.voice_of(by, child, on) if told.side == voices.FAMILY else "")
        elif told.voice and (told.side != voices.FAMILY or told.voice not in voices.of_family(child, on)):
            raise Refused("This person is not of the child’s family on our record. Choose whose words these are.")
        source = source or (DeliveryRecord.Source.TOLD if noting else DeliveryRecord.Source.TAP)
    policies.check_week(told.week, told.line, on)
    [outcome] = write_told([told], source or DeliveryRecord.Source.TAP, by, on)
    return outcome


@action
def say_sheet(*, setting: Any, told: Sequence[Told], by: Any, on: date) -> dict[str, int]:
    """A setting's weekly sheet: what it says of all its children at once. Gives how many were new, changed and known."""
    if len(told) > MOST_AT_ONCE:
        raise Refused(f"A sheet can hold {MOST_AT_ONCE:,} answers at most. Save a part of it first.")
    standing = standing_of(by)
    if standing is not None and not _speaks_for(standing, setting.pk):
        raise NotAllowed("You do not work at this setting, so you cannot fill in its sheet.")
    for one in told:
        if one.line.setting_id != setting.pk:
            raise NotAllowed("A child on this sheet is not at this setting. Open the sheet again.")
        policies.check_week(one.week, one.line, on)
    return counted(write_told(told, DeliveryRecord.Source.SHEET, by, on))


def _speaks_for(standing: Any, setting_id: int) -> bool:
    return any(seat.organisation_id == setting_id and "roll" in permissions.scopes(seat.role, "provision", "create") for seat in standing.seats)
