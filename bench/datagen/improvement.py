"""Improvement plans of invented areas: as a Word file, as a workbook, and in a database with five years of ratings and news."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

HEADINGS = ("FOCUS AREA", "ACTIONS", "LEAD", "EVIDENCE", "IMPACT MEASURES", "COMPLETION DATE", "PROGRESS")
COLOURS = ("Blue", "Green", "Amber", "Red")
SCALE = ("Completed and embedded - BLUE", "On track - GREEN", "Some delay - AMBER", "Delayed - RED")
WORDS = "agree write share review train ask commission publish measure plan families schools health advice waiting budget pathway template data leaders".split()
ROLES = ("Head of SEND", "Designated Clinical Officer", "Director of Commissioning", "Principal Psychologist", "Forum chair", "Head of Virtual School")


def rows(many: int, seed: int) -> Iterator[tuple[str, ...]]:
    """So many actions, each a row of the grid."""
    dice = random.Random(seed)
    for number in range(many):
        said = lambda words: " ".join(dice.choices(WORDS, k=words)).capitalize()  # noqa: E731
        due = date(2026, 1, 1) + timedelta(days=dice.randrange(1500))
        yield (f"{number // 20 + 1}.{number % 20 + 1} {said(14)}", said(30), dice.choice(ROLES), said(20), said(20), f"{due:%d/%m/%Y}", dice.choice(COLOURS))


def word(path: Path, many: int, seed: int) -> Path:
    """The plan as a Word file, five actions a page, each page with its headings again."""
    import docx

    document = docx.Document()
    for line in ("Bristowe SEND", "Written Statement of Action", *SCALE):
        document.add_paragraph(line)
    document.add_paragraph("PRIORITY ONE")
    every = list(rows(many, seed))
    for at in range(0, many, 5):
        document.add_paragraph(f"Page {at // 5 + 1}")
        page = every[at : at + 5]
        table = document.add_table(rows=len(page) + 1, cols=len(HEADINGS))
        for line, said in zip(table.rows, (HEADINGS, *page), strict=True):
            for cell, words in zip(line.cells, said, strict=True):
                cell.text = words
    document.save(str(path))
    return path


def workbook(path: Path, many: int, columns: int, seed: int) -> Path:
    """The plan as a workbook of so many columns: those of the grid, then notes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Plan")
    sheet.write_row(0, 0, [*HEADINGS, *(f"Notes {number}" for number in range(len(HEADINGS) + 1, columns + 1))])
    for line, said in enumerate(rows(many, seed), 1):
        sheet.write_row(line, 0, [*said, *(f"Note {line} {number}" for number in range(len(HEADINGS), columns))])
    book.close()
    return path


#: A wide plan: who, what and by when, then thirty months with what is to be reached in each.
WIDE = ("Priority", "Objective", "Ref", "Action", "Lead", "Partners", "By when", "How it is measured", "Evidence", "RAG")
MONTHS = tuple(f"{date(2026 + at // 12, at % 12 + 1, 1):%b-%y}" for at in range(30))


def wide(path: Path, many: int, seed: int) -> Path:
    """A workbook of so many actions and forty columns, each of which means something; dates are dates, references numbers."""
    import xlsxwriter

    dice = random.Random(seed)
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet("Plan"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, [*WIDE, *MONTHS])
    for line in range(1, many + 1):
        said = lambda words: " ".join(dice.choices(WORDS, k=words)).capitalize()  # noqa: E731
        at = line - 1
        sheet.write_row(line, 0, [f"Priority {at // 1000 + 1}", f"Objective {at // 20 + 1}", line, f"{said(12)} {line}", dice.choice(ROLES), dice.choice(ROLES)])
        sheet.write_datetime(line, 6, datetime(2026, 1, 1) + timedelta(days=dice.randrange(1500)), day)
        sheet.write_row(line, 7, [said(6), said(6), dice.choice(COLOURS), *(said(3) for _ in MONTHS)])
    book.close()
    return path


def living(actions: int = 500, years: int = 5, seed: int = 1) -> str:
    """A saved plan of so many actions, each rated and told of every quarter for so many years; its number. Rows are written past the
    actions, as a copy of a database would hold them."""
    from goldenthread.core import rows as many_rows
    from goldenthread.improvement.actions.rating import keep
    from goldenthread.improvement.models import (
        Action,
        ActionGroup,
        ImprovementPlan,
        Progress,
        Rating,
        RatingScheme,
        Section,
    )
    from goldenthread.improvement.quarters import quarter_name, quarters_before
    from goldenthread.people.models import Area

    dice, today = random.Random(seed), date(2026, 11, 22)
    area, _ = Area.objects.get_or_create(code="801", defaults={"name": "Bristowe", "council": "Bristowe Council", "email": "send@bristowe.example"})
    plan = ImprovementPlan.objects.create(area=area, kind="statement", title="A plan that is measured", file_name="plan.docx", sha256=f"bench-{seed}-{actions}", saved_on=today)
    RatingScheme.objects.bulk_create(RatingScheme(plan=plan, position=at, colour=colour.lower(), words=colour) for at, colour in enumerate(COLOURS))
    sections = Section.objects.bulk_create(Section(plan=plan, position=at, title=f"Priority {at + 1}") for at in range(5))
    groups = ActionGroup.objects.bulk_create(ActionGroup(section=section, position=at, title=f"Objective {at + 1}") for section in sections for at in range(10))
    made = Action.objects.bulk_create(
        Action(group=groups[at % len(groups)], position=at, reference=said[0].split()[0], words=said[1], owner=said[2], date_printed=said[5], date_state="day", due_on=_day(said[5]))
        for at, said in enumerate(rows(actions, seed))
    )
    quarters = list(quarters_before(today, years * 4))[::-1]
    ratings, told = [], []
    for action in made:
        for at, end in enumerate(quarters):
            on = min(end, today)
            ratings.append(Rating(action=action, position=at, period=quarter_name(end), colour=dice.choice(COLOURS).lower(), reason="As told", quarter_on=end, given_on=on))
            told.append(Progress(action=action, on=on, words=f"News of {quarter_name(end)}"))
    many_rows.insert_many(Rating, ratings)
    many_rows.insert_many(Progress, told)
    for action in Action.objects.filter(group__section__plan=plan).prefetch_related("ratings"):
        action.told_on = today
        keep(action)
    return str(plan.pk)


def _day(printed: str) -> date:
    day, month, year = map(int, printed.split("/"))
    return date(year, month, day)
