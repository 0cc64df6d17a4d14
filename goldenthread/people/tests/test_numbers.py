"""A number is on record with the source it was held against and the day; one that changed since is not checked any more."""

from datetime import date

import pytest

from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.actions import correct_child
from goldenthread.people.models import Child, NumberCheck
from goldenthread.people.numbers.actions import check_number
from tests import making

from .agreeing import ON, kai, ola, signed_in, the_day

__all__ = ["kai", "ola", "the_day"]
NHS, OTHER, UPN = "9990000018", "9990000026", "H999800000001"
pytestmark = pytest.mark.django_db


def checked(kai, ola, number=NHS, **more):
    return check_number(**{"child": kai, "kind": "nhs", "number": number, "source": "health", "checked_on": ON, "by": ola, "on": ON, **more})


def test_a_record_without_a_number_gains_the_one_that_the_source_has(kai, ola):
    made = checked(kai, ola, "999 000 0018")
    kai.refresh_from_db()
    assert (kai.nhs_number, made.source, made.checked_on, made.by_id) == (NHS, "health", ON, ola.pk)
    said = Event.objects.get(verb="people.check_number").fact
    assert said["changed"] is True and NHS not in str(said)


def test_another_number_is_replaced_only_where_that_is_said(kai, ola):
    checked(kai, ola)
    with pytest.raises(Refused, match="The record has another number"):
        checked(kai, ola, OTHER)
    checked(kai, ola, OTHER, replaces=True)
    assert Child.objects.get(pk=kai.pk).nhs_number == OTHER


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"number": "9990000019"}, "NHS number"),
        ({"source": "school"}, "does not hold this kind of number"),
        ({"checked_on": date(2026, 11, 21)}, "today or in the past"),
        ({"kind": "upn", "source": "school", "number": "T99980000001A"}, "UPN"),
    ],
)
def test_what_no_source_can_have_said_is_refused_with_what_to_do(kai, ola, what, said):
    with pytest.raises(Refused, match=said):
        checked(kai, ola, **what)
    assert not NumberCheck.objects.exists()


def test_a_number_of_another_child_of_the_area_is_not_given_to_two(kai, ola):
    making.child("Noor Beck", nhs_number=NHS)
    with pytest.raises(Refused, match="Another record of the area has this number"):
        checked(kai, ola)


def test_only_whoever_may_change_who_a_child_is_records_a_check(kai, ola):
    with pytest.raises(NotAllowed):
        checked(kai, making.officer("Kit Vane"))
    assert signed_in(making.officer("Kit Other")).get(f"/children/{kai.pk}/numbers").status_code == 404


def test_the_record_says_where_a_number_comes_from_and_a_changed_one_is_not_checked(kai, ola):
    at = signed_in(ola)
    assert "not checked" not in at.get(f"/children/{kai.pk}").content.decode().lower()
    page = at.post(f"/children/{kai.pk}/numbers", {"kind": "nhs", "number": "12", "source": "health", "checked_on-day": "20", "checked_on-month": "11", "checked_on-year": "2026"})
    assert "There is a problem" in page.content.decode() and "value=\"12\"" in page.content.decode()
    checked(kai, ola)
    said = at.get(f"/children/{kai.pk}/numbers").content.decode()
    assert "999 000 0018" in said and "A health service’s record or letter, 20 November 2026, by Ola Reed" in said
    assert "checked 20 November 2026" in at.get(f"/children/{kai.pk}").content.decode()
    correct_child(child=Child.objects.get(pk=kai.pk), version=None, why="A slip", nhs_number=OTHER, by=ola, on=ON)
    assert "Not checked" in at.get(f"/children/{kai.pk}/numbers").content.decode()


def test_nobody_checked_a_number_before_its_child_was_born(kai, ola):
    with pytest.raises(Refused, match="before the child was born"):
        checked(kai, ola, checked_on=kai.date_of_birth.replace(year=2015))
    assert not NumberCheck.objects.exists()
