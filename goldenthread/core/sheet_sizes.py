"""What a workbook would take to open, told from its parts before its reader makes room for it.

The reader of Excel files makes a place for every cell between the first and the last, and a copy of its words for every cell that
uses them: one cell far out, or long words used often, would take all the memory of the machine from a file of some kilobytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from itertools import zip_longest
from xml.parsers import expat

from .office_files import SWELLS
from .refusals import Refused

#: Places between the first and the last cell of a sheet; characters of words that are used by the cells of all sheets.
MOST_PLACES = 4_000_000
MOST_CHARACTERS = 50_000_000
DAMAGED = "The selected file is not what its name says, or is damaged. Save it again as XLSX and try again"
_PLACE = re.compile(r"([A-Za-z]*)(\d*)").fullmatch
#: How the words that cells share begin, whatever the name space is called.
_SHARED = re.compile(rb"<([\w.\-\x80-\xff]+:)?sst[\s>/]").search
#: Which of the words that cells share: their number, as every program writes it.
_WHICH = re.compile(r"\s*[0-9]{1,9}\s*").fullmatch
#: Parts of other kinds of workbooks, which the reader would turn to where the first cannot be read.
_OTHER_KINDS = {"xl/workbook.bin", "content.xml", "mimetype"}


def check_sizes(content: bytes) -> list[str]:
    """Refuse a workbook that would not fit; otherwise the cells whose formula was never worked out, such as C7."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            if _OTHER_KINDS & set(names):
                raise Refused(DAMAGED)
            # Where two parts hold words, a cell is taken to use the longer.
            lengths = [max(each) for each in zip_longest(*(_lengths(parts.read(name)) for name in names), fillvalue=0)]
            unsaved: list[str] = []
            characters = MOST_CHARACTERS
            for name in names:
                if b"sheetData" in (part := parts.read(name)):
                    sheet = _Sheet(lengths, characters)
                    sheet.read(part)
                    unsaved += sheet.unsaved
                    characters = sheet.characters
    except (expat.ExpatError, zipfile.BadZipFile, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
        raise Refused(DAMAGED) from None
    return unsaved


def _lengths(part: bytes) -> list[int]:
    """How long each of the words is that cells share; nothing for a part that holds none. What stands before them is no matter."""
    if not _SHARED(part):
        return []
    found: list[int] = []

    def starts(name: str, said: dict[str, str]) -> None:
        if _local(name) == "si":
            found.append(0)

    def says(words: str) -> None:
        if found:
            found[-1] += len(words)

    _read(part, starts, says)
    return found


class _Sheet:
    """One sheet: how far its cells reach, and which of them wait for the result of a formula."""

    def __init__(self, lengths: list[int], characters: int) -> None:
        self.lengths, self.characters = lengths, characters
        self.unsaved: list[str] = []
        self.row = self.column = self.rows = self.columns = 0
        self.place, self.kind, self.inside = "", "", ""
        self.formula = self.valued = False
        self.value = ""

    def read(self, part: bytes) -> None:
        """Go through it once."""
        _read(part, self._starts, self._says, self._ends)

    def _starts(self, name: str, said: dict[str, str]) -> None:
        if self.inside:
            raise ValueError("A value holds nothing but words.")
        match _local(name):
            case "row":
                self.row, self.column = int(said["r"]) if said.get("r", "").isdecimal() else self.row + 1, 0
            case "c":
                self._cell(said)
            case "f":
                self.formula = True
            case "v":
                self.inside, self.value = "v", ""

    def _cell(self, said: dict[str, str]) -> None:
        found = _PLACE(said.get("r", ""))
        if found is None:
            raise ValueError("A cell stands nowhere.")
        self.column = _number(found[1]) if found[1] else self.column + 1
        if found[2]:
            self.row = int(found[2])
        self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)
        if self.rows * self.columns > MOST_PLACES:
            raise Refused(SWELLS)
        self.place, self.kind = said.get("r", ""), said.get("t", "")
        self.formula, self.value = False, ""

    def _says(self, words: str) -> None:
        if self.inside:
            self.value += words

    def _ends(self, name: str) -> None:
        match _local(name):
            case "v":
                self.inside = ""
                if self.kind == "s" and self.value.strip():
                    self._words()
            case "c":
                if self.formula and not self.value and self.kind != "str":
                    self.unsaved.append(self.place)

    def _words(self) -> None:
        """A value that stands for words which cells share. One that the reader may take for another than we do is no workbook’s."""
        if not (_WHICH(self.value) and (which := int(self.value)) < len(self.lengths)):
            raise ValueError("A cell says words that are not there.")
        self.characters -= self.lengths[which]
        if self.characters < 0:
            raise Refused(SWELLS)


def _read(part: bytes, starts: Callable[[str, dict[str, str]], None], says: Callable[[str], None], ends: Callable[[str], None] | None = None) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = starts, says, ends
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.buffer_text = True
    parser.Parse(part, True)


def _no_doctype(*said: object) -> None:
    raise ValueError("A sheet has no document type.")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _number(letters: str) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + ord(letter) - 64
    return number
