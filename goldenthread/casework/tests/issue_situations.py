"""A draft on its way to be issued, in a given state, made with one call each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.access.models import User
from goldenthread.casework import actions
from goldenthread.casework.actions import concluding, issuing
from goldenthread.casework.models import Consultation, Request
from goldenthread.core.actors import command
from goldenthread.people.models import Adult, Organisation
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Advice, Version
from tests import making

from . import advice_situations, situations

TODAY = making.TODAY
#: The draft goes out so long before, that the fifteen days are over today.
SERVED = TODAY - timedelta(days=15)
RECEIVED = date(2026, 7, 20)
DECIDED = SERVED - timedelta(days=3)


class Story:
    """Everybody and everything of one plan that can be issued."""

    request: Request
    version: Version
    worker: User
    manager: User
    parent: Adult
    school: Organisation
    icb: Organisation
    head: User

    def fresh(self) -> Version:
        return Version.objects.select_related("child__area").get(pk=self.version.pk)


def ready(*, placed: bool = True, served: bool = True) -> Story:
    """A draft that nothing stops: sourced lines, served, over fifteen days old, a setting that said yes."""
    story = Story()
    story.worker, story.manager = making.officer("Priya Nair"), situations.manager()
    request = situations.received(by=story.worker, received_on=RECEIVED, on=RECEIVED)
    situations.decided(request, made_on=DECIDED, on=DECIDED, consulted_on=DECIDED)
    service = making.body("psychology", name="Calderbeck Psychology")
    owen = advice_situations.psychologist(service)
    [ask] = advice_situations.asked(request, body=service, on=DECIDED)
    advice_situations.answering.take_up(ask=ask, by=owen, on=DECIDED)
    ask.adviser = owen
    advice_situations.write(ask, owen, DECIDED)
    advice_situations.answering.send_advice(ask=ask, by=owen, on=DECIDED)
    story.request = Request.objects.select_related("child__area", "area").get(pk=request.pk)
    concluding.decide_to_issue(request=story.request, made_on=DECIDED, by=story.manager, on=DECIDED)
    story.version = Version.objects.select_related("child__area").get(child=request.child)
    write(story)
    login = making.somebody("parent", making.body("forum"), name="Jo Alder")
    making.involve(login, story.request.child, "family")
    tie = story.request.child.relationships.get()
    Adult.objects.filter(pk=tie.adult_id).update(user=login)
    tie.tell_by = "email"
    tie.save()
    story.parent = Adult.objects.get(pk=tie.adult_id)
    story.icb = making.body("icb", name="Calder Valley Integrated Care Board")
    story.school = making.school("Calder Valley Academy")
    story.head = making.somebody("setting_staff", story.school, name="Ines Marsh")
    if served:
        actions.serve_draft(version=story.fresh(), by=story.worker, on=SERVED)
    if placed:
        yes(story)
        issuing.place(version=story.fresh(), where="setting", setting=story.school, start_on=date(2027, 1, 4), by=story.worker, on=TODAY)
    return story


def write(story: Story) -> None:
    """Lines of every section, each with where it came from."""
    passage = Advice.objects.get(child=story.request.child).passages.first()
    by, version = command("tests"), story.version

    def line(section: str, kind: str, *, sourced: bool = True, **said: Any) -> Any:
        made = plans.add_line(version=version, section=section, kind=kind, said=said, by=by, on=DECIDED)
        if sourced:
            plans.add_source(line=made, passage=passage, by=by, on=DECIDED)
        return made

    line("A", "view", sourced=False, text="I like trains", said_by="child")
    need = line("B", "need", text="Kai cannot yet ask for help in words", broad_area="communication", primary=True)
    outcome = line("E", "outcome", text="Kai will ask for help with a card", by_when=date(2027, 7, 31), measure="A tally in class")
    provision = line(
        "F", "provision", text="Teaching Kai to exchange picture cards", deliverer="A speech and language therapist", skill="HCPC registered",
        minutes=30, times=1, per="week", weeks=39, group_size=1,
    )  # fmt: skip
    plans.link(upper=need, lower=outcome, by=by, on=DECIDED)
    plans.link(upper=need, lower=provision, by=by, on=DECIDED)
    plans.link(upper=outcome, lower=provision, by=by, on=DECIDED)
    for section in ("C", "D", "G", "H1", "H2", "J"):
        nothing = plans.say_nothing_here(version=version, section=section, by=by, on=DECIDED)
        plans.add_source(line=nothing, passage=passage, by=by, on=DECIDED)
    line("K", "advice", sourced=False, text="Owen Pritchard, Educational psychologist")


def consulted(story: Story, setting: Organisation | None = None, *, on: date = SERVED, family_asked: bool = False) -> Consultation:
    return actions.consult_setting(version=story.fresh(), setting=setting or story.school, family_asked=family_asked, by=story.worker, on=on)


def yes(story: Story) -> Consultation:
    """The school was asked and says that it can meet the needs."""
    one = consulted(story)
    return actions.answer_consultation(consultation=one, reply="yes", by=story.head, on=TODAY)


def proposed(story: Story) -> Story:
    """The first person proposed it."""
    from goldenthread.casework.issuing import gate, looks

    seen = frozenset(stop.key for stop in looks(gate(story.fresh(), TODAY)))
    issuing.propose_issue(version=story.fresh(), looked=seen, by=story.worker, on=TODAY)
    story.version = story.fresh()
    return story


def issued(story: Story | None = None, **fields: Any) -> Story:
    """Both people did."""
    story = proposed(story or ready())
    issuing.issue_plan(version=story.version, **{"by": story.manager, "on": TODAY, **fields})
    story.version = story.fresh()
    return story
