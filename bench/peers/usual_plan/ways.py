"""A plan as PDF the way it is usually written in Python: reportlab's platypus. It is not tagged: reportlab's free edition cannot."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle


def prepare(facts: str, into: str):
    """Draws the plan in a file, another each turn so that nothing is kept from the last; it answers with the path."""
    plans = json.loads(Path(facts).read_text())
    turns = itertools.cycle(range(len(plans)))
    styles = getSampleStyleSheet()
    small = styles["BodyText"].clone("small", fontSize=9.5, leading=12)
    lines = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold")])

    def footed(canvas, document) -> None:
        canvas.setFont("Helvetica", 8.5)
        canvas.drawString(20 * mm, 12 * mm, f"Page {document.page}")

    def draw() -> str:
        plan = plans[next(turns)]
        story = [Paragraph(escape(plan["title"]), styles["Heading1"])]
        for section in plan["sections"]:
            story.append(Paragraph(escape(section["title"]), styles["Heading2"]))
            for words in section["words"]:
                story.append(Paragraph(escape(words), styles["BodyText"]))
            if section["rows"]:
                rows = [[Paragraph(escape(cell), small) for cell in row] for row in section["rows"]]
                table = Table(rows, colWidths=[62 * mm, 40 * mm, 40 * mm, 22 * mm], repeatRows=1)
                table.setStyle(lines)
                story += [table, Spacer(1, 4 * mm)]
        SimpleDocTemplate(into, pagesize=A4, title=plan["title"], leftMargin=20 * mm, rightMargin=20 * mm).build(story, onFirstPage=footed, onLaterPages=footed)
        return into

    return draw
