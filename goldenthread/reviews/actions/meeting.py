"""What people say before a review, the papers that go round, the meeting, and its one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from goldenthread.core import clock, outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import next_version
from goldenthread.people.models import Document
from goldenthread.people.policies import standing_of

from .. import policies
from ..models import Contribution, Invitee, Progress, Report, Review
from ..outcomes import begun_from_plan
from .arranging import NOTHING, PLANS, _emails

LONGEST = 10_000


@action
def contribute(*, invitee: Invitee, about: str = "", text: str, media: Document | None = None, by: Any, on: date) -> Contribution:
    """Views or advice before the meeting: their own, or what came to whoever runs the review. Nobody's words replace another's."""
    policies.check_contribute(standing=standing_of(by), invitee=invitee)
    said = text.strip()
    if not said and media is None:
        raise Refused("Write something, or add a picture or a recording.")
    if len(said) > LONGEST:
        raise Refused(f"What you write must be {LONGEST:,} characters or fewer. Send it in two parts.")
    made = Contribution(review_id=invitee.review_id, invitee=invitee, about=about, text=said, media=media, said_at=clock.now(), by_id=getattr(by, "pk", None))
    rows.insert([made])
    if invitee.advice_on is None:
        Invitee.objects.filter(pk=invitee.pk).update(advice_on=on)
        invitee.advice_on = on
    fact = {"role": invitee.role, "advice_on": on, "media": media is not None}
    record("reviews.contribute", child=invitee.review.plan.child, subject=made, fact=fact, touches=NOTHING)
    return made


@action
def send_papers(*, review: Review, by: Any, on: date) -> list[Invitee]:
    """What everybody said goes round to everybody. It can be late; it cannot be left out."""
    policies.check_send_papers(standing=standing_of(by), review=review)
    told = list(review.invitees.filter(invited_on__isnull=False).select_related("adult", "organisation", "user"))
    key = f"review-papers.{review.pk}.{on}"
    outbox.tell_all(_emails(review, told, key, "Papers for a meeting", "The papers for a meeting to which you are invited can be read. Sign in to read them.", on))
    Invitee.objects.filter(pk__in=[one.pk for one in told]).update(papers_on=on)
    Review.objects.filter(pk=review.pk).update(papers_on=on)
    review.papers_on = on
    missing = sum(1 for one in told if one.advice_on is None)
    record("reviews.send_papers", child=review.plan.child, subject=review, fact={"papers_on": on, "people": len(told), "missing": missing}, touches=PLANS)
    return told


@action
def hold_meeting(*, review: Review, met_on: date, attended: Mapping[UUID, str], version: int | None = None, by: Any, on: date) -> Review:
    """The meeting was held, with who came. The four weeks run from this day. The form begins from the plan and the last review."""
    policies.check_hold(standing=standing_of(by), review=review, met_on=met_on, on=on)
    everybody = list(review.invitees.all())
    if any(attended.get(one.pk, "") not in Invitee.Attended.values for one in everybody):
        raise Refused("Say of each person whether they came.")
    next_version(review, version)
    review.met_on = met_on
    try:
        review.save(update_fields=["met_on"])
    except IntegrityError:
        raise Refused("Another review of this plan was met on that day.") from None
    for one in everybody:
        one.attended = attended[one.pk]
    Invitee.objects.bulk_update(everybody, ["attended"])
    _begin_form(review, on)
    came = sum(1 for one in everybody if one.attended == "yes")
    record("reviews.hold_meeting", child=review.plan.child, subject=review, fact={"met_on": met_on, "came": came, "people": len(everybody)}, touches=PLANS)
    return review


def _begin_form(review: Review, on: date) -> Report:
    """The one form of this review, begun from the plan in force and from the last review. Inside an action."""
    report = Report.objects.filter(review=review).first()
    if report is None:
        report = Report(review=review)
        rows.insert([report, *begun_from_plan(review)])
    return report


@dataclass(frozen=True)
class Scaled:
    """How far one outcome was reached, what shows it, and what comes next."""

    id: UUID
    scale: int | None
    evidence: str = ""
    next_step: str = ""


@action
def note_progress(*, review: Review, said: Sequence[Scaled], version: int | None = None, by: Any, on: date) -> None:
    """Progress on the outcomes, as far as it was said. It can be saved half done."""
    policies.check_write(standing=standing_of(by), review=review)
    report = _begin_form(review, on)
    next_version(report, version)
    held = {one.pk: one for one in review.progress.all()}
    for each in said:
        one = held.get(each.id)
        if one is None:
            raise Refused("One of these outcomes is not of this review. Open the page again.")
        one.scale, one.evidence, one.next_step = each.scale, each.evidence.strip(), each.next_step.strip()
    Progress.objects.bulk_update(held.values(), ["scale", "evidence", "next_step"])
    scaled = sum(1 for one in held.values() if one.scale is not None)
    record("reviews.note_progress", child=review.plan.child, subject=review, fact={"outcomes": len(held), "scaled": scaled}, touches=NOTHING)


@action
def add_outcome(*, review: Review, outcome: str, by: Any, on: date) -> Progress:
    """An outcome that the plan on paper has, and nobody has typed in yet."""
    policies.check_write(standing=standing_of(by), review=review)
    if not outcome.strip():
        raise Refused("Enter the outcome as the plan words it.")
    _begin_form(review, on)
    last = max(review.progress.values_list("position", flat=True), default=0)
    made = Progress(review=review, position=last + 1, outcome=outcome.strip())
    rows.insert([made])
    record("reviews.add_outcome", child=review.plan.child, subject=made, fact={"position": made.position}, touches=NOTHING)
    return made


WRITTEN = ("working", "not_working", "needs", "provision", "adulthood", "recommends", "recommends_why", "disagreements")


@action
def write_report(*, review: Review, said: Mapping[str, str], version: int | None = None, by: Any, on: date) -> Report:
    """What the meeting found and recommends. It can be saved half done."""
    policies.check_write(standing=standing_of(by), review=review)
    report = _begin_form(review, on)
    next_version(report, version)
    for name in WRITTEN:
        setattr(report, name, str(said.get(name) or "").strip())
    report.save(update_fields=list(WRITTEN))
    record("reviews.write_report", child=review.plan.child, subject=review, fact={"recommends": report.recommends}, touches=NOTHING)
    return report


def missing_from_report(review: Review, report: Report | None, *, year_group: int) -> list[str]:
    """What the form still lacks before its report can go, each as something to do."""
    if report is None or review.met_on is None:
        return ["Record the meeting: the day, and who came."]
    found = []
    outcomes = list(review.progress.all())
    if not outcomes:
        found.append("Add each outcome of the plan, and say how far it was reached.")
    unscaled = sum(1 for one in outcomes if one.scale is None)
    if unscaled:
        found.append(f"Say how far {'1 outcome was' if unscaled == 1 else f'{unscaled} outcomes were'} reached.")
    if any(one.scale is not None and not one.evidence for one in outcomes):
        found.append("Say what shows the progress on each outcome.")
    if not report.working and not report.not_working:
        found.append("Write what is working and what is not.")
    if year_group >= 9 and not report.adulthood:
        found.append("Write what was said of preparing for adult life. The law asks for it from Year 9.")
    if not report.recommends:
        found.append("Say what the meeting recommends.")
    elif not report.recommends_why:
        found.append("Say why the meeting recommends it.")
    return found


@action
def send_report(*, review: Review, year_group: int, by: Any, on: date) -> Report:
    """The report goes to everybody who was invited and to the council (regulations 20(7) to (9)). From then on it does not change."""
    policies.check_write(standing=standing_of(by), review=review)
    report = Report.objects.filter(review=review).first()
    missing = missing_from_report(review, report, year_group=year_group)
    if missing or report is None:
        raise Refused(missing[0], citation=policies.CITATIONS["report"])
    Report.objects.filter(pk=review.pk).update(sent_on=on, sent_by=getattr(by, "pk", None), version=F("version") + 1)
    Review.objects.filter(pk=review.pk).update(report_on=on)
    review.report_on = report.sent_on = on
    told = list(review.invitees.filter(invited_on__isnull=False).select_related("adult", "organisation", "user"))
    outbox.tell_all(_emails(review, told, f"review-report.{review.pk}", "The report of a meeting", "The report of a meeting to which you were invited can be read. Sign in to read it.", on))
    record("reviews.send_report", child=review.plan.child, subject=review, fact={"report_on": on, "recommends": report.recommends, "people": len(told)}, touches=PLANS)
    return report
