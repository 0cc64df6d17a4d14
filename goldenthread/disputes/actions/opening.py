"""A family, or somebody for them, disagrees: mediation, disagreement resolution, an appeal, a complaint, the Ombudsman."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from goldenthread.casework.models import Decision, Request
from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.law.appeal import CITATIONS
from goldenthread.people.models import Adult, Child
from goldenthread.people.policies import standing_of

from ..endings import tell_of_ending
from ..models import Appeal, Complaint, ComplaintStage, Dispute, Mediation, OmbudsmanMatter
from ..policies import RETURN_FLAGS, check_appeal, check_mediation, check_opening, check_past
from ..promises import answer_by
from ..taking import CLOCKS, Sent, keep

KIND = Dispute.Kind


def _open(
    *, kind: str, child: Child, about: str, said: str, opened_on: date, adult: Adult | None, by_young_person: bool, helped_by: str,
    decision: Decision | None, notice_sent_on: date | None, by: Any, on: date, **more: Any,
) -> Dispute:  # fmt: skip
    line = more.get("line")
    if line is not None and line.version.child_id != child.pk:
        raise Refused("The line that was chosen is of another plan.")
    check_opening(
        standing=standing_of(by), child=child, about=about, decision=decision, notice_sent_on=notice_sent_on, opened_on=opened_on, on=on
    )
    return Dispute.objects.create(
        child=child, area_id=child.area_id, kind=kind, about=about, said=said.strip(), opened_on=opened_on, adult=adult,
        by_young_person=by_young_person, helped_by=helped_by.strip(), decision=decision, notice_sent_on=notice_sent_on,
        recorded_on=on, recorded_by_id=getattr(by, "pk", None), **more,
    )  # fmt: skip


def _already(child: Child, kind: str, about: str, notice_sent_on: date | None) -> None:
    """One of a kind about one notice at a time."""
    if Dispute.objects.filter(child=child, kind=kind, about=about, notice_sent_on=notice_sent_on, ended_on__isnull=True).exists():
        raise Refused(f"{KIND(kind).label} about this is on record already. Add to that one.")


@action
def ask_for_mediation(
    *, child: Child, about: str, notice_sent_on: date | None, opened_on: date, said: str = "", health: str = "", decision: Decision | None = None,
    adult: Adult | None = None, by_young_person: bool = False, helped_by: str = "", contacted_on: date | None = None,
    told_council: bool = True, by: Any, on: date,
) -> Dispute:  # fmt: skip
    """The family wants mediation. Where they told the council, its 30 days begin that day (regulations 35 to 38)."""
    check_mediation(about=about, notice_sent_on=notice_sent_on)
    _already(child, KIND.MEDIATION, about, notice_sent_on)
    dispute = _open(
        kind=KIND.MEDIATION, child=child, about=about, said=said, opened_on=opened_on, adult=adult, by_young_person=by_young_person,
        helped_by=helped_by, decision=decision, notice_sent_on=notice_sent_on, by=by, on=on,
    )  # fmt: skip
    if contacted_on is not None:
        check_past(contacted_on, on, "The day they contacted the adviser")
    Mediation.objects.create(
        dispute=dispute, contacted_on=contacted_on, council_told_on=opened_on if told_council else None, health=health
    )
    _tell_team(dispute)
    record(
        "disputes.ask_for_mediation", child=child, subject=dispute, touches=CLOCKS,
        fact={"about": about, "opened_on": opened_on, "notice_sent_on": notice_sent_on, "health": health},
    )  # fmt: skip
    return dispute


@action
def ask_for_disagreement_resolution(
    *, child: Child, about: str, opened_on: date, said: str, adult: Adult | None = None, by_young_person: bool = False, helped_by: str = "",
    by: Any, on: date,
) -> Dispute:  # fmt: skip
    """The family wants somebody independent to help settle a disagreement, at any stage (Act, section 57)."""
    if not said.strip():
        raise Refused("Enter what the disagreement is about.", citation=CITATIONS["disagreement"])
    dispute = _open(
        kind=KIND.DISAGREEMENT, child=child, about=about, said=said, opened_on=opened_on, adult=adult, by_young_person=by_young_person,
        helped_by=helped_by, decision=None, notice_sent_on=None, by=by, on=on,
    )  # fmt: skip
    Mediation.objects.create(dispute=dispute, council_told_on=opened_on)
    _tell_team(dispute)
    record(
        "disputes.ask_for_disagreement_resolution", child=child, subject=dispute, touches=CLOCKS, fact={"about": about, "opened_on": opened_on}
    )
    return dispute


@action
def record_appeal(
    *, child: Child, about: str, lodged_on: date, notice_sent_on: date | None, certificate_on: date | None = None, sections: Sequence[str] = (),
    extended: Sequence[str] = (), said: str = "", number: str = "", registered_on: date | None = None, decision: Decision | None = None,
    earlier: Dispute | None = None, adult: Adult | None = None, by_young_person: bool = False, helped_by: str = "", line: Any = None,
    by: Any, on: date,
) -> Dispute:  # fmt: skip
    """The family has appealed to the Tribunal."""
    if certificate_on is None and earlier is not None:
        certificate_on = earlier.mediation.certificate_on
    check_appeal(about=about, certificate_on=certificate_on, lodged_on=lodged_on, registered_on=registered_on, notice_sent_on=notice_sent_on, on=on)
    if about == Dispute.About.REFUSAL_TO_ASSESS and extended:
        raise Refused("The Tribunal makes no recommendations on health or social care in an appeal against a refusal to assess.", citation=CITATIONS["recommendation"])
    _already(child, KIND.APPEAL, about, notice_sent_on)
    dispute = _open(
        kind=KIND.APPEAL, child=child, about=about, said=said, opened_on=lodged_on, adult=adult, by_young_person=by_young_person,
        helped_by=helped_by, decision=decision, notice_sent_on=notice_sent_on, earlier=earlier, line=line, by=by, on=on,
    )  # fmt: skip
    Appeal.objects.create(
        dispute=dispute, sections=sorted(sections), extended=sorted(extended), certificate_on=certificate_on, number=number.strip(),
        lodged_on=lodged_on, registered_on=registered_on,
    )  # fmt: skip
    note_for_return(dispute, "tribunal")
    tell_of_ending(dispute, by, on, certificate_on=certificate_on, appealed_on=lodged_on)
    record(
        "disputes.record_appeal", child=child, subject=dispute, touches=CLOCKS,
        fact={"about": about, "lodged_on": lodged_on, "notice_sent_on": notice_sent_on, "certificate_on": certificate_on, "sections": sorted(sections)},
    )  # fmt: skip
    return dispute


@action
def record_complaint(
    *, child: Child, about: str, channel: str, said: str, opened_on: date, wanted: str = "", promised_by: date | None = None, line: Any = None,
    adult: Adult | None = None, by_young_person: bool = False, helped_by: str = "", paper: Sent | None = None, by: Any, on: date,
) -> Dispute:  # fmt: skip
    """A complaint has come. Its first stage begins that day; the date for the answer is the council's own promise."""
    if not said.strip():
        raise Refused("Enter what the complaint is about.")
    dispute = _open(
        kind=KIND.COMPLAINT, child=child, about=about, said=said, opened_on=opened_on, adult=adult, by_young_person=by_young_person,
        helped_by=helped_by, decision=None, notice_sent_on=None, line=line, by=by, on=on,
    )  # fmt: skip
    due = promised_by or answer_by(1, opened_on)
    if due < opened_on:
        raise Refused("The day by which an answer was promised cannot be before the complaint.")
    Complaint.objects.create(dispute=dispute, channel=channel, wanted=wanted.strip())
    ComplaintStage.objects.create(dispute=dispute, number=1, opened_on=opened_on, promised_by=due)
    keep(dispute, paper, by, on)
    _tell_team(dispute)
    record(
        "disputes.record_complaint", child=child, subject=dispute, touches=CLOCKS,
        fact={"about": about, "opened_on": opened_on, "promised_by": due, "channel": channel},
    )  # fmt: skip
    return dispute


@action
def record_ombudsman_matter(
    *, child: Child, about: str, who: str, opened_on: date, reference: str = "", said: str = "", answer_by: date | None = None,
    earlier: Dispute | None = None, adult: Adult | None = None, by_young_person: bool = False, by: Any, on: date,
) -> Dispute:  # fmt: skip
    """An Ombudsman has written about a child."""
    dispute = _open(
        kind=KIND.OMBUDSMAN, child=child, about=about, said=said, opened_on=opened_on, adult=adult, by_young_person=by_young_person,
        helped_by="", decision=None, notice_sent_on=None, earlier=earlier, by=by, on=on,
    )  # fmt: skip
    OmbudsmanMatter.objects.create(dispute=dispute, who=who, reference=reference.strip(), answer_by=answer_by)
    record(
        "disputes.record_ombudsman_matter", child=child, subject=dispute, touches=CLOCKS,
        fact={"about": about, "opened_on": opened_on, "answer_by": answer_by, "who": who},
    )  # fmt: skip
    return dispute


def note_for_return(dispute: Dispute, how: str) -> None:
    """A mediation that was held, or an appeal that was made, is said of the request in the statutory return."""
    request = dispute.decision.request if dispute.decision is not None else Request.objects.filter(child=dispute.child).order_by("-received_on", "pk").first()
    if request is None:
        return
    field = f"{RETURN_FLAGS.get(Dispute.About(dispute.about), 'other')}_{how}"
    setattr(request, field, True)
    request.save(update_fields=[field])


def _tell_team(dispute: Dispute) -> None:
    """The named worker has something to read."""
    case = getattr(dispute.child, "case", None)
    worker = case.worker_id if case is not None else None
    if worker is not None and worker != dispute.recorded_by_id:
        outbox.tell(
            key=f"dispute.opened.{dispute.pk}", channel="email", to_user=worker, child=dispute.child,
            subject="There is something to read in one of your cases", body="A family has raised something. Sign in to read it and what is due.",
        )  # fmt: skip
