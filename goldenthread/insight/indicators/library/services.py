"""Services that children are referred to: how long they wait, and what becomes of referrals."""

from __future__ import annotations

from ..declared import Counting, Indicator

_BY, _FROM, _OWNER = ("service", "served district"), "Returns that services give each quarter", "Commissioner"
_LATE = "Returns tell of whole quarters. On a day after the newest return of a service, children who have been seen since still count as waiting, and those referred since do not."
_OVER = "x.referred_on < e.at - 364"

INDICATORS = (
    Indicator(
        code="SVC01", slug="children-waiting", name="Children waiting for a service",
        definition="Referrals to services that wait on the day: neither seen yet, nor rejected, nor discharged. Nobody waits for a service that has ended.",
        numerator="Referrals that wait", good="low", breakdowns=_BY, source=_FROM, owner=_OWNER, caveat=_LATE, domain="services", counting=Counting("waiting"),
    ),
    Indicator(
        code="SVC02", slug="waits-within-the-standard", name="Children who have waited no longer than the standard",
        definition="Of the referrals that wait on the day, how many have waited no longer than the weeks that the service is held to.",
        numerator="Referrals that have waited no longer than the standard", denominator="Referrals that wait", unit="%", good="high", breakdowns=_BY, source=_FROM, owner=_OWNER, caveat=_LATE,
        domain="services", counting=Counting("waiting", hit="e.at - x.referred_on <= x.standard", of="true"),
    ),
    Indicator(
        code="SVC03", slug="average-wait-for-a-service", name="Average wait so far for a service",
        definition="How long those who wait on the day have waited so far, on average.",
        numerator="Days waited so far, added up", denominator="Referrals that wait", unit="weeks", good="low", breakdowns=_BY, source=_FROM, owner=_OWNER, caveat=_LATE, domain="services",
        counting=Counting("waiting", measure="(e.at - x.referred_on)", of="true", per=7),
    ),
    Indicator(
        code="SVC04", slug="waits-over-a-year", name="Children who have waited over 52 weeks",
        definition="Of the referrals that wait on the day, how many have waited longer than 52 weeks.",
        numerator="Referrals that have waited longer than 52 weeks", denominator="Referrals that wait", unit="%", good="low", breakdowns=_BY, source=_FROM, owner=_OWNER, caveat=_LATE,
        domain="services", counting=Counting("waiting", hit=_OVER, of="true"),
    ),
    Indicator(
        code="SVC05", slug="re-referrals", name="Re-referrals to services",
        definition="Of the referrals of the time, how many follow a discharge of the same child from the same service within the months that the service is held to.",
        numerator="Referrals that follow such a discharge", denominator="Referrals of the time", unit="%", good="low", period="12 months", breakdowns=_BY, source=_FROM, owner=_OWNER,
        caveat="No rule fixes the months: 12 are assumed until a service is given others. A discharge before the first return is not known.", domain="services",
        counting=Counting("referred", hit="x.again", of="true"),
    ),
    Indicator(
        code="SVC06", slug="rejected-referrals", name="Referrals that services rejected",
        definition="Of the referrals that were decided on in the time, how many were rejected.",
        numerator="Referrals rejected", denominator="Referrals accepted or rejected", unit="%", good="low", period="12 months", breakdowns=_BY, source=_FROM, owner=_OWNER, domain="services",
        counting=Counting("decided", hit="x.decision = 'rejected'", of="true"),
    ),
    Indicator(
        code="SVC07", slug="time-in-a-service", name="Average time in a service",
        definition="How long those who were discharged in the time were with the service since they were first seen, on average. Those who left unseen are left out.",
        numerator="Days from first seen to discharged, added up", denominator="Discharges after being seen", unit="weeks", period="12 months", breakdowns=_BY, source=_FROM, owner=_OWNER,
        domain="services", counting=Counting("discharged", hit="x.days IS NOT NULL", measure="x.days", of="x.days IS NOT NULL", per=7),
    ),
)  # fmt: skip
