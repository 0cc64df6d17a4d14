"""Things that hang from no child: panels that meet, agencies that answer, families that were asked."""

from __future__ import annotations

from .declared import IN_WINDOW, Base

PANELS = Base(
    rows="""
        SELECT m.id, m.on AS on_day, g.kind, g.name,
               EXISTS (SELECT 1 FROM meetings_attendance t WHERE t.meeting_id = m.id AND t.present AND t.sector = 'nursing') AS nurse_came,
               EXISTS (SELECT 1 FROM meetings_attendance t WHERE t.meeting_id = m.id) AS noted
          FROM meetings_meeting m JOIN meetings_group g ON g.id = m.group_id WHERE g.area_id = %(area)s""",
    when=f"{IN_WINDOW.format('x.on_day')} AND x.noted",
    key="x.on_day",
    child=False,
    own={"panel": "x.name"},
)
#: An agency in a time in which it was asked for advice, and whether it sent some through its own account here.
AGENCIES = Base(
    rows="""
        SELECT a.asked_of_id AS id, a.asked_on, a.received_on, a.adviser_id IS NOT NULL AS own_account FROM casework_advicerequest a
         WHERE a.area_id = %(area)s AND a.asked_of_id IS NOT NULL AND a.withdrawn_on IS NULL""",
    when=IN_WINDOW.format("x.asked_on"),
    key="x.asked_on",
    child=False,
)
ANSWERS = Base(
    rows="""
        SELECT w.id, w.month, q.key AS statement, q.value AS choice
          FROM voice_surveyanswer w JOIN voice_survey s ON s.id = w.survey_id AND s.area_id = %(area)s
          CROSS JOIN LATERAL jsonb_each_text(w.said) q""",
    when=IN_WINDOW.format("x.month"),
    key="x.month",
    child=False,
    own={"statement": "x.statement"},
)
INVITED = Base(
    rows="""
        SELECT i.id, 'invited' AS what, i.made_on AS on_day
          FROM voice_surveyinvitation i JOIN voice_survey s ON s.id = i.survey_id WHERE s.area_id = %(area)s AND s.step = 'plan_issued'
        UNION ALL
        SELECT p.id, 'issued', p.made_on FROM plans_plan p JOIN people_child c ON c.id = p.child_id AND c.closed_list_on IS NULL
         WHERE p.area_id = %(area)s AND p.transferred_from = ''""",
    when=IN_WINDOW.format("x.on_day"),
    key="x.on_day",
    child=False,
)
BASES = {"panels": PANELS, "agencies": AGENCIES, "answers": ANSWERS, "invited": INVITED}
