"""What may be done with panels and their agendas; each refusal says why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from goldenthread.access import permissions
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law.days import in_words
from goldenthread.people.policies import check_may
from goldenthread.people.standing import Standing

from .models import AgendaItem, Attendance, Group, Meeting, Sector


def check_run(standing: Standing | None, area_id: int) -> None:
    """This person runs the area's panels: a role that may make agendas there."""
    if standing is None:
        return
    reaching = frozenset({"area", "case"})
    for seat in standing.seats:
        if seat.area_id == area_id and reaching & permissions.scopes(seat.role, "panel", "create"):
            return
    raise NotAllowed("Your role does not let you run a panel. Ask a team manager or an EHC coordinator.")


def check_set_up(standing: Standing | None, area_id: int) -> None:
    """This person says which panels there are and who sits in them."""
    if standing is None:
        return
    for seat in standing.seats:
        if seat.area_id == area_id and "area" in permissions.scopes(seat.role, "panel", "create"):
            return
    raise NotAllowed("Your role does not let you change who sits in a panel. Ask a team manager.")


def check_open(meeting: Meeting) -> None:
    """Nothing of a meeting changes once its record is closed."""
    if meeting.closed_at:
        raise Refused(f"The record of the meeting on {in_words(meeting.on)} is closed, so it cannot be changed.")


def check_put_on(standing: Standing | None, meeting: Meeting, child: Any) -> None:
    """This child can be put on this agenda, by this person."""
    check_run(standing, meeting.group.area_id)
    check_may(standing, child, "panel", "create")
    check_open(meeting)
    if child.area_id != meeting.group.area_id:
        raise Refused("This child is the responsibility of another area. Its own panel decides.")


def check_paper(item: AgendaItem, document: Any) -> None:
    """A pack holds the papers of one child only."""
    if document.child_id != item.child_id:
        raise Refused(
            "This paper is about another child, so it was not put in the pack. Take it out of this list and tell the person who added it."
        )


def check_not_aside(item: AgendaItem, user_id: int | None) -> None:
    """Somebody who stood aside takes no part in this child's matter."""
    if any(aside.user_id == user_id for aside in item.recusals.all()):
        raise NotAllowed("You stood aside from this child’s matter, so you take no part in it.")


def missing(group: Group, attendances: Iterable[Attendance]) -> list[str]:
    """What keeps the meeting from deciding, in words: too few people, or an agency that is not there."""
    there = [one for one in attendances if one.present]
    sectors = {one.sector for one in there}
    lacks = []
    if len(there) < group.fewest:
        lacks.append(f"{group.fewest} members must be there; {len(there)} {'is' if len(there) == 1 else 'are'} noted")
    lacks += [f"{Sector(sector).label} must be there" for sector in group.must_have if sector not in sectors]
    return lacks


def check_may_decide(item: AgendaItem, user_id: int | None, attendances: Collection[Attendance]) -> None:
    """The panel can decide this matter now: those who must be there are, and the one who records it did not stand aside."""
    check_open(item.meeting)
    check_not_aside(item, user_id)
    if item.ended:
        raise Refused(f"This matter has ended already: {item.get_ended_display().lower()}.")
    if lacks := missing(item.meeting.group, attendances):
        raise Refused("The panel cannot decide yet. " + ". ".join(lacks) + ". Note who is there first.")


def check_close(meeting: Meeting, items: Iterable[AgendaItem], attendances: Collection[Attendance], on: date) -> None:
    """The record of a meeting can be closed: it was held, who was there is known, and each matter ended in some way."""
    check_open(meeting)
    if meeting.on > on:
        raise Refused(f"The meeting is on {in_words(meeting.on)}. Close its record when it has been held.")
    if not attendances:
        raise Refused("Note who was there before you close the record.")
    left = sum(1 for item in items if not item.ended)
    if left:
        raise Refused(
            f"{left} {'matter has' if left == 1 else 'matters have'} not ended. Decide each, put it off to another meeting, or take it off."
        )
