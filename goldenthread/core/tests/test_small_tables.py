"""A small table is read whole and rightly, or refused with what to do."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from goldenthread.core.form_fields.reading import Unreadable
from goldenthread.core.refusals import Refused
from goldenthread.core.sheet_sizes import check_sizes
from goldenthread.core.small_tables import Column, Table, rows_of

TABLE = Table({"child": Column("Child", ("upn", "pupil no."), needed=True), "on": Column("Date", needed=True), "why": Column("Why")}, most_rows=3, most_bytes=200_000)
HEAD = "Child,Date,Why\n"


def said(content):
    return [(row.number, row.words("child"), row.day("on"), row.words("why")) for row in rows_of(content, TABLE)]


def workbook(write, *, sheets=("One",)):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    write(book, *[book.add_worksheet(name) for name in sheets])
    book.close()
    return out.getvalue()


def sheet_of(rows):
    def write(book, sheet):
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(number, column, cell)

    return workbook(write)


def with_part(content, name, change):
    """The workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.namelist():
            part = before.read(each)
            after.writestr(each, change(part) if each == name else part)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + "K1,16/11/2026,José\n").encode(),
        (HEAD + "K1,2026-11-16,José\n").encode("utf-8-sig"),
        (HEAD + "K1,16/11/2026,José\n").encode("cp1252"),
        (HEAD.replace(",", "\t") + "K1\t16/11/2026\tJosé\n").encode("utf-16"),
        (HEAD.replace(",", ";") + "K1;16/11/2026;José\n").encode(),
        ("sep=;\n" + HEAD.replace(",", ";") + "K1;16/11/2026;José\n").encode(),
        (HEAD + "K1,16/11/2026,José\n").replace("\n", "\r\n").encode(),
        (HEAD + "K1,16/11/2026,José\n").replace("\n", "\r").encode(),
        "Why,  DATE ,Pupil_No.\nJosé,16/11/2026,K1".encode(),
        sheet_of([("Child", "Date", "Why"), ("K1", date(2026, 11, 16), "José")]),
        sheet_of([("UPN", "Date", "Why"), ("K1", datetime(2026, 11, 16, 9, 30), "José")]),
    ],
)
def test_the_same_row_is_read_however_it_was_saved(content):
    assert said(content) == [(2, "K1", date(2026, 11, 16), "José")]


def test_empty_rows_are_passed_over_and_the_others_keep_their_number():
    assert [row[0] for row in said(("\n" + HEAD + "\n,,\nK1,,\n\nK2,,\n").encode())] == [5, 7]
    assert [row[0] for row in said(sheet_of([("Child", "Date"), (), ("K1",)]))] == [3]


def test_a_number_of_a_spreadsheet_and_a_box_are_told_in_words():
    (row,) = rows_of(sheet_of([("Child", "Date", "Why"), (9434765919, "", True)]), TABLE)
    assert (row.words("child"), row.day("on"), row.words("why"), row.words("no such column")) == ("9434765919", None, "yes", "")


@pytest.mark.parametrize("number", ["1e999", "NaN"])
def test_a_number_that_is_none_fails_nobody(number):
    content = with_part(sheet_of([("Child", "Date"), (77, "")]), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"<v>77</v>", f"<v>{number}</v>".encode()))
    try:
        (row,) = rows_of(content, TABLE)
    except Refused:
        return
    assert row.words("child")


def test_a_day_that_is_none_is_told_by_the_row():
    (row,) = rows_of((HEAD + "K1,31/02/2026,").encode(), TABLE)
    with pytest.raises(Unreadable, match="real date"):
        row.day("on")


def test_what_cannot_be_seen_is_no_part_of_a_cell():
    (row,) = rows_of((HEAD + "K\x071,,\x1b[2J").encode(), TABLE)
    assert (row.words("child"), row.words("why")) == ("K 1", "[2J")


def test_a_row_that_runs_over_is_not_taken_for_something_else():
    rows = rows_of((HEAD + "K1,16/11/2026,ill, at home\nK2,16/11/2026,ill,\n").encode(), TABLE)
    assert [bool(row.wrong) for row in rows] == [True, False] and "quotation marks" in rows[0].wrong


def test_the_first_sheet_that_can_be_seen_is_read():
    def write(book, hidden, seen):
        hidden.write(0, 0, "Child")
        seen.write_row(0, 0, ("Child", "Date")), seen.write_row(1, 0, ("K1", "2026-11-16"))
        seen.activate(), seen.set_first_sheet(), hidden.hide()

    assert said(workbook(write, sheets=("Lists", "Ours"))) == [(2, "K1", date(2026, 11, 16), "")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"a" * 200_001, "smaller than"),
        (b"Name,Day\nKai,Monday", "The first row must name the columns Child, Date, Why. Not found: Child, Date."),
        (b"Child,UPN,Date\n", "Two columns of the file are called child"),
        (HEAD.encode(), "a heading and no rows"),
        (HEAD.encode() + b"K1,,\n" * 4, "more than 3 rows"),
        (HEAD.encode() + b"K1,,\n" * 900 + b"K\x00,,\n", "must be a CSV or Excel"),
        (HEAD.encode() + b'K1,,"never closed\nK2,,\n', "quotation mark"),
        (b"PK\x03\x04 no workbook", "not an Excel file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Excel file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "has a password"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_what_to_do(content, sentence):
    with pytest.raises(Refused, match=sentence):
        rows_of(content, TABLE)


def test_a_cell_far_away_takes_no_memory():
    def write(book, sheet):
        sheet.write_row(0, 0, ("Child", "Date"))
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(Refused, match="too large when it is opened"):
        rows_of(workbook(write), TABLE)


def test_long_words_used_by_many_cells_take_no_memory():
    long = "x" * 30_000
    with pytest.raises(Refused, match="too large when it is opened"):
        rows_of(sheet_of([("Child", "Date"), *[(long,)] * 2_000]), TABLE)


SHARED, SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (SHARED, lambda part: part.replace(b"<sst", b"<!--" + b"sheetData" * 300 + b"--><sst")),
        (SHARED, lambda part: re.sub(rb"<(/?)(sst|si|t)\b", rb"<\1a.b:\2", part).replace(b"xmlns=", b"xmlns:a.b=")),
        (SHEET, lambda part: re.sub(rb"<v>(\d+)</v>", rb"<v>+\1</v>", part)),
        (SHEET, lambda part: re.sub(rb"<v>(\d+)</v>", rb"<v>\1.0</v>", part)),
        (SHEET, lambda part: re.sub(rb"<v>(\d+)</v>", rb"<is><v>9</v></is><v>\1</v>", part)),
    ],
)
def test_long_words_take_no_memory_however_the_file_is_written(name, change):
    """Each of these is read by the reader of Excel files as if nothing were odd."""
    content = with_part(sheet_of([("Child", "Date"), *[("x" * 30_000,)] * 2_000]), name, change)
    with pytest.raises(Refused):
        check_sizes(content)


def test_long_words_do_not_hide_behind_another_part_with_short_ones():
    content = sheet_of([("x" * 30_000,)] * 2_000)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        after.writestr("a.xml", "<sst><si><t>x</t></si></sst>")
        for each in before.namelist():
            after.writestr(each, before.read(each))
    with pytest.raises(Refused, match="too large when it is opened"):
        check_sizes(out.getvalue())


def test_a_formula_that_was_never_worked_out_is_not_taken_for_nothing():
    def write(book, sheet):
        sheet.write_row(0, 0, ("Child", "Date", "Why"))
        sheet.write_row(1, 0, ("K1", "2026-11-16"))
        sheet.write_formula(1, 2, '="ill"', value="ill")

    content = workbook(write)
    assert said(content) == [(2, "K1", date(2026, 11, 16), "ill")]
    unsaved = with_part(content, "xl/worksheets/sheet1.xml", lambda part: part.replace(b' t="str"', b"").replace(b"<v>ill</v>", b"<v></v>"))
    with pytest.raises(Refused, match="formula in the cell C2 was never worked out"):
        rows_of(unsaved, TABLE)


def test_a_workbook_of_another_kind_inside_is_not_opened():
    content = sheet_of([("Child", "Date"), ("K1", "")])
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as parts:
        parts.writestr("content.xml", "<office/>")
    with pytest.raises(Refused, match="not what its name says"):
        rows_of(out.getvalue(), TABLE)
