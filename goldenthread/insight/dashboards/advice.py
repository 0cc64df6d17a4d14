"""Advice by who gives it: how much was due and came in time, what waits now, how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import wall
from goldenthread.core.charts import Chart, Series, bar_chart

from ..guarding import Guard
from ..indicators import Figure, figure, guarded
from ..indicators.kept import as_counted
from . import told
from .entrance import place_of
from .words import number_column

CODE = "ADV01"
COLUMNS = ["Who gives it", number_column("Due in 12 months"), number_column("In time"), number_column("Late"), number_column("Share in time"), number_column("Waiting now"), number_column("Past their date"), number_column("Days it takes, in the middle")]
#: Sectors as the library has them, from what is asked (SEND Regulations 2014, regulation 6(1)).
_SECTOR = "CASE WHEN a.kind IN ('education', 'psychology') THEN 'Education and psychology' WHEN a.kind = 'medical' THEN 'Health' WHEN a.kind = 'social_care' THEN 'Social care' ELSE 'Others' END"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Asks of one giver that wait, those past their date, and the middle of the days that answered asks of a year took."""

    waiting: int = 0
    past: int = 0
    answered: int = 0
    days: int | None = None


@require_safe
@needs("agg", "view")
@as_counted
def advice(request: Any) -> HttpResponse:
    """By service for those who see the rows, else by sector: a service may be one person."""
    place = place_of(request)
    by = "provider" if place.rows else "sector"
    at = told.day_of(place)
    found = guarded(figure(CODE, area=place.area.pk, at=at, by=by), exact=place.rows)
    with wall.lifted(because="insight.advice: asks that wait, guarded for those without a right to the rows"):
        now = waiting(place.area.pk, place.on, by=by)
    return render(
        request, "insight/dashboards/advice.html",
        {"place": place, "at": at, "counts": counts(found, now, place.guard), "columns": COLUMNS, "rows": rows(found, now, place.guard), "made": picture(found), "slug": found.indicator.slug, "by": by},
    )  # fmt: skip


def waiting(area_id: int, on: date, *, by: str) -> dict[str, Waiting]:
    """What waits today and how long answers took, by service or by sector. The family's own views are no advice of a service."""
    key = "coalesce(o.name, '')" if by == "provider" else _SECTOR
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT {key}, count(*) FILTER (WHERE a.received_on IS NULL AND k.open), count(*) FILTER (WHERE a.received_on IS NULL AND k.open AND a.due_on < %(on)s),
                   count(*) FILTER (WHERE a.received_on > %(since)s), percentile_disc(0.5) WITHIN GROUP (ORDER BY a.received_on - a.asked_on) FILTER (WHERE a.received_on > %(since)s)
              FROM casework_advicerequest a JOIN casework_case k ON k.child_id = a.child_id AND k.area_id = %(area)s
              LEFT JOIN people_organisation o ON o.id = a.asked_of_id
             WHERE a.area_id = %(area)s AND a.withdrawn_on IS NULL AND a.asked_on IS NOT NULL AND a.due_on IS NOT NULL
               AND (a.received_on IS NULL OR a.received_on > %(since)s)
             GROUP BY 1
            """,
            {"area": area_id, "on": on, "since": on - timedelta(days=365)},
        )
        return {row[0] or "Not recorded": Waiting(*row[1:]) for row in cursor.fetchall()}


def counts(found: Figure, now: dict[str, Waiting], guard: Guard) -> list[dict[str, str]]:
    """The figures at the top; the first is the indicator's own."""
    return [
        {"name": "Advice returned in time, of 12 months", "value": told.words(found)}, {"name": "Waiting now", "value": guard.words(sum(each.waiting for each in now.values()))},
        {"name": "Past their date", "value": guard.words(sum(each.past for each in now.values())), "href": "/advice/board?show=late" if guard.open_rows else ""},
    ]  # fmt: skip


def rows(found: Figure, now: dict[str, Waiting], guard: Guard) -> list[list[str]]:
    """A row for each giver that was due or is waited for."""
    parts = {part.label: part for part in found.parts}
    made = []
    for name in [*parts, *(name for name in now if name not in parts)]:
        part, live = parts.get(name), now.get(name, Waiting())
        due, in_time = (part.denominator, part.numerator) if part else (0, 0)
        late = None if due is None or in_time is None else due - in_time
        days = "–" if live.days is None else f"{live.days}" if guard.open_rows or guard.number(live.answered) is not None else "*"
        made.append([name, _number(due), _number(in_time), _number(late), told.amount(part.value, "%") if part else "–", guard.words(live.waiting), guard.words(live.past), days])
    return made


def picture(found: Figure) -> Chart:
    """In time and late, by giver."""
    parts = found.parts[:12]
    late = [None if part.denominator is None or part.numerator is None else max(0, part.denominator - part.numerator) for part in parts]
    return bar_chart(
        identity="advice", title="Advice due in twelve months, in time and late", heading="Who gives it", labels=[part.label for part in parts],
        series=[Series("In time", [part.numerator for part in parts]), Series("Late", late)], stacked=True,
        sentence=f"Of the advice that was due in the twelve months to {found.at:%-d %B %Y}, {told.words(found)} came in time.",
    )  # fmt: skip


def _number(count: int | None) -> str:
    return "*" if count is None else f"{count:,}"
