"""The clocks of one request, for pages and actions that speak of them by id."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from goldenthread.law.exceptions import ASSESSMENT_CLOCKS, CUSTODY_CLOCKS, ORDER_CLOCKS
from goldenthread.law.timetable import CLOCKS
from goldenthread.people.deadlines import Kept, deadline_of

from .facts import duties_of
from .models import Decision, ExceptionClaim, Request

#: The clocks of a request that a council can claim an exception for here.
CLAIMABLE = (*ASSESSMENT_CLOCKS, *CUSTODY_CLOCKS, *ORDER_CLOCKS)


def clock_of(request: Request, clock: str) -> tuple[date | None, date | None]:
    """When a clock of this request starts and ends, as the law gives it."""
    for duty in duties_of(request, request.decisions.order_by("pk"), ()):
        if duty.clock == clock:
            return duty.starts_on, duty.due_on
    return request.received_on, None


def spoken(clock: str) -> str:
    """What a clock asks for, as people say it."""
    return CLOCKS[clock].name


def claimable(request: Request, today: date) -> list[str]:
    """The clocks of this request that still bind, and that an exception could lift."""
    duties = duties_of(request, request.decisions.all(), request.exception_claims.all())
    return [duty.clock for duty in duties if duty.clock in CLAIMABLE and duty.state(today) in ("due", "late")]


def kept_clocks(
    request: Request,
    decisions: Iterable[Decision],
    claims: Iterable[ExceptionClaim],
    *,
    area_id: int | None,
    worker_id: int | None,
) -> list[Kept]:
    """What is kept of each clock of this request, for the lists of this area and this named worker."""
    to: dict[str, Any] = {"child_id": request.child_id, "area_id": area_id, "worker_id": worker_id}
    found = (
        deadline_of(duty, **to, matter_kind="request", matter_id=request.pk)
        for duty in duties_of(request, decisions, claims)
    )
    return [row for row in found if row is not None]
