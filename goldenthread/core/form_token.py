"""The token that every form of a page carries, so that no other site can send it (CSRF).

Django makes a new mask for each form, letter by letter, and sends the cookie again with every page. Here a page's forms
share one mask, which is as unlike the next page's; and whoever has signed in keeps the cookie that signing in gave them,
which outlives every session.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token
from markupsafe import Markup

_CHARS = CSRF_ALLOWED_CHARS.encode()
_MANY = len(_CHARS)
#: From a letter to its number and back.
_NUMBER = bytes(_CHARS.find(code) % 256 for code in range(256))
_LETTER = bytes(_CHARS[code % _MANY] for code in range(256))
#: Random bytes from here on would make the first letters likelier than the rest.
_UNEVEN = bytes(range(256 - 256 % _MANY, 256))


def masked(secret: str) -> str:
    """A secret behind a mask, as Django's `_mask_cipher_secret` makes it."""
    drawn = b""
    while len(drawn) < CSRF_SECRET_LENGTH:
        drawn += secrets.token_bytes(2 * CSRF_SECRET_LENGTH).translate(None, _UNEVEN)
    mask = drawn[:CSRF_SECRET_LENGTH].translate(_LETTER)
    numbers = zip(secret.encode().translate(_NUMBER), mask.translate(_NUMBER), strict=True)
    return (mask + bytes(a + b for a, b in numbers).translate(_LETTER)).decode()


def secret_behind(token: str) -> str:
    """The secret that a form's token hides; empty where it is no token of ours."""
    if len(token) != 2 * CSRF_SECRET_LENGTH or not set(token) <= set(CSRF_ALLOWED_CHARS):
        return ""
    mask, hidden = (part.encode().translate(_NUMBER) for part in (token[:CSRF_SECRET_LENGTH], token[CSRF_SECRET_LENGTH:]))
    return "".join(CSRF_ALLOWED_CHARS[(b - a) % _MANY] for a, b in zip(mask, hidden, strict=True))


def token_of(request: Any) -> str:
    """The token of this answer's forms."""
    secret = request.META.get("CSRF_COOKIE")
    standing = getattr(request, "standing", None)
    if secret and standing is not None and standing.signed_in:
        return masked(secret)
    return get_token(request)


class FormToken:
    """The field with the token, made when a page first writes it: a page without a form gives no cookie."""

    __slots__ = ("made", "request")

    def __init__(self, request: Any) -> None:
        self.request, self.made = request, Markup("")

    def __str__(self) -> Markup:
        if not self.made:
            self.made = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format(token_of(self.request))
        return self.made

    __html__ = __str__
