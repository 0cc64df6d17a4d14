"""What plans promise and whether it came: outcomes and progress, weeks of help, equipment."""

from __future__ import annotations

from .declared import IN_WINDOW, Base

#: Outcomes of the newest version of each plan in force, and the newest word on how far each was reached.
OUTCOMES = Base(
    rows="""
        SELECT l.id, v.child_id, l.lineage, l.broad_area, l.theme, v.issued_on, p.ceased_on,
               (SELECT min(w.issued_on) FROM plans_version w WHERE w.plan_id = p.id AND w.number > v.number) AS replaced_on
          FROM plans_line l JOIN plans_version v ON v.id = l.version_id JOIN plans_plan p ON p.id = v.plan_id
         WHERE p.area_id = %(area)s AND l.kind = 'outcome' AND l.removed_on IS NULL""",
    when="x.issued_on <= e.at AND (x.replaced_on IS NULL OR x.replaced_on > e.at) AND (x.ceased_on IS NULL OR x.ceased_on > e.at)",
    key="x.issued_on",
    own={"area of need": "x.broad_area", "adulthood": "x.theme"},
)
#: A week of a line of help, by what its sides say of it together (the rule of `provision.weeks`, as the page of help has it).
WEEKS = Base(
    rows="""
        SELECT t.child_id, t.lineage AS id, t.week, w.section, coalesce(o.name, '') AS provider,
               CASE WHEN bool_or(t.said = 'disputed') THEN 'disputed' WHEN count(DISTINCT t.said) = 1 THEN min(t.said)
                    WHEN bool_and(t.said IN ('missed', 'away')) THEN 'missed' ELSE 'disputed' END AS result
          FROM (SELECT d.child_id, d.lineage, d.week, d.side,
                       CASE WHEN bool_or(d.state = 'disputed') THEN 'disputed' WHEN bool_and(d.state = 'given') THEN 'given' WHEN bool_or(d.state = 'given') THEN 'part'
                            WHEN bool_and(d.why = 'absent') THEN 'away' ELSE 'missed' END AS said
                  FROM provision_deliveryrecord d WHERE d.area_id = %(area)s AND d.corrected_at IS NULL
                 GROUP BY d.child_id, d.lineage, d.week, d.side) t
          JOIN provision_watchedline w ON w.child_id = t.child_id AND w.lineage = t.lineage AND w.area_id = %(area)s
          LEFT JOIN people_organisation o ON o.id = coalesce(w.deliverer_id, w.setting_id)
         GROUP BY t.child_id, t.lineage, t.week, w.section, o.name""",
    when=IN_WINDOW.format("x.week"),
    key="x.week",
    own={"provider": "x.provider", "part of plan": "x.section"},
)
EQUIPMENT = Base(
    rows="""
        SELECT w.line_id AS id, w.child_id, w.equipment_due_on, w.equipment_met_on, coalesce(o.name, '') AS provider
          FROM provision_watchedline w LEFT JOIN people_organisation o ON o.id = w.deliverer_id
         WHERE w.area_id = %(area)s AND w.equipment_due_on IS NOT NULL""",
    when=IN_WINDOW.format("x.equipment_due_on"),
    key="x.equipment_due_on",
    own={"provider": "x.provider"},
)
BASES = {"promised": OUTCOMES, "weeks": WEEKS, "equipment": EQUIPMENT}
