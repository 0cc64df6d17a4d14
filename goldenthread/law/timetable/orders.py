"""The clocks of a Tribunal order, of an agreement in mediation, and of an appeal not opposed (regulations 42 to 45)."""

from goldenthread.law.days import in_words
from goldenthread.law.exceptions import GROUNDS
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable.duty import Duty
from goldenthread.law.timetable.facts import OrderFacts
from goldenthread.law.timetable.table import CLOCKS

STARTS = {
    "order": "the Tribunal sent its order",
    "mediation": "it was agreed in mediation, which counts as an order",
    "unopposed": "the council told the Tribunal that it would not oppose the appeal",
}

_ORDERED = {
    "assess": ("ORD-ASSESS-2W", "ORD-ASSESS-10W", "ORD-ASSESS-14W"),
    "reassess": ("ORD-ASSESS-2W", "ORD-ASSESS-10W", "ORD-ASSESS-14W"),
    "make_plan": ("ORD-MAKE-5W", "ORD-MAKE-11W"),
    "amend": ("ORD-AMEND-5W",),
    "name": ("ORD-NAME-2W",),
    "continue": ("ORD-IMMEDIATE",),
    "cease": ("ORD-IMMEDIATE",),
}
_UNOPPOSED = {
    "assess": ("UNOPP-ASSESS-2W", "UNOPP-ASSESS-10W", "UNOPP-ASSESS-14W"),
    "reassess": ("UNOPP-ASSESS-2W", "UNOPP-ASSESS-10W", "UNOPP-ASSESS-14W"),
    "make_plan": ("UNOPP-MAKE-5W", "UNOPP-MAKE-11W"),
    "amend": ("UNOPP-CONTENT-5W",),
    "name": ("UNOPP-NAME-2W",),
}


def clocks_for(kind: str, basis: str = "order") -> tuple[str, ...]:
    """The clocks that an order of this kind starts; none for a kind whose date the Tribunal itself directs."""
    return (_UNOPPOSED if basis == "unopposed" else _ORDERED).get(kind, ())


def order_duties(facts: OrderFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """Each date from the day the order was sent. August counts here: the Tribunal Rules do not reach it (T-8)."""
    start = facts.sent_on
    if start is None:
        return ()
    reason = STARTS[facts.basis]
    clocks = clocks_for(facts.kind, facts.basis)
    return tuple(_duty(CLOCKS[id], facts, start, reason, settings, last=id == clocks[-1]) for id in clocks)


def _duty(clock, facts, start, reason, settings, *, last):
    if last and facts.agreed_by is not None:
        due = facts.agreed_by
        why = (
            f"{reason[0].upper()}{reason[1:]}, on {in_words(start)}, and in writing to do this by {in_words(due)} "
            "(SEND Regulations 2014, regulation 42(5))."
        )
    elif clock.id == "ORD-IMMEDIATE":
        due = start
        why = f"The Tribunal sent its order on {in_words(start)}. It takes effect at once ({clock.citation.text})."
    else:
        due = clock.length.end(start, settings)
        why = (
            f"{reason[0].upper()}{reason[1:]}, on {in_words(start)}. {clock.length} from then, not counting that day, "
            f"ends on {in_words(due)} ({clock.citation.text})."
        )
    met_on, ended_on, ended = _outcome(clock.id, facts)
    lifted_on, lifted = None, ""
    for claim in facts.exceptions:
        if claim.clock == clock.id and claim.accepted_on is not None and claim.ground in clock.exceptions:
            lifted_on = claim.accepted_on
            lifted = claim.because or GROUNDS[claim.ground].name
            why += (
                f" An exception was accepted on {in_words(lifted_on)} ({lifted}), so that date no longer binds: it "
                "must be done as soon as practicable."
            )
            break
    return Duty(clock.id, start, reason, due, met_on, lifted_on, lifted, why, "", ended_on, ended)


def _outcome(id: str, facts: OrderFacts):
    """When it was met, or when and why it fell away: the day, the day and the words."""
    if id.endswith("ASSESS-2W"):
        return facts.told_on, None, ""
    if id.endswith("ASSESS-10W"):
        if facts.decided_to_issue:
            return None, facts.draft_served_on or facts.done_on, "the council decided to issue a plan"
        return facts.notified_not_issuing_on, None, ""
    if id.endswith("ASSESS-14W"):
        if facts.decided_to_issue is False and facts.conceded_on is None:
            return None, facts.notified_not_issuing_on, "the council decided not to issue a plan"
        return facts.done_on, None, ""
    if id.endswith("MAKE-5W"):
        return facts.draft_served_on, None, ""
    return facts.done_on, None, ""
