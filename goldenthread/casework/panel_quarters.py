"""What a panel decided, quarter by quarter, and whether those came whom it needs: counts, and no child."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncQuarter

from goldenthread.core import wall
from goldenthread.meetings.models import AgendaItem, Group, Meeting

#: How many quarters are told, this one among them.
TOLD = 8
MONTHS = {1: "January to March", 4: "April to June", 7: "July to September", 10: "October to December"}


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a panel. `there` says at how many of its meetings each sector that it needs was noted as there."""

    begins: date
    meetings: int
    yes: int
    no: int
    put_off: int
    there: Mapping[str, int]

    @property
    def name(self) -> str:
        return f"{MONTHS[self.begins.month]} {self.begins.year}"

    @property
    def decided(self) -> int:
        return self.yes + self.no


def quarters(group: Group, on: date) -> list[Quarter]:
    """The quarters in which the panel met, the newest first. Only for whoever runs it: a small count may tell of a child."""
    since = _first_day(on)
    held: dict[str, Any] = {f"there_{sector}": _those_with(sector) for sector in group.must_have}
    met = Meeting.objects.filter(group=group, on__gte=since, on__lte=on).annotate(quarter=TruncQuarter("on")).order_by().values("quarter")
    items = AgendaItem.objects.filter(meeting__group=group, meeting__on__gte=since, meeting__on__lte=on).annotate(quarter=TruncQuarter("meeting__on"))
    counted = items.order_by().values("quarter").annotate(
        yes=Count("decisions", filter=Q(decisions__yes=True)), no=Count("decisions", filter=Q(decisions__yes=False)),
        put_off=Count("pk", distinct=True, filter=Q(ended=AgendaItem.Ended.PUT_OFF)),
    )  # fmt: skip
    with wall.lifted(because="the matters of a panel are counted for whoever runs it"):
        became: dict[date, Mapping[str, Any]] = {row["quarter"]: row for row in counted}
        rows: list[Mapping[str, Any]] = list(met.annotate(meetings=Count("pk", distinct=True), **held))
    none: Mapping[str, Any] = {"yes": 0, "no": 0, "put_off": 0}
    return [
        Quarter(
            begins=row["quarter"], meetings=row["meetings"], there={sector: row[f"there_{sector}"] for sector in group.must_have},
            **{name: became.get(row["quarter"], none)[name] for name in none},
        )
        for row in sorted(rows, key=lambda row: row["quarter"], reverse=True)
    ]  # fmt: skip


def _those_with(sector: str) -> Count:
    return Count("pk", distinct=True, filter=Q(attendances__sector=sector, attendances__present=True))


def _first_day(on: date) -> date:
    """The first day of the earliest quarter that is told."""
    quarter = on.year * 4 + (on.month - 1) // 3 - (TOLD - 1)
    return date(quarter // 4, quarter % 4 * 3 + 1, 1)
