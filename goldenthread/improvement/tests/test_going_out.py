"""A plan goes out and comes in again: what is read of the file that was written is what was written."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from django.urls import reverse

from goldenthread.improvement.actions import save_plan
from goldenthread.improvement.models import ImprovementPlan
from goldenthread.improvement.out.excel import plan_xlsx
from goldenthread.improvement.out.grid import grid_of
from goldenthread.improvement.out.taken import read_of, whole
from goldenthread.improvement.out.word import plan_docx
from goldenthread.improvement.reading import Read, assemble, open_plan
from tests import making

from . import made

ON = date(2026, 11, 22)
SHAPES = ("lettered", "coloured", "half_yearly", "outcomes")
WRITERS = {"docx": plan_docx, "xlsx": plan_xlsx}


def read(shape: str) -> Read:
    return assemble(open_plan(made.saved(getattr(made, shape)()), "plan.docx"))


def again(found: Read, ending: str) -> Read:
    content = WRITERS[ending](found, author="Bristowe", day=ON)
    return assemble(open_plan(io.BytesIO(content), f"plan.{ending}"))


def plain(found: Read) -> dict:
    """All that a plan says, without where in a file it stood."""
    grid = grid_of(found)
    ratings = lambda of: [(one.period, one.printed, one.colour) for one in of.ratings]  # noqa: E731
    evidence = lambda of: [(one.kind, one.words) for one in of.evidence]  # noqa: E731
    return {
        "title": found.title, "scale": found.scale, "columns": [(one.role, one.heading, one.period) for one in grid.columns], "called": grid.section_heading,
        "sections": [(one.reference, one.title, one.leader, one.finding, one.words, len(one.groups)) for one in found.sections],
        "groups": [(one.reference, one.title, one.owners, one.dates, ratings(one), evidence(one), len(one.actions)) for one in found.groups],
        "actions": [
            (one.reference, one.words, one.owner, one.contributors, one.date_printed, one.meant, [(each.period, each.words) for each in one.milestones], ratings(one), evidence(one))
            for one in found.actions
        ],
        "unplaced": [(one.words, one.why, one.heading) for one in found.unplaced],
    }  # fmt: skip


# Writes and reads a whole file: a tenth of a second.
@pytest.mark.parametrize("ending", WRITERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_plan_that_went_out_comes_in_again_as_it_was(shape, ending):
    found = read(shape)
    assert plain(again(found, ending)) == plain(found)


@pytest.mark.parametrize("ending", WRITERS)
def test_what_a_person_mended_and_words_that_look_like_formulas_go_with_it(ending):
    found = read("coloured")
    found.actions[1].meant = date(2024, 9, 30)
    found.actions[0].words = "=1+1\nor <less> & [more]"
    found.groups[0].ratings.append(found.actions[0].ratings[0])
    assert plain(again(found, ending)) == plain(found)


def test_each_grid_has_its_own_columns_in_its_own_words():
    assert [one.heading for one in grid_of(read("coloured")).columns][:4] == ["FOCUS AREA", "ACTIONS to implement", "LEAD", "EVIDENCE"]
    assert [(one.heading, one.period) for one in grid_of(read("half_yearly")).columns][3:6] == [("Milestones", "Aug-24"), ("RAG", "Q1"), ("RAG", "Q2")]
    assert grid_of(read("outcomes")).section_heading == "Workstream & Ofsted / CQC Feedback"
    assert [one.heading for one in grid_of(read("lettered")).columns] == ["Actions", "Responsible Officer", "Target Date*", "Outcomes and measures"]


def test_the_first_row_of_every_grid_is_marked_as_headings():
    written = docx.Document(io.BytesIO(plan_docx(read("coloured"), author="Bristowe", day=ON)))
    assert written.tables
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in written.tables)
    assert written.core_properties.language == "en-GB"


def test_no_cell_of_the_workbook_is_a_formula():
    found = read("coloured")
    found.actions[0].words = '=HYPERLINK("https://example.org")'
    with zipfile.ZipFile(io.BytesIO(plan_xlsx(found, author="Bristowe", day=ON))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet


def test_a_row_added_in_word_comes_in_as_an_action_and_plain_words_as_not_placed():
    written = docx.Document(io.BytesIO(plan_docx(read("coloured"), author="Bristowe", day=ON)))
    table = written.tables[0]
    row = table.add_row()
    for old, new in zip(table.rows[1].cells, row.cells, strict=True):
        new.paragraphs[0].style = old.paragraphs[-1].style
    row.cells[1].paragraphs[0].text = "Write to every family"
    written.add_paragraph("Seen by the board")
    found = assemble(open_plan(made.saved(written), "plan.docx"))
    assert "Write to every family" in [one.words for one in found.actions]
    assert "Seen by the board" in [one.words for one in found.unplaced]


@pytest.mark.django_db
@pytest.mark.parametrize("shape", SHAPES)
def test_a_saved_plan_reads_as_it_was_read(shape):
    area = making.area("801", "Bristowe")
    found = read(shape)
    plan = save_plan(area=area, read=found, sha256=shape, file_name="plan.docx", kind="statement", by=making.somebody("head_of_send", of=area), on=making.TODAY)
    saved = read_of(whole(ImprovementPlan.objects.filter(pk=plan.pk)).get())
    assert plain(saved) == plain(found)


# Three files are made and two read again: a third of a second.
@pytest.mark.django_db
def test_the_page_offers_the_plan_as_word_excel_and_a_web_page(client):
    area = making.area("801", "Bristowe")
    head = making.somebody("head_of_send", of=area)
    found = read("half_yearly")
    plan = save_plan(area=area, read=found, sha256="x", file_name="plan.docx", kind="statement", by=head, on=making.TODAY)
    client.force_login(head)
    page = client.get(reverse("improvement:plan", args=[plan.pk])).content.decode()
    for kind, ending in (("word", "docx"), ("excel", "xlsx")):
        address = reverse("improvement:plan_file", args=[plan.pk, kind])
        assert address in page
        answer = client.get(address)
        assert answer["Content-Disposition"].endswith(f'.{ending}"')
        assert plain(assemble(open_plan(io.BytesIO(answer.content), f"plan.{ending}"))) == plain(found)
    alone = client.get(reverse("improvement:plan_file", args=[plan.pk, "page"])).content.decode()
    assert all(action.words.splitlines()[0] in alone for action in found.actions)
    assert "<script" not in alone
    assert client.get(reverse("improvement:plan_file", args=[plan.pk, "pdf"])).status_code == 404
