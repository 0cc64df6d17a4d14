"""Finds what the ladder says is to be sent today, and sends it. Doing it again sends nothing again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from goldenthread.core import wall
from goldenthread.law.advice import FREE_OF_CLOCK

from ..actions.reminding import remind
from ..models import AdviceRequest, Decision, ExceptionClaim
from .ladder import Ladder, due_steps

BECAUSE = "reminders of advice go to every area"
#: How many asks are read at once.
BATCH = 500
#: The earliest day of any ladder, before the day the advice is due.
EARLIEST = timedelta(days=35)


def waiting(on: date, after: tuple[date, UUID] | None = None) -> list[AdviceRequest]:
    """Asks that wait and are due soon or late, the earliest first; none that an exception lifted or nobody waits for."""
    lifted = ExceptionClaim.objects.filter(advice_request=OuterRef("pk"), accepted_on__lte=on)
    decided = Decision.objects.filter(request=OuterRef("request"), about="issue", notified_on__isnull=False)
    found = AdviceRequest.objects.filter(
        ~Exists(lifted), ~Exists(decided), received_on__isnull=True, withdrawn_on__isnull=True, due_on__lte=on + EARLIEST, asked_on__lte=on,
        request__ended="",
    ).exclude(kind__in=FREE_OF_CLOCK)  # fmt: skip
    if after is not None:
        found = found.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    return list(
        found.select_related("asked_of", "adviser", "area", "child").prefetch_related("reminders").order_by("due_on", "pk")[:BATCH]
    )


def batches(on: date) -> Iterator[list[AdviceRequest]]:
    """Every ask that waits, some at a time."""
    after: tuple[date, UUID] | None = None
    while found := waiting(on, after):
        yield found
        last = found[-1]
        assert last.due_on  # they were found by it
        after = (last.due_on, last.pk)


def remind_all(*, by: Any, on: date) -> Counter[int]:
    """Send every step that is due on this day and was not sent. Gives how many of each step."""
    sent: Counter[int] = Counter()
    ladders: dict[int, Ladder] = {}
    with wall.lifted_throughout(because=BECAUSE):
        for found in batches(on):
            for ask in found:
                assert ask.due_on
                ladder = ladders.get(ask.area_id) or ladders.setdefault(ask.area_id, Ladder(ask.area, on))
                before = {each.step for each in ask.reminders.all()}
                for step in due_steps(ladder.steps, ask.due_on, on, before):
                    if remind(ask=ask, step=step, to=ladder.who(step, ask), by=by, on=on):
                        sent[step.number] += 1
    return sent
