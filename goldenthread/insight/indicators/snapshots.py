"""The history of an indicator month by month: from what is kept where that is of today, counted anew otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from goldenthread.core import clock, rows
from goldenthread.core.actions import action, record
from goldenthread.people.models import Area

from .declared import YEAR, Figure, window_of, year_to
from .figures import month_ends, series, serieses
from .library import LIBRARY
from .models import Snapshot

MONTHS = 24


def history(code: str, *, area: int, at: date, months: int = MONTHS) -> list[Figure]:
    """The ends of the whole months up to a day, oldest first: each over twelve months, or on its day."""
    ends = month_ends(at, months=months)
    kept = histories([code], area=area, ends=ends)
    return kept[code] if code in kept else series(code, area=area, ends=ends, over=YEAR)


def histories(codes: Iterable[str], *, area: int, ends: Sequence[date], fresh: bool = True) -> dict[str, list[Figure]]:
    """What is kept of these indicators, for those of which every one of these days is kept. `fresh`: only what was counted today."""
    found: dict[str, dict[date, Snapshot]] = {}
    for row in Snapshot.objects.filter(area=area, code__in=list(codes), at__in=list(ends)):
        if not fresh or timezone.localdate(row.counted_at) == clock.today():
            found.setdefault(row.code, {})[row.at] = row
    return {code: [_figure(by_day[at]) for at in ends] for code, by_day in found.items() if len(by_day) == len(ends)}


def counted_at(area: int) -> datetime | None:
    """When the snapshots of an area were last counted."""
    return Snapshot.objects.filter(area=area).order_by("-counted_at").values_list("counted_at", flat=True).first()


@action
def keep_snapshots(*, area: Area, by: Any, on: date, months: int = MONTHS) -> int:
    """Count every indicator at the ends of the last whole months and keep them in place of what was kept. Gives how many."""
    ends, now = month_ends(on, months=months), clock.now()
    counted = serieses(LIBRARY, area=area.pk, ends=ends, over=YEAR)
    made = [
        Snapshot(
            area=area, code=code, at=figure.at, numerator=figure.numerator or 0, denominator=figure.denominator, value=figure.value,
            complete=figure.complete, beside=list(figure.beside), counted_at=now,
        )
        for code, figures in counted.items()
        for figure in figures
    ]  # fmt: skip
    Snapshot.objects.filter(area=area).delete()
    rows.insert_many(Snapshot, made)
    record("insight.keep_snapshots", fact={"area": area.pk, "months": months, "figures": len(made)})
    return len(made)


def _figure(row: Snapshot) -> Figure:
    indicator = LIBRARY[row.code]
    window = window_of(indicator, row.at) if indicator.period == "as at" else year_to(row.at)
    return Figure(
        indicator=indicator, at=row.at, known=None, numerator=row.numerator, denominator=row.denominator, value=row.value, window=window,
        complete=row.complete, beside=tuple(row.beside),
    )  # fmt: skip
