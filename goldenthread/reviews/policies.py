"""Who may do what to a review, and when in its life; each refusal says why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from goldenthread.core.refusals import NotAllowed, Refused, allowed
from goldenthread.law import review as law
from goldenthread.law.days import in_words
from goldenthread.law.refusals import LawRefusal
from goldenthread.people.law_readings import settings_of
from goldenthread.people.policies import check_may
from goldenthread.plans.models import Plan

from .models import Invitee, Review

CITATIONS = law.CITATIONS


def works_on(standing: Any, child: Any) -> bool:
    """Whether this person arranges and writes reviews of this child: the setting on roll, the named worker, a manager."""
    return standing is None or allowed(check_may, standing, child, "review", "update")


def is_own(standing: Any, invitee: Invitee) -> bool:
    """Whether this invitation is this person's, or that of a body they speak for."""
    if standing is None:
        return False
    if invitee.user_id == standing.user_id or (invitee.adult is not None and invitee.adult.user_id == standing.user_id):
        return True
    return invitee.organisation_id is not None and any(seat.organisation_id == invitee.organisation_id for seat in standing.seats)


# --- Arranging


def check_in_force(plan: Plan) -> None:
    if plan.ceased_on is not None:
        raise Refused(f"This plan ended on {in_words(plan.ceased_on)}, so there is nothing to review.")


def check_arrange(*, standing: Any, plan: Plan, kind: str, planned_on: date, why: str, reviews: Iterable[Review], on: date) -> None:
    """A meeting can be arranged. An amendment that is not finished, or another review, is no ground against it."""
    check_may(standing, plan.child, "review", "create")
    check_in_force(plan)
    check_notice(planned_on, plan, on)
    if kind == Review.Kind.EARLY and not why.strip():
        raise Refused("Say who asked for an early review and what has changed.", citation=CITATIONS["early"])
    if any(one.is_planned and one.planned_on == planned_on for one in reviews):
        raise Refused("A review of this plan is arranged for that day already.")


def check_notice(planned_on: date, plan: Plan, on: date) -> None:
    """The day leaves everybody two weeks' notice."""
    last = law.invite_by(planned_on, settings_of(plan.area_id))
    if on > last:
        first = on + (planned_on - last)
        raise Refused(f"Choose a day on or after {in_words(first)}: everybody must have two weeks’ notice.", citation=CITATIONS["notice"])


def check_change(*, standing: Any, review: Review) -> None:
    """This person may change this review, and its meeting is still to come."""
    check_may(standing, review.plan.child, "review", "update")
    check_in_force(review.plan)
    check_planned(review)


def check_planned(review: Review) -> None:
    if review.called_off_on:
        raise Refused(f"This meeting was called off on {in_words(review.called_off_on)}. Arrange another.")
    if review.met_on:
        raise Refused(f"The meeting was held on {in_words(review.met_on)}, so this can no longer be changed.")
    if review.notified_on:
        raise Refused(f"This review was decided on {in_words(review.notified_on)}, so this can no longer be changed.")


def check_invite(*, standing: Any, review: Review, invitees: list[Invitee], on: date) -> None:
    """Invitations can go: in time, and to everybody whom the law lists."""
    check_change(standing=standing, review=review)
    if review.planned_on is None:
        raise Refused("Arrange the meeting first.")
    if not any(one.invited_on is None for one in invitees):
        raise Refused("Everybody on the list has been invited.")
    if review.invited_on is None:
        last = law.invite_by(review.planned_on, settings_of(review.plan.area_id))
        if on > last:
            raise Refused(f"It is too late to invite people to this meeting: the last day was {in_words(last)}. Choose a later day.", citation=CITATIONS["notice"])
        missing = missing_roles(invitees, attends=review.convened_by_id is not None)
        if missing:
            raise Refused(f"The law says that these must be invited too: {', '.join(missing)}. Add them.", citation=CITATIONS["attending" if review.convened_by_id else "not_attending"])


#: The law's list in the words of this room, and how each is said.
MUST = {
    "parent_or_yp": (("parent", "child"), "the parent or young person"), "head_or_principal_or_provider": (("setting",), "the school or setting"),
    "la_sen_officer": (("council",), "an officer of the council’s SEND team"), "health_professional_named_by_icb": (("health",), "a health professional"),
    "la_social_care_officer": (("social_care",), "an officer of social care"),
}  # fmt: skip


def missing_roles(invitees: Iterable[Invitee], *, attends: bool) -> list[str]:
    """Whom the law lists and nobody has put on the list (regulations 20(2) and 21(2))."""
    there = {one.role for one in invitees}
    return [words for who in law.invited(attends_a_setting=attends) for roles, words in [MUST[who]] if not there & set(roles)]


# --- Before and after the meeting


def check_contribute(*, standing: Any, invitee: Invitee) -> None:
    """Somebody says what they want known: their own words, or words that came to whoever runs the review."""
    review = invitee.review
    if not is_own(standing, invitee):
        check_may(standing, review.plan.child, "review", "update")
    if review.called_off_on:
        raise Refused("This meeting was called off. What you say can go to the next one.")
    if review.report_on:
        raise Refused(f"The report was sent on {in_words(review.report_on)}. Write to the SEND team instead.")


def check_send_papers(*, standing: Any, review: Review) -> None:
    check_change(standing=standing, review=review)
    if review.invited_on is None:
        raise Refused("Invite people first; then send round what they say.", citation=CITATIONS["notice"])
    if review.papers_on is not None:
        raise Refused(f"The papers were sent round on {in_words(review.papers_on)}.")


def check_hold(*, standing: Any, review: Review, met_on: date, on: date) -> None:
    check_change(standing=standing, review=review)
    if met_on > on:
        raise Refused("The day of the meeting must be today or in the past.")
    if review.invited_on is not None and met_on < review.invited_on:
        raise Refused(f"The meeting cannot have been before people were invited, on {in_words(review.invited_on)}.")


def check_write(*, standing: Any, review: Review) -> None:
    """The form of the review can be written: the setting's (or, where the council holds it, the council's), until it is sent."""
    check_may(standing, review.plan.child, "review", "update")
    if review.called_off_on:
        raise Refused("This meeting was called off.")
    if review.report_on is not None:
        raise Refused(f"The report was sent on {in_words(review.report_on)}, and does not change any more.", citation=CITATIONS["report"])
    if review.first_return is not None and review.planned_on is None:
        raise Refused("This review is known from a return only, so it has no report here.")


# --- Deciding


def check_may_decide(standing: Any, review: Review) -> None:
    """The council decides, after a meeting, once."""
    check_may(standing, review.plan.child, "review", "decide")
    check_in_force(review.plan)
    if review.met_on is None:
        raise Refused("A review is decided after its meeting. Record the meeting first.", citation=CITATIONS["decision"])
    if review.notified_on is not None:
        raise Refused(f"This review was decided, and the family told, on {in_words(review.notified_on)}.")


def check_decide(*, standing: Any, review: Review, on: date) -> None:
    """Nothing that the law wants before the decision was left out."""
    check_may_decide(standing, review)
    if review.first_return is None or review.planned_on is not None:
        try:
            law.check_complete(invited_on=review.invited_on, papers_on=review.papers_on, notified_on=on)
        except LawRefusal as refused:
            raise Refused(refused.sentence, citation=refused.citation) from None


def check_amending(review: Review) -> None:
    """The plan is being amended because of this review."""
    if review.outcome != Review.Outcome.AMEND or review.notice_sent_on is None:
        raise Refused("The changes have not been sent to the family yet.", citation=CITATIONS["amend"])
    if review.amended_final_on:
        raise Refused(f"The amended plan was sent on {in_words(review.amended_final_on)}.")
    if review.no_amendment_on:
        raise Refused(f"The family was told on {in_words(review.no_amendment_on)} that the plan will not change after all.")


def check_role_decides(standing: Any, review: Review) -> None:
    if standing is not None and not allowed(check_may, standing, review.plan.child, "review", "decide"):
        raise NotAllowed("Your role does not let you decide reviews. Ask a SEND team manager.")
