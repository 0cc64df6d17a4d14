"""A caseload list as an Excel file. Every cell of words is written as words, so that none can act as a formula."""

from datetime import date
from io import BytesIO

from goldenthread.law import school_year

from .caseload import Row
from .words import NEEDS, STAGES, clock_task, setting_words

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    ("Reference", 14), ("Name", 28), ("Date of birth", 13), ("UPN", 16), ("Year group", 12), ("Stage", 24), ("Since", 12),
    ("School or setting", 36), ("Named worker", 22), ("Main type of need", 34), ("Request received", 16), ("Plan made", 12),
    ("Next date", 12), ("What is due", 44), ("Late clocks", 11),
)  # fmt: skip
#: A spreadsheet may take words that begin so for a formula once the file is saved in another form.
RISKY = ("=", "+", "-", "@", "\t", "\r")


def workbook(rows: list[Row], *, today: date, taken_by: str, reason: str, filters: list[str]) -> bytes:
    """The file: the list on one sheet; who took it, when, why and with which filters on another."""
    import xlsxwriter  # when a file is made: most processes never make one

    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    bold = book.add_format({"bold": True})
    dated = book.add_format({"num_format": "d mmm yyyy"})
    guarded = book.add_format({"quote_prefix": True})
    sheet = book.add_worksheet("Caseload")
    for column, (words, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words, bold)
    for line, row in enumerate(rows, start=1):
        for column, value in enumerate(_cells(row, today)):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, dated)
            elif isinstance(value, int):
                sheet.write_number(line, column, value)
            elif value:
                sheet.write_string(line, column, value, guarded if value.startswith(RISKY) else None)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    footer = f"Taken by {taken_by} on {today:%d/%m/%Y}. Personal data: do not pass on."
    sheet.set_footer(f"&L{footer.replace('&', '&&')}&RPage &P of &N")
    about = book.add_worksheet("About this file")
    about.set_column(0, 0, 18)
    about.set_column(1, 1, 90)
    facts: tuple[tuple[str, str | date | int], ...] = (
        ("Taken by", taken_by),
        ("Taken on", today),
        ("Reason", reason),
        ("Filters", "; ".join(filters) or "None"),
        ("Children", len(rows)),
    )
    for line, (words, value) in enumerate(facts):
        about.write_string(line, 0, words, bold)
        if isinstance(value, date):
            about.write_datetime(line, 1, value, dated)
        elif isinstance(value, int):
            about.write_number(line, 1, value)
        else:
            about.write_string(line, 1, value, guarded if value.startswith(RISKY) else None)
    about.write_string(
        len(facts) + 1,
        0,
        "This file holds personal data of children. Keep it where only those who need it can open it, and delete it when done.",
    )
    book.close()
    return out.getvalue()


def _cells(row: Row, today: date) -> tuple:
    year = school_year.year_name(school_year.national_curriculum_year(row.date_of_birth, today))
    return (
        row.reference, row.name, row.date_of_birth, row.upn, year, STAGES[row.stage], row.stage_since, setting_words(row.setting_name),
        row.worker, NEEDS.get(row.need, row.need), row.received_on, row.plan_made_on, row.next_due_on,
        clock_task(row.next_clock) if row.next_clock else "", row.late_clocks(today),
    )  # fmt: skip
