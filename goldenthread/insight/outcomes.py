"""Progress towards outcomes, as totals: by area of need, adulthood theme, type of need, school, agency, age, over time.

Progress is what was noted between reviews (`provision`) and what reviews found (`reviews`): the newest of each outcome in
the time that is looked at. From "Good progress" up, a child makes the progress that was expected.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Chart, Series, bars_across, line_chart
from goldenthread.people.models import Area
from goldenthread.plans.models.promise import AdulthoodTheme, BroadArea
from goldenthread.provision.models import OutcomeProgress

from . import over_time
from .arrived import percent_words
from .guarding import Guard
from .indicators import kept
from .indicators.kept import as_counted
from .pictures import NEEDS

OF_AN_AREA = frozenset({"area", "agg"})
WEEKS = 104
MOST = 40
#: Of every 100 outcomes with progress recorded, so many are to be as expected (Southend written statement of action 2018, C3).
AIM = 70

_POINTS = """
WITH point AS (
    SELECT p.child_id, p.lineage, p.seen_on AS on_day, p.scale FROM provision_outcomeprogress p
     WHERE p.area_id = %(area)s AND p.corrected_at IS NULL AND p.seen_on BETWEEN %(since)s AND %(on)s
    UNION ALL
    SELECT n.child_id, g.lineage, r.met_on, g.scale
      FROM reviews_progress g JOIN reviews_review r ON r.id = g.review_id JOIN plans_plan n ON n.id = r.plan_id
     WHERE n.area_id = %(area)s AND g.scale IS NOT NULL AND g.lineage IS NOT NULL AND r.met_on BETWEEN %(since)s AND %(on)s),
newest AS (SELECT DISTINCT ON (child_id, lineage) * FROM point ORDER BY child_id, lineage, on_day DESC, scale),
outcome AS (
    SELECT DISTINCT ON (v.child_id, l.lineage) l.id, v.child_id, l.lineage, l.theme,
           coalesce(nullif(l.broad_area, ''), (SELECT u.broad_area FROM plans_link k JOIN plans_line u ON u.id = k.upper_id
                                                WHERE k.lower_id = l.id AND u.broad_area <> '' ORDER BY k.id LIMIT 1), '') AS broad_area
      FROM plans_line l JOIN plans_version v ON v.id = l.version_id JOIN plans_plan n ON n.id = v.plan_id
     WHERE v.area_id = %(area)s AND v.issued_on IS NOT NULL AND n.ceased_on IS NULL AND l.kind = 'outcome' AND l.removed_on IS NULL
     ORDER BY v.child_id, l.lineage, v.number DESC)
"""
_SHOWN = "JOIN casework_case c ON c.child_id = o.child_id AND c.area_id = %(area)s"
_COUNTS = f"count(*), count(p.scale), count(*) FILTER (WHERE p.scale >= {int(OutcomeProgress.EXPECTED_FROM)}), count(DISTINCT o.child_id)"
_AGE = "extract(year FROM age(%(on)s::date, c.date_of_birth))"
BY = {
    "all": "''", "area of need": "o.broad_area", "theme": "o.theme", "need": "c.need", "school": "c.setting_name",
    "age": f"CASE WHEN {_AGE} < 5 THEN 'Under 5' WHEN {_AGE} < 11 THEN '5 to 10' WHEN {_AGE} < 16 THEN '11 to 15' ELSE '16 to 25' END",
}  # fmt: skip
#: Who is to give what the plan links to the outcome: the part of the plan in which it stands.
_AGENCY = """
SELECT CASE a.section WHEN 'F' THEN 'Education' WHEN 'G' THEN 'Health' ELSE 'Social care' END, {counts}
  FROM outcome o {shown} LEFT JOIN newest p ON p.child_id = o.child_id AND p.lineage = o.lineage
  JOIN LATERAL (SELECT DISTINCT l.section FROM plans_link k JOIN plans_line l ON l.id = k.lower_id
                 WHERE k.upper_id = o.id AND l.kind = 'provision' AND l.removed_on IS NULL) a ON true
 GROUP BY 1 ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True)
class Group:
    """Outcomes of one kind: how many there are, of how many progress is known, and of how many it is as expected."""

    key: str
    outcomes: int
    known: int
    expected: int
    children: int


def groups(area_id: int, on: date, by: str) -> list[Group]:
    """Outcomes of plans in force, by this."""
    tail = _AGENCY.format(counts=_COUNTS, shown=_SHOWN) if by == "agency" else (
        f"SELECT {BY[by]}, {_COUNTS} FROM outcome o {_SHOWN} LEFT JOIN newest p ON p.child_id = o.child_id AND p.lineage = o.lineage GROUP BY 1 ORDER BY 2 DESC, 1"
    )  # fmt: skip
    return [Group(*row) for row in kept.rows_of(area_id, _POINTS + tail, _asked(area_id, on), because=over_time.BECAUSE)]


def by_quarter(area_id: int, on: date) -> list[Group]:
    """Progress noted in each quarter of a year, oldest first: everything that was noted, not only the newest."""
    sql = f"""{_POINTS} SELECT to_char(p.on_day, 'YYYY "quarter" Q'), count(*), count(*),
            count(*) FILTER (WHERE p.scale >= {int(OutcomeProgress.EXPECTED_FROM)}), count(DISTINCT p.child_id)
            FROM point p JOIN casework_case c ON c.child_id = p.child_id AND c.area_id = %(area)s GROUP BY 1 ORDER BY 1"""
    return [Group(*row) for row in kept.rows_of(area_id, sql, _asked(area_id, on), because=over_time.BECAUSE)]


def children_without(area_id: int, on: date) -> tuple[int, int]:
    """Children with a plan whose lines are held here, and how many of them have no outcome in it."""
    sql = f"""{_POINTS} SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM outcome o WHERE o.child_id = h.child_id))
            FROM (SELECT DISTINCT v.child_id FROM plans_version v JOIN plans_plan n ON n.id = v.plan_id
                   WHERE v.area_id = %(area)s AND v.issued_on IS NOT NULL AND n.ceased_on IS NULL) h
            JOIN casework_case c ON c.child_id = h.child_id AND c.area_id = %(area)s"""
    plans, without = kept.rows_of(area_id, sql, _asked(area_id, on), because=over_time.BECAUSE)[0]
    return plans, without


def _asked(area_id: int, on: date) -> dict[str, Any]:
    return {"area": area_id, "on": on, "since": on - timedelta(weeks=WEEKS)}


@require_safe
@needs("agg", "view")
@as_counted
def outcomes(request: Any) -> HttpResponse:
    """Outcomes and progress of an area."""
    standing, on = request.standing, request.standing.on
    places = Area.objects.filter(pk__in=standing.areas_where("agg", "view", OF_AN_AREA))
    chosen = places.filter(code=request.GET["area"]).first() if "area" in request.GET else places.first()
    if chosen is None:
        raise Http404("No area of yours has that number.")
    by = request.GET.get("by", "")
    by = by if by in over_time.OVER_TIME else next(iter(over_time.OVER_TIME))
    guard = Guard(open_rows=chosen.pk in standing.areas_where("agg", "view"))
    found = {by: groups(chosen.pk, on, by) for by in (*BY, "agency")}
    quarters = by_quarter(chosen.pk, on)
    plans, without = children_without(chosen.pk, on)
    moves = over_time.cells(_POINTS, _asked(chosen.pk, on), by, BY.get(by, ""))
    came = over_time.who_came(chosen.pk, on)
    whole = found["all"][0] if found["all"] else Group("", 0, 0, 0, 0)
    themes = {**dict(AdulthoodTheme.choices), "": "No theme given"}
    areas = {**dict(BroadArea.choices), "": "Not said in the plan"}
    return render(
        request, "insight/outcomes.html",
        {
            "area": chosen, "on": on, "guard": guard, "whole": whole, "aim": AIM, "gaps": _gaps(found, guard, areas, themes),
            "counts": [
                {"name": "Progress as expected, of those known", "value": "*" if guard.number(whole.children) is None else percent_words(whole.expected, whole.known, guard)},
                {"name": "Outcomes in plans", "value": guard.words(whole.outcomes)}, {"name": "With progress recorded", "value": guard.words(whole.known)},
                {"name": "Children whose plan has no outcome", "value": guard.words(without)}, {"name": "Plans whose lines are held here", "value": guard.words(plans)},
            ],
            "by": by, "choices": over_time.OVER_TIME, "came": over_time.came_shown(came, guard) if came else None,
            "moves": over_time.shown(moves, guard, {"area of need": areas, "theme": themes, "need": NEEDS, "school": {"": "Not known"}}.get(by, {}), over_time.OVER_TIME[by]),
            "over_time": _over_time(quarters, guard), "by_area": _by_area(found["area of need"], guard, areas),
            "tables": [
                ("By area of need", "Area of need", rows_of(found["area of need"], guard, areas)), ("By theme of adulthood", "Theme", rows_of(found["theme"], guard, themes)),
                ("By type of need", "Type of need", rows_of(found["need"], guard, NEEDS)), ("By agency", "Agency", rows_of(found["agency"], guard, {})),
                ("By age", "Age", rows_of(found["age"], guard, {})), ("By school or setting", "School or setting", rows_of(found["school"][:MOST], guard, {"": "Not known"})),
            ],
        },
    )  # fmt: skip


def rows_of(found: list[Group], guard: Guard, names: dict[str, str]) -> list[list[str]]:
    """A row each; of few children, nothing but that they are few."""
    rows = []
    for each in found:
        few = guard.number(each.children) is None
        shown = ["*"] * 4 if few else [guard.words(each.outcomes), guard.words(each.known), percent_words(each.expected, each.known, guard), guard.words(each.children)]
        rows.append([names.get(each.key, each.key), *shown])
    return rows


def _gaps(found: dict[str, list[Group]], guard: Guard, areas: dict[str, str], themes: dict[str, str]) -> list[str]:
    """What the themes tell, in sentences: where no outcome is set, where progress is not recorded, where it falls short."""
    told = []
    missing = [words for key, words in themes.items() if key and key not in {each.key for each in found["theme"]}]
    if found["all"] and missing:
        told.append(f"No outcome of any plan is tied to: {', '.join(word.lower() for word in missing)}.")
    for each in found["area of need"]:
        if guard.number(each.children) is None:
            continue
        name = areas.get(each.key, each.key).lower()
        recorded = guard.percent(each.known, each.outcomes)
        share = guard.percent(each.expected, each.known)
        if recorded is not None and recorded < 50:
            told.append(f"Progress is recorded for {recorded:g}% of outcomes for {name}: less than half.")
        if share is not None and share < AIM:
            told.append(f"Of outcomes for {name}, {share:g}% are as expected: below our aim of {AIM}%.")
    return told


def _over_time(found: list[Group], guard: Guard) -> Chart:
    values = [guard.percent(each.expected, each.known) if guard.number(each.children) is not None else None for each in found]
    known = [value for value in values if value is not None]
    return line_chart(
        identity="progress-by-quarter", title="Progress as expected, by quarter of the year", heading="Quarter", labels=[each.key for each in found],
        series=[Series("As expected", values)], unit="%", whole=False, reference=("Our aim", AIM),
        sentence=f"In the newest quarter {known[-1]:g}% of the progress that was noted was as expected. Our aim is {AIM}%." if known else "Too little has been noted to show a share.",
    )  # fmt: skip


def _by_area(found: list[Group], guard: Guard, areas: dict[str, str]) -> Chart:
    shown = [each for each in found if guard.number(each.children) is not None]
    return bars_across(
        identity="outcomes-by-area", title="Outcomes in plans, by area of need", labels=[areas.get(each.key, each.key) for each in shown],
        values=[guard.number(each.outcomes) for each in shown], value_name="Outcomes", heading="Area of need",
        sentence=f"Most outcomes are for {areas.get(shown[0].key, shown[0].key).lower()}." if shown else "Too few outcomes are held to show.",
    )  # fmt: skip
