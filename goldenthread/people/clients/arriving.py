"""A system at the door: which key it shows, what it reaches, and how often it may ask."""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from goldenthread.core import clock, wall

from ..agreements.policies import has_ended
from ..models import ApiClient
from ..standing import NOBODY
from .standing import standing_for

#: Questions that one key may ask in one minute.
A_MINUTE = 600
_COME = """
UPDATE people_apikey k
   SET used_at = %(now)s, minute = date_trunc('minute', %(now)s::timestamptz),
       asked = CASE WHEN k.minute = date_trunc('minute', %(now)s::timestamptz) THEN k.asked + 1 ELSE 1 END
 WHERE k.hashed = %(hashed)s AND k.revoked_at IS NULL
RETURNING k.client_id, k.asked
"""
NO_KEY = "Send your key in the header Authorization, as: Bearer and the key."
NOT_KNOWN = "This key is not known, or was withdrawn. Ask whoever answers for your contract for another."
NOT_NOW = "The contract of this key has not begun, has ended, or is not agreed yet."
NO_AGREEMENT = "The agreement to share data under which this key reads is not in force. Ask the area to name another."
NOT_IN_IT = "Your contract does not name this. Ask the area to add it, and say what for."
TOO_OFTEN = f"You have asked more than {A_MINUTE} times in this minute. Wait until the next."


def problem(status: HTTPStatus, detail: str, **headers: str) -> HttpResponse:
    """An answer that says what is wrong, in the shape of RFC 9457."""
    told = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    return JsonResponse(told, status=status, content_type="application/problem+json", headers=headers)


def arrive(request: Any) -> HttpResponse | None:
    """Let a system in, with its standing and the second wall set to it; or say why not. A session opens nothing here."""
    request.standing = NOBODY
    wall.set_local(wall.NOBODY)
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not key.strip():
        return problem(HTTPStatus.UNAUTHORIZED, NO_KEY, **{"WWW-Authenticate": "Bearer"})
    with connection.cursor() as cursor:
        cursor.execute(_COME, {"now": clock.now(), "hashed": hashed(key.strip())})
        row = cursor.fetchone()
    if row is None:
        return problem(HTTPStatus.UNAUTHORIZED, NOT_KNOWN, **{"WWW-Authenticate": 'Bearer error="invalid_token"'})
    client_id, asked = row
    if asked > A_MINUTE:
        return problem(HTTPStatus.TOO_MANY_REQUESTS, TOO_OFTEN, **{"Retry-After": str(60 - clock.now().second)})
    client, today = ApiClient.objects.select_related("organisation", "agreement").get(pk=client_id), clock.today()
    if client.agreed_on is None or client.ended_on is not None or not client.from_on <= today <= client.until_on:
        return problem(HTTPStatus.FORBIDDEN, NOT_NOW)
    if client.agreement is not None and (has_ended(client.agreement, today) or client.agreement.from_on > today):
        return problem(HTTPStatus.FORBIDDEN, NO_AGREEMENT)
    _stand(request, client)
    door = request.door
    if not request.standing.may(door.resource, door.action):
        return problem(HTTPStatus.FORBIDDEN, NOT_IN_IT)
    return None


def hashed(key: str) -> str:
    """How a key is kept: it is drawn at random, so that a plain SHA-256 cannot be searched."""
    return hashlib.sha256(key.encode()).hexdigest()


def _stand(request: HttpRequest, client: ApiClient) -> None:
    standing = standing_for(client, clock.today())
    request.standing = standing  # type: ignore[attr-defined]
    wall.set_local(
        {
            "app.wall": "standing", "app.user": str(client.user_id), "app.areas": ",".join(map(str, standing.area_ids)),
            "app.organisations": ",".join(map(str, standing.organisation_ids)), "app.today": f"{standing.on:%Y-%m-%d}",
        }
    )  # fmt: skip
