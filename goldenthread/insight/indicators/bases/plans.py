"""Plans in force, plans that ended, what they hold, and where the children are."""

from __future__ import annotations

from .assessment import MADE
from .declared import IN_WINDOW, Base

CEASED = ("reviews.end_plan", "reviews.transfer_out")

#: The day on which this area began to be responsible for a plan: of one that came from another area, the day it came.
HERE_FROM = "CASE WHEN p.transferred_from <> '' THEN coalesce(p.transferred_in_on, greatest(c.first_recorded_on, p.made_on)) ELSE p.made_on END"
IN_FORCE = "x.here_from <= e.at AND (x.ceased_on IS NULL OR x.ceased_on > e.at)"
_RECORDED = {"here_from": MADE, "ceased_on": CEASED}

PLANS = Base(
    rows=f"""
        SELECT p.id, p.child_id, p.made_on, {HERE_FROM} AS here_from, p.ceased_on, p.personal_budget, p.residential, p.work_based
          FROM plans_plan p JOIN people_child c ON c.id = p.child_id WHERE p.area_id = %(area)s""",
    when=IN_FORCE,
    key="x.made_on",
    recorded=_RECORDED,
)
CHANGE = Base(
    rows=f"""
        SELECT p.id, p.child_id, p.made_on, {HERE_FROM} AS here_from, p.ceased_on
          FROM plans_plan p JOIN people_child c ON c.id = p.child_id WHERE p.area_id = %(area)s""",
    when="x.here_from <= e.at AND (x.ceased_on IS NULL OR x.ceased_on > (e.at - interval '1 year')::date)",
    key="x.made_on",
    recorded=_RECORDED,
)
NEW_AND_HELD = Base(
    rows=f"""
        SELECT p.id, p.child_id, p.made_on, p.transferred_from = '' AS new_here, {HERE_FROM} AS here_from, p.ceased_on
          FROM plans_plan p JOIN people_child c ON c.id = p.child_id WHERE p.area_id = %(area)s""",
    when=f"(({IN_FORCE}) OR x.made_on BETWEEN e.since AND e.until)",
    key="x.made_on",
    recorded=_RECORDED,
)
CEASED_PLANS = Base(
    rows="""
        SELECT p.id, p.child_id, p.made_on, p.ceased_on, p.cease_reason AS reason FROM plans_plan p WHERE p.area_id = %(area)s""",
    when=IN_WINDOW.format("x.ceased_on"),
    key="x.ceased_on",
    recorded={"ceased_on": CEASED},
    own={"reason": "x.reason"},
)
CEASINGS = Base(
    rows="""
        SELECT s.plan_id AS id, s.child_id, s.decided_on, s.meeting_offered_on
          FROM reviews_cease s WHERE s.area_id = %(area)s AND s.yes AND s.withdrawn_on IS NULL""",
    when=IN_WINDOW.format("x.decided_on"),
    key="x.decided_on",
    recorded={"decided_on": ("reviews.decide_to_cease",), "meeting_offered_on": ("reviews.offer_meeting",)},
)
#: Plans of which the lines are held here: the newest version issued by the day, and what it has.
HELD = Base(
    rows=f"""
        SELECT p.id, p.child_id, p.made_on, {HERE_FROM} AS here_from, p.ceased_on
          FROM plans_plan p JOIN people_child c ON c.id = p.child_id WHERE p.area_id = %(area)s""",
    when=f"{IN_FORCE} AND EXISTS (SELECT 1 FROM plans_version v WHERE v.plan_id = x.id AND v.issued_on <= e.at)",
    key="x.made_on",
    recorded=_RECORDED,
)
MOVES = Base(
    rows="""
        SELECT a.id, a.child_id, a.entry_on
          FROM people_attendance a JOIN people_child k ON k.id = a.child_id AND k.area_id = %(area)s
         WHERE a.rank = 1 AND a.organisation_id IS NOT NULL
           AND EXISTS (SELECT 1 FROM people_attendance b WHERE b.child_id = a.child_id AND b.rank = 1 AND b.id <> a.id
                        AND b.left_on <= a.entry_on AND b.organisation_id IS DISTINCT FROM a.organisation_id)
           AND EXISTS (SELECT 1 FROM plans_plan p WHERE p.child_id = a.child_id AND p.area_id = %(area)s AND p.made_on <= a.entry_on
                        AND (p.ceased_on IS NULL OR p.ceased_on > a.entry_on))""",
    when=IN_WINDOW.format("x.entry_on"),
    key="x.entry_on",
)
BASES = {
    "plans": PLANS, "change": CHANGE, "new and held": NEW_AND_HELD, "ceased": CEASED_PLANS, "ceasings": CEASINGS, "held": HELD, "moves": MOVES,
}  # fmt: skip
