"""Figures that are kept: of today and the newest month's end as lists show them, and of the ends of past months. From what is kept
where that is of today, counted anew otherwise, by the same function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from goldenthread.core import clock, rows, wall
from goldenthread.core.actions import action, record
from goldenthread.core.models import Event
from goldenthread.core.prepared import prepared_cursor
from goldenthread.people.models import Area

from .declared import YEAR, Figure, window_of, year_to
from .figures import figures, month_ends, serieses
from .kept import counting_anew, forget, generation_of
from .library import LIBRARY
from .models import Snapshot

MONTHS = 24
#: Times that are the same in lists of months and on an indicator's own page.
SAME_TIME = frozenset({"as at", YEAR})


def history(code: str, *, area: int, at: date, months: int = MONTHS) -> list[Figure]:
    """The ends of the whole months up to a day, oldest first: each over twelve months, or on its day."""
    ends = month_ends(at, months=months)
    return of_months([code], area=area, ends=ends)[code]


def of_months(codes: Iterable[str], *, area: int, ends: Sequence[date]) -> dict[str, list[Figure]]:
    """Each of these indicators at the ends of these months, over the twelve months before each or on its day: of today, for everybody
    who asks on a page, in a file or by the API. Indicators that await their facts are left out."""
    asked = [code for code in codes if LIBRARY[code].counted]
    found = histories(asked, area=area, ends=ends)
    if missing := [code for code in asked if code not in found]:
        found |= serieses(missing, area=area, ends=ends, over=YEAR)
    return found


def histories(codes: Iterable[str], *, area: int, ends: Sequence[date], fresh: bool = True) -> dict[str, list[Figure]]:
    """What is kept of these indicators, for those of which every one of these days is kept. `fresh`: only what was counted today."""
    found: dict[str, dict[date, Figure]] = {}
    for figure, _ in _kept(codes, area, ends, own=False, fresh=fresh):
        found.setdefault(figure.indicator.code, {})[figure.at] = figure
    return {code: [by_day[at] for at in ends] for code, by_day in found.items() if len(by_day) == len(ends)}


def newest(codes: Iterable[str], *, area: int, at: date) -> tuple[dict[str, Figure], datetime | None]:
    """Each over its own time up to today or the newest month's end, and when the oldest of them was counted; None: just now.

    Without breakdowns. Indicators that await their facts are left out.
    """
    asked = [code for code in codes if LIBRARY[code].counting]
    found, counted = as_last_counted(asked, area=area, at=at)
    if missing := [code for code in asked if code not in found]:
        found |= figures(missing, area=area, at=at)
    return found, counted


def as_last_counted(codes: Iterable[str], *, area: int, at: date) -> tuple[dict[str, Figure], datetime | None]:
    """Those of these indicators of which the figure as at this day was counted today, and when the oldest of them was."""
    kept = list(_kept(codes, area, [at], own=True, fresh=True))
    return {figure.indicator.code: figure for figure, _ in kept}, min((counted for _, counted in kept), default=None)


def counted_at(area: int) -> datetime | None:
    """When the past months of an area were last counted."""
    return Snapshot.objects.filter(area=area, own=False).order_by("-counted_at").values_list("counted_at", flat=True).first()


def months_counted_on(area: int, on: date) -> bool:
    """Whether the past months of an area were all counted on this day."""
    oldest = Snapshot.objects.filter(area=area, own=False).aggregate(oldest=Min("counted_at"))["oldest"]
    return oldest is not None and timezone.localdate(oldest) == on


def mark(area: int, codes: Sequence[str], end: date) -> tuple[datetime, int] | None:
    """When the past months were counted, by the first of these indicators, and a number that is another once a figure of the area was
    checked or changed after it was. None where they were not counted today."""
    first = next((code for code in codes if code in LIBRARY and LIBRARY[code].counted), "")
    with prepared_cursor() as cursor:
        cursor.execute(_COUNTED_AT, {"area": area, "code": first, "at": end})
        found = cursor.fetchone()
    return found if found and timezone.localdate(found[0]) == clock.today() else None


@action
def keep_snapshots(*, area: Area, by: Any, on: date, months: int = MONTHS) -> int:
    """Count every indicator at the ends of the last whole months, and as at today, and keep that in place of what was kept. Gives
    how many."""
    kept = keep_months(area, on, months=months) + keep_today(area, on)
    record("insight.keep_snapshots", fact={"area": area.pk, "months": months, "figures": kept})
    return kept


@transaction.atomic
def keep_months(area: Area, on: date, *, months: int = MONTHS) -> int:
    """Count every indicator at the ends of the last whole months, and keep that in place of what was kept: a cache, which no event
    tells of. Gives how many."""
    _alone(area.pk)
    with counting_anew():
        made = list(_rows(area, serieses(LIBRARY, area=area.pk, ends=month_ends(on, months=months), over=YEAR), own=False))
    Snapshot.objects.filter(area=area, own=False).delete()
    rows.insert_many(Snapshot, made)
    return len(made)


@transaction.atomic
def keep_today(area: Area, on: date, *, instead_of: int | None = None) -> int:
    """Count every indicator as at today and the newest month's end, and keep that in place of what was kept: a cache, which no event
    tells of. Gives how many; none where somebody else did meanwhile, in place of the count with the number `instead_of`."""
    _alone(area.pk)
    if instead_of is not None and (now := generation_of(area.pk)) and now.number != instead_of:
        return 0
    newest_event, end = _newest_event(), month_ends(on, months=1)[0]
    with counting_anew():
        counted = serieses(LIBRARY, area=area.pk, ends=sorted({end, on}))
        made = list(_rows(area, counted, own=True, newest_event=newest_event))
        kept = set(Snapshot.objects.filter(area=area, own=False, at=end).values_list("code", flat=True))
        of_a_year = {code: found for code, found in counted.items() if code in kept}
        others = [code for code in of_a_year if LIBRARY[code].period not in SAME_TIME]
        of_a_year |= serieses(others, area=area.pk, ends=[end], over=YEAR)
        # The month's end stands on dashboards too, over twelve months: it is counted again with today, so that both say the same.
        made_of_month = list(_rows(area, {code: [each for each in found if each.at == end] for code, found in of_a_year.items()}, own=False))
    Snapshot.objects.filter(area=area, own=True).delete()
    Snapshot.objects.filter(area=area, own=False, at=end, code__in=list(of_a_year)).delete()
    forget(area.pk)
    rows.insert_many(Snapshot, made + made_of_month)
    return len(made)


def month_kept(code: str, *, area: int, at: date) -> tuple[Figure, datetime] | None:
    """What lists of months say of one month's end and when it was counted, where that was today and over the indicator's own time."""
    if LIBRARY[code].period not in SAME_TIME:
        return None
    return next(_kept([code], area, [at], own=False, fresh=True), None)


def recorded_since_counted(area: int) -> bool:
    """Whether something was recorded of a child of this area since today's figures were counted."""
    with wall.lifted(because="insight.keep_today: whether something was recorded in an area"), connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (SELECT FROM core_event e JOIN people_child c ON c.id = e.child_id
                            WHERE c.area_id = %(area)s AND e.id > (SELECT max(newest_event) FROM insight_snapshot WHERE area_id = %(area)s AND own))
            """,
            {"area": area},
        )  # fmt: skip
        return bool(cursor.fetchone()[0])


def areas_to_count(on: date) -> list[Area]:
    """Areas of which today's figures were not counted on this day, or where something was recorded of a child since."""
    counted = {area: (event, at) for area, event, at in Snapshot.objects.filter(own=True).values_list("area").annotate(Max("newest_event"), Min("counted_at"))}
    due = {area.pk for area in Area.objects.all() if area.pk not in counted or timezone.localdate(counted[area.pk][1]) != on}
    if left := {area: event for area, (event, _) in counted.items() if area not in due}:
        with wall.lifted(because="insight.keep_today: in which areas something was recorded"), connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.area_id, max(e.id) FROM core_event e JOIN people_child c ON c.id = e.child_id WHERE e.id > %s GROUP BY 1", [min(left.values())],
            )  # fmt: skip
            due |= {area for area, event in cursor.fetchall() if event > left.get(area, event)}
    return [area for area in Area.objects.all() if area.pk in due]


def _alone(area: int) -> None:
    """One count of an area's figures at a time, until the transaction ends: a second would write what the first wrote."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('insight_snapshot'), %s::int)", [area])


def _newest_event() -> int:
    """The newest event there is. One that is being written with a lower number is counted with the next, or in the night."""
    with wall.lifted(because="insight.keep_today: the number of the newest event"):
        return Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _rows(area: Area, counted: dict[str, list[Figure]], *, own: bool, newest_event: int = 0) -> Iterator[Snapshot]:
    now = clock.now()
    for code, found in counted.items():
        for figure in found:
            yield Snapshot(
                area=area, code=code, at=figure.at, own=own, numerator=figure.numerator or 0, denominator=figure.denominator, value=figure.value,
                complete=figure.complete, beside=[*figure.beside, *figure.children], warnings=list(figure.warnings), counted_at=now, newest_event=newest_event,
            )  # fmt: skip


def _kept(codes: Iterable[str], area: int, days: Sequence[date], *, own: bool, fresh: bool) -> Iterator[tuple[Figure, datetime]]:
    """Figures that are kept, each with when it was counted."""
    with prepared_cursor() as cursor:
        cursor.execute(_KEPT, {"area": area, "codes": list(codes), "days": list(days), "own": own})
        kept = cursor.fetchall()
    today = clock.today()
    of_today: dict[datetime, bool] = {}
    for code, at, numerator, denominator, value, complete, beside, warnings, counted in kept:
        if counted not in of_today:
            of_today[counted] = timezone.localdate(counted) == today
        if fresh and not of_today[counted]:
            continue
        indicator = LIBRARY.get(code)
        if indicator is None:  # of an edition of the library before this one
            continue
        shares = len(indicator.counting.beside) if indicator.counting else 0
        window = window_of(indicator, at) if own or indicator.period == "as at" else year_to(at)
        yield (
            Figure(
                indicator=indicator, at=at, known=None, numerator=numerator, denominator=denominator, value=value, window=window,
                warnings=tuple(warnings), complete=complete, beside=tuple(beside[:shares]), children=tuple(beside[shares:]),
            ),
            counted,
        )  # fmt: skip


_KEPT = """
SELECT code, at, numerator, denominator, value, complete, ARRAY(SELECT jsonb_array_elements_text(beside)::bigint),
       ARRAY(SELECT jsonb_array_elements_text(warnings)), counted_at
  FROM insight_snapshot
 WHERE area_id = %(area)s::bigint AND code = ANY (%(codes)s::varchar[]) AND at = ANY (%(days)s::date[]) AND own = %(own)s::boolean
"""
_COUNTED_AT = """
SELECT counted_at, (SELECT coalesce(max(k.id), 0) + count(k.changed_on) FROM insight_figurecheck k WHERE k.area_id = %(area)s::bigint)
  FROM insight_snapshot WHERE area_id = %(area)s::bigint AND code = %(code)s::varchar AND at = %(at)s::date AND NOT own
"""
