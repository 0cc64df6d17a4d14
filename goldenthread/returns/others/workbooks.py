"""The lists as Excel workbooks, each with a sheet that says what is blank and why. No cell can act as a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.people.models import Area

from . import annex_a, forecast, places
from .annex_a_rules import Found, check

SEVERITY = {"E": "Error", "Q": "Query"}


class _Book:
    """A workbook written row by row."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter  # when a file is made: most processes never make one

        self.book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        self.bold, self.day = self.book.add_format({"bold": True}), self.book.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(self, name: str, headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """One sheet: its headings, then its rows."""
        sheet = self.book.add_worksheet(name)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, self.bold)
        for line, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(line, column, cell, self.day)
                elif isinstance(cell, int):
                    sheet.write_number(line, column, cell)
                elif cell:
                    sheet.write_string(line, column, str(cell))
        sheet.freeze_panes(1, 0)

    def close(self) -> None:
        """Write the file."""
        self.book.close()


def write_annex_a(area: Area, on: date, path: Path, *, closed: bool = True) -> tuple[list[annex_a.Entry], list[Found]]:
    """Both lists, what was found in them, and what is blank. Gives the people and the findings."""
    people = list(annex_a.entries(area, on, closed=closed))
    found = list(check(people, on))
    book = _Book(path)
    for number, name in ((1, "List 1 plans"), (2, "List 2 SEN support")):
        columns = annex_a.columns(number)
        rows = ([getattr(each, column.fact) if column.fact else "" for column in columns] for each in people if each.list == number)
        book.sheet(name, [column.heading for column in columns], rows)
    book.sheet(
        "To put right", ["List", "Unique ID", "Rule", "Kind", "What to do", "Named worker"],
        ([each.rule.list, each.entry.reference, each.rule.number, SEVERITY[each.rule.severity], each.rule.sentence, each.entry.worker] for each in found),
    )  # fmt: skip
    book.sheet("Blank and why", ["List", "Column", "Why it is blank"], blank())
    book.close()
    return people, found


def blank() -> list[tuple[int, str, str]]:
    """What of Annex A no fact here fills, and why; and whom list 2 has not."""
    without = [(number, column.heading, column.blank_because) for number in (1, 2) for column in annex_a.columns(number) if not column.fact]
    return [
        *without,
        (1, "Known to children's social care?", "Yes where social care is involved in the case here; blank where nobody said."),
        (2, "Everybody else on SEN support", "Only those with an open case are known here; schools hold the rest in their census."),
    ]


def write_places(area: Area, on: date, path: Path, *, closed: bool = True) -> tuple[int, int]:
    """Places and demand; how many settings and how many rows of demand."""
    settings, demand = places.told(area, on, closed=closed)
    book = _Book(path)
    book.sheet(
        "Places", ["URN", "Setting", "Kind of place", "Children with a plan placed", "… of them residential", "Number of places", "Places not filled"],
        ([each.urn, each.name, each.kind, each.placed, each.residential, "", ""] for each in settings),
    )  # fmt: skip
    book.sheet(
        "Demand", ["January", "Year group", *places.KINDS],
        ([row["january"], places.group_in_words(row["year_group"]), *(row[kind] for kind in places.KINDS)] for row in demand),
    )  # fmt: skip
    coming = forecast.from_history(forecast.of_demand(demand, places.KINDS, whole_from=places.whole_from(area)))
    book.sheet(
        "Forecast", ["January", "Year group", "Plans expected", "Hardly fewer than", "Hardly more than"],
        ([each.january, places.group_in_words(each.year_group), each.number, each.low, each.high] for each in coming),
    )  # fmt: skip
    book.sheet("How it is forecast", ["How"], [[forecast.METHOD if coming else forecast.TOO_SHORT]])
    book.sheet("Blank and why", ["Sheet", "Column", "Why it is blank"], places.BLANK)
    book.close()
    return len(settings), len(demand)
