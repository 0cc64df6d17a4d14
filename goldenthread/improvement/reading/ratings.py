"""A plan's own scale: its colours, what each means in its words, and which colour a cell holds."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable
from functools import lru_cache

COLOURS = ("blue", "green", "amber", "yellow", "red", "pink", "purple", "grey", "white")
_NAMES = {"gray": "grey", "orange": "amber", "violet": "purple"}
_WRITTEN = ("blue", "green", "amber", "orange", "yellow", "pink", "purple", "violet", "gray", "grey", "white")
_NAME = r"(blue|green|amber|orange|yellow|red|pink|purple|violet|gr[ae]y|white)"
_NAME_FIRST = re.compile(rf"(?i)\b{_NAME}\s*[-–:=]\s*")
_NAME_LAST = re.compile(rf"(?i)^(.{{3,200}}?)\s*[-–:]\s*{_NAME}\.?$")
#: As a word: it ends many others.
_RED = re.compile(r"red\b(?<!\wred)").search
#: What a line that says something of a scale must hold: a colour with a mark before or behind it, or the letters of a known scale.
_ANY = re.compile(rf"\bB?RAG\b|(?i:\b{_NAME}\s*[-–:=])|(?i:[-–:]\s*{_NAME}\b)").search
#: The scales that are known by their letters alone.
LETTERS = {"brag": ("blue", "red", "amber", "green"), "rag": ("red", "amber", "green")}


@lru_cache(maxsize=1024)
def colour_named(text: str) -> str:
    """The colour that these words name and say nothing beside; nothing where they are anything else."""
    word = " ".join(text.split()).strip(" .:;").lower()
    word = {"r": "red", "a": "amber", "g": "green", "b": "blue"}.get(word, word)
    word = _NAMES.get(word, word)
    return word if word in COLOURS else ""


@lru_cache(maxsize=256)
def colour_of_fill(fill: str) -> str:
    """The colour that somebody sees in a shade given as six hexadecimal digits; nothing for black and none."""
    if not fill:
        return ""
    red, green, blue = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    if light > 0.97 or light < 0.08:
        return ""
    if full < 0.15:
        return "grey"
    turn = hue * 360
    for most, name in ((15, "red"), (52, "amber"), (68, "yellow"), (170, "green"), (260, "blue"), (295, "purple"), (345, "pink"), (361, "red")):
        if turn < most:
            return "pink" if name == "red" and light > 0.75 else name
    return ""


def scale_in(texts: Iterable[str]) -> dict[str, str]:
    """The plan's colours with its own words for each, in the order printed; a scale known by its letters has none."""
    single: dict[str, str] = {}
    best: dict[str, str] = {}
    letters = ""
    for text in dict.fromkeys(texts):
        if not _may_say(text) or not _ANY(text):
            continue
        line = " ".join(text.split())
        last = _NAME_LAST.match(line)
        if last and len(line) < 220:
            single.setdefault(_name(last[2]), last[1].strip())
        together = _pairs(line)
        if len(together) >= 3 and len(together) > len(best):
            best = together
        found = re.search(r"\b(BRAG|RAG)\b", line)
        if found and len(found[1]) > len(letters):
            letters = found[1].lower()
    if len(single) >= 3:
        return single
    return best or dict.fromkeys(LETTERS.get(letters, ()), "")


def _may_say(text: str) -> bool:
    """Whether a colour with a mark beside it, or the letters of a scale, may stand in these words: asked first, since most say neither."""
    if "RAG" in text:
        return True
    if ":" not in text and "-" not in text and "–" not in text and "=" not in text:
        return False
    low = text.lower()
    return any(name in low for name in _WRITTEN) or _RED(low) is not None


def _pairs(line: str) -> dict[str, str]:
    marks = list(_NAME_FIRST.finditer(line))
    ends = [*[mark.start() for mark in marks[1:]], len(line)][: len(marks)]
    return {_name(mark[1]): line[mark.end() : end].strip(" .;,") for mark, end in zip(marks, ends, strict=True)}


def _name(word: str) -> str:
    return _NAMES.get(word.lower(), word.lower())
