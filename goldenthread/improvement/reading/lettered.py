"""Plans whose cells hold several actions with letters, and beside them as many owners and dates, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .columns import Layout
from .dates import is_period
from .grid import Cell, Table
from .placed import At, Read, ReadAction, ReadEvidence, ReadGroup, ReadRating, Unplaced
from .ratings import colour_named, colour_of_fill

_LETTER = re.compile(r"^\(?([a-z])[.)]\s*(?=\S)(.*)$", re.S)
_GROUP = re.compile(r"^(?P<before>[A-Z][A-Za-z ,&’'-]{0,70}? )?(?P<letter>[A-Z])(?P<number>\d{1,2})\b[.:]?\s*(?P<title>.*)$", re.S)
_LABEL = re.compile(r"(?i)^b?rag( rating)?:?$")


def is_lettered(tables: Iterable[Table], layouts: Mapping[int, Layout | None]) -> bool:
    """Whether the cells of actions hold several, by their letters."""
    several = 0
    for table in tables:
        layout = layouts[table.number]
        kinds = [column.meaning for column in layout.columns] if layout else []
        if "group" in kinds or "action" not in kinds:
            continue
        at = kinds.index("action")
        several += sum(sum(bool(_LETTER.match(line)) for line in row[at].lines) > 1 for row in table.rows if at < len(row))
    return several > 0


@dataclass
class _Printed:
    """What one row printed: its actions, owners and dates."""

    actions: list[ReadAction] = field(default_factory=list)
    owner: list[str] = field(default_factory=list)
    date: list[str] = field(default_factory=list)


class Lettered:
    """Takes rows one after the other; a letter counts as an action only where it follows the one before."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.group: ReadGroup | None = None
        self.printed: list[_Printed] = []

    def row(self, row: Sequence[Cell], layout: Layout, at: At) -> None:
        """Place one row."""
        now = _Printed()
        for column, cell in zip(layout.columns, row, strict=False):
            if column.meaning == "action":
                now = self._actions(cell, at, now)
        for column, cell in zip(layout.columns, row, strict=False):
            if not cell.says or column.meaning == "action":
                continue
            if column.meaning in ("owner", "date"):
                getattr(now, column.meaning).extend(cell.lines)
            elif self.group is not None and column.meaning in ("outcome", "measure", "evidence", "contributors"):
                self.group.evidence.append(ReadEvidence(column.meaning, cell.text, at))
            else:
                self.read.unplaced.append(Unplaced(cell.text, "No action was begun for it, or its column has no meaning", at, column.heading))
        if self.group is None:
            self.read.unplaced += [Unplaced(line, "It stands beside no action", at) for line in [*now.owner, *now.date]]
        else:
            self.printed.append(now)

    def _actions(self, cell: Cell, at: At, now: _Printed) -> _Printed:
        lines = list(cell.lines)
        for number, line in enumerate(lines):
            letter, group = self._letter(line), self._begins(line)
            if group:
                if now.actions:
                    self.printed.append(now)
                self._begin(group, at)
                now = _Printed()
            elif letter and self.group is not None:
                action = ReadAction(f"{self.group.reference}{letter[1]}", letter[2].strip(), at)
                self.group.actions.append(action)
                now.actions.append(action)
            elif self._heads(lines[number + 1 :]):
                self._heading(line, at)
            elif _LABEL.match(line) and cell.tables:
                continue
            else:
                self._goes_on(line, at)
        for table in cell.tables:
            self._table(table, at)
        return now

    def _letter(self, line: str) -> re.Match[str] | None:
        match = _LETTER.match(line)
        if not match or line.lower().startswith(("e.g", "i.e")):
            return None
        return match if self.group and match[1] == chr(ord("a") + len(self.group.actions)) else None

    def _begins(self, line: str) -> re.Match[str] | None:
        match = _GROUP.match(line)
        if not match or not self.read.sections:
            return None
        section = self.read.sections[-1]
        named = section.reference or (section.groups[-1].reference[:1] if section.groups else match["letter"])
        fresh = [group for group in section.groups if group.reference]
        return match if match["letter"] == named and int(match["number"]) == len(fresh) + 1 else None

    def _begin(self, match: re.Match[str], at: At) -> None:
        waiting = self.group if self.group is not None and not self.group.reference else None
        if waiting is None:
            self.end()
            waiting = ReadGroup("", "", at)
            self.read.sections[-1].groups.append(waiting)
            self.group = waiting
        waiting.reference = match["letter"] + match["number"]
        waiting.title = ". ".join(part.strip(" .") for part in (waiting.title, match["before"] or "", match["title"]) if part.strip(" ."))

    def _heads(self, rest: Sequence[str]) -> bool:
        """Whether a group begins further down before any letter."""
        for line in rest:
            if self._begins(line):
                return True
            if _LETTER.match(line):
                return False
        return False

    def _heading(self, line: str, at: At) -> None:
        self.end()
        self.group = ReadGroup("", line, at)
        self.read.sections[-1].groups.append(self.group)

    def _goes_on(self, line: str, at: At) -> None:
        if line.startswith("*") or self.group is None:
            self.read.unplaced.append(Unplaced(line, "A note beside the actions", at))
        elif self.group.actions:
            action, letter = self.group.actions[-1], _LETTER.match(line)
            listed = line.startswith(("•", "-")) or (letter and letter[2][:1].isupper())
            action.words = f"{action.words}\n{line}" if listed else f"{action.words} {line}"
        else:
            self.group.title = f"{self.group.title} {line}".strip()

    def _table(self, table: Table, at: At) -> None:
        heads = [cell.text for cell in table.rows[0]] if table.rows else []
        rated = bool(heads) and all(is_period(head) for head in heads if head) and any(heads)
        if not rated or self.group is None:
            for _, _, cell in table.cells():
                self._goes_on(cell.text, at)
            return
        for row in table.rows[1:] or [tuple(Cell() for _ in heads)]:
            for period, cell in zip(heads, row, strict=False):
                self.group.ratings.append(ReadRating(period, cell.text, colour_named(cell.text) or colour_of_fill(cell.fill), at))

    def end(self) -> None:
        """The group is complete: give each action its owner and its date where the lines are as many as the letters."""
        if self.group is None:
            return
        for kind, one, all_of in (("owner", "owner", "owners"), ("date", "date_printed", "dates")):
            lines = [line for printed in self.printed for line in getattr(printed, kind)]
            if len(lines) == len(self.group.actions):
                for action, line in zip(self.group.actions, lines, strict=True):
                    setattr(action, one, line)
                continue
            for printed in self.printed:
                here = getattr(printed, kind)
                if len(here) == len(printed.actions):
                    for action, line in zip(printed.actions, here, strict=True):
                        setattr(action, one, line)
                elif here:
                    setattr(self.group, all_of, "\n".join(filter(None, [getattr(self.group, all_of), *here])))
        self.group, self.printed = None, []
