"""The amended plan goes out within eight weeks of the notice, by two people; or the family is told why there is no change."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from goldenthread.casework import letters
from goldenthread.casework.actions.issuing import check_gate, check_not_proposed, check_prepare, check_second
from goldenthread.casework.issue_papers import issuer_of
from goldenthread.casework.issuing import placed
from goldenthread.casework.letters.making import LettersChanged, make
from goldenthread.casework.proposing import Proposal, proposal_of
from goldenthread.casework.telling_of_plans import readers_of
from goldenthread.core import form_keys, outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, Refused
from goldenthread.core.versions import next_version
from goldenthread.people.models import Involvement, Organisation
from goldenthread.people.newcomers import involvement_of
from goldenthread.people.policies import standing_of
from goldenthread.plans import papers, snapshot
from goldenthread.plans.actions import seal
from goldenthread.plans.models import Line, LineWording, Served, Version
from goldenthread.plans.naming import name_setting

from .. import policies, review_letters
from ..amendments import begins_later, gate, setting_words, version_of
from ..models import Review
from .arranging import NOTHING, PLANS

MEANWHILE = "Somebody else sent the amended plan, or took the proposal back, a moment ago. Look at it as it stands now."
CHANGED_SINCE = "The plan, or what is known of it, changed since it was proposed. Look at it again, and propose it anew."


def check_version(review: Review) -> Version:
    """The version that holds the changes, sent to the family."""
    policies.check_amending(review)
    version = version_of(review)
    if version is None:
        raise Refused("There is no version with the changes. Tell the family that the plan will not change after all, or begin them anew.")
    return version


@action
def propose_amended(*, review: Review, looked: frozenset[str] = frozenset(), by: Any, on: date) -> Version:
    """The first of two people says: send it."""
    version = check_version(review)
    check_prepare(standing_of(by), version)
    check_not_proposed(version)
    check_gate(gate(review, version, on), looked)
    taken = Version.objects.filter(pk=version.pk, proposed_on__isnull=True, issued_on__isnull=True).update(proposed_on=on, proposed_by_id=getattr(by, "pk", None))
    if not taken:
        raise Changed(MEANWHILE)
    proposal = proposal_of(version)
    proposal.digest, proposal.looked = snapshot.digest(snapshot.of(version, on=on)), sorted(looked)
    proposal.save()
    record("reviews.propose_amended", child=version.child, subject=version, fact={"number": version.number}, touches=NOTHING)
    version.proposed_on, version.proposed_by_id = on, getattr(by, "pk", None)
    return version


def drafts_of_amended(review: Review, version: Version, day: date) -> list[letters.Drafted]:
    """The letters that would go with the amended plan on a day."""
    return review_letters.amended(review, day, setting=setting_words(version, proposal_of(version), day).removesuffix("."))


@action
def issue_amended(
    *, review: Review, seen: frozenset[str] | None = None, form_key: UUID | None = None, result_url: str = "", by: Any, on: date
) -> Version:
    """The second of two people sends the amended plan. The year of the review does not begin anew."""
    if form_key is not None:
        form_keys.claim(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)
    version = check_version(review)
    Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    check_second(standing=standing_of(by), version=version, by=by)
    proposal = proposal_of(version)
    if snapshot.digest(snapshot.of(version, on=on)) != proposal.digest:
        raise Changed(CHANGED_SINCE)
    check_gate(gate(review, version, on), frozenset(proposal.looked))
    drafted = drafts_of_amended(review, version, on)
    if seen is not None and {draft.fingerprint for draft in drafted} != seen:
        raise LettersChanged("Something in the letter changed since you read it. Read it again, then confirm.")
    next_version(review, None)
    _name_setting(version, proposal, on, by)
    version.kind = Version.Kind.AMENDED
    Version.objects.filter(pk=version.pk).update(kind=version.kind)
    seal(version=version, by=by, on=on)
    version.issued_on = on
    _send(review, version, proposal, drafted, by, on)
    Review.objects.filter(pk=review.pk).update(amended_final_on=on)
    review.amended_final_on = on
    fact = {"number": version.number, "digest": version.digest, "amended_final_on": on, "proposed_by": version.proposed_by_id}
    record("reviews.issue_amended", child=version.child, subject=review, fact=fact, touches=PLANS)
    return version


def _name_setting(version: Version, proposal: Proposal, on: date, by: Any) -> None:
    """Section I: what was chosen takes the place of what stood there, or stands beside it where it begins later; where nothing was, it stays."""
    said = placed(version, proposal)
    if said is None or version.plan_id is None:
        return
    if not begins_later(proposal, on):
        Line.objects.filter(version=version, section="I", removed_on__isnull=True).update(removed_on=on)
    line = Line(
        id=said.id, lineage=said.lineage or said.id, version=version, section="I", kind=said.kind, position=said.position, text=said.text, body_id=said.body_id,
        starts_on=said.starts_on, changed_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    rows.insert([line, LineWording(line=line, revision=1, said=snapshot.said_of(line), by_id=getattr(by, "pk", None))])
    assert version.plan is not None
    other = "" if proposal.where == Proposal.Where.SETTING else proposal.words
    otherwise = proposal.where == Proposal.Where.OTHERWISE
    name_setting(version.plan, organisation=proposal.setting, other=other, otherwise=otherwise, from_on=proposal.start_on, on=on)
    named = proposal.setting if proposal.where == Proposal.Where.SETTING else None
    if named and not Involvement.objects.filter(child=version.child, organisation=named, role="setting", until_on__isnull=True).exists():
        rows.insert([involvement_of(version.child, organisation=named, role="setting", because="The plan names it", on=max(proposal.start_on or on, on))])


def _send(review: Review, version: Version, proposal: Proposal, drafted: list[letters.Drafted], by: Any, on: date) -> None:
    holders = [draft.to for draft in drafted if not draft.to.is_copy]
    kept = papers.documents_of(version, on=on, to=[papers.For(each.name, each.adult_id, each.is_child) for each in holders], issuer=issuer_of(version, by))
    made = make(drafted, kind="amended-plan", request=review_letters.Matter(review), on=on, rendered={}, matter_kind="review")
    made.files += kept.noted
    own = {(each.addressee_id, each.to_child): each for each in kept.documents if each.kind == papers.KINDS["pdf"].document}
    served = []
    for each in holders:
        how = Served.How.PORTAL if each.user_id and each.tell_by != "post" else Served.How.POST
        served.append(Served(id=uuid4(), version=version, as_kind=version.kind, served_on=on, how=how, adult_id=each.adult_id, to_child=each.is_child))
        if how == Served.How.POST:
            key = f"amended-plan-paper.{version.pk}.{each.key}"
            made.notices.append(outbox.Notice(key=key, channel="post", to=each.name, child=version.child, document=own[each.adult_id, each.is_child], subject="Letter to print", body="One letter to print."))
    bodies = list(Organisation.objects.filter(pk__in=[pk for pk in (proposal.setting_id, review.convened_by_id) if pk]).order_by("pk"))
    bodies += list(Organisation.objects.filter(kind=Organisation.Kind.ICB, area_id=version.child.area_id, closed_on__isnull=True).order_by("pk"))
    readers = readers_of(bodies, on)
    for body in bodies:
        users = readers.get(body.pk, [])
        served.append(Served(id=uuid4(), version=version, as_kind=version.kind, served_on=on, how=Served.How.PORTAL if users else Served.How.POST, organisation_id=body.pk))
        made.notices += [
            outbox.Notice(
                key=f"amended-plan-of.{version.pk}.{body.pk}.{user}", channel="email", to_user=user, subject="A plan was amended",
                body="A plan was amended in which your setting or service has a part. Sign in to read it.",
            )
            for user in users
        ]  # fmt: skip
    rows.insert([*made.documents, *kept.documents, *served], *made.parts())
    closed = Version.objects.filter(pk=version.pk, issued_on__isnull=True, given_up_on__isnull=True).update(
        issued_on=on, issued_by_id=getattr(by, "pk", None), pdf=kept.first["pdf"], word=kept.first["word"], data=kept.first["data"]
    )
    if not closed:
        raise Changed(MEANWHILE)


@action
def drop_changes(
    *, review: Review, reasons: str, seen: frozenset[str] | None = None, form_key: UUID | None = None, result_url: str = "", by: Any, on: date
) -> Review:
    """The family is told, with reasons and every right, that the plan will not change after all (regulation 22(4))."""
    if form_key is not None:
        form_keys.claim(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)
    policies.check_role_decides(standing_of(by), review)
    policies.check_amending(review)
    if not reasons.strip():
        raise Refused("Enter this child’s reasons why the plan will not change.")
    drafted = review_letters.dropped(review, reasons, on)
    if seen is not None and {draft.fingerprint for draft in drafted} != seen:
        raise LettersChanged("Something in the letter changed since you read it. Read it again, then confirm.")
    next_version(review, None)
    made = make(drafted, kind="review-changes-dropped", request=review_letters.Matter(review), on=on, rendered={}, matter_kind="review")
    rows.insert(made.documents, *made.parts())
    version = version_of(review)
    if version is not None:
        Version.objects.filter(pk=version.pk, issued_on__isnull=True).update(given_up_on=on)
    if not Review.objects.filter(pk=review.pk, amended_final_on__isnull=True, no_amendment_on__isnull=True).update(no_amendment_on=on):
        raise Changed(MEANWHILE)
    review.no_amendment_on = on
    record("reviews.drop_changes", child=review.plan.child, subject=review, fact={"no_amendment_on": on, "letters": len(drafted)}, why=reasons.strip()[:500], touches=PLANS)
    return review
