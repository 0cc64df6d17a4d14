"""Personal budgets, and the word of those who pay and those who deliver, before a plan is issued."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from goldenthread.core import rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law import plan as law_plan
from goldenthread.law.refusals import LawRefusal
from goldenthread.people.models import Adult, Organisation
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.models import Line, LineAgreement, PersonalBudget, Version
from goldenthread.plans.policies import check_still_open

from .agreeing import check_family_reads

NOTHING: frozenset[str] = frozenset()


@action
def ask_budget(*, version: Version, adult: Adult | None, what_for: str, by: Any, on: date) -> PersonalBudget:
    """The family asks for a personal budget while the draft is prepared (Personal Budgets Regulations 2014, regulation 4)."""
    check_family_reads(version=version, adult=adult, by=by, on=on)
    check_still_open(version)
    if version.budgets.filter(decided_on__isnull=True).exists():
        raise Refused("You have asked for a personal budget already. The council will answer.")
    made = PersonalBudget.objects.create(version=version, asked_on=on, asked_by=adult, what_for=what_for.strip())
    record("casework.ask_budget", child=version.child, subject=made, fact={"asked_on": on}, touches=NOTHING)
    return made


@action
def offer_budget(*, budget: PersonalBudget, amount: Decimal, parts: list[dict[str, Any]], review_on: date | None, by: Any, on: date) -> None:
    """The council says what amount it would hold, and how each part would be held. Pounds a year."""
    check_may(standing_of(by), budget.version.child, "budget", "update")
    if budget.decided_on:
        raise Refused("This personal budget has been decided.")
    if amount <= 0:
        raise Refused("The amount must be more than nought.")
    if parts and sum(Decimal(str(part["pounds"])) for part in parts) > amount:
        raise Refused("The parts come to more than the whole amount. Check them.")
    budget.offered_on, budget.amount, budget.parts, budget.review_on = on, amount, parts, review_on
    budget.save(update_fields=["offered_on", "amount", "parts", "review_on"])
    record("casework.offer_budget", child=budget.version.child, subject=budget, fact={"parts": len(parts)}, touches=NOTHING)


@action
def decide_budget(*, budget: PersonalBudget, agreed: bool, reasons: str, by: Any, on: date) -> None:
    """The council agrees, or refuses with reasons in writing and the right to a review (regulation 7)."""
    check_may(standing_of(by), budget.version.child, "budget", "decide")
    if budget.decided_on:
        raise Refused("This personal budget has been decided already.")
    if agreed and budget.amount is None:
        raise Refused("Offer an amount before you agree to it.")
    if not agreed:
        try:
            law_plan.check_budget_refusal(reasons=reasons)
        except LawRefusal as refused:
            raise Refused(refused.sentence, citation=refused.citation) from None
    budget.decided_on, budget.agreed, budget.reasons = on, agreed, reasons.strip()
    budget.save(update_fields=["decided_on", "agreed", "reasons"])
    record("casework.decide_budget", child=budget.version.child, subject=budget, fact={"agreed": agreed}, touches=NOTHING)


@action
def ask_agreement(*, line: Line, organisation: Organisation, part: str, by: Any, on: date) -> LineAgreement:
    """A funder or a deliverer is asked whether they will do what this line promises."""
    version = line.version
    check_may(standing_of(by), version.child, "draft", "create")
    check_still_open(version)
    if line.kind != Line.Kind.PROVISION:
        raise Refused("Only provision is agreed to. Choose a line of provision.")
    if LineAgreement.objects.filter(line=line, organisation=organisation, part=part).exists():
        raise Refused(f"{organisation.name} has been asked about this line already.")
    made = LineAgreement.objects.create(line=line, organisation=organisation, part=part, asked_on=on)
    record("casework.ask_agreement", child=version.child, subject=made, fact={"organisation": organisation.pk, "part": part}, touches=NOTHING)
    return made


@action
def ask_every_deliverer(*, version: Version, by: Any, on: date) -> list[LineAgreement]:
    """Everybody whom the draft names to give a line is asked at once whether it will be done, and the health board about section G.

    A line about which the same body was asked already is left as it is.
    """
    check_may(standing_of(by), version.child, "draft", "create")
    check_still_open(version)
    lines = list(version.lines.filter(kind=Line.Kind.PROVISION, removed_on__isnull=True).order_by("section", "position"))
    board = Organisation.objects.filter(area_id=version.area_id, kind=Organisation.Kind.ICB, closed_on__isnull=True).order_by("pk").first()
    asked = set(LineAgreement.objects.filter(line__version=version).values_list("line_id", "organisation_id", "part"))
    wanted = [(line, line.body_id, LineAgreement.Part.DELIVERER) for line in lines if line.body_id]
    wanted += [(line, board.pk, LineAgreement.Part.FUNDER) for line in lines if board is not None and line.section == "G"]
    made = [LineAgreement(line=line, organisation_id=body, part=part, asked_on=on) for line, body, part in wanted if (line.pk, body, part) not in asked]
    if not made:
        raise Refused("Everybody whom the lines name was asked already. Where a line names nobody, ask about it alone.")
    rows.insert(made)
    fact = {"lines": len({each.line_id for each in made}), "organisations": sorted({each.organisation_id for each in made})}
    record("casework.ask_every_deliverer", child=version.child, subject=version, fact=fact, touches=NOTHING)
    return made


@action
def answer_agreement(*, agreement: LineAgreement, agreed: bool, why: str, by: Any, on: date) -> None:
    """They agree, or say why not."""
    standing = standing_of(by)
    version = agreement.line.version
    theirs = standing is None or any(seat.organisation_id == agreement.organisation_id for seat in standing.seats)
    if not theirs:
        check_may(standing, version.child, "draft", "decide")
    if standing is not None and not theirs and not any(seat.area_id == version.area_id for seat in standing.seats):
        raise NotAllowed("Only those who were asked can answer.")
    check_still_open(version)
    if not agreed and not why.strip():
        raise Refused("Say why this line cannot be done as it is written.")
    agreement.agreed, agreement.why, agreement.answered_on, agreement.answered_by = agreed, why.strip(), on, by if getattr(by, "pk", None) else None
    agreement.save(update_fields=["agreed", "why", "answered_on", "answered_by"])
    record("casework.answer_agreement", child=version.child, subject=agreement, fact={"agreed": agreed}, touches=NOTHING)
