"""The way from a request to a plan: how many took each turn in a year, how long each step takes, and where cases wait now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Chart, RangeRow, range_chart

from ..drawn import of_figures
from ..guarding import Guard
from ..indicators.kept import as_counted, rows_of
from .entrance import Place, place_of
from .flow_picture import Stage, flow_chart
from .words import number_column

YEAR = timedelta(days=365)
#: Steps in order: name, the stage at which a case waits in it, and the days that the law gives from the request to its end.
STEPS = (("Deciding whether to assess", "deciding", 42), ("Assessing", "assessing", 112), ("Writing the plan", "drafting", 140))


@dataclass(frozen=True, slots=True)
class Step:
    """One step: how many ended it in a year, and went on; days from one quarter to three quarters of them; who waits in it now."""

    name: str
    ended: int
    went_on: int
    low: int | None
    middle: int | None
    high: int | None
    waiting: int
    waited: int | None
    longest: int | None


_STEPS = """
WITH way AS (
    SELECT r.received_on, da.notified_on AS told_on, da.yes AS assess, coalesce(di.made_on, di.notified_on) AS agreed_on, di.yes AS issue, p.made_on AS made_on
      FROM casework_request r JOIN people_child c ON c.id = r.child_id AND c.closed_list_on IS NULL
      LEFT JOIN casework_decision da ON da.request_id = r.id AND da.about = 'assess'
      LEFT JOIN casework_decision di ON di.request_id = r.id AND di.about = 'issue'
      LEFT JOIN plans_plan p ON p.id = r.plan_id
     WHERE r.area_id = %(area)s AND r.received_on > %(on)s::date - 1100),
step AS (
    SELECT 1 AS nth, told_on AS ended_on, told_on - received_on AS days, assess AS went_on FROM way WHERE told_on BETWEEN %(since)s AND %(on)s
    UNION ALL SELECT 2, agreed_on, agreed_on - told_on, issue FROM way WHERE agreed_on BETWEEN %(since)s AND %(on)s AND told_on IS NOT NULL
    UNION ALL SELECT 3, made_on, made_on - agreed_on, true FROM way WHERE made_on BETWEEN %(since)s AND %(on)s AND agreed_on IS NOT NULL
    UNION ALL SELECT 4, made_on, made_on - received_on, true FROM way WHERE made_on BETWEEN %(since)s AND %(on)s)
SELECT nth, count(*), count(*) FILTER (WHERE went_on), percentile_disc(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY days) FROM step GROUP BY 1
"""
_WAITING = """
SELECT stage, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY %(on)s::date - stage_since), max(%(on)s::date - stage_since)
  FROM casework_case WHERE area_id = %(area)s AND open AND stage IN ('deciding', 'assessing', 'drafting') GROUP BY 1
"""


@require_safe
@needs("agg", "view")
@as_counted
def flow(request: Any) -> HttpResponse:
    """The way as totals."""
    place = place_of(request)
    return render(
        request, "insight/dashboards/flow.html", {"place": place, "since": place.on - YEAR, "drawn": of_figures(request, place, "insight/dashboards/_flow.html", lambda: figures_of(place))},
    )  # fmt: skip


def figures_of(place: Place) -> dict[str, Any]:
    """What the page says below its heading."""
    (steps, whole), guard = steps_of(place.area.pk, place.on), place.guard
    return {
        "any": any(step.ended or step.waiting for step in steps), "charts": [picture(steps, guard), durations([*steps, whole], guard)],
        "columns": ["Step", number_column("Ended it in a year"), number_column("Went on"), number_column("Days, in the middle"), number_column("Waiting now"), number_column("Days waited, in the middle"), number_column("Longest wait, in days")],
        "rows": [row(step, guard) for step in [*steps, whole]],
    }  # fmt: skip


def steps_of(area_id: int, on: date) -> tuple[list[Step], Step]:
    """The three steps, and the whole way."""
    given = {"area": area_id, "on": on, "since": on - YEAR}
    because = "insight.flow: steps and days as totals, guarded for those without a right to the rows"
    ended = {nth: (number, on_number, days) for nth, number, on_number, days in rows_of(area_id, _STEPS, given, because=because)}
    waits = {stage: values for stage, *values in rows_of(area_id, _WAITING, given, because=because)}
    steps = []
    for nth, (name, stage, _) in enumerate(STEPS, start=1):
        number, went_on, days = ended.get(nth, (0, 0, [None] * 3))
        steps.append(Step(name, number, went_on, *days, *waits.get(stage, (0, None, None))))
    number, went_on, (low, middle, high) = ended.get(4, (0, 0, [None] * 3))
    return steps, Step("From the request to the plan", number, went_on, low, middle, high, 0, None, None)


def row(step: Step, guard: Guard) -> list[str]:
    """A row of the table."""
    waits = [guard.words(step.waiting), _days(step.waited, step.waiting, guard), _days(step.longest, step.waiting if guard.open_rows else 0, guard)]
    if not step.name.startswith(tuple(name for name, *_ in STEPS)):
        waits = ["–"] * 3
    return [step.name, guard.words(step.ended), guard.words(step.went_on), _days(step.middle, step.ended, guard), *waits]


def _days(days: int | None, of: int, guard: Guard) -> str:
    """Days, where there are enough to show them."""
    if days is None:
        return "–"
    return f"{days:,}" if guard.open_rows or (of and guard.number(of) is not None) else "*"


def _shown(days: int | None, of: int, guard: Guard) -> int | None:
    return days if guard.open_rows or (of and guard.number(of) is not None) else None


def durations(steps: list[Step], guard: Guard) -> Chart:
    """Days of each step: the middle as a dot, and the bar from one quarter of them to three quarters."""
    rows = [RangeRow(step.name, _shown(step.middle, step.ended, guard), _shown(step.low, step.ended, guard), _shown(step.high, step.ended, guard)) for step in steps]
    known = [each for each in rows[:-1] if each.value is not None]
    longest = max(known, key=lambda each: each.value or 0, default=None)
    return range_chart(
        identity="durations", title="Days that each step takes", heading="Step", value_name="In the middle", low_name="A quarter take no more than", high_name="Three quarters take no more than", rows=rows,
        sentence=f"The step that takes longest is “{longest.name[0].lower() + longest.name[1:]}”: {longest.value:,.0f} days in the middle. The bar runs from the quickest quarter to the slowest." if longest else "Too few steps ended in the last year to say how long they take.",
    )  # fmt: skip


def picture(steps: list[Step], guard: Guard) -> Chart:
    """The way as boxes and arrows."""
    held = max(steps, key=lambda step: step.waiting * (step.waited or 0))
    sentence = "No case is on its way from a request to a plan."
    if held.waiting:
        sentence = f"Most waiting is in “{held.name[0].lower() + held.name[1:]}”: {guard.words(held.waiting)} cases, {_days(held.waited, held.waiting, guard)} days in the middle."
    exits = ("No assessment", "No plan", "")
    return flow_chart(
        [
            Stage(step.name, guard.number(step.waiting), _shown(step.waited, step.waiting, guard), guard.number(step.went_on), exits[nth], guard.number(step.ended - step.went_on) if exits[nth] else 0)
            for nth, step in enumerate(steps)
        ],
        sentence,
    )  # fmt: skip
