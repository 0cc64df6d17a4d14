"""Waits and what became of referrals in words, rows of tables and charts: as they were shown to somebody, never more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.core.charts import RangeRow, Series, bar_chart, line_chart, range_chart

from ..dashboards.words import number_column
from ..indicators.telling import day
from .codes import BANDS, DISCHARGED, REJECTED
from .districts import NOT_KNOWN
from .flow import Flow
from .models import Service
from .quarters import quarter_short, quarter_words
from .waits import Wait, Waits, spread

WAIT_COLUMNS = [number_column("Waiting"), number_column("Waited no longer than the standard"), number_column("Half wait longer than"), number_column("Longest wait")]
FLOW_COLUMNS = [
    number_column("Referrals"), number_column("Came again"), number_column("Rejected"), number_column("Discharged"), number_column("Median time in the service"),
]  # fmt: skip


def number(value: float | None) -> str:
    """A count; * for one that is hidden."""
    return "*" if value is None else f"{value:,.0f}"


def weeks(value: float | None) -> str:
    """A length of time."""
    return "–" if value is None else "1 week" if value == 1 else f"{value:,.1f}".removesuffix(".0") + " weeks"


def percent(value: float | None) -> str:
    """A share."""
    return "–" if value is None else f"{value:.1f}".removesuffix(".0") + "%"


def longest(wait: Wait) -> str:
    """The longest wait: in weeks, or by its band where the weeks are one child's."""
    if wait.longest_weeks is not None:
        return weeks(wait.longest_weeks)
    return wait.longest_band.words if wait.longest_band else "–"


def wait_cells(wait: Wait) -> list[str]:
    """A row of WAIT_COLUMNS."""
    return [number(wait.waiting), percent(wait.share), weeks(wait.median_weeks), longest(wait)]


def wait_sentence(service: Service, found: Waits) -> str:
    """How long children wait for a service, in a sentence or two."""
    wait = found.whole
    if wait.waiting == 0:
        return f"Nobody waits for {service.name} as at {day(found.on)}."
    if wait.waiting is None:
        return f"Fewer than eight children wait for {service.name} as at {day(found.on)}, so that no more is told."
    words = f"{number(wait.waiting)} children wait for {service.name} as at {day(found.on)}."
    if wait.median_weeks is not None:
        words += f" Half of them have waited longer than {weeks(wait.median_weeks)}."
    if wait.share is not None:
        words += f" {percent(wait.share)} have waited no longer than {service.standard_weeks} weeks."
    return words


def spread_sentence(found: Waits) -> str:
    """How far the districts lie apart."""
    apart = spread(found.districts)
    if apart is None:
        return "Too few districts can be told apart to say how far they differ."
    return f"The median wait is shortest in {apart.lowest[0]} ({weeks(apart.lowest[1])}) and longest in {apart.highest[0]} ({weeks(apart.highest[1])}): {weeks(apart.range)} apart."


def district_rows(found: Waits) -> list[list[str]]:
    """A row for each district, by name; those whose district is not known at the end."""
    names = sorted(found.districts, key=lambda name: (not name, name.casefold()))
    return [[name or NOT_KNOWN, *wait_cells(found.districts[name])] for name in names]


def band_chart(found: Waits, identity: str = "bands") -> Any:
    """How long those who wait have waited."""
    return bar_chart(
        identity=identity, title="How long children have waited", heading="Waited", labels=[band.words for band in BANDS], series=[Series("Children", list(found.whole.bands))],
    )  # fmt: skip


def district_chart(found: Waits) -> Any:
    """The median of each district, each on the range from the shortest to the longest."""
    known = {name or NOT_KNOWN: each.median_weeks for name, each in sorted(found.districts.items()) if each.median_weeks is not None}
    low, high = (min(known.values()), max(known.values())) if known else (None, None)
    return range_chart(
        identity="districts", title="Median wait by district", heading="District", value_name="Median wait, weeks", low_name="Shortest district", high_name="Longest district",
        rows=[RangeRow(name, value, low, high) for name, value in known.items()], whole=False, sentence=spread_sentence(found),
    ) if known else None  # fmt: skip


def over_quarters(series: Sequence[Waits]) -> list[Any]:
    """How many waited, and how long, at the end of each quarter."""
    labels = [quarter_short(each.on) for each in series]
    return [
        line_chart(identity="waiting", title="Children waiting at the end of each quarter", heading="Quarter to", labels=labels, series=[Series("Children waiting", [each.whole.waiting for each in series])]),
        line_chart(
            identity="median", title="Median wait at the end of each quarter", heading="Quarter to", labels=labels, unit=" weeks", whole=False,
            series=[Series("Median wait", [each.whole.median_weeks for each in series])],
        ),
    ]  # fmt: skip


def spread_rows(series: Sequence[Waits]) -> list[list[str]]:
    """Quarter by quarter, newest first: the shortest and longest district and how far apart they are."""
    rows = []
    for each in reversed(series):
        apart = spread(each.districts)
        rows.append([quarter_words(each.on), f"{apart.lowest[0]}, {weeks(apart.lowest[1])}", f"{apart.highest[0]}, {weeks(apart.highest[1])}", weeks(apart.range)] if apart else [quarter_words(each.on), "–", "–", "–"])
    return rows


def flow_cells(flow: Flow) -> list[str]:
    """A row of FLOW_COLUMNS."""
    return [
        number(flow.referred), _of(flow.again, flow.again_share), _of(flow.rejected, flow.rejected_share), number(flow.discharged), weeks(flow.median_weeks),
    ]  # fmt: skip


def _of(value: int | None, share: float | None) -> str:
    return number(value) if share is None else f"{number(value)} ({percent(share)})"


def flow_sentence(service: Service, flow: Flow) -> str:
    """What became of a service's referrals in a quarter."""
    words = f"In {quarter_words(flow.quarter)}, {number(flow.referred)} referrals came to {service.name}"
    words += f", of which {_of(flow.again, flow.again_share)} were re-referrals within {service.again_months} months of a discharge." if flow.referred else "."
    words += f" {_of(flow.rejected, flow.rejected_share)} of those decided on were rejected. {number(flow.discharged)} children were discharged"
    return words + (f", half of them within {weeks(flow.median_weeks)} of being first seen." if flow.median_weeks is not None else ".")


def flow_charts(flows: Sequence[Flow]) -> list[Any]:
    """Referrals and discharges, and the share that came again or was rejected, by quarter."""
    labels = [quarter_short(each.quarter) for each in flows]
    return [
        line_chart(
            identity="flow", title="Referrals and discharges by quarter", heading="Quarter to", labels=labels,
            series=[Series("Referrals", [each.referred for each in flows]), Series("Discharged", [each.discharged for each in flows])],
        ),
        line_chart(
            identity="shares", title="Re-referred and rejected by quarter", heading="Quarter to", labels=labels, unit="%", whole=False,
            series=[Series("Re-referrals, of referrals", [each.again_share for each in flows]), Series("Rejected, of those decided on", [each.rejected_share for each in flows])],
        ),
    ]  # fmt: skip


def reason_rows(flows: Sequence[Flow], which: str) -> list[list[str]]:
    """A row for each reason ("rejected" or "discharged") that any of these quarters has, with its number in each."""
    words, counted = (REJECTED, [each.rejected_by for each in flows]) if which == "rejected" else (DISCHARGED, [each.discharged_by for each in flows])
    return [[said, *(number(each[at]) for each in counted)] for at, said in enumerate(words.values()) if any(each[at] != 0 for each in counted)]
