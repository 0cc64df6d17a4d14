"""Well or not, for whatever watches the service."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

log = structlog.get_logger(__name__)
ADDRESS = "/healthz"


class HealthMiddleware:
    """Answers /healthz before sessions, hosts and transactions, so that it can say so when the database is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info != ADDRESS:
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("select 1")
        except Exception as error:
            log.error("health_database_unreachable", kind=type(error).__name__)
            return JsonResponse({"status": "unwell", "database": "unreachable"}, status=503)
        finally:
            connection.close()  # no request has begun, so nothing else gives the connection back to the pool
        return JsonResponse({"status": "well"})
