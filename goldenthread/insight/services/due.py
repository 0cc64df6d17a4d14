"""Which returns a service owes, which it gave, and which are late. Follows from the returns that are held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from .models import Service, ServiceReturn
from .quarters import last_quarters, quarters_between


@dataclass(frozen=True, slots=True)
class Owed:
    """The return of one service for one quarter: when it is due, the newest that came, and when the first came."""

    service: Service
    quarter: date
    due_on: date
    newest: ServiceReturn | None
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
    came: dict[tuple[UUID, date], list[ServiceReturn]] = {}
    for each in ServiceReturn.objects.filter(service__in=asked, sent_on__lte=on).defer("refused").select_related("sent_by").order_by("version"):
        came.setdefault((each.service_id, each.quarter), []).append(each)
    newest = last_quarters(on, 1)[0]
    found: dict[UUID, list[Owed]] = {}
    for service in asked:
        last = newest if service.ended_on is None else min(newest, last_quarters(service.ended_on, 1)[0])
        found[service.pk] = [
            Owed(service, end, end + timedelta(days=service.due_days), versions[-1] if versions else None, versions[0].sent_on if versions else None)
            for end in reversed(quarters_between(service.first_quarter, last) if service.first_quarter <= last else [])
            for versions in [came.get((service.pk, end), [])]
        ]
    return found
