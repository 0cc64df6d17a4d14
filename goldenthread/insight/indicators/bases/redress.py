"""Appeals, mediation and complaints, and the decisions that can be appealed."""

from __future__ import annotations

from .declared import IN_WINDOW, Base
from .plans import HERE_FROM

#: The census day of a year: the third Thursday of January.
CENSUS = "(make_date(extract(year FROM e.until)::int, 1, 15) + ((11 - extract(isodow FROM make_date(extract(year FROM e.until)::int, 1, 15))::int) %% 7))"

APPEALS = Base(
    rows="""
        SELECT s.id, s.child_id, coalesce(l.registered_on, l.lodged_on, s.opened_on) AS on_day, s.about, l.sections, l.conceded_on, l.decided_on, l.outcome, l.withdrawn_on
          FROM disputes_dispute s JOIN disputes_appeal l ON l.dispute_id = s.id WHERE s.area_id = %(area)s AND s.kind = 'appeal'""",
    when=IN_WINDOW.format("x.on_day"),
    key="x.on_day",
    recorded={"on_day": ("disputes.record_appeal", "disputes.register_appeal")},
    own={"about": "x.about"},
)
APPEALS_OVER = Base(
    rows="""
        SELECT s.id, s.child_id, least(l.conceded_on, l.decided_on, l.withdrawn_on) AS on_day, s.about,
               l.conceded_on IS NOT NULL OR l.outcome IN ('allowed', 'part') AS given
          FROM disputes_dispute s JOIN disputes_appeal l ON l.dispute_id = s.id WHERE s.area_id = %(area)s AND s.kind = 'appeal'""",
    when=IN_WINDOW.format("x.on_day"),
    key="x.on_day",
    recorded={"on_day": ("disputes.concede_appeal", "disputes.decide_appeal", "disputes.withdraw_appeal")},
    own={"about": "x.about"},
)
COMPLAINTS = Base(
    rows="""
        SELECT s.id, s.child_id, s.opened_on, s.about, g.answered_on, coalesce(g.longer_by, g.promised_by) AS promised_by
          FROM disputes_dispute s LEFT JOIN LATERAL (SELECT * FROM disputes_complaintstage g WHERE g.dispute_id = s.id ORDER BY g.number LIMIT 1) g ON true
         WHERE s.area_id = %(area)s AND s.kind = 'complaint'""",
    when=IN_WINDOW.format("x.opened_on"),
    key="x.opened_on",
    recorded={"opened_on": ("disputes.record_complaint",), "answered_on": ("disputes.answer_complaint",)},
    own={"about": "x.about"},
)
#: Appeals beside everything that could have been appealed, a row each; `what` says which it is.
APPEALABLE = Base(
    rows=f"""
        SELECT s.id, s.child_id, 'appeal' AS what, coalesce(l.registered_on, l.lodged_on, s.opened_on) AS on_day, NULL::date AS until_on
          FROM disputes_dispute s JOIN disputes_appeal l ON l.dispute_id = s.id
         WHERE s.area_id = %(area)s AND s.kind = 'appeal' AND s.about <> 'disability_discrimination_claim'
        UNION ALL
        SELECT r.id, r.child_id, CASE d.about WHEN 'assess' THEN 'not assessed' ELSE 'not issued' END, d.notified_on, NULL
          FROM casework_decision d JOIN casework_request r ON r.id = d.request_id WHERE r.area_id = %(area)s AND NOT d.yes
        UNION ALL
        SELECT p.id, p.child_id, 'held', {HERE_FROM}, p.ceased_on
          FROM plans_plan p JOIN people_child c ON c.id = p.child_id WHERE p.area_id = %(area)s
        UNION ALL
        SELECT p.id, p.child_id, 'issued', p.made_on, NULL FROM plans_plan p WHERE p.area_id = %(area)s AND p.transferred_from = ''
        UNION ALL
        SELECT v.id, p.child_id, CASE WHEN v.outcome = 'A' THEN 'amended' ELSE 'reviewed' END, coalesce(v.amended_final_on, v.notified_on), NULL
          FROM reviews_review v JOIN plans_plan p ON p.id = v.plan_id WHERE p.area_id = %(area)s AND v.outcome IN ('M', 'A')
        UNION ALL
        SELECT p.id, p.child_id, CASE WHEN p.cease_reason = '2' THEN 'needs met' ELSE 'ceased' END, p.ceased_on, NULL
          FROM plans_plan p WHERE p.area_id = %(area)s AND p.ceased_on IS NOT NULL""",
    when=f"CASE WHEN x.what = 'held' THEN x.on_day <= {CENSUS} AND {CENSUS} <= e.at AND (x.until_on IS NULL OR x.until_on > {CENSUS}) ELSE x.on_day BETWEEN e.since AND e.until END",
    key="x.on_day",
)
BASES = {"appeals": APPEALS, "appeals over": APPEALS_OVER, "complaints": COMPLAINTS, "appealable": APPEALABLE}
