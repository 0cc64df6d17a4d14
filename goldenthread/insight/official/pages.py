"""Official figures as tables, for every page that shows them."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.core.form_fields.reading import long_date

from ..dashboards.words import number_column
from ..guarding import Guard
from .declared import GROUPS
from .held import Shown
from .telling import gap_of, row_of, share_of

OFFICIAL_COLUMNS = [
    "Figure", number_column("Newest"), number_column("Before"), number_column("Change"), number_column("Region"), number_column("England"),
    number_column("Statistical neighbours"), "As at, source and who checked it",
]  # fmt: skip


def of_groups(found: Mapping[str, Shown], guard: Guard) -> list[tuple[str, list[list[str]]]]:
    """Each group that has a figure, with its rows."""
    return [(name, rows) for name in GROUPS if (rows := rows_of(found, name, guard))]


def rows_of(found: Mapping[str, Shown], group: str, guard: Guard) -> list[list[str]]:
    """The rows of one group: each figure, and below it the share that it is of another, or how far it lies from those without needs."""
    rows = []
    for shown in found.values():
        if shown.of.group == group:
            rows.append([*row_of(shown, guard).cells, origin(shown)])
            if shown.of.over and (share := share_of(shown, found.get(shown.of.over), guard)):
                rows.append([*share.cells, "Worked out from the numbers here."])
            if shown.of.gap_to and (gap := gap_of(shown, found.get(shown.of.gap_to))):
                rows.append([*gap.cells, "Worked out from the numbers here."])
    return rows


def origin(shown: Shown) -> str:
    """Of what time a figure is, where it was published, and who has checked it."""
    checked = f"Checked by {shown.now.checked_by.name} on {long_date(shown.now.checked_on)}." if shown.now.checked_by and shown.now.checked_on else "Nobody has checked it yet."
    return f"{shown.now.period}. {shown.now.source}. {checked}"
