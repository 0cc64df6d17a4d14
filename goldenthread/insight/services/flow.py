"""What became of referrals in a time: how many came, were rejected and why, came again, were discharged and after how long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from ..guarding import LEAST_BASE, Guard
from ..indicators.bases.services import AGAIN
from ..indicators.guard import table_column
from .codes import DISCHARGED, REJECTED
from .models import Service
from .quarters import quarter_start

_SQL = f"""
SELECT e.place, s.id,
       count(*) FILTER (WHERE r.referred_on BETWEEN e.since AND e.until),
       count(*) FILTER (WHERE r.referred_on BETWEEN e.since AND e.until AND r.again),
       count(*) FILTER (WHERE r.decided_on BETWEEN e.since AND e.until AND r.decision IN ('accepted', 'rejected')),
       count(*) FILTER (WHERE r.discharged_on BETWEEN e.since AND e.until),
       count(*) FILTER (WHERE r.discharged_on BETWEEN e.since AND e.until AND r.started_on IS NOT NULL),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY r.discharged_on - r.started_on) FILTER (WHERE r.discharged_on BETWEEN e.since AND e.until),
       {", ".join(f"count(*) FILTER (WHERE r.decision = 'rejected' AND r.decided_on BETWEEN e.since AND e.until AND r.reason = '{code}')" for code in REJECTED)},
       {", ".join(f"count(*) FILTER (WHERE r.discharged_on BETWEEN e.since AND e.until AND r.discharge_reason = '{code}')" for code in DISCHARGED)}
  FROM unnest(%(sinces)s::date[], %(untils)s::date[]) WITH ORDINALITY AS e(since, until, place)
  CROSS JOIN insight_service s
  JOIN (SELECT r.*, {AGAIN} AS again FROM insight_referral r JOIN insight_service s ON s.id = r.service_id
         WHERE r.service_id = ANY (%(services)s::uuid[]) AND r.struck_on IS NULL) r ON r.service_id = s.id
 WHERE s.id = ANY (%(services)s::uuid[])
 GROUP BY e.place, s.id
"""


@dataclass(frozen=True, slots=True)
class Flow:
    """One service in one quarter, by the days on which things happened. A number that is hidden is None.

    `seen` are those discharged who had been seen; `median` is how many days half of them were with the service at most.
    """

    quarter: date
    referred: int | None = 0
    again: int | None = 0
    decided: int | None = 0
    discharged: int | None = 0
    seen: int | None = 0
    median: float | None = None
    rejected_by: tuple[int | None, ...] = (0,) * len(REJECTED)
    discharged_by: tuple[int | None, ...] = (0,) * len(DISCHARGED)
    rejected: int | None = 0
    again_share: float | None = None
    rejected_share: float | None = None
    hidden: bool = False

    @property
    def median_weeks(self) -> float | None:
        """The median time in the service, in weeks."""
        return None if self.median is None else round(self.median / 7, 0 if self.hidden else 1)


def flows(services: Iterable[Service], quarters: Sequence[date]) -> dict[UUID, list[Flow]]:
    """Of each service, in each of these quarters (by their last days) in their order. One question."""
    asked = list(services)
    found = {each.pk: [Flow(end) for end in quarters] for each in asked}
    if not asked or not quarters:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"sinces": [quarter_start(end) for end in quarters], "untils": list(quarters), "services": [each.pk for each in asked]})
        for place, service, *numbers in cursor.fetchall():
            found[service][place - 1] = _flow(quarters[place - 1], numbers)
    return found


def _flow(quarter: date, numbers: Sequence[Any]) -> Flow:
    referred, again, decided, discharged, seen, median, *rest = numbers
    rejected_by, discharged_by = tuple(rest[: len(REJECTED)]), tuple(rest[len(REJECTED) :])
    rejected = sum(rejected_by)
    return Flow(
        quarter, referred, again, decided, discharged, seen, None if median is None else float(median), rejected_by, discharged_by, rejected, _share(again, referred), _share(rejected, decided),
    )  # fmt: skip


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def shown_as(flow: Flow, guard: Guard) -> Flow:
    """The same as somebody may see it."""
    if guard.open_rows:
        return flow
    again, again_share = _part(flow.again or 0, flow.referred or 0)
    rejected, rejected_share = _part(flow.rejected or 0, flow.decided or 0)
    seen, _ = _part(flow.seen or 0, flow.discharged or 0)
    return replace(
        flow, referred=guard.number(flow.referred), again=again, decided=guard.number(flow.decided), discharged=guard.number(flow.discharged), seen=seen,
        median=flow.median if (flow.seen or 0) >= LEAST_BASE and seen is not None else None, rejected=rejected,
        rejected_by=_column(flow.rejected_by, rejected), discharged_by=_column(flow.discharged_by, guard.number(flow.discharged)), again_share=again_share,
        rejected_share=rejected_share, hidden=True,
    )  # fmt: skip


def _part(part: int, whole: int) -> tuple[int | None, float | None]:
    """A part of a whole and its share, both hidden where either side of it is too small to show."""
    pair = table_column([part, whole - part], whole)
    if pair is None or pair[0] is None:
        return (0, 0.0 if whole else None) if part == 0 and whole == 0 else (None, None)
    shown, other = pair
    whole_shown = Guard(open_rows=False).number(whole)
    return shown, None if shown is None or other is None or not whole_shown else float(round(100 * min(shown, whole_shown) / whole_shown))


def _column(numbers: Sequence[int | None], total: int | None) -> tuple[int | None, ...]:
    true = [each or 0 for each in numbers]
    if total is None:
        return (None,) * len(true)
    return tuple(table_column(true, sum(true)) or (None,) * len(true))
