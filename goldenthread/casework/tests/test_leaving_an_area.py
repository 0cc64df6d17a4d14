"""Whoever no longer works for an area loses their own ways in to its children, whatever they do elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.casework.models import Case
from goldenthread.casework.tests import situations
from goldenthread.core import clock
from goldenthread.core.models import Event
from goldenthread.people.accounts.actions import end_membership
from goldenthread.people.models import Child, Involvement, Membership
from goldenthread.people.standing import stand
from tests import making

pytestmark = pytest.mark.django_db
TODAY = making.TODAY


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.standing_on(TODAY):
        yield


@pytest.fixture
def elsewhere():
    return making.area("991", "Otherdale")


@pytest.fixture
def admin():
    return making.somebody("administrator")


@pytest.fixture
def officer(elsewhere):
    """A coordinator of two areas."""
    both = making.officer("Priya Nair")
    seat(both, "coordinator", making.team(elsewhere))
    return both


def seat(user, role, at):
    return Membership.objects.create(user=user, organisation=at, role=role, from_on=date(2020, 1, 1))


def leaves(user, admin, role="coordinator"):
    end_membership(membership=user.memberships.get(organisation__area__code="990", role=role), by=admin, on=TODAY)


def sees(user, child):
    """The second wall is theirs from then on."""
    return Child.objects.visible_to(stand(user, TODAY)).filter(pk=child.pk).exists()


def test_an_officer_of_two_areas_who_leaves_one_sees_its_children_no_more(officer, admin, elsewhere):
    request = situations.received(by=officer)
    there = making.child("Mia Birch", of=elsewhere)
    making.involve(officer, there, "named_worker")
    cover = making.involve(officer, making.child("Sol Cedar"), "cover")
    leaves(officer, admin)
    cover.refresh_from_db(fields=["until_on"])
    assert cover.until_on == TODAY - timedelta(days=1)
    assert not Involvement.objects.filter(child=request.child, user=officer).exists(), "what began today leaves only its event"
    assert Event.objects.filter(verb="people.close_involvement", child_id=request.child_id).exists()
    assert not sees(officer, request.child)
    assert not sees(officer, cover.child)
    assert sees(officer, there), "the other area's children are still theirs"


def test_their_children_are_counted_as_having_no_worker(officer, admin):
    request = situations.received(by=officer)
    assert Case.objects.get(child=request.child).worker_id == officer.pk
    leaves(officer, admin)
    assert Case.objects.get(child=request.child).worker_id is None


def test_a_closed_record_closes_to_them_too(officer, admin):
    child = making.child("Sol Cedar", closed_list_on=date(2026, 1, 5))
    making.involve(officer, child, "named_list")
    assert sees(officer, child)
    leaves(officer, admin)
    assert not sees(officer, child)


def test_whoever_keeps_another_office_in_the_area_keeps_their_cases(officer, admin):
    request = situations.received(by=officer)
    seat(officer, "team_manager", making.team())
    leaves(officer, admin)
    assert Case.objects.get(child=request.child).worker_id == officer.pk


def test_an_officer_who_stays_as_an_adviser_keeps_what_they_were_asked_and_no_case(officer, admin):
    request = situations.received(by=officer)
    seat(officer, "psychologist", making.body("psychology"))
    asked = making.child("Sol Cedar")
    making.involve(officer, asked, "adviser")
    leaves(officer, admin)
    assert Case.objects.get(child=request.child).worker_id is None
    assert sees(officer, asked)


def test_an_adviser_who_leaves_the_area_loses_what_was_asked_of_them_alone(elsewhere, admin):
    owen = making.somebody("psychologist", making.body("psychology"))
    seat(owen, "psychologist", making.body("psychology", of=elsewhere))
    child = making.child()
    making.involve(owen, child, "adviser")
    making.involve(owen, child, "panel")
    leaves(owen, admin, role="psychologist")
    assert not sees(owen, child)


def test_nobody_loses_their_own_child_with_their_work(officer, admin):
    own = making.child("Lena Nair")
    seat(officer, "parent", making.body("forum", of=making.area("991")))
    making.involve(officer, own, "family")
    leaves(officer, admin)
    assert sees(officer, own)
