"""A request or a decision is there whole or not at all, whatever fails, and once, however often it is sent."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.access import session as rules
from goldenthread.casework import letters
from goldenthread.casework.models import Case, Decision, Request
from goldenthread.core.models import Event, FormKey, Message, StoredFile
from goldenthread.people.models import Adult, Child, Deadline, Document, Involvement, Relationship
from tests import making

from .situations import answers, decided, manager, received
from .test_recording_pages import begin, fill

KINDS = (
    Adult,
    Case,
    Child,
    Deadline,
    Decision,
    Document,
    Event,
    FormKey,
    Involvement,
    Message,
    ProcrastinateJob,
    Relationship,
    Request,
    StoredFile,
)


class Struck(Exception):
    """The database went away at this statement."""


def counted():
    return {kind.__name__: kind.objects.count() for kind in KINDS}


def failing_at(number):
    """Lets so many statements through, and fails the next."""
    left = [number]

    def strike(execute, sql, params, many, context):
        if "SAVEPOINT" not in sql:
            if left[0] == 0:
                raise Struck
            left[0] -= 1
        return execute(sql, params, many, context)

    return strike


def fails_at_every_step(do):
    """Whether each failing step leaves everything as it was; gives how many steps there were."""
    before = counted()
    for number in range(200):
        try:
            with connection.execute_wrapper(failing_at(number)):
                do()
        except Struck:
            assert counted() == before, f"step {number} left something behind"
        else:
            return number
    raise AssertionError("It never got to its end")


@pytest.mark.django_db
def test_a_request_that_fails_at_any_step_leaves_nothing():  # fails at each of its statements: a second
    officer = making.officer()
    making.area()
    assert fails_at_every_step(lambda: received(by=officer)) >= 4
    assert Request.objects.count() == 1


@pytest.mark.django_db
def test_a_decision_that_fails_at_any_step_leaves_nothing():  # fails at each of its statements: a second
    request, by = received(), manager()
    told = {
        "request": request,
        "about": "assess",
        "yes": False,
        "made_on": making.TODAY,
        "test_answers": answers(plan=False),
    }
    read = {
        draft.fingerprint: letters.render(draft) for draft in letters.drafts_of_decision(Decision(**told), making.TODAY)
    }

    def decide():
        fresh = Request.objects.select_related("child", "area").get(pk=request.pk)
        decided(fresh, yes=False, by=by, rendered=read)

    assert fails_at_every_step(decide) >= 6
    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twelve_equal_sendings_at_once_are_one_request(client, settings, tmp_path):  # real connections: two seconds
    settings.MEDIA_ROOT = tmp_path / "files"
    officer = making.officer()
    client.force_login(officer)
    session = client.session
    rules.begin(session, second_factor=True)
    session.save()
    at = begin(client)
    fill(client, at, officer, asked={
        "route": "parent", "received_on-day": "2", "received_on-month": "11", "received_on-year": "2026", "channel": "email", "custody": "no",
    })  # fmt: skip
    start, led_to = Barrier(12), []

    def send():
        sender = Client()
        sender.cookies = client.cookies
        start.wait()
        try:
            led_to.append(sender.post(f"{at}/check").url)
        finally:
            connections.close_all()

    threads = [Thread(target=send) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    request = Request.objects.get()
    assert set(led_to) == {f"/requests/{request.pk}/recorded"}
    assert len(led_to) == 12
    assert Event.objects.filter(verb="casework.receive_request").count() == 1
    assert ProcrastinateJob.objects.filter(task_name="casework.acknowledge").count() == 1
    assert request.received_on == date(2026, 11, 2)
