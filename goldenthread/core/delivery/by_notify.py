"""Text messages, emails and letters through GOV.UK Notify, by its published API (version 2) and its own client.

Every request carries the message's id as its reference. Notify does not refuse a reference it has seen, so whoever sends
again asks first (`sent_before`). What it says of an error is told by its status and kind, as Notify asks, never by its
words; the words are kept for a person to read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.dateparse import parse_datetime
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from ..models import Message
from . import Became, ChannelDown, CouldNotSend
from .letter import opened_letter

#: Seconds that one request may take. Asking and sending together stay well within a worker's lease.
TIMEOUT_SECONDS = 15
#: Characters of a key: the service's id and the secret, both UUIDs, with a dash between them and a name before.
SHORTEST_KEY = 73
#: How long to leave Notify alone after its limit a minute, and after its limit a day.
RATE_WAIT_SECONDS = 60
DAY_WAIT_SECONDS = 3600

Outcome = Message.Outcome
#: Notify's words for what became of a message. Those that are missing mean that it is on its way.
BECAME = {
    "delivered": Outcome.DELIVERED,
    "received": Outcome.DELIVERED,  # of a letter: printed and handed to the post
    "temporary-failure": Outcome.TEMPORARY,
    "permanent-failure": Outcome.PERMANENT,
    "technical-failure": Outcome.TECHNICAL,
    "validation-failed": Outcome.PERMANENT,
    "virus-scan-failed": Outcome.PERMANENT,
    "cancelled": Outcome.PERMANENT,
}
WHY = {
    "temporary-failure": "It could not be delivered for three days: the inbox was full or the phone off.",
    "permanent-failure": "It could not be delivered: the address or number does not exist, or does not take it.",
    "technical-failure": "It could not be delivered: the service’s own network failed.",
    "validation-failed": "The letter could not be printed: something is outside the part of the page that may be printed on.",
    "virus-scan-failed": "The letter could not be printed: a virus was found in it.",
    "cancelled": "The letter was cancelled at GOV.UK Notify.",
}


#: Notify's kinds of message, and the channel of each.
CHANNELS = {"sms": Message.Channel.TEXT, "email": Message.Channel.EMAIL, "letter": Message.Channel.POST}


def became_by(said: Mapping[str, Any]) -> Became:
    """What Notify says of one message, when it is asked and when it tells us by itself: the words are the same."""
    status = str(said.get("status", ""))
    return Became(BECAME.get(status, Outcome.ON_ITS_WAY), _moment(said.get("completed_at")) or _moment(said.get("sent_at")), WHY.get(status, ""))


def _moment(said: Any) -> datetime | None:
    """A time that Notify gives; None where it gives none that can be read."""
    try:
        at = parse_datetime(str(said or ""))
    except ValueError:
        return None
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)


class _Notify:
    """What the three ways share."""

    follows = True
    waits = ""
    name = ""

    @property
    def absent(self) -> str:
        if not (settings.NOTIFY_KEY and self.chosen):
            return f"{self.waits} wait: {self.name}."
        if len(settings.NOTIFY_KEY) < SHORTEST_KEY:
            return f"{self.waits} wait: GT_NOTIFY_KEY is not a key of GOV.UK Notify. Copy the whole key."
        return ""

    @property
    def chosen(self) -> str | bool:
        """The setting without which this way is not used."""
        raise NotImplementedError

    def sent_before(self, message: Message) -> bool | None:
        return self._known(message) is not None

    def became_of(self, message: Message) -> Became | None:
        known = self._known(message)
        if known is None:
            return None
        return became_by(known)

    def _known(self, message: Message) -> dict[str, Any] | None:
        """The notification with this message's reference."""
        said = _ask(lambda client: client.get_all_notifications(reference=str(message.pk)))
        found = said.get("notifications") or []
        return found[0] if found else None


class TextByNotify(_Notify):
    """A text message: the template holds nothing but ((body))."""

    waits = "Text messages"
    name = "no text message service is set up (GT_NOTIFY_KEY and GT_NOTIFY_TEXT_TEMPLATE)"

    @property
    def chosen(self) -> str:
        return str(settings.NOTIFY_TEXT_TEMPLATE)

    def send(self, message: Message, to: str) -> None:
        _ask(
            lambda client: client.send_sms_notification(
                phone_number=to,
                template_id=settings.NOTIFY_TEXT_TEMPLATE,
                personalisation={"body": message.body},
                reference=str(message.pk),
                sms_sender_id=settings.NOTIFY_TEXT_SENDER or None,
            )
        )


class EmailByNotify(_Notify):
    """An email: the template's subject is ((subject)), its text ((body))."""

    waits = "Emails"
    name = "no email service is set up (GT_NOTIFY_KEY and GT_NOTIFY_EMAIL_TEMPLATE)"

    @property
    def chosen(self) -> str:
        return str(settings.NOTIFY_EMAIL_TEMPLATE)

    def send(self, message: Message, to: str) -> None:
        _ask(
            lambda client: client.send_email_notification(
                email_address=to,
                template_id=settings.NOTIFY_EMAIL_TEMPLATE,
                personalisation={"subject": message.subject, "body": message.body},
                reference=str(message.pk),
                email_reply_to_id=settings.NOTIFY_EMAIL_REPLY_TO or None,
            )
        )


class LetterByNotify(_Notify):
    """A letter that is printed and posted as it is: our own PDF, which must keep to Notify's margins."""

    waits = "Letters"
    name = "letters through GOV.UK Notify are not set up (GT_NOTIFY_KEY and GT_NOTIFY_LETTERS)"

    @property
    def chosen(self) -> bool:
        return bool(settings.NOTIFY_LETTERS)

    def send(self, message: Message, to: str) -> None:
        with opened_letter(message) as letter:
            _ask(
                lambda client: client.send_precompiled_letter_notification(
                    reference=str(message.pk), pdf_file=letter, postage=settings.NOTIFY_POSTAGE or None
                )
            )


# Asking


def _ask(question: Callable[[NotificationsAPIClient], Any]) -> dict[str, Any]:
    """What Notify answers, as a mapping; or CouldNotSend or ChannelDown with its reason."""
    client = NotificationsAPIClient(settings.NOTIFY_KEY, base_url=settings.NOTIFY_URL, timeout=TIMEOUT_SECONDS)
    try:
        said = question(client)
    except APIError as error:
        raise _meant(error) from None
    finally:
        client.request_session.close()
    if not isinstance(said, dict):
        raise ChannelDown("GOV.UK Notify answered with something else than it publishes.")
    return said


def _meant(error: APIError) -> CouldNotSend | ChannelDown:
    """What an error of Notify's means for the message and for the channel."""
    if error.response is None:
        return ChannelDown("GOV.UK Notify did not answer.")
    status = error.status_code
    if status >= 500 or status < 400:
        return ChannelDown(f"GOV.UK Notify answered {status}.")
    told = error.message if isinstance(error.message, list) else []
    first = told[0] if told and isinstance(told[0], dict) else {}
    kind, words = str(first.get("error", "")), str(first.get("message", "no reason"))
    if status == 429:
        if kind == "TooManyRequestsError":
            return ChannelDown("GOV.UK Notify’s limit for today is reached.", wait=DAY_WAIT_SECONDS)
        return ChannelDown("GOV.UK Notify’s limit for a minute is reached.", wait=RATE_WAIT_SECONDS)
    if kind == "AuthError" or status == 401:
        return ChannelDown(f"GOV.UK Notify does not know us: {words}")
    about_recipient = words.startswith(("phone_number", "email_address"))
    return CouldNotSend(f"GOV.UK Notify refused it: {words}", for_good=kind == "ValidationError" and about_recipient)
