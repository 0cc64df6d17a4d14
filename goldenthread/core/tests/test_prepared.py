"""Statements planned once a connection."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import DataError, ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from psycopg import RawCursor

from goldenthread.core.prepared import MOST, _kept, prepared_cursor

pytestmark = pytest.mark.django_db

ASKED = "SELECT word, %(n)s::int + 1 FROM unnest(%(words)s::text[]) AS word WHERE word LIKE 'a%%' ORDER BY 1"


def ask(n: int, words: list[str]) -> list[tuple]:
    with prepared_cursor() as cursor:
        cursor.execute(ASKED, {"n": n, "words": words})
        return cursor.fetchall()


def kept(like: str = "%AS word WHERE%") -> int:
    """How many such statements stand prepared. A test before may have left some: they outlive what is rolled back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s", [like])
        return cursor.fetchone()[0]


def test_a_statement_asked_again_with_other_values_answers_by_those_values():
    assert ask(1, ["ash", "birch"]) == [("ash", 2)]
    assert ask(6, ["alder", "ash"]) == [("alder", 7), ("ash", 7)]


def test_it_is_planned_once_for_the_connection():
    for n in range(4):
        ask(n, ["ash"])
    assert kept() == 1


def test_an_ordinary_cursor_is_ordinary_again_afterwards():
    ask(1, ["ash"])
    before = kept()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 2 FROM unnest(%s) AS one", [[1]])
        assert cursor.fetchone() == (2,)
    assert kept() == before


def test_no_more_than_a_few_plans_are_kept():
    for n in range(MOST + 5):
        with prepared_cursor() as cursor:
            cursor.execute(f"SELECT {n} FROM unnest(%(one)s::int[])", {"one": [1]})
    assert 1 < kept('%') <= MOST


def test_a_pooler_that_shares_connections_gets_no_prepared_statement(settings):
    settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    before = kept()
    try:
        assert ask(1, ["apple"]) == [("apple", 2)]
    finally:
        settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = False
    assert kept() == before


def test_a_log_of_statements_shows_them_whole():
    with CaptureQueriesContext(connection) as captured:
        ask(1, ["ash"])
    assert "'{ash}'" in captured.captured_queries[0]["sql"] or "'ash'" in captured.captured_queries[0]["sql"]


def test_a_value_without_a_name_stands_in_its_order_and_a_per_cent_sign_is_one():
    with prepared_cursor() as cursor:
        cursor.execute("SELECT %s::text || '%%' || %s::text", ["a", "b"])
        assert cursor.fetchone() == ("a%b",)


def test_a_value_with_a_name_may_stand_twice():
    with prepared_cursor() as cursor:
        cursor.execute("SELECT %(a)s::int + %(b)s::int + %(a)s::int", {"b": 1, "a": 3})
        assert cursor.fetchone() == (7,)


def test_a_statement_that_fails_fails_as_django_says_it():
    with pytest.raises(DataError), transaction.atomic(), prepared_cursor() as cursor:
        cursor.execute("SELECT %(n)s::text::int", {"n": "many"})


def test_nothing_and_a_null_are_told_apart():
    with prepared_cursor() as cursor:
        cursor.execute("SELECT %s::text, %s::int[]", [None, [None, 2]])
        assert cursor.fetchone() == (None, [None, 2])
        assert cursor.fetchone() is None
        cursor.execute("SELECT 1 WHERE false", None)
        assert cursor.fetchall() == []


def test_rows_are_taken_one_by_one_and_then_the_rest():
    with prepared_cursor() as cursor:
        cursor.execute("SELECT n FROM generate_series(1, 4) AS n", None)
        assert cursor.fetchone() == (1,)
        assert cursor.fetchall() == [(2,), (3,), (4,)]
        assert cursor.fetchall() == []


def test_what_stands_prepared_outlives_a_rollback_and_a_statement_that_failed():
    ask(1, ["ash"])
    for n in range(3):
        with pytest.raises(DataError), transaction.atomic(), prepared_cursor() as cursor:
            cursor.execute("SELECT %(n)s::text::int / %(by)s::int", {"n": "many", "by": n})
        with connection.cursor() as plain:  # the driver's own way, beside it
            plain.execute("SELECT 1")
        assert ask(n, ["ash"]) == [("ash", n + 1)]


def test_nothing_more_is_asked_in_a_transaction_that_is_to_be_rolled_back():
    with pytest.raises(TransactionManagementError), transaction.atomic():
        transaction.set_rollback(True)
        ask(1, ["ash"])


def test_a_statement_that_somebody_listens_to_leaves_nothing_that_the_driver_would_throw_away():
    """The driver forgets all that stands prepared when a transaction is rolled back, other people's too."""
    before = kept()
    with connection.execute_wrapper(lambda execute, *asked: execute(*asked)):
        assert ask(1, ["ash"]) == [("ash", 2)]
    assert kept() == before


def test_a_commands_statement_goes_the_drivers_way_so_that_it_can_be_stopped(settings):
    settings.TESTING, settings.POOL = False, 0
    try:
        with prepared_cursor() as cursor:
            assert isinstance(cursor.cursor, RawCursor)
            cursor.execute(ASKED, {"n": 1, "words": ["ash"]})
            assert cursor.fetchall() == [("ash", 2)]
        assert kept() >= 1
    finally:
        thrown_away()


def thrown_away() -> None:
    connection.connection.execute("DEALLOCATE ALL")
    connection.connection.prepare_threshold = None
    _kept.pop(connection.connection, None)


def test_where_somebody_throws_away_what_stood_prepared_the_next_to_ask_finds_it_made_again():
    ask(1, ["ash"])
    connection.connection.execute("DEALLOCATE ALL")
    with pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic():
        ask(1, ["ash"])
    assert ask(2, ["ash"]) == [("ash", 3)]


def test_ids_may_come_as_they_are_written():
    with prepared_cursor(as_text="uuid") as cursor:
        cursor.execute("SELECT %s::uuid", ["0D7F7A8E-0000-4000-8000-000000000001"])
        assert cursor.fetchone() == ("0d7f7a8e-0000-4000-8000-000000000001",)
    with prepared_cursor() as cursor:
        cursor.execute("SELECT %s::uuid", ["0D7F7A8E-0000-4000-8000-000000000001"])
        assert cursor.fetchone() == (UUID("0d7f7a8e-0000-4000-8000-000000000001"),)


@given(st.lists(st.one_of(st.none(), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)), max_size=5))
@hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_text_is_asked_comes_back_as_it_was(words):
    with prepared_cursor() as cursor:
        cursor.execute("SELECT %s::text[]", [words])
        assert cursor.fetchone() == (words,)
