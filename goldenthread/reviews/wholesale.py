"""The clocks of thousands of plans at once: the same as `facts` and the readable functions give, by column.

Plans with a day that somebody mistyped are few, and go by those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

import numpy as np

from goldenthread.core.keeping import Some
from goldenthread.law import bulk, school_year, transfer
from goldenthread.law.days import months_after
from goldenthread.law.settings import LawSettings
from goldenthread.people.wholesale import (
    NO_DAY,
    Column,
    Matters,
    Wanted,
    at_fault,
    by_law,
    day,
    differences,
    number,
    read,
    unlikely,
)

from .facts import FROM_21, NOT_IN_A_RETURN, phase_transfers
from .keeping import wanted_of

Answer = TypeVar("Answer")

_PLANS = [
    ("p.id", "id"), ("p.child_id", "id"), ("CASE WHEN c.closed_list_on IS NULL THEN c.area_id END", "whose"), ("i.user_id", "whose"),
    ("p.area_id", "whose"),
    *((each, "day") for each in ("p.made_on", "c.date_of_birth", "c.first_recorded_on", "p.transferred_in_on", "p.cease_notified_on", "p.ceased_on")),
]  # fmt: skip
_FROM = """plans_plan p JOIN people_child c ON c.id = p.child_id AND {children}
  LEFT JOIN people_involvement i ON i.child_id = p.child_id AND {involved} AND i.role = 'named_worker' AND i.until_on IS NULL
 WHERE {plans}"""
_DAYS = ("met_on", "report_on", "notified_on", "notice_sent_on", "amended_final_on", "no_amendment_on")
_REVIEWS = [
    ("r.plan_id", "id"), ("r.outcome = 'A'", "flag"), ("r.first_return IS NOT NULL", "flag"), *((f"r.{name}", "day") for name in _DAYS),
]  # fmt: skip
#: One that is only arranged, or was called off, completes nothing.
_HELD = """reviews_review r JOIN plans_plan p ON p.id = r.plan_id
 WHERE {among} AND coalesce(r.met_on, r.notified_on) IS NOT NULL"""
_PLANNED = [("r.plan_id", "id"), *((f"r.{name}", "day") for name in ("planned_on", "invited_on", "papers_on"))]
#: A meeting to come, or whose day has passed and of which nobody has said yet whether it was held.
_TO_COME = """reviews_review r JOIN plans_plan p ON p.id = r.plan_id
 WHERE {among} AND r.planned_on IS NOT NULL AND r.met_on IS NULL AND r.notified_on IS NULL AND r.called_off_on IS NULL"""
_TRANSFERS = [("t.plan_id", "id"), ("extract(year FROM t.due_on)", "code"), ("t.final_on", "day")]


def refresh(child_ids: Collection[UUID]) -> int:
    """Every clock of every plan of these children. Returns how many rows had to change."""
    return _compared(Some(named=child_ids), differences).write()


def differing(some: Some) -> set[UUID]:
    """The children of whose plans a clock is not kept as it should be."""
    return _compared(some, at_fault)


def _compared(some: Some, how: Callable[..., Answer]) -> Answer:
    """What `how` says of the clocks kept and those that should be."""
    source = _FROM.format(children=some.among("c.id"), involved=some.among("i.child_id"), plans=some.among("p.child_id"))
    columns = read(_PLANS, source, some)
    order = np.argsort(columns[0])
    ids, children, areas, workers, law_areas, made, born, known, moved_in, cease_notice, ceased = (each[order] for each in columns)
    matters = Matters(ids, children, areas, workers)

    amending, from_return, decided, held_here, overlapped, latest, met, reported, notified, notice, amended, dropped = _reviews(matters, some)
    # A return says that a plan is to be amended but not whether the final was sent: no clock can be said to run.
    unknown = from_return & amending & (amended == NO_DAY) & (dropped == NO_DAY)
    since = np.maximum(made, known)
    apart = unlikely(made, born, since, moved_in, cease_notice, ceased, met, reported, notified, notice, amended, dropped, decided)
    apart |= _changed(matters, some) | overlapped
    counted = made.copy()
    for row in np.flatnonzero(from_return & (met != NO_DAY) & (decided == NO_DAY) & ~apart).tolist():
        if met[row] > _year_after(int(made[row])):
            counted[row] = NO_DAY
    columns_of = {
        "made_on": counted, "date_of_birth": born, "last_review_on": decided, "transferred_in_on": moved_in, "cease_notice_on": cease_notice,
        "ceased_on": ceased, "review_meeting_on": met, "review_report_on": reported, "review_decided_on": notified, "amending": (amending & ~unknown).astype(np.int32),
        "amendment_notice_on": np.where(unknown, np.int32(NO_DAY), notice), "amended_final_on": amended, "amendments_dropped_on": dropped,
    }  # fmt: skip
    known_in = np.maximum(np.maximum(made, latest), np.where(moved_in == NO_DAY, -NO_DAY, moved_in))
    columns_of["age25_setting"] = np.where(known_in - born >= FROM_21.days, 0, -1).astype(np.int32)
    meeting, invited, papers = _to_come(matters, some)
    apart |= unlikely(meeting, invited, papers)
    finals = _finals(matters, some)
    wanted = Wanted()
    for law, places in by_law(law_areas, apart):
        clocks = bulk.plan_clocks(bulk.Plans(**{name: each.take(places) for name, each in columns_of.items()}), law)
        for each in clocks.values():
            wanted.add(each, places, ~held_here.take(places) if each.clock in NOT_IN_A_RETURN else None)
        _before(wanted, places, made.take(places), meeting.take(places), invited.take(places), papers.take(places), ceased.take(places), law)
        _transfers(wanted, places, born.take(places), since.take(places), ceased.take(places), finals, law)
    return how(some, matters, wanted, matter_kind="plan", apart=apart, readable=wanted_of)


def _changed(matters: Matters, some: Some) -> Column:
    """Plans of which a ceasing, a move in or somebody who considered a review says more than the plan's own row: few, and they go by the readable functions."""
    apart = np.zeros(len(matters.ids), dtype=bool)
    for table in ("reviews_cease", "reviews_movein", "reviews_considered", "reviews_course"):
        (of,) = read([("x.plan_id", "id")], f"{table} x JOIN plans_plan p ON p.id = x.plan_id WHERE {some.among('p.child_id')}", some)
        at, there = matters.places(of)
        apart[at[there]] = True
    return apart


def _reviews(matters: Matters, some: Some) -> list[Column]:
    """Of each plan: whether its newest review amends it and whether a return alone tells of that; when a review was last
    decided on, whether any was held here, whether one was not finished when the newest was held, and the latest day that is said of
    any; then the newest one's days. The newest is the one met, or decided, last."""
    of, amends, returned, *days = read(_REVIEWS, _HELD.format(among=some.among("p.child_id")), some)
    at, there = matters.places(of)
    met, notified = days[_DAYS.index("met_on")], days[_DAYS.index("notified_on")]
    held = np.where(met == NO_DAY, notified, met)
    order = np.lexsort((_or_never(notified), _or_never(held)))
    order = order[there[order]]
    n = len(matters.ids)
    newest = np.full(n, -1)
    newest[at[order]] = order  # of several the last in order stays
    decided, held_here = np.full(n, -NO_DAY, dtype=np.int32), np.zeros(n, dtype=bool)
    np.maximum.at(decided, at[there], _or_never(notified)[there])
    held_here[at[there & ~returned]] = True
    some_review = newest >= 0
    done = np.where(amends, np.minimum(days[_DAYS.index("amended_final_on")], days[_DAYS.index("no_amendment_on")]), notified)  # none is after every day
    older = order[newest[at[order]] != order]
    older = older[~returned[older]]
    late = older[done[older] >= held[newest[at[older]]]]
    overlapped = np.zeros(n, dtype=bool)
    overlapped[at[late]] = True

    def of_newest(values: Column, otherwise: int) -> Column:
        found = np.full(n, otherwise, dtype=values.dtype)
        found[some_review] = values[newest[some_review]]
        return found

    decided[decided == -NO_DAY] = NO_DAY
    latest = np.full(n, -NO_DAY, dtype=np.int64)  # the latest day that any of them says: when it was met, or decided
    for each in (met, notified):
        np.maximum.at(latest, at[there], _or_never(each)[there])
    return [of_newest(amends, False), of_newest(returned, False), decided, held_here, overlapped, latest, *(of_newest(each, NO_DAY) for each in days)]


def _or_never(days: Column) -> Column:
    """Days to be sorted, where none comes before every other."""
    return np.where(days == NO_DAY, np.int32(-NO_DAY), days)


def _to_come(matters: Matters, some: Some) -> list[Column]:
    """Of each plan the next meeting that is arranged: its day, and when people were invited and sent the papers."""
    of, *days = read(_PLANNED, _TO_COME.format(among=some.among("p.child_id")), some)
    at, there = matters.places(of)
    rows = np.flatnonzero(there)
    rows = rows[np.argsort(days[0][rows], kind="stable")[::-1]]  # of several the first to come is written last, and stays
    found = [np.full(len(matters.ids), NO_DAY, dtype=np.int32) for _ in days]
    for column, each in zip(found, days, strict=True):
        column[at[rows]] = each[rows]
    return found


def _before(
    wanted: Wanted, places: Column, made: Column, meeting: Column, invited: Column, papers: Column, ceased: Column, law: LawSettings
) -> None:
    """What is due before the meeting that is arranged: invitations, and the papers."""
    rows = np.flatnonzero(meeting != NO_DAY)
    for clock, days, met in (("AR-PACK-NOTICE", 15 if law.clear_days_of_notice else 14, invited), ("AR-PACK-PAPERS", 14, papers)):
        done = met.take(rows)
        ended = np.where(done == NO_DAY, ceased.take(rows), NO_DAY)
        wanted.put(places.take(rows), clock, made.take(rows), meeting.take(rows) - days, done, np.full(len(rows), NO_DAY), ended)


def _finals(matters: Matters, some: Some) -> tuple[Column, Column]:
    """When the plan that names the next setting was sent, by plan and year of transfer: keys in order, and days."""
    of, years, sent = read(_TRANSFERS, f"reviews_phasetransfer t JOIN plans_plan p ON p.id = t.plan_id WHERE {some.among('p.child_id')}", some)
    at, there = matters.places(of)
    keys = at[there] * 10_000 + years[there]
    order = np.argsort(keys, kind="stable")
    return keys[order], sent[there][order]


def _transfers(
    wanted: Wanted, places: Column, born: Column, since: Column, ceased: Column, finals: tuple[Column, Column], law: LawSettings
) -> None:
    """Every transfer between phases that falls due after the plan was made and the child was known."""
    keys, sent = finals
    days, which = np.unique(born, return_inverse=True)
    cohorts = np.array([_cohort(each) for each in days.tolist()], dtype=np.int64)[which] if len(born) else born
    for cohort in np.unique(cohorts).tolist():
        mine = np.flatnonzero(cohorts == cohort)
        for phase, year in _moves(cohort):
            rows = mine[since[mine] < number(date(year, 2, 15))]
            clock, starts, due = _phase(phase, year, law)
            key = places[rows] * 10_000 + year
            at = np.searchsorted(keys, key, side="right") - 1
            told = (at >= 0) & (keys[at] == key) if len(keys) else np.zeros(len(rows), dtype=bool)
            met = np.full(len(rows), NO_DAY, dtype=np.int32)
            met[told] = sent[at[told]]
            ended = np.where(met == NO_DAY, ceased[rows], NO_DAY)
            wanted.put(places[rows], clock, *(np.full(len(rows), each) for each in (starts, due)), met, np.full(len(rows), NO_DAY), ended)


@lru_cache(maxsize=20_000)
def _cohort(born: int) -> int:
    return school_year.school_year(day(born) or date.min)


@lru_cache(maxsize=100)
def _moves(cohort: int) -> tuple[tuple[str, int], ...]:
    """All transfers of everybody born in this school year."""
    first = date(cohort, 9, 1)
    return tuple((each.phase, each.year) for each in phase_transfers(first, first))


@lru_cache(maxsize=2_000)
def _phase(phase: str, year: int, law: LawSettings) -> tuple[str, int, int]:
    return transfer.CLOCK_FOR[phase], number(transfer.school_year_before(year, law)), number(transfer.phase_dates(phase, year, law).last_day)


@lru_cache(maxsize=20_000)
def _year_after(made: int) -> int:
    return number(months_after(day(made) or date.min, 12))
