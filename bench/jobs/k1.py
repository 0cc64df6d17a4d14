"""K1: every clock of every request and plan, against the readable functions, pandas and numpy's busday."""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Iterator
from typing import Any

import numpy as np

from bench import place
from bench.asking import Asked
from bench.datagen import clocks as data
from bench.pairs import interleave, timed
from bench.results import Result, compared
from goldenthread.law import bulk, holidays
from goldenthread.law.timetable import STATES, duties

ENGLAND = 640_000
WAYS = place.BENCH / "peers" / "usual_clocks" / "ways.py"
LOOP_ROWS = 20_000  # the readable functions take seconds for these
TIMES = 20  # ours takes a few thousandths of a second: a sample is the mean of so many


def results(run: Any) -> Iterator[Result]:
    requests, plans = data.request_columns(LOOP_ROWS, run.seed), data.plan_columns(LOOP_ROWS, run.seed)
    request_rows, plan_rows = data.request_rows(requests), data.plan_rows(plans)
    bulk.plan_clocks(plans), bulk.request_clocks(requests)  # tables are filled once a process
    clocks = counted(every(requests, plans))
    pairs = interleave(timed(lambda: every(requests, plans), TIMES), timed(lambda: one_by_one(request_rows, plan_rows)), same)
    yield compared("K1-python", f"{LOOP_ROWS:,}", pairs, per=clocks, unit="ns", clocks=clocks, note="per clock")

    for goal, way, rows in (("K1-pandas", "pandas", LOOP_ROWS), ("K1-busday", "busday", ENGLAND)):
        yield beside(goal, way, rows, run.seed)

    many, plans = data.request_columns(ENGLAND, run.seed), data.plan_columns(ENGLAND, run.seed)
    every(many, plans)
    samples = [timed(lambda: every(many, plans))() for _ in range(9)]
    clocks = counted(samples[0].answer)
    seconds = statistics.median(each.wall for each in samples)
    yield Result("K1-all", f"{ENGLAND:,}", seconds, f"{seconds:.3f} s", extra={"clocks": clocks, "ns a clock": seconds / clocks * 1e9})


def beside(goal: str, way: str, rows: int, seed: int) -> Result:
    """The clocks of requests and appeals against one of the usual ways, which runs in its own environment."""
    python = place.peer_python("usual_clocks")
    if python is None:
        return Result(goal, f"{rows:,}", None, why_not="pandas could not be installed")
    columns = data.request_columns(rows, seed)
    received, sent = columns.received_on, np.where(columns.told_on == bulk.MISSING, columns.received_on, columns.told_on)
    days = sorted({day for year in range(2018, 2032) for day in (*holidays.computed(year), *holidays._days()) if holidays.is_holiday(day)})
    facts = place.LOCAL / f"clocks-{rows}.npz"
    np.savez(facts, received=received.astype("datetime64[D]"), sent=sent.astype("datetime64[D]"), holidays=np.array(days, "datetime64[D]"))
    with Asked(python, WAYS, way, str(facts)) as peer:
        pairs = interleave(timed(lambda: mark(ours_of(received, sent)), TIMES if rows == LOOP_ROWS else 1), peer.turn, lambda ours, theirs: ours == theirs)
    return compared(goal, f"{rows:,}", pairs, per=4 * rows, unit="ns", note="per clock; both also hash their dates")


def every(requests: bulk.Requests, plans: bulk.Plans) -> list[tuple[int, bulk.Clocks, np.ndarray]]:
    """All clocks with their states today."""
    return [
        (kind, each, each.states(data.TODAY))
        for kind, found in ((0, bulk.request_clocks(requests)), (1, bulk.plan_clocks(plans)))
        for each in found.values()
    ]


def counted(found: list) -> int:
    return sum(int((clocks.due_on != bulk.ABSENT).sum()) for _, clocks, _ in found)


def one_by_one(requests: list, plans: list) -> list:
    """The same from the readable functions."""
    return [[(duty.clock, duty.starts_on, duty.due_on, duty.state(data.TODAY)) for duty in duties(row)] for row in [*requests, *plans]]


def same(found: list, answer: list) -> bool:
    """Every clock, date and state of every row is equal."""
    half = len(answer) // 2
    for row, expected in enumerate(answer):
        mine = []
        for kind, clocks, states in found:
            at = clocks.place(row - half * kind) if kind == (row >= half) else None
            if at is not None:
                start = None if clocks.starts_on is None else bulk.day(clocks.starts_on[at])
                mine.append((clocks.clock, start, bulk.day(clocks.due_on[at]), STATES[states[at]]))
        if sorted(mine, key=repr) != sorted(expected, key=repr):
            return False
    return True


def ours_of(received: np.ndarray, sent: np.ndarray) -> dict[str, np.ndarray]:
    """The three clocks and the appeal from the platform's own tables."""
    found = {name: each.due_on for name, each in bulk.request_clocks(bulk.Requests(received_on=received)).items() if name.startswith("EHCNA")}
    return {**found, "appeal": bulk.appeal_dates(sent)}


def mark(found: dict[str, np.ndarray]) -> str:
    """A hash of all dates, as the peer makes it."""
    total = hashlib.blake2b()
    for name in sorted(found):
        total.update(found[name].astype(np.int32).tobytes())
    return total.hexdigest()
