"""Inspections and what they found, and what the area thinks of itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.versions import next_version
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may_in_area, standing_of

from ..models import Finding, Inspection, SelfEvaluation


@action
def record_inspection(*, area: Area, title: str, kind: str, published_on: date | None = None, by: Any, on: date) -> Inspection:
    """An inspection came."""
    check_may_in_area(standing_of(by), area, "improve", "create")
    made = Inspection.objects.create(area=area, title=title, kind=kind, published_on=published_on)
    record("improvement.record_inspection", subject=made, fact={"area": area.code, "kind": kind, "published_on": published_on})
    return made


@action
def change_inspection(*, inspection: Inspection, title: str, kind: str, published_on: date | None, version: int | None = None, by: Any, on: date) -> None:
    """What an inspection is called, what it was, and when its report was published."""
    check_may_in_area(standing_of(by), inspection.area, "improve", "update")
    next_version(inspection, version)
    inspection.title, inspection.kind, inspection.published_on = title, kind, published_on
    inspection.save(update_fields=["title", "kind", "published_on"])
    record("improvement.change_inspection", subject=inspection, fact={"kind": kind, "published_on": published_on})


@action
def add_finding(*, inspection: Inspection, kind: str, words: str, by: Any, on: date) -> Finding:
    """What the inspectors found, word for word: a weakness, or something that they praised."""
    check_may_in_area(standing_of(by), inspection.area, "improve", "update")
    made = Finding.objects.create(inspection=inspection, kind=kind, words=words, position=inspection.findings.count())
    record("improvement.add_finding", subject=inspection, fact={"finding": made.pk, "kind": kind})
    return made


@action
def evaluate_self(*, area: Area, heading: str, words: str, evidence: str = "", by: Any, on: date) -> SelfEvaluation:
    """What the area thinks of itself under a heading, and what it leans on. What it thought before is kept."""
    check_may_in_area(standing_of(by), area, "improve", "update")
    made = SelfEvaluation.objects.create(area=area, heading=heading.strip(), words=words, evidence=evidence, on=on, by_id=getattr(by, "pk", None))
    record("improvement.evaluate_self", subject=made, fact={"area": area.code})
    return made
