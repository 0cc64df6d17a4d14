"""Whoever a plan names to give a line can say whether it was given from the day the plan is issued, and no longer than they give one.

Each makes a plan by all of its steps, up to its issue by two people: half a second.
"""

import pytest
from django.test import Client

from goldenthread.casework.tests import issue_situations as casework
from goldenthread.casework.tests import situations
from goldenthread.core import clock
from goldenthread.core.models import Event
from goldenthread.people.models import Involvement
from goldenthread.people.standing import stand
from goldenthread.plans.actions import seal
from goldenthread.plans.models import Line, Version
from goldenthread.provision import actions
from goldenthread.provision.models import DeliveryRecord, WatchedLine
from tests import making

TODAY = casework.TODAY


@pytest.fixture
def clinic(db):
    return making.body("health", name="Calder Community Therapies")


@pytest.fixture
def issued(clinic):
    """A plan of which a clinic gives the therapy, issued today."""
    story = casework.ready()
    Line.objects.filter(version=story.version, section="F").update(body=clinic)
    casework.issued(story)
    return story.version


def open_to(version):
    return set(Involvement.objects.filter(child=version.child_id, role="deliverer", until_on__isnull=True).values_list("organisation__name", flat=True))


def watched(version):
    return WatchedLine.objects.select_related("child__area", "line", "deliverer", "setting").get(line__version=version, line__section="F")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def test_the_therapist_of_an_issued_plan_finds_the_line_and_says_with_one_tap_that_it_was_given(issued, clinic):
    assert open_to(issued) == {clinic.name}
    therapist = signed_in(making.somebody("health_adviser", clinic, name="Grace Otieno"))
    with clock.standing_on(TODAY):
        shown = therapist.get("/provision/given").content.decode()
        assert "exchange picture cards" in shown and "Alder" not in shown
        monday = TODAY.fromordinal(TODAY.toordinal() - TODAY.weekday()).isoformat()
        row = watched(issued)
        therapist.post(f"/children/{issued.child_id}/provision/{row.pk}/say", {"week": monday, "state": "given", "side": "deliverer", "back": "ours"})
    assert DeliveryRecord.objects.get().side == "deliverer"


def test_the_log_says_who_was_let_in_by_key_and_not_by_name(issued, clinic):
    fact = Event.objects.get(verb="provision.let_deliverers_in").fact
    assert fact == {"opened": [clinic.pk], "left": []}


def test_a_body_that_the_amended_plan_names_no_more_sees_nothing_more(issued, clinic):
    other = making.body("provider", name="Saturday Sparks")
    amended = Version.objects.create(
        child=issued.child, area=issued.area, plan=issued.plan, earlier=issued, number=issued.number + 1, started_on=TODAY, started_by=making.user()
    )
    Line.objects.create(version=amended, section="F", kind="provision", position=10, text="Music once a week", body=other)
    seal(version=amended, by=making.user(), on=TODAY)
    assert open_to(issued) == {other.name}


def test_a_setting_where_the_child_is_or_will_be_has_a_way_in_of_its_own(clinic):
    story = casework.ready()
    Line.objects.filter(version=story.version, section="F").update(body=story.school)
    casework.issued(story)
    assert open_to(story.version) == set()


def test_where_an_officer_says_that_nobody_but_the_school_gives_it_the_body_that_the_plan_names_leaves(issued, clinic):
    worker = situations.manager()
    stand(worker, TODAY)
    assert watched(issued).deliverer == clinic
    actions.let_deliverer_answer(line=watched(issued), organisation=None, by=worker, on=TODAY)
    assert watched(issued).deliverer is None and open_to(issued) == set()
    stand(worker, TODAY)
    actions.let_deliverer_answer(line=watched(issued), organisation=clinic, by=worker, on=TODAY)
    assert watched(issued).deliverer == clinic and open_to(issued) == {clinic.name}
