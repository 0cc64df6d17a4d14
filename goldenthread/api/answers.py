"""Rows of a thing as JSON, a page of them at a time."""

from __future__ import annotations

from datetime import date, datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode

from goldenthread.core import readings
from goldenthread.people.clients.arriving import problem

from .declared import Thing

MOST, USUAL = 200, 100
#: Questions that an address understands; another is refused, so that a slip of the pen is not taken for "everything".
ASKED = frozenset({"child", "limit", "after"})


class BadQuestion(ValueError):
    """What was asked cannot be understood; the message says what to send instead."""


def listing(request: HttpRequest, thing: Thing) -> HttpResponse:
    """A page of the rows that the asker may read, and where the next begins."""
    try:
        rows, following = _page(request, thing)
    except BadQuestion as wrong:
        return problem(HTTPStatus.BAD_REQUEST, str(wrong))
    _note(request, thing, rows)
    more = f"{reverse('api_' + thing.name)}?{urlencode(following)}" if following else None
    return JsonResponse({"data": rows, "next": more})


def single(request: Any, thing: Thing, record_id: UUID) -> HttpResponse:
    """One row; what may not be read is not there."""
    field = thing.fields[0].path
    row = next(iter(_told(request, thing, thing.seen(request.standing).filter(**{field: record_id})[:1])), None)
    if row is None:
        return problem(HTTPStatus.NOT_FOUND, f"There is no {thing.one} with this id that your contract lets you read.")
    _note(request, thing, [row])
    return JsonResponse(row)


def _page(request: Any, thing: Thing) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    given = request.GET
    asked = ASKED if thing.child is not None else ASKED - {"child"}
    for name in given:
        if name not in asked or len(given.getlist(name)) > 1:
            raise BadQuestion(f"‘{name[:40]}’ is not understood here. Ask by {'child, ' if 'child' in asked else ''}limit and after, each once.")
    if thing.one_child and not given.get("child"):
        raise BadQuestion("Ask this of one child at a time: send ‘child’.")
    limit, found = _limit(given.get("limit")), thing.seen(request.standing)
    if child := given.get("child"):
        found = found.filter(**{f"{thing.child}pk" if thing.child else "pk": _uuid(child)})
    if after := given.get("after"):
        found = found.filter(pk__gt=_after(after, thing))
    rows = _told(request, thing, found[: limit + 1], key=True)
    if len(rows) <= limit:
        return [_without_key(row) for row in rows], None
    rows = rows[:limit]
    following = {**({"child": child} if child else {}), "limit": limit, "after": signing.dumps(str(rows[-1][""]), salt=thing.name)}
    return [_without_key(row) for row in rows], following


def _told(request: Any, thing: Thing, rows: Any, *, key: bool = False) -> list[dict[str, Any]]:
    fields = thing.told(request.standing)
    names = [each.name for each in fields] + ([""] if key else [])
    asked = [each.path for each in fields] + (["pk"] if key else [])
    expressions = {f"_{n}": path for n, path in enumerate(asked) if not isinstance(path, str)}
    wanted = [path if isinstance(path, str) else f"_{n}" for n, path in enumerate(asked)]
    return [dict(zip(names, map(_said, row), strict=True)) for row in rows.annotate(**expressions).values_list(*wanted)]


def _said(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, list):
        return [_said(each) for each in value if each is not None]
    return str(value) if isinstance(value, UUID) else value


def _without_key(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name}


def _note(request: Any, thing: Thing, rows: list[dict[str, Any]]) -> None:
    """Whose records the answer shows; nobody's for a row of the register."""
    if thing.child is None:
        readings.read(request, page=f"api.{thing.name}", children=(), scope="client")
        return
    of = "child" if thing.child else "id"
    readings.read(request, page=f"api.{thing.name}", children=dict.fromkeys(row[of] for row in rows), scope="client")


def _limit(typed: str | None) -> int:
    if typed is None:
        return USUAL
    if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST)) and 1 <= int(typed) <= MOST):
        raise BadQuestion(f"‘limit’ must be a whole number from 1 to {MOST}.")
    return int(typed)


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise BadQuestion("‘child’ must be the id of a child, as the list of children gives it.") from None


def _after(typed: str, thing: Thing) -> str:
    try:
        return str(signing.loads(typed, salt=thing.name))
    except signing.BadSignature:
        raise BadQuestion("‘after’ must be as the last answer’s ‘next’ gave it.") from None
