"""How a catch-up goes: what was to be left each week, and what is left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Min, Q

from goldenthread.core.charts import Chart, Series, line_chart

from .models import CatchUp, CatchUpPlace, Review
from .sharing_out import WEEK

MOST_LABELS = 26


def chart_of(
    weeks: Sequence[tuple[date, int]], *, overdue: int, sentence: str, done: Sequence[tuple[date, int]] = (), identity: str = "burn-down",
    title: str = "Overdue reviews left at the end of each week",
) -> Chart:
    """Reviews left at the end of each week: as planned and, for a catch-up that was kept, as it went."""
    step = max(1, -(-len(weeks) // MOST_LABELS))
    chosen = [*weeks[step - 1 :: step]]
    if weeks and chosen[-1:] != [weeks[-1]]:
        chosen.append(weeks[-1])
    went = dict(done)
    labels = ["Now", *(f"{week + timedelta(days=4):%-d %b %Y}" for week, _ in chosen)]
    series = [Series("As planned", [overdue, *(left for _, left in chosen)])]
    if went:
        series.append(Series("As it went", [overdue, *(went.get(week) for week, _ in chosen)]))
    return line_chart(identity=identity, title=title, labels=labels, series=series, heading="Week that ends", sentence=sentence)


def went(catch_up: CatchUp, today: date) -> tuple[list[tuple[date, int]], int]:
    """What was left at the end of each week since the plan was made, and what is left today. Two statements."""
    plans = list(CatchUpPlace.objects.filter(catch_up=catch_up).values_list("plan_id", flat=True))
    told = (
        Review.objects.filter(plan__in=CatchUpPlace.objects.filter(catch_up=catch_up).values("plan"), notified_on__gt=catch_up.made_on)
        .values("plan_id").annotate(on=Min("notified_on"))
    )  # fmt: skip
    days = Counter(row["on"] for row in told)
    start = catch_up.made_on + timedelta(days=7 - catch_up.made_on.weekday())
    found, week = [], start
    while week <= today:
        end = week + timedelta(days=6)
        found.append((week, len(plans) - sum(count for on, count in days.items() if on <= end)))
        week += WEEK
    return found, len(plans) - sum(days.values())


def planned(catch_up: CatchUp) -> list[tuple[date, int]]:
    """What was to be left at the end of each week."""
    by_week: Counter[Any] = Counter(CatchUpPlace.objects.filter(catch_up=catch_up).values_list("week_on", flat=True))
    left, found = catch_up.overdue, []
    if not by_week:
        return []
    week, last = min(by_week), max(by_week)
    while week <= last:
        left -= by_week[week]
        found.append((week, left))
        week += WEEK
    return found


def standing(area_ids: Sequence[int]) -> CatchUp | None:
    """The catch-up that stands in these areas."""
    return CatchUp.objects.filter(Q(area_id__in=list(area_ids)), replaced_on__isnull=True).select_related("made_by", "area").order_by("-made_on").first()
