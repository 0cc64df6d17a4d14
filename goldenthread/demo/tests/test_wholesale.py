"""What is kept is the same whether thousands of children are worked out by column or each by the readable functions."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from django.db import connection

from goldenthread.casework import keeping as of_requests
from goldenthread.people import many
from goldenthread.people.models import Child, Deadline
from goldenthread.reviews import keeping as of_plans

KEEPERS = (of_requests.refresh_request_clocks, of_plans.refresh_plan_clocks)
ROWS = ("matter_kind", "matter_id", "clock", "about", "starts_on", "child_id", "area_id", "worker_id", "kind", "due_on", "met_on", "lifted_on", "ended_on")
pytestmark = pytest.mark.usefixtures("told", "seen_whole")


@pytest.fixture
def by_column(monkeypatch):
    """Few children are many, for as long as the test asks for it."""
    return lambda yes: monkeypatch.setattr(many, "MANY", 1 if yes else 1_000_000)


def write(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', 'test', true)")
        cursor.execute(sql)


def refreshed() -> int:
    ids = list(Child.objects.values_list("pk", flat=True))
    return sum(refresh(ids) for refresh in KEEPERS)


def kept() -> set[tuple]:
    return set(Deadline.objects.filter(matter_kind__in=("request", "plan")).values_list(*ROWS))


# Telling the stories takes a few seconds, once; the tables of dates that columns are looked up in, one. After that each of
# these keeps some hundred children several times over: two to four tenths of a second.
def test_the_stories_and_everybody_else_come_out_the_same(by_column):
    by_column(False)
    write("SELECT 1")
    refreshed()
    right = kept()
    by_column(True)
    assert refreshed() == 0
    Deadline.objects.filter(matter_kind__in=("request", "plan")).delete()
    assert refreshed() == len(right)
    assert kept() == right


#: Facts that few children have, given to some of everybody, and days that are found at the edges of months and years.
ODD = (
    "UPDATE plans_plan SET ceased_on = made_on + 500 WHERE hashtext(id::text) % 7 = 0",
    "UPDATE plans_plan SET transferred_in_on = made_on + 200 WHERE hashtext(id::text) % 5 = 0",
    "UPDATE plans_plan SET cease_notified_on = made_on + 300 WHERE hashtext(id::text) % 4 = 0",
    "UPDATE plans_plan SET made_on = DATE '2024-02-29' WHERE hashtext(id::text) % 9 = 0",
    "UPDATE reviews_review SET first_return = 2026 WHERE hashtext(id::text) % 3 = 0",
    "UPDATE reviews_review SET notified_on = NULL WHERE hashtext(id::text) % 5 = 0 AND met_on IS NOT NULL",
    "UPDATE reviews_review SET outcome = 'A', notice_sent_on = met_on + 30 WHERE hashtext(id::text) % 4 = 0 AND met_on IS NOT NULL",
    "UPDATE reviews_review SET no_amendment_on = notice_sent_on + 20 WHERE hashtext(id::text) % 8 = 0",
    "UPDATE casework_request SET in_youth_accommodation = true WHERE hashtext(id::text) % 6 = 0",
    "UPDATE casework_request SET ended = 'withdrawn', ended_on = received_on + 20 WHERE hashtext(id::text) % 5 = 0",
    "UPDATE casework_request SET ended = 'moved', ended_on = NULL WHERE hashtext(id::text) % 11 = 0",
    "UPDATE casework_decision SET notified_on = NULL, made_on = NULL, forum = 'return' WHERE hashtext(id::text) % 4 = 0",
    "UPDATE people_child SET closed_list_on = first_recorded_on WHERE hashtext(id::text) % 6 = 0",
)  # fmt: skip


def test_facts_that_few_children_have_come_out_the_same_too(by_column):
    for sql in ODD:
        write(sql)
    by_column(False)
    assert refreshed() > 50
    right = kept()
    by_column(True)
    assert refreshed() == 0, "the readable functions give other rows"
    assert kept() == right


def test_only_rows_that_differ_are_written(by_column):
    by_column(True)
    write("SELECT 1")
    refreshed()
    dice, rows = Random(1), list(Deadline.objects.filter(matter_kind="plan").order_by("pk"))
    spoilt = dice.sample(rows, 7)
    for row in spoilt:
        row.due_on += timedelta(days=1)
        row.save(update_fields=["due_on"])
    assert refreshed() == 7
    assert not any(Deadline.objects.filter(pk=row.pk, due_on=row.due_on).exists() for row in spoilt)


def test_without_numpy_the_readable_functions_do_it(by_column, monkeypatch):
    by_column(True)
    write("SELECT 1")
    refreshed()
    monkeypatch.setattr(many, "by_column", lambda: False)
    assert refreshed() == 0
