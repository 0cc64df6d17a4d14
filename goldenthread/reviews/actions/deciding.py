"""The council decides within four weeks of the meeting, and the family is told the same day with every right.

To amend is decided by sending the changes: a bare letter that the plan will be amended is not a decision here
(R (L, M, P) v Devon [2022] EWHC 493).
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from goldenthread.casework import letters
from goldenthread.casework.letters.making import LettersChanged, Made, make
from goldenthread.core import files, form_keys, outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, Refused
from goldenthread.core.versions import next_version
from goldenthread.law.days import in_words
from goldenthread.people.models import Document
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans import papers
from goldenthread.plans.actions import start_draft
from goldenthread.plans.models import Served, Version
from goldenthread.plans.policies import check_still_open

from .. import policies, review_letters
from ..amendments import changes_of, drawn_notice, has_evidence, notice, served_before, version_of
from ..models import Cease, Reassessment, Review
from ..outcomes import version_in_force
from .arranging import PLANS
from .reassessing import note_reassessment, open_reassessment

MEANWHILE = "Somebody else decided this review a moment ago. Look at it as it stands now."
PDF = "application/pdf"


def drafts_of(
    review: Review, *, outcome: str, reasons: str, reassess: bool, version: Version | None, plan_on_paper: bool, day: date
) -> list[letters.Drafted]:
    """The letters that this decision would send today, whole or refused."""
    if not reasons.strip():
        raise Refused("Enter this child’s reasons for the decision.")
    if outcome == Review.Outcome.MAINTAIN:
        return review_letters.no_change(review, reasons, day, reassess=reassess)
    if outcome != Review.Outcome.AMEND:
        raise Refused("To end a plan, propose it and consult the family and the setting first.", citation=review_letters.law_letters.letter("cease").citation)
    if version is None:
        raise Refused("Write the changes first. They go to the family with the decision, in the same four weeks.", citation=policies.CITATIONS["amend"])
    check_still_open(version)
    changes = changes_of(version)
    if not changes:
        raise Refused("Nothing differs from the plan in force. Write the changes first.", citation=policies.CITATIONS["amend"])
    has_plan = plan_on_paper or version_in_force(review.plan) is not None
    return review_letters.amend(review, reasons, day, has_plan=has_plan, changes=len(changes), evidence=has_evidence(review, version))


@action
def decide_review(
    *, review: Review, outcome: str, reasons: str, reassess: bool = False, plan_on_paper: bool = False, version: int | None = None,
    seen: frozenset[str] | None = None, form_key: UUID | None = None, result_url: str = "", by: Any, on: date,
) -> Review:  # fmt: skip
    """Keep the plan, or change it. The letter leaves today; to change it, with the plan, the changes and the evidence."""
    if form_key is not None:
        form_keys.claim(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)
    policies.check_decide(standing=standing_of(by), review=review, on=on)
    proposal = version_of(review) if outcome == Review.Outcome.AMEND else None
    drafted = drafts_of(review, outcome=outcome, reasons=reasons, reassess=reassess, version=proposal, plan_on_paper=plan_on_paper, day=on)
    if seen is not None and {draft.fingerprint for draft in drafted} != seen:
        raise LettersChanged("Something in the letters changed since you read them. Read them again, then confirm.")
    next_version(review, version)
    review.outcome, review.reasons, review.notified_on, review.decided_by_id = outcome, reasons.strip(), on, getattr(by, "pk", None)
    review.reassess_on = on if reassess else None
    review.notice_sent_on = on if proposal is not None else None
    kind = "review-amend" if proposal is not None else "review-no-change"
    made = make(drafted, kind=kind, request=review_letters.Matter(review), on=on, rendered={}, matter_kind="review")
    served: list[Served] = []
    if proposal is not None:
        served = _serve(review, proposal, drafted, made, on)
    if not Review.objects.filter(pk=review.pk, notified_on__isnull=True).update(
        outcome=outcome, reasons=review.reasons, notified_on=on, decided_by=review.decided_by_id, reassess_on=review.reassess_on, notice_sent_on=review.notice_sent_on
    ):
        raise Changed(MEANWHILE)
    rows.insert([*made.documents, *served], *made.parts())
    if reassess and open_reassessment(review.plan) is None:
        note_reassessment(plan=review.plan, route=Reassessment.Route.OWN, requested_on=on, why=f"Decided after the review of {in_words(review.met_on)}" if review.met_on else "", by=by, on=on)
    fact = {"outcome": outcome, "met_on": review.met_on, "notified_on": on, "letters": len(drafted), "reassess": reassess, "changes": proposal is not None}
    record("reviews.decide_review", child=review.plan.child, subject=review, fact=fact, touches=PLANS)
    return review


def _serve(review: Review, version: Version, drafted: list[letters.Drafted], made: Made, on: date) -> list[Served]:
    """The plan as it is, the changes, and who was served with them. Their fifteen days begin today."""
    holders = [draft.to for draft in drafted if not draft.to.is_copy]
    if not any(each.adult_id or each.is_child for each in holders):
        raise Refused("Nobody of the family is on record to serve the changes to. Add a parent or carer first.")
    kept = papers.documents_of(version, on=on, to=[papers.For(each.name, each.adult_id, each.is_child) for each in holders])
    made.files += kept.noted
    made.documents += kept.documents
    content = drawn_notice(notice(review, version, on, review.plan.child.area, drafted[0].worker))
    sha, size = files.write(content)
    made.files.append((sha, size, PDF))
    served = []
    before = version_in_force(review.plan)
    already = served_before(before) if before else set()
    for each in holders:
        own = Document(
            child=version.child, file_id=sha, addressee_id=each.adult_id, to_child=each.is_child, kind="review-changes",
            title=f"Notice of the changes we propose: for {each.name}"[:200], matter_kind="review", matter_id=review.pk, made_on=on, sent_on=on,
        )  # fmt: skip
        made.documents.append(own)
        if each.adult_id is None and not each.is_child:
            continue
        how = Served.How.PORTAL if each.user_id and each.tell_by != "post" else Served.How.POST
        to: dict[str, Any] = {"adult_id": each.adult_id, "to_child": each.is_child, "served_on": on, "how": how}
        served.append(Served(id=uuid4(), version=version, as_kind=Version.Kind.PROPOSED, **to))
        if before is not None and (each.adult_id, each.is_child) not in already:
            served.append(Served(id=uuid4(), version=before, as_kind=before.kind, **to))
        if how == Served.How.POST:
            key = f"review-changes.{review.pk}.{each.key}"
            made.notices.append(outbox.Notice(key=key, channel="post", to=each.name, child=version.child, document=own, subject="Letter to print", body="One letter to print."))
    if review.convened_by_id:
        served.append(Served(id=uuid4(), version=version, as_kind=Version.Kind.PROPOSED, organisation_id=review.convened_by_id, served_on=on, how=Served.How.PORTAL))
    if version.first_served_on is None:
        Version.objects.filter(pk=version.pk).update(first_served_on=on)
    return served


@action
def begin_changes(*, review: Review, by: Any, on: date) -> Version:
    """The changes begin as a copy of the plan in force, to be changed line by line."""
    check_may(standing_of(by), review.plan.child, "draft", "create")
    policies.check_in_force(review.plan)
    if review.met_on is None:
        raise Refused("The changes follow from the meeting. Record the meeting first.")
    if review.notified_on is not None:
        raise Refused(f"This review was decided, and the family told, on {in_words(review.notified_on)}.")
    if version_of(review) is not None:
        raise Refused("The changes were begun already. Go on with them.")
    return start_draft(child=review.plan.child, matter=("review", review.pk), plan=review.plan, earlier=version_in_force(review.plan), by=by, on=on)


def ceasing_of(review: Review) -> Cease | None:
    """A letter that the plan will end, sent after this meeting, that ends this review."""
    if review.met_on is None:
        return None
    return Cease.objects.filter(plan=review.plan, yes=True, notified_on__gte=review.met_on, withdrawn_on__isnull=True).order_by("notified_on").first()


@action
def note_ceasing(*, review: Review, version: int | None = None, by: Any, on: date) -> Review:
    """This review ended in the letter that the plan will end."""
    policies.check_decide(standing=standing_of(by), review=review, on=on)
    ceasing = ceasing_of(review)
    if ceasing is None or ceasing.notified_on is None:
        raise Refused("The family has not been told that the plan will end. Propose it, consult, and send that letter first.")
    next_version(review, version)
    review.outcome, review.reasons, review.notified_on, review.decided_by_id = Review.Outcome.CEASE, ceasing.reasons, ceasing.notified_on, ceasing.decided_by_id
    review.save(update_fields=["outcome", "reasons", "notified_on", "decided_by"])
    record("reviews.note_ceasing", child=review.plan.child, subject=review, fact={"notified_on": ceasing.notified_on}, touches=PLANS)
    return review
