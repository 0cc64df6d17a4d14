"""What each column of a plan's table holds, proposed from its heading. A person may say otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .dates import is_period
from .grid import Cell, Table

#: What a column may hold, in the words of the review.
MEANINGS = {
    "section": "Priority, weakness or workstream",
    "group": "Objective, focus area or outcome (one with several actions)",
    "reference": "Reference",
    "action": "Action",
    "owner": "Who is responsible",
    "contributors": "Who contributes",
    "date": "Target date",
    "milestone": "Milestone",
    "rating": "Rating",
    "measure": "How it is measured",
    "outcome": "Outcomes sought",
    "evidence": "Evidence and impact",
    "nothing": "None of these: keep the words as not placed",
}

_HEADINGS = (
    ("reference", r"\bref(erence)?\b\.?|^(no|number|#|id)\.?$"),
    ("outcome", r"outcomes? (and|&) .*measures?|intended outcome|desired outcome|impact for"),
    ("measure", r"\bmeasur(e|es|ed|ement)\b|\bkpis?\b|success criteria|how will we know"),
    ("evidence", r"\bevidence\b|^impact$"),
    ("date", r"\b(target|completion|due|end|finish) (date|by)\b|\bby when\b|\btimescales?\b|\bdeadline\b|^dates?$|^due$|^when$"),
    ("contributors", r"\bcontribut|\bsupport(ed|ing)? (by|officer)|^partners$"),
    ("owner", r"\bresponsib|\blead(s|er)?\b|\bowners?\b|\baccountable\b|^who$|\bofficer\b"),
    ("rating", r"\bb?rag\b|\bprogress\b|\brating\b|\bstatus\b"),
    ("milestone", r"\bmilestones?\b"),
    ("section", r"\bworkstream\b|\bweakness\b|^priority( area)?$|^theme$"),
    ("action", r"^(key |sub-?)?actions?\b|\bwhat will\b|^tasks?$|^activit(y|ies)$|\bwhat we will do\b"),
    ("group", r"\bfocus area\b|\bobjectives?\b|^outcomes?$|\bpriorit(y|ies)\b|^action group$"),
)
#: A plan's table begins with one of these; one that begins with a date is a calendar.
_FIRST = frozenset({"section", "group", "action", "reference"})
_ENOUGH = frozenset({"owner", "date", "rating", "milestone", "measure", "outcome", "evidence"})


@dataclass(frozen=True)
class Column:
    """One column: what it holds, the heading as printed, and the month or quarter that it is for."""

    meaning: str
    heading: str = ""
    period: str = ""


@dataclass(frozen=True)
class Layout:
    """The columns of a table and where its headings stand: rows `first` to `last`, from 0; -1 where it has none."""

    columns: tuple[Column, ...]
    first: int = -1
    last: int = -1


@lru_cache(maxsize=512)  # the headings of a table stand again on every page
def meaning_of(heading: str) -> str:
    """What a column under this heading holds; nothing where it does not say."""
    words = " ".join(heading.lower().replace("*", " ").split())
    if not words or len(words) > 160:
        return ""
    if is_period(words):
        return "milestone"
    return next((meaning for meaning, pattern in _HEADINGS if re.search(pattern, words)), "")


def layout_of(table: Table) -> Layout | None:
    """The layout that the table's own headings propose; None where no row of it reads as a plan's headings."""
    for number, row in enumerate(table.rows[:15]):
        found = [meaning_of(cell.text) for cell in row]
        said = [meaning for meaning in found if meaning]
        if len(set(said)) >= 2 and said[0] in _FIRST and {"action", "group"} & set(said) and _ENOUGH & set(said) and _all_short(row):
            return _with_periods(table, number, found)
    return None


def _all_short(row: Sequence[Cell]) -> bool:
    return all(len(cell.text) <= 160 for cell in row)


def _with_periods(table: Table, first: int, found: list[str]) -> Layout:
    """Headings, and the rows of months and quarters under them."""
    columns = [Column(meaning or "nothing", row.text.replace("\n", " ")) for meaning, row in zip(found, table.rows[first], strict=True)]
    columns = [replace(column, period=column.heading) if is_period(column.heading) else column for column in columns]
    last = first
    for row in table.rows[first + 1 : first + 4]:
        says = [cell for cell in row if cell.says]
        if not says or not all(is_period(cell.text) or meaning_of(cell.text) == "rating" for cell in says):
            break
        last += 1
        for at, cell in enumerate(row):
            if not cell.says:
                continue
            if re.match(r"(?i)q", cell.text) or meaning_of(cell.text) == "rating":
                period = cell.text if is_period(cell.text) else ""
                columns[at] = Column("rating", "RAG" if period else cell.text, period)
            else:
                columns[at] = Column("milestone", columns[at].heading or cell.text, cell.text)
    return Layout(tuple(_filled(columns)), first, last)


def _filled(columns: list[Column]) -> list[Column]:
    """A heading over several columns counts for those under it that say nothing themselves."""
    out, over = [], ""
    for column in columns:
        if column.heading:
            over = column.meaning if column.meaning in ("milestone", "evidence", "rating") else ""
        elif over and column.meaning == "nothing":
            column = replace(column, meaning="evidence" if over == "evidence" else "milestone")
        out.append(column)
    return out


_REFERENCE = re.compile(r"^\s*\d?[A-Z]{1,4}\s?\d{1,3}\b")


def continued(table: Table, before: Layout) -> Layout:
    """The layout of a table that goes on from an earlier page. Where it lost columns, those at its right end are the
    same, and a column of references tells where the others are."""
    kinds = before.columns
    if table.width == len(kinds):
        return Layout(kinds)
    if any(column.period for column in kinds):
        return Layout(_grid(table.width, kinds))
    without = tuple(column for column in kinds if column.meaning != "reference")
    if len(without) < len(kinds) and table.width == len(without) and not _has_references(table):
        return Layout(without)
    if table.width < len(kinds):
        return Layout(kinds[len(kinds) - table.width :])
    return Layout((*kinds, *[Column("nothing")] * (table.width - len(kinds))))


def _has_references(table: Table) -> bool:
    return any(len(cell.text) < 40 and _REFERENCE.match(cell.text) for _, _, cell in table.cells())


def _grid(width: int, kinds: tuple[Column, ...]) -> tuple[Column, ...]:
    """A grid of months whose columns moved: its left part holds, its end is evidence, the months are not known."""
    start = next(at for at, column in enumerate(kinds) if column.period or column.meaning in ("milestone", "rating"))
    tail = 2 if any(column.meaning == "evidence" for column in kinds) else 0
    middle = max(width - start - tail, 0)
    return (*kinds[:start], *[Column("milestone")] * middle, *[Column("evidence")] * min(tail, max(width - start, 0)))[:width]
