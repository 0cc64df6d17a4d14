"""Requests, decisions on them, plans that came of them, and the advice and consultations on the way."""

from __future__ import annotations

from .declared import IN_WINDOW, Base

RECEIVED = ("casework.receive_request",)
MADE = ("casework.issue_plan", "reviews.write_bundle")
ASSESS = ("casework.decide_to_assess", "casework.decide_not_to_assess")
NOT_ISSUED = ("casework.decide_not_to_issue",)
SENT = ("casework.send_advice", "casework.say_views")

#: The day a request ended: of one that came from a return, which gives no day, the last day of the year it tells of.
_ENDED = "CASE WHEN r.ended <> '' THEN coalesce(r.ended_on, make_date(r.first_return - 1, 12, 31), r.received_on) END"
_EXCEPTED = "(SELECT min(k.accepted_on) FROM casework_exceptionclaim k WHERE k.request_id = r.id AND k.clock = 'EHCNA-20' AND k.advice_request_id IS NULL)"
#: Sectors of advice, from the law's kinds (SEND Regulations 2014, regulation 6(1)).
_SECTOR = "CASE WHEN a.kind IN ('education', 'psychology') THEN 'education' WHEN a.kind = 'medical' THEN 'health' WHEN a.kind = 'social_care' THEN 'care' ELSE 'other' END"


def _gave(sector: str) -> str:
    return f"""EXISTS (SELECT 1 FROM casework_advicerequest a WHERE a.request_id = r.id AND a.received_on <= p.made_on
                        AND a.withdrawn_on IS NULL AND {_SECTOR} = '{sector}') AS {sector}_gave"""


ISSUED = Base(
    rows=f"""
        SELECT p.id, p.child_id, p.made_on, r.received_on, p.made_on - r.received_on AS days,
               EXISTS (SELECT 1 FROM casework_decision d WHERE d.request_id = r.id AND d.about = 'issue' AND NOT d.yes) AS refused,
               {_EXCEPTED} AS excepted_on
          FROM plans_plan p LEFT JOIN casework_request r ON r.plan_id = p.id
         WHERE p.area_id = %(area)s AND p.transferred_from = ''""",
    when=IN_WINDOW.format("x.made_on"),
    key="x.made_on",
    recorded={"made_on": MADE},
    odd={"x.received_on IS NULL": "{n} plans have no day of their request in the record, so that nobody can say how long they took. They count as plans, and in no length of time."},
)
WRITTEN = Base(
    rows=f"""
        SELECT p.id, p.child_id, p.made_on, {_gave('education')}, {_gave('health')}, {_gave('care')},
               EXISTS (SELECT 1 FROM plans_line l WHERE l.version_id = v.id AND l.removed_on IS NULL AND l.kind IN ('view', 'aspiration') AND l.said_by = 'child') AS child_said,
               EXISTS (SELECT 1 FROM plans_line l WHERE l.version_id = v.id AND l.removed_on IS NULL AND l.kind IN ('view', 'aspiration') AND l.said_by = 'parent') AS parent_said,
               EXISTS (SELECT 1 FROM plans_line l WHERE l.version_id = v.id AND l.removed_on IS NULL AND l.kind = 'outcome')
               AND NOT EXISTS (SELECT 1 FROM plans_line l WHERE l.version_id = v.id AND l.removed_on IS NULL AND l.kind = 'outcome'
                                AND (l.by_when IS NULL OR trim(l.measure) = '')) AS outcomes_said
          FROM plans_plan p JOIN plans_version v ON v.plan_id = p.id AND v.kind = 'final' JOIN casework_request r ON r.plan_id = p.id
         WHERE p.area_id = %(area)s""",
    when=IN_WINDOW.format("x.made_on"),
    key="x.made_on",
    recorded={"made_on": MADE},
)
REQUESTS = Base(
    rows=f"""
        SELECT r.id, r.child_id, r.received_on, r.route, {_ENDED} AS ended_on, r.request_mediation, r.request_tribunal,
               d.yes AS assess_yes, d.notified_on AS assess_on, coalesce(b.name, '') AS provider
          FROM casework_request r LEFT JOIN casework_decision d ON d.request_id = r.id AND d.about = 'assess'
          LEFT JOIN people_organisation b ON b.id = r.requested_by_id AND b.kind <> 'setting'
         WHERE r.area_id = %(area)s""",
    when=IN_WINDOW.format("x.received_on"),
    key="x.received_on",
    recorded={"received_on": RECEIVED, "assess_on": ASSESS},
    own={"source": "x.route", "provider": "x.provider"},
    odd={"x.assess_yes IS NOT NULL AND x.assess_on IS NULL": "{n} decisions whether to assess have no day on which the family was told."},
)
OPEN = Base(
    rows=f"""
        SELECT r.id, r.child_id, r.received_on, r.route,
               least({_ENDED}, p.made_on, (SELECT min(d.notified_on) FROM casework_decision d WHERE d.request_id = r.id AND NOT d.yes AND d.replaced_on IS NULL)) AS over_on,
               {_EXCEPTED} AS excepted_on
          FROM casework_request r LEFT JOIN plans_plan p ON p.id = r.plan_id
         WHERE r.area_id = %(area)s""",
    when="x.received_on <= e.at AND (x.over_on IS NULL OR x.over_on > e.at)",
    key="x.received_on",
    recorded={"received_on": RECEIVED, "over_on": (*MADE, *ASSESS, *NOT_ISSUED, "casework.withdraw_request")},
    own={"source": "x.route"},
)
OUTCOMES = Base(
    rows="""
        SELECT r.id, r.child_id, r.received_on, d.yes OR d.yes IS NULL AS yes, CASE WHEN d.yes IS FALSE THEN d.notified_on ELSE p.made_on END AS on_day
          FROM casework_request r LEFT JOIN plans_plan p ON p.id = r.plan_id AND p.transferred_from = ''
          LEFT JOIN casework_decision d ON d.request_id = r.id AND d.about = 'issue'
         WHERE r.area_id = %(area)s AND (p.id IS NOT NULL OR d.yes IS FALSE)""",
    when=IN_WINDOW.format("x.on_day"),
    key="x.on_day",
    recorded={"on_day": (*MADE, *NOT_ISSUED)},
)
ADVICE = Base(
    rows=f"""
        SELECT a.id, a.child_id, a.asked_on, a.due_on, a.received_on, a.kind, {_SECTOR} AS sector, coalesce(o.name, '') AS provider,
               EXISTS (SELECT 1 FROM plans_passage g WHERE g.advice_id = a.advice_id AND g.kind = 'outcome') AS has_outcome,
               EXISTS (SELECT 1 FROM plans_passage g WHERE g.advice_id = a.advice_id) AS has_words, a.nothing_found
          FROM casework_advicerequest a LEFT JOIN people_organisation o ON o.id = a.asked_of_id
         WHERE a.area_id = %(area)s AND a.withdrawn_on IS NULL AND a.due_on IS NOT NULL AND a.kind <> 'parent_yp' AND a.author_agreed_on IS NULL""",
    when=IN_WINDOW.format("x.due_on"),
    key="x.due_on",
    recorded={"received_on": SENT},
    own={"provider": "x.provider", "sector": "x.sector"},
)
CONSULTED = Base(
    rows="""
        SELECT k.id, k.child_id, k.sent_on, k.due_on, k.replied_on, o.name AS provider
          FROM casework_consultation k JOIN people_organisation o ON o.id = k.setting_id
         WHERE k.area_id = %(area)s AND k.withdrawn_on IS NULL""",
    when=IN_WINDOW.format("x.due_on"),
    key="x.due_on",
    recorded={"replied_on": ("casework.answer_consultation",)},
    own={"provider": "x.provider"},
)
ENTRANCE = Base(
    rows="""
        SELECT DISTINCT ON (r.child_id) r.id, r.child_id, r.received_on, p.ceased_on,
               (SELECT min(t.from_on) FROM people_involvement t WHERE t.child_id = r.child_id AND t.role IN ('family', 'young_person') AND t.user_id IS NOT NULL) AS let_in_on
          FROM casework_request r LEFT JOIN plans_plan p ON p.id = r.plan_id
         WHERE r.area_id = %(area)s AND r.ended = ''
           AND NOT EXISTS (SELECT 1 FROM casework_decision d WHERE d.request_id = r.id AND NOT d.yes AND d.replaced_on IS NULL)
         ORDER BY r.child_id, r.received_on DESC NULLS LAST, r.id""",
    when="(x.received_on IS NULL OR x.received_on <= e.at) AND (x.ceased_on IS NULL OR x.ceased_on > e.at)",
    key="x.received_on",
)
BASES = {"issued": ISSUED, "written": WRITTEN, "requests": REQUESTS, "open": OPEN, "outcomes": OUTCOMES, "advice": ADVICE, "consulted": CONSULTED, "entrance": ENTRANCE}
