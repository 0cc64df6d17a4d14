"""Who may say what of which line, and when; each refusal says why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law.days import in_words
from goldenthread.people.standing import Standing, permitted

from .models import DeliveryRecord
from .models.watched import WatchedLine
from .rhythm import monday

FAMILY = frozenset({"parent", "young_person"})
#: Who may read by name which of the family said something.
READ_NAMES = frozenset({"own", "roll", "case", "area", "grant", "care"})
#: How far back a week can still be spoken of: a school year and a half, as a complaint may reach.
WEEKS_BACK = 80
Side = DeliveryRecord.Side


def sides_of(pairs: Iterable[tuple[str, str]], standing: Standing, line: WatchedLine) -> list[str]:
    """The sides for which this person speaks of this line: their family's, their setting's, that of the body that gives it."""
    found = []
    for role, scope in pairs:
        if not permitted({(role, scope)}, "provision", "create"):
            continue
        if role in FAMILY and scope == "own":
            found.append(Side.FAMILY)
        elif scope == "roll":
            found.append(Side.SETTING)
        elif scope in ("line", "asked") and line.deliverer_id in {seat.organisation_id for seat in standing.seats}:
            found.append(Side.DELIVERER)
    return sorted(dict.fromkeys(map(str, found)))


def notes_for_others(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether this person, an officer, may note what somebody told them."""
    return any(scope in ("case", "area") and permitted({(role, scope)}, "provision", "create") for role, scope in pairs)


def sees_line(pairs: Iterable[tuple[str, str]], standing: Standing, line: WatchedLine) -> bool:
    """Whether this person may see this line: whoever gives provision sees the lines they give, everybody else all of them."""
    pairs = frozenset(pairs)
    if any(scope not in ("line", "asked") and permitted({(role, scope)}, "provision", "view") for role, scope in pairs):
        return True
    mine = {seat.organisation_id for seat in standing.seats}
    return line.deliverer_id in mine and permitted(pairs, "provision", "view")


def reads_names(pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether this person may read who of the family said something; others read that somebody of it did."""
    return any(scope in READ_NAMES and permitted({(role, scope)}, "provision", "view") for role, scope in pairs)


def check_side(side: str, allowed: Iterable[str]) -> None:
    """This person may speak for this side."""
    if side not in allowed:
        raise NotAllowed(f"You cannot say for somebody else whether it was given. Ask the {Side(side).label.lower()} to say it.")


def check_week(week: date, line: Any, on: date) -> None:
    """A week can be spoken of: it is a Monday, the line was promised by then, and the week has begun."""
    if week != monday(week):
        raise Refused("Give the Monday of the week.")
    if week > on:
        raise Refused(f"The week of {in_words(week)} has not begun.")
    if week < monday(line.starts_on):
        raise Refused(f"This was promised from {in_words(line.starts_on)}. Choose that week or a later one.")
    if week < on - timedelta(weeks=WEEKS_BACK):
        raise Refused("That is too long ago to say here. Write to the named worker instead.")
