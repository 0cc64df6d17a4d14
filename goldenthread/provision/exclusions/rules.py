"""What is worked out from days: school days lost, terms, phases, and the law that speaks of them. Pure: no database, no today."""

from __future__ import annotations

from datetime import date, timedelta

from goldenthread.law.cite import Force, cite
from goldenthread.law.days import working_days_beginning_with
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
        "School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012", "regulation 4",
        "A pupil may not be suspended for more than 45 school days in a school year.", "M", effective_from=date(2012, 9, 1),
    ),
    "sixth_day": cite(
        "Education Act 1996", "section 19(3A) and (3B)",
        "From the sixth school day of a permanent exclusion the council arranges suitable full-time education.", "M", effective_from=date(2007, 9, 1),
    ),
    "sixth_day_of_suspension": cite(
        "Education and Inspections Act 2006", "section 100",
        "From the sixth school day of one suspension the school arranges suitable full-time education.", "M", effective_from=date(2007, 9, 1),
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


def most_sessions(first_on: date, last_on: date) -> int:
    """Half days from Monday to Friday between two days, both counted: no suspension between them can be longer."""
    days = (last_on - first_on).days + 1
    return 2 * sum(1 for number in range(min(days, 400)) if (first_on + timedelta(days=number)).weekday() < 5)


def year_began(on: date) -> date:
    """The first day of the school year of a day."""
    return date(school_year(on), 9, 1)


def sixth_day(first_on: date) -> date:
    """The sixth day of an exclusion on which schools may be open: weekends and bank holidays are left out, holidays of schools are not."""
    return working_days_beginning_with(first_on, SIXTH_DAY)


def length(sessions: int | None) -> str:
    """Such as "2½ school days"."""
    if sessions is None:
        return "For good"
    whole, half = divmod(sessions, 2)
    if not whole:
        return "Half a school day"
    return f"{whole}{'½' if half else ''} school {'day' if sessions == 2 else 'days'}"
