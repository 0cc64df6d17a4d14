"""Advice in words: short names of kinds, what each is asked, and the states of an ask."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.law.advice import NAMES

#: A kind of advice in a few words, for lists and clocks.
SHORT = {
    "parent_yp": "Family",
    "education": "Education",
    "medical": "Medical",
    "psychology": "Educational psychology",
    "social_care": "Social care",
    "other_la_thinks_appropriate": "Other, asked by the council",
    "preparation_for_adulthood": "Preparation for adulthood",
    "mod": "Secretary of State for Defence",
    "family_asks": "Other, asked for by the family",
}

#: What each is asked, before the officer makes it fit this child.
WHAT = {
    "parent_yp": "What is going well, what is hard, what you hope for, and what would help.",
    "education": "Strengths and needs in learning and in the setting’s day, what has been tried and what came of it, outcomes, and the provision needed.",
    "medical": "Health needs that bear on learning, what is expected of them, outcomes, and the provision needed: who, how often, how long.",
    "psychology": "How the child learns, feels and gets on with others; outcomes; and the provision needed: who, how often, how long, with what skill.",
    "social_care": "Whether the child or family is known to social care, needs related to special educational needs or disability, outcomes, and the provision needed.",
    "other_la_thinks_appropriate": "Needs in your field, outcomes, and the provision needed: who, how often, how long.",
    "preparation_for_adulthood": "Provision to prepare for adulthood and independent living: work, home, friends and community, health.",
    "mod": "Needs, outcomes and provision that come from a parent’s service in the armed forces.",
    "family_asks": "Needs in your field, outcomes, and the provision needed: who, how often, how long.",
}

#: The states of an ask, in the order in which they follow each other.
STATES = {
    "asked": "Asked",
    "writing": "Being written",
    "returned": "Returned to be improved",
    "late": "Late",
    "received": "Received, to be checked",
    "accepted": "Accepted",
    "reused": "Earlier advice used",
    "withdrawn": "No longer asked",
}
#: The colour that helps each state.
KINDS = {
    "asked": "due", "writing": "new", "returned": "held", "late": "late", "received": "soon", "accepted": "met", "reused": "met",
    "withdrawn": "stopped",
}  # fmt: skip


def short(kind: str) -> str:
    """A kind of advice in a few words."""
    return SHORT.get(kind, NAMES.get(kind, kind.replace("_", " ")))


def who(ask: Any) -> str:
    """Who is asked: the body, the person, or the family."""
    if ask.asked_of_id:
        return str(ask.asked_of.name)
    if ask.adviser_id:
        return str(ask.adviser.name)
    return "The family" if ask.kind == "parent_yp" else "Nobody named yet"


def state(ask: Any, on: date, *, returned: bool | None = None) -> str:
    """Where an ask stands on a day: a key of `STATES`. Late comes before what it waits for."""
    if ask.withdrawn_on:
        return "withdrawn"
    if ask.accepted_on:
        return "reused" if ask.asked_on is None else "accepted"
    if ask.received_on:
        return "received"
    if ask.due_on and ask.due_on < on:
        return "late"
    if ask.returns.all() if returned is None else returned:
        return "returned"
    return "writing" if ask.advice_id else "asked"
