"""What became of messages that left: asked of the services that can be asked, and noted with its time.

A message that did not arrive is a failed one from then on, whatever was thought when it left, and another way is looked for.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog
from django.db import connection, transaction

from . import clock, outbox, wall
from .actions import action, record
from .actors import job
from .delivery import Became, ChannelDown, CouldNotSend, adapter_for
from .models import Message

log = structlog.get_logger(__name__)

#: For how long a message is followed; GOV.UK Notify forgets one after seven days.
DAYS = 7
#: A message is asked about again after this share of its age, and not sooner than the seconds given.
SHARE, SOONEST_SECONDS = 0.25, 120
AT_ONCE = 200

FAILED = frozenset({Message.Outcome.TEMPORARY, Message.Outcome.PERMANENT, Message.Outcome.TECHNICAL})

_DUE = f"""
UPDATE core_message SET asked_at = clock_timestamp() WHERE id IN (
  SELECT id FROM core_message
   WHERE outcome = 'on_its_way' AND sent_at > clock_timestamp() - interval '{DAYS} days'
     AND (asked_at IS NULL OR asked_at < clock_timestamp()
          - greatest({SHARE} * (clock_timestamp() - sent_at), interval '{SOONEST_SECONDS} seconds'))
   ORDER BY asked_at NULLS FIRST, id LIMIT %s FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def follow(*, limit: int = AT_ONCE) -> dict[str, int]:
    """Ask what became of messages that are on their way; give how many arrived, did not, and are still on it."""
    came_of_it = {"delivered": 0, "failed": 0, "on_its_way": 0}
    quiet: set[str] = set()
    for message in _due(limit):
        adapter = adapter_for(message.channel)
        if message.channel in quiet or adapter.absent or not adapter.follows:
            continue
        outbox.outside_a_transaction()
        try:
            became = adapter.became_of(message)
        except (ChannelDown, CouldNotSend) as fault:
            log.warning("message_not_followed", message=str(message.pk), because=fault.because)
            quiet.add(message.channel)
            continue
        came_of_it[_note(message, became)] += 1
    return came_of_it


def _due(limit: int) -> list[Message]:
    with wall.lifted(because=outbox.BECAUSE), outbox._bookkeeping(), connection.cursor() as cursor:
        cursor.execute(_DUE, [limit])
        ids = [row[0] for row in cursor.fetchall()]
        return list(Message.objects.filter(pk__in=ids).order_by("sent_at", "pk"))


def _note(message: Message, became: Became | None) -> str:
    if became is None or became.outcome == Message.Outcome.ON_ITS_WAY:
        return "on_its_way"
    with wall.lifted(because=outbox.BECAUSE), transaction.atomic():
        # The service may be telling us at this moment what we are asking it.
        waiting = Message.objects.select_for_update().filter(pk=message.pk, outcome=Message.Outcome.ON_ITS_WAY).first()
        if waiting is not None:
            arrived(message=waiting, became=became, by=job("outbox"), on=clock.today())
    return "failed" if became.outcome in FAILED else "delivered"


def told(*, reference: UUID, channel: str, became: Became) -> bool:
    """The service tells us by itself what became of a message; told again, nothing more is done. False where it is none of ours."""
    with wall.lifted(because=outbox.BECAUSE):
        message = Message.objects.filter(pk=reference, channel=channel).exclude(outcome="").first()
    if message is None:
        return False
    _note(message, became)
    return True


@action
def arrived(*, message: Message, became: Became, by: Any, on: Any) -> None:
    """The service said what became of a message: it was delivered, or it was not and another way is looked for."""
    at = became.at or clock.now()
    waits = Message.objects.filter(pk=message.pk, outcome=Message.Outcome.ON_ITS_WAY)
    if became.outcome not in FAILED:
        waits.update(outcome=became.outcome, outcome_at=at)
        record(
            "core.message_delivered",
            child=message.child_id,
            subject=message,
            fact={"channel": message.channel},
            touches=(),
        )
        return
    told = waits.update(outcome=became.outcome, outcome_at=at, state="failed", last_error=became.because[:200])
    record(
        "core.message_not_delivered",
        child=message.child_id,
        subject=message,
        fact={"channel": message.channel, "outcome": became.outcome},
        why=became.because,
        touches=(),
    )
    if told:
        outbox.find_another_way(message)
