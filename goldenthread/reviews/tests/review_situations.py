"""A plan in force and its review in a given state, made with one call each."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from goldenthread.access.models import User
from goldenthread.people.models import Adult, Child, Organisation, Relationship
from goldenthread.plans.models import Line, Link, Plan, Version
from goldenthread.plans.snapshot import said_of
from goldenthread.reviews.actions import amending, arranging, deciding, meeting
from goldenthread.reviews.models import Review
from tests import making

TODAY = making.TODAY
MADE = date(2025, 12, 15)
#: Arranged five weeks before the meeting, and papers round three weeks before it.
ARRANGED = TODAY - timedelta(weeks=5)
MET = TODAY
REPORTED = TODAY + timedelta(days=7)


class Scene:
    """Everybody around one plan."""

    child: Child
    plan: Plan
    version: Version | None
    school: Organisation
    senco: User
    worker: User
    manager: User
    parent: Adult
    health: Organisation
    care: Organisation
    review: Review

    def fresh(self) -> Review:
        self.review = Review.objects.select_related("plan__child__area", "convened_by").get(pk=self.review.pk)
        return self.review


def in_force(*, born: date = date(2016, 3, 9), made_on: date = MADE, school: bool = True, lines: bool = True, name: str = "Kai Alder", **plan: Any) -> Scene:
    """A child at a school with a plan in force that has an outcome and provision, a parent with an account, and services."""
    scene = Scene()
    scene.worker = making.officer("Priya Nair")
    scene.manager = making.somebody("team_manager", name="Tomas Reyes")
    scene.school = making.school("Calder Valley Academy")
    scene.senco = making.somebody("setting_staff", scene.school, name="Ines Marsh")
    scene.health = making.body("icb", name="Calder Valley Integrated Care Board")
    scene.care = making.body("social_care", name="Calderbeck Social Care")
    scene.child = child = making.child(name, born=born)
    making.involve(scene.worker, child, "named_worker")
    if school:
        making.involve(scene.school, child, "setting")
        child.attendances.create(organisation=scene.school, entry_on=date(2024, 9, 2))
    else:
        child.attendances.create(setting_type="EHE", entry_on=date(2024, 9, 2))
    login = making.somebody("parent", making.body("forum"), name="Jo Alder")
    making.involve(login, child, "family")
    scene.parent = Adult.objects.create(name="Jo Alder", user=login, address="1 Weir Lane", postcode="ZZ1 1ZZ")
    Relationship.objects.create(child=child, adult=scene.parent, kind="mother", parental_responsibility_from=born, tell_by="email")
    scene.plan = Plan.objects.create(child=child, area=child.area, made_on=made_on, **plan)
    if school:
        scene.plan.named_settings.create(organisation=scene.school)
    scene.version = _issued(scene) if lines else None
    making.kept(child)
    return scene


def _issued(scene: Scene) -> Version:
    version = Version.objects.create(
        child=scene.child, area=scene.child.area, plan=scene.plan, number=1, kind="final", started_on=scene.plan.made_on
    )

    def line(section: str, kind: str, position: int, text: str, **said: Any) -> Line:
        made = Line.objects.create(id=uuid4(), version=version, section=section, kind=kind, position=position, text=text, **said)
        made.wordings.create(revision=1, said=said_of(made))
        made.sources.create(adult=scene.parent, words=text)
        return made

    line("A", "view", 1, "I like trains", said_by="child")
    need = line("B", "need", 1, "Kai cannot yet ask for help in words", broad_area="communication", primary=True)
    outcome = line("E", "outcome", 1, "Kai will ask for help with a card", by_when=scene.plan.made_on + timedelta(days=400), measure="A tally in class")
    provision = line(
        "F", "provision", 1, "Teaching Kai to exchange picture cards", deliverer="A speech and language therapist", skill="HCPC registered",
        minutes=30, times=1, per="week", weeks=39, group_size=1,
    )  # fmt: skip
    for upper, lower in ((need, outcome), (need, provision), (outcome, provision)):
        Link.objects.create(upper=upper, lower=lower)
    for section in ("C", "D", "G", "H1", "H2", "J"):
        line(section, "none", 1, "Nothing was identified")
    line("I", "setting", 1, scene.school.name, body=scene.school)
    line("K", "advice", 1, "Owen Pritchard, Educational psychologist")
    Version.objects.filter(pk=version.pk).update(issued_on=scene.plan.made_on, issued_by=scene.manager, digest="0" * 64)
    return version


def arranged(scene: Scene | None = None, *, met_on: date = MET, on: date = ARRANGED, **fields: Any) -> Scene:
    scene = scene or in_force()
    convened = scene.school if scene.child.attendances.filter(organisation__isnull=False).exists() else None
    fields = {"kind": "annual", "planned_at": time(14), "place": "Room 4", "way": "person", "convened_by": convened, **fields}
    scene.review = arranging.arrange_review(plan=scene.plan, planned_on=met_on, by=scene.senco if convened else scene.worker, on=on, **fields)
    return scene


def invited(scene: Scene | None = None, **fields: Any) -> Scene:
    scene = arranged(scene, **fields)
    arranging.invite(review=scene.fresh(), by=scene.worker, on=fields.get("on", ARRANGED))
    return scene


def papers_round(scene: Scene | None = None, **fields: Any) -> Scene:
    scene = invited(scene, **fields)
    one = scene.fresh().invitees.select_related("review__plan__child", "adult").get(role="parent")
    meeting.contribute(invitee=one, text="He asks for a card at home now", by=scene.parent.user, on=ARRANGED + timedelta(weeks=1))
    meeting.send_papers(review=scene.fresh(), by=scene.worker, on=ARRANGED + timedelta(weeks=2))
    return scene


def met(scene: Scene | None = None, *, met_on: date = MET, **fields: Any) -> Scene:
    scene = papers_round(scene, met_on=met_on, **fields)
    attended = {one.pk: "yes" for one in scene.fresh().invitees.all()}
    meeting.hold_meeting(review=scene.fresh(), met_on=met_on, attended=attended, by=scene.worker, on=met_on)
    return scene


def reported(scene: Scene | None = None, *, recommends: str = "A", on: date = REPORTED, **fields: Any) -> Scene:
    scene = met(scene, **fields)
    said = [meeting.Scaled(one.pk, 3, "A tally of nine in ten", "Ask in the playground too") for one in scene.fresh().progress.all()]
    meeting.note_progress(review=scene.review, said=said, by=scene.worker, on=on)
    words = {"working": "The cards", "not_working": "Lunch times", "recommends": recommends, "recommends_why": "The outcome is nearly reached", "adulthood": "Not asked yet"}
    meeting.write_report(review=scene.review, said=words, by=scene.worker, on=on)
    meeting.send_report(review=scene.fresh(), year_group=5, by=scene.worker, on=on)
    return scene


def changed(scene: Scene | None = None, *, on: date = REPORTED, **fields: Any) -> Scene:
    """The coordinator wrote the changes."""
    from goldenthread.plans import actions as plans

    scene = reported(scene, **fields)
    version = deciding.begin_changes(review=scene.fresh(), by=scene.worker, on=on)
    line = version.lines.get(section="E")
    plans.change_line(line=line, said={**said_of(line), "text": "Kai will ask for help in words"}, revision=line.revision, by=scene.worker, on=on)
    return scene


def amending_(scene: Scene | None = None, *, on: date = REPORTED, **fields: Any) -> Scene:
    """It was decided to amend, and the changes went to the family."""
    scene = changed(scene, **fields)
    deciding.decide_review(review=scene.fresh(), outcome="A", reasons="Kai asks for help with cards; words come next.", by=scene.manager, on=on)
    return scene


def amended(scene: Scene | None = None, *, on: date = REPORTED + timedelta(days=20)) -> Scene:
    from goldenthread.casework.issuing import looks
    from goldenthread.reviews.amendments import gate, version_of

    scene = amending_(scene)
    seen = frozenset(stop.key for stop in looks(gate(scene.fresh(), version_of(scene.review), on)))
    amending.propose_amended(review=scene.fresh(), looked=seen, by=scene.worker, on=on)
    amending.issue_amended(review=scene.fresh(), by=scene.manager, on=on)
    return scene
