"""What every answer tells a browser, beside what Django and the content security policy say already."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

# Nothing here needs a camera, a place, a payment or a sensor.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)


class PolicyMiddleware(CSPMiddleware):
    """The content security policy. Pages that used no nonce and asked for nothing else share theirs, built once."""

    shared = ""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        own = getattr(request, "_csp_nonce", None) or any(name.startswith("_csp") for name in vars(response))
        if own or HEADER in response.headers:
            return super().process_response(request, response)
        if not self.shared:
            response = super().process_response(request, response)
            self.shared = response.headers.get(HEADER, "")
            return response
        response.headers[HEADER] = self.shared
        # As the library does: a nonce asked for after this would be in no header.
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]  # the library's own
        return response


class SafeHeadersMiddleware:
    """Keeps answers to this site and this reader: no other origin may embed them, no cache may hold them.

    Static files are the same for everybody and may be kept. A page that is meant for shared caches (the open
    directory) says so itself by setting Cache-Control, and may only do so for somebody who has not signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Permitted-Cross-Domain-Policies", "none")
        if not request.path.startswith("/static/"):
            user = getattr(request, "user", None)
            signed_in = user is not None and user.is_authenticated
            if signed_in or "Cache-Control" not in response.headers:
                response.headers["Cache-Control"] = "no-store, private"
        return response
