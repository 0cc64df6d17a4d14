"""Facts of requests and plans for the clocks, from a seed: rows for the readable functions, columns for the fast ones."""

from __future__ import annotations

from datetime import date

import numpy as np

from goldenthread.law import bulk
from goldenthread.law.timetable import ExceptionClaim, PlanFacts, RequestFacts

TODAY = date(2026, 11, 20)
_NOW = bulk.number(TODAY)
_NONE = int(bulk.MISSING)


def request_columns(count: int, seed: int) -> bulk.Requests:
    """Requests of six years: most decided, a tenth still running, some lifted, some withdrawn, some on 29 February."""
    dice = np.random.default_rng(seed)
    received = (_NOW - dice.integers(0, 2200, count)).astype(np.int32)
    received[dice.random(count) < 0.002] = bulk.number(date(2024, 2, 29))

    def later(base, least, most, share):
        found = base + dice.integers(least, most, count).astype(np.int32)
        return np.where((dice.random(count) < share) & (base != _NONE) & (found <= _NOW), found, np.int32(_NONE)).astype(np.int32)

    told = later(received, 10, 60, 0.97)
    assess = np.where(told == _NONE, -1, (dice.random(count) < 0.72).astype(np.int8)).astype(np.int8)
    going = np.where(assess == 1, told, np.int32(_NONE)).astype(np.int32)
    outcome = later(going, 60, 200, 0.95)
    issue = np.where(outcome == _NONE, -1, (dice.random(count) < 0.95).astype(np.int8)).astype(np.int8)
    return bulk.Requests(
        received_on=received, will_assess=assess, told_on=told, will_issue=issue, outcome_on=outcome,
        draft_served_on=np.where(issue == 1, later(going, 40, 60, 0.7), np.int32(_NONE)).astype(np.int32),
        closed_on=np.where(told == _NONE, later(received, 5, 30, 0.3), np.int32(_NONE)).astype(np.int32),
        lifted_06=later(received, 20, 40, 0.01), lifted_20=later(received, 100, 140, 0.08),
    )  # fmt: skip


def plan_columns(count: int, seed: int) -> bulk.Plans:
    """Plans in force and some that ceased, with their last review, a meeting to come or held, a phase to change."""
    dice = np.random.default_rng(seed + 1)
    made = (_NOW - dice.integers(0, 3600, count)).astype(np.int32)
    last = np.where(_NOW - made > 400, _NOW - dice.integers(0, 450, count), _NONE).astype(np.int32)
    met = np.where((last != _NONE) & (dice.random(count) < 0.3), last + 300, _NONE).astype(np.int32)
    met = np.where(met <= _NOW, met, _NONE).astype(np.int32)
    decided = np.where((met != _NONE) & (dice.random(count) < 0.7), met + dice.integers(5, 50, count), _NONE).astype(np.int32)
    notice = np.where((decided != _NONE) & (decided <= _NOW) & (dice.random(count) < 0.5), decided, _NONE).astype(np.int32)
    return bulk.Plans(
        made_on=made, date_of_birth=(_NOW - dice.integers(3 * 365, 24 * 365, count)).astype(np.int32), last_review_on=last,
        review_planned_on=np.where(dice.random(count) < 0.2, _NOW + dice.integers(1, 90, count), _NONE).astype(np.int32),
        review_meeting_on=met, review_decided_on=np.where(decided <= _NOW, decided, _NONE).astype(np.int32),
        amending=(notice != _NONE).astype(np.int32), amendment_notice_on=notice,
        phase=np.where(dice.random(count) < 0.15, 3, -1).astype(np.int32), transfer_year=np.full(count, 2027, np.int32),
        ceased_on=np.where(dice.random(count) < 0.06, _NOW - dice.integers(0, 200, count), _NONE).astype(np.int32),
    )  # fmt: skip


_DECISION = {-1: None, 0: False, 1: True}


def request_rows(columns: bulk.Requests) -> list[RequestFacts]:
    """The same as facts, one a request."""
    def at(column, row):
        return None if column is None else bulk.day(column[row])

    rows = []
    for row in range(len(columns.received_on)):
        claims = tuple(
            ExceptionClaim(clock=clock, ground="absence", accepted_on=at(column, row))
            for clock, column in (("EHCNA-06", columns.lifted_06), ("EHCNA-20", columns.lifted_20))
            if at(column, row)
        )
        rows.append(
            RequestFacts(
                received_on=at(columns.received_on, row), decided_to_assess=_DECISION[int(columns.will_assess[row])], assess_notified_on=at(columns.told_on, row),
                decided_to_issue=_DECISION[int(columns.will_issue[row])], issue_notified_on=at(columns.outcome_on, row),
                draft_served_on=at(columns.draft_served_on, row), closed_on=at(columns.closed_on, row), exceptions=claims,
            )
        )  # fmt: skip
    return rows


def plan_rows(columns: bulk.Plans) -> list[PlanFacts]:
    """The same as facts, one a plan."""
    from goldenthread.law import transfer

    phases = list(transfer.BEFORE)
    rows = []
    for row in range(columns.size):
        facts = {name: bulk.day(values[row]) for name, values in columns.given.items() if name not in ("amending", "phase", "transfer_year")}
        phase = int(columns.phase[row])
        rows.append(
            PlanFacts(
                **facts, amend_decision="amend" if columns.amending[row] else None, phase=None if phase < 0 else phases[phase],
                transfer_year=int(columns.transfer_year[row]),
            )
        )  # fmt: skip
    return rows


