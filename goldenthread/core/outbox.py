"""The outbox: whatever leaves is first a row, written in the same transaction as the reason for it.

An action says `tell(...)`. When it commits, the row and one job exist; when it rolls back, neither does. A worker then
claims each message with a lease, hands it over with no transaction open, and notes what came of it. A worker that dies
loses its lease, and another asks the service whether the message went before it sends again.

Subject and body say only that there is something to read: a message names no child, school or need.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from . import clock, jobs, rows, wall
from .actions import action, record
from .actors import job
from .delivery import ChannelDown, CouldNotSend, adapter_for
from .models import Message

log = structlog.get_logger(__name__)

LEASE_SECONDS = 60
MOST_TRIES = 8
FIRST_WAIT_SECONDS = 30
#: How long to leave a channel alone whose service does not answer, or is not set up.
DOWN_WAIT_SECONDS = 60
ABSENT_WAIT_SECONDS = 600

BECAUSE = "the outbox hands over messages of every area"


class SaysTooMuch(ValueError):  # noqa: N818
    """A message would have named the child it is about. A fault in what wrote it: nothing was queued."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One message to one recipient. `to` is an address or a name on an envelope; `to_user` is an account, whose
    address is looked up when the message leaves. `key` says what it is, so that it is never queued twice. It leaves
    `after_days` days from now at the earliest."""

    key: str
    channel: str
    subject: str
    body: str
    to: str = ""
    to_user: Any = None
    child: Any = None
    document: Any = None
    instead_of: Any = None
    after_days: int = 0


#: How rooms say whether somebody can be reached in another way: each is given a message that did not arrive, and gives
#: the notices that stand in for it, to the same person or to whoever has to know.
AnotherWay = Callable[[Message], Sequence[Notice]]
_other_ways: list[AnotherWay] = []


def another_way(find: AnotherWay) -> AnotherWay:
    """Register a function that finds other ways. Called once at start, by a room above."""
    _other_ways.append(find)
    return find


def tell(
    *,
    key: str,
    channel: str,
    subject: str,
    body: str,
    to: str = "",
    to_user: Any = None,
    child: Any = None,
    document: Any = None,
) -> None:
    """Queue one message. Call it inside an action."""
    notice = Notice(
        key=key, channel=channel, subject=subject, body=body, to=to, to_user=to_user, child=child, document=document
    )
    tell_all([notice])


def tell_all(notices: Sequence[Notice]) -> None:
    """Queue several messages in one statement, with one job for all of them."""
    rows.insert([], *parts(notices))


def parts(notices: Sequence[Notice]) -> list[rows.Part]:
    """The same, for an action to write in one statement with its own rows."""
    from .tasks import deliver  # the task imports this module

    if not notices:
        return []
    if not connection.in_atomic_block:
        raise RuntimeError("Tell people from inside an action, so that nothing leaves when it fails")
    for notice in notices:
        check_says_little(notice)
    columns = '(id, key, channel, "to", to_user_id, subject, body, child_id, document_id, file_id, instead_of_id, state, queued_at, not_before, attempts, last_error)'
    slot = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, 'queued', clock_timestamp(), clock_timestamp() + make_interval(days => %s), 0, '')"
    values: list[Any] = []
    ids = [uuid4() for _ in notices]
    for each, notice in zip(ids, notices, strict=True):
        to_user = getattr(notice.to_user, "pk", notice.to_user)
        child = getattr(notice.child, "pk", notice.child)
        document, file = getattr(notice.document, "pk", notice.document), getattr(notice.document, "file_id", None)
        values += [
            each,
            notice.key,
            notice.channel,
            notice.to,
            to_user,
            notice.subject,
            notice.body,
            child,
            document,
            file,
            getattr(notice.instead_of, "pk", notice.instead_of),
            notice.after_days,
        ]
    queued = f"queued AS (INSERT INTO core_message {columns} VALUES {', '.join([slot] * len(notices))} ON CONFLICT (key) DO NOTHING RETURNING 1)"
    job = jobs.later(deliver, when="WHERE EXISTS (SELECT FROM queued)", message_ids=[str(each) for each in ids])
    return [rows.Part(queued, values, "queued"), job]


# What a message may say

_WORD = re.compile(r"\w+")
#: Words that any message may hold although some child bears them as a name.
ORDINARY = frozenset(
    _WORD.findall(
        "There is a new letter for you about something to read. Sign in read it: We will never ask you for your password in an email. "
        "Do not reply to this email. If you did not expect it, tell us. Golden Thread Your account You have been invited The message may "
        "One Letter to print."
    )
)


def check_says_little(notice: Notice) -> None:
    """Refuse words that carry the child's names. Ordinary words of every message are let through whoever bears them."""
    body = notice.body.replace(settings.BASE_URL, "") if settings.BASE_URL else notice.body
    said = {word.casefold() for word in _WORD.findall(f"{notice.subject} {body}") if word not in ORDINARY}
    names = " ".join(str(getattr(notice.child, part, "") or "") for part in ("forename", "surname", "preferred_name"))
    if said & {word.casefold() for word in _WORD.findall(names) if len(word) > 1}:
        raise SaysTooMuch(f"The message {notice.key} names its child")
    if getattr(notice.child, "reference", None) and notice.child.reference in f"{notice.subject} {notice.body}":
        raise SaysTooMuch(f"The message {notice.key} gives its child's reference")


# Sending


def deliver(message_ids: Iterable[str | UUID] | None = None, *, limit: int = 500) -> dict[str, int]:
    """Hand over what waits (or these messages, of those that wait); give how many were sent, put back and given up."""
    came_of_it = {"sent": 0, "waiting": 0, "failed": 0}
    ids = None if message_ids is None else [str(each) for each in message_ids]
    quiet: set[str] = set()
    for _ in range(limit):
        message = claim(ids, not_by=quiet)
        if message is None:
            break
        came_of_it[hand_over(message, quiet)] += 1
    return came_of_it


_CLAIM = """
UPDATE core_message SET state = 'claimed', lease_until = clock_timestamp() + make_interval(secs => %(lease)s), attempts = attempts + 1
 WHERE id = (SELECT id FROM core_message
              WHERE state IN ('queued', 'claimed') AND not_before <= clock_timestamp()
                AND (state = 'queued' OR lease_until < clock_timestamp())
                AND (%(ids)s::uuid[] IS NULL OR id = ANY (%(ids)s::uuid[])) AND channel <> ALL (%(not_by)s)
              ORDER BY not_before, queued_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def claim(ids: list[str] | None = None, *, not_by: Iterable[str] = ()) -> Message | None:
    """Take the next message for this worker, for as long as its lease."""
    with wall.lifted(because=BECAUSE), _bookkeeping(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, {"lease": LEASE_SECONDS, "ids": ids, "not_by": list(not_by)})
        row = cursor.fetchone()
        return Message.objects.select_related("file").get(pk=row[0]) if row else None


def hand_over(message: Message, quiet: set[str]) -> str:
    """Send one claimed message and note what came of it: 'sent', 'waiting' or 'failed'."""
    adapter = adapter_for(message.channel)
    if adapter.absent:
        quiet.add(message.channel)
        return _wait(message, adapter.absent, ABSENT_WAIT_SECONDS, counts=False)
    with wall.lifted(because=BECAUSE):
        to = _address(message)
    if not to:
        return _give_up(message, "There is no address to send it to.")
    outside_a_transaction()
    try:
        # A try whose answer did not come back left its reason, or its lease: the service may have the message.
        tried = message.attempts > 1 or bool(message.last_error)
        if not (tried and adapter.sent_before(message)):
            adapter.send(message, to)
    except ChannelDown as down:
        quiet.add(message.channel)
        return _wait(message, down.because, down.wait or DOWN_WAIT_SECONDS, counts=False)
    except CouldNotSend as failed:
        return _put_back(message, failed.because, for_good=failed.for_good)
    except Exception as fault:  # a fault of ours: it must neither stop the others nor be tried for ever
        log.exception("adapter_failed", message=str(message.pk), channel=message.channel)
        return _put_back(message, f"Golden Thread made a mistake in sending it ({type(fault).__name__}).")
    with wall.lifted(because=BECAUSE):
        sent(message=message, followed=adapter.follows, by=job("outbox"), on=clock.today())
    return "sent"


def _put_back(message: Message, because: str, *, for_good: bool = False) -> str:
    if for_good or message.attempts >= MOST_TRIES:
        return _give_up(message, because)
    return _wait(message, because, FIRST_WAIT_SECONDS * 2 ** (message.attempts - 1))


@action
def sent(*, message: Message, by: Any, on: Any, followed: bool = False) -> None:
    """The message was handed over. `followed`: the service will be asked what became of it."""
    outcome = Message.Outcome.ON_ITS_WAY if followed else ""
    Message.objects.filter(pk=message.pk).update(
        state="sent", sent_at=clock.now(), lease_until=None, last_error="", outcome=outcome
    )
    record(
        "core.message_sent",
        child=message.child_id,
        subject=message,
        fact={"channel": message.channel, "document": message.document_id},
        touches=(),
    )


@action
def give_up(*, message: Message, because: str, by: Any, on: Any) -> None:
    """The message cannot be sent: a person has to find another way."""
    Message.objects.filter(pk=message.pk).update(state="failed", lease_until=None, last_error=because)
    record(
        "core.message_failed",
        child=message.child_id,
        subject=message,
        fact={"channel": message.channel},
        why=because,
        touches=(),
    )
    find_another_way(message)


def find_another_way(message: Message) -> None:
    """Queue what stands in for a message that did not arrive. Inside the action that says so."""
    notices = [notice for find in _other_ways for notice in find(message)]
    tell_all([replace(notice, instead_of=message.pk) for notice in notices])
    for notice in notices:
        record(
            "core.message_another_way",
            child=message.child_id,
            subject=message,
            fact={"channel": notice.channel},
            touches=(),
        )


@action
def settle(*, messages: Iterable[Message], because: str, by: Any, on: Any) -> None:
    """A person dealt with messages that did not arrive: rang, or wrote in another way."""
    for message in messages:
        Message.objects.filter(pk=message.pk, state="failed").update(settled_at=clock.now())
        record("core.message_settled", child=message.child_id, subject=message, why=because, touches=())


@action
def stop(*, messages: Iterable[Message], because: str, by: Any, on: Any) -> None:
    """Messages that have not left must not leave: what they announce was taken back, or the recipient removed."""
    for message in messages:
        if Message.objects.filter(pk=message.pk, state="queued").update(state="stopped", last_error=because[:200]):
            record("core.message_stopped", child=message.child_id, subject=message, why=because, touches=())
        else:
            record("core.message_not_stopped", child=message.child_id, subject=message, why=because, touches=())


def _give_up(message: Message, because: str) -> str:
    log.error("message_failed", message=str(message.pk), channel=message.channel, because=because)
    with wall.lifted(because=BECAUSE):
        give_up(message=message, because=because, by=job("outbox"), on=clock.today())
    return "failed"


def _wait(message: Message, because: str, seconds: int, *, counts: bool = True) -> str:
    log.warning("message_waits", message=str(message.pk), channel=message.channel, because=because)
    with wall.lifted(because=BECAUSE), _bookkeeping(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_message SET state = 'queued', lease_until = NULL, last_error = %s, attempts = attempts - %s, "
            "not_before = clock_timestamp() + make_interval(secs => %s) WHERE id = %s",
            [because[:200], 0 if counts else 1, seconds, message.pk],
        )
    return "waiting"


def _address(message: Message) -> str:
    if message.to_user_id is None:
        return message.to
    user = get_user_model().objects.filter(pk=message.to_user_id, is_active=True).first()
    if user is None:
        return ""
    return str(user.email if message.channel == "email" else getattr(user, "phone", "") or message.to)


@contextmanager
def _bookkeeping() -> Iterator[None]:
    """Claims and leases are not things that happened to a child: they are written without an event."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', 'core.outbox', true)")
        yield
        cursor.execute("SELECT set_config('app.action', '', true)")


def outside_a_transaction() -> None:
    """Nobody waits for a far-away service while holding locks here. (A test's own transaction does not count.)"""
    if any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks):
        raise transaction.TransactionManagementError("A message was to be sent from inside a transaction")
