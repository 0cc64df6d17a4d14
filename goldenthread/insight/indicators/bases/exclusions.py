"""Suspensions and permanent exclusions of children on the record."""

from __future__ import annotations

from .declared import IN_WINDOW, Base

#: Of one area, those that were no mistake; each with what the child had on its first day, and whether any support before was noted.
EXCLUSIONS = Base(
    rows="""
        SELECT n.id, n.child_id, n.kind, n.first_on, n.sessions, n.cancelled_on, CASE WHEN n.governors = 'reinstated' THEN n.governors_on END AS reinstated_on,
               CASE WHEN EXISTS (SELECT 1 FROM plans_plan p WHERE p.child_id = n.child_id AND p.made_on <= n.first_on AND (p.ceased_on IS NULL OR p.ceased_on > n.first_on)) THEN 'plan'
                    ELSE n.said_status END AS status,
               n.note <> '' OR EXISTS (SELECT 1 FROM provision_priorsupport s WHERE s.exclusion_id = n.id AND s.kind <> 'missed') AS supported
          FROM provision_exclusion n WHERE n.area_id = %(area)s AND n.withdrawn_on IS NULL""",
    when=f"{IN_WINDOW.format('x.first_on')} AND (x.cancelled_on IS NULL OR x.cancelled_on > e.at) AND (x.reinstated_on IS NULL OR x.reinstated_on > e.at)",
    key="x.first_on",
    recorded={
        "first_on": ("provision.record_exclusion",), "cancelled_on": ("provision.note_outcome_of_exclusion",), "reinstated_on": ("provision.note_outcome_of_exclusion",),
    },
    own={"status": "x.status"},
)  # fmt: skip
BASES = {"exclusions": EXCLUSIONS}
