"""Codes that a person types from paper or over the telephone."""

from __future__ import annotations

import secrets

#: Letters and digits that cannot be taken for one another.
ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
LENGTH = 12


def new_code() -> str:
    """A code of about 59 bits, in groups of four."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, LENGTH, 4))


def plain(code: str) -> str:
    """A code as it is compared: in any case, with or without its dashes and spaces, it is the same."""
    return "".join(each for each in code.upper() if each.isalnum())
