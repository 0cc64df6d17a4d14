"""Which returns a service owes, which it gave, and which are late. Follows from the returns that are held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Min

from .models import Service, ServiceReturn
from .quarters import before, last_quarters, quarter_end, quarters_between


@dataclass(frozen=True, slots=True)
class Owed:
    """The return of one service for one quarter: when it is due, the version of the newest that came, and when the first came."""

    quarter: date
    due_on: date
    version: int | None
    first_on: date | None

    def state(self, on: date) -> str:
        """"given", "given late", "late" or "due"."""
        if self.first_on:
            return "given" if self.first_on <= self.due_on else "given late"
        return "late" if on > self.due_on else "due"


WORDS = {"given": "Given", "given late": "Given late", "late": "Late", "due": "To come"}
KINDS = {"given": "met", "given late": "soon", "late": "late", "due": "due"}


def owed(services: Iterable[Service], on: date) -> dict[UUID, list[Owed]]:
    """Of each service, every quarter that is over and that a return is due for, newest first. One question."""
    asked = list(services)
    rows = ServiceReturn.objects.that_count().filter(service__in=asked, sent_on__lte=on).order_by().values_list("service_id", "quarter").annotate(Max("version"), Min("sent_on"))
    came = {(service, quarter): (version, first_on) for service, quarter, version, first_on in rows}
    newest = last_quarters(on, 1)[0]
    found: dict[UUID, list[Owed]] = {}
    for service in asked:
        last = newest if service.ended_on is None else min(newest, quarter_end(service.ended_on))
        found[service.pk] = [
            Owed(end, end + timedelta(days=service.due_days), *came.get((service.pk, end), (None, None)))
            for end in reversed(quarters_between(service.first_quarter, last) if service.first_quarter <= last else [])
        ]
    return found


@dataclass(frozen=True, slots=True)
class Told:
    """Which quarters a service's returns tell of, by their last days: from the first that it gave one for to the newest. None before the first return."""

    first: date | None = None
    newest: date | None = None

    def waits_at(self, day: date) -> bool:
        """Whether those who waited on a day are known: from the day before the first quarter on, and not after the newest."""
        return self.first is not None and self.newest is not None and before(self.first) <= day <= self.newest

    def quarter(self, end: date) -> bool:
        """Whether what happened in a quarter is known."""
        return self.first is not None and self.newest is not None and self.first <= end <= self.newest

    def day(self, day: date) -> date:
        """The day itself, or the last one that is told of."""
        return min(day, self.newest) if self.newest else day


def told(services: Iterable[Service], on: date) -> dict[UUID, Told]:
    """Of each service, which quarters are told of. One question."""
    asked = list(services)
    rows = ServiceReturn.objects.that_count().filter(service__in=asked, sent_on__lte=on).order_by().values_list("service_id").annotate(Min("quarter"), Max("quarter"))
    found = {service: Told(first, newest) for service, first, newest in rows}
    return {each.pk: found.get(each.pk, Told()) for each in asked}
