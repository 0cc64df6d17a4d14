"""A review is arranged, moved to another day, or called off; people are invited, and told of every change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError

from goldenthread.casework import letters
from goldenthread.casework.letters.making import Drafted, Made, make
from goldenthread.casework.telling_of_plans import readers_of
from goldenthread.core import form_keys, outbox, rows, wall
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import next_version
from goldenthread.law.days import in_words
from goldenthread.people.models import Involvement, Organisation
from goldenthread.people.newcomers import involvement_of
from goldenthread.people.policies import standing_of
from goldenthread.plans.models import Plan

from .. import policies, review_letters
from ..models import Invitee, Review
from ..people_to_invite import BECAUSE, proposed

PLANS = frozenset({"plans"})
NOTHING: frozenset[str] = frozenset()
#: For how long a service that is invited reads the record after the meeting: until the report has come and the decision is made.
READS_ON = timedelta(weeks=6)
SAME_DAY = "A review of this plan is arranged for that day already."


@action
def arrange_review(
    *, plan: Plan, kind: str, planned_on: date, planned_at: time | None = None, place: str = "", way: str = "", convened_by: Organisation | None = None,
    why: str = "", by: Any, on: date, form_key: UUID | None = None, result_url: str = "", id: UUID | None = None,
) -> Review:  # fmt: skip
    """A meeting to review a plan is arranged, with the list of those to invite. Nobody is told yet."""
    policies.check_arrange(standing=standing_of(by), plan=plan, kind=kind, planned_on=planned_on, why=why, reviews=plan.reviews.all(), on=on)
    review = Review(
        plan=plan, kind=kind, planned_on=planned_on, planned_at=planned_at, place=place.strip(), way=way, convened_by=convened_by, why=why.strip(),
        **({"id": id} if id else {}),
    )  # fmt: skip
    key = [] if form_key is None else [form_keys.row(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)]
    try:
        rows.insert([review, *proposed(review, on), *key])
    except IntegrityError as error:
        if form_keys.used_before(error):
            raise form_keys.AlreadySent(result_url) from None
        if "one_review_planned_a_day" in str(error):
            raise Refused(SAME_DAY) from None
        raise
    fact = {"kind": kind, "planned_on": planned_on, "organisation": getattr(convened_by, "pk", None)}
    record("reviews.arrange_review", child=plan.child, subject=review, fact=fact, why=why.strip(), touches=PLANS)
    return review


@action
def change_meeting(
    *, review: Review, planned_on: date, planned_at: time | None, place: str, way: str, version: int | None = None, by: Any, on: date
) -> Review:
    """The meeting is on another day, or elsewhere. Whoever was invited before is invited anew, with the two weeks' notice."""
    policies.check_change(standing=standing_of(by), review=review)
    if planned_on != review.planned_on:
        policies.check_notice(planned_on, review.plan, on)
    next_version(review, version)
    moved = planned_on != review.planned_on or planned_at != review.planned_at
    review.planned_on, review.planned_at, review.place, review.way = planned_on, planned_at, place.strip(), way
    if moved or review.invited_on:
        review.invited_on = review.papers_on = None
        Invitee.objects.filter(review=review).update(invited_on=None, papers_on=None)
    try:
        review.save(update_fields=["planned_on", "planned_at", "place", "way", "invited_on", "papers_on"])
    except IntegrityError:
        raise Refused(SAME_DAY) from None
    record("reviews.change_meeting", child=review.plan.child, subject=review, fact={"planned_on": planned_on}, touches=PLANS)
    return review


@action
def call_off(*, review: Review, why: str, version: int | None = None, by: Any, on: date) -> Review:
    """The meeting will not be held. The date by which the plan must be reviewed stays what it was."""
    policies.check_change(standing=standing_of(by), review=review)
    if not why.strip():
        raise Refused("Say why the meeting is called off.")
    next_version(review, version)
    review.called_off_on, review.called_off_why = on, why.strip()
    review.save(update_fields=["called_off_on", "called_off_why"])
    told = list(review.invitees.filter(invited_on__isnull=False).select_related("adult", "organisation", "user"))
    outbox.tell_all(_emails(review, told, f"called-off.{review.pk}.{on}", "A meeting was called off", "A meeting to which you were invited was called off. Sign in to see more.", on))
    record("reviews.call_off", child=review.plan.child, subject=review, fact={"planned_on": review.planned_on}, why=why.strip(), touches=PLANS)
    return review


# --- Whom to invite


@action
def add_invitee(*, review: Review, role: str, name: str = "", email: str = "", organisation: Organisation | None = None, by: Any, on: date) -> Invitee:
    """One more to invite."""
    policies.check_change(standing=standing_of(by), review=review)
    said = organisation.name if organisation else name.strip()
    if not said:
        raise Refused("Enter the name of the person or service.")
    if organisation is None and not email.strip() and role not in ("parent", "child"):
        raise Refused("Enter an email address, so that the invitation can reach them.")
    if review.invitees.filter(organisation=organisation, name=said, role=role).exists():
        raise Refused("They are on the list already.")
    made = Invitee(review=review, role=role, name=said, email=email.strip(), organisation=organisation, added=True)
    rows.insert([made])
    record("reviews.add_invitee", child=review.plan.child, subject=made, fact={"role": role, "organisation": getattr(organisation, "pk", None)}, touches=NOTHING)
    return made


@action
def remove_invitee(*, invitee: Invitee, by: Any, on: date) -> None:
    """Somebody comes off the list. Whoever was invited already is not, and the law's own list is checked before it goes out."""
    policies.check_change(standing=standing_of(by), review=invitee.review)
    if invitee.invited_on:
        raise Refused(f"They were invited on {in_words(invitee.invited_on)}. Tell them yourself that they need not come.")
    record("reviews.remove_invitee", child=invitee.review.plan.child, subject=invitee, fact={"role": invitee.role}, touches=NOTHING)
    invitee.delete()


@action
def invite(*, review: Review, by: Any, on: date) -> list[Invitee]:
    """Invitations go to everybody on the list who has none yet: by email that says only that there is something to read,
    and by letter to those who cannot sign in."""
    everybody = list(review.invitees.select_related("adult", "organisation", "user", "review__plan__child__area"))
    policies.check_invite(standing=standing_of(by), review=review, invitees=everybody, on=on)
    new = [one for one in everybody if one.invited_on is None]
    with wall.lifted(because=BECAUSE):
        made, ways = _letters(review, everybody, new, on), _ways_in(review, new, on)
    key = f"review-invitation.{review.pk}.{review.planned_on}.{on}"
    made.notices += _emails(review, [one for one in new if not one.is_family], key, "You are invited to a meeting", "You are invited to the meeting that reviews a plan. Sign in to see when and where, and what to send before.", on)
    rows.insert([*made.documents, *ways], *made.parts())
    Invitee.objects.filter(pk__in=[one.pk for one in new]).update(invited_on=on)
    if review.invited_on is None:
        Review.objects.filter(pk=review.pk).update(invited_on=on)
        review.invited_on = on
    fact = {"invited_on": on, "planned_on": review.planned_on, "people": len(new), "letters": len(made.documents)}
    record("reviews.invite", child=review.plan.child, subject=review, fact=fact, touches=PLANS)
    return new


def _letters(review: Review, everybody: Sequence[Invitee], new: Sequence[Invitee], on: date) -> Made:
    """A letter to each of the family. A child whose parents are written to needs none of their own."""
    around = letters.known(review.plan.child)
    facts = review_letters.about(review, on, around)
    holders = letters.rights_holders(review.plan.child, on, around)
    drafts = []
    for one in new:
        if not one.is_family or (one.role == "child" and not facts.to_child and one.user_id is None):
            continue
        to = review_letters.family_of(one, holders, around)
        words = review_letters.invitation(review, everybody, replace(facts, to_child=one.role == "child"), to_family=True)
        drafts.append(Drafted(to, words, facts.area, facts.worker, facts.child.reference, on, ()))
    return make(drafts, kind=f"review-invitation.{review.planned_on}", request=review_letters.Matter(review), on=on, rendered={}, matter_kind="review")


def _emails(review: Review, told: Sequence[Invitee], key: str, subject: str, body: str, on: date) -> list[outbox.Notice]:
    """One to each person with an account; to the people of a body whose role reads plans; to an address where there is none."""
    readers = readers_of([one.organisation for one in told if one.organisation], on)
    area = review.plan.child.area
    found, sent = [], set()
    for one in told:
        users = [one.user_id or (one.adult.user_id if one.adult else None)] if not one.organisation_id else readers.get(one.organisation_id, [])
        for user in users:
            if user and user not in sent:
                sent.add(user)
                found.append(outbox.Notice(key=f"{key}.{user}", channel="email", to_user=user, subject=subject, body=f"{body}\n\n{settings.BASE_URL}/"))
        if not any(users) and (address := one.email or (one.organisation.email if one.organisation else "")):
            words = f"{subject}. The SEND team of {area.council} will tell you more{f': {area.phone}' if area.phone else ''}."
            found.append(outbox.Notice(key=f"{key}.{one.pk}", channel="email", to=address, subject=subject, body=words))
    return found


def _ways_in(review: Review, new: Sequence[Invitee], on: date) -> list[Involvement]:
    """A service that is invited reads what goes round: what lets it in until the review is over, where nothing does."""
    child = review.plan.child
    bodies = {one.organisation.pk: one.organisation for one in new if one.organisation is not None and one.role not in ("setting", "council")}
    there = set(Involvement.objects.filter(child=child, organisation_id__in=list(bodies), until_on__isnull=True).values_list("organisation_id", flat=True))
    there |= set(Involvement.objects.filter(child=child, organisation_id__in=list(bodies), until_on__gte=review.planned_on).values_list("organisation_id", flat=True))
    made = []
    for pk, body in bodies.items():
        if pk in there:
            continue
        role = "health" if body.kind == Organisation.Kind.ICB else "adviser"
        tie = involvement_of(child, organisation=body, role=role, because="Invited to a review of the plan", on=on)
        tie.until_on = (review.planned_on or on) + READS_ON
        made.append(tie)
    return made
