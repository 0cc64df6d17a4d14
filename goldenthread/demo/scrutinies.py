"""Two meetings of the invented area that held up its suspensions, and what they gave people to do."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.access.models import User
from goldenthread.core import clock, wall
from goldenthread.insight.indicators import cases, month_end_for
from goldenthread.insight.meetings.actions import (
    drop_scrutiny_action,
    finish_scrutiny_action,
    note_scrutiny,
    note_scrutiny_action,
)
from goldenthread.insight.models import Scrutiny, ScrutinyAction
from goldenthread.people.models import Area, Child

from .losing_school import STORY

#: Suspensions on the register.
CODE, GROUP = "EXC04", "Children missing education group"
#: Before today: a half-term ago, and last week.
FIRST, SECOND = 55, 6


def hold_up(area: Area, *, today: date) -> None:
    """Marek notes what the group agreed: some of it is done, some dropped, one late with Ellis, and one about Efan."""
    with wall.lifted(because="load_demo makes an invented area"):
        people = {user.persona: user for user in User.objects.filter(persona__in=("marek", "ellis", "dev"))}
        _first(area, people, today - timedelta(days=FIRST))
        _second(area, people, today - timedelta(days=SECOND))


def _first(area: Area, people: dict[str, User], on: date) -> None:
    with clock.standing_on(on):
        met = _met(area, people["marek"], on, month_end_for(on))
        asked = _noted(met, "Ask every school that suspended a child twice what support came before.", people["marek"], 21, people)
        _noted(met, "Find out which schools have no trained teaching assistant at lunchtime.", people["ellis"], 45, people)
        behind = cases(CODE, area=area.pk, at=met.at)
        child = Child.objects.filter(pk__in=behind, closed_list_on=None).exclude(forename=STORY[0], surname=STORY[1]).order_by("pk").first()
        moved = _noted(met, "Ask the family whether another school was offered.", people["ellis"], 30, people, child) if child else None
    then = on + timedelta(days=19)
    with clock.standing_on(then):
        finish_scrutiny_action(noted=asked, came_of="Nine schools answered, and four had noted no support. They are on the list for a visit.", by=people["marek"], on=then)
        if moved:
            drop_scrutiny_action(noted=moved, why="The family changed their mind: things have been better since half-term.", by=people["ellis"], on=then)


def _second(area: Area, people: dict[str, User], on: date) -> None:
    with clock.standing_on(on):
        met = _met(area, people["marek"], on, on)
        _noted(met, "Bring the half-term’s numbers by school to the next meeting.", people["dev"], 34, people)
        efan = Child.objects.filter(area=area, forename=STORY[0], surname=STORY[1]).first()
        if efan:
            _noted(met, "Ask his school what changes at wet playtimes, and tell his mother.", people["ellis"], 14, people, efan)


def _met(area: Area, by: User, on: date, at: date) -> Scrutiny:
    return note_scrutiny(area=area, code=CODE, group=GROUP, held_on=on, at=at, by=by, on=on)


def _noted(met: Scrutiny, words: str, owner: User, days: int, people: dict[str, User], child: Child | None = None) -> ScrutinyAction:
    return note_scrutiny_action(scrutiny=met, words=words, owner=owner, due_on=met.held_on + timedelta(days=days), child=child, by=people["marek"], on=met.held_on)
