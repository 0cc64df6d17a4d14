"""What leaves the record by the side: emails, the outbox, events, jobs and logs say of no child who it is."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog
from django.db import connection

from goldenthread.casework import tasks
from goldenthread.casework.tests import situations
from goldenthread.config import logs
from goldenthread.core import clock, outbox
from goldenthread.core.actions import action, record
from goldenthread.core.actors import command
from goldenthread.core.models import Event, Message
from goldenthread.people.models import Child
from goldenthread.people.newcomers import NewAdult
from tests import making

from . import crawl, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    with clock.standing_on(making.TODAY):
        yield


@pytest.fixture
def decided():
    """A request of a child whose every fact is a word of its own, from its receipt to the decision; and those words."""
    words = {
        name: world.word() for name in ("forename", "surname", "known_as", "adult", "lane", "about", "why", "lives")
    }
    parent = NewAdult(
        name=f"Jo {words['adult']}", kind="mother", email="jo@example.org", address=f"1 {words['lane']} Lane", postcode="ZQ1 9ZZ", phone="07700 900123", tell_by="email",
    )  # fmt: skip
    child = situations.new_child(
        forename=words["forename"], surname=words["surname"], preferred_name=words["known_as"], upn="Z831999822314", nhs_number="9993140007",
        address=f"1 {words['lives']} Road", adults=(parent,),
    )  # fmt: skip
    words |= {"upn": "Z831999822314", "nhs": "9993140007", "postcode": "ZQ1 9ZZ", "phone": "900123"}
    request = situations.received(new_child=child, about=words["about"])
    tasks.acknowledge(str(request.pk))
    situations.decided(
        request, yes=False, answers=situations.answers(plan=False, why=words["why"]), reasons=words["why"]
    )
    words["reference"] = request.child.reference
    return words


@action
def tell(*, to_user, child, by, on):
    """The notice that every room sends: that there is something to read."""
    record("tests.tell", child=child)
    outbox.tell(
        key="tests-outside",
        channel="email",
        to_user=to_user,
        child=child,
        subject="You have a new letter",
        body="Sign in to read it.",
    )


def told(text: str, words: dict[str, str]) -> list[str]:
    return [name for name, word in words.items() if word in text]


# Makes four letters as PDF: about two seconds.
def test_nothing_on_its_way_out_says_who_it_is_about(decided, letterbox):
    parent, child = making.somebody("parent", making.body("forum")), Child.objects.get()
    tell(to_user=parent, child=child, by=command("tests"), on=making.TODAY)
    messages = list(Message.objects.all())
    assert {"email", "post"} <= {each.channel for each in messages}
    outbox.deliver()
    assert len(letterbox) == 1
    for message in messages:
        assert told(f"{message.subject} {message.body} {message.key} {message.last_error}", decided) == []
    for letter in letterbox:
        assert told(letter.as_string(), decided) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text || coalesce(queueing_lock, '') || coalesce(lock, '') FROM procrastinate_jobs")
        jobs = " ".join(row[0] for row in cursor.fetchall())
    assert told(jobs, decided) == []


# The same letters again: about two seconds.
def test_an_event_holds_dates_codes_and_ids_and_never_a_name(decided):
    events = list(Event.objects.all())
    assert {"casework.receive_request", "casework.decide_not_to_assess"} <= {event.verb for event in events}
    for event in events:
        assert told(json.dumps(event.fact), decided) == [], event.verb


@pytest.fixture
def log():
    """Everything that is logged, as production writes it."""
    config = logs.logging_config(json=True, level="DEBUG")
    formatter = structlog.stdlib.ProcessorFormatter(
        **{key: value for key, value in config["formatters"]["line"].items() if key != "()"}
    )
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


# The pages about one child as an officer, searches and faults among them: about two seconds.
def test_the_log_names_nobody_whatever_is_asked_for_or_goes_wrong(log, monkeypatch):
    the_world = world.build()
    client = the_world.client("coordinator")
    child = the_world.children["mine"].child
    addresses = [*crawl.addresses(the_world, ["mine"]), *crawl.lists(the_world)]
    for address in addresses:
        client.get(address)
    client.post("/requests/new")
    client.post(f"/caseload/views?q={child.surname}", {"name": child.name, "filters": f"q={child.upn}"})

    def fail(*_, **__):
        raise RuntimeError(f"no place for {child.name}, {child.upn}")

    monkeypatch.setattr("goldenthread.core.readings._values", fail)
    assert client.get(f"/children/{child.pk}?q={child.surname}").status_code == 500
    assert client.get(f"/caseload?q={child.forename}").status_code == 500
    said = log.getvalue()
    assert "RuntimeError" in said, "the fault itself is noted"
    assert the_world.seen(said) == {}
    logging.getLogger("tests").warning("asked for /caseload?q=%s by %s", child.surname, "jo@example.org")
    assert the_world.seen(log.getvalue()) == {}
