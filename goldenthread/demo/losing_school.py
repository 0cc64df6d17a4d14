"""Suspensions and exclusions in the invented area: Efan's one morning with the help that came before it, and a small share of everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from goldenthread.access.models import User
from goldenthread.core import clock, wall
from goldenthread.law.days import is_working_day
from goldenthread.law.school_year import national_curriculum_year, school_year
from goldenthread.people.models import Area, Attendance, Child, Organisation
from goldenthread.people.policies import involvements_of, standing_of
from goldenthread.provision.exclusions import actions, prior
from goldenthread.provision.exclusions.policies import Facts, Outcome, had_plan
from goldenthread.provision.models import Exclusion, PriorSupport, TermDates

SCHOOL, STORY = "Cinder Hill Primary School", ("Efan", "Vaughan")
#: Of a thousand children so many are suspended at least once in two school years, by whether they have a plan and are past Year 6: about half
#: of what national statistics say of one year, since each is entered as people do and takes as long. The further days of those who are suspended again, and one in so many who is excluded for good.
OF_A_THOUSAND = {(True, False): 15, (True, True): 48, (False, False): 8, (False, True): 25}
AGAIN, FOR_GOOD = (0, 0, 0, 1, 1, 2, 3, 5), 16
#: Where a child learns is a school that suspends.
YEARS = range(1, 12)
MOST = 130
REASONS = ("DB", "DB", "DB", "VA", "PP", "PA", "VP", "DM", "OW", "DA", "RA", "MT")
SUPPORT = ("graduated", "pastoral", "adjusted", "specialist", "psychologist", "health", "family", "elsewhere")
FOLLOWED = (
    "Met the school and the family. He learns in a small group until the half-term, and an early review is on its way.",
    "The autism outreach team begins on Monday; the plan’s help with breaks had stopped, and begins again.",
    "Visited at home. A place at another school is being looked for with the family.",
)
EFAN = "It was the third wet playtime indoors. We agreed with his mother that he goes to the library when it is loud."


def lose_school(area: Area, *, today: date) -> None:
    """Schools and officers enter what happened in this school year and the last one, some of it followed up, some taken back."""
    with wall.lifted(because="load_demo makes an invented area"):
        ruth, dice = User.objects.get(persona="ruth"), Random("exclusions")
        _efan(area, today)
        days = list(_school_days(area, today))
        if not days:
            return
        for number, (child, school) in enumerate(_chosen(area, dice, today)):
            _happened(child, school, days, ruth, dice, today, for_good=number % FOR_GOOD == 7)


def _efan(area: Area, today: date) -> None:
    """One morning, entered by his school with what the record holds of his help."""
    child = Child.objects.filter(area=area, forename=STORY[0], surname=STORY[1]).select_related("area").first()
    school = Organisation.objects.filter(name=SCHOOL).first()
    if child is None or school is None or Exclusion.objects.filter(child=child).exists():
        return
    on = _working(today - timedelta(days=17))
    senco = User.objects.filter(memberships__organisation=school, memberships__role="setting_staff").order_by("pk").first() or User.objects.get(persona="ruth")
    had = [*prior.suggested(child, on), next(each for each in prior.of_schools() if each.kind == "adjusted")]
    facts = Facts(school, "suspension", on, on, 1, ["DM"], "", "asked", EFAN)
    with clock.standing_on(on):
        _put(child, facts, had, senco, on)


def _school_days(area: Area, today: date) -> Iterator[date]:
    """Days on which schools are open, of this school year and the one before, until yesterday."""
    since = date(school_year(today) - 1, 9, 1)
    for half in TermDates.objects.filter(area=area, organisation=None, removed_on=None, first_on__gte=since, first_on__lt=today):
        day = half.first_on
        while day <= half.last_on and day < today:
            if is_working_day(day):
                yield day
            day += timedelta(days=1)


def _chosen(area: Area, dice: Random, today: date) -> list[tuple[Child, Organisation]]:
    """Children on a school's roll, by chance."""
    on_roll = Attendance.objects.filter(child__area=area, child__closed_list_on=None, left_on=None, organisation__urn__isnull=False, rank=1).select_related("child__area", "child__case", "organisation")
    chosen = []
    for one in on_roll.order_by("child__reference", "pk"):
        year = national_curriculum_year(one.child.date_of_birth, today)
        case = getattr(one.child, "case", None)
        if year not in YEARS or case is None or one.organisation is None or (one.child.forename, one.child.surname) == STORY:
            continue
        if dice.randrange(1000) < OF_A_THOUSAND[case.stage == "plan", year > 6]:
            chosen.append((one.child, one.organisation))
    return chosen[:MOST]


def _happened(child: Child, school: Organisation, days: list[date], ruth: User, dice: Random, today: date, *, for_good: bool) -> None:
    """One child's suspensions, the last of which may be followed by an exclusion for good."""
    firsts = sorted(dice.sample(days, min(len(days), 1 + dice.choice(AGAIN))))
    until = date.min
    for first in firsts:
        length = dice.choice((1, 1, 2, 2, 3, 5))
        within = [day for day in days if first <= day < first + timedelta(days=7)][:length]
        if first <= until or not within:
            continue
        until = within[-1]
        sessions = max(1, 2 * len(within) - dice.choice((0, 0, 1)))
        _entered(child, _facts(child, school, first, until, sessions, dice), ruth, dice, today)
    last = until + timedelta(days=5)
    if for_good and (on := next((day for day in days if day >= last), None)):
        _entered(child, _facts(child, school, on, None, None, dice), ruth, dice, today)


def _facts(child: Child, school: Organisation, first: date, last: date | None, sessions: int | None, dice: Random) -> Facts:
    kind = "suspension" if sessions else "permanent"
    reasons = list(dict.fromkeys(dice.choice(REASONS) for _ in range(dice.choice((1, 1, 2)))))
    status = "" if had_plan(child, first) else dice.choice(("support", "support", "support", "none"))
    early = dice.choice(("no", "no", "asked", "held"))
    # Of half days some were a lunchtime.
    part = "lunch" if sessions == 1 and child.reference[-1].isdigit() else "days"
    return Facts(school, kind, first, last, sessions, reasons, status, early, "", part)


def _entered(child: Child, facts: Facts, ruth: User, dice: Random, today: date) -> None:
    """Entered a day or two later, by the named worker where one was there, and what became of it."""
    on = min(_working(facts.first_on + timedelta(days=dice.randrange(3))), today)
    on = max(on, facts.first_on)
    had = [] if dice.randrange(7) == 0 else [prior.Prior(kind, str(PriorSupport.Kind(kind).label)) for kind in dice.sample(SUPPORT, dice.choice((1, 2, 3)))]
    with clock.standing_on(on):
        by = _officer(child, ruth, on)
        made = _put(child, facts, had, by, on)
    then = on + timedelta(days=dice.randrange(3, 20))
    if then >= today:
        return
    with clock.standing_on(then):
        if facts.permanent:
            outcome = Outcome(governors="reinstated" if dice.randrange(6) == 0 else "upheld", governors_on=then)
            actions.note_outcome_of_exclusion(exclusion=made, outcome=outcome, by=ruth, on=then)
        elif dice.randrange(25) == 0:
            actions.note_outcome_of_exclusion(exclusion=made, outcome=Outcome(cancelled_on=then), by=ruth, on=then)
        if then < today - timedelta(days=45):
            actions.follow_up_exclusion(exclusion=made, done=dice.choice(FOLLOWED), by=ruth, on=then)


def _officer(child: Child, ruth: User, on: date) -> Any:
    """The named worker of that day; Ruth where there was none."""
    worker = child.case.worker
    if worker is None:
        return ruth
    standing = standing_of(worker, on)
    return worker if standing and any(each.role == "named_worker" for each in involvements_of(standing, child, on)) else ruth


def _put(child: Child, facts: Facts, had: list[prior.Prior], by: Any, on: date) -> Exclusion:
    return actions.record_exclusion(child=child, facts=facts, support=had, by=by, on=on)


def _working(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
