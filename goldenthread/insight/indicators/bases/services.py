"""Referrals to services, as the services' returns tell them. No child of the record hangs from one."""

from __future__ import annotations

from .declared import IN_WINDOW, Base

#: A referral `r` to a service `s` is a re-referral when it follows a discharge of the same number from the same service within its term.
AGAIN = """EXISTS (SELECT 1 FROM insight_referral p WHERE p.service_id = r.service_id AND p.number = r.number AND p.struck_on IS NULL AND p.id <> r.id
       AND p.discharged_on <= r.referred_on AND r.referred_on <= (p.discharged_on + make_interval(months => s.again_months))::date)"""
_OWN = {"service": "x.service", "served district": "x.district"}
WAITING = Base(
    rows="""
        SELECT r.id, s.name AS service, r.district, r.referred_on, r.started_on, r.discharged_on, s.standard_weeks * 7 AS standard,
               CASE WHEN r.decision = 'rejected' THEN r.decided_on END AS rejected_on, s.ended_on
          FROM insight_referral r JOIN insight_service s ON s.id = r.service_id AND s.area_id = %(area)s WHERE r.struck_on IS NULL""",
    when="""x.referred_on <= e.at AND (x.started_on IS NULL OR x.started_on > e.at) AND (x.discharged_on IS NULL OR x.discharged_on > e.at) AND (x.rejected_on IS NULL OR x.rejected_on > e.at)
         AND (x.ended_on IS NULL OR x.ended_on > e.at)""",
    key="x.referred_on",
    child=False,
    own=_OWN,
)
REFERRED = Base(
    rows=f"""
        SELECT r.id, s.name AS service, r.district, r.referred_on, {AGAIN} AS again
          FROM insight_referral r JOIN insight_service s ON s.id = r.service_id AND s.area_id = %(area)s WHERE r.struck_on IS NULL""",
    when=IN_WINDOW.format("x.referred_on"),
    key="x.referred_on",
    child=False,
    own=_OWN,
)
DECIDED = Base(
    rows="""
        SELECT r.id, s.name AS service, r.district, r.decided_on, r.decision, r.reason
          FROM insight_referral r JOIN insight_service s ON s.id = r.service_id AND s.area_id = %(area)s
         WHERE r.struck_on IS NULL AND r.decision IN ('accepted', 'rejected') AND r.decided_on IS NOT NULL""",
    when=IN_WINDOW.format("x.decided_on"),
    key="x.decided_on",
    child=False,
    own=_OWN,
)
DISCHARGED = Base(
    rows="""
        SELECT r.id, s.name AS service, r.district, r.discharged_on, r.discharged_on - r.started_on AS days
          FROM insight_referral r JOIN insight_service s ON s.id = r.service_id AND s.area_id = %(area)s WHERE r.struck_on IS NULL AND r.discharged_on IS NOT NULL""",
    when=IN_WINDOW.format("x.discharged_on"),
    key="x.discharged_on",
    child=False,
    own=_OWN,
)
BASES = {"waiting": WAITING, "referred": REFERRED, "decided": DECIDED, "discharged": DISCHARGED}
