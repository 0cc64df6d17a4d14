"""A form that came too late gives its text back: after sign-in, to the same person, on the same form.

`too_late` holds a post whose session has ended or whose token is from an earlier sign-in (`core.kept`). `GivingBackMiddleware`
shows the form once more, filled in, when that person opens its address again. Where nobody can say for certain whose a form
was, nothing is held, and what was typed is in the answer itself, for the browser that sent it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.datastructures import MultiValueDict
from django.utils.http import urlencode

from goldenthread.access.browsers import owner_of_form
from goldenthread.access.doors import Door, door_of
from goldenthread.core import drafts, kept, readings

log = structlog.get_logger(__name__)

HELD = "What you typed was not sent, but it is kept for an hour. Sign in again, and it will be there."
HELD_FOR_SOMEBODY_ELSE = (
    "That form was opened when somebody else was signed in here, so it was not sent. What was typed is kept for an hour for that person."
)
GIVEN_BACK = "You were signed out before this was sent, so nothing was sent. What you typed is here: check it and send it again. A file must be chosen again."


def too_late(request: HttpRequest) -> HttpResponse | None:
    """The answer to a post that nobody may act on any more; None where nothing was typed that could be missed."""
    if not _is_ours_to_keep(request):
        return None
    typed = kept.typed_in(request)
    if not typed:
        return None
    standing: Any = request.standing  # type: ignore[attr-defined]
    owner = owner_of_form(request)
    if not standing.signed_in and door(request).kind == "public":
        owner = None  # drawn for nobody, whoever was signed in before
    key = kept.hold(request, user_id=owner, page=_page_of(request)) if owner else None
    if key is None:
        return what_was_typed(request, typed, page=_page_of(request), status=403) if _came_from_here(request) else None
    if not standing.signed_in:
        messages.info(request, HELD)
        response = HttpResponseRedirect(
            f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
        )
    elif standing.user_id == owner:
        response = HttpResponseRedirect(request.get_full_path())
    else:
        messages.info(request, HELD_FOR_SOMEBODY_ELSE)
        response = HttpResponseRedirect("/")
    response.set_cookie(
        kept.KEY_COOKIE, key, max_age=kept.HELD_FOR, secure=settings.SECURE, httponly=True, samesite="Lax"
    )
    return response


class GivingBackMiddleware:
    """Shows a form again with what was held of it. Stands last: whoever comes here has passed every door."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if kept.KEY_COOKIE not in request.COOKIES or not request.standing.signed_in:
            return None
        user_id = request.standing.user_id
        if request.method == "POST":
            kept.forget(request, user_id=user_id)
            return None
        if request.method != "GET":
            return None
        found = kept.give_back(request, user_id=user_id)
        if found is None:
            return None
        messages.info(request, GIVEN_BACK)
        shown = _shown_again(request, found, view, args, kwargs)
        if shown is not None:
            return shown
        kept.forget(request, user_id=user_id)  # the page comes next, as it is
        readings.read(request, page="people.kept", children=[])
        return what_was_typed(request, found.typed, page=found.page)


def _shown_again(request: Any, found: kept.Kept, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
    """The form's own page, filled in; None where the view would not draw it."""
    request.method, request._read_started = "POST", True
    request._post, request._files = drafts.as_post(found.typed), MultiValueDict()
    began = request.readings
    try:
        with transaction.atomic(), kept.only_shown(found) as showing:
            response = view(request, *args, **kwargs)
            transaction.set_rollback(True)
    except (kept.OnlyShowing, Http404, PermissionDenied):
        response = None
    except Exception:
        log.exception("form_not_shown_again")
        response = None
    finally:
        request.method = "GET"
        request._post = QueryDict()
    drawn = response is not None and response.status_code == 200 and request.readings >= began
    if not drawn:
        request.readings = began
        return None
    for values in showing.readings:
        readings.write(values)
    return response


def what_was_typed(request: HttpRequest, typed: drafts.Typed, *, page: str, status: int = 200) -> HttpResponse:
    """A page with every field as it was typed, to copy from."""
    fields = [
        {"name": name.replace("-", " ").replace("_", " ").strip().capitalize(), "id": f"typed-{number}", "words": words}
        for number, (name, values) in enumerate(typed.items())
        if name not in kept.NOT_TYPED and (words := "\n".join(value for value in values if value.strip()))
    ]
    return render(request, "people/what_was_typed.html", {"fields": fields, "page": page}, status=status)


def door(request: Any) -> Door:
    """The door of the page asked for; one that nobody passes where it has none."""
    match = request.resolver_match
    return (door_of(match.func, match.view_name) if match else None) or Door("none")


def _is_ours_to_keep(request: Any) -> bool:
    """Whether a page of ours was asked, by a form of a page: not a sign-in page, and nothing that a script sends."""
    match = request.resolver_match
    if request.method != "POST" or match is None or request.headers.get("X-Requested-With") or door(request).kind == "none":
        return False
    home = getattr(match.func, "__module__", "")
    return home.startswith("goldenthread.") and not home.startswith("goldenthread.access.")


def _came_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of ours: no other site may put words on one."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def _page_of(request: HttpRequest) -> str:
    """The address of the page that the form stood on, without its host; the form's own where the browser did not say."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host() or not came.path.startswith("/") or came.path.startswith("//"):
        return request.get_full_path()
    return f"{came.path}?{came.query}" if came.query else came.path
