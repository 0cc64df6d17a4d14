"""From marked pieces to a plan: each piece says what it is, and belongs to the section, group or action begun last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .marks import ORDER, rating_read
from .placed import (
    At,
    Read,
    ReadAction,
    ReadColumn,
    ReadEvidence,
    ReadGroup,
    ReadMilestone,
    ReadRating,
    ReadSection,
    Unplaced,
)

ADDED = "Written into the file beside the plan’s own words"


@dataclass(frozen=True)
class Piece:
    """Some words, what they are (a role of `marks`; nothing where they have no mark), and for a rating its shade."""

    role: str
    words: str
    at: At
    period: str = ""
    fill: str = ""


class Taker:
    """Takes pieces in the order of the page."""

    def __init__(self, title: str) -> None:
        self.read = Read(title)
        self._section: ReadSection | None = None
        self._group: ReadGroup | None = None
        self._action: ReadAction | None = None
        self._left: Unplaced | None = None
        #: Whether what was begun last has a reference and waits for its words.
        self._waits = ""

    def row(self, pieces: Sequence[Piece]) -> None:
        """One row: its group and its action first, wherever their columns stand."""
        for piece in sorted(pieces, key=lambda piece: ORDER.get(piece.role, 12)):
            self.take(piece)

    def take(self, piece: Piece) -> None:
        """Place one piece."""
        first, _, rest = piece.role.partition(".")
        match first:
            case "plan":
                self.read.title = piece.words
            case "scale":
                colour, _, words = piece.words.partition(":")
                self.read.scale[colour.strip().lower()] = words.strip()
            case "section":
                self._in_section(rest, piece)
            case "group":
                self._in_group(rest, piece)
            case "action":
                self._in_action(rest, piece)
            case "unplaced":
                self._unplaced(rest, piece)
            case _ if any(character.isalnum() for character in piece.words):
                self.read.unplaced.append(Unplaced(piece.words, ADDED, piece.at))

    def column(self, column: ReadColumn) -> None:
        """A column of the plan's grid."""
        self.read.columns.append(column)

    def _in_section(self, rest: str, piece: Piece) -> None:
        if rest == "reference" or (rest == "title" and self._waits != "section") or self._section is None:
            self._section = ReadSection("", "", piece.at)
            self.read.sections.append(self._section)
            self._group = self._action = None
        self._waits = "section" if rest == "reference" else ""
        setattr(self._section, rest, piece.words)

    def _in_group(self, rest: str, piece: Piece) -> None:
        if rest == "reference" or (rest == "title" and self._waits != "group") or self._group is None:
            if self._section is None:
                self._in_section("title", Piece("section.title", self.read.title, piece.at))
            self._group, self._action = ReadGroup("", "", piece.at), None
            self._section.groups.append(self._group)  # type: ignore[union-attr]
        self._waits = "group" if rest == "reference" else ""
        if not self._beside(self._group, rest, piece):
            setattr(self._group, rest, piece.words)

    def _in_action(self, rest: str, piece: Piece) -> None:
        if rest == "reference" or (rest == "words" and self._waits != "action") or self._action is None:
            if self._group is None:
                self._in_group("title", Piece("group.title", "", piece.at))
            self._action = ReadAction("", "", piece.at)
            self._group.actions.append(self._action)  # type: ignore[union-attr]
        self._waits = "action" if rest == "reference" else ""
        action = self._action
        match rest:
            case "milestone":
                action.milestones.append(ReadMilestone(piece.period, piece.words, piece.at))
            case "date":
                action.date_printed = piece.words
            case "meant":
                action.meant = _day(piece.words)
                if action.meant is None:
                    self.read.unplaced.append(Unplaced(piece.words, "The date that was meant is written as day/month/year", piece.at))
            case _ if not self._beside(action, rest, piece):
                setattr(action, rest, piece.words)

    def _beside(self, of: ReadGroup | ReadAction, rest: str, piece: Piece) -> bool:
        if rest == "rating":
            printed, colour = rating_read(piece.words, piece.fill)
            of.ratings.append(ReadRating(piece.period, printed, colour, piece.at))
            return True
        if rest.startswith("evidence."):
            of.evidence.append(ReadEvidence(rest.partition(".")[2], piece.words, piece.at))
            return True
        return False

    def _unplaced(self, rest: str, piece: Piece) -> None:
        if rest == "words" or self._left is None:
            self._left = Unplaced("", "", piece.at)
            self.read.unplaced.append(self._left)
        setattr(self._left, rest, piece.words)


def _day(words: str) -> date | None:
    parts = words.strip().split("/")
    try:
        day, month, year = map(int, parts)
        return date(year, month, day)
    except ValueError:
        return None
