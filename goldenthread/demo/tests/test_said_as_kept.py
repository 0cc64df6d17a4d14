"""A record's page works every clock out afresh, with its reason; lists, reminders and figures go by what is kept. They say the same dates."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import connection, transaction

from goldenthread.casework.keeping import refresh_request_clocks
from goldenthread.core.prepared import prepared_cursor
from goldenthread.desk import clocks
from goldenthread.disputes.facts import THE_FAMILYS
from goldenthread.people.deadlines import deadline_of
from goldenthread.people.models import Child, Deadline
from goldenthread.reviews.keeping import refresh_plan_clocks

from .test_wholesale import ODD

pytestmark = pytest.mark.usefixtures("told", "seen_whole")

WHAT = ("clock", "about", "due_on", "met_on", "lifted_on", "ended_on")
#: Young people past 18 who said which course they are on: what only the reasons of a change know.
COURSES = """
INSERT INTO reviews_course (plan_id, kind, ends_on, said_on)
SELECT p.id, 'apprenticeship', c.date_of_birth + 9200, c.date_of_birth + 7000
  FROM plans_plan p JOIN people_child c ON c.id = p.child_id WHERE c.date_of_birth < p.made_on - 6600 ON CONFLICT DO NOTHING
"""


def ask(sql, values):
    with prepared_cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def said(child: Child) -> Counter:
    """Every date of the page, without the family's own times, which are nobody's task."""
    found: Counter = Counter()
    for matter in clocks.matters(child, ask, disputes=True):
        for duty in matter.duties:
            begun = duty._replace(starts_on=duty.starts_on or matter.since)  # a notice is counted back from its meeting
            row = deadline_of(begun, child_id=child.pk, area_id=None, worker_id=None, matter_kind="", matter_id=None)
            if row is not None and duty.clock not in THE_FAMILYS:
                found[tuple(getattr(row, name) for name in WHAT)] += 1
    return found


def differing() -> dict[str, tuple]:
    differ = {}
    for child in Child.objects.select_related("area"):
        page, kept = said(child), Counter(Deadline.objects.filter(child=child).values_list(*WHAT))
        if page != kept:
            differ[child.name] = (page - kept, kept - page)
    return differ


# Every story's child and sixty others, each with a statement or two: half a second.
def test_every_child_of_the_area_is_told_the_dates_that_are_kept():
    assert Child.objects.count() > 60
    assert differing() == {}


def test_whatever_facts_they_have(told):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', 'test', true)")
        for sql in (*ODD, COURSES):
            cursor.execute(sql)
        ids = list(Child.objects.values_list("pk", flat=True))
        refresh_request_clocks(ids)
        refresh_plan_clocks(ids)
        found = differing()
        transaction.set_rollback(True)
    assert found == {}
