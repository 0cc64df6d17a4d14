"""Passwords that somebody would guess: those seen in breaches, and those made from one by adding a figure or a sign.

The list (scripts/breached_passwords.py says where it comes from) is kept as hashes and asked without the network.
Any password of 12 characters or more that is not easy to guess may be chosen; none must ever be changed for its age.
"""

from __future__ import annotations

import hashlib
import unicodedata
from bisect import bisect_left
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

WIDTH = 6  # bytes kept of each hash
#: What people type for a letter.
STANDS_FOR = str.maketrans("0134578@$!|", "oieastbasil")
#: A password of fewer different characters than this is a pattern.
FEWEST_DIFFERENT = 5

SENTENCE = "This password is easy to guess, because it or one like it is on a list of stolen passwords. Choose another"


class _Hashes:
    """The hashes in order, as a sequence that `bisect` can look through."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __len__(self) -> int:
        return len(self.data) // WIDTH

    def __getitem__(self, place: int) -> bytes:
        return self.data[place * WIDTH : (place + 1) * WIDTH]


@cache
def breached() -> _Hashes:
    """The list, read once."""
    return _Hashes((Path(__file__).parent / "breached_passwords.bin").read_bytes())


def is_breached(word: str) -> bool:
    """Whether exactly this, in small letters, is on the list."""
    wanted = hashlib.sha256(word.encode()).digest()[:WIDTH]
    hashes = breached()
    place = bisect_left(hashes, wanted)
    return place < len(hashes) and hashes[place] == wanted


def easy_to_guess(password: str, theirs: frozenset[str] = frozenset()) -> bool:
    """Whether a password, or what is left of it without its ornaments, is one that guessers try.

    `theirs` are words about the person: their names and the parts of their address.
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(set(plain)) < FEWEST_DIFFERENT:
        return True
    known = our_words() | theirs
    return any(len(word) * 2 >= len(plain) and (word in known or is_breached(word)) for word in _likenesses(plain))


def _likenesses(plain: str) -> set[str]:
    """The password itself, without figures and signs at its ends, with figures read as letters, and its repeated part."""
    words = {plain, plain.translate(STANDS_FOR), "".join(letter for letter in plain if letter.isalnum())}
    words |= {_bare(word) for word in set(words)}
    words |= {word.translate(STANDS_FOR) for word in set(words)}
    words |= {"".join(letter for letter in word if letter.isalpha()) for word in set(words)}
    halves = {word[: len(word) // 2] for word in words if word and word[: len(word) // 2] * 2 == word}
    return {word for word in words | halves if len(word) > 3}


def _bare(word: str) -> str:
    start, end = 0, len(word)
    while start < end and not word[start].isalpha():
        start += 1
    while end > start and not word[end - 1].isalpha():
        end -= 1
    return word[start:end]


def our_words() -> frozenset[str]:
    """Words that anybody who attacks this service tries first."""
    area = "".join(settings.AREA_NAME.casefold().split())
    return frozenset({"goldenthread", "ehcplan", "sendteam", "sendservice", "localoffer", area, f"{area}council", f"{area}send"} - {""})


def words_about(user: Any) -> frozenset[str]:
    """What a guesser who knows the person would try: their name and their address, with nothing between the letters."""
    local, _, domain = (getattr(user, "email", "") or "").casefold().partition("@")
    said = [local, domain.partition(".")[0], (getattr(user, "name", "") or "").casefold()]
    return frozenset("".join(letter for letter in each if letter.isalpha()) for each in said) - {""}


class NotEasyToGuess:
    """Django's password validation asks this."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise for a password that is easy to guess."""
        if easy_to_guess(password, words_about(user)):
            raise ValidationError(SENTENCE, code="easy_to_guess")

    def get_help_text(self) -> str:
        """Said before anybody types."""
        return "It must not be easy to guess."
