"""Young people in no education, work or training by year and SEN status, and whether the share falls from the base year."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.core.models import AreaSetting
from goldenthread.people.models import Area

from ..guarding import Guard
from .actions import base_setting
from .days import neet_months
from .models import YoungPeople

#: What is told apart: age and status, in words.
GROUPS = {
    ("16-17", "plan"): "16 and 17, with a plan", ("16-17", "support"): "16 and 17, with needs and no plan", ("16-17", "none"): "16 and 17, no special educational needs", ("18-24", "plan"): "18 to 24, with a plan",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Year:
    """A group's year: the average of December to February. `months` are how many of the three were given; 0 where the year was given whole."""

    year: int
    people: float
    neet: float
    unknown: float
    months: int

    def share(self, guard: Guard, of: str = "") -> float | None:
        """Of 100 young people, how many are NEET or not known; only one of them with `of`. None where too few to say."""
        part = getattr(self, of) if of else self.neet + self.unknown
        if guard.open_rows:
            return round(100 * part / self.people, 1) if self.people else None
        return guard.percent(round(part), round(self.people))


def years(area: Area) -> dict[tuple[str, str], list[Year]]:
    """By age and status, every year that is known, oldest first. A year that was given whole goes before its months."""
    rows: dict[tuple[str, str], list[YoungPeople]] = {}
    for row in YoungPeople.objects.filter(area=area, replaced_on=None).order_by("month"):
        rows.setdefault((row.age, row.status), []).append(row)
    found: dict[tuple[str, str], list[Year]] = {}
    for group, held in rows.items():
        whole = {
            row.month.year: Year(row.month.year, row.people, row.neet, row.unknown, 0) for row in held if row.of_year
        }
        by_month = {row.month: row for row in held if not row.of_year}
        for year in sorted({month.year + (month.month == 12) for month in by_month} - whole.keys()):
            given = [by_month[month] for month in neet_months(year) if month in by_month]
            if given:
                count = len(given)
                whole[year] = Year(
                    year,
                    sum(row.people for row in given) / count,
                    sum(row.neet for row in given) / count,
                    sum(row.unknown for row in given) / count,
                    count,
                )
        if whole:
            found[group] = [whole[year] for year in sorted(whole)]
    return found


def base_year(area: Area, held: dict[tuple[str, str], list[Year]]) -> int | None:
    """The year that the area chose, else the first that is held."""
    chosen = AreaSetting.objects.filter(name=base_setting(area)).values_list("value", flat=True).first()
    return int(chosen) if chosen is not None else min((each.year for of in held.values() for each in of), default=None)


def fell(now: float | None, then: float | None) -> str:
    """Whether a share fell."""
    if now is None or then is None:
        return "–"
    return "Fell" if now < then else "Rose" if now > then else "As before"
