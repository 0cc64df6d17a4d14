"""Counts the statements of a request, only when its header asks, so that a timed request pays nothing for it."""

from __future__ import annotations

from django.db import connection


class CountedMiddleware:
    """Answers `X-Bench-Count: 1` with how many statements the page asked of the database, and with their beginnings."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if "HTTP_X_BENCH_COUNT" not in request.META:
            return self.get_response(request)
        asked: list[str] = []

        def count(execute, sql, params, many, context):
            if not str(sql).startswith(("SAVEPOINT", "RELEASE")):  # marks of a transaction ask nothing of a table
                asked.append(" ".join(str(sql).split())[:60])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response["X-Bench-Queries"] = str(len(asked))
        response["X-Bench-Sql"] = " | ".join(asked).encode("ascii", "replace").decode()[:6000]
        return response
