"""Assessments and asks for advice in a given state, made with one call each."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.casework.actions import advising, answering
from goldenthread.casework.models import AdviceRequest, Request
from tests import making

from .situations import decided, manager, received


def assessing(**fields: Any) -> Request:
    """A request on which it was decided to assess."""
    found = received(**fields)
    decided(found)
    return found


def psychologist(service: Any) -> Any:
    """Somebody who answers for the service."""
    return making.somebody("psychologist", service, name="Owen Pritchard")


def asked(found: Request, *, body: Any, kind: str = "psychology", by: Any = None, on: date = making.TODAY, **fields: Any) -> list[AdviceRequest]:
    """One ask, sent."""
    new = advising.NewAsk(**{"kind": kind, "what": "How does the child learn?", "body": body, **fields})
    return advising.seek_advice(request=found, asks=[new], by=by or manager(), on=on)


PROVISION = {"deliverer": "A speech and language therapist", "skill": "HCPC registered", "times": 1, "per": "week", "minutes": 30, "weeks": 39}


def write(ask: AdviceRequest, by: Any, on: date = making.TODAY) -> None:
    """A need, an outcome for it, and provision for that."""
    answering.describe_advice(
        ask=ask, seen_on=on, summary="", author=by.name, author_role="Educational psychologist", nothing_found=False, by=by, on=on
    )
    need = answering.add_passage(
        ask=ask, kind="need", text="Kai cannot yet ask for help in words", said={"broad_area": "communication"}, by=by, on=on
    )
    outcome = answering.add_passage(
        ask=ask, kind="outcome", text="Kai will ask for help with a picture card in four lessons of five", serves=[need.pk],
        said={"by_when": date(2027, 7, 31), "measure": "A week’s tally in class"}, by=by, on=on,
    )  # fmt: skip
    answering.add_passage(
        ask=ask, kind="provision", text="Teaching Kai to exchange picture cards, one to one", serves=[outcome.pk], said=PROVISION, by=by, on=on
    )


def answered(found: Request | None = None, *, on: date = making.TODAY) -> AdviceRequest:
    """An ask whose answer was sent."""
    service = making.body("psychology")
    owen = psychologist(service)
    [ask] = asked(found or assessing(), body=service)
    answering.take_up(ask=ask, by=owen, on=on)
    ask.adviser = owen
    write(ask, owen, on)
    return answering.send_advice(ask=ask, by=owen, on=on)
