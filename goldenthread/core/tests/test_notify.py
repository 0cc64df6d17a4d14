"""Text messages, emails and letters through GOV.UK Notify: sent once, followed, and answered with another way when they fail."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest

from goldenthread.core import delivery, files, following, outbox
from goldenthread.core.delivery import by_notify
from goldenthread.core.models import Event, Message
from tests import making

from . import notify_service as at
from .test_outbox import later, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def notify(settings, tmp_path):
    service = at.NotifyService()
    settings.NOTIFY_KEY, settings.NOTIFY_URL = at.KEY, service.url
    settings.NOTIFY_TEXT_TEMPLATE, settings.NOTIFY_EMAIL_TEMPLATE = at.TEXT, at.EMAIL
    settings.NOTIFY_LETTERS, settings.MEDIA_ROOT = True, tmp_path / "files"
    yield service
    service.close()


def text(key="text-1", to="07700 900123", **notice):
    return told(key, channel="text", to=to, body="There is something to read. Sign in to read it.", **notice)


def letter(content=b"%PDF-1.7 a letter", scan="made_here"):
    message = told(
        "letter-by-post", channel="post", to="Jo Ash", subject="Letter to print", body="One letter to print."
    )
    with outbox._bookkeeping():
        Message.objects.filter(pk=message.pk).update(
            file=files.store(content, content_type="application/pdf", scan=scan)
        )
    message.refresh_from_db()
    return message


def seen(message):
    message.refresh_from_db()
    return message


def ask_again(message):
    with outbox._bookkeeping():
        Message.objects.filter(pk=message.pk).update(asked_at=None)
    return following.follow()


# Sending


def test_a_text_message_is_taken_once_under_its_own_reference(notify, settings):
    settings.NOTIFY_TEXT_SENDER = "8e222534-7f05-4972-86e3-17c5d9f894e2"
    message = text()
    assert outbox.deliver() == {"sent": 1, "waiting": 0, "failed": 0}
    [taken] = notify.taken
    assert taken["sent"] == {
        "phone_number": "07700 900123",
        "template_id": at.TEXT,
        "personalisation": {"body": message.body},
        "reference": str(message.pk),
        "sms_sender_id": settings.NOTIFY_TEXT_SENDER,
    }
    assert (seen(message).state, message.outcome) == ("sent", "on_its_way")


def test_an_email_goes_by_notify_where_that_is_chosen_and_by_smtp_otherwise(notify, settings, letterbox):
    told()
    outbox.deliver()
    assert notify.taken[0]["sent"]["personalisation"]["subject"] == "There is a new letter for you"
    settings.NOTIFY_EMAIL_TEMPLATE = ""
    told("letter-2")
    outbox.deliver()
    assert (len(notify.taken), len(letterbox)) == (1, 1)


def test_a_letter_is_posted_as_the_pdf_it_is(notify):
    message = letter()
    outbox.deliver()
    [taken] = notify.taken
    assert base64.b64decode(taken["sent"]["content"]) == b"%PDF-1.7 a letter"
    assert taken["sent"]["postage"] == "second"
    assert seen(message).state == "sent"


def test_a_paper_that_is_held_is_not_posted(notify):
    message = letter(scan="not_scanned")
    assert outbox.deliver()["waiting"] == 1
    assert "not been checked for viruses" in seen(message).last_error
    assert notify.taken == []


@pytest.mark.parametrize("number", ["07700 9001", "no number"])
def test_a_number_that_cannot_be_one_is_given_up_at_once(notify, number):
    message = text(to=number)
    assert outbox.deliver()["failed"] == 1
    assert seen(message).attempts == 1
    assert message.last_error.startswith("GOV.UK Notify refused it: phone_number ")


def test_a_key_for_the_team_alone_is_said_and_tried_again(notify):
    notify.faults.append(at.TEAM_ONLY)
    message = text()
    assert outbox.deliver()["waiting"] == 1
    assert "team-only" in seen(message).last_error
    later(message)
    assert outbox.deliver()["sent"] == 1


@pytest.mark.parametrize(
    ("fault", "said", "at_least"),
    [
        (at.RATE, "limit for a minute", 60),
        (at.DAILY, "limit for today", 3600),
        (at.BROKEN, "answered 500", 60),
        (at.NONSENSE, "answered 200", 60),
    ],
)
def test_a_service_that_takes_nothing_now_is_left_alone_and_costs_no_try(notify, fault, said, at_least):
    notify.faults.append(fault)
    first, second = text(), text("text-2")
    assert outbox.deliver() == {"sent": 0, "waiting": 1, "failed": 0}
    assert said in seen(first).last_error
    assert first.attempts == 0
    assert (first.not_before - first.queued_at).total_seconds() >= at_least
    assert seen(second).state == "queued"
    later(first)
    assert outbox.deliver()["sent"] == 2
    assert len(notify.taken) == 2


@pytest.mark.parametrize("fault", [at.CUT_AFTER_TAKING, at.SILENT])
def test_a_message_whose_answer_was_lost_is_asked_for_and_not_sent_again(notify, monkeypatch, fault):
    monkeypatch.setattr(by_notify, "TIMEOUT_SECONDS", 0.1)  # a tenth of a second in which nothing comes
    notify.faults.append(fault)
    message = text()
    assert outbox.deliver()["waiting"] == 1
    assert seen(message).last_error == "GOV.UK Notify did not answer."
    later(message)
    assert outbox.deliver()["sent"] == 1
    assert len(notify.taken) == 1


def test_a_service_that_cannot_be_reached_makes_messages_wait(notify, settings):
    settings.NOTIFY_URL = "http://127.0.0.1:1"
    message = text()
    assert outbox.deliver()["waiting"] == 1
    assert (seen(message).last_error, message.attempts) == ("GOV.UK Notify did not answer.", 0)


def test_a_wrong_key_and_a_wrong_clock_are_said_in_the_services_words(notify, settings):
    notify.skew = 31
    message = text()
    outbox.deliver()
    assert "clock must be accurate" in seen(message).last_error
    notify.skew, settings.NOTIFY_KEY = 0, at.KEY[:-1] + "f"
    later(message)
    outbox.deliver()
    assert "GOV.UK Notify does not know us: Invalid token" in seen(message).last_error
    assert notify.taken == []


def test_half_a_key_is_said_before_anything_is_sent(settings):
    settings.NOTIFY_KEY, settings.NOTIFY_TEXT_TEMPLATE = "3d844edf-8d35-48ac-975b-e847b4f122b0", at.TEXT
    assert "Text messages wait: GT_NOTIFY_KEY is not a key of GOV.UK Notify. Copy the whole key." in delivery.absences()


# What became of it


def test_what_was_delivered_is_noted_with_its_time(notify):
    message = text()
    outbox.deliver()
    assert following.follow() == {"delivered": 0, "failed": 0, "on_its_way": 1}
    notify.became(message, "delivered")
    assert following.follow() == {"delivered": 0, "failed": 0, "on_its_way": 0}  # it was asked a moment ago
    assert ask_again(message)["delivered"] == 1
    assert (seen(message).state, message.outcome) == ("sent", "delivered")
    assert message.outcome_at == datetime(2026, 11, 23, 10, 15, 30, tzinfo=UTC)
    assert ask_again(message) == {"delivered": 0, "failed": 0, "on_its_way": 0}
    assert Event.objects.filter(verb="core.message_delivered", subject_id=str(message.pk)).count() == 1


def test_a_letter_that_was_printed_and_posted_counts_as_delivered(notify):
    message = letter()
    outbox.deliver()
    notify.became(message, "received")
    assert following.follow()["delivered"] == 1


@pytest.mark.parametrize("status", ["temporary-failure", "permanent-failure", "technical-failure"])
def test_what_was_not_delivered_is_a_failed_message_and_another_way_is_looked_for(notify, monkeypatch, status):
    def by_text(message):
        return [outbox.Notice(key=f"{message.key}:text", channel="text", subject="s", body="b", to="07700 900123")]

    monkeypatch.setattr(outbox, "_other_ways", [by_text])
    message = told()
    outbox.deliver()
    notify.became(message, status)
    assert following.follow()["failed"] == 1
    assert (seen(message).state, message.outcome) == ("failed", status.replace("-", "_"))
    assert "could not be delivered" in message.last_error
    stands_in = Message.objects.get(instead_of=message)
    assert (stands_in.channel, stands_in.state) == ("text", "queued")
    assert Event.objects.filter(verb="core.message_another_way").count() == 1
    assert ask_again(message)["failed"] == 0
    assert Message.objects.count() == 2


def test_a_service_that_is_away_is_asked_again_later(notify, settings):
    message = text()
    outbox.deliver()
    settings.NOTIFY_URL = "http://127.0.0.1:1"
    assert following.follow() == {"delivered": 0, "failed": 0, "on_its_way": 0}
    assert seen(message).outcome == "on_its_way"


def test_a_person_who_dealt_with_it_takes_it_off_the_list(notify):
    message = text(to="07700 9001")
    outbox.deliver()
    outbox.settle(messages=[message], because="Rang the family.", by=making.officer(), on=making.TODAY)
    assert seen(message).settled_at is not None
    assert Event.objects.get(verb="core.message_settled").why == "Rang the family."
