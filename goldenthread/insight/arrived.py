"""Whether the help that plans promise arrived, as totals: by kind, by who gives it, by school, by month. Nobody is named.

A week of a line is counted by what its sides say of it together, by the rule of `provision.weeks`: given only where nobody
says otherwise; where sides differ it is not agreed, and counts as not given. A week in which the child was away, or of which
nobody spoke, is in neither number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core import wall
from goldenthread.core.charts import Chart, Series, bars_across, line_chart
from goldenthread.people.models import Area
from goldenthread.plans.models.promise import BroadArea
from goldenthread.provision.rhythm import EQUIPMENT_WEEKS

from .guarding import Guard

OF_AN_AREA = frozenset({"area", "agg"})
WEEKS = 26
#: How many rows of providers and of schools are shown, those with most weeks first.
MOST = 40

#: What each side, and each person of a family, said of a week of a line, and what the sides' words come to together.
TOLD = """
WITH side AS (
    SELECT d.child_id, d.lineage, d.week, d.side, d.voice,
           CASE WHEN bool_or(d.state = 'disputed') THEN 'disputed' WHEN bool_and(d.state = 'given' AND NOT (d.happened_on IS NULL AND d.times < w.times * CASE w.every WHEN 'day' THEN 5 ELSE 1 END) IS TRUE) THEN 'given'
                WHEN bool_or(d.state = 'given') THEN 'part' WHEN bool_and(d.why = 'absent') THEN 'away' WHEN bool_or(d.why <> '' AND d.why <> 'absent') THEN 'missed' ELSE 'unsaid why' END AS said
      FROM provision_deliveryrecord d JOIN provision_watchedline w ON w.child_id = d.child_id AND w.lineage = d.lineage AND w.area_id = %(area)s
     WHERE d.area_id = %(area)s AND d.corrected_at IS NULL AND d.week BETWEEN %(since)s AND %(on)s
     GROUP BY d.child_id, d.lineage, d.week, d.side, d.voice),
told AS (
    SELECT s.child_id, s.lineage, s.week,
           CASE WHEN bool_or(s.said = 'disputed') THEN 'disputed' WHEN bool_and(s.said IN ('away', 'unsaid why')) AND bool_or(s.said = 'away') THEN 'away'
                WHEN bool_and(s.said IN ('missed', 'away', 'unsaid why')) THEN 'missed' WHEN count(DISTINCT s.said) = 1 THEN min(s.said) ELSE 'disputed' END AS outcome
      FROM side s GROUP BY s.child_id, s.lineage, s.week)
"""
_COUNTS = """
count(*) FILTER (WHERE t.outcome = 'given'), count(*) FILTER (WHERE t.outcome IN ('given', 'part', 'missed', 'disputed')),
count(*) FILTER (WHERE t.outcome = 'missed'), count(*) FILTER (WHERE t.outcome = 'disputed'), count(*) FILTER (WHERE t.outcome = 'away'),
count(DISTINCT t.child_id)
"""
_FROM = """
  FROM told t JOIN provision_watchedline w ON w.child_id = t.child_id AND w.lineage = t.lineage AND w.area_id = %(area)s
  LEFT JOIN people_organisation s ON s.id = w.setting_id LEFT JOIN people_organisation p ON p.id = w.deliverer_id
"""
BY = {
    "all": "''", "kind": "w.kind", "section": "w.section", "provider": "coalesce(p.name, s.name, '')", "school": "coalesce(s.name, '')",
    "month": "to_char(t.week, 'YYYY-MM')",
}  # fmt: skip
SECTIONS = {"F": "Special education (section F)", "G": "Health (section G)", "H1": "Social care (section H1)", "H2": "Social care (section H2)"}
KINDS = {**dict(BroadArea.choices), "": "Not said in the plan"}


@dataclass(frozen=True)
class Share:
    """Weeks of one kind of help: how many were given, of how many that somebody spoke of."""

    key: str
    given: int
    spoken_of: int
    missed: int
    disputed: int
    away: int
    children: int


def shares(area_id: int, on: date, by: str) -> list[Share]:
    """Weeks since half a year ago, by this."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"{TOLD} SELECT {BY[by]}, {_COUNTS} {_FROM} GROUP BY 1 ORDER BY 3 DESC, 1", {"area": area_id, "on": on, "since": on - timedelta(weeks=WEEKS)}
        )
        return [Share(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class Open:
    """What is not settled: fortnights missed, equipment past its six weeks, lines whose rhythm nobody knows; and all lines."""

    missing: int
    equipment_late: int
    no_rhythm: int
    lines: int


def still_open(area_id: int, on: date) -> Open:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE missing_from IS NOT NULL), count(*) FILTER (WHERE equipment_due_on < %(on)s AND equipment_met_on IS NULL)
                     + (SELECT count(*) FROM provision_equipmentrequest e JOIN people_child c ON c.id = e.child_id AND c.closed_list_on IS NULL
                         WHERE e.area_id = %(area)s AND e.came_on IS NULL AND e.refused_on IS NULL AND e.identified_on < %(seen)s),
                   count(*) FILTER (WHERE every = ''), count(*)
              FROM provision_watchedline WHERE area_id = %(area)s
            """,
            {"area": area_id, "on": on, "seen": on - timedelta(weeks=EQUIPMENT_WEEKS)},
        )
        return Open(*cursor.fetchone())


@require_safe
@needs("agg", "view")
def arrived(request: Any) -> HttpResponse:
    """The delivered share of an area."""
    standing, on = request.standing, request.standing.on
    places = Area.objects.filter(pk__in=standing.areas_where("agg", "view", OF_AN_AREA))
    chosen = places.filter(code=request.GET["area"]).first() if "area" in request.GET else places.first()
    if chosen is None:
        raise Http404("No area of yours has that number.")
    guard = Guard(open_rows=chosen.pk in standing.areas_where("agg", "view"))
    with wall.lifted(because="insight.arrived: totals of what was given, guarded for those without a right to the rows"):
        found = {by: shares(chosen.pk, on, by) for by in BY}
        unsettled = still_open(chosen.pk, on)
    whole = found["all"][0] if found["all"] else Share("", 0, 0, 0, 0, 0, 0)
    return render(
        request, "insight/arrived.html",
        {
            "area": chosen, "on": on, "since": on - timedelta(weeks=WEEKS), "guard": guard, "whole": whole, "unsettled": unsettled,
            "counts": _counts(whole, unsettled, guard), "over_time": _over_time(found["month"], guard), "by_kind": _by_kind(found["kind"], guard),
            "tables": [
                ("By part of the plan", "Part", rows_of(found["section"], guard, SECTIONS)), ("By area of need", "Area of need", rows_of(found["kind"], guard, KINDS)),
                ("By who gives it", "Who gives it", rows_of(found["provider"][:MOST], guard, {"": "Not known"})),
                ("By school or setting", "School or setting", rows_of(found["school"][:MOST], guard, {"": "Not known"})),
            ],
        },
    )  # fmt: skip


def percent_words(part: int, whole: int, guard: Guard) -> str:
    share = guard.percent(part, whole)
    return "*" if share is None and whole else "–" if share is None else f"{share:g}%"


def rows_of(found: Iterable[Share], guard: Guard, names: dict[str, str]) -> list[list[str]]:
    """A row each; of few children, nothing but that they are few."""
    rows = []
    for each in found:
        few = guard.number(each.children) is None
        shown = ["*"] * 5 if few else [
            percent_words(each.given, each.spoken_of, guard), guard.words(each.spoken_of), guard.words(each.missed), guard.words(each.disputed), guard.words(each.children),
        ]  # fmt: skip
        rows.append([names.get(each.key, each.key), *shown])
    return rows


def _counts(whole: Share, unsettled: Open, guard: Guard) -> list[dict[str, str]]:
    few = guard.number(whole.children) is None
    return [
        {"name": "Given, of weeks spoken of", "value": "*" if few else percent_words(whole.given, whole.spoken_of, guard)},
        {"name": "Weeks not agreed", "value": guard.words(whole.disputed)},
        {"name": "Fortnights missed, not followed up", "value": guard.words(unsettled.missing)},
        {"name": "Equipment past six weeks", "value": guard.words(unsettled.equipment_late)},
        {"name": "Lines whose rhythm nobody knows", "value": guard.words(unsettled.no_rhythm)},
        {"name": "Lines of provision in force", "value": guard.words(unsettled.lines)},
    ]


def _over_time(found: list[Share], guard: Guard) -> Chart:
    months = sorted(found, key=lambda each: each.key)
    values = [guard.percent(each.given, each.spoken_of) if guard.number(each.children) is not None else None for each in months]
    known = [value for value in values if value is not None]
    return line_chart(
        identity="given-by-month", title="Share of weeks given, by month", labels=[_month(each.key) for each in months], series=[Series("Given", values)], unit="%",
        whole=False, sentence=f"In the newest month {known[-1]:g}% of the weeks that somebody spoke of were given." if known else "Too little has been said to show a share.",
    )  # fmt: skip


def _month(key: str) -> str:
    year, month = key.split("-")
    return f"{date(int(year), int(month), 1):%b %Y}"


def _by_kind(found: list[Share], guard: Guard) -> Chart:
    shown = [each for each in found if guard.number(each.children) is not None]
    values = [guard.percent(each.given, each.spoken_of) for each in shown]
    known = [(value, KINDS.get(each.key, each.key)) for value, each in zip(values, shown, strict=True) if value is not None]
    lowest = min(known, default=None)
    return bars_across(
        identity="given-by-kind", title="Share of weeks given, by area of need", labels=[KINDS.get(each.key, each.key) for each in shown], values=values, value_name="Given",
        heading="Area of need", unit="%", sentence=f"Least was given for {lowest[1].lower()}: {lowest[0]:g}%." if lowest else "Too little has been said to show a share.",
    )  # fmt: skip
