"""Who may ask for advice, answer an ask, and say what becomes of the answer; each refusal says why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from goldenthread.access import permissions
from goldenthread.core.refusals import NotAllowed, Refused, allowed
from goldenthread.law import advice as law
from goldenthread.law.days import in_words
from goldenthread.people.policies import check_may, pairs_on

from ..models import AdviceRequest, Decision, Request
from ..policies import check_open

#: Roles that answer asks for the body they sit in.
ANSWERS = frozenset(permissions.roles_that_may("ask", "decide"))
CITATIONS = law.CITATIONS


def works_on(standing: Any, child: Any) -> bool:
    """Whether this person asks for advice about this child, and so sees every ask and every answer."""
    return standing is None or allowed(check_may, standing, child, "ask", "update")


def belongs(standing: Any, ask: AdviceRequest) -> bool:
    """Whether the ask is this person's, or their body's, to answer."""
    if standing is None:
        return False
    if ask.adviser_id == standing.user_id:
        return True
    return any(seat.organisation_id == ask.asked_of_id and seat.role in ANSWERS for seat in standing.seats)


def sees(standing: Any, ask: AdviceRequest) -> bool:
    """Whether this person may know of this ask: they work on the case, or are asked themselves."""
    if works_on(standing, ask.child):
        return True
    return belongs(standing, ask) and allowed(check_may, standing, ask.child, "ask", "view")


# --- Asking


def check_seek(*, standing: Any, request: Request, decisions: Collection[Decision]) -> None:
    """Advice can be sought now: the request is open, and it was decided to assess."""
    check_may(standing, request.child, "ask", "create")
    check_open(request)
    if request.again_id is not None:
        return  # it exists only once it was decided to assess again
    if not any(decision.about == "assess" and decision.goes_ahead for decision in decisions):
        raise Refused(
            "Advice is sought once the council has decided to assess. Record that decision first.", citation=CITATIONS["set"]
        )
    if any(decision.about == "issue" and decision.notified_on for decision in decisions):
        raise Refused("The council has decided whether to issue a plan, so this assessment seeks no more advice.")


def check_asks(*, asks: Sequence[Any], open_asks: Collection[AdviceRequest]) -> None:
    """Each ask says of whom and what, has its reason where the law does not name it, and is not a second of the same."""
    if not asks:
        raise Refused("Select at least one to ask.")
    known = {(ask.kind, ask.asked_of_id) for ask in open_asks}
    for ask in asks:
        name = law.NAMES.get(ask.kind, "This adviser")
        if ask.kind != "parent_yp" and ask.body is None:
            raise Refused(f"Select who is asked: {name[0].lower()}{name[1:]}.")
        if not ask.what.strip():
            raise Refused(f"Enter what you ask of {ask.body.name if ask.body else 'the family'}.")
        if ask.kind in ("family_asks", "other_la_thinks_appropriate") and not ask.because.strip():
            raise Refused("Enter who wanted this advice and why.", citation=CITATIONS["family_asks" if ask.kind == "family_asks" else "set"])
        key = (ask.kind, ask.body.pk if ask.body else None)
        if key in known:
            raise Refused(f"{ask.body.name if ask.body else 'The family'} has been asked for this advice already, and the ask is open.")
        known.add(key)


def check_reuse(
    *, standing: Any, ask: AdviceRequest | None, request: Request, decisions: Collection[Decision], agreed: dict[str, date | None], on: date
) -> None:
    """Earlier advice serves only when its author, the council and the family each agreed that it will do."""
    check_seek(standing=standing, request=request, decisions=decisions)
    if ask is not None:
        check_waiting(ask)
    author, council, family = (agreed[who] for who in ("author", "council", "family"))
    if law.must_seek_again(author_agrees=bool(author), council_agrees=bool(council), family_agrees=bool(family)):
        missing = [words for who, words in AGREEING.items() if agreed[who] is None]
        raise Refused(
            f"Earlier advice can be used only if all three agree that it is enough. Enter the date that {' and '.join(missing)} agreed, or ask for "
            "new advice.",
            citation=CITATIONS["reuse"],
        )
    for who, words in AGREEING.items():
        day = agreed[who]
        if day is not None and day > on:
            raise Refused(f"The date that {words} agreed must be today or in the past.", citation=CITATIONS["reuse"])


AGREEING = {"author": "the author", "council": "the council", "family": "the family"}

# --- Answering


def check_waiting(ask: AdviceRequest) -> None:
    """The ask is open and its answer has not been sent."""
    if ask.withdrawn_on:
        raise Refused(f"This advice is no longer asked for, since {in_words(ask.withdrawn_on)}: {ask.withdrawn_why}")
    if ask.received_on:
        raise Refused(f"This advice was sent on {in_words(ask.received_on)}, so it cannot be changed. Ask for it to be returned to you.")
    check_open(ask.request)


def check_answer(*, standing: Any, ask: AdviceRequest) -> None:
    """This person may write the answer: they or their body are asked, or they enter what came by another way."""
    if standing is not None and not works_on(standing, ask.child):
        if not belongs(standing, ask):
            raise NotAllowed("This advice was asked of somebody else.")
        check_may(standing, ask.child, "advice", "create")
    check_waiting(ask)


def speaks(standing: Any, child: Any) -> bool:
    """Whether this person is of the child's family, or the young person themself; or enters what they said."""
    if works_on(standing, child):
        return True
    return any(scope == "own" and role in ("parent", "young_person") for role, scope in pairs_on(standing, child))


def check_say_views(*, standing: Any, ask: AdviceRequest) -> None:
    """The family can still add to what it said, until the council has taken it in."""
    if ask.kind != "parent_yp" or not speaks(standing, ask.child):
        raise NotAllowed("This was asked of the family.")
    check_open(ask.request)
    if ask.withdrawn_on or ask.accepted_on:
        raise Refused("The council has taken in what was said for this assessment. Write to the officer to add something.")


def check_hand_over(*, standing: Any, ask: AdviceRequest, to_ids: Collection[int], to: Any) -> None:
    """It goes to a colleague who answers for the same body."""
    check_answer(standing=standing, ask=ask)
    if to.pk not in to_ids:
        raise Refused("Select a colleague who gives advice for the same service.")


# --- What becomes of the answer


def check_judge(*, standing: Any, ask: AdviceRequest) -> None:
    """An officer of the case says what becomes of advice that was received and not yet accepted."""
    check_may(standing, ask.child, "ask", "update")
    check_open(ask.request)
    if ask.withdrawn_on:
        raise Refused("This advice is no longer asked for.")
    if ask.accepted_on:
        raise Refused(f"This advice was accepted on {in_words(ask.accepted_on)}.")
    if not ask.received_on:
        raise Refused("This advice has not been received yet.")


def check_withdraw(*, standing: Any, ask: AdviceRequest, why: str) -> None:
    """An ask that has not been answered can be taken back, with a reason."""
    check_may(standing, ask.child, "ask", "update")
    check_waiting(ask)
    if not why.strip():
        raise Refused("Enter why this advice is no longer needed.")
