"""What leaves is first a row; it leaves once, says little, and waits while nobody can take it."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from goldenthread.core import delivery, outbox
from goldenthread.core.actions import action, record
from goldenthread.core.actors import command
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import Refused
from tests import making

pytestmark = pytest.mark.django_db

BODY = "There is a new letter for you.\n\nSign in to read it."


@action
def write_to(*, by, on, fail=False, **notice):
    record("test.write_to")
    outbox.tell(**{"channel": "email", "subject": "There is a new letter for you", "body": BODY, **notice})
    if fail:
        raise Refused("No.")


def told(key="letter-1", to="parent@example.org", **notice):
    write_to(by=command("test"), on=making.TODAY, key=key, to=to, **notice)
    return Message.objects.get(key=key)


class Provider:
    """A service that keeps what it takes, and can be made to fail."""

    absent, follows = "", False

    def __init__(self, *faults, asked=False):
        self.taken, self.faults, self.asked = [], list(faults), asked

    def sent_before(self, message):
        return message.pk in self.taken if self.asked else None

    def send(self, message, to):
        if self.faults and (fault := self.faults.pop(0)):
            raise fault
        self.taken.append(message.pk)


@pytest.fixture
def provider(monkeypatch):
    made = Provider()
    monkeypatch.setattr(outbox, "adapter_for", lambda channel: made)
    return made


def later(message):
    """The wait of a message is over."""
    with outbox._bookkeeping(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_message SET not_before = queued_at, lease_until = queued_at WHERE id = %s", [message.pk]
        )


def test_an_email_arrives_once_and_the_record_says_so(letterbox):
    message = told()
    assert outbox.deliver() == {"sent": 1, "waiting": 0, "failed": 0}
    assert outbox.deliver() == {"sent": 0, "waiting": 0, "failed": 0}
    [mail] = list(letterbox)
    assert mail["To"] == "parent@example.org"
    assert str(message.pk) in mail["Message-ID"]
    message.refresh_from_db()
    assert message.state == "sent"
    assert Event.objects.filter(verb="core.message_sent", subject_id=str(message.pk)).count() == 1


def test_one_job_is_queued_with_the_message_and_neither_when_the_action_fails():
    message = told()
    [queued] = ProcrastinateJob.objects.filter(task_name="core.deliver")
    assert queued.args == {"message_ids": [str(message.pk)]}
    with pytest.raises(Refused):
        told("letter-2", fail=True)
    assert not Message.objects.filter(key="letter-2").exists()
    assert ProcrastinateJob.objects.filter(task_name="core.deliver").count() == 1


def test_the_same_notice_is_queued_once():
    told()
    told()
    assert Message.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name="core.deliver").count() == 1


@pytest.mark.parametrize("body", ["Kai has a new letter.", "A letter about ALDER", "About K: see Ky’s letter"])
def test_a_message_that_names_its_child_is_not_queued(body):
    child = making.child("Kai Alder", preferred_name="Ky")
    with pytest.raises(outbox.SaysTooMuch):
        told(child=child, body=body)
    assert Message.objects.count() == 0


def test_a_child_whose_name_is_an_everyday_word_still_gets_their_letters():
    assert told(child=making.child("New Read")).state == "queued"


def test_a_message_goes_to_the_address_an_account_has_when_it_leaves(letterbox):
    person = making.user()
    told(to="", to_user=person)
    person.email = "moved@example.org"
    person.save()
    outbox.deliver()
    assert [mail["To"] for mail in letterbox] == ["moved@example.org"]


def test_nothing_is_sent_to_an_account_that_was_closed(provider):
    person = making.user()
    message = told(to="", to_user=person)
    person.is_active = False
    person.save()
    assert outbox.deliver()["failed"] == 1
    message.refresh_from_db()
    assert (message.state, provider.taken) == ("failed", [])


def test_a_message_that_fails_waits_longer_each_time_and_is_given_up_after_eight_tries(provider):
    message = told()
    provider.faults += [delivery.CouldNotSend("No room.")] * 8
    waits = []
    for _ in range(8):
        outbox.deliver()
        message.refresh_from_db()
        waits.append((message.not_before - message.queued_at).total_seconds())
        later(message)
    assert message.state == "failed"
    assert message.last_error == "No room."
    assert waits[:7] == sorted(waits[:7])
    assert Event.objects.filter(verb="core.message_failed").count() == 1
    assert provider.taken == []


def test_an_address_that_does_not_exist_is_given_up_at_once(provider):
    message = told()
    provider.faults.append(delivery.CouldNotSend("No such address.", for_good=True))
    assert outbox.deliver()["failed"] == 1
    message.refresh_from_db()
    assert message.attempts == 1


def test_a_service_that_is_away_costs_no_try_and_is_not_asked_for_every_message(provider):
    first, second = told(), told("letter-2")
    provider.faults += [delivery.ChannelDown("Away."), delivery.ChannelDown("Away.")]
    assert outbox.deliver() == {"sent": 0, "waiting": 1, "failed": 0}
    first.refresh_from_db()
    assert (first.state, first.attempts) == ("queued", 0)
    assert len(provider.faults) == 1
    assert Message.objects.get(pk=second.pk).state == "queued"


def test_a_claimed_message_is_not_taken_by_another_worker_while_its_lease_runs(provider):
    told()
    assert outbox.claim() is not None
    assert outbox.claim() is None


def test_a_worker_that_died_after_sending_is_found_out_by_asking(provider):
    provider.asked = True
    message = told()
    claimed = outbox.claim()
    provider.send(claimed, claimed.to)  # and here the worker dies
    later(message)
    assert outbox.deliver()["sent"] == 1
    assert provider.taken == [message.pk]


def test_a_channel_that_is_not_set_up_says_so_in_one_line_and_its_messages_wait(settings):
    settings.PRINT_FOLDER = None
    message = told(channel="text", to="07700 900123")
    assert outbox.deliver() == {"sent": 0, "waiting": 1, "failed": 0}
    message.refresh_from_db()
    assert message.last_error == "Text messages wait: no text message service is set up (GT_NOTIFY_KEY and GT_NOTIFY_TEXT_TEMPLATE)."
    assert (message.state, message.attempts) == ("queued", 0)
    assert delivery.absences() == [
        "Text messages wait: no text message service is set up (GT_NOTIFY_KEY and GT_NOTIFY_TEXT_TEMPLATE).",
        "Letters wait: no folder for printing is set (GT_PRINT_FOLDER).",
    ]


def test_a_fault_of_our_own_costs_a_try_and_the_next_message_still_leaves(provider):
    first, second = told(), told("letter-2")
    provider.faults.append(ZeroDivisionError())
    assert outbox.deliver() == {"sent": 1, "waiting": 1, "failed": 0}
    first.refresh_from_db()
    assert (first.state, first.attempts) == ("queued", 1)
    assert first.last_error == "Golden Thread made a mistake in sending it (ZeroDivisionError)."
    assert provider.taken == [second.pk]


def test_a_mail_server_that_is_away_makes_emails_wait(settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    message = told()
    assert outbox.deliver()["waiting"] == 1
    message.refresh_from_db()
    assert message.last_error == "The mail server did not answer (ConnectionRefusedError)."


def test_nothing_is_sent_from_inside_a_transaction():
    with transaction.atomic(), pytest.raises(transaction.TransactionManagementError):
        outbox.outside_a_transaction()


def test_a_message_that_has_not_left_can_be_stopped(provider):
    message = told()
    outbox.stop(messages=[message], because="The recipient was removed.", by=command("test"), on=making.TODAY)
    outbox.deliver()
    message.refresh_from_db()
    assert (message.state, provider.taken) == ("stopped", [])
