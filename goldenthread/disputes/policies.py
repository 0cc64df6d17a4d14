"""What may be done in a dispute, by whom and when; each refusal says why, with its citation where the law is speaking."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.casework.models import Decision
from goldenthread.core.refusals import Refused
from goldenthread.law import appeal as law_appeal
from goldenthread.law import orders as law_orders
from goldenthread.law.cite import IN_FORCE_FROM
from goldenthread.law.days import in_words
from goldenthread.people.policies import check_may

from .models import Appeal, Dispute, Undertaking

KIND, ABOUT = Dispute.Kind, Dispute.About
#: What the return says of a request (SEN2, items 2.6, 2.7, 3.3 and 3.4), by what is disputed.
RETURN_FLAGS = {ABOUT.REFUSAL_TO_ASSESS: "request", ABOUT.REFUSAL_TO_ISSUE: "assessment"}
#: What must be done where the council gives way, or the family wins, by what was appealed.
FOLLOWS = {
    ABOUT.REFUSAL_TO_ASSESS: Undertaking.Kind.ASSESS,
    ABOUT.REFUSAL_TO_ISSUE: Undertaking.Kind.MAKE_PLAN,
    ABOUT.PLAN_CONTENTS: Undertaking.Kind.AMEND,
    ABOUT.SECTION_I_ONLY: Undertaking.Kind.NAME,
    ABOUT.REFUSAL_TO_REASSESS: Undertaking.Kind.REASSESS,
    ABOUT.REFUSAL_TO_AMEND: Undertaking.Kind.AMEND,
    ABOUT.CEASE: Undertaking.Kind.CONTINUE,
}
#: Which refusal an undertaking changes.
CHANGES = {Undertaking.Kind.ASSESS: Decision.About.ASSESS, Undertaking.Kind.MAKE_PLAN: Decision.About.ISSUE}
APPEALABLE = tuple(FOLLOWS)


def check_open(dispute: Dispute) -> None:
    """It is not over."""
    if dispute.ended_on is not None:
        raise Refused(f"This was closed on {in_words(dispute.ended_on)}. Open a new one if something else has happened.")


def check_update(standing: Any, dispute: Dispute) -> None:
    """This person may change it, and it is open."""
    check_may(standing, dispute.child, "dispute", "update")
    check_open(dispute)


def check_past(day: date, on: date, what: str) -> None:
    """A day on which something can have happened."""
    if day > on:
        raise Refused(f"{what} must be today or in the past.")


def check_not_before(day: date | None, first: date | None, what: str, of: str) -> None:
    """Two days in an order that can have happened; either may not be known."""
    if day is not None and first is not None and day < first:
        raise Refused(f"{what} cannot be before {of}, on {in_words(first)}.")


def check_opening(*, standing: Any, child: Any, about: str, decision: Decision | None, notice_sent_on: date | None, opened_on: date, on: date) -> None:
    """A dispute of this child can be recorded by this person with these days."""
    check_may(standing, child, "dispute", "create")
    check_past(opened_on, on, "The day it was said")
    if opened_on < IN_FORCE_FROM:
        raise Refused(f"The day it was said must be {in_words(IN_FORCE_FROM)} or later.")
    if notice_sent_on is not None:
        check_past(notice_sent_on, on, "The day of the council’s letter")
        check_not_before(opened_on, notice_sent_on, "The day it was said", "the council’s letter")
    if decision is not None and (decision.request.child_id != child.pk or decision.yes):
        raise Refused("Only a refusal about this child can be disputed here.")
    if decision is not None and RETURN_FLAGS.get(ABOUT(about)) != {"assess": "request", "issue": "assessment"}[decision.about]:
        raise Refused("The decision that was chosen is not the one that this is about. Choose again what it is about.")


def check_mediation(*, about: str, notice_sent_on: date | None) -> None:
    """Mediation follows a notice that can be appealed. Section I alone needs none, and may have it."""
    if about not in APPEALABLE:
        raise Refused(
            "Mediation is about a decision that can be appealed. For anything else, ask for disagreement resolution or make a complaint.",
            citation=law_appeal.CITATIONS["mediation"],
        )
    if notice_sent_on is None:
        raise Refused("Enter the day on which the council’s letter was sent: the times to ask for mediation and to appeal run from it.", citation=law_appeal.CITATIONS["contact_by"])


def check_appeal(*, about: str, certificate_on: date | None, lodged_on: date, registered_on: date | None, notice_sent_on: date | None, on: date) -> None:
    """An appeal lies against this, with a certificate where one is needed (Act, section 55). Late is for the Tribunal to say."""
    if about not in APPEALABLE and about != ABOUT.DISCRIMINATION:
        raise Refused("The Tribunal does not hear this. Record it as a complaint or as disagreement resolution.", citation=law_appeal.CITATIONS["appealable"])
    check_past(lodged_on, on, "The day the Tribunal received the appeal")
    check_not_before(lodged_on, notice_sent_on, "The appeal", "the council’s letter")
    check_not_before(lodged_on, certificate_on, "The appeal", "the mediation certificate")
    if law_appeal.certificate_required(about) and certificate_on is None and registered_on is None:
        raise Refused(
            "A mediation certificate is needed before this appeal. Enter its date or, if the Tribunal has registered the appeal without one, the day it did.",
            citation=law_appeal.CITATIONS["certificate"],
        )
    check_not_before(registered_on, lodged_on, "The registration", "the day the Tribunal received the appeal")


def check_concede(appeal: Appeal, *, conceded_on: date, due_on: date | None, follows: str, on: date) -> None:
    """The council may give way until the Tribunal decides."""
    if appeal.decided_on is not None:
        raise Refused(f"The Tribunal decided on {in_words(appeal.decided_on)}. Record what it ordered.")
    if appeal.withdrawn_on is not None:
        raise Refused(f"The family withdrew the appeal on {in_words(appeal.withdrawn_on)}.")
    if appeal.conceded_on is not None and appeal.conceded_part == Appeal.Part.WHOLE:
        raise Refused(f"The council gave way on all of it on {in_words(appeal.conceded_on)}.")
    check_past(conceded_on, on, "The day the Tribunal was told")
    check_not_before(conceded_on, appeal.lodged_on, "The day the Tribunal was told", "the appeal")
    if follows and appeal.responded_on is not None and follows not in CHANGES and due_on is None:
        raise Refused(
            "Enter the day by which it will be done. After the response the law sets none, so the council sets its own.", citation=law_orders.CITATIONS["unopposed"]
        )
    check_not_before(due_on, conceded_on, "The day by which it will be done", "the day the council gave way")


def check_undertaking(dispute: Dispute, *, basis: str, kind: str, what: str, from_on: date, due_on: date | None, on: date) -> None:
    """A thing to be done, with the date that the law counts or one that was set."""
    check_past(from_on, on, "The day it was agreed, ordered or decided")
    check_not_before(from_on, dispute.opened_on, "The day it was agreed, ordered or decided", "this began")
    check_not_before(due_on, from_on, "The day by which it must be done", "the day it was agreed, ordered or decided")
    if not what.strip():
        raise Refused("Enter what must be done, in its own words.")
    by_date = {Undertaking.Basis.DIRECTION, Undertaking.Basis.REMEDY}
    if basis in by_date and due_on is None:
        raise Refused("Enter the day by which it must be done.")
    if basis == Undertaking.Basis.ORDER and kind in FOLLOWS.values() and due_on is not None:
        raise Refused("The law sets the date of this order. Leave the other date empty.", citation=law_orders.CITATIONS["amend"])
    if basis == Undertaking.Basis.ORDER and kind == Undertaking.Kind.REMIT and due_on is None:
        raise Refused("Enter the day that the Tribunal directed.", citation=law_orders.CITATIONS["remit"])


def check_carry_out(undertaking: Undertaking, *, done_on: date, how: str, on: date, still_open: str = "") -> None:
    """It was done on a day, and something shows it. `still_open` is what the request's own dates say is not done."""
    if undertaking.done_on is not None:
        raise Refused(f"This was done on {in_words(undertaking.done_on)}.")
    check_past(done_on, on, "The day it was done")
    check_not_before(done_on, undertaking.from_on, "The day it was done", "the day it was agreed, ordered or decided")
    if not how.strip():
        raise Refused("Enter what was done and what shows it.")
    if still_open:
        raise Refused(f"The request still has this to be done: {still_open}. Do that first; it is then done here too.")


def check_end(dispute: Dispute, *, ended_on: date, ended: str, left: int, on: date) -> None:
    """It can be closed: nothing is left to be done, unless it was withdrawn."""
    check_open(dispute)
    check_past(ended_on, on, "The day it ended")
    check_not_before(ended_on, dispute.opened_on, "The day it ended", "it began")
    if left and ended != Dispute.Ended.WITHDRAWN:
        things = "1 thing is" if left == 1 else f"{left} things are"
        raise Refused(f"{things} still to be done. Record that it was done, with what shows it, before you close this.")
