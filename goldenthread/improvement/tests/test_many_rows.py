"""Plans of hundreds of rows: every word is saved, and in no more statements than a plan of a few needs."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.refusals import Refused
from goldenthread.improvement.actions import save_plan
from goldenthread.improvement.models import ActionRole, ImprovementPlan, Milestone
from goldenthread.improvement.out.taken import read_of, whole
from goldenthread.improvement.reading import assemble, open_plan
from goldenthread.improvement.standing_now import MOST, stands
from tests import making

from . import made

HEADINGS = ["Priority", "Objective", "Ref", "Action", "Lead", "By when", "RAG", "Evidence", "Colour of ink", "Apr-25", "May-25"]


def sheet(many: int) -> io.BytesIO:
    rows = [
        [f"Priority {at // 100}", f"Objective {at // 10}", str(at), f"Do thing {at}", "Head of SEND", "31/03/2025", "Green", f"Paper {at}", "black", f"Begin {at}", f"End {at}"]
        for at in range(many)
    ]
    return made.workbook([HEADINGS, *rows])


def saved(many: int, head) -> tuple[ImprovementPlan, int]:
    """The plan, and how many statements it took."""
    read = assemble(open_plan(sheet(many), "plan.xlsx"))
    with CaptureQueriesContext(connection) as asked:
        plan = save_plan(area=making.area(), read=read, sha256=f"{many:064}", file_name="plan.xlsx", kind="statement", by=head, on=making.TODAY)
    return plan, len(asked)


# Reads, saves and reads back three hundred rows: half a second.
def test_a_plan_of_hundreds_of_rows_is_saved_whole(db):
    read = assemble(open_plan(sheet(300), "plan.xlsx"))
    plan, _ = saved(300, making.somebody("head_of_send"))
    back = read_of(whole(ImprovementPlan.objects.filter(pk=plan.pk)).get())
    keyless = lambda found: [replace(one, key=None) for one in found]  # noqa: E731
    assert keyless(back.actions) == keyless(read.actions)
    assert keyless(back.sections) == keyless(read.sections)
    assert [(one.words, one.heading) for one in back.unplaced] == [("black", "Colour of ink")] * 300
    assert Milestone.objects.filter(action__group__section__plan=plan).count() == 600
    assert ActionRole.objects.filter(action__group__section__plan=plan, role__words="Head of SEND").count() == 300


# Saves six hundred rows: nearly a second.
def test_no_number_of_rows_or_groups_is_saved_in_more_statements_than_there_are_kinds_of_row(db):
    _, asked = saved(600, making.somebody("head_of_send"))
    assert asked < 60, "eleven tables; those of many rows are copied in and counted anew"


def test_every_cell_that_python_docx_finds_is_read_with_the_same_words():
    for shape in (made.lettered, made.coloured, made.half_yearly, made.outcomes):
        document = shape()
        theirs = [[" ".join(cell.text.split()) for cell in row.cells] for table in document.tables for row in table.rows]
        ours = [[" ".join(cell.text.split()) for cell in row] for table in open_plan(made.saved(document), "plan.docx").tables for row in table.rows]
        assert ours == theirs
    assert isinstance(document, docx.document.Document)


def looked_at(part: str) -> io.BytesIO:
    """A workbook whose sheet is written by hand: what other programs than Excel write is read too."""
    import zipfile

    whole_book, out = made.workbook([["Priority", "Action", "Lead", "RAG"], ["Plans", "Write", "Head", "x"]], shaded=True), io.BytesIO()
    with zipfile.ZipFile(whole_book) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            new.writestr(each.filename, part if each.filename == "xl/worksheets/sheet1.xml" else old.read(each.filename))
    out.seek(0)
    return out


CELLS = (
    '<{p}row r="1"><{p}c r="A1" t="inlineStr"><{p}is><{p}t>Priority</{p}t></{p}is></{p}c><{p}c r="B1" t="inlineStr"><{p}is><{p}t>Action</{p}t></{p}is></{p}c>'
    '<{p}c r="C1" t="inlineStr"><{p}is><{p}t>Lead</{p}t></{p}is></{p}c><{p}c r="D1" t="inlineStr"><{p}is><{p}t>RAG</{p}t></{p}is></{p}c></{p}row>'
    '<{p}row r="2"><{p}c r="A2"><{p}f>1+1</{p}f><{p}v>2</{p}v></{p}c><{p}c r="B2" t="inlineStr"><{p}is><{p}t>Write it</{p}t></{p}is></{p}c>'
    '<{p}c r="C2"><{p}f>A2</{p}f></{p}c><{p}c r="D2" s="1"/></{p}row>'
)
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@pytest.mark.parametrize(("p", "name"), [("", "xmlns"), ("x:", "xmlns:x")])
def test_formulas_and_shades_are_seen_however_a_program_names_its_parts(p, name):
    part = f'<?xml version="1.0" encoding="UTF-8"?><{p}worksheet {name}="{SPACE}"><{p}sheetData>{CELLS.format(p=p)}</{p}sheetData></{p}worksheet>'
    source = open_plan(looked_at(part), "plan.xlsx")
    assert source.notes == [
        "The workbook has formulas. Their results as last saved in Excel were read.",
        "The result of a formula was never worked out, so its cell was read as empty. Open the file in Excel, save it, and send it again.",
    ]
    assert [one.fill for one in source.tables[0].rows[1]] == ["", "", "", "FFC000"]


def test_a_sheet_that_defines_words_of_its_own_is_refused():
    part = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY a "aaaa">]><worksheet xmlns="{SPACE}"><sheetData>{CELLS.format(p="")}</sheetData></worksheet>'
    with pytest.raises(Refused) as refused:
        open_plan(looked_at(part), "plan.xlsx")
    assert "is damaged. Save it again as XLSX" in refused.value.sentence


# Saves three hundred rows: half a second.
def test_how_a_plan_stands_is_asked_in_eight_questions_however_many_actions_it_has(db, django_assert_num_queries):
    plan, _ = saved(300, making.somebody("head_of_send"))
    with django_assert_num_queries(8):
        found = stands(plan, making.TODAY)
    assert (found.many_late, len(found.late), found.silent) == (300, MOST, 300), "each was due in March 2025, is green, and nobody has told of it"
    assert found.colours["green"] == sum(found.colours.values()) == 300
