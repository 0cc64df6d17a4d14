"""What somebody has typed and not yet sent: kept on the server, shown to that person alone, gone once sent.

A draft has parts, one for each page of a longer form. A part is what was typed, field by field, exactly as typed:
it is read by the form again when it is needed, so a draft is never trusted more than a post.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.http import QueryDict

from . import clock
from .asked_often import AskedOften
from .models import Draft
from .prepared import prepared_cursor

#: The most that a part may hold, in characters of JSON, and the most parts of a draft.
LONGEST_PART = 400_000
MOST_PARTS = 40
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password"})

Typed = dict[str, list[str]]
_PARTS: AskedOften[dict[str, Any]] = AskedOften(lambda user, form: Draft.objects.filter(user_id=user, form=form).values_list("data", flat=True), user=int, form=str)


class TooLong(ValueError):  # noqa: N818 - said to a browser, not raised by a fault
    """More was typed than a draft holds."""


def typed(data: QueryDict | Mapping[str, Any]) -> Typed:
    """What a post carries, as a draft keeps it."""
    lists: Any = data.lists() if isinstance(data, QueryDict) else data.items()
    return {name: list(values) for name, values in lists if name not in NEVER_KEPT}


def as_post(part: Typed | None) -> QueryDict | None:
    """A part as a form reads it; None when nothing was kept."""
    if part is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in part.items():
        data.setlist(name, values)
    return data


def save(*, user_id: int, form: str, part: str, answers: Any) -> datetime:
    """Keep one part beside the others, in one statement."""
    words = json.dumps({part: answers})
    if len(words) > LONGEST_PART:
        raise TooLong
    at = clock.now()
    with prepared_cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_draft (user_id, form, data, saved_at) VALUES (%s, %s, %s::jsonb, %s) "
            "ON CONFLICT (user_id, form) DO UPDATE SET data = core_draft.data || EXCLUDED.data, saved_at = EXCLUDED.saved_at "
            "WHERE (SELECT count(*) FROM jsonb_object_keys(core_draft.data)) < %s",
            [user_id, form, words, at, MOST_PARTS],
        )
    return at


#: A draft's parts, for a statement that reads them beside something else; the second is for the moment of sending.
LOAD = "SELECT data FROM core_draft WHERE user_id = %(user)s AND form = %(form)s"
TAKE = "DELETE FROM core_draft WHERE user_id = %(user)s AND form = %(form)s RETURNING data"


def load(*, user_id: int, form: str) -> dict[str, Any] | None:
    """Every part that this person kept, by name; None when there is no such draft."""
    return _PARTS.first(user=user_id, form=form)


def take(*, user_id: int, form: str) -> dict[str, Any] | None:
    """The draft's parts, and the draft is gone: for the moment of sending. Whoever is refused keeps it by `put_back`."""
    with connection.cursor() as cursor:
        cursor.execute(f"{TAKE}::text", {"user": user_id, "form": form})
        row = cursor.fetchone()
    return json.loads(row[0]) if row else None


def put_back(*, user_id: int, form: str, parts: dict[str, Any]) -> None:
    """A draft that was taken and could not be sent is there again, every part as it was."""
    Draft.objects.update_or_create(user_id=user_id, form=form, defaults={"data": parts, "saved_at": clock.now()})


def clear(*, user_id: int, form: str) -> None:
    """Forget the draft: it was sent, or is not wanted."""
    with prepared_cursor() as cursor:
        cursor.execute("DELETE FROM core_draft WHERE user_id = %s::bigint AND form = %s::varchar", [user_id, form])


def waiting(*, user_id: int, beginning: str) -> list[Draft]:
    """This person's drafts of one kind of form, newest first."""
    return list(Draft.objects.filter(user_id=user_id, form__startswith=beginning).order_by("-saved_at", "pk")[:50])
