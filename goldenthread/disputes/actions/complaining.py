"""A complaint stage by stage, and an Ombudsman's investigation."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.law.days import in_words

from ..models import ComplaintStage, Dispute, OmbudsmanMatter
from ..policies import check_not_before, check_past
from ..promises import answer_by
from ..taking import CLOCKS, Sent, keep, take, tell_family


def _stages(dispute: Dispute) -> list[ComplaintStage]:
    if dispute.kind != Dispute.Kind.COMPLAINT:
        raise Refused("This is not a complaint.")
    return list(ComplaintStage.objects.filter(dispute=dispute).order_by("number"))


def _open_stage(dispute: Dispute) -> ComplaintStage:
    stage = next((each for each in _stages(dispute) if each.answered_on is None), None)
    if stage is None:
        raise Refused("Every stage of this complaint has been answered.")
    return stage


@action
def acknowledge_complaint(*, dispute: Dispute, acknowledged_on: date, version: int | None = None, by: Any, on: date) -> None:
    """The family was told that the complaint came, who looks into it and by when they are answered."""
    _stages(dispute)
    take(dispute, version, by)
    complaint = dispute.complaint
    if complaint.acknowledged_on is not None:
        raise Refused(f"It was acknowledged on {in_words(complaint.acknowledged_on)}.")
    check_past(acknowledged_on, on, "The day it was acknowledged")
    check_not_before(acknowledged_on, dispute.opened_on, "The acknowledgement", "the complaint")
    complaint.acknowledged_on = acknowledged_on
    complaint.save(update_fields=["acknowledged_on"])
    tell_family(dispute, "acknowledged", on, by=by)
    record("disputes.acknowledge_complaint", child=dispute.child, subject=dispute, fact={"acknowledged_on": acknowledged_on}, touches=CLOCKS)


@action
def give_longer(*, dispute: Dispute, longer_by: date, why: str, version: int | None = None, by: Any, on: date) -> None:
    """The family is told that the answer takes longer, until when and why. The first promise stays on show."""
    stage = _open_stage(dispute)
    take(dispute, version, by)
    if longer_by <= stage.due_on:
        raise Refused(f"The new day must be after {in_words(stage.due_on)}.")
    if not why.strip():
        raise Refused("Enter why the answer takes longer. The family reads this.")
    stage.longer_by, stage.longer_why = longer_by, why.strip()
    stage.save(update_fields=["longer_by", "longer_why"])
    tell_family(dispute, f"longer.{stage.number}.{longer_by}", on, by=by)
    record("disputes.give_longer", child=dispute.child, subject=dispute, fact={"stage": stage.number, "longer_by_on": longer_by}, why=why.strip(), touches=CLOCKS)


@action
def answer_complaint(*, dispute: Dispute, answered_on: date, outcome: str, answer: str, paper: Sent | None = None, version: int | None = None, by: Any, on: date) -> None:
    """The open stage is answered. What will be put right is then recorded as remedies, with their dates."""
    stage = _open_stage(dispute)
    take(dispute, version, by)
    check_past(answered_on, on, "The day of the answer")
    check_not_before(answered_on, stage.opened_on, "The answer", "the stage began")
    if not answer.strip():
        raise Refused("Enter what the family was told.")
    stage.answered_on, stage.outcome, stage.answer = answered_on, outcome, answer.strip()
    stage.save(update_fields=["answered_on", "outcome", "answer"])
    keep(dispute, paper, by, on)
    tell_family(dispute, f"answered.{stage.number}", on, by=by)
    record(
        "disputes.answer_complaint", child=dispute.child, subject=dispute, touches=CLOCKS,
        fact={"stage": stage.number, "answered_on": answered_on, "outcome": outcome},
    )  # fmt: skip


@action
def open_second_stage(*, dispute: Dispute, opened_on: date, version: int | None = None, by: Any, on: date) -> ComplaintStage:
    """The family is not content with the first answer: somebody else looks at the complaint again."""
    stages = _stages(dispute)
    take(dispute, version, by)
    if len(stages) != 1 or stages[0].answered_on is None:
        raise Refused("A second stage follows one answer to the first. After the second, the family can go to the Ombudsman.")
    check_past(opened_on, on, "The day they asked")
    check_not_before(opened_on, stages[0].answered_on, "The second stage", "the first answer")
    made = ComplaintStage.objects.create(dispute=dispute, number=2, opened_on=opened_on, promised_by=answer_by(2, opened_on))
    record(
        "disputes.open_second_stage", child=dispute.child, subject=dispute, fact={"opened_on": opened_on, "promised_by_on": made.promised_by}, touches=CLOCKS
    )
    return made


def _matter(dispute: Dispute) -> OmbudsmanMatter:
    if dispute.kind != Dispute.Kind.OMBUDSMAN:
        raise Refused("This is not an Ombudsman’s investigation.")
    return dispute.ombudsman


@action
def answer_ombudsman(*, dispute: Dispute, answered_on: date, paper: Sent | None = None, version: int | None = None, by: Any, on: date) -> None:
    """The council has answered the Ombudsman's questions."""
    matter = _matter(dispute)
    take(dispute, version, by)
    check_past(answered_on, on, "The day of the answer")
    check_not_before(answered_on, dispute.opened_on, "The answer", "the Ombudsman wrote")
    matter.answered_on = answered_on
    matter.save(update_fields=["answered_on"])
    keep(dispute, paper, by, on)
    record("disputes.answer_ombudsman", child=dispute.child, subject=dispute, fact={"answered_on": answered_on}, touches=CLOCKS)


@action
def decide_ombudsman(*, dispute: Dispute, decided_on: date, found: str, finding: str = "", paper: Sent | None = None, version: int | None = None, by: Any, on: date) -> None:
    """The Ombudsman has decided. Each remedy is then recorded with the date that it sets."""
    matter = _matter(dispute)
    take(dispute, version, by)
    if matter.decided_on is not None:
        raise Refused(f"The Ombudsman decided on {in_words(matter.decided_on)}.")
    check_past(decided_on, on, "The day of the decision")
    check_not_before(decided_on, dispute.opened_on, "The decision", "the Ombudsman wrote")
    matter.decided_on, matter.found, matter.finding = decided_on, found, finding.strip()
    matter.save(update_fields=["decided_on", "found", "finding"])
    keep(dispute, paper, by, on)
    tell_family(dispute, "ombudsman", on, by=by)
    record("disputes.decide_ombudsman", child=dispute.child, subject=dispute, fact={"decided_on": decided_on, "found": found}, touches=CLOCKS)
