"""From paragraphs and tables to a plan: which tables are its own, where each section begins, and what is left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .columns import MEANINGS, Column, Layout, continued, layout_of
from .grid import Paragraph, Source, Table, says
from .lettered import Lettered, is_lettered
from .placed import At, Read, ReadColumn, ReadSection, Unplaced
from .ratings import scale_in
from .rows import Rows

#: What a person says of tables: for each table's number the meaning of each column, or nothing where it is no part of the plan.
Said = Mapping[int, Sequence[str]]

_ENDS = re.compile(r"(?i)\b(glossary|abbreviations|acronyms?|appendix|appendices|membership)\b")
_SECTION = re.compile(r"(?i)^(weakness to be addressed\s*:|priority (one|two|three|four|five|six|\d+)\b|area for (priority action|improvement)\b|significant weakness\b)")
_LEADER = re.compile(r"(?i)^(accountable|lead|responsible) (leader|officer|director)\s*:\s*")
_QUOTE = re.compile(r"(?i)^(ofsted|the cqc|inspectors?|the inspection)\b.{0,40}\b(said|found|wrote|stated)\b\s*:?\s*")
#: Printed on so many pages that it is a page's head or foot.
FURNITURE = 3

BETWEEN = "Words outside the plan’s tables"
OTHER_TABLE = "A table that is no part of the plan"
PAGE = "Printed on several pages: the head or foot of a page"
ABOVE = "Words above the headings of a table"


def layouts_of(source: Source, said: Said | None = None) -> dict[int, Layout | None]:
    """For each table its columns, as its headings propose or as a person said; None for one that is no part of the plan."""
    found: dict[int, Layout | None] = {}
    before: Layout | None = None
    for block in source.blocks:
        if isinstance(block, Paragraph):
            if len(block.text) < 120 and _ENDS.search(block.text):
                before = None
            continue
        layout = layout_of(block)
        if layout is None and before is not None and block.width >= 3:
            layout = continued(block, before)
        if said is not None and block.number in said:
            layout = _as_said(block, layout, said[block.number])
        found[block.number] = layout
        before = layout if layout is not None and layout.first >= 0 else before
    return found


def _as_said(table: Table, proposed: Layout | None, meanings: Sequence[str]) -> Layout | None:
    meanings = [meaning if meaning in MEANINGS else "nothing" for meaning in meanings][: table.width]
    meanings += ["nothing"] * (table.width - len(meanings))
    if set(meanings) <= {"nothing"}:
        return None
    own = proposed or Layout(tuple(Column("nothing", cell.text) for cell in table.rows[0]), 0, 0)
    columns = [
        Column(meaning, column.heading, column.period) for meaning, column in zip(meanings, [*own.columns, *[Column("")] * table.width], strict=False)
    ]
    return Layout(tuple(columns), own.first, own.last)


def assemble(source: Source, said: Said | None = None) -> Read:
    """The plan in this file. Nothing that it says is lost: what has no place is among the unplaced."""
    if source.own is not None and not said:
        return replace(source.own, notes=list(source.notes))
    read = Read(title=source.title, notes=list(source.notes))
    layouts = layouts_of(source, said)
    read.columns = _columns(layouts)
    read.scale = scale_in(_scales(source, layouts))
    _Assembly(source, read, layouts).run()
    for section in read.sections:
        for group in section.groups:
            group.title = group.title or section.title
            for action in group.actions:
                action.words = action.words or group.title
    return read


def _columns(layouts: Mapping[int, Layout | None]) -> list[ReadColumn]:
    """The plan's own grid: that of the widest table with headings; the first where several are as wide."""
    with_headings = [layout for layout in layouts.values() if layout is not None and layout.first >= 0]
    if not with_headings:
        with_headings = [layout for layout in layouts.values() if layout is not None]
    if not with_headings:
        return []
    own = max(with_headings, key=lambda layout: len(layout.columns))
    return [ReadColumn(column.meaning, " ".join(column.heading.split()), column.period) for column in own.columns]


def _scales(source: Source, layouts: Mapping[int, Layout | None]) -> Iterator[str]:
    for block in source.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif (layout := layouts[block.number]) is not None:
            for row in block.rows[: max(layout.last + 1, 3)]:
                yield from (cell.text for cell in row)
            yield from ("BRAG" for row in block.rows for cell in row if cell.tables for line in cell.lines if "BRAG" in line)


class _Assembly:
    """Goes down the file once, with the section that it is in."""

    def __init__(self, source: Source, read: Read, layouts: Mapping[int, Layout | None]) -> None:
        self.source, self.read, self.layouts = source, read, layouts
        printed = Counter(block.text for block in source.blocks if isinstance(block, Paragraph))
        self.furniture = {text for text, times in printed.items() if times >= FURNITURE}
        self.told: set[str] = set()
        #: Whether words outside tables belong to the section just begun: until its table.
        self.introducing = False
        plan = [table for table in source.tables if layouts[table.number] is not None]
        self.lettered = is_lettered(plan, layouts)
        self.rows = Rows(read, plan, layouts)
        self.letters = Lettered(read)

    def run(self) -> None:
        """Every block in order."""
        for block in self.source.blocks:
            if isinstance(block, Paragraph):
                self.paragraph(block.text)
            elif (layout := self.layouts[block.number]) is None:
                self.other(block)
            else:
                self.table(block, layout)
        self.letters.end()

    def section(self, text: str, at: At) -> None:
        """A new section, named by its first words."""
        self.letters.end()
        lettered = re.match(r"^([A-Z])[.:)]\s+(.*)$", text, re.S)
        weakness = re.match(r"(?i)^(weakness to be addressed|area for priority action|significant weakness)[^:]{0,20}:\s*(.*)$", text, re.S)
        priority = re.match(r"(?i)^(priority \w+)\s*[-–:.]?\s*(.*)$", text, re.S)
        new = ReadSection("", text, at)
        if lettered:
            new.reference, new.title = lettered[1], lettered[2]
        elif weakness:
            new.title = new.finding = weakness[2]
        elif priority:
            new.reference, new.title = priority[1], priority[2]
        self.read.sections.append(new)
        self.rows.begin()

    def about_section(self, text: str, at: At) -> None:
        """Words about the section that has just begun."""
        section = self.read.sections[-1]
        leader, quote = _LEADER.match(text), _QUOTE.match(text)
        if leader:
            section.leader = text[leader.end() :]
        elif quote:
            section.finding = f"{section.finding}\n{text[quote.end() :]}".strip()
        elif not section.title:
            section.title = re.sub(r"^[-•]\s*", "", text)
        else:
            section.words = f"{section.words}\n{text}".strip()

    def paragraph(self, text: str) -> None:
        if text in self.furniture:
            if text not in self.told:
                self.told.add(text)
                self.leave(text, PAGE, At())
        elif _SECTION.match(text) and len(text) < 400:
            self.section(text, At())
            self.introducing = True
        elif self.introducing and says(text):
            self.about_section(text, At())
        elif says(text):
            self.leave(text, BETWEEN, At())

    def other(self, table: Table) -> None:
        for number, row in enumerate(table.rows, 1):
            words = " | ".join(cell.text.replace("\n", " ") for cell in row if cell.says)
            if words:
                self.leave(words, OTHER_TABLE, At(table.number, number))

    def table(self, table: Table, layout: Layout) -> None:
        own = any(column.meaning == "section" for column in layout.columns)
        for number, row in enumerate(table.rows[: max(layout.first, 0)], 1):
            for cell in row:
                if not cell.says:
                    continue
                at, text = At(table.number, number), cell.text.replace("\n", " ")
                if own:
                    self.leave(text, ABOVE, at)
                elif number == 1 and not self.introducing:
                    self.section(text, at)
                    self.introducing = True
                else:
                    self.about_section(text, at)
        self.introducing = False
        if not self.read.sections and not own:
            self.section(table.name or self.read.title, At(table.number, 1))
        for number, row in enumerate(table.rows[layout.last + 1 :], layout.last + 2):
            if not any(cell.looks for cell in row):
                continue
            if self.lettered:
                self.letters.row(row, layout, At(table.number, number))
            else:
                self.rows.row(row, layout, At(table.number, number))

    def leave(self, words: str, why: str, at: At) -> None:
        self.read.unplaced.append(Unplaced(words, why, at))
