"""Several writes in one statement: counted, in order, and whole or not at all."""

from __future__ import annotations

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.core import form_keys, jobs, rows
from goldenthread.core.actions import LeftNoEvent, action, record, write
from goldenthread.core.actors import command
from goldenthread.core.models import Event, FormKey
from goldenthread.core.refusals import Refused
from goldenthread.core.tasks import deliver, deliver_waiting
from tests import making

pytestmark = pytest.mark.django_db


def said(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def acting():
    return {"by": command("test"), "on": making.TODAY}


@pytest.mark.parametrize(("task", "arguments"), [(deliver, {"message_ids": ["é'\"%s"]}), (deliver_waiting, {"timestamp": 3})])
def test_a_job_that_joins_a_statement_is_the_job_that_its_task_would_queue(task, arguments):
    task.defer(**arguments)
    usual = ProcrastinateJob.objects.values().get()
    connection.cursor().execute("DELETE FROM procrastinate_jobs")
    assert rows.insert([], jobs.later(task, **arguments)) == [1]
    assert {**ProcrastinateJob.objects.values().get(), "id": 0} == {**usual, "id": 0}


def test_a_job_waits_for_what_it_is_about():
    assert rows.insert([], jobs.later(deliver, when="WHERE false", message_ids=[])) == [0]
    assert not ProcrastinateJob.objects.exists()


def test_what_joins_a_statement_that_fails_is_not_there_either():
    key = uuid4()
    form_keys.claim(key=key, user_id=1, result_url="/")
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert([form_keys.row(key=key, user_id=1, result_url="/")], jobs.later(deliver, message_ids=[]))
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.parametrize(("meanwhile", "answer"), [("/there", form_keys.AlreadySent), (None, Refused)])
def test_the_second_of_two_sent_at_once_is_led_to_what_the_first_did_and_not_refused_for_it(monkeypatch, meanwhile, answer):
    held = iter([None, meanwhile])  # what was held of the form before the action, and after it was refused
    monkeypatch.setattr(form_keys, "result", lambda **_: next(held))
    with pytest.raises(answer), form_keys.once(SimpleNamespace(cleaned_data={"form_key": uuid4()}), user_id=1, result_url="/there"):
        raise Refused("That is there already.")
    assert not FormKey.objects.exists()


def test_the_last_word_of_a_statement_is_spoken_after_what_it_counts():
    """So that the guard is closed after the last write, not before it."""
    part = rows.Part("said AS (SELECT set_config('test.order', 'written', true))", [], "said")
    then = "set_config('test.order', current_setting('test.order') || ', then closed', true)"
    assert rows.write([part], then=then) == [1]
    assert said("SELECT current_setting('test.order')") == "written, then closed"


@action
def note(*, key, by, on, twice=False):
    record("test.note")
    write([form_keys.row(key=key, user_id=1, result_url="/")])
    if twice:
        record("test.again")


@action
def silent(*, by, on):
    write([form_keys.row(key=uuid4(), user_id=1, result_url="/")])


def test_events_written_with_the_rows_are_written_once_and_later_ones_follow():
    note(key=uuid4(), **acting())
    assert [event.verb for event in Event.objects.exclude(verb="insight.import_published").order_by("pk")] == ["test.note"]
    note(key=uuid4(), twice=True, **acting())
    assert [event.verb for event in Event.objects.exclude(verb="insight.import_published").order_by("pk")] == ["test.note", "test.note", "test.again"]


def test_rows_written_without_an_event_are_taken_back():
    with pytest.raises(LeftNoEvent):
        silent(**acting())
    assert not FormKey.objects.exists()
    with pytest.raises(RuntimeError, match="by an action"):
        write([form_keys.row(key=uuid4(), user_id=1, result_url="/")])
