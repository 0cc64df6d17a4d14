"""Sessions missed by month, phase and SEN status, from what schools gave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from goldenthread.people.models import Area

from ..benchmarks.schools.finder import phase_of
from ..guarding import LEAST_BASE, Guard
from ..pupils.models import STATUSES

PHASES = {
    "primary": "Primary",
    "secondary": "Secondary",
    "special": "Special",
    "all-through": "All-through",
    "alternative provision": "Alternative provision",
    "early years": "Early years",
    "after 16": "After 16",
    "of unknown phase": "Phase not known",
}

_SQL = """
SELECT a.month, a.status, o.phase, o.establishment_type, count(*), sum(a.pupils), sum(a.possible), sum(a.authorised), sum(a.unauthorised),
       coalesce(sum(a.often), 0), coalesce(sum(a.pupils) FILTER (WHERE a.often IS NOT NULL), 0)
  FROM insight_schoolabsence a JOIN people_organisation o ON o.id = a.school_id
 WHERE a.area_id = %s AND a.replaced_on IS NULL AND a.month = ANY (%s) GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class Missed:
    """What is known of one status in one month. After `shown_as` a number that is hidden is None."""

    schools: int = 0
    pupils: int = 0
    possible: int = 0
    authorised: int = 0
    unauthorised: int = 0
    often: int = 0
    often_of: int = 0

    def __add__(self, other: Missed) -> Missed:
        return Missed(
            self.schools + other.schools, self.pupils + other.pupils, self.possible + other.possible, self.authorised + other.authorised, self.unauthorised + other.unauthorised,
            self.often + other.often, self.often_of + other.often_of,
        )  # fmt: skip

    def rate(self, guard: Guard, of: str = "") -> float | None:
        """Sessions missed of 100 possible: all, or `authorised` or `unauthorised`. None where there were none, or too few pupils to say."""
        missed = getattr(self, of) if of else self.authorised + self.unauthorised
        if not self.possible or (not guard.open_rows and self.pupils < LEAST_BASE):
            return None
        return round(100 * missed / self.possible, 1)

    def hidden(self, guard: Guard) -> bool:
        """Whether there are numbers that this reader is not shown."""
        return bool(self.possible) and not guard.open_rows and self.pupils < LEAST_BASE


@dataclass(frozen=True, slots=True)
class Found:
    """Every month asked for by status, and which phases any school of them has."""

    months: dict[date, dict[str, Missed]]
    phases: list[str]


def absence(area: Area, months: Sequence[date], phase: str = "") -> Found:
    """What schools of a phase gave, or all. One question."""
    found: dict[date, dict[str, Missed]] = {month: {status: Missed() for status, _ in STATUSES} for month in months}
    phases = set()
    with connection.cursor() as cursor:
        cursor.execute(_SQL, [area.pk, list(months)])
        for month, status, said, kind, *numbers in cursor.fetchall():
            of = phase_of(said, kind)
            phases.add(of)
            if phase in ("", of):
                found[month][status] += Missed(*map(int, numbers))
    return Found(found, [each for each in PHASES if each in phases])
