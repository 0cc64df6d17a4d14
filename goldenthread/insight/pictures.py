"""The charts of the area page, each with its table and its sentence."""

from goldenthread.core.charts import Chart, Series, bar_chart, bars_across, line_chart

from .counting import Month, Year
from .guarding import Guard

#: The types of need of the SEN2 code set, in words.
NEEDS = {
    "SPLD": "Specific learning difficulty",
    "MLD": "Moderate learning difficulty",
    "SLD": "Severe learning difficulty",
    "PMLD": "Profound and multiple learning difficulty",
    "SEMH": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication",
    "HI": "Hearing impairment",
    "VI": "Vision impairment",
    "MSI": "Multi-sensory impairment",
    "PD": "Physical disability",
    "ASD": "Autistic spectrum disorder",
    "DS": "Down syndrome",
    "OTH": "Other difficulty",
    "": "Not recorded",
}


def plans_by_year_made(years: list[Year], guard: Guard) -> Chart:
    """Plans in force today, by the year they were first made."""
    return bar_chart(
        identity="plans-by-year",
        title="Plans in force today, by the year they were made",
        labels=[str(year.year) for year in years],
        series=[Series("Plans", [guard.number(year.made_and_kept) for year in years])],
        heading="Year made",
        sentence=(
            f"Of the plans in force today, {guard.words(years[-1].made_and_kept)} were made in {years[-1].year} "
            f"and {guard.words(years[0].made_and_kept)} in {years[0].year}."
        ),
    )


def plans_over_time(years: list[Year], guard: Guard) -> Chart:
    """Plans in force at the end of each year, made in it and ended in it, for the years that the record holds whole."""
    known = [year for year in years if year.in_force is not None] or years[-1:]
    last = years[-1]
    return bar_chart(
        identity="plans-over-time",
        title="Plans in force at the end of each year, made and ended in it",
        labels=[str(year.year) for year in known],
        series=[
            Series("In force", [guard.number(year.in_force) for year in known]),
            Series("Made", [guard.number(year.made) for year in known]),
            Series("Ended", [guard.number(year.ceased) for year in known]),
        ],
        heading="Year",
        sentence=(
            f"{guard.words(last.in_force)} plans are in force. So far in {last.year} {guard.words(last.made)} were made "
            f"and {guard.words(last.ceased)} ended. Years before {known[0].year} are not held whole here."
        ),
    )


def twenty_week_rate(months: list[Month], guard: Guard) -> Chart:
    """The share of plans issued within 20 weeks, by month, with and without exceptions."""
    year = months[-12:]
    without = guard.percent(sum(m.in_time_unexcepted for m in year), sum(m.issued_unexcepted for m in year))
    every = guard.percent(sum(m.in_time for m in year), sum(m.issued for m in year))
    return line_chart(
        identity="twenty-weeks",
        title="Plans issued within 20 weeks, by month of issue",
        labels=[f"{month.first_day:%b %Y}" for month in months],
        series=[
            Series(
                "Leaving out exceptions", [guard.percent(m.in_time_unexcepted, m.issued_unexcepted) for m in months]
            ),
            Series("Counting every plan", [guard.percent(m.in_time, m.issued) for m in months]),
        ],
        unit="%",
        whole=False,
        sentence=(
            f"Over the last 12 months {_share(without)} of plans were issued within 20 weeks "
            f"when exceptions are left out, and {_share(every)} of all plans."
        ),
    )


def _share(percent: float | None) -> str:
    return "an unknown share" if percent is None else f"{percent:g}%"


def needs_of_plans(counts: list[tuple[str, int]], guard: Guard) -> Chart:
    """Plans in force by primary type of need."""
    shown = [(NEEDS.get(code, code), guard.number(count)) for code, count in counts]
    commonest = shown[0][0].lower() if shown else ""
    return bars_across(
        identity="needs",
        title="Plans in force by main type of need",
        labels=[name for name, _ in shown],
        values=[count for _, count in shown],
        value_name="Plans",
        heading="Type of need",
        sentence=f"The commonest main need is {commonest}." if shown else "No plan is in force.",
    )
