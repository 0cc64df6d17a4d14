"""What may be done to a request for a needs assessment, by whom and when in its life; each refusal says why.

Each `check_…` asks both questions: whether this person may, and whether the law and the case allow it now. `standing` is
None for a named job or command.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from goldenthread.core.refusals import Refused
from goldenthread.core.versions import check_version
from goldenthread.law import exceptions, rights
from goldenthread.law import request as law_request
from goldenthread.law.cite import IN_FORCE_FROM
from goldenthread.law.days import in_words
from goldenthread.law.refusals import LawRefusal
from goldenthread.people.law_readings import settings_of
from goldenthread.people.policies import check_may, check_may_in_area

from .models import Decision, ExceptionClaim, Request

CITATIONS = {
    "who": law_request.CITATIONS["who"],
    "form": law_request.CITATIONS["form"],
    "consult": law_request.CITATIONS["consult"],
    "test": law_request.CITATIONS["test"],
    "six_weeks": law_request.CITATIONS["within_six_weeks"],
    "reassess": law_request.CITATIONS["reassess_who"],
    "under_25": rights.CITATIONS["holder"],
}

#: The two parts of the test of section 36(8), as questions, in the order of the Act.
TEST = {
    "has_or_may_have_sen": "Does the child or young person have, or may they have, special educational needs?",
    "plan_may_be_necessary": "May it be necessary for special educational provision to be made through an EHC plan?",
}


# --- A new request


def check_receive(
    *,
    standing: Any,
    area: Any,
    child: Any,
    date_of_birth: date,
    received_on: date,
    on: date,
    open_request: Request | None,
    plan: Any,
) -> None:
    """A request can be recorded: by this person, with this date, for a child who has none open and no plan in force."""
    if child is None:
        check_may_in_area(standing, area, "request", "create")
    else:
        check_may(standing, child, "request", "create")
    check_received_on(received_on, on)
    if received_on < date_of_birth:
        raise Refused("The date the request was received is before the date of birth. Check both dates.")
    if rights.age_on(date_of_birth, received_on, settings_of(area.pk if area is not None else child.area_id)) >= 25:
        raise Refused(
            "The young person had reached 25 when the request was received, so no assessment can be requested.",
            citation=CITATIONS["under_25"],
        )
    if open_request is not None:
        when = in_words(open_request.received_on) if open_request.received_on else "a date that is not known"
        raise Refused(
            f"A request received on {when} is being worked on. Add this as a paper to that request; its clock has started already.",
            citation=CITATIONS["form"],
        )
    if plan is not None:
        raise Refused(
            "This child has an EHC plan in force. Record this as a request for a reassessment or a review.",
            citation=CITATIONS["reassess"],
        )


def check_received_on(received_on: date, on: date) -> None:
    """A day on which a request can have been received."""
    if received_on > on:
        raise Refused("The date the request was received must be today or in the past.")
    if received_on < IN_FORCE_FROM:
        raise Refused(f"The date the request was received must be {in_words(IN_FORCE_FROM)} or later.")


# --- A request that is being worked on


def check_open(request: Request) -> None:
    """The request has not ended."""
    if request.ended:
        raise Refused(f"This request ended ({request.get_ended_display().lower()}), so it cannot be changed.")


def check_update(*, standing: Any, request: Request) -> None:
    """This person may change this request, and it has not ended."""
    check_may(standing, request.child, "request", "update")
    check_open(request)


def check_decide(*, standing: Any, request: Request, decided: Decision | None) -> None:
    """Whether to assess can be decided now, by this person."""
    check_may(standing, request.child, "request", "decide")
    check_open(request)
    if decided is not None:
        when = in_words(decided.notified_on) if decided.notified_on else "before"
        raise Refused(
            f"It was decided {'to assess' if decided.yes else 'not to assess'} ({when}). A decision is made once."
        )


def check_decided_on(*, request: Request, made_on: date, on: date) -> None:
    """The day of the decision lies between the request and today."""
    if made_on > on:
        raise Refused("The date of the decision must be today or in the past.")
    if request.received_on and made_on < request.received_on:
        raise Refused(
            f"The decision cannot be before the request, which was received on {in_words(request.received_on)}."
        )


def check_consulted(*, request: Request, consulted_on: date | None, made_on: date) -> None:
    """The family was consulted before the decision."""
    if consulted_on is None:
        raise Refused(
            "Consult the parent or young person before deciding, and enter the date.", citation=CITATIONS["consult"]
        )
    if consulted_on > made_on:
        raise Refused(
            "The family must have been consulted on or before the day of the decision.", citation=CITATIONS["consult"]
        )
    if request.received_on and consulted_on < request.received_on:
        raise Refused(
            f"The family was consulted about this request, so not before it was received on {in_words(request.received_on)}.",
            citation=CITATIONS["consult"],
        )


def check_test(*, yes: bool, answers: Mapping[str, Mapping[str, Any]]) -> None:
    """The answers to the two parts of the test lead to this decision, and a refusal gives reasons on both."""
    missing = [part for part in TEST if not isinstance(answers.get(part, {}).get("answer"), bool)]
    if missing:
        raise Refused("Answer both parts of the legal test.", citation=CITATIONS["test"])
    met = all(answers[part]["answer"] for part in TEST)
    if met and not yes:
        raise Refused(
            "Both parts of the legal test are answered yes, so the law says the council must assess.",
            citation=CITATIONS["test"],
        )
    if yes and not met:
        raise Refused(
            "A part of the legal test is answered no. Change the answer, or decide not to assess.",
            citation=CITATIONS["test"],
        )
    if not yes and any(not str(answers[part].get("why", "")).strip() for part in TEST):
        raise Refused("Give this child's reasons on both parts of the legal test.", citation=CITATIONS["test"])


def check_decision(
    *,
    request: Request,
    yes: bool,
    answers: Mapping[str, Mapping[str, Any]],
    consulted_on: date | None,
    made_on: date,
    version: int | None,
    standing: Any,
    on: date,
) -> None:
    """All that must hold before this decision is made: who, when, the test, and the version that was looked at."""
    decided = next((decision for decision in request.decisions.all() if decision.about == Decision.About.ASSESS), None)
    check_decide(standing=standing, request=request, decided=decided)
    check_decided_on(request=request, made_on=made_on, on=on)
    check_consulted(request=request, consulted_on=consulted_on, made_on=made_on)
    check_test(yes=yes, answers=answers)
    check_version(request, version)


def check_withdraw(*, standing: Any, request: Request, decisions: Iterable[Decision]) -> None:
    """The request can still be taken back."""
    check_update(standing=standing, request=request)
    if any(decision.about == "issue" or not decision.goes_ahead for decision in decisions):
        raise Refused("The council has decided this request, so it can no longer be withdrawn.")


def check_correct_received(
    *, standing: Any, request: Request, received_on: date, why: str, decisions: Iterable[Decision], on: date
) -> None:
    """The date can be put right: with a reason, and not after what was done because of it."""
    check_update(standing=standing, request=request)
    check_received_on(received_on, on)
    if not why.strip():
        raise Refused("Say how you know that the request was received on another day.", citation=CITATIONS["form"])
    if received_on < request.child.date_of_birth:
        raise Refused("The date the request was received is before the date of birth. Check both dates.")
    made = [decision.made_on or decision.notified_on for decision in decisions]
    first = min((day for day in made if day), default=None)
    if first and received_on > first:
        raise Refused(f"The council decided on {in_words(first)}. The request must have been received by then.")


# --- Exceptions


def check_claim(
    *,
    standing: Any,
    request: Request,
    clock: str,
    ground: str,
    claims: Iterable[ExceptionClaim],
    facts: Mapping[str, Any],
    paper: Any = None,
) -> None:
    """The law gives this ground for this clock, the facts make it out, and something shows it."""
    check_update(standing=standing, request=request)
    source = exceptions.source_for(clock)
    for claim in claims:
        if claim.clock == clock and claim.accepted_on:
            raise Refused("An exception has been accepted for this date already.", citation=source)
        if claim.clock == clock and claim.is_open:
            raise Refused("An exception is claimed for this date already. A manager decides on it, or withdraw it first.", citation=source)
    shown = str(facts.get("evidence") or "").strip() or (paper.title if paper is not None else "")
    try:
        exceptions.check_claim(clock=clock, ground=ground, **{**facts, "evidence": shown})
    except LawRefusal as refused:
        raise Refused(refused.sentence, citation=refused.citation) from None
    if not shown:
        raise Refused("Say what happened and what shows it, or add a paper that shows it.", citation=source)


def check_accept(*, standing: Any, claim: ExceptionClaim, family_told_on: date | None, on: date) -> None:
    """A manager accepts it, and the family has been told: an exception nobody was told of excuses nothing."""
    source = _check_judge_claim(standing, claim)
    if not claim.evidence and claim.paper_id is None:
        raise Refused("Nothing shows this exception. Claim it again with words or a paper.", citation=source)
    if family_told_on is None:
        raise Refused("Tell the family of the exception, and enter the date they were told.", citation=source)
    if family_told_on > on:
        raise Refused("The date the family was told must be today or in the past.", citation=source)


def check_refuse(*, standing: Any, claim: ExceptionClaim, why: str) -> None:
    """A manager does not accept it, and says why."""
    source = _check_judge_claim(standing, claim)
    if not why.strip():
        raise Refused("Enter why the exception is not accepted.", citation=source)


def _check_judge_claim(standing: Any, claim: ExceptionClaim) -> Any:
    check_may(standing, claim.request.child, "request", "decide")
    check_open(claim.request)
    source = exceptions.source_for(claim.clock)
    if claim.accepted_on:
        raise Refused("This exception has been accepted already.", citation=source)
    if not claim.is_open:
        raise Refused(f"This exception was {'withdrawn' if claim.withdrawn_on else 'not accepted'}. Claim it again first.", citation=source)
    return source


def check_take_back(*, standing: Any, claim: ExceptionClaim, why: str) -> None:
    """A claim is taken back with a reason; once it is accepted, only by somebody who decides."""
    check_may(standing, claim.request.child, "request", "decide" if claim.accepted_on else "update")
    check_open(claim.request)
    if claim.withdrawn_on or claim.refused_on:
        raise Refused("This exception does not stand any more.")
    if not why.strip():
        raise Refused("Enter why the exception is withdrawn.")
