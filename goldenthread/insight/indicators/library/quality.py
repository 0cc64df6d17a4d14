"""The quality of plans and of advice: declared, and awaiting audits, which have no room here yet."""

from __future__ import annotations

from ..declared import Indicator

_AUDITS = "It needs audits of plans with a grade for each, which have no room in this record yet."


def _audited(code: str, slug: str, name: str, definition: str, numerator: str, denominator: str, *, unit: str = "%", good: str = "high", measures: tuple[str, ...]) -> Indicator:
    return Indicator(
        code=code, slug=slug, name=name, definition=definition, numerator=numerator, denominator=denominator, unit=unit, good=good, period="12 months",
        source="Audits", domain="quality", awaits=_AUDITS, measures=measures,
    )  # fmt: skip


INDICATORS = (
    _audited("QA01", "plans-good-or-better", "Plans graded good or better", "Of the plans audited in the time, how many were graded good or outstanding.", "Plans graded good or outstanding", "Plans audited in the time", measures=("ESX-M028", "STR-M003")),
    _audited("QA02", "plans-requiring-improvement", "Plans graded as requiring improvement", "Of the plans audited in the time, how many were graded as requiring improvement.", "Plans graded as requiring improvement", "Plans audited in the time", good="low", measures=("STR-M004",)),
    _audited("QA03", "inadequate-plans-issued", "Inadequate plans that were issued", "Plans issued in the time that an audit graded inadequate.", "Plans issued and graded inadequate", "", unit="count", good="low", measures=("STR-M002",)),
    _audited("QA04", "checked-before-issue", "New plans checked before they were issued", "Of the plans first issued in the time, how many had been audited before.", "New plans audited before the day of issue", "Plans first issued in the time", measures=("STR-M001",)),
    _audited("QA05", "good-advice-from-all-three", "Plans with good advice from education, health and care", "Of the plans audited in the time, how many had good advice from all three.", "Plans with good advice from all three", "Plans audited in the time", measures=("LEI-M007",)),
    _audited("QA06", "average-grade", "Average score of audits", "The average score of the plans audited in the time, also by the year in which each plan was made.", "Scores, added up", "Plans audited in the time", unit="score", measures=("STH-M041", "STK-M010")),
    _audited("QA07", "person-centred-outcomes", "Plans whose outcomes are about the person", "Of the plans that the parent carer forum read, in how many the outcomes are about the person.", "Plans that the forum judged so", "Plans that the forum read", measures=("STH-M047",)),
    _audited("QA08", "sample-reviews", "Rounds of plans read together by all agencies", "Rounds in which education, health and care read a sample of plans together, in the time.", "Rounds held in the time", "", unit="count", measures=("STK-M006",)),
)  # fmt: skip
