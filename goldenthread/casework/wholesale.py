"""The clocks of thousands of requests at once: the same as `facts` and the readable functions give, by column.

Requests with an exception, with something in a refusal's place or from youth accommodation are few, and go by those.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from goldenthread.law.settings import LawSettings
from goldenthread.people import wholesale
from goldenthread.people.law_readings import settings_of
from goldenthread.people.wholesale import NO_DAY, Key, Matter, Value, day_number

from .clocks import kept_clocks
from .facts import UNDATED, requests_of

#: A plan known from a return that does not date the decision was decided on when it was made. A request that has ended on
#: a day that nobody knows, or came on one, has no clock.
_FACTS = f"""
SELECT r.id::text, r.child_id, CASE WHEN c.closed_list_on IS NULL THEN c.area_id END, i.user_id, r.area_id,
       coalesce(r.in_youth_accommodation, false) OR a.replaced_on IS NOT NULL OR d.replaced_on IS NOT NULL
           OR EXISTS (SELECT 1 FROM casework_exceptionclaim e WHERE e.request_id = r.id),
       {", ".join(day_number(each) for each in ("r.received_on", "r.ended_on", "a.notified_on", "CASE WHEN d.yes THEN coalesce(d.notified_on, p.made_on) ELSE d.notified_on END"))},
       coalesce(a.yes::int, -1), coalesce(d.yes::int, -1), coalesce(a.forum = 'return' AND a.notified_on IS NULL AND a.made_on IS NULL, false)
  FROM casework_request r JOIN people_child c ON c.id = r.child_id
  LEFT JOIN people_involvement i ON i.child_id = c.id AND i.role = 'named_worker' AND i.until_on IS NULL
  LEFT JOIN plans_plan p ON p.id = r.plan_id
  LEFT JOIN casework_decision a ON a.request_id = r.id AND a.about = 'assess'
  LEFT JOIN casework_decision d ON d.request_id = r.id AND d.about = 'issue'
 WHERE r.child_id = ANY (%s::uuid[]) AND r.received_on IS NOT NULL AND (r.ended = '' OR r.ended_on IS NOT NULL)
"""


def refresh(child_ids: Collection[UUID]) -> int:
    """Every clock of every request of these children. Returns how many rows had to change."""
    by_law: dict[LawSettings, list[tuple[Any, ...]]] = defaultdict(list)
    wanted: dict[Key, Value] = {}
    matters: list[Matter] = []
    one_by_one: dict[str, Matter] = {}
    for row in wholesale.rows(_FACTS, child_ids):
        matter = Matter(*row[:4])
        matters.append(matter)
        if row[5]:
            one_by_one[matter.id] = matter
        else:
            by_law[settings_of(row[4])].append(row)
    for law, requests in by_law.items():
        _requests(requests, law, wanted)
    if one_by_one:
        requests_, decisions, claims = requests_of(list({matter.child_id for matter in one_by_one.values()}))
        for request in requests_:
            if to := one_by_one.get(str(request.pk)):
                kept = kept_clocks(request, decisions[request.pk], claims[request.pk], area_id=to.area_id, worker_id=to.worker_id)
                wanted.update(map(wholesale.of_readable, kept))
    return wholesale.keep_equal(wanted, matters, child_ids=child_ids, matter_kind="request")


def _requests(requests: list[tuple[Any, ...]], law: LawSettings, wanted: dict[Key, Value]) -> None:
    bulk = wholesale.columns()
    assert bulk is not None
    import numpy as np

    columns = list(zip(*requests, strict=True))
    received, closed, told, outcome = (np.array(values, dtype=np.int32) for values in columns[6:10])
    assess, issue = (np.array(values, dtype=np.int8) for values in columns[10:12])
    stopped = np.array(columns[12]) & (told == NO_DAY)
    clocks = bulk.request_clocks(
        bulk.Requests(received_on=received, will_assess=assess, told_on=told, will_issue=issue, outcome_on=outcome, closed_on=closed), law
    )
    matters = [Matter(*row[:4]) for row in requests]
    for each in clocks.values():
        wanted.update(wholesale.of_clocks(each, matters, stopped if each.clock in UNDATED["assess"] else None))
