"""Plans in which a row is an action, or a part of one: rows broken over pages are joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .columns import Column, Layout
from .grid import Cell, Table, says
from .placed import At, Read, ReadAction, ReadEvidence, ReadGroup, ReadMilestone, ReadRating, ReadSection, Unplaced
from .ratings import colour_named, colour_of_fill

_NUMBERED = re.compile(r"^\s*((?:[A-Z]{1,4}\s?)?\d{1,2}(?:\.\d{1,2}){0,3}[a-z]?)\s*[:.)]?\s+(?=\S)(.*)$", re.S)
_EVIDENCE = re.compile(r"(?i)^(evidence|impact)\s*:")
#: What a cell merged with the one above says again of the next action.
MERGED = frozenset({"owner", "date", "contributors"})
#: A column counts as numbered where at least this share of its cells begins with a number of its own.
MOSTLY = 0.4


@dataclass(frozen=True)
class _Parts:
    """A layout's columns by what is done with them, each with its number; `actions` may hold one, `beside` is all that is told of one."""

    reference: tuple[int, ...]
    heads: tuple[tuple[int, Column], ...]
    actions: tuple[tuple[int, Column], ...]
    beside: tuple[tuple[int, Column], ...]
    for_group: bool

    @classmethod
    def of(cls, layout: Layout, *, actions_are_numbered: bool) -> _Parts:
        columns = tuple(enumerate(layout.columns))
        maybe = ("action", "milestone", "rating", "owner") if actions_are_numbered else ("action",)
        return cls(
            tuple(number for number, column in columns if column.meaning == "reference"),
            tuple(each for each in columns if each[1].meaning in ("section", "group")),
            tuple(each for each in columns if each[1].meaning in maybe),
            tuple(each for each in columns if each[1].meaning not in ("section", "group", "reference", "action")),
            _owner_of_group(layout),
        )


class Rows:
    """Takes rows one after the other, with the section, group and action that they may go on."""

    def __init__(self, read: Read, tables: Iterable[Table], layouts: Mapping[int, Layout | None]) -> None:
        self.read = read
        self.section: ReadSection | None = None
        self.group: ReadGroup | None = None
        self.action: ReadAction | None = None
        self.above: dict[int, str] = {}
        self._parts: dict[int, _Parts] = {}
        self.numbered = {kind: _mostly_numbered(kind, tables := list(tables), layouts) for kind in ("group", "action")}

    def begin(self) -> None:
        """A section has begun above the rows to come."""
        self.section, self.group, self.action, self.above = self.read.sections[-1], None, None, {}

    def row(self, row: Sequence[Cell], layout: Layout, at: At) -> None:
        """Place one row."""
        before, width = self.action, len(row)
        parts = self._parts.get(id(layout)) or self._parts.setdefault(id(layout), _Parts.of(layout, actions_are_numbered=self.numbered["action"]))
        reference = " ".join(row[number].text for number in parts.reference if number < width).strip()
        began = False
        for number, column in parts.heads:
            if number < width and (cell := row[number]).says:
                if column.meaning == "section":
                    self._section(cell.text, at)
                else:
                    began |= self._group(cell.text, at)
        taken = set()
        for number, column in parts.actions:
            if number < width and self._is_action(column, cell := row[number]):
                taken.add(number)
                self._action(cell.text, at, began=began and self.action is None, reference=reference)
                reference = "" if self.action is not before else reference
        if began and self.action is None and not self.numbered["action"]:
            self._new_action(self.group.reference if self.group else "", "", at)
        fresh = self.action is not None and self.action is not before
        if reference and self.action is not None and not fresh:
            self.action.reference = f"{self.action.reference} {reference}".strip()
        elif reference and self.action is None:
            self._leave(reference, at, "Reference")
        for number, column in parts.beside:
            if number < width and number not in taken:
                self._beside(column, number, row[number], at, fresh=fresh, for_group=parts.for_group)

    def _section(self, text: str, at: At) -> None:
        if self.section is not None and (_same(text, self.section.title) or not _starts(text)):
            if not _same(text, self.section.title):
                self.section.title = _joined(self.section.title, text)
            return
        self.section = ReadSection("", text.replace("\n", " "), at)
        self.read.sections.append(self.section)
        self.group = self.action = None

    def _group(self, text: str, at: At) -> bool:
        """Whether a new group began."""
        match = _NUMBERED.match(text)
        if self.group is not None:
            if _same(text, self.group.title) or _same(text, f"{self.group.reference} {self.group.title}"):
                return False
            if (not match) if self.numbered["group"] else not _starts(text):
                self.group.title = _joined(self.group.title, text)
                return False
        reference, title = (match[1], match[2]) if match and self.numbered["group"] else ("", text)
        self._new_group(reference, " ".join(title.split()), at)
        return True

    def _new_group(self, reference: str, title: str, at: At) -> ReadGroup:
        if self.section is None:
            self.section = self.read.sections[-1] if self.read.sections else ReadSection("", self.read.title, at)
            if self.section not in self.read.sections:
                self.read.sections.append(self.section)
        self.group, self.action = ReadGroup(reference, title, at), None
        self.section.groups.append(self.group)
        return self.group

    def _is_action(self, column: Column, cell: Cell) -> bool:
        """Whether a cell holds an action: by its column, or by its number where columns have moved."""
        if column.meaning == "action":
            return cell.says
        match = _NUMBERED.match(cell.text) if self.numbered["action"] and column.meaning in ("milestone", "rating", "owner") else None
        return bool(match and match[1].count(".") == 2)

    def _action(self, text: str, at: At, *, began: bool, reference: str) -> None:
        match = _NUMBERED.match(text)
        new = began or self.action is None or (bool(match) if self.numbered["action"] else _starts(text) and not self.numbered["group"])
        if not new and self.action is not None:
            self.action.words = _joined(self.action.words, text)
        elif match and self.numbered["action"]:
            self._new_action(match[1], match[2], at)
        else:
            own = self.group.reference if began and self.group and not reference else ""
            self._new_action(reference or own, text, at)

    def _new_action(self, reference: str, words: str, at: At) -> None:
        group = self.group or self._new_group("", "", at)
        self.action = ReadAction(reference, words.strip(), at)
        group.actions.append(self.action)

    def _beside(self, column: Column, number: int, cell: Cell, at: At, *, fresh: bool, for_group: bool) -> None:
        kind = column.meaning
        if kind == "rating":
            return self._rating(column, cell, at, fresh=fresh)
        text = cell.text
        if kind in MERGED:
            if cell.says:
                self.above[number] = text
            elif cell.continues and fresh:
                text = self.above.get(number, "")
        if not says(text):
            return None
        if self.action is None and not (self.group and kind == "owner"):
            return self._leave(text, at, column.heading)
        match kind:
            case "owner" if self.group and (for_group or self.action is None):
                self.group.owners = _joined(self.group.owners, text)
            case "owner" | "contributors":
                setattr(self.action, kind, _joined(getattr(self.action, kind), text))
            case "date":
                self.action.date_printed = _joined(self.action.date_printed, text)  # type: ignore[union-attr]
            case "milestone" if not _EVIDENCE.match(text):
                self.action.milestones.append(ReadMilestone(column.period, text, at))  # type: ignore[union-attr]
            case "milestone" | "evidence" | "measure" | "outcome":
                self._evidence("evidence" if kind == "milestone" else kind, text, at)
            case _:
                self._leave(text, at, column.heading)
        return None

    def _evidence(self, kind: str, text: str, at: At) -> None:
        kept = self.action.evidence if self.action else []
        last = next((one for one in reversed(kept) if one.kind == kind), None) if kept else None
        if last is not None and not _starts(text):
            last.words = _joined(last.words, text)
        else:
            kept.append(ReadEvidence(kind, text, at))

    def _rating(self, column: Column, cell: Cell, at: At, *, fresh: bool) -> None:
        colour = colour_named(cell.text) or (colour_of_fill(cell.fill) if not cell.says or len(cell.text) < 60 else "")
        if self.action is None:
            return self._leave(cell.text, at, column.heading) if cell.says else None
        if cell.says and not colour and len(cell.text) > 12:
            if column.period:
                self.action.milestones.append(ReadMilestone("", cell.text, at))
            else:
                self._evidence("update", cell.text, at)
            return None
        if fresh:
            self.action.ratings.append(ReadRating(column.period, cell.text, colour, at))
        elif cell.says or colour:
            empty = next((one for one in self.action.ratings if one.period == column.period and not one.colour), None)
            if empty is None:
                self.action.ratings.append(ReadRating(column.period, cell.text, colour, at))
            else:
                empty.printed, empty.colour, empty.at = cell.text, colour, at
        return None

    def _leave(self, words: str, at: At, heading: str) -> None:
        self.read.unplaced.append(Unplaced(words, "No action was begun for it, or its column has no meaning", at, heading))


def _owner_of_group(layout: Layout) -> bool:
    """Whether the owner is an objective's: printed between it and its actions, in a grid of months."""
    kinds = [column.meaning for column in layout.columns]
    if not {"group", "owner", "action"} <= set(kinds) or "milestone" not in kinds:
        return False
    return kinds.index("group") < kinds.index("owner") < kinds.index("action")


def _mostly_numbered(kind: str, tables: Sequence[Table], layouts: Mapping[int, Layout | None]) -> bool:
    texts = [
        text
        for table in tables
        if (layout := layouts[table.number])
        for at, column in enumerate(layout.columns)
        if column.meaning == kind
        for row in table.rows[layout.last + 1 :]
        if at < len(row) and says(text := row[at].text)
    ]
    return bool(texts) and sum(bool(_NUMBERED.match(text)) for text in texts) / len(texts) >= MOSTLY


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    begins, other_begins = one.split(None, 1), other.split(None, 1)
    if begins[:1] != other_begins[:1] and (not begins or not other_begins or begins[0].lower() != other_begins[0].lower()):
        return False  # as most do: by its first word
    return " ".join(one.split()).lower() == " ".join(other.split()).lower()


def _starts(text: str) -> bool:
    """Whether these words begin something, by their first letter; the rest of a broken sentence begins small."""
    first = text[:1] if text[:1].isalpha() else next((character for character in text if character.isalpha()), "")
    return bool(first) and not first.islower()


def _joined(one: str, other: str) -> str:
    return f"{one} {other}".strip() if one else other
