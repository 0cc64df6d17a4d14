"""The clocks of thousands of requests at once: the same as `facts` and the readable functions give, by column.

Requests with an exception, with something in a refusal's place, from youth accommodation or with a day that somebody
mistyped are few, and go by those.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TypeVar
from uuid import UUID

import numpy as np

from goldenthread.core.keeping import Some
from goldenthread.law import bulk
from goldenthread.people.deadlines import Kept
from goldenthread.people.wholesale import NO_DAY, Matters, Wanted, at_fault, by_law, differences, read, unlikely

from .clocks import kept_clocks
from .facts import UNDATED, requests_of

Answer = TypeVar("Answer")

#: A request that has ended on a day that nobody knows, or came on one, has no clock. A plan's day stands for its decision's.
_REQUESTS = [
    ("r.id", "id"), ("r.child_id", "id"), ("CASE WHEN c.closed_list_on IS NULL THEN c.area_id END", "whose"), ("i.user_id", "whose"),
    ("r.area_id", "whose"), ("r.in_youth_accommodation", "flag"), ("r.received_on", "day"), ("r.ended_on", "day"), ("p.made_on", "day"),
]  # fmt: skip
_FROM = """casework_request r JOIN people_child c ON c.id = r.child_id AND {children}
  LEFT JOIN people_involvement i ON i.child_id = r.child_id AND {involved} AND i.role = 'named_worker' AND i.until_on IS NULL
  LEFT JOIN plans_plan p ON p.id = r.plan_id AND {plans}
 WHERE {requests} AND r.again_id IS NULL AND r.received_on IS NOT NULL AND (r.ended = '' OR r.ended_on IS NOT NULL)"""
_DECISIONS = [
    ("d.request_id", "id"), ("d.about = 'assess'", "flag"), ("d.yes", "flag"), ("d.notified_on", "day"), ("d.replaced_on IS NOT NULL", "flag"),
    ("d.forum = 'return' AND d.notified_on IS NULL AND d.made_on IS NULL", "flag"),
]  # fmt: skip


def refresh(child_ids: Collection[UUID]) -> int:
    """Every clock of every request of these children. Returns how many rows had to change."""
    return _compared(Some(named=child_ids), differences).write()


def differing(some: Some) -> set[UUID]:
    """The children of whose requests a clock is not kept as it should be."""
    return _compared(some, at_fault)


def _compared(some: Some, how: Callable[..., Answer]) -> Answer:
    """What `how` says of the clocks kept and those that should be."""
    source = _FROM.format(
        children=some.among("c.id"), involved=some.among("i.child_id"), plans=some.among("p.child_id"), requests=some.among("r.child_id")
    )
    columns = read(_REQUESTS, source, some)
    order = np.argsort(columns[0])
    ids, children, areas, workers, law_areas, custody, received, closed, plan_made = (each[order] for each in columns)
    matters = Matters(ids, children, areas, workers)
    n = len(ids)
    assess, issue = np.full(n, -1, dtype=np.int8), np.full(n, -1, dtype=np.int8)
    told, outcome = (np.full(n, NO_DAY, dtype=np.int32) for _ in range(2))
    stopped, apart = np.zeros(n, dtype=bool), custody.copy()

    decisions = read(_DECISIONS, f"casework_decision d JOIN casework_request r ON r.id = d.request_id WHERE {some.among('r.child_id')}", some)
    at, there = matters.places(decisions[0])
    for is_assess, yes_or_no, days in ((True, assess, told), (False, issue, outcome)):
        chosen = np.flatnonzero(there & (decisions[1] == is_assess))
        yes_or_no[at[chosen]] = decisions[2][chosen]
        days[at[chosen]] = decisions[3][chosen]
        apart[at[chosen]] |= decisions[4][chosen]
        if is_assess:
            stopped[at[chosen]] = decisions[5][chosen]
    (excepted,) = read([("e.request_id", "id")], f"casework_exceptionclaim e JOIN casework_request r ON r.id = e.request_id WHERE {some.among('r.child_id')}", some)
    at, there = matters.places(excepted)
    apart[at[there]] = True

    # A plan known from a return that does not date the decision was decided on when it was made.
    outcome = np.where((issue == 1) & (outcome == NO_DAY), plan_made, outcome)
    apart |= unlikely(received, closed, told, outcome)
    wanted = Wanted()
    for law, places in by_law(law_areas, apart):
        of = bulk.Requests(
            received_on=received.take(places), will_assess=assess.take(places), told_on=told.take(places), will_issue=issue.take(places),
            outcome_on=outcome.take(places), closed_on=closed.take(places),
        )  # fmt: skip
        clocks = bulk.request_clocks(of, law)
        for each in clocks.values():
            wanted.add(each, places, stopped.take(places) if each.clock in UNDATED["assess"] else None)
    return how(some, matters, wanted, matter_kind="request", apart=apart, readable=lambda ids: _readable(ids, matters))


def _readable(child_ids: list[UUID], matters: Matters) -> Iterable[Kept]:
    """What is to be kept of all requests of these children, by the readable functions."""
    requests, decisions, claims = requests_of(child_ids)
    for request in requests:
        yield from kept_clocks(request, decisions[request.pk], claims[request.pk], **matters.lists_of(request.pk))
