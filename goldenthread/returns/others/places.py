"""Places and demand in the shape in which school capacity is asked for: who is placed where today, and plans by school year.

The survey asks for places that schools have and for a forecast of demand. Capacity is no fact held here: it is the schools'.
Its columns are there, blank, and the workbook says why. The forecast is each past year played forward (`forecast`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Min

from goldenthread.casework.models import Request
from goldenthread.core import wall
from goldenthread.people.models import Area, Attendance, Child
from goldenthread.plans.models import Plan

from ..outgoing import BECAUSE

#: How many Januaries of demand are told, this one and those before it.
YEARS = 5
KINDS = (
    "Mainstream school", "SEN unit", "Resourced provision", "State-funded special school", "Independent or non-maintained special school", "Alternative provision",
    "After 16", "Early years", "Not in a school or setting", "Another or unknown setting",
)  # fmt: skip
BLANK = (
    ("Places", "Number of places", "How many places a setting has is not held here: the setting and its funder agree it."),
    ("Places", "Places not filled", "It follows from the number of places."),
    ("Forecast", "By kind of place", "Which kind of place a child will need is decided child by child; the past alone does not tell it."),
)


@dataclass(frozen=True, slots=True)
class Place:
    """One setting with how many of the area's children with a plan are placed there, by kind of place."""

    urn: str
    name: str
    kind: str
    placed: int
    residential: int


def kind_of(row: Any) -> str:
    """The kind of place that one attendance is, from the register's kind of establishment and the return's codes."""
    organisation = row.organisation
    if organisation is None:
        if row.setting_type in ("EHE", "OLA", "OPA", "NEET", "NIEC", "NIEO"):
            return KINDS[8]
        return KINDS[7] if row.setting_type == "EYP" else KINDS[9]
    said, phase = organisation.establishment_type.lower(), organisation.phase.lower()
    if row.sen_unit:
        return KINDS[1]
    if row.resourced_provision:
        return KINDS[2]
    if "special" in said:
        if "post" in said:
            return KINDS[6]
        return KINDS[4] if "independent" in said or "non-maintained" in said else KINDS[3]
    if "referral" in said or "alternative" in said:
        return KINDS[5]
    if "college" in said or "further" in said or "16" in phase:
        return KINDS[6]
    if "nursery" in phase or "nursery" in said or "children's centre" in said:
        return KINDS[7]
    return KINDS[0] if said or phase else KINDS[9]


def year_group(born: date, january: int) -> int:
    """National curriculum year in a January: 0 is Reception, below it nursery. A school year begins on 1 September."""
    return january - 1 - born.year - (born.month >= 9) - 4


def told(area: Area, on: date, *, closed: bool = True) -> tuple[list[Place], list[dict[str, Any]]]:
    """Settings by name with who is placed there today; and for each January and school year how many plans there were, by kind of place."""
    januaries = [on.year - back for back in range(YEARS - 1, -1, -1)]
    with wall.lifted(because=BECAUSE):
        children = Child.objects.filter(area=area, **({} if closed else {"closed_list_on": None}))
        born = dict(children.values_list("pk", "date_of_birth"))
        plans = [plan for plan in Plan.objects.filter(child__area=area).values_list("child_id", "made_on", "ceased_on") if plan[0] in born]
        attendances: dict[Any, list[Attendance]] = {}
        for row in Attendance.objects.filter(child__area=area, rank=1).select_related("organisation").order_by("child", "entry_on", "pk"):
            if row.child_id in born:
                attendances.setdefault(row.child_id, []).append(row)
    now = {child for child, made, ceased in plans if _in_force(made, ceased, on)}
    return _places(now, attendances, on), _demand(plans, born, attendances, januaries)


def whole_from(area: Area) -> int | None:
    """The first January whose plans the record holds whole: that of the year of which the first return taken in told."""
    with wall.lifted(because=BECAUSE):
        first = Request.every.filter(area=area).aggregate(first=Min("first_return"))["first"]
        began = Child.objects.filter(area=area).aggregate(first=Min("first_recorded_on"))["first"]
    years = [first - 1] if first else []
    return min([*years, *([began.year] if began else [])], default=None)


def group_in_words(group: int | None) -> str:
    """A school year as people say it; all of them for None."""
    if group is None:
        return "All"
    return "Nursery or younger" if group < 0 else "Reception" if group == 0 else f"Year {group}"


def _in_force(made: date | None, ceased: date | None, day: date) -> bool:
    return made is not None and made <= day and not (ceased and ceased <= day)


def _at(rows: Iterable[Attendance], day: date) -> Attendance | None:
    found = [row for row in rows if (row.entry_on is None or row.entry_on <= day) and not (row.left_on and row.left_on <= day)]
    return found[-1] if found else None


def _places(now: set[Any], attendances: dict[Any, list[Attendance]], on: date) -> list[Place]:
    counts: Counter[tuple[str, str, str]] = Counter()
    residential: Counter[tuple[str, str, str]] = Counter()
    for child in now:
        row = _at(attendances.get(child, ()), on)
        if row is None:
            key = ("", "No placement is recorded", KINDS[9])
        else:
            place = row.organisation
            key = (str(place.urn) if place and place.urn else "", place.name if place else f"No establishment ({row.setting_type})", kind_of(row))
            residential[key] += row.residential in ("A", "B")
        counts[key] += 1
    return [Place(*key, count, residential[key]) for key, count in sorted(counts.items(), key=lambda each: (each[0][1], each[0]))]


def _demand(plans: list, born: dict[Any, date], attendances: dict[Any, list[Attendance]], januaries: list[int]) -> list[dict[str, Any]]:
    counts: Counter[tuple[int, int, str]] = Counter()
    for january in januaries:
        day = date(january, 1, 31)
        for child, made, ceased in plans:
            if _in_force(made, ceased, day):
                row = _at(attendances.get(child, ()), day)
                counts[january, max(-2, year_group(born[child], january)), kind_of(row) if row else KINDS[9]] += 1
    years = sorted({(january, group) for january, group, _ in counts})
    return [{"january": january, "year_group": group, **{kind: counts[january, group, kind] for kind in KINDS}} for january, group in years]
