"""Which schools have more or fewer plans of a type of need than chance explains among schools like them.

A funnel, not a league table: the fewer children, the wider the limits. A school is held against the others of its group, by
exact binomial limits of 99.8 per cent, so that of a thousand comparisons two lie outside by chance. A group is the schools of
one phase, of the same third by size and by free school meals where those are known; where that leaves fewer than five others it
is widened, and the row says by what it was made. The base is pupils on roll where the register's number is held, else plans.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from django.db import connection

from goldenthread.core import wall

from ...pictures import NEEDS

#: How many other schools a comparison needs, and how many children at the school.
LEAST_OTHERS, LEAST_BASE = 5, 8
TAIL = 0.001
#: Needs that are compared: those with a name of their own.
COMPARED = tuple(code for code in NEEDS if code)


@dataclass(frozen=True)
class School:
    """A school with its plans by main need, and what is known of it."""

    pk: int
    name: str
    phase: str
    pupils: int | None
    free_meals: float | None
    plans: int
    needs: dict[str, int]


@dataclass(frozen=True)
class Deviation:
    """One school and one need outside its limits. `low` and `high` are the fewest and the most that chance explains."""

    school: School
    need: str
    found: int
    base: int
    of_pupils: bool
    low: int
    high: int
    others: int
    alike: tuple[str, ...]

    @property
    def more(self) -> bool:
        """Whether there are more than expected; otherwise fewer."""
        return self.found > self.high

    @property
    def need_name(self) -> str:
        """The need in words."""
        return NEEDS[self.need]


def schools_of(area_id: int) -> list[School]:
    """The schools that children of the area with a plan in force attend, by name. Closed records are in no number."""
    with wall.lifted(because="insight.schools: totals by school, for whoever may see the rows"), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT o.id, o.name, o.phase, o.establishment_type, n.pupils, n.free_meals, c.need, count(*)
              FROM casework_case c JOIN people_organisation o ON o.id = c.setting_id
              LEFT JOIN insight_schoolnumbers n ON n.school_id = o.id
             WHERE c.area_id = %s AND c.open AND c.stage = 'plan' AND o.kind = 'setting'
             GROUP BY o.id, o.name, o.phase, o.establishment_type, n.pupils, n.free_meals, c.need ORDER BY o.name, o.id
            """,
            [area_id],
        )
        found: dict[int, tuple[str, str, int | None, float | None]] = {}
        needs: dict[int, Counter[str]] = defaultdict(Counter)
        for pk, name, phase, kind, pupils, free_meals, need, count in cursor.fetchall():
            found[pk] = (name, phase_of(phase, kind), pupils, float(free_meals) if free_meals is not None else None)
            needs[pk][need] += count
    return [
        School(pk, name, phase, pupils, free_meals, sum(needs[pk].values()), dict(needs[pk])) for pk, (name, phase, pupils, free_meals) in found.items()
    ]


def phase_of(phase: str, kind: str) -> str:
    """The kind of school that it is compared with: special and alternative schools with their own, others by phase."""
    said, of_kind = phase.lower(), kind.lower()
    if "special" in of_kind:
        return "special"
    if "pupil referral" in of_kind or "alternative" in of_kind:
        return "alternative provision"
    if "college" in of_kind or "16" in said or "further" in of_kind:
        return "after 16"
    for word, group in (("nursery", "early years"), ("primary", "primary"), ("secondary", "secondary"), ("all", "all-through")):
        if word in said:
            return group
    return "of unknown phase"


def deviations(schools: Sequence[School]) -> list[Deviation]:
    """Everything outside its limits, in the order of the schools' names."""
    thirds = {"size": _thirds({s.pk: s.pupils for s in schools}), "meals": _thirds({s.pk: s.free_meals for s in schools})}
    found = []
    for school in schools:
        of_pupils = school.pupils is not None
        base = school.pupils if school.pupils is not None else school.plans
        if base < LEAST_BASE or school.phase == "of unknown phase":
            continue
        others, alike = _alike(school, schools, thirds)
        if len(others) < LEAST_OTHERS:
            continue
        whole = sum(_base(other, of_pupils) for other in others)
        for need in COMPARED:
            share = (sum(other.needs.get(need, 0) for other in others) + 0.5) / (whole + 1)
            low, high = limits(base, share)
            here = school.needs.get(need, 0)
            if here < low or here > high:
                found.append(Deviation(school, need, here, base, of_pupils, low, high, len(others), alike))
    return found


def limits(base: int, share: float) -> tuple[int, int]:
    """The fewest and the most of `base` that chance explains where each is one with probability `share`."""
    share = min(max(share, 1e-9), 1 - 1e-9)
    chance = exp(base * log(1 - share))
    total, low, count = chance, None, 0
    if chance == 0.0:  # too many to count one by one from nought: the normal approximation is exact enough
        middle, spread = base * share, 3.09 * (base * share * (1 - share)) ** 0.5
        return max(0, int(middle - spread)), min(base, int(middle + spread) + 1)
    while True:
        if low is None and total > TAIL:
            low = count
        if total >= 1 - TAIL or count == base:
            return low or 0, count
        chance *= (base - count) / (count + 1) * share / (1 - share)
        count += 1
        total += chance


def _base(school: School, of_pupils: bool) -> int:
    return (school.pupils or 0) if of_pupils else school.plans


def _alike(school: School, schools: Sequence[School], thirds: dict[str, dict[int, int]]) -> tuple[list[School], tuple[str, ...]]:
    same = [s for s in schools if s.pk != school.pk and s.phase == school.phase and (s.pupils is None) == (school.pupils is None)]
    for by in (("size", "meals"), ("size",), ()):
        if any(school.pk not in thirds[each] for each in by):
            continue
        alike = [s for s in same if all(thirds[each].get(s.pk) == thirds[each][school.pk] for each in by)]
        if len(alike) >= LEAST_OTHERS or not by:
            return alike, (school.phase, *({"size": "of like size", "meals": "with a like share of free school meals"}[each] for each in by))
    return [], (school.phase,)


def _thirds(values: dict[int, float | int | None]) -> dict[int, int]:
    known = sorted((value, pk) for pk, value in values.items() if value is not None)
    return {pk: 3 * at // len(known) for at, (_, pk) in enumerate(known)}
