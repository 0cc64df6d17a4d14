"""A passage as its sentences, and whether two sentences say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_BULLET = re.compile(r"^\s*(?:[-–—•*▪◦●]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_END = re.compile(r"(?<=[.!?])([\"”’)\]]*)\s+(?=[\"“‘(\[]?[A-Z0-9])")
_ABBREVIATED = re.compile(r"(?:\b(?:e\.g|i\.e|approx|no|vs|cf|incl|Dr|Mr|Mrs|Ms|Mx|Prof|St|Yr|Rev|para|fig)|\b[A-Z])\.$", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|\s)[A-Z]\.$")
#: A sentence that begins so leans on the one before, and means nothing without it.
_LEANS = re.compile(
    r"^(?:this|these|that|those|it|such|however|therefore|consequently|as a result|because of (?:this|that)|for example|for instance|in this way|otherwise"
    r"|which)\b",
    re.IGNORECASE,
)  # fmt: skip


def sentences(text: str) -> list[str]:
    """The sentences of a text, bullets as sentences of their own. Put together they hold every word of it.

    A sentence that leans on the one before ("This means …") stays with it.
    """
    found: list[str] = []
    for paragraph in text.splitlines():
        bullet = _BULLET.match(paragraph)
        rest = paragraph[bullet.end() :] if bullet else paragraph
        first = True
        for part in _split(rest.strip()):
            if found and not (first and bullet) and _LEANS.match(part):
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
            first = False
    return found


def _split(paragraph: str) -> list[str]:
    parts: list[str] = []
    at = 0
    for end in _END.finditer(paragraph):
        part = paragraph[at : end.end(1)].strip()
        if _is_abbreviation(part):
            continue
        if part:
            parts.append(part)
        at = end.end()
    last = paragraph[at:].strip()
    return [*parts, last] if last else parts


def _is_abbreviation(part: str) -> bool:
    if _INITIAL.search(part):
        return True
    return bool(_ABBREVIATED.search(part)) and not re.search(r"\b[A-Z]{2,}\.$", part) and not re.search(r"\bno\.$", part)


_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|them|his|hers|their|theirs)\b")
_LITTLE = frozenset("a an the is are was were be been has have had of and in on at to for with that this it as by from".split())
_NEVER = frozenset("no not never cannot without unable nor neither none dont doesnt cant wont isnt".split())
#: How much of two sentences must be the same words, and from how many words on that is asked.
MUCH, FEW_WORDS = 0.8, 4


def plain(text: str) -> str:
    """The words of a text, in lower case, without marks."""
    return " ".join(re.findall(r"\w+", re.sub(r"[’'`]", "", text.casefold())))


def alike(one: str, other: str, *, names: Iterable[str] = ()) -> bool:
    """Whether two sentences about the same child say the same, in nearly the same words.

    Another number, or a "not" in only one of them, makes them say something else.
    """
    own = tuple(names)
    first, second = _words(one, own), _words(other, own)
    if first == second:
        return bool(first)
    a, b = set(first) - _LITTLE, set(second) - _LITTLE
    if min(len(a), len(b)) < FEW_WORDS or _numbers(a) != _numbers(b) or (a & _NEVER) != (b & _NEVER):
        return False
    return len(a & b) / len(a | b) >= MUCH


@lru_cache(maxsize=8192)
def _words(text: str, names: tuple[str, ...]) -> tuple[str, ...]:
    said = plain(text)
    for name in names:
        if name:
            said = re.sub(rf"\b{re.escape(plain(name))}s?\b", "child", said)
    return tuple(_SPELT.get(word, word) for word in _PRONOUN.sub("child", said).split())


_SPELT = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "once": "1", "twice": "2"}


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if any(letter.isdigit() for letter in word)}
