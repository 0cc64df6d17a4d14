"""Families whose plan is being written: one draft with what is to be put right, one that is ready."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import clock
from goldenthread.people.models import Child
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Line, Version

from . import advice, doing
from .advice import Piece
from .teller import Parent, Person, Teller, story


def give_all(t: Teller, child: Child, pieces: tuple[Piece, ...]) -> None:
    """Every piece of advice comes in, a few days apart."""
    for number, piece in enumerate(pieces):
        doing.give_advice(
            child=child, piece=piece, ids=[t.new_id() for _ in range(len(piece.says) + 1)], body=t.place(piece.body) if piece.body else None,
            by=t.user("ellis"), on=t.ago(weeks=4, days=-2 * number),
        )  # fmt: skip


def draft_of(t: Teller, request: Any, on: date) -> Version:
    """The advice taken into a first draft, by the named worker."""
    with clock.standing_on(on):
        version = plans.start_draft(child=request.child, matter=("request", request.pk), id=t.new_id(), by=t.user("ellis"), on=on)
        plans.take_in_advice(version=version, by=t.user("ellis"), on=on)
    return version


def line_of(version: Version, beginning: str, **where: Any) -> Line:
    """The line that begins so."""
    found = version.lines.filter(text__startswith=beginning, **where).get()
    found.version = version
    return found


@story(
    "Nia Bracewell",
    shows="A first draft from the advice of five advisers and the family: each sentence says where it came from, and what is vague, unmet or untraced is named.",
)
def draft(t: Teller):
    """Seven. Her draft was put together last week; one line was written in by hand, and three say less than the law asks for."""
    mother = Parent("Delyth Bracewell", email="delyth@home.example")
    nia = Person("Nia", "Bracewell", date(t.today.year - 8, 12, 2), "Cinder Hill Primary School", "F", ("SLCN", "SPLD"), (mother,))
    child = t.child(nia, since=t.ago(weeks=14))
    request = t.ask(child, t.ago(weeks=14), about="Nia understands much more than she can say, and she has begun to hide under the table.")
    t.assess(request, t.ago(weeks=9))
    give_all(t, child, advice.OF_NIA)
    doing.decide_to_issue(request=request, by=t.user("marek"), on=t.ago(weeks=2))
    on = t.ago(weeks=1)
    version = draft_of(t, request, on)
    with clock.standing_on(on):
        said = {"text": "Nia is anxious when plans change.", "broad_area": "semh"}
        plans.add_line(version=version, section="B", kind="need", said=said, id=t.new_id(), by=t.user("ellis"), on=on)
    return version


@story(
    "Tomos Wyn Hartley",
    shows="A draft for Year 10 that is ready: every need is met, every line is traced, provision is specified, and it prepares for adult life.",
)
def ready(t: Teller):
    """Fourteen. Everything that code can see was put right."""
    father = Parent("Gethin Hartley", "father", "gethin@home.example")
    tomos = Person("Tomos Wyn", "Hartley", date(t.today.year - 15, 10, 4), "Calder Valley Academy", "M", ("ASD",), (father,), preferred="Tomos")
    child = t.child(tomos, since=t.ago(weeks=16))
    request = t.ask(child, t.ago(weeks=16), route="setting", requested_by=t.place("Calder Valley Academy"), about="Tomos manages mornings only.")
    t.assess(request, t.ago(weeks=11))
    give_all(t, child, advice.OF_TOMOS)
    doing.decide_to_issue(request=request, by=t.user("marek"), on=t.ago(weeks=3))
    on = t.ago(days=10)
    version, by = draft_of(t, request, on), t.user("ellis")
    with clock.standing_on(on):
        need = line_of(version, "Tomos takes in spoken", section="B")
        plans.change_line(line=need, said={"primary": True}, revision=1, by=by, on=on)
        hope = line_of(version, "I want to work", section="A")
        for each in version.lines.filter(section__in=("B", "C", "D"), kind="need"):
            each.version = version
            plans.link(upper=hope, lower=each, by=by, on=on)
        nothing = plans.say_nothing_here(version=version, section="H2", id=t.new_id(), by=by, on=on)
        line = version.lines.filter(section="H1").first()
        source = line.sources.first() if line else None
        assert source is not None  # the story says so much of social care, from its advice
        care = source.passage
        plans.add_source(line=nothing, passage=care, words="No other social care was found to be needed.", by=by, on=on)
        plans.say_nothing_here(version=version, section="J", id=t.new_id(), by=by, on=on)
    return version
