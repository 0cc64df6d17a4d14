"""Whose a dispute is: of a family, its words and papers are for whoever raised it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people import helping, rights
from goldenthread.people.models import Adult, Child, Involvement
from goldenthread.people.standing import Standing

from .models import Dispute

#: Ties by which somebody is of the child's own family.
FAMILY = frozenset({Involvement.Role.FAMILY.value, Involvement.Role.YOUNG_PERSON.value})


def tie_of(user: Any, child: Child, on: date) -> str:
    """How this user is tied to this child's family today: "family", "young_person", or nothing."""
    return next(iter(helping.ties_of_family(user, on).filter(child=child).order_by("role").values_list("role", flat=True)), "")


def is_theirs(dispute: Dispute, user: Any, tie: str) -> bool:
    """Whether this member of the family raised it. One of whom nobody is named is the whole family's."""
    if dispute.by_young_person:
        return tie == Involvement.Role.YOUNG_PERSON
    if dispute.adult is not None:
        return dispute.adult.user_id is not None and dispute.adult.user_id == getattr(user, "pk", None)
    return bool(tie)


def reads_words(dispute: Dispute, standing: Standing, user: Any) -> bool:
    """Whether this person reads what was said and the papers: officers and whom the family let in; of the family, whoever raised it."""
    if standing.on is not None and {"parent", "young_person"} & set(standing.roles):
        tie = tie_of(user, dispute.child, standing.on)
        if tie:
            return is_theirs(dispute, user, tie)
    return True


def raised_by(user: Any, child: Child, on: date) -> tuple[Adult | None, bool]:
    """Who of the family raises something: (the adult, False), or (None, True) for the young person."""
    tie = tie_of(user, child, on)
    if tie == Involvement.Role.YOUNG_PERSON:
        return None, True
    if not tie:
        raise NotAllowed("Only the family can ask for this here.")
    return Adult.objects.filter(user=user, relationships__child=child).first(), False


def check_holds_rights(child: Child, *, by_young_person: bool, on: date) -> None:
    """Mediation and appeals are for whoever holds the rights that day (Act, sections 51 to 55 and 83)."""
    holder = rights.holder_of(child, on)
    if holder.who == "young_person" and not by_young_person:
        raise Refused(
            "The rights are the young person’s own now, so they ask for mediation themselves. You can help them, and they can let you in.",
            citation=holder.citation,
        )
    if holder.who == "parent" and by_young_person:
        raise Refused("The rights are your parent’s until you are over compulsory school age. Ask them, or the information and advice service.", citation=holder.citation)


def check_theirs(dispute: Dispute, by: Any, on: date) -> None:
    """Only whoever of the family raised it takes it back."""
    if not is_theirs(dispute, by, tie_of(by, dispute.child, on)):
        raise NotAllowed("Only whoever raised this can take it back.")
