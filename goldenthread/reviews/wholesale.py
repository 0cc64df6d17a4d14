"""The clocks of thousands of plans at once: the same as `facts` and the readable functions give, by column."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from goldenthread.law import school_year, transfer
from goldenthread.law.days import months_after
from goldenthread.law.settings import LawSettings
from goldenthread.law.timetable import CLOCKS
from goldenthread.people import wholesale
from goldenthread.people.law_readings import settings_of
from goldenthread.people.wholesale import NO_DAY, Key, Matter, Value, day, day_number, number

from .facts import NOT_IN_A_RETURN, phase_transfers

#: The newest review is the one met, or decided, last. A meeting that only a return tells of says nothing of those before it.
_FACTS = f"""
SELECT p.id::text, p.child_id, CASE WHEN c.closed_list_on IS NULL THEN c.area_id END, i.user_id, p.area_id,
       {", ".join(day_number(each) for each in (
           "p.made_on", "c.date_of_birth", "c.first_recorded_on", "p.transferred_in_on", "p.cease_notified_on", "p.ceased_on",
           "n.met_on", "n.report_on", "n.notified_on", "n.notice_sent_on", "n.amended_final_on", "n.no_amendment_on", "r.last_notified_on"))},
       coalesce(n.outcome, ''), n.first_return IS NOT NULL, coalesce(r.held_here, false), t.final_on
  FROM plans_plan p JOIN people_child c ON c.id = p.child_id
  LEFT JOIN people_involvement i ON i.child_id = c.id AND i.role = 'named_worker' AND i.until_on IS NULL
  LEFT JOIN LATERAL (
       SELECT * FROM reviews_review r WHERE r.plan_id = p.id AND coalesce(r.met_on, r.notified_on) IS NOT NULL
        ORDER BY coalesce(r.met_on, r.notified_on) DESC NULLS LAST, r.notified_on DESC NULLS LAST LIMIT 1) n ON true
  LEFT JOIN LATERAL (
       SELECT max(r.notified_on) AS last_notified_on, bool_or(r.first_return IS NULL) AS held_here
         FROM reviews_review r WHERE r.plan_id = p.id AND coalesce(r.met_on, r.notified_on) IS NOT NULL) r ON true
  LEFT JOIN LATERAL (
       SELECT jsonb_object_agg(extract(year FROM t.due_on)::int, {day_number("t.final_on")}) AS final_on
         FROM reviews_phasetransfer t WHERE t.plan_id = p.id) t ON true
 WHERE p.child_id = ANY (%s::uuid[])
"""


def refresh(child_ids: Collection[UUID]) -> int:
    """Every clock of every plan of these children. Returns how many rows had to change."""
    by_law: dict[LawSettings, list[tuple[Any, ...]]] = defaultdict(list)
    for row in wholesale.rows(_FACTS, child_ids):
        by_law[settings_of(row[4])].append(row)
    wanted: dict[Key, Value] = {}
    matters: list[Matter] = []
    for law, plans in by_law.items():
        of_these = [Matter(*row[:4]) for row in plans]
        matters += of_these
        _reviews(plans, of_these, law, wanted)
        _transfers(plans, of_these, law, wanted)
    return wholesale.keep_equal(wanted, matters, child_ids=child_ids, matter_kind="plan")


def _reviews(plans: list[tuple[Any, ...]], matters: list[Matter], law: LawSettings, wanted: dict[Key, Value]) -> None:
    """The clocks of reviews, of amendments, of a plan that moved in and of one that is to cease."""
    bulk = wholesale.columns()
    assert bulk is not None
    import numpy as np

    made, born, _, moved_in, cease_notice, ceased, met, reported, notified, notice, amended, dropped, decided = (
        np.array(values, dtype=np.int32) for values in list(zip(*plans, strict=True))[5:18]
    )
    outcome, from_return, held_here = (np.array(values) for values in list(zip(*plans, strict=True))[18:21])
    # A return says that a plan is to be amended but not whether the final was sent: no clock can be said to run.
    unknown = from_return & (outcome == "A") & (amended == NO_DAY) & (dropped == NO_DAY)
    for row in (from_return & (met != NO_DAY) & (decided == NO_DAY)).nonzero()[0].tolist():
        if day(int(met[row])) > months_after(day(int(made[row])), 12):  # type: ignore[operator,arg-type]
            made[row] = NO_DAY
    clocks = bulk.plan_clocks(
        bulk.Plans(
            made_on=made, date_of_birth=born, last_review_on=decided, transferred_in_on=moved_in, cease_notice_on=cease_notice, ceased_on=ceased,
            review_meeting_on=met, review_report_on=reported, review_decided_on=notified, amending=((outcome == "A") & ~unknown).astype(np.int32),
            amendment_notice_on=np.where(unknown, np.int32(NO_DAY), notice), amended_final_on=amended, amendments_dropped_on=dropped,
        ),
        law,
    )  # fmt: skip
    for each in clocks.values():
        wanted.update(wholesale.of_clocks(each, matters, ~held_here if each.clock in NOT_IN_A_RETURN else None))


def _transfers(plans: list[tuple[Any, ...]], matters: list[Matter], law: LawSettings, wanted: dict[Key, Value]) -> None:
    """Every transfer between phases that falls due after the plan was made and the child was known."""
    for row, matter in zip(plans, matters, strict=True):
        made, born, known, ceased, final_on = row[5], row[6], row[7], row[10], json.loads(row[21]) if row[21] else {}
        for phase, year in _moves(_cohort(born), max(made, known)):
            clock, starts, due = _phase(phase, year, law)
            met = final_on.get(str(year), NO_DAY)
            wanted[matter.id, clock, "", starts] = (
                matter.area_id, matter.worker_id, CLOCKS[clock].kind, due, met, NO_DAY, ceased if met == NO_DAY else NO_DAY,
            )  # fmt: skip


@lru_cache(maxsize=20_000)
def _cohort(born: int) -> int:
    return school_year.school_year(date(1970, 1, 1) + timedelta(days=born))


@lru_cache(maxsize=200_000)
def _moves(cohort: int, since: int) -> tuple[tuple[str, int], ...]:
    """The transfers of everybody born in this school year from a day on: they are the same for all of them."""
    since_on = day(since)
    assert since_on is not None
    return tuple((each.phase, each.year) for each in phase_transfers(date(cohort, 9, 1), since_on))


@lru_cache(maxsize=2_000)
def _phase(phase: str, year: int, law: LawSettings) -> tuple[str, int, int]:
    return transfer.CLOCK_FOR[phase], number(transfer.school_year_before(year, law)), number(transfer.phase_dates(phase, year, law).last_day)
