"""A letter as a tagged PDF. Typst refuses to make one that would break PDF/UA-1."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

from ..form_fields.reading import long_date
from .letter import Letter, printable

HERE = Path(__file__).parent
FONTS = (HERE.parent / "fonts", HERE / "fonts")


CANNOT_SHOW = "could not be displayed"


class Unprintable(Exception):
    """The letter holds a letter or sign that no font here can draw; the sentence names it and says what to do."""

    def __init__(self, sign: str) -> None:
        shown = f" ({sign})" if sign else ""
        self.sentence = f"This letter holds a sign that its PDF cannot show{shown}. Send the Word document instead"
        super().__init__(self.sentence)


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF/UA-1. The same letter gives the same bytes, so that it can be stored by its hash.

    The fonts that come with the house draw the scripts that names here are mostly written in. Only for others are the
    machine's own fonts tried; where they fail too, Unprintable says so: a name is never left out or changed.
    """
    return typeset(HERE / "letter.typ", {"letter": json.dumps(_data(printable(letter)))}, day=letter.date)


def typeset(source: Path, said: dict[str, str], *, day: dt.date, root: Path | None = None) -> bytes:
    """A Typst source as PDF/UA-1, what it says given as data. `root` holds the pictures that it draws; else the source's folder."""
    import typst  # when one is made: it takes seven megabytes, and most processes never make one

    noon = int(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC).timestamp())
    refusal = ""
    for our_fonts_only in (True, False):
        try:
            return _compile(source, said, root or source.parent, noon, our_fonts_only=our_fonts_only)
        except typst.TypstError as refused:
            if CANNOT_SHOW not in str(refused):
                raise
            refusal = str(refused)
    found = re.search(r'text `"(.+?)"`', refusal)
    raise Unprintable(found[1] if found else "")


def _compile(source: Path, said: dict[str, str], root: Path, timestamp: int, *, our_fonts_only: bool) -> bytes:
    import typst

    made: Any = typst.compile(
        str(source),
        root=str(root),
        font_paths=[str(folder) for folder in FONTS],
        ignore_system_fonts=our_fonts_only,
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=timestamp,
        sys_inputs=said,
    )
    return bytes(made)


def _data(letter: Letter) -> dict[str, Any]:
    area = letter.area
    blocks = [{"kind": type(block).__name__, **dataclasses.asdict(block)} for block in letter.blocks]
    contact = [*area.address, *(line for line in (area.phone, area.email, area.website) if line)]
    return {
        "area": {"name": area.name, "lines": contact, "footer": area.footer or area.name},
        "recipient": [line for line in letter.recipient if line],
        "date": long_date(letter.date),
        "reference": letter.reference,
        "greeting": letter.greeting,
        "heading": letter.heading,
        "blocks": blocks,
        "sign_off": dataclasses.asdict(letter.sign_off),
    }
