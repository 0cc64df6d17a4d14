"""What is kept is the same whether thousands of children are worked out by column or each by the readable functions."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from django.db import connection, transaction

from goldenthread.casework import keeping as of_requests
from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.people import many, rebuilding
from goldenthread.people.models import Child, Deadline
from goldenthread.reviews import keeping as of_plans

KEEPERS = (of_requests.refresh_request_clocks, of_plans.refresh_plan_clocks)
ROWS = ("matter_kind", "matter_id", "clock", "about", "starts_on", "child_id", "area_id", "worker_id", "kind", "due_on", "met_on", "lifted_on", "ended_on")
pytestmark = pytest.mark.usefixtures("told", "seen_whole", "taken_back")


@pytest.fixture
def taken_back(told):
    """What a test changed of everybody is as it was for the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


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
    "UPDATE people_child SET date_of_birth = date_of_birth - 365 * 20 WHERE hashtext(id::text) % 13 = 0",  # past 25, some of them long past
    "UPDATE people_child SET date_of_birth = DATE '2004-02-29' WHERE hashtext(id::text) % 17 = 0",
    "UPDATE plans_plan SET made_on = DATE '1915-09-01' WHERE hashtext(id::text) % 23 = 0",  # mistyped
    "UPDATE casework_request SET received_on = DATE '2097-09-01' WHERE hashtext(id::text) % 29 = 0",
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


def wrong() -> rebuilding.Wrong:
    return rebuilding.survey(sorted(Child.objects.values_list("pk", flat=True)), by=command("rebuild"), on=clock.today())


def survey() -> set[UUID]:
    return set(wrong().child_ids)


def test_of_everybody_nobody_differs():
    assert survey() == set()


SPOILT = (
    "UPDATE people_deadline SET due_on = due_on + 1 WHERE matter_kind = 'plan' AND id = (SELECT min(id) FROM people_deadline WHERE matter_kind = 'plan')",
    "DELETE FROM people_deadline WHERE id = (SELECT min(id) FROM people_deadline WHERE matter_kind = 'request')",
    "UPDATE people_deadline SET clock = 'EHCNA-99' WHERE id = (SELECT max(id) FROM people_deadline WHERE matter_kind = 'request')",
    "UPDATE people_deadline SET worker_id = NULL WHERE id = (SELECT max(id) FROM people_deadline WHERE worker_id IS NOT NULL)",
    "UPDATE people_deadline SET kind = 'window' WHERE id = (SELECT max(id) FROM people_deadline WHERE kind = 'limit')",
    "UPDATE people_deadline SET matter_id = gen_random_uuid() WHERE id = (SELECT max(id) FROM people_deadline WHERE matter_kind = 'plan')",
    "UPDATE people_deadline SET met_on = NULL WHERE id = (SELECT max(id) FROM people_deadline WHERE met_on IS NOT NULL AND matter_kind = 'plan')",
    "UPDATE people_deadline SET met_on = ended_on, ended_on = NULL WHERE id = (SELECT max(id) FROM people_deadline WHERE ended_on IS NOT NULL AND met_on IS NULL)",
    "UPDATE people_deadline SET lifted_on = '9999-12-31' WHERE id = (SELECT max(id) FROM people_deadline WHERE met_on IS NOT NULL AND matter_kind = 'request')",
    "UPDATE people_deadline SET ended_on = '0004-12-31' WHERE id = (SELECT max(id) FROM people_deadline WHERE met_on IS NOT NULL AND matter_kind = 'plan')",
    "UPDATE people_deadline SET starts_on = starts_on - 1 WHERE id = (SELECT min(id) FROM people_deadline WHERE matter_kind = 'plan')",
    "UPDATE people_deadline SET about = 'Somebody' WHERE id = (SELECT min(id) FROM people_deadline WHERE matter_kind = 'request')",
    "UPDATE people_deadline SET area_id = NULL WHERE id = (SELECT max(id) FROM people_deadline WHERE area_id IS NOT NULL AND matter_kind = 'request')",
    "UPDATE people_deadline SET met_on = due_on WHERE id = (SELECT min(d.id) FROM people_deadline d JOIN casework_exceptionclaim e ON e.request_id = d.matter_id WHERE d.met_on IS NULL)",
    "UPDATE people_searchword SET word = 'elsewhere' WHERE id = (SELECT max(word_id) FROM people_childword)",
    "INSERT INTO people_childword (child_id, word_id, area_id) SELECT c.id, w.id, c.area_id FROM people_child c, people_searchword w"
    " WHERE c.closed_list_on IS NULL AND NOT EXISTS (SELECT FROM people_childword t WHERE (t.child_id, t.word_id) = (c.id, w.id)) LIMIT 1",
    "DELETE FROM people_childword WHERE (child_id, word_id) = (SELECT child_id, word_id FROM people_childword ORDER BY 1, 2 LIMIT 1)",
    "UPDATE people_childword SET area_id = NULL WHERE child_id = (SELECT max(child_id::text)::uuid FROM people_childword WHERE area_id IS NOT NULL)",
    "UPDATE casework_case SET stage = 'known', open = false WHERE child_id = (SELECT max(child_id::text)::uuid FROM casework_case WHERE stage = 'plan')",
    "UPDATE casework_case SET next_due_on = next_due_on + 1 WHERE child_id = (SELECT min(child_id::text)::uuid FROM casework_case WHERE next_due_on IS NOT NULL)",
    "DELETE FROM casework_case WHERE child_id = (SELECT max(child_id::text)::uuid FROM casework_case WHERE stage <> 'plan')",
    "UPDATE plans_plan SET made_on = made_on + 1 WHERE id = (SELECT max(id::text)::uuid FROM plans_plan WHERE ceased_on IS NULL)",
    "UPDATE people_involvement SET until_on = from_on WHERE id = (SELECT max(id) FROM people_involvement WHERE role = 'named_worker' AND until_on IS NULL)",
)  # fmt: skip


@pytest.mark.parametrize("sql", SPOILT)
def test_who_differs_is_found_without_writing_and_is_who_differs_one_by_one(sql):
    write(sql)
    found = survey()
    assert found, "nothing was spoilt, or it was not seen"
    some = [*found, *Child.objects.exclude(pk__in=found).order_by("pk").values_list("pk", flat=True)[:2]]
    one_by_one = {
        child_id for child_id in some if rebuilding.differing(child_ids=[child_id], by=command("rebuild"), on=clock.today())
    }
    assert found == one_by_one


@pytest.mark.parametrize("sql", SPOILT)
def test_the_keepers_at_fault_alone_put_right_what_was_spoilt(sql):
    write(sql)
    found = wrong()
    assert rebuilding.make_again(child_ids=found.child_ids, only=found.keepers, by=command("rebuild"), on=clock.today())
    assert survey() == set()
