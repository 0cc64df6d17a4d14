"""The clocks of a needs assessment: every limit runs from the request itself, none from another stage (T-10)."""

from datetime import date, timedelta

from goldenthread.law.days import in_words
from goldenthread.law.exceptions import GROUNDS
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable.duty import Duty
from goldenthread.law.timetable.facts import (
    AdviceAsk,
    ConsultationFacts,
    ExceptionClaim,
    ReassessmentFacts,
    RequestFacts,
)
from goldenthread.law.timetable.orders import order_duties
from goldenthread.law.timetable.table import CLOCKS

ROUTES = {
    "parent": "a parent's request was received",
    "young_person": "the young person's own request was received",
    "school": "a school's request was received",
    "post16": "a college's request was received",
    "attention": "the child was brought to the council's attention",
}

# What does not change from one case to the next is put together once: this runs for every case in the country.
_DECIDE, _NOT_ISSUE, _FINAL = CLOCKS["EHCNA-06"], CLOCKS["EHCNA-16"], CLOCKS["EHCNA-20"]
_DETAINED = (CLOCKS["DET-06"], CLOCKS["DET-16"], CLOCKS["DET-20"])
_USUAL = (_DECIDE, _NOT_ISSUE, _FINAL)
_ADVICE, _DRAFT, _WINDOW = CLOCKS["ADV-06"], CLOCKS["DRAFT-PLAN"], CLOCKS["DRAFT-15"]
_COUNTED = {
    clock.id: f"{clock.length} from then, not counting that day, ends on "
    for clock in (*_USUAL, *_DETAINED, _ADVICE, CLOCKS["REASSESS-15D"], CLOCKS["REASSESS-14W"])
}
_CITED = {clock: f" ({CLOCKS[clock].citation.text})." for clock in _COUNTED}
_BEGAN = {route: words[0].upper() + words[1:] + " on " for route, words in ROUTES.items()}


def lifting(claims: tuple[ExceptionClaim, ...], clock: str, about: str = "") -> ExceptionClaim | None:
    """The accepted claim that lifts this clock, if there is one: its own clock, and a ground the law gives for it."""
    for claim in claims:
        if (
            claim.clock == clock
            and claim.accepted_on is not None
            and (not claim.about or claim.about == about)
            and claim.ground in CLOCKS[clock].exceptions
        ):
            return claim
    return None


def because(claim: ExceptionClaim) -> str:
    """The claim's own words or, without any, the name of its ground."""
    return claim.because or GROUNDS[claim.ground].name


def lifted_words(claim: ExceptionClaim) -> str:
    """What an accepted exception adds to the reason for a date."""
    return (
        f" An exception was accepted on {in_words(claim.accepted_on)} ({because(claim)}), so that date no longer "
        "binds: it must be done as soon as practicable."
    )


def _limit(clock, start, reason, began, claims, settings, met_on, ended_on, ended_because):
    due = clock.length.end(start, settings)
    id = clock.id
    why = f"{began}{in_words(start)}. {_COUNTED[id]}{in_words(due)}{_CITED[id]}"
    claim = lifting(claims, id) if claims else None
    if claim is None:
        return Duty(id, start, reason, due, met_on, None, "", why, "", ended_on, ended_because)
    return Duty(
        id, start, reason, due, met_on, claim.accepted_on, because(claim), why + lifted_words(claim), "",
        ended_on, ended_because,
    )  # fmt: skip


def request_duties(facts: RequestFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """The six, 16 and 20 weeks, the advice, the draft and the family's 15 days."""
    start = facts.received_on
    if start is None:
        return ()
    reason = ROUTES.get(facts.route) or ROUTES["attention"]
    began = _BEGAN.get(facts.route) or _BEGAN["attention"]
    claims = facts.exceptions
    decide, not_issue, final = _DETAINED if facts.custody else _USUAL
    closed_on = facts.closed_on
    closed = facts.closed_because if closed_on is not None else ""
    told, outcome = facts.assess_notified_on, facts.issue_notified_on
    will_assess, will_issue, draft = facts.decided_to_assess, facts.decided_to_issue, facts.draft_served_on

    found = [_limit(decide, start, reason, began, claims, settings, told, closed_on, closed)]

    # A refusal ends the later limits, unless the council then gave way without an order (W v Hertfordshire).
    after_on, after = closed_on, closed
    if will_assess is False and facts.conceded_on is None:
        after_on, after = told, "the council decided not to assess"
    order = facts.order
    if order is not None:
        after_on, after = order.sent_on, "other dates took its place after an appeal or mediation"

    if will_issue is False:
        # A refusal that follows an order to assess answers to the order's own date, not to the 16 weeks.
        refused_on = None if order is not None and order.kind == "assess" else outcome
        found.append(_limit(not_issue, start, reason, began, claims, settings, refused_on, after_on, after))
        if facts.issue_conceded_on is not None:  # the first dates stand
            sent_on = None if order is not None else facts.final_on
            found.append(_limit(final, start, reason, began, claims, settings, sent_on, after_on, after))
        else:
            no_plan_on, no_plan = (outcome, "the council decided not to issue a plan") if not after else (after_on, after)
            found.append(_limit(final, start, reason, began, claims, settings, None, no_plan_on, no_plan))
    else:
        issued_on = outcome if will_issue and order is None else None
        no_on, no_because = after_on, after
        if not after and (will_issue or draft is not None):
            no_on, no_because = draft or issued_on, "the council decided to issue a plan"
        found.append(_limit(not_issue, start, reason, began, claims, settings, None, no_on, no_because))
        found.append(_limit(final, start, reason, began, claims, settings, issued_on, after_on, after))
        if will_assess is not None or draft is not None:
            aim = start + _draft_delta(settings)
            without_on, without = after_on, after
            if not after and draft is None and issued_on is not None:
                without_on, without = issued_on, "the final plan was sent"
            found.append(
                Duty(
                    "DRAFT-PLAN", start, reason, aim, draft, None, "",
                    f"No law sets a date for the draft. {settings.draft_plan_target_weeks} weeks from the request, "
                    f"{in_words(aim)}, leaves time for the family and the settings.",
                    "", without_on, without,
                )
            )  # fmt: skip
    if draft is not None:
        found.append(window(draft, "the draft plan was served"))
    if facts.advice_asked:
        over_on, over = closed_on, closed
        if not closed and outcome is not None:
            over_on, over = outcome, "the council decided without it"
        for ask in facts.advice_asked:
            if ask.asked_on is not None:
                found.append(advice(ask, ask.asked_on, claims, settings, over_on, over))
    if order is not None:
        ordered = order_duties(order, settings)
        found.extend(duty._replace(ended_on=closed_on, ended_because=closed) if closed else duty for duty in ordered)
    return tuple(found)


def _draft_delta(settings: LawSettings):
    return _DRAFT.length.delta if settings is DEFAULT else timedelta(weeks=settings.draft_plan_target_weeks)


def window(served_on: date, reason: str) -> Duty:
    """The family's 15 days, of which the day of service is the first. The council waits; nobody can be late."""
    last = _WINDOW.length.end(served_on)
    return Duty(
        "DRAFT-15", served_on, reason, last, None, None, "",
        f"{reason[0].upper()}{reason[1:]} on {in_words(served_on)}, which is the first of at least 15 days; "
        f"the last is {in_words(last)} ({_WINDOW.citation.text}).",
    )  # fmt: skip


def advice(
    ask: AdviceAsk,
    start: date,
    claims: tuple[ExceptionClaim, ...] = (),
    settings: LawSettings = DEFAULT,
    closed_on: date | None = None,
    closed: str = "",
) -> Duty:
    """One adviser's six weeks, from the day that adviser received the request. Others' clocks do not move it."""
    due = _ADVICE.length.end(start, settings)
    counted, cited = _COUNTED["ADV-06"], _CITED["ADV-06"]
    why = f"The adviser received the request on {in_words(start)}. {counted}{in_words(due)}{cited}"
    claim = lifting(claims, "ADV-06", ask.kind) if claims else None
    lifted_on, lifted = None, ""
    if claim is not None:
        lifted_on, lifted = claim.accepted_on, because(claim)
        why += lifted_words(claim)
    ended_on, ended = closed_on, closed
    if ask.withdrawn_on is not None:
        ended_on, ended = ask.withdrawn_on, "the advice was no longer needed"
    return Duty(
        "ADV-06", start, "the adviser received the council's request", due, ask.received_on, lifted_on, lifted, why,
        ask.kind, ended_on, ended,
    )  # fmt: skip


def consultation_duties(facts: ConsultationFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """A setting's 15 days to answer: guidance, and the council decides with or without an answer."""
    start = facts.consulted_on
    if start is None:
        return ()
    clock = CLOCKS["CONSULT-15"]
    due = clock.length.end(start)
    return (
        Duty(
            "CONSULT-15", start, "the setting received the consultation", due, facts.replied_on, None, "",
            f"The setting received the consultation on {in_words(start)}. An answer should come within 15 calendar "
            f"days, by {in_words(due)} ({clock.citation.text}). The council decides even without one.",
            facts.setting, facts.decided_without_on,
            "the council decided without an answer" if facts.decided_without_on is not None else "",
        ),
    )  # fmt: skip


def reassessment_duties(facts: ReassessmentFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """15 days to say whether, then 14 weeks to the plan from the notice, or from the council's own decision."""
    found = []
    closed_on = facts.closed_on
    closed = "the request was closed" if closed_on is not None else ""
    if facts.requested_on is not None:
        began = "The request for a reassessment was received on "
        found.append(
            _limit(CLOCKS["REASSESS-15D"], facts.requested_on, "the request for a reassessment was received", began,
                   facts.exceptions, settings, facts.notified_on, closed_on, closed)
        )  # fmt: skip
    start, reason = facts.own_decision_on, "the council decided to reassess"
    if start is None and facts.will_reassess:
        start, reason = facts.notified_on, "the family was told of the reassessment"
    if start is not None:
        began = f"{reason[0].upper()}{reason[1:]} on "
        found.append(
            _limit(CLOCKS["REASSESS-14W"], start, reason, began, facts.exceptions, settings, facts.final_on,
                   closed_on, closed)
        )  # fmt: skip
    for ask in facts.advice_asked:
        if ask.asked_on is not None:
            found.append(advice(ask, ask.asked_on, facts.exceptions, settings, closed_on, closed))
    return tuple(found)
