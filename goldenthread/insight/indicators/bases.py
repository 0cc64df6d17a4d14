"""The rows that indicators count: one statement for each kind of thing, each row with the days on which facts happened.

A base is written in two steps. `rows` are the facts of an area without a date (`x`). `when` ties them to a day that is
asked about: `e.at` is the day as at which we look, `e.since` and `e.until` the first and last day counted over. A fact
counts at `e.at` only if it had happened by then, so every condition on a later fact compares it with `e.at`.

`recorded` says which actions record a dated column: with "what was known then" a column is empty until one of them was done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Base:
    """`key` is the day that a row belongs to, for breakdowns by year. `child` is false for things that no child hangs from.

    `odd` are conditions for rows that can be in no number, each with the sentence that says so.
    """

    rows: str
    when: str
    key: str
    child: bool = True
    recorded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    odd: Mapping[str, str] = field(default_factory=dict)


_IN_WINDOW = "{} BETWEEN e.since AND e.until"

RECEIVED = ("casework.receive_request",)
MADE = ("casework.issue_plan", "reviews.write_bundle")
CEASED = ("reviews.end_plan", "reviews.transfer_out")
ASSESS = ("casework.decide_to_assess", "casework.decide_not_to_assess")

#: The day on which this area began to be responsible for a plan: of one that came from another area, the day it came.
_HERE_FROM = "CASE WHEN p.transferred_from <> '' THEN coalesce(p.transferred_in_on, c.first_recorded_on) ELSE p.made_on END"

PLANS = Base(
    rows=f"""
        SELECT p.id, p.child_id, p.made_on, {_HERE_FROM} AS here_from, p.ceased_on, p.personal_budget, p.residential, p.work_based, p.transferred_from
          FROM plans_plan p JOIN people_child c ON c.id = p.child_id WHERE p.area_id = %(area)s""",
    when="x.here_from <= e.at AND (x.ceased_on IS NULL OR x.ceased_on > e.at)",
    key="x.made_on",
    recorded={"here_from": MADE, "ceased_on": CEASED},
)
ISSUED = Base(
    rows="""
        SELECT p.id, p.child_id, p.made_on, r.received_on, p.made_on - r.received_on AS days,
               EXISTS (SELECT 1 FROM casework_decision d WHERE d.request_id = r.id AND d.about = 'issue' AND NOT d.yes) AS refused,
               (SELECT min(k.accepted_on) FROM casework_exceptionclaim k
                 WHERE k.request_id = r.id AND k.clock = 'EHCNA-20' AND k.advice_request_id IS NULL) AS excepted_on
          FROM plans_plan p LEFT JOIN casework_request r ON r.plan_id = p.id
         WHERE p.area_id = %(area)s AND p.transferred_from = ''""",
    when=_IN_WINDOW.format("x.made_on"),
    key="x.made_on",
    recorded={"made_on": MADE},
    odd={"x.received_on IS NULL": "{n} plans have no day of their request in the record, so that nobody can say how long they took. They are in neither number."},
)
REQUESTS = Base(
    rows="""
        SELECT r.id, r.child_id, r.received_on, r.route, r.ended, r.ended_on, r.request_mediation, r.request_tribunal,
               d.yes AS assess_yes, d.notified_on AS assess_on
          FROM casework_request r LEFT JOIN casework_decision d ON d.request_id = r.id AND d.about = 'assess'
         WHERE r.area_id = %(area)s""",
    when=_IN_WINDOW.format("x.received_on"),
    key="x.received_on",
    recorded={"received_on": RECEIVED, "assess_on": ASSESS},
    own={"source": "x.route"},
    odd={"x.assess_yes IS NOT NULL AND x.assess_on IS NULL": "{n} decisions whether to assess have no day on which the family was told."},
)

BASES: dict[str, Base] = {"plans": PLANS, "issued": ISSUED, "requests": REQUESTS}
