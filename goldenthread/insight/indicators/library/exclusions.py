"""Suspensions and permanent exclusions on the register, and the support that came before."""

from __future__ import annotations

from ..declared import OF_CHILD, Counting, Indicator

_STATUSES = ("plan", "support", "none", "")
_REGISTER = "Holds children on the record alone: those whom nobody entered are not in it. As at 31 August it counts the school year. What was cancelled, or after which the child was taken back, is left out from that day."
_SOURCE = "The register of suspensions and exclusions"
#: One child may have many: ten of a group may be one child's. So small numbers are hidden by how many children are behind them (`many`),
#: whoever has no right to the rows sees no breakdown (`exact_parts`), and the page of the register says what is safe to say.
_BY = (*OF_CHILD, "status")


def _of(kind: str) -> tuple[str, ...]:
    return tuple(f"x.kind = '{kind}' AND x.status = '{status}'" for status in _STATUSES)


_EXCLUDED, _SUSPENDED = _of("permanent"), _of("suspension")

INDICATORS = (
    Indicator(
        code="EXC01", slug="exclusions-on-the-register", name="Permanent exclusions on the register", definition="Permanent exclusions of children on the record that began in the time and stand.",
        numerator="Permanent exclusions that began in the time", good="low", period="12 months", breakdowns=_BY, source=_SOURCE, caveat=_REGISTER, domain="schools",
        exact_parts=True, counting=Counting("exclusions", hit="x.kind = 'permanent'", many=True), measures=("LEI-M047",),
    ),
    Indicator(
        code="EXC02", slug="exclusions-with-a-plan", name="Permanent exclusions of children with a plan",
        definition="Permanent exclusions that began in the time and stand, of children who had a plan in force on the first day.",
        numerator="Permanent exclusions of children with a plan", good="low", period="12 months", source=_SOURCE, caveat=_REGISTER, domain="schools",
        exact_parts=True, counting=Counting("exclusions", hit=_EXCLUDED[0], beside=_EXCLUDED, many=True), measures=("LEI-M049",),
    ),
    Indicator(
        code="EXC03", slug="exclusions-with-sen-support", name="Permanent exclusions of children with SEN support",
        definition="Permanent exclusions that began in the time and stand, of children who had SEN support and no plan on the first day.",
        numerator="Permanent exclusions of children with SEN support", good="low", period="12 months", source=_SOURCE, caveat=_REGISTER, domain="schools",
        exact_parts=True, counting=Counting("exclusions", hit=_EXCLUDED[1], beside=_EXCLUDED, many=True), measures=("LEI-M048",),
    ),
    Indicator(
        code="EXC04", slug="suspensions-on-the-register", name="Suspensions on the register", definition="Suspensions of children on the record that began in the time and stand.",
        numerator="Suspensions that began in the time", good="low", period="12 months", breakdowns=_BY, source=_SOURCE, caveat=_REGISTER, domain="schools",
        exact_parts=True, counting=Counting("exclusions", hit="x.kind = 'suspension'", many=True),
    ),
    Indicator(
        code="EXC05", slug="suspensions-with-a-plan", name="Suspensions of children with a plan",
        definition="Suspensions that began in the time and stand, of children who had a plan in force on the first day.",
        numerator="Suspensions of children with a plan", good="low", period="12 months", source=_SOURCE, caveat=_REGISTER, domain="schools",
        exact_parts=True, counting=Counting("exclusions", hit=_SUSPENDED[0], beside=_SUSPENDED, many=True),
    ),
    Indicator(
        code="EXC06", slug="support-before-exclusion", name="Suspensions and exclusions with support before",
        definition="Of the suspensions and permanent exclusions that began in the time of children who had a plan or SEN support, before how many the register notes support that the child had. Help that was promised and missed is none.",
        numerator="Those with support noted before", denominator="Suspensions and permanent exclusions of children with a plan or SEN support", unit="%", good="high", period="12 months",
        breakdowns=_BY, source=_SOURCE, caveat=_REGISTER, domain="schools", exact_parts=True, counting=Counting("exclusions", hit="x.supported AND x.status IN ('plan', 'support')", of="x.status IN ('plan', 'support')", many=True),
    ),
)  # fmt: skip
