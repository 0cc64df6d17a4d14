"""Files of every kind that people send: each bad one is answered by a sentence that says what to do."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from goldenthread.core.office_files import COMPOUND, ENCRYPTED
from goldenthread.core.refusals import Refused
from goldenthread.improvement.reading import assemble, open_plan

from . import made

ROWS = [
    ["Priority", "Ref", "Action", "Lead", "By when", "RAG"],
    ["Better plans", "1", "Write a template", "Head of SEND", "31/03/2025", "Green"],
    ["Better plans", "2", "Train the writers", "Head of SEND", "31/09/2025", "A"],
    ["Shorter waits", "3", "Hire two therapists", "Health lead", "TBC", ""],
]


def csv_of(rows, mark: str = ",", coding: str = "utf-8") -> io.BytesIO:
    return io.BytesIO("\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows).encode(coding))


@pytest.mark.parametrize(
    ("file", "name"),
    [
        (csv_of(ROWS), "plan.csv"),
        (csv_of(ROWS, ";", "cp1252"), "plan.csv"),
        (csv_of(ROWS, "\t", "utf-8-sig"), "plan.csv"),
        (made.workbook(ROWS), "plan.xlsx"),
    ],
)
def test_a_sheet_is_read_as_a_plan(file, name):
    found = assemble(open_plan(file, name))
    assert [one.title for one in found.sections] == ["Better plans", "Shorter waits"]
    assert [(one.reference, one.owner, one.date.state) for one in found.actions] == [
        ("1", "Head of SEND", "day"), ("2", "Head of SEND", "impossible"), ("3", "Health lead", "words"),
    ]  # fmt: skip
    assert [one.colour for one in found.rating_places] == ["green", "amber", ""]


def test_the_lower_part_of_a_merged_cell_says_what_stands_above_it():
    rows = [["Priority", "Action", "Lead", "By when"], ["Better plans", "Write it", "Head of SEND", "May 2025"], ["", "Test it", "", "June 2025"]]
    found = assemble(open_plan(made.workbook(rows, merged=True), "plan.xlsx"))
    assert [(one.words, one.owner) for one in found.actions] == [("Write it", "Head of SEND"), ("Test it", "Head of SEND")]
    assert len(found.sections) == 1


def test_a_sheet_is_rated_by_its_shades():
    rows = [["Priority", "Action", "Lead", "RAG"], ["Better plans", "Write it", "Head of SEND", ""]]
    found = assemble(open_plan(made.workbook(rows, shaded=True), "plan.xlsx"))
    assert [one.colour for one in found.rating_places] == ["amber"]


def test_merged_cells_in_word_stand_for_all_their_rows():
    document = docx.Document()
    table = made.table(document, [["Priority", "Action", "Lead", "By when"], ["Better plans", "Write it", "Head of SEND", "May 2025"], ["", "Test it", "", "June 2025"]])
    for column in (0, 2):
        table.cell(1, column).merge(table.cell(2, column))
    found = assemble(open_plan(made.saved(document), "plan.docx"))
    assert [(one.words, one.owner) for one in found.actions] == [("Write it", "Head of SEND"), ("Test it", "Head of SEND")]
    assert len(found.sections) == 1


def test_a_cell_over_several_columns_moves_nothing_after_it():
    document = docx.Document()
    table = made.table(document, [["Priority", "Action", "Lead", "By when"], ["Better plans, all of them", "", "", ""], ["", "Write it", "Head of SEND", "May 2025"]])
    table.cell(1, 0).merge(table.cell(1, 3))
    found = assemble(open_plan(made.saved(document), "plan.docx"))
    assert [(one.words, one.owner, one.date_printed) for one in found.actions] == [("Write it", "Head of SEND", "May 2025")]
    assert found.sections[0].title == "Better plans, all of them"


def test_a_picture_beside_tables_is_told_and_the_tables_are_read():
    document = made.coloured()
    document.add_picture(made.dot())
    source = open_plan(made.saved(document), "plan.docx")
    assert "The file holds a picture that cannot be read. If one of them is a table" in " ".join(source.notes)
    assert len(assemble(source).actions) == 4


def test_words_on_a_hidden_row_are_read():
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Plan")
    for line, row in enumerate([*ROWS, ["Better plans", "4", "Hidden from view", "Head of SEND", "May 2025", ""]]):
        sheet.write_row(line, 0, row)
    sheet.set_row(4, None, None, {"hidden": True})
    book.close()
    out.seek(0)
    assert "Hidden from view" in [one.words for one in assemble(open_plan(out, "plan.xlsx")).actions]


def test_formulas_are_told():
    assert "has formulas" in open_plan(made.workbook(ROWS, formula=True), "plan.xlsx").notes[0]


def test_changes_that_were_not_accepted_are_told_and_read_as_accepted():
    source = open_plan(made.tracked(), "plan.docx")
    assert "changes that were not accepted" in source.notes[0]
    title = assemble(source).groups[0].title
    assert title.endswith("of parents")
    assert "officers" not in title


def test_letters_that_word_numbers_by_itself_are_read():
    document = docx.Document()
    document.add_paragraph("One", style="List Number")
    document.add_paragraph("Two", style="List Number")
    made.table(document, ROWS)
    paragraph = document.tables[0].rows[1].cells[2].paragraphs[0]
    paragraph.style = document.styles["List Number"]
    found = assemble(open_plan(made.saved(document), "plan.docx"))
    assert found.actions[0].words == "Write a template"


@pytest.mark.parametrize(
    ("file", "name", "sentence"),
    [
        (io.BytesIO(COMPOUND + b"\0" * 100 + ENCRYPTED), "plan.docx", "The file has a password. Remove the password and send it again"),
        (made.with_macros(), "plan.docx", "The file holds macros. Save it without macros and try again"),
        (io.BytesIO(b"PK anything"), "plan.docm", "The file holds macros. Save it without macros and try again"),
        (io.BytesIO(b"\xd0\xcf\x11\xe0"), "plan.doc", "The selected file is an old Word file. Save it as DOCX and try again"),
        (io.BytesIO(b"%PDF-1.7"), "plan.pdf", "whose tables cannot be read with certainty"),
        (io.BytesIO(b"hello"), "plan.txt", "must be a Word (DOCX), Excel (XLSX) or CSV file"),
        (io.BytesIO(b""), "plan.docx", "The selected file is empty"),
        (io.BytesIO(b"PK\x03\x04 broken"), "plan.xlsx", "is damaged. Save it again as XLSX"),
        (io.BytesIO(b"a,b\x00c"), "plan.csv", "is damaged. Save it again as CSV"),
        (made.pictured(), "plan.docx", "a table that is a picture cannot be read"),
        (made.saved(docx.Document()), "plan.docx", "No table was found in the file"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_by_what_to_do(file, name, sentence):
    with pytest.raises(Refused) as refused:
        open_plan(file, name)
    assert sentence in refused.value.sentence


def test_a_cell_far_away_takes_no_memory():
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ROWS[0])
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(Refused, match="too large when it is opened"):
        open_plan(out, "plan.xlsx")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_ten_thousand_rows_are_no_plan(kind):
    """Over a tenth of a second: it makes the rows."""
    rows = [ROWS[0], *[["Priority", str(number), "Do it", "Somebody", "May 2025", ""] for number in range(10_000)]]
    file = csv_of(rows) if kind == "csv" else made.workbook(rows)
    with pytest.raises(Refused) as refused:
        open_plan(file, f"plan.{kind}")
    assert "10,001 rows" in refused.value.sentence
    assert "Send the plan alone" in refused.value.sentence


def test_a_file_whose_columns_say_nothing_is_kept_whole():
    found = assemble(open_plan(csv_of([["Colour", "Fruit", "Taste"], ["red", "apple", "sweet"]]), "list.csv"))
    assert found.actions == []
    assert [one.words for one in found.unplaced] == ["Colour | Fruit | Taste", "red | apple | sweet"]


def test_a_person_says_what_the_columns_are():
    source = open_plan(csv_of([["Thing", "Whom", "Then"], ["Write it", "Head of SEND", "May 2025"]]), "list.csv")
    found = assemble(source, {1: ["action", "owner", "date"]})
    assert [(one.words, one.owner, one.date_printed) for one in found.actions] == [("Write it", "Head of SEND", "May 2025")]


def test_characters_that_mean_nothing_are_left_out_and_move_no_cell():
    document = made.coloured()
    document.tables[1].rows[1].cells[1].paragraphs[0].text = "Agree\ufdd5 who\ufdd4 sits\ufdd0 in it"
    assert assemble(open_plan(made.saved(document), "plan.docx")).actions[0].words == "Agree who sits in it"


def test_a_shade_within_a_table_in_a_cell_is_not_the_cells():
    source = open_plan(made.saved(made.lettered()), "plan.docx")
    cell = source.tables[0].rows[6][0]
    assert cell.fill == ""
    assert [[one.fill for one in row] for row in cell.tables[0].rows] == [["", "", ""], ["", "FF0000", ""]]


def test_words_in_a_box_and_in_a_content_control_are_read():
    document = docx.Document()
    table = made.table(document, [["Priority", "Action", "Lead", "By when"], ["Better plans", "Write it", "Head of SEND", "May 2025"]])
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    row = table.rows[1]._tr
    row.addprevious(control)
    control.append(content)
    content.append(row)
    run, box, inner = OxmlElement("w:r"), OxmlElement("w:txbxContent"), OxmlElement("w:p")
    words = OxmlElement("w:t")
    words.text = "Words in a box"
    picture, within = OxmlElement("w:pict"), OxmlElement("w:r")
    within.append(words)
    inner.append(within)
    box.append(inner)
    picture.append(box)
    run.append(picture)
    document.add_paragraph("Beside the box")._p.append(run)
    found = assemble(open_plan(made.saved(document), "plan.docx"))
    assert [(one.words, one.owner) for one in found.actions] == [("Write it", "Head of SEND")]
    assert [one.words for one in found.unplaced] == ["Beside the box", "Words in a box"]


def test_a_list_in_a_cell_is_lettered_as_word_prints_it():
    document = docx.Document()
    table = made.table(document, [["Priority", "Action", "Lead", "By when"], ["Better plans", ["Write it", "Test it"], "Head of SEND", "May 2025"]])
    for paragraph in table.rows[1].cells[1].paragraphs:
        numbered, level, number = OxmlElement("w:numPr"), OxmlElement("w:ilvl"), OxmlElement("w:numId")
        level.set(qn("w:val"), "0")
        number.set(qn("w:val"), document.styles["List Number"].element.find(f".//{qn('w:numId')}").get(qn("w:val")))
        numbered.extend([level, number])
        paragraph._p.get_or_add_pPr().append(numbered)
    assert open_plan(made.saved(document), "plan.docx").tables[0].rows[1][1].lines == ("1. Write it", "2. Test it")
