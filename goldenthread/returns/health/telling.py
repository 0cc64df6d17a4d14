"""The files that a schedule makes, and who is told that one waits to be sent."""

from __future__ import annotations

from datetime import date
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction

from goldenthread.access.models import User
from goldenthread.access.permissions import roles_that_may
from goldenthread.core import outbox
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Agreement, Area, Membership, Organisation

from .actions import tell_statuses
from .schedule import next_on, schedule_of

log = structlog.get_logger(__name__)


def tell_those_due(*, by: Any, on: date) -> int:
    """Make every file whose day has come, each with its notice. An agreement that has ended stops the file, and its people are told."""
    made = 0
    for area in Area.objects.order_by("pk"):
        schedule = schedule_of(area)
        if schedule is None or next_on(area, schedule, on) > on:
            continue
        organisation, agreement = Organisation.objects.get(pk=schedule.organisation_id), Agreement.objects.get(pk=schedule.agreement_id)
        with transaction.atomic():
            try:
                extract = tell_statuses(area=area, organisation=organisation, agreement=agreement, by=by, on=on)
            except Refused as refused:
                log.warning("health_not_told", area=area.code, because=refused.sentence)
                _tell(area, f"health-stopped-{area.pk}-{on:%G-%V}", "A file for health could not be made", "/returns/health", on)
            else:
                _tell(area, f"health-{extract.pk}", "A file for health waits to be sent", f"/returns/health/files/{extract.pk}", on)
                made += 1
    return made


def _tell(area: Area, key: str, subject: str, path: str, on: date) -> None:
    seats = Membership.objects.filter(organisation__area=area, role__in=list(roles_that_may("return", "export")), from_on__lte=on).exclude(until_on__lt=on)
    people = User.objects.filter(pk__in=seats.values("user_id"), is_active=True).order_by("pk")
    body = f"Sign in to see it: {settings.BASE_URL}{path}"
    outbox.tell_all([outbox.Notice(key=f"{key}-{each.pk}", channel="email", to_user=each, subject=subject, body=body) for each in people])
