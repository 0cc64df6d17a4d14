"""Work of which only one may go on at once, held by PostgreSQL itself, so that a killed process lets go."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from .refusals import Refused


@contextmanager
def one_at_a_time(what: str, which: int, *, busy: str) -> Iterator[None]:
    """Inside, no other process does `what` to `which`. Where one does so already, refuse at once with the sentence `busy`.

    The lock belongs to the connection, over all the transactions that the work commits.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s), %s)", [what, which])
        if not cursor.fetchone()[0]:
            raise Refused(busy)
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s), %s)", [what, which])
