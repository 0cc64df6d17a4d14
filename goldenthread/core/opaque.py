"""Numbers as they stand in an address: they tell nothing of order, how many there are, or when they were made.

A row that is numbered in the database has one key for each use of it, made with this installation's secret. It looks like a
UUID, is always the same for the same row, and cannot be made up: a key that was not given out here reads as None.

    path("users/<key_of_user:user_id>", …)      the view is given the number; `url("user", number)` writes the key
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls.converters import IntConverter

_HALF = 8
_BIGGEST = 2**63


def key(kind: str, number: int) -> str:
    """The key of a number of this kind: "user", "membership", "cursor" … Each kind's keys differ."""
    return _key(kind, number, settings.SECRET_KEY)


@lru_cache(maxsize=8192)  # a list names the same workers on every page
def _key(kind: str, number: int, _secret: str) -> str:
    plain = number.to_bytes(_HALF, "big")
    mark = _mixed(f"{kind} mark", plain)
    hidden = bytes(one ^ other for one, other in zip(plain, _mixed(f"{kind} hidden", mark), strict=True))
    return str(UUID(bytes=mark + hidden))


def number(kind: str, text: str | None) -> int | None:
    """The number that this key stands for; None for what is no key of this kind."""
    try:
        whole = UUID(text or "").bytes
    except ValueError:
        return None
    mark, hidden = whole[:_HALF], whole[_HALF:]
    plain = bytes(one ^ other for one, other in zip(hidden, _mixed(f"{kind} hidden", mark), strict=True))
    found = int.from_bytes(plain, "big")
    return found if hmac.compare_digest(_mixed(f"{kind} mark", plain), mark) and found < _BIGGEST else None


def _mixed(use: str, data: bytes) -> bytes:
    secret = f"goldenthread.core.opaque {use} {settings.SECRET_KEY}".encode()
    return hmac.digest(secret, data, hashlib.sha256)[:_HALF]


def converter(kind: str) -> type[IntConverter]:
    """A converter for addresses whose views are given the number of this kind."""

    class Key(IntConverter):
        regex = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

        def to_python(self, value: str) -> int:
            found = number(kind, value)
            if found is None:
                raise ValueError("No such key was given out here")
            return found

        def to_url(self, value: Any) -> str:
            return key(kind, int(value))

    return Key
