"""What is worked out from days: school days lost, terms, phases, and the law that speaks of them. Pure: no database, no today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from goldenthread.law.cite import Force, cite
from goldenthread.law.days import working_days_beginning_with
from goldenthread.law.rights import compulsory_school_age_ends
from goldenthread.law.rights import starts as compulsory_school_age_starts
from goldenthread.law.school_year import school_year

#: More half days than this in one term, of a child with a plan, are somebody's task.
MANY_SESSIONS = 10
#: Suitable full-time education begins on this school day of an exclusion.
SIXTH_DAY = 6
#: An exclusion that nobody followed up is somebody's task for so long.
LOOKED_BACK = timedelta(days=366)
#: Half days in the longest that a pupil may be suspended in a school year.
MOST_IN_A_YEAR = 90
PHASES = {"early_years": "Early years", "primary": "Primary (to Year 6)", "secondary": "Secondary (to Year 11)", "post16": "After Year 11"}
CITATIONS = {
    "longest": cite(
        "School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012", "regulations 4, 13 and 22",
        "A pupil may not be suspended for more than 45 school days in a school year.", "V1", effective_from=date(2012, 9, 1),
    ),
    "sixth_day": cite(
        "Education Act 1996", "section 19(3A) and (3B)",
        "From the sixth school day of a permanent exclusion, or of a suspension from its pupil referral unit, the council arranges suitable full-time education for a pupil of compulsory school age "
        "(the day: Education (Provision of Full-Time Education for Excluded Pupils) (England) Regulations 2007, regulation 4).", "V1", effective_from=date(2007, 9, 1),
    ),
    "sixth_day_of_suspension": cite(
        "Education and Inspections Act 2006", "section 100",
        "From the sixth consecutive school day of suspension, in one piece or in several, the school arranges suitable full-time education for a pupil of compulsory "
        "school age (the day: Regulations 2007/1870, regulation 3(3), as amended by 2014/3216).", "V1", effective_from=date(2015, 1, 5),
    ),
    "lunchtime": cite(
        "Suspension and permanent exclusion guidance (Department for Education)", "suspensions for parts of the school day",
        "A suspension may be for lunchtimes alone; each counts as half a school day.", "V2", Force.GUIDANCE,
    ),
    "early_review": cite(
        "Suspension and permanent exclusion guidance (Department for Education)", "pupils with an education, health and care plan",
        "Where a child with a plan is at risk of exclusion, the school considers asking for an early review of the plan.", "M", Force.GUIDANCE,
    ),
    "more_than_five": cite(
        "Local promise", "children with a plan who lose school",
        "The named worker finds out what a child needs who has a plan and was excluded, or suspended for more than five school days in a term.", "A", Force.LOCAL,
    ),
}  # fmt: skip


def most_sessions(first_on: date, last_on: date, *, lunch: bool = False) -> int:
    """Half days from Monday to Friday between two days, both counted: no suspension between them can be longer. A lunchtime is one of them."""
    days = (last_on - first_on).days + 1
    return (1 if lunch else 2) * sum(1 for number in range(min(days, 400)) if (first_on + timedelta(days=number)).weekday() < 5)


def began_at(first_on: date, before: Iterable[tuple[date, date]]) -> date:
    """When suspensions that follow one another without a school day between them began; `before` are the first and last days of others.

    A holiday of the school between two of them is not known here: they are then taken for two.
    """
    began = first_on
    for first, last in sorted(before, reverse=True):
        if first < began <= next_school_day(last):
            began = first
    return began


def next_school_day(day: date) -> date:
    """The next day on which schools may be open."""
    return working_days_beginning_with(day + timedelta(days=1), 1)


def of_compulsory_school_age(born: date, on: date) -> bool:
    """Whether somebody must arrange education for a child of this date of birth on a day."""
    return compulsory_school_age_starts(born) <= on <= compulsory_school_age_ends(born)


def year_began(on: date) -> date:
    """The first day of the school year of a day."""
    return date(school_year(on), 9, 1)


def sixth_day(first_on: date) -> date:
    """The sixth day of an exclusion on which schools may be open: weekends and bank holidays are left out, holidays of schools are not."""
    return working_days_beginning_with(first_on, SIXTH_DAY)


def length(sessions: int | None, *, lunch: bool = False) -> str:
    """Such as "2½ school days", or "3 lunchtimes, counted as 1½ school days"."""
    if sessions is None:
        return "For good"
    if lunch:
        counted = length(sessions)
        return f"{sessions} {'lunchtime' if sessions == 1 else 'lunchtimes'}, counted as {counted[0].lower()}{counted[1:]}"
    whole, half = divmod(sessions, 2)
    if not whole:
        return "Half a school day"
    return f"{whole}{'½' if half else ''} school {'day' if sessions == 2 else 'days'}"
