"""The choice of a language, from the foot of any page: kept in the browser, and with the account of whoever has signed in."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from goldenthread.core import clock

from . import actions
from .doors import public


@public
@require_POST
def choose_language(request: Any) -> HttpResponse:
    """From now on pages are in this language, where they are translated. The same page is shown again."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest("There is no such language here.")
    if request.standing.signed_in and request.user.language != code:
        actions.choose_language(user=request.user, language=code, by=request.user, on=clock.today())
    answer = HttpResponseRedirect(_page_before(request))
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=settings.LANGUAGE_COOKIE_AGE, secure=settings.SECURE, httponly=True, samesite="Lax"
    )
    return answer


def _page_before(request: Any) -> str:
    """The page that the choice was made on, as the browser says; the first page where it says nothing of ours."""
    came = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(came)
    return urlunsplit(("", "", "/" + parts.path.lstrip("/\\"), parts.query, ""))
