"""Which language a page is in: what the person chose; before they sign in and choose, what their browser asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from . import languages

Next = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """Stands behind Standing, which says who asks. English costs a page next to nothing."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.known = frozenset(languages.others())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = bool(getattr(request, "standing", None) and request.standing.signed_in)  # type: ignore[attr-defined]
        before = languages.set_frame(self.chosen(request, signed_in))
        try:
            response = self.get_response(request)
        finally:
            languages.forget(before)
        if not signed_in:
            patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        if getattr(view, "translated", False):
            languages.set_content()

    def chosen(self, request: HttpRequest, signed_in: bool) -> str:
        """The language of the frame; empty is English."""
        if signed_in and (own := request.user.language):  # type: ignore[union-attr]
            return own if own in self.known else ""
        cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if cookie:
            return cookie if cookie in self.known else ""
        asked = "" if signed_in else request.headers.get("Accept-Language", "")
        return self._asked_for(asked) if asked else ""

    def _asked_for(self, header: str) -> str:
        for code, _ in parse_accept_lang_header(header):
            plain = code.partition("-")[0]
            if plain == "en" or plain in self.known:
                return plain if plain in self.known else ""
        return ""
