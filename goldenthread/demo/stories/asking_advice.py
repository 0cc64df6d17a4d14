"""Families whose assessment waits for advice, and where it came."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.access.models import User
from goldenthread.casework.actions import advising, answering
from goldenthread.casework.actions.reminding import remind
from goldenthread.casework.advice.ladder import Ladder
from goldenthread.casework.advice.words import WHAT
from goldenthread.casework.models import AdviceRequest, Request
from goldenthread.core import clock
from goldenthread.core.actions import action, record
from goldenthread.core.actors import job
from goldenthread.law.school_year import school_year
from goldenthread.plans.models import Advice, Passage

from .teller import Parent, Person, Teller, story

PSYCHOLOGY, SOCIAL_CARE = "Calderbeck Educational Psychology Service", "Calderbeck Disabled Children's Team"
THERAPIES, HOSPITAL = "Calder Community Therapies", "Fellside Children's Hospital Trust"


@story(
    "Sofia Marchetti",
    shows="Advice in every state: accepted, to be checked, returned, late with its reminders, and asked for later by the family.",
)
def five_asks(t: Teller):
    """Asked seven and a half weeks ago. The psychologist has begun and is late; the ladder has reached the head of SEND."""
    mother = Parent("Giulia Marchetti", email="giulia@home.example")
    sofia = Person("Sofia", "Marchetti", date(t.today.year - 9, 3, 18), "Cinder Hill Primary School", "F", ("SLCN",), (mother,), "WOTH")
    child = t.child(sofia, since=t.ago(weeks=13))
    request = t.ask(child, t.ago(weeks=13), about="Sofia talks in single words and hides under the table when the class is loud.")
    on = t.ago(weeks=7, days=3)
    t.assess(request, on)
    asks = _ask(
        t, request, on, parent_yp=None, education="Cinder Hill Primary School", medical=THERAPIES, psychology=PSYCHOLOGY, social_care=SOCIAL_CARE
    )
    with clock.standing_on(t.ago(weeks=2)):
        advising.seek_advice(
            request=request, by=t.user("ellis"), on=t.ago(weeks=2),
            asks=[advising.NewAsk(kind="family_asks", body=t.place(HOSPITAL), what=WHAT["family_asks"], because="Her mother asks whether Sofia hears well")],
        )  # fmt: skip
    _answer(asks["education"], t.user("priya"), t.ago(weeks=3))
    _do(advising.accept_advice, t.ago(weeks=2, days=3), ask=asks["education"], by=t.user("ellis"))
    _answer(asks["medical"], User.objects.get(name="Tom Ridley"), t.ago(weeks=1, days=5), vague=True)
    _answer(asks["social_care"], t.user("leon"), t.ago(weeks=2, days=1), vague=True)
    _do(
        advising.return_advice, t.ago(days=6), ask=asks["social_care"], by=t.user("ellis"),
        reasons="Say what the short breaks are for, and how Sofia’s family would know that they help.",
    )  # fmt: skip
    late = asks["psychology"]
    begun = t.ago(weeks=2)
    _do(answering.take_up, begun, ask=late, by=t.user("owen"))
    late.adviser = t.user("owen")
    _do(answering.add_passage, begun, ask=late, kind="need", text="Sofia understands sentences of four words", said={"broad_area": "communication"}, by=t.user("owen"))
    _remind(late, t)
    return request


@story(
    "Harvey Lund",
    shows="Year 10 and sight impaired: a qualified teacher is consulted, adulthood is asked about, and last year’s psychology serves by three agreements.",
)
def reused_advice(t: Teller):
    """The psychologist, the council and Harvey's father each agreed that the advice of eight months ago is enough."""
    father = Parent("Stellan Lund", "father", "stellan@home.example")
    harvey = Person("Harvey", "Lund", date(school_year(t.today) - 15, 11, 6), "Calder Valley Academy", "M", ("VI",), (father,), "WBRI")
    child = t.child(harvey, since=t.ago(weeks=40))
    earlier = record_advice(
        child=child, id=t.new_id(), organisation=t.place(PSYCHOLOGY), author=t.user("owen"), given_on=t.ago(weeks=35), by=t.user("owen"),
        on=t.ago(weeks=35),
        said=[("strength", "Harvey remembers what he has heard"), ("need", "Harvey cannot read print smaller than 24 point")],
    )  # fmt: skip
    request = t.ask(child, t.ago(weeks=6))
    on = t.ago(weeks=2, days=1)
    t.assess(request, on)
    _ask(t, request, on, parent_yp=None, education="Calder Valley Academy", medical=HOSPITAL, social_care=SOCIAL_CARE, preparation_for_adulthood="Calder Valley Academy")
    agreed = {"author": t.ago(weeks=2, days=3), "council": on, "family": on}
    _do(advising.reuse_advice, on, request=request, kind="psychology", earlier=earlier, agreed=agreed, by=t.user("ellis"))
    return request


def _ask(t: Teller, request: Request, on: date, **of: str | None) -> dict[str, AdviceRequest]:
    """Ask each of these in one step; what was made, by kind."""
    through = {"education": "QTVI"} if "VI" in request.child.sen_needs.values_list("need", flat=True) else {}
    new = [
        advising.NewAsk(kind=kind, body=t.place(body) if body else None, what=WHAT[kind], through=through.get(kind, "")) for kind, body in of.items()
    ]
    with clock.standing_on(on):
        return {ask.kind: ask for ask in advising.seek_advice(request=request, asks=new, by=t.user("ellis"), on=on)}


def _do(act: Any, on: date, **said: Any) -> Any:
    with clock.standing_on(on):
        return act(on=on, **said)


def _answer(ask: AdviceRequest, by: Any, on: date, *, vague: bool = False) -> None:
    """A need, an outcome for it and provision for that; with a vague word, so that there is something to return."""
    words = ask.child.known_as
    _do(answering.take_up, on, ask=ask, by=by)
    ask.adviser = by
    _do(
        answering.describe_advice, on, ask=ask, by=by, seen_on=on - timedelta(days=4), summary="", author=by.name, author_role="", nothing_found=False
    )
    need = _do(answering.add_passage, on, ask=ask, by=by, kind="need", text=f"{words} cannot yet ask for help in words", said={"broad_area": "communication"})
    outcome = _do(
        answering.add_passage, on, ask=ask, by=by, kind="outcome", text=f"{words} will ask for help with a picture card in four lessons of five",
        serves=[need.pk], said={} if vague else {"by_when": on + timedelta(days=240), "measure": "A week’s tally in class, each half term"},
    )  # fmt: skip
    _do(
        answering.add_passage, on, ask=ask, by=by, kind="provision", serves=[outcome.pk],
        text="Regular teaching of picture cards, as appropriate" if vague else f"Teaching {words} to exchange picture cards, one to one",
        said={"deliverer": "A teaching assistant", "skill": "Trained in picture exchange", "times": 4, "per": "week", "minutes": 20, "weeks": 39, "group_size": 1},
    )  # fmt: skip
    _do(answering.send_advice, on, ask=ask, by=by)


def _remind(ask: AdviceRequest, t: Teller) -> None:
    """The steps of the ladder that have fallen, each on its day."""
    assert ask.due_on
    ladder = Ladder(ask.area, t.today)
    for step in ladder.steps:
        on = ask.due_on + timedelta(days=step.days)
        if on <= t.today:
            _do(remind, on, ask=ask, step=step, to=ladder.who(step, ask), by=job("remind_advisers"))


@action
def record_advice(
    *, child: Any, id: Any, organisation: Any, author: Any, given_on: date, said: list[tuple[str, str]], by: Any, on: date
) -> Advice:
    """Advice that was given before this assessment."""
    advice = Advice.objects.create(
        id=id, child=child, area_id=child.area_id, kind="psychology", organisation=organisation, user=author, author=author.name,
        author_role="Educational psychologist", given_on=given_on, seen_on=given_on,
    )  # fmt: skip
    for position, (kind, text) in enumerate(said, 1):
        Passage.objects.create(advice=advice, position=position, kind=kind, text=text, broad_area="sensory")
    record("demo.record_advice", child=child, subject=advice, fact={"given_on": given_on}, touches=())
    return advice
