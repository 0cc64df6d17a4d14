"""Published counts of one authority, for the page that lays a return beside them."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.core.published import told_by

from .models import PublishedRow

#: Our name of a count, the data set and column that hold it, and how many years after the activity its row is dated.
_COUNTS = {
    "plans": ("caseload", "ehcplans", 1),
    "requests": ("requests", "requests_received_in_year", 0),
    "refused": ("requests", "requests_decided_not_to_assess", 0),
    "new_plans": ("newplans", "new_ehc_plans", 0),
    "ended": ("ceased_plans", "total_ceased", 0),
    "in_20_weeks": ("timeliness", "plans_issued_20_weeks_ex", 0),
    "issued_unexcepted": ("timeliness", "plans_issued_den_ex", 0),
}


@told_by
def counts_of(la_code: str, year: int) -> Mapping[str, float]:
    """The counts of a calendar year, from the newest release that has them; a sign for no number is left out."""
    rows = PublishedRow.objects.filter(level="A", place=la_code, year__in=(year, year + 1)).select_related("of").order_by("of__release")
    held = {(row.of.dataset, row.year): dict(zip(row.of.columns, row.figures, strict=True)) for row in rows}
    found = {}
    for name, (dataset, column, after) in _COUNTS.items():
        value = held.get((dataset, year + after), {}).get(column)
        if isinstance(value, int | float):
            found[name] = value
    return found
