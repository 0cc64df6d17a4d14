"""Statements planned once a connection."""

from __future__ import annotations

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.core.prepared import MOST, prepared_cursor

pytestmark = pytest.mark.django_db

ASKED = "SELECT word, %(n)s::int + 1 FROM unnest(%(words)s::text[]) AS word WHERE word LIKE 'a%%' ORDER BY 1"


def ask(n: int, words: list[str]) -> list[tuple]:
    with prepared_cursor() as cursor:
        cursor.execute(ASKED, {"n": n, "words": words})
        return cursor.fetchall()


def kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%unnest($%%'")
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
    assert kept() <= MOST + 1


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
