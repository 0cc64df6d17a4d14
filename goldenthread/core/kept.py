"""What was typed into a form that came too late: after its session had ended, or with a token from an earlier sign-in.

It is held for an hour among the drafts, sealed with a key that only the browser which sent it carries, for the person
whom the form was drawn for and nobody else. Passwords and files are never held. It is given back by showing the form
once more, filled in: the view runs as if it had been sent, with every form of it answering "not valid", every action
refused and every row it wrote undone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, QueryDict

from . import clock, drafts
from .models import Draft

#: The cookie with the browser's key, and how long anything is held (seconds).
KEY_COOKIE = "__Host-kept" if settings.SECURE else "kept"
HELD_FOR = 60 * 60
BEGINNING = "kept:"
#: Fields that a page fills in by itself.
NOT_TYPED = frozenset({"form_key", "version", "next"})


class OnlyShowing(Exception):  # noqa: N818 - said to ourselves: a form is shown again, not sent
    """An action was called while a form is only shown again."""


@dataclass
class Showing:
    """A form that is shown again: what was typed, and the readings that its page noted."""

    typed: drafts.Typed
    readings: list[tuple[Any, ...]] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """What was held: the fields as typed, and the address of the page that the form stood on."""

    typed: drafts.Typed
    page: str


_showing: ContextVar[Showing | None] = ContextVar("showing", default=None)


def showing() -> Showing | None:
    """What is being shown again, if anything is."""
    return _showing.get()


@contextmanager
def only_shown(kept: Kept) -> Iterator[Showing]:
    """Inside, forms that carry what was typed do not pass, and no action runs."""
    token = _showing.set(made := Showing(kept.typed))
    try:
        yield made
    finally:
        _showing.reset(token)


def is_shown_again(data: Any) -> bool:
    """Whether a form's data are what is being shown again."""
    now = _showing.get()
    return now is not None and isinstance(data, QueryDict) and drafts.typed(data) == now.typed


# --- holding


def typed_in(request: HttpRequest) -> drafts.Typed:
    """What somebody typed or chose in a post; empty where there is nothing that would be missed."""
    fields = {
        name: values for name, values in drafts.typed(request.POST).items() if "password" not in name.lower()
    }
    said = any(value.strip() for name, values in fields.items() if name not in NOT_TYPED for value in values)
    return fields if said else {}


def hold(request: HttpRequest, *, user_id: int, page: str) -> str | None:
    """Hold a post for whoever its form was drawn for. The browser's key, for its cookie; None where it is too long to hold."""
    key = _key_of(request) or Fernet.generate_key().decode()
    words = json.dumps({"typed": typed_in(request), "page": page})
    sealed = Fernet(key).encrypt(words.encode()).decode()
    try:
        drafts.save(user_id=user_id, form=_form(request), part="sealed", answers=sealed)
    except drafts.TooLong:
        return None
    return key


def give_back(request: HttpRequest, *, user_id: int) -> Kept | None:
    """What this person sent to this address from this browser within the hour, and was not taken."""
    key = _key_of(request)
    if key is None:
        return None
    found = Draft.objects.filter(user_id=user_id, form=_form(request), saved_at__gt=_oldest()).first()
    if found is None:
        return None
    try:
        return Kept(**json.loads(Fernet(key).decrypt(found.data["sealed"].encode())))
    except InvalidToken:
        return None  # another browser's: it stays shut


def forget(request: HttpRequest, *, user_id: int) -> None:
    """It was sent again, or handed over."""
    drafts.clear(user_id=user_id, form=_form(request))


def forget_old() -> int:
    """How many were held for longer than the hour, and are gone now."""
    return Draft.objects.filter(form__startswith=BEGINNING, saved_at__lte=_oldest()).delete()[0]


def _form(request: HttpRequest) -> str:
    return f"{BEGINNING}{hashlib.sha256(request.get_full_path().encode()).hexdigest()[:32]}"


def _oldest() -> Any:
    return clock.now() - timedelta(seconds=HELD_FOR)


def _key_of(request: HttpRequest) -> str | None:
    """The key that this browser carries; None where it has none, or something else in its place."""
    key = request.COOKIES.get(KEY_COOKIE, "")
    try:
        Fernet(key)
    except ValueError:
        return None
    return key
