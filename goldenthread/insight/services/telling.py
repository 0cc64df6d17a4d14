"""Waits and what became of referrals in words, rows of tables and charts: as they were shown to somebody, never more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.core.charts import RangeRow, Series, bars_across, line_chart, range_chart

from ..dashboards.words import number_column
from ..indicators.telling import day
from .as_told import Row
from .codes import BANDS, DISCHARGED, REJECTED
from .districts import NOT_KNOWN
from .flow import Flow
from .models import Service
from .quarters import quarter_short, quarter_words
from .waits import Wait, Waits, spread

HIDDEN = "*"
WAIT_COLUMNS = [number_column("Waiting"), number_column("Waited no longer than the standard"), number_column("Half have waited longer than"), number_column("Longest wait")]
#: The same with how long half had waited a year before.
ROW_COLUMNS = [*WAIT_COLUMNS[:3], number_column("A year before"), WAIT_COLUMNS[3]]
FLOW_COLUMNS = [
    number_column("Referrals"), number_column("Came again"), number_column("Rejected"), number_column("Discharged"), number_column("Median time in the service"),
]  # fmt: skip


def number(value: float | None) -> str:
    """A count; * for one that is hidden."""
    return HIDDEN if value is None else f"{value:,.0f}"


def weeks(value: float | None, *, kept: bool = False) -> str:
    """A length of time; `kept` says that one which is not there is kept back, since few stand behind it."""
    return (HIDDEN if kept else "–") if value is None else "1 week" if value == 1 else f"{value:,.1f}".removesuffix(".0") + " weeks"


def percent(value: float | None, *, kept: bool = False) -> str:
    """A share; `kept` as with a length of time."""
    return (HIDDEN if kept else "–") if value is None else f"{value:.1f}".removesuffix(".0") + "%"


def longest(wait: Wait) -> str:
    """The longest wait: in weeks, or by its band where the weeks are one child's."""
    if wait.longest_weeks is not None:
        return weeks(wait.longest_weeks)
    return wait.longest_band.words if wait.longest_band else "–"


def wait_cells(wait: Wait | None) -> list[str]:
    """A row of WAIT_COLUMNS; * for what too few stand behind, and – where nothing was told."""
    if wait is None:
        return ["–"] * len(WAIT_COLUMNS)
    kept = wait.hidden and wait.waiting != 0
    return [number(wait.waiting), percent(wait.share, kept=kept), weeks(wait.median_weeks, kept=kept), HIDDEN if kept and wait.longest_band is None else longest(wait)]


def row_cells(row: Row) -> list[str]:
    """A row of ROW_COLUMNS."""
    waiting, share, median, longest_wait = wait_cells(row.wait)
    return [waiting, share, median, weeks(row.earlier.median_weeks) if row.earlier else "–", longest_wait]


def longest_first(row: Row) -> tuple[float, str]:
    """Where a service stands in a list: by its median wait as it is shown, the longest first, and those without one at the end."""
    median = row.wait.median_weeks if row.wait else None
    return 1.0 if median is None else -median, row.service.name.casefold()


def wait_sentence(service: Service, found: Waits, past: Sequence[Waits] = ()) -> str:
    """How long children wait for a service, and how long they waited a year before, in some sentences."""
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
    earlier = next((each for each in past if (each.on.year + 1, each.on.month, each.on.day) == (found.on.year, found.on.month, found.on.day)), None)
    if wait.median_weeks is not None and earlier and earlier.whole.median_weeks is not None:
        way = "as long as" if earlier.whole.median_weeks == wait.median_weeks else "longer than" if wait.median_weeks > earlier.whole.median_weeks else "shorter than"
        words += f" That is {way} a year before" + ("." if way == "as long as" else f", when half had waited longer than {weeks(earlier.whole.median_weeks)}.")
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


def band_sentence(wait: Wait) -> str:
    """Which band most are in, and how many have waited over a year."""
    known = [(count, band) for count, band in zip(wait.bands, BANDS, strict=True) if count]
    if not known:
        return "Too few wait to say how long each has waited."
    most, band = max(known, key=lambda each: each[0])
    over = wait.bands[-1]
    words = f"{number(most)} of them {'has' if most == 1 else 'have'} waited {band.words[0].lower()}{band.words[1:]}, the largest group."
    if band is BANDS[-1]:
        return words
    return words + (" Nobody has waited over 52 weeks." if over == 0 else f" {number(over)} {'has' if over == 1 else 'have'} waited over 52 weeks." if over else "")


def band_chart(found: Waits, identity: str = "bands") -> Any:
    """How long those who wait have waited; numbers that are hidden are left out."""
    known = [(band.words, count) for band, count in zip(BANDS, found.whole.bands, strict=True) if count is not None]
    return bars_across(
        identity=identity, title="How long children have waited", heading="Waited", labels=[words for words, _ in known], values=[count for _, count in known], value_name="Children", sentence=band_sentence(found.whole),
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


def flow_cells(flow: Flow | None) -> list[str]:
    """A row of FLOW_COLUMNS; – where nothing was told."""
    if flow is None:
        return ["–"] * len(FLOW_COLUMNS)
    return [
        number(flow.referred), _of(flow.again, flow.again_share), _of(flow.rejected, flow.rejected_share), number(flow.discharged), weeks(flow.median_weeks, kept=flow.hidden and flow.seen != 0),
    ]  # fmt: skip


def _of(value: int | None, share: float | None) -> str:
    return number(value) if share is None else f"{number(value)} ({percent(share)})"


def flow_sentence(service: Service, flow: Flow) -> str:
    """What became of a service's referrals in a quarter. Nothing is said of a number that is hidden but that it is small, or would tell of one."""
    words = f"In {quarter_words(flow.quarter)}, {_counted(flow.referred, 'referral')} came to {service.name}"
    words += "." if not flow.referred or flow.again is None else f", of which {_of(flow.again, flow.again_share)} came within {service.again_months} months of a discharge."
    if flow.decided and flow.rejected is not None:
        words += f" Of those decided on, {_of(flow.rejected, flow.rejected_share)} {'was' if flow.rejected == 1 else 'were'} rejected."
    words += f" {_counted(flow.discharged, 'child', 'children').capitalize()} {'was' if flow.discharged == 1 else 'were'} discharged"
    return words + (f", half of them within {weeks(flow.median_weeks)} of being first seen." if flow.median_weeks is not None else ".")


def _counted(value: float | None, one: str, many: str = "") -> str:
    """3 referrals; fewer than eight of what is hidden."""
    many = many or f"{one}s"
    return f"fewer than eight {many}" if value is None else f"1 {one}" if value == 1 else f"no {many}" if value == 0 else f"{number(value)} {many}"


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
            series=[Series("Share that came again", [each.again_share for each in flows]), Series("Share rejected", [each.rejected_share for each in flows])],
        ),
    ]  # fmt: skip


def reason_rows(flows: Sequence[Flow], which: str) -> list[list[str]]:
    """A row for each reason ("rejected" or "discharged") that any of these quarters has, with its number in each."""
    words, counted = (REJECTED, [each.rejected_by for each in flows]) if which == "rejected" else (DISCHARGED, [each.discharged_by for each in flows])
    return [[said, *(number(each[at]) for each in counted)] for at, said in enumerate(words.values()) if any(each[at] != 0 for each in counted)]
