"""Every request of a demonstration happens on its own date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from goldenthread.core import clock

from .moving import days_ahead


class MovedClockMiddleware:
    """Stands before anything that asks what day it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with clock.moved(timedelta(days=days_ahead())):
            return self.get_response(request)
