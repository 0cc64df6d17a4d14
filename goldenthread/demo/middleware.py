"""Every request of a demonstration happens on its own date."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from goldenthread.core import clock

from .moving import ahead


class MovedClockMiddleware:
    """Stands before anything that asks what day it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ahead() as by, clock.moved(by):
            return self.get_response(request)
