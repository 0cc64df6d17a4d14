"""Reviews that were due, met and decided, amendments that followed, and changes of phase."""

from __future__ import annotations

from .declared import IN_WINDOW, Base

MET = ("reviews.hold_meeting",)
DECIDED = ("reviews.decide_review", "reviews.note_ceasing")
AMENDED = ("reviews.issue_amended", "reviews.drop_changes")

REVIEWS = Base(
    rows="""
        SELECT v.id, p.child_id, v.met_on, v.notified_on, v.outcome, v.amended_final_on, v.no_amendment_on
          FROM reviews_review v JOIN plans_plan p ON p.id = v.plan_id WHERE p.area_id = %(area)s""",
    when=IN_WINDOW.format("x.met_on"),
    key="x.met_on",
    recorded={"met_on": MET, "notified_on": DECIDED, "amended_final_on": AMENDED},
)
DECISIONS = Base(
    rows="""
        SELECT v.id, p.child_id, v.notified_on, v.outcome
          FROM reviews_review v JOIN plans_plan p ON p.id = v.plan_id WHERE p.area_id = %(area)s AND v.outcome <> ''""",
    when=IN_WINDOW.format("x.notified_on"),
    key="x.notified_on",
    recorded={"notified_on": DECIDED},
    own={"outcome": "x.outcome"},
)
AMENDMENTS = Base(
    rows="""
        SELECT v.id, p.child_id, v.met_on, v.amended_final_on
          FROM reviews_review v JOIN plans_plan p ON p.id = v.plan_id WHERE p.area_id = %(area)s""",
    when=IN_WINDOW.format("x.amended_final_on"),
    key="x.amended_final_on",
    recorded={"amended_final_on": AMENDED},
    odd={"x.met_on IS NULL": "{n} amended plans follow a review whose meeting has no day in the record. They are in neither number."},
)
#: A review is due twelve months after the plan was made and after each meeting; the next meeting is the one that meets it.
DUE = Base(
    rows="""
        SELECT p.id, p.child_id, s.from_on, (s.from_on + interval '12 months')::date AS due_on, p.ceased_on, n.met_on, n.notified_on
          FROM plans_plan p
          CROSS JOIN LATERAL (SELECT p.made_on AS from_on UNION SELECT v.met_on FROM reviews_review v WHERE v.plan_id = p.id AND v.met_on IS NOT NULL) s
          LEFT JOIN LATERAL (SELECT v.met_on, v.notified_on FROM reviews_review v WHERE v.plan_id = p.id AND v.met_on > s.from_on ORDER BY v.met_on LIMIT 1) n ON true
         WHERE p.area_id = %(area)s AND (p.transferred_from = '' OR s.from_on > p.made_on)""",
    when="x.due_on BETWEEN e.since AND e.until AND (x.ceased_on IS NULL OR x.ceased_on > x.due_on)",
    key="x.due_on",
    recorded={"met_on": MET, "notified_on": DECIDED},
)
TRANSFERS = Base(
    rows="""
        SELECT f.id, p.child_id, f.due_on, f.final_on, f.phase AS move, p.ceased_on
          FROM reviews_phasetransfer f JOIN plans_plan p ON p.id = f.plan_id WHERE p.area_id = %(area)s""",
    when="x.due_on BETWEEN e.since AND e.until AND (x.ceased_on IS NULL OR x.ceased_on > x.due_on)",
    key="x.due_on",
    own={"move": "x.move"},
)
BASES = {"reviews": REVIEWS, "decisions": DECISIONS, "amendments": AMENDMENTS, "due": DUE, "transfers": TRANSFERS}
