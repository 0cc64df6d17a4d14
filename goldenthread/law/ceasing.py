"""Ceasing a plan: the two grounds, what is never one, and how long a plan lives past the notice and past 25."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.appeal import appeal_limit
from goldenthread.law.cite import ACT, CODE, REGULATIONS, Citation, Force, cite
from goldenthread.law.days import ONE_DAY, anniversary
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings

CITATIONS = {
    "grounds": cite(
        ACT, "section 45(1) to (3)",
        "A plan may cease only where the council is no longer responsible, or the plan is no longer necessary.", "V1",
    ),
    "under_18": cite(
        REGULATIONS, "regulation 29",
        "Under 18 a plan ceases only if no longer necessary; a person out of education gets a review, not an end.",
        "V1",
    ),
    "over_18": cite(
        REGULATIONS, "regulation 30",
        "From 18, where a course has been left, the council reviews the plan and finds out whether they want to "
        "return before it ceases.",
        "V1",
    ),
    "age": cite(CODE, "paragraph 9.200", "Turning 19, or meeting outcomes, never ends a plan by itself.", "V2",
                Force.GUIDANCE),
    "consult": cite(
        REGULATIONS, "regulation 31", "The family and the setting are consulted first, then notified with rights.",
        "V1",
    ),
    "hold": cite(
        ACT, "section 45(4)", "The plan is maintained until the time to appeal is over or the appeal is decided.",
        "V1",
    ),
    "age_25": cite(
        ACT, "section 46; SEND Regulations 2014, regulation 46; JL v Somerset [2021] UKUT 324 (AAC)",
        "A plan may be maintained to the end of the academic year of the 25th birthday. A power, not a duty.", "V2",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a plan may lawfully cease for a reason; ``then`` is what must be done instead or first."""

    lawful: bool
    then: str
    why: str
    citation: Citation


NEVER = {
    "turned_19": "Age 19 alone never ends a plan.",
    "reached_19": "Age 19 alone never ends a plan.",
    "age": "Age alone never ends a plan before 25.",
    "turned_18": "Age 18 alone never ends a plan.",
    "outcomes_met": "Meeting the outcomes is not enough: the test is whether a plan is still necessary.",
    "outcomes_achieved": "Meeting the outcomes is not enough: the test is whether a plan is still necessary.",
    "course_ended": "The end of a course is not enough: ask what comes next.",
    "course_completed": "The end of a course is not enough: ask what comes next.",
    "no_funding": "Money is not a ground.",
    "funding": "Money is not a ground.",
    "no_placement": "Having no place is not a ground.",
    "apprenticeship": "An apprenticeship is education and training, so it is not a ground.",
    "traineeship": "A traineeship is education and training, so it is not a ground.",
    "supported_internship": "A supported internship is education and training, so it is not a ground.",
    "poor_attendance": "Absence is not a ground.",
    "excluded": "An exclusion is not a ground.",
    "permanently_excluded": "An exclusion is not a ground.",
    "home_education": "A plan goes on during home education.",
    "elective_home_education": "A plan goes on during home education.",
    "detained": "A plan is kept during detention.",
    "custody": "A plan is kept during detention.",
}

NO_LONGER_RESPONSIBLE = {
    "moved_to_another_council": "Another council is responsible: the plan passes to it.",
    "moved_to_another_la": "Another council is responsible: the plan passes to it.",
    "moved_area": "Another council is responsible: the plan passes to it.",
    "left_england": "Outside England there is no plan.",
    "leaves_england": "Outside England there is no plan.",
    "moved_abroad": "Outside England there is no plan.",
    "moved_to_wales": "Outside England there is no plan.",
    "moved_to_scotland": "Outside England there is no plan.",
    "died": "The person has died.",
    "turned_25": "From 25 the council is no longer responsible, save under section 46.",
    "reached_25": "From 25 the council is no longer responsible, save under section 46.",
}

NO_LONGER_NECESSARY = ("no_longer_necessary", "not_necessary", "special_educational_provision_no_longer_needed")
LEFT_EDUCATION = ("neet", "left_course", "dropped_out", "left_education", "disengaged", "stopped_attending")
FINISHED_LEARNING = (
    "does_not_want_to_continue", "does_not_want_education", "no_longer_wants_education", "no_longer_wants_to_learn",
    "does_not_wish_to_return", "left_and_does_not_want_to_return", "does_not_want_more_learning",
    "wants_no_more_learning",
)  # fmt: skip
HIGHER_EDUCATION = ("started_higher_education", "higher_education", "university", "started_university")
PAID_WORK = ("paid_employment", "employment", "started_work", "paid_work")


def may_cease(reason: str, age: int, *, apprenticeship: bool = False, necessary: bool | None = None) -> Answer:
    """Whether the law lets a plan cease for this reason at this age (8.2). An unknown reason is refused.

    ``necessary`` is the council's finding on whether a plan is still necessary, where it has made one.
    """
    grounds = CITATIONS["grounds"]
    if reason in NO_LONGER_NECESSARY or necessary is False:
        return Answer(True, "consult_then_notify", "The plan is no longer necessary.", grounds)
    if reason in NO_LONGER_RESPONSIBLE:
        if reason.endswith("_25") and age < 25:
            return Answer(False, "maintain", "They are not 25 yet.", CITATIONS["age_25"])
        return Answer(True, "notify", NO_LONGER_RESPONSIBLE[reason], grounds)
    if reason in PAID_WORK:
        if apprenticeship:
            return Answer(False, "maintain", NEVER["apprenticeship"], grounds)
        if age < 16:
            return Answer(False, "review", "A child of school age stays in education.", CITATIONS["under_18"])
        return Answer(True, "consult_then_notify", "They left education for paid work.", grounds)
    if reason in HIGHER_EDUCATION:
        return Answer(True, "send_plan_if_asked", "Higher education has its own support.", grounds)
    if reason in LEFT_EDUCATION:
        if age < 18:
            return Answer(False, "review", "Review the plan and bring them back to learning.", CITATIONS["under_18"])
        return Answer(False, "review", "Review, and ask whether they want to return, first.", CITATIONS["over_18"])
    if reason in FINISHED_LEARNING:
        if age < 18:
            return Answer(False, "review", "Under 18, review the plan instead.", CITATIONS["under_18"])
        return Answer(True, "consult_then_notify", "They do not want to go on learning.", CITATIONS["over_18"])
    if reason in NEVER:
        return Answer(False, "maintain", NEVER[reason], CITATIONS["age"])
    return Answer(False, "maintain", "That is not one of the two grounds the law gives.", grounds)


def check_may_cease(*, reason: str, age: int, consulted_on: date | None, apprenticeship: bool = False) -> Answer:
    """The answer where the plan may cease and the family was consulted; otherwise a refusal with its reason."""
    answer = may_cease(reason, age, apprenticeship=apprenticeship)
    if not answer.lawful:
        raise LawRefusal(answer.why, answer.citation)
    if consulted_on is None:
        raise LawRefusal("Consult the family and the setting before the plan ceases.", CITATIONS["consult"])
    return answer


def maintain_to(
    notice_sent_on: date,
    certificate_on: date | None = None,
    *,
    appealed_on: date | None = None,
    appeal_decided_on: date | None = None,
) -> date | None:
    """The last day the plan must be maintained after a notice to cease; ``None`` while an appeal is undecided."""
    if appealed_on is not None:
        return appeal_decided_on
    return appeal_limit(notice_sent_on, certificate_on).by


def maintainable_until(
    date_of_birth: date, setting: str, course_ends_on: date | None = None, settings: LawSettings = DEFAULT
) -> date | None:
    """The last day a plan may be maintained after the 25th birthday (8.3); ``None`` if the course's end is not known.

    ``setting``: "fe" (to 31 July), "apprenticeship" or "other" (to its end, or the day before 26). A course that ends
    before they turn 25 is not the one in whose academic year they do: it gives no day, and no plan ends with it.
    """
    leap = settings.born_on_29_february_ages_on_1_march
    turns_25 = anniversary(date_of_birth, 25, leap_on_1_march=leap)
    if setting == "fe":
        return date(turns_25.year + (turns_25.month >= 8), 7, 31)
    day_before_26 = anniversary(date_of_birth, 26, leap_on_1_march=leap) - ONE_DAY
    if course_ends_on is None or course_ends_on < turns_25:
        return None
    return min(course_ends_on, day_before_26)
