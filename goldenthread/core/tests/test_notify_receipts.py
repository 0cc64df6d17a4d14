"""GOV.UK Notify tells us what became of a message: only with its token, only of a message of ours, and once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.core import outbox
from goldenthread.core.models import Event, Message

from .test_outbox import told

pytestmark = pytest.mark.django_db
TOKEN = "a token of ten letters or more"  # noqa: S105 - invented
ADDRESS = "/notify/receipts"


@pytest.fixture(autouse=True)
def _token(settings):
    settings.NOTIFY_CALLBACK_TOKEN = TOKEN


@pytest.fixture
def sent():
    message = told("text-1", channel="text", to="07700 900123", body="There is something to read. Sign in to read it.")
    with outbox._bookkeeping():
        Message.objects.filter(pk=message.pk).update(state="sent", outcome="on_its_way")
    return message


def receipt(message, status="delivered", **said):
    """As Notify publishes it."""
    return {
        "id": str(uuid4()), "reference": str(message.pk), "to": "07700900123", "status": status, "created_at": "2026-11-22T09:00:00.000000Z",
        "completed_at": "2026-11-22T09:00:09.000000Z", "sent_at": "2026-11-22T09:00:01.000000Z", "notification_type": "sms",
        "template_id": str(uuid4()), "template_version": 1, **said,
    }  # fmt: skip


def post(client, said, token=f"Bearer {TOKEN}"):
    return client.post(ADDRESS, said, content_type="application/json", headers={"Authorization": token} if token else {}).status_code


def outcome(message):
    message.refresh_from_db()
    return message.outcome, message.state


def test_a_receipt_says_that_a_message_arrived(client, sent):
    assert post(client, receipt(sent)) == 204
    assert outcome(sent) == ("delivered", "sent")
    assert sent.outcome_at.isoformat() == "2026-11-22T09:00:09+00:00"
    assert Event.objects.filter(verb="core.message_delivered").count() == 1


def test_a_receipt_that_comes_twice_is_taken_once(client, sent):
    for _ in range(3):
        assert post(client, receipt(sent)) == 204
    assert post(client, receipt(sent, "permanent-failure")) == 204
    assert outcome(sent) == ("delivered", "sent")
    assert Event.objects.filter(verb__startswith="core.message_").count() == 1


def test_a_message_that_did_not_arrive_has_failed_and_says_why(client, sent):
    assert post(client, receipt(sent, "permanent-failure")) == 204
    assert outcome(sent) == ("permanent_failure", "failed")
    assert "does not exist" in sent.last_error


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer another", TOKEN, f"bearer {TOKEN}", f"Bearer {TOKEN}x", "Bearer é"])
def test_without_the_token_nothing_is_taken(client, sent, token):
    assert post(client, receipt(sent), token) == 401
    assert outcome(sent) == ("on_its_way", "sent")


def test_without_the_setting_the_address_does_not_exist(client, sent, settings):
    settings.NOTIFY_CALLBACK_TOKEN = ""
    assert post(client, receipt(sent)) == 404
    assert post(client, receipt(sent), "Bearer ") == 404
    assert outcome(sent) == ("on_its_way", "sent")


def test_a_message_that_is_not_ours_or_of_another_kind_or_never_left_is_refused(client, sent):
    waiting = told("text-2", channel="text", to="07700 900124", body="There is something to read. Sign in to read it.")
    assert post(client, receipt(sent, reference=str(uuid4()))) == 404
    assert post(client, receipt(sent, notification_type="email")) == 404
    assert post(client, receipt(waiting)) == 404
    assert outcome(waiting) == ("", "queued")


def test_a_state_that_is_not_the_end_changes_nothing(client, sent):
    for status in ("sending", "pending", "something new"):
        assert post(client, receipt(sent, status)) == 204
    assert outcome(sent) == ("on_its_way", "sent")


@pytest.mark.parametrize(
    "said", ["", "[]", "{}", "null", '{"reference": null, "notification_type": "sms"}', '{"reference": "1", "notification_type": "sms"}', "[" * 9000]
)
def test_what_cannot_be_read_is_refused_and_breaks_nothing(client, said):
    assert post(client, said) == 400


def test_a_receipt_that_is_too_long_or_has_odd_times_breaks_nothing(client, sent):
    assert post(client, receipt(sent, to="7" * 20_000)) == 413
    assert post(client, receipt(sent, completed_at="2026-99-99T99:99", sent_at=7)) == 204
    assert outcome(sent) == ("delivered", "sent")


def test_only_a_post_is_a_receipt(client):
    assert client.get(ADDRESS, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 405
