"""What a return, or a record, says of a person, in rows to lay side by side."""

from __future__ import annotations

from datetime import date

from goldenthread.core.form_fields.reading import long_date
from goldenthread.people.models import Child

from . import records


def facts_of_person(person: records.Person) -> list[tuple[str, str]]:
    """The return's own words on who this is."""
    requests = [request.received_on for request in person.requests if request.received_on]
    plans = [
        request.named_plan.started_on
        for request in person.requests
        if request.named_plan and request.named_plan.started_on
    ]
    return [
        ("Name", f"{person.forename or ''} {person.surname or ''}".strip()),
        ("Born", _day(person.born_on)),
        ("UPN", person.upn or "none given"),
        ("ULN", person.uln or "none given"),
        ("Postcode", person.postcode or "none given"),
        ("Requests received", ", ".join(map(long_date, requests)) or "no date given"),
        ("Plan made", ", ".join(map(long_date, plans)) or "none"),
    ]


def facts_of_child(child: Child) -> list[tuple[str, str]]:
    """The record's words on the same things."""
    case = getattr(child, "case", None)
    return [
        ("Name", child.name),
        ("Born", _day(child.date_of_birth)),
        ("UPN", child.upn or "none recorded"),
        ("ULN", child.uln or "none recorded"),
        ("Postcode", ", ".join(address.postcode for address in child.addresses.all()) or "none recorded"),
        ("Requests received", _day(case.received_on) if case and case.received_on else "no date recorded"),
        ("Plan made", _day(case.plan_made_on) if case and case.plan_made_on else "none"),
    ]


def _day(day: date | None) -> str:
    return long_date(day) if day else "not given"
