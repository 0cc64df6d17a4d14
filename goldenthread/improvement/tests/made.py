"""Invented plans in the shapes that councils use, as files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches

Row = Sequence[Any]


def saved(document: Any) -> io.BytesIO:
    """The document as a file."""
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    return out


def table(document: Any, rows: Sequence[Row]) -> Any:
    """A table; a cell given as a list has a paragraph for each of its items."""
    made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, said in zip(made.rows, rows, strict=True):
        for cell, words in zip(row.cells, said, strict=False):
            lines = words if isinstance(words, list) else [words]
            cell.paragraphs[0].text = lines[0] if lines else ""
            for line in lines[1:]:
                cell.add_paragraph(line)
    return made


def shade(cell: Any, fill: str) -> None:
    """Colour a cell's background."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), fill)
    cell._tc.get_or_add_tcPr().append(shading)


def lettered() -> Any:
    """Sections with groups of lettered actions over several pages, rated in a nested table."""
    document = docx.Document()
    document.add_paragraph("Bristowe Council")
    document.add_paragraph("Written Statement of Action")
    document.add_paragraph("We accept what the inspectors found.")
    first = table(
        document,
        [
            ["A. Working together", "", "Accountable Leader: Director of Learning", ""],
            ["Ofsted and the CQC said: “Leaders do not plan together.”", "", "", ""],
            ["Actions", "Responsible Officer", "Target Date*", "Outcomes and measures"],
            [
                ["A1 Set up a joint group to:", "a. Agree its terms", "b. Agree priorities, e.", "g. waiting times"],
                ["DOL", "HOS"],
                ["July 24", "Sept24"],
                "Outcomes Families see one plan",
            ],
            [["c. Agree a budget", "d. Review it yearly"], [], ["Dec 24 onwards"], "1. A budget is agreed"],
            ["", "HOS", "31/09/2024", ""],
            [["Train the leaders", "A2 Train every leader:", "a. Write the course", "• online", "b. Give it", "*A2 is for managers", "BRAG Rating"], ["HOS", "DCO", "CEO"], ["May 24", "June 24"], ""],
        ],
    )
    nested = first.rows[6].cells[0].add_table(rows=2, cols=3)
    for cell, words in zip(nested.rows[0].cells, ["July 2024", "Nov 2024", "March 2025"], strict=True):
        cell.text = words
    nested.rows[1].cells[0].text = "Green"
    shade(nested.rows[1].cells[1], "FF0000")
    document.add_paragraph("Glossary of Abbreviations")
    table(document, [["DOL", "Director of Learning", "an officer"], ["HOS", "Head of SEND", "an officer"]])
    return document


def coloured() -> Any:
    """Focus areas with colours, each page with its headings again, rows broken between pages."""
    document = docx.Document()
    document.add_paragraph("Bristowe SEND")
    document.add_paragraph("Written Statement of Action")
    for line in ("Action delayed - RED", "Action in progress - AMBER", "Completed and embedded - BLUE", "Waits for another action - PINK"):
        document.add_paragraph(line)
    table(document, [["Date", "Who", "Actions"], ["29/05/24", "Council", "Template agreed"]])
    headings = ["FOCUS AREA", "ACTIONS to implement", "LEAD", "EVIDENCE", "IMPACT MEASURES", "COMPLETION DATE", "PROGRESS Red - Delayed Amber - In progress Blue - Completed Pink - To be started"]
    document.add_paragraph("PRIORITY ONE")
    document.add_paragraph("- To write a joint strategy")
    document.add_paragraph("DRAFT 21/08/24")
    table(
        document,
        [
            headings,
            ["1.1 Choose a steering group", "Agree who sits in it", "P Rowe", "Minutes", "", "TBC by Leads", "AMBER"],
            ["1.2 Share data between the council and health,", "", "Data group", "", "", "31/09/2024", ""],
        ],
    )
    document.add_paragraph("DRAFT 21/08/24")
    table(
        document,
        [
            headings,
            ["including the school nurses", "with an agreement", "", "", "", "", "PINK"],
            ["1.3 Review every contract", "", "Steering group", "", "Value for money", "31/03/2025", "Blue"],
        ],
    )
    document.add_paragraph("DRAFT 21/08/24")
    document.add_paragraph("PRIORITY TWO")
    document.add_paragraph("- To write better plans")
    table(document, [headings, ["2.1 Write a new template", "Consult on it", "C Hall", "", "", "31/10/2024", ""]])
    shade(document.tables[-1].rows[1].cells[6], "92D050")
    return document


def half_yearly() -> Any:
    """Objectives, numbered actions and milestones by half-year with two quarterly ratings each; a later page lost columns."""
    document = docx.Document()
    document.add_paragraph("Bristowe")
    document.add_paragraph("Written Statement of Action")
    table(
        document,
        [
            ["Weakness to be addressed: Plans vary too much", *[""] * 9],
            ["How will we know when this has been achieved: every plan is clear", *[""] * 9],
            ["Objective", "Responsible Person(s)", "Actions", "Milestones", "", "", "", "", "", "Evidence & Impact"],
            ["", "", "", "Aug-24", "RAG", "", "Feb-25", "RAG", "", ""],
            ["", "", "", "", "Q1", "Q2", "", "Q3", "Q4", ""],
            ["2.1 To agree what is good", "SEN Manager", "2.1.1: Review the process", "Sample looked at", "Green", "", "Learning shared", "", "", "Evidence: a map"],
            ["", "", "2.1.2: Ask families", "", "", "Engagement events held in every town", "", "", "", ""],
        ],
    )
    table(document, [["of a plan", "Health lead", "", "2.1.3: Ask young people", "Methods chosen", "", "We will have answers"]])
    document.add_paragraph("Weakness to be addressed: Nobody measures outcomes")
    document.add_paragraph("We will know this is working well when every plan says what changed")
    table(
        document,
        [
            ["Objective", "Responsible Person(s)", "Actions", "Milestones", "", "", "", "", "", "Evidence & Impact"],
            ["", "", "", "Aug-24", "RAG", "", "Feb-25", "RAG", "", ""],
            ["", "", "", "", "Q1", "Q2", "", "Q3", "Q4", ""],
            ["4.1 To look at outcomes", "Leads", "4.1.1: Write a framework", "Draft", "", "", "Agreed", "", "", "Impact: clear outcomes"],
        ],
    )
    return document


def outcomes() -> Any:
    """Outcomes with references to actions; the tables that go on have fewer columns, and sentences break between them."""
    document = docx.Document()
    document.add_paragraph("Bristowe Written Statement of Action")
    document.add_paragraph("Colour coding: Blue: completed Green: on track Amber: some risk Red: not yet started")
    table(
        document,
        [
            ["Workstream & Ofsted / CQC Feedback", "Outcomes", "Action Plan Ref", "What will be different as a result?", "How will this be measured?"],
            ["Identification of need: too many children", "Needs are found early", "ID1 ID2", "Families are involved", "A survey"],
        ],
    )
    document.add_paragraph("Bristowe Health")
    table(document, [["EHC11", "Professionals share notices", "More notices shared"], ["1D10", "Data is right", ""]])
    document.add_paragraph("Bristowe Health")
    table(
        document,
        [
            ["Commissioning: arrangements between", "Families have equal access to", "JC15", "One pathway is clear", "Feedback"],
            ["the council and health do not work", "services near them", "", "and it is written down", "from families"],
        ],
    )
    document.add_paragraph("Bristowe Health")
    table(document, [["Additional actions", "Schools are inclusive", "Heads meet each term", "Minutes"]])
    return document


def tracked() -> io.BytesIO:
    """A plan with a change that nobody accepted."""
    document = coloured()
    paragraph = document.tables[1].rows[1].cells[0].paragraphs[0]
    for tag, words in (("w:ins", " of parents"), ("w:del", " of officers")):
        change, run = OxmlElement(tag), OxmlElement("w:r")
        text = OxmlElement("w:t" if tag == "w:ins" else "w:delText")
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    return saved(document)


def dot() -> io.BytesIO:
    """A picture of one point."""
    return io.BytesIO(
        bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738550000000049454e44ae426082")
    )


def pictured() -> io.BytesIO:
    """A document whose only table is a picture."""
    document = docx.Document()
    document.add_paragraph("Our plan")
    document.add_picture(dot(), width=Inches(1))
    return saved(document)


def with_macros() -> io.BytesIO:
    """A document that holds a program."""
    out = saved(coloured())
    with zipfile.ZipFile(out, "a") as parts:
        parts.writestr("word/vbaProject.bin", b"program")
    out.seek(0)
    return out


def workbook(rows: Sequence[Row], *, merged: bool = False, formula: bool = False, shaded: bool = False) -> io.BytesIO:
    """An Excel workbook with one sheet."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Plan")
    for line, row in enumerate(rows):
        sheet.write_row(line, 0, row)
    if merged:
        sheet.merge_range(1, 0, 2, 0, rows[1][0])
        sheet.merge_range(1, 2, 2, 2, rows[1][2])
    if formula:
        sheet.write_formula(1, len(rows[0]), "=1+1", None, 2)
    if shaded:
        sheet.write_blank(1, len(rows[0]) - 1, None, book.add_format({"bg_color": "#FFC000"}))
    book.close()
    out.seek(0)
    return out
