"""Requests in a given state, made with one call each."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.casework import actions
from goldenthread.casework.models import Request
from goldenthread.people.models import Child
from goldenthread.people.newcomers import NewAdult, NewChild
from tests import making

RECEIVED = date(2026, 11, 2)
#: The six weeks of RECEIVED.
DECIDE_BY = date(2026, 12, 14)


def answers(
    *,
    sen: bool = True,
    plan: bool = True,
    why: str = "Kai’s speech is two years behind and needs a therapist each week.",
) -> dict[str, Any]:
    """Answers to the two parts of the legal test."""
    return {"has_or_may_have_sen": {"answer": sen, "why": why}, "plan_may_be_necessary": {"answer": plan, "why": why}}


def new_child(**fields: Any) -> NewChild:
    """A child whom nobody has on record."""
    parent = NewAdult(
        name="Jo Alder", kind="mother", email="jo@example.org", address="1 Mill Lane\nCalderbeck", postcode="ZZ1 1ZZ"
    )
    return NewChild(
        **{"forename": "Kai", "surname": "Alder", "date_of_birth": date(2016, 3, 9), "adults": (parent,), **fields}
    )


def received(*, by: Any = None, child: Child | None = None, **fields: Any) -> Request:
    """A request that was received and recorded."""
    given = (
        {"child": child}
        if child
        else {"new_child": fields.pop("new_child", None) or new_child(), "area": making.area()}
    )
    by = by or making.officer("Priya Nair")
    return actions.receive_request(
        **{
            "route": "parent",
            "channel": "email",
            "received_on": RECEIVED,
            "by": by,
            "on": making.TODAY,
            "worker": by,
            **given,
            **fields,
        }
    )


def manager() -> Any:
    """Somebody who may decide."""
    return making.somebody("team_manager", name="Tomas Reyes")


def decided(request: Request, *, yes: bool = True, by: Any = None, **fields: Any) -> Any:
    """The decision whether to assess."""
    act = actions.decide_to_assess if yes else actions.decide_not_to_assess
    return act(
        **{
            "request": request, "answers": answers(plan=yes), "consulted_on": date(2026, 11, 10), "made_on": making.TODAY,
            "by": by or manager(), "on": making.TODAY, **fields,
        }
    )  # fmt: skip
