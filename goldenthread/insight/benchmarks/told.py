"""What a comparison says in words, in a picture and in a table."""

from __future__ import annotations

from goldenthread.core.charts import Chart, Series, bars_across, line_chart

from .comparing import Comparison

QUARTERS = {1: "the best quarter", 2: "the second best quarter", 3: "the third quarter", 4: "the lowest placed quarter"}
HEIGHTS = {1: "the highest quarter", 2: "the second highest quarter", 3: "the third quarter", 4: "the lowest quarter"}


def amount(value: float | None, unit: str) -> str:
    """A figure as a page says it."""
    if value is None:
        return "not published"
    match unit:
        case "%":
            return f"{value:g}%"
        case "count":
            return f"{value:,.0f}"
        case "weeks":
            return f"{value:g} weeks"
    return f"{value:g}"


def sentence(found: Comparison, name: str, *, here: str = "") -> str:
    """The comparison in words. `here` says what our figure is where it is not the published one."""
    if found.england is None:
        return found.reason
    middle = found.neighbours_middle
    beside = f"England has {amount(found.england, found.unit)}" + (
        f" and the middle of the ten neighbours is {amount(middle, found.unit)}" if middle is not None else ""
    )
    if found.own is None:
        return f"{beside} ({found.period}). {found.reason}"
    said = f"{name} has {amount(found.own, found.unit)}{here}; {beside} ({found.period})."
    if found.gap is not None:
        points = "percentage points " if found.unit == "%" else f"{found.unit} " if found.unit == "weeks" else ""
        away = "the same as England" if found.gap == 0 else f"{abs(found.gap):g} {points}{'above' if found.gap > 0 else 'below'} England"
        said += f" That is {away}."
    if found.rank is not None and found.quartile is not None:
        quarter = (QUARTERS if found.good else HEIGHTS)[found.quartile]
        first = {"high": "1 is the highest, which is best", "low": "1 is the lowest, which is best"}.get(found.good, "1 is the highest; neither is better")
        said += f" It stands {found.rank} of {found.of} authorities, in {quarter} ({first})."
    return said


def rows(found: Comparison, name: str) -> list[tuple[str, float | None]]:
    """Ourselves, England, the region and the neighbours, highest first, those without a figure last."""
    all_of_them = [
        (f"{name} (here)", found.own),
        ("England", found.england),
        *([(f"{found.region.name} (region)", found.region.value)] if found.region else []),
        *((each.name, each.value) for each in found.neighbours),
    ]
    if found.unit == "count":
        all_of_them = [row for row in all_of_them if row[0] != "England" and not row[0].endswith("(region)")]
    return sorted(all_of_them, key=lambda row: (row[1] is None, -(row[1] or 0), row[0]))


def picture(found: Comparison, name: str, said: str) -> Chart:
    """Bars for all of them, ours marked by “(here)”."""
    shown = rows(found, name)
    return bars_across(
        identity=f"beside-{found.code.lower()}", title=f"{found.name}, {found.period}", labels=[label for label, _ in shown], values=[value for _, value in shown],
        value_name="Figure", heading="Authority", unit="%" if found.unit == "%" else "", sentence=said,
    )  # fmt: skip


def over_the_years(by_year: dict[int, Comparison], name: str) -> Chart | None:
    """Ours, England and the middle of the neighbours, year by year; None where there is but one year, or it is a count."""
    years = [year for year, found in by_year.items() if found.england is not None]
    if len(years) < 2 or by_year[years[-1]].unit == "count":
        return None
    last = by_year[years[-1]]
    mine = [by_year[year].published for year in years]
    series = [Series("England", [by_year[year].england for year in years]), Series("Middle of the neighbours", [by_year[year].neighbours_middle for year in years])]
    if any(value is not None for value in mine):
        series.append(Series(name, mine))
    first = by_year[years[0]]
    return line_chart(
        identity=f"years-{last.code.lower()}", title=f"{last.name}, as published year by year", labels=[by_year[year].period for year in years], series=series,
        unit="%" if last.unit == "%" else "", whole=False,
        sentence=f"England went from {amount(first.england, first.unit)} ({first.period}) to {amount(last.england, last.unit)} ({last.period}).",
    )  # fmt: skip
