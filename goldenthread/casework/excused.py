"""Exceptions in words: on what ground a date was lifted or not, who decided, and that no weeks are added."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.law.days import in_words
from goldenthread.law.exceptions import GROUNDS

from .models import AdviceRequest, ExceptionClaim

#: What an accepted exception does, wherever it is told (regulations 5(4), 10(4) and 13(3)).
NO_WEEKS = "It adds no weeks: it must be done as soon as practicable."
#: The same, to the family.
SOON = "It adds no weeks. We will do it as soon as we can."


def ground_of(claim: ExceptionClaim) -> str:
    """The ground's name, as a part of a sentence."""
    if claim.ground not in GROUNDS:
        return "the return says that an exception applied, and not which"
    name = GROUNDS[claim.ground].name
    return f"{name[0].lower()}{name[1:]}"


def words_of(claim: ExceptionClaim) -> str:
    """Where a claim stands, for those who work on the case."""
    because = ground_of(claim)
    if claim.accepted_on:
        by = f" by {claim.decided_by.name}" if claim.decided_by else ""
        told = f" The family was told on {in_words(claim.family_told_on)}." if claim.family_told_on else ""
        return f"Lifted because: {because}. Accepted on {in_words(claim.accepted_on)}{by}.{told} {NO_WEEKS}"
    if claim.withdrawn_on:
        return f"Withdrawn on {in_words(claim.withdrawn_on)}: {claim.why.rstrip('.')}. The date binds."
    if claim.refused_on:
        by = f" by {claim.decided_by.name}" if claim.decided_by else ""
        return f"Not accepted on {in_words(claim.refused_on)}{by}: {claim.why.rstrip('.')}. The date binds."
    since = f" on {in_words(claim.claimed_on)}" if claim.claimed_on else ""
    return f"Claimed{since} because: {because}. Nobody has accepted it, so the date still binds."


def told_family(claim: ExceptionClaim) -> str:
    """Why a date was lifted, to the family."""
    told = f" You were told on {in_words(claim.family_told_on)}." if claim.family_told_on else ""
    accepted = f" on {in_words(claim.accepted_on)}" if claim.accepted_on else ""
    return f"This date was lifted{accepted} because: {ground_of(claim)}.{told} {SOON}"


def with_advisers(claims: Iterable[ExceptionClaim]) -> list[ExceptionClaim]:
    """Claims with the adviser whose six weeks they are about, where they are about one."""
    claims = list(claims)
    if any(claim.advice_request_id for claim in claims):
        asks = AdviceRequest.objects.select_related("asked_of").in_bulk([claim.advice_request_id for claim in claims if claim.advice_request_id])
        for claim in claims:
            if claim.advice_request_id:
                claim.advice_request = asks.get(claim.advice_request_id)
    return claims
