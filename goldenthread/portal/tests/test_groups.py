"""The family sees which groups are held, why and who said so, and takes back what it agreed to."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.core.models import Event, Reading
from goldenthread.people.models import ChildGroup
from tests import making

ON = making.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day():
    with clock.standing_on(ON):
        yield


def family(child, role="family"):
    person = making.somebody("young_person" if role == "young_person" else "parent", making.body("forum"))
    making.involve(person, child, role)
    making.kept(child)
    return person


def held(child, group, agreed_by=""):
    agreed = {"agreed_by": agreed_by, "agreed_name": "Jo Alder", "agreed_how": "written", "agreed_on": date(2026, 5, 1)} if agreed_by else {}
    return ChildGroup.objects.create(child=child, group=group, source="family", said_by="A note of the team", learnt_on=date(2026, 5, 1), recorded_on=ON, **agreed)


def test_the_family_sees_what_is_held_and_takes_back_what_it_agreed_to(sign_in):
    kai = making.child("Kai Alder")
    adopted, meals = held(kai, "adopted", "parent"), held(kai, "meals")
    at = sign_in(family(kai))
    assert "See which groups are on the record" in at.get(f"/my/{kai.pk}").text
    page = at.get(f"/my/{kai.pk}/groups").text
    assert "Adopted from care" in page and "Agreed by Jo Alder on 1 May 2026" in page and "section 512ZB" in page
    assert "A note of the team" not in page
    assert page.count("Take it off the record") == 1
    assert at.post(f"/my/{kai.pk}/groups/{adopted.pk}/take-back").status_code == 302
    assert list(ChildGroup.objects.held()) == [meals]
    assert "It is off the record already" in at.post(f"/my/{kai.pk}/groups/{adopted.pk}/take-back", follow=True).text
    assert (Event.objects.get(verb="people.take_back_agreement").fact["how"], Reading.objects.filter(page="portal.groups").count()) == ("portal", 4)
    answer = at.post(f"/my/{kai.pk}/groups/{meals.pk}/take-back", follow=True)
    assert "held because a duty of the council needs it" in answer.text
    assert ChildGroup.objects.held().exists()


def test_what_a_young_person_agreed_to_for_themselves_their_parent_neither_sees_nor_takes_back(sign_in):
    wren = making.child("Wren Alder", born=date(2009, 3, 9))
    carer, adopted = held(wren, "young_carer", "young_person"), held(wren, "adopted", "parent")
    parent = sign_in(family(wren))
    page = parent.get(f"/my/{wren.pk}/groups").text
    assert "Young carer" not in page and "Adopted from care" in page and "The young person decides" in page
    assert parent.post(f"/my/{wren.pk}/groups/{carer.pk}/take-back").status_code == 404
    parent.post(f"/my/{wren.pk}/groups/{adopted.pk}/take-back")
    assert ChildGroup.objects.held().count() == 2
    themselves = sign_in(family(wren, "young_person"))
    assert "Young carer" in themselves.get(f"/my/{wren.pk}/groups").text
    assert themselves.post(f"/my/{wren.pk}/groups/{carer.pk}/take-back").status_code == 302
    assert ChildGroup.objects.held().count() == 1


def test_another_family_finds_nothing_there(sign_in):
    kai, wren = making.child("Kai Alder"), making.child("Wren Poole")
    adopted = held(kai, "adopted", "parent")
    at = sign_in(family(wren))
    assert at.get(f"/my/{kai.pk}/groups").status_code == 404
    assert at.post(f"/my/{kai.pk}/groups/{adopted.pk}/take-back").status_code == 404
    assert at.post(f"/my/{wren.pk}/groups/{adopted.pk}/take-back").status_code == 404
