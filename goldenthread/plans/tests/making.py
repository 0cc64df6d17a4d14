"""Plans, advice and lines in a given state, made with one call each."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.people.models import Adult, Child, Relationship
from goldenthread.plans import actions
from goldenthread.plans.models import Advice, Line, Passage, Version
from tests import making

ON = making.TODAY


def child(worker: Any = None, **fields: Any) -> Child:
    """A child with a named worker, who may write the plan."""
    made = making.child(**{"name": "Kai Alder", **fields})
    making.involve(worker or making.officer("Priya Nair"), made, "named_worker")
    return made


def worker_of(child: Child) -> Any:
    return child.involvements.get(role="named_worker").user


def draft(of: Child | None = None, **fields: Any) -> Version:
    """A first draft that its named worker has begun."""
    of = of or child()
    return actions.start_draft(child=of, by=worker_of(of), on=ON, **fields)


def parent(of: Child, name: str = "Jo Alder", **fields: Any) -> Adult:
    made = Adult.objects.create(name=name, **fields)
    Relationship.objects.create(child=of, adult=made, kind="mother", parental_responsibility_from=of.date_of_birth)
    return made


def line(version: Version, kind: str = "need", section: str = "", **said: Any) -> Line:
    """One line, written by the named worker."""
    section = section or {"need": "B", "outcome": "E", "provision": "F", "aspiration": "A", "view": "A", "strength": "B"}[kind]
    said.setdefault("text", f"{kind} in {section}")
    return actions.add_line(version=version, section=section, kind=kind, said=said, by=worker_of(version.child), on=ON)


def advice(of: Child, kind: str = "psychology", *passages: dict[str, Any] | str, given_on: date | None = date(2026, 11, 2), **fields: Any) -> Advice:
    """Advice that was given, with what it says: each a text (a need) or the fields of a passage."""
    made = Advice.objects.create(child=of, area=of.area, kind=kind, given_on=given_on, **{"author": "Owen Pritchard", "author_role": "Educational psychologist", **fields})
    for number, each in enumerate(passages, 1):
        told = {"text": each} if isinstance(each, str) else dict(each)
        serves = told.pop("serves", ())
        passage = Passage.objects.create(advice=made, position=number, **{"kind": "need", **told})
        passage.serves.set(serves)
    return made
