"""Ending a plan: the reasons in law, what must be asked first at which age, and how long the plan goes on after the notice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.core.refusals import Refused
from goldenthread.law import ceasing as law
from goldenthread.law import rights
from goldenthread.law.cite import ACT, REGULATIONS, cite
from goldenthread.law.days import in_words
from goldenthread.people.law_readings import settings_of

from .models import Cease, Course

#: The reasons that the law knows (section 45), in words. `code` is the statutory return's.
CITATIONS = {
    "outcomes": cite(ACT, "section 45(3)", "For somebody over 18 the council asks whether the education and training outcomes of the plan have been achieved.", "V2"),
    "meeting": cite(REGULATIONS, "regulation 31(1)", "The family and the head teacher or principal are consulted before a plan is ended.", "V1"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its words, what the family reads, its code in the return, and whether anybody can be asked first."""

    words: str
    told: str
    code: str
    consulted: bool = True
    leaves: bool = True


REASONS = {
    "no_longer_necessary": Reason("A plan is no longer necessary", "we think that a plan is no longer necessary", "2"),
    "paid_employment": Reason("They left education for paid work", "there is paid work instead of education and training", "4"),
    "higher_education": Reason("They started higher education", "there is a place in higher education, which has support of its own", "3"),
    "wants_no_more_learning": Reason("They are 18 or over and do not want to go on learning", "more education or training is not wanted", "6"),
    "left_england": Reason("They moved outside England", "the family has moved outside England", "7", leaves=False),
    "turned_25": Reason("They have reached 25", "a plan ends with the academic year of the 25th birthday at the latest", "1"),
    "died": Reason("The child or young person died", "", "8", consulted=False, leaves=False),
}
HINTS = {
    "no_longer_necessary": "The test is whether a plan would still be needed. Outcomes that were reached are not enough",
    "paid_employment": "An apprenticeship, a traineeship and a supported internship are education and training, so this is none of them",
    "wants_no_more_learning": "Ask first whether they want to return. Somebody who only stopped coming gets a review instead",
    "turned_25": "The plan can go on to the end of the academic year",
}
#: Said on the page so that nobody looks for them among the reasons.
NEVER = (
    "Turning 18, 19 or any age before 25", "Outcomes that were reached, and nothing else", "A course that ended", "No money, or no place", "Absence or exclusion",
    "Home education", "Custody", "An apprenticeship, a traineeship or a supported internship", "Under 18: not being in education. Review the plan instead",
)  # fmt: skip


def age_of(child: Any, on: date) -> int:
    return rights.age_on(child.date_of_birth, on, settings_of(child.area_id))


def asks_outcomes(reason: str, age: int) -> bool:
    """From 19, whether the outcomes of the plan are reached (section 45(3)); never age alone."""
    return reason == "no_longer_necessary" and age >= 19


def asks_wants(reason: str, age: int) -> bool:
    """From 18, whether they want to go on or to return (regulation 30)."""
    return reason in ("no_longer_necessary", "wants_no_more_learning") and age >= 18


def check_reason(*, reason: str, age: int, why: str, outcomes: str, wants: str) -> None:
    """The law gives this reason at this age, and what it asks for at that age was asked."""
    if reason not in REASONS:
        raise Refused("Select one of the reasons that the law gives.", citation=law.CITATIONS["grounds"])
    answer = law.may_cease(reason, age)
    if not answer.lawful:
        raise Refused(answer.why, citation=answer.citation)
    if not why.strip():
        raise Refused("Say what it rests on, about this young person.", citation=law.CITATIONS["grounds"])
    if asks_outcomes(reason, age) and not outcomes.strip():
        raise Refused("Say whether the education and training outcomes in the plan have been achieved. Age alone is never a reason.", citation=CITATIONS["outcomes"])
    if asks_wants(reason, age) and not wants.strip():
        raise Refused("Ask whether they want to go on with education or training, or to return to it, and enter what they said.", citation=law.CITATIONS["over_18"])


def check_ready(cease: Cease, on: date) -> None:
    """All that must come before a decision to end the plan: the reason in law, the meeting, and both who are consulted."""
    age = age_of(cease.child, on)
    check_reason(reason=cease.reason, age=age, why=cease.why, outcomes=cease.outcomes, wants=cease.wants)
    if not REASONS[cease.reason].consulted:
        return
    if cease.meeting_offered_on is None:
        raise Refused("Offer a meeting first. No plan is ended without one being offered.", citation=CITATIONS["meeting"])
    if cease.meeting_answer == Cease.Meeting.WANTED and cease.met_on is None:
        raise Refused("They want to meet. Hold the meeting, or record that they no longer want it.", citation=CITATIONS["meeting"])
    if cease.consulted_on is None:
        raise Refused("Consult the family first, and record what they said.", citation=law.CITATIONS["consult"])
    if cease.setting_id is not None and cease.setting_consulted_on is None:
        raise Refused("Consult the school or college first, and record what it said.", citation=law.CITATIONS["consult"])


def lives_until(cease: Cease) -> date | None:
    """The last day on which the plan must be maintained; None before a notice, and while an appeal is undecided."""
    if cease.notified_on is None:
        return None
    return law.maintain_to(cease.notified_on, cease.certificate_on, appealed_on=cease.appealed_on, appeal_decided_on=cease.appeal_decided_on)


def check_end(cease: Cease, ends_on: date, on: date) -> None:
    """The plan can end on this day: the time to appeal is over, or the appeal was decided and did not keep it."""
    if not cease.yes:
        raise Refused("Nobody has decided to end the plan.", citation=law.CITATIONS["grounds"])
    if cease.ended_on is not None:
        raise Refused(f"The plan ended on {in_words(cease.ended_on)}.")
    if cease.appeal_upheld:
        raise Refused("The Tribunal ordered the plan to go on.", citation=law.CITATIONS["hold"])
    if ends_on > on:
        raise Refused("The day on which the plan ended must be today or in the past.")
    if not REASONS[cease.reason].consulted:
        return
    until = lives_until(cease)
    if until is None:
        raise Refused("An appeal is not decided yet. The plan goes on until it is.", citation=law.CITATIONS["hold"])
    if ends_on <= until and cease.appealed_on is None:
        raise Refused(f"The plan goes on until the time to appeal is over: {in_words(until)} is the last day of that.", citation=law.CITATIONS["hold"])
    if ends_on < until:
        raise Refused(f"The appeal was decided on {in_words(until)}. The plan cannot have ended before.", citation=law.CITATIONS["hold"])


def course_of(plan: Any) -> Course | None:
    """Which course somebody said; None while nobody did."""
    return Course.objects.filter(plan=plan).first()


def latest_after_25(child: Any, course: Course | None) -> date | None:
    """The last day to which a plan may go on after the 25th birthday. While nobody said which course it is, that of further education."""
    kind, ends_on = (course.kind, course.ends_on) if course else (Course.Kind.FURTHER.value, None)
    return law.maintainable_until(child.date_of_birth, kind, ends_on, settings_of(child.area_id))
