"""The register as an Excel file. Every cell of words is written as words, so that none can act as a formula."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Any

from goldenthread.law.school_year import year_name

from ..models import Exclusion
from .summary import STATUSES

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: More children than this, and the file holds references alone: no name, no date of birth, and no free words, which may name somebody.
NAMED = 50
#: More rows than this are no list that anybody reads.
MOST = 5000
COLUMNS = (
    ("Reference", 14), ("Name", 28), ("Date of birth", 13), ("School", 34), ("Kind", 20), ("First day", 12), ("Last day", 12), ("School days", 11), ("Year group", 12),
    ("Status that day", 24), ("Reason 1", 40), ("Reason 2", 40), ("Reason 3", 40), ("Support before", 60), ("Early review", 24), ("What became of it", 44), ("Followed up", 12),
)  # fmt: skip
RISKY = ("=", "+", "-", "@", "\t", "\r")


def outcome_words(one: Exclusion) -> str:
    """What became of it, in words; "" while nothing has."""
    if one.cancelled_on:
        return "Cancelled by the head"
    return str(one.get_panel_display() if one.panel else one.get_governors_display() if one.governors else "")


def workbook(found: Iterable[Any], *, named: bool, today: date, taken_by: str, reason: str, filters: list[str]) -> bytes:
    """The register on one sheet; who took it, when, why and with which filters on another."""
    import xlsxwriter  # when a file is made: most processes never make one

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    bold, dated, guarded = book.add_format({"bold": True}), book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"quote_prefix": True})
    sheet = book.add_worksheet("Register")
    for column, (words, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, bold)
    line = 0
    for line, one in enumerate(found, start=1):
        for column, value in enumerate(_cells(one, named)):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, dated)
            elif isinstance(value, int | float):
                sheet.write_number(line, column, value)
            elif value:
                sheet.write_string(line, column, value, guarded if value.startswith(RISKY) else None)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, line, len(COLUMNS) - 1)
    footer = f"Taken by {taken_by} on {today:%d/%m/%Y}. Personal data: do not pass on."
    sheet.set_footer(f"&L{footer.replace('&', '&&')}&RPage &P of &N")
    about = book.add_worksheet("About this file")
    about.set_column(0, 0, 18)
    about.set_column(1, 1, 90)
    held = "Names and dates of birth" if named else f"References alone, without what schools wrote in their own words, since it tells of more than {NAMED} children"
    facts = (("Taken by", taken_by), ("Taken on", f"{today:%d/%m/%Y}"), ("Why", reason), ("Filters", ", ".join(filters) or "None"), ("Rows", str(line)), ("Who is meant", held))
    for at, (words, value) in enumerate(facts):
        about.write_string(at, 0, words, bold)
        about.write_string(at, 1, value, guarded if value.startswith(RISKY) else None)
    about.write_string(len(facts) + 1, 0, "This file holds personal data of children. Keep it where only those who need it can open it, and delete it when done.")
    book.close()
    return out.getvalue()


def _cells(one: Any, named: bool) -> tuple[Any, ...]:
    reasons = [str(Exclusion.Reason(code).label) for code in one.reasons]
    support = "; ".join([*(each.words for each in one.support.all()), *([one.note] if one.note and named else [])])
    return (
        one.child.reference, one.child.name if named else "", one.child.date_of_birth if named else "", one.school.name, one.named, one.first_on, one.last_on or "",
        one.days if one.days is not None else "", year_name(one.year_group), STATUSES[one.status], *[*reasons, "", "", ""][:3], support[:30000],
        str(one.get_early_review_display()), outcome_words(one), one.followed_on or "",
    )  # fmt: skip
