"""What was answered about a new request, in words, for the page on which it is checked before it is sent."""

from __future__ import annotations

from typing import Any

from goldenthread.law.days import in_words, weeks_after
from goldenthread.people.models import Child, Relationship

from .models import Request
from .recording import Recording
from .settings_found import spoken

NOT_GIVEN = "Not given"


def sections(recording: Recording) -> list[dict[str, Any]]:
    """Each page's answers: a title and rows of key, value and where to change it."""
    who, request, said = recording.who(), recording.request(), recording.said()
    for form in (who, request, said):
        form.is_valid()
    return [
        _who(recording, who.cleaned_data),
        *([] if recording.existing is not None else [_child(recording), *_family(recording)]),
        _request(recording, request.cleaned_data),
        _said(recording, said.cleaned_data),
    ]


def _row(recording: Recording, step: str, key: str, value: Any, change: str, query: str = "") -> dict[str, Any]:
    return {"key": key, "value": value or NOT_GIVEN, "change_href": f"{recording.href(step)}{query}", "change": change}


def _who(recording: Recording, said: dict[str, Any]) -> dict[str, Any]:
    child = recording.existing
    if child is not None:
        known = f"{child.name}, born {in_words(child.date_of_birth)}, {child.reference}"
        return {"title": "Who it is about", "rows": [_row(recording, "match", "Record", known, "which record")]}
    name = f"{said['forename']} {said['surname']}".strip()
    rows = [
        _row(recording, "who", "Name", name, "the name"),
        _row(recording, "who", "Date of birth", in_words(said["date_of_birth"]), "the date of birth"),
    ]
    if recording.ruled_out:
        count = len(recording.ruled_out)
        rows.append(
            _row(
                recording,
                "match",
                "Records ruled out",
                f"{count} {'record is' if count == 1 else 'records are'} of another child",
                "records ruled out",
            )
        )
    return {"title": "Who it is about", "rows": rows}


def _child(recording: Recording) -> dict[str, Any]:
    form = recording.child()
    form.is_valid()
    said = form.cleaned_data
    lives = ", ".join(part for part in (*said["address"].splitlines(), said["postcode"]) if part)
    told = [
        ("Name they like to be called", said["preferred_name"]),
        ("Sex", dict(Child.Sex.choices).get(said["sex"], "")),
        ("UPN", said["upn"]),
        ("NHS number", said["nhs_number"]),
        ("School or other setting", spoken(said["setting_found"]) if said["setting_found"] else ""),
        ("Address", lives),
        ("First language", said["first_language"]),
        ("Interpreter", said["interpreter"]),
    ]
    return {
        "title": "About the child or young person",
        "rows": [_row(recording, "child", key, value, key) for key, value in told],
    }


def _family(recording: Recording) -> list[dict[str, Any]]:
    shown = []
    kinds = dict(Relationship.Kind.choices)
    for number, form in enumerate(recording.adults()):
        form.is_valid()
        said = form.cleaned_data
        lives = (
            "With the child"
            if said["lives_with"]
            else ", ".join(part for part in (*said["address"].splitlines(), said["postcode"]) if part)
        )
        told = [
            ("Name", f"{said['name']}, {kinds[said['kind']].lower()}"),
            ("Parental responsibility or care", "Yes" if said["responsible"] else "No"),
            ("Lives", lives),
            ("Email", said["email"]),
            ("Telephone", said["phone"]),
            ("We write by", {"post": "Post", "email": "Email", "text": "Text message"}[said["tell_by"]]),
        ]
        query = f"?adult={number}"
        rows = [_row(recording, "family", key, value, f"{key} of {said['name']}", query) for key, value in told]
        shown.append(
            {
                "title": f"Parent or carer {number + 1}"
                if number or len(recording.adults_typed) > 1
                else "Parent or carer",
                "rows": rows,
            }
        )
    if not shown:
        shown.append(
            {
                "title": "Parents and carers",
                "rows": [_row(recording, "family", "Parents and carers", "To be added later", "parents and carers")],
            }
        )
    return shown


def _request(recording: Recording, said: dict[str, Any]) -> dict[str, Any]:
    route = dict(Request.Route.choices)[said["route"]]
    if said["setting_found"]:
        route = f"{route}: {spoken(said['setting_found'])}"
    decide_by = weeks_after(said["received_on"], 6)
    told = [
        ("Who asked", route, "who asked"),
        (
            "Received",
            f"{in_words(said['received_on'])}. Decide, and tell the family, by {in_words(decide_by)}",
            "the date received",
        ),
        ("How it came", dict(Request.Channel.choices)[said["channel"]], "how it came"),
        ("In youth custody", "Yes" if said["custody"] else "No", "youth custody"),
        ("Named worker", dict(recording.workers).get(said["worker"], ""), "the named worker"),
    ]
    return {
        "title": "The request",
        "rows": [_row(recording, "request", key, value, change) for key, value, change in told],
    }


def _said(recording: Recording, said: dict[str, Any]) -> dict[str, Any]:
    words = said["about"]
    papers = "; ".join(paper["title"] for paper in recording.papers)
    rows = [
        _row(recording, "said", "What was said", f"{words[:300]}…" if len(words) > 300 else words, "what was said"),
        _row(recording, "said", "Papers", papers or "None", "papers"),
    ]
    return {"title": "What was said, and papers", "rows": rows}
