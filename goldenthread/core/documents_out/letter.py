"""A letter as its parts, whatever it will be drawn as."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Area:
    """Who sends the letter: the local area's name, where to write and call, and what is printed at the foot."""

    name: str
    address: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    website: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences. ``strong`` sets them in bold."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose order does not matter."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list whose order does."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings. The first cell of a row is its heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.headings):
                raise ValueError(f"A row of {len(row)} cells stands under {len(self.headings)} headings.")


Block = Paragraph | Heading | Bullets | Numbered | Table


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who the letter is from."""

    name: str
    role: str = ""
    words: str = "Yours sincerely"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter. ``heading`` is its subject and the document's title; ``recipient`` the lines of the address."""

    area: Area
    recipient: tuple[str, ...]
    date: dt.date
    heading: str
    sign_off: SignOff
    reference: str = ""
    greeting: str = ""
    blocks: tuple[Block, ...] = field(default_factory=tuple)

    def __post_init__(self) -> None:
        if not self.heading.strip():
            raise ValueError("A letter needs a heading: it is the title that a screen reader says first.")


def printable(value: Any) -> Any:
    """The same letter, its text in NFC and without the characters that no document can hold."""
    if isinstance(value, str):
        return "".join(letter for letter in unicodedata.normalize("NFC", value) if _holds(letter))
    if isinstance(value, tuple | list):
        return tuple(printable(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{one.name: printable(getattr(value, one.name)) for one in fields(value)})
    return value


def _holds(letter: str) -> bool:
    return letter in "\n\t" or (
        unicodedata.category(letter) not in {"Cc", "Cs", "Co"} and ord(letter) & 0xFFFE != 0xFFFE
    )
