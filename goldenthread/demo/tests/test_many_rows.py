"""Rows made and written by the thousand are the rows that Django would make and write."""

from datetime import date

import pytest
from django.db import models

from goldenthread.casework.models import Request
from goldenthread.core import rows
from goldenthread.core.actions import action, record
from goldenthread.core.gathering import gathered
from goldenthread.core.models import Event
from goldenthread.people.deadlines import Kept
from goldenthread.people.models import Address, Attendance, Child, Deadline, SenNeed
from goldenthread.plans.models import Plan
from goldenthread.reviews.models import Review
from tests import making

FIXED = {"at", "id", "reference", "queued_at"}  # made anew for each row


def held(row):
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name not in FIXED}


@pytest.mark.parametrize("model", [Child, Address, Attendance, SenNeed, Plan, Review, Request, Event])
def test_a_row_made_quickly_holds_what_django_gives_it(model):
    assert held(rows.new(model)) == held(model())


def test_a_row_made_quickly_knows_what_it_belongs_to():
    child = rows.new(Child, forename="Kai")
    address = rows.new(Address, child=child)
    assert address.child is child
    assert address.child_id == child.pk == address.child.pk
    assert rows.new(Plan, child_id=child.pk).child_id == child.pk
    assert rows.new(Child).pk != rows.new(Child).pk


def test_a_name_that_the_model_has_not_is_a_fault():
    with pytest.raises(TypeError, match="Child has no surnam"):
        rows.new(Child, surnam="Alder")


@action
def write(*, model, members, many, by, on):
    rows.insert_many(model, members) if many else rows.insert(members)
    record("test.write")


@pytest.mark.django_db
@pytest.mark.parametrize("many", [True, False])
def test_many_rows_are_written_as_they_stand_codes_among_them(many):
    child = making.child()
    asked = rows.new(
        Request, child=child, area_id=child.area_id, received_on=date(2026, 3, 2), route=Request.Route.YOUNG_PERSON,
        channel=Request.Channel.POST, about="Tab\tand \\ and ’", in_youth_accommodation=False,
    )  # fmt: skip
    write(model=Request, members=[asked], many=many, by=making.officer(), on=making.TODAY)
    kept = Request.objects.get(pk=asked.pk)
    assert held(kept) == held(asked)
    assert kept.route == "young_person"
    assert not asked._state.adding


@pytest.mark.django_db
def test_events_keep_their_facts_and_light_rows_their_dates():
    child = making.child()
    fact = {"dates": ["2026-01-01"], "who": None, "quote": 'a "b" \\ c'}
    write(
        model=Event,
        members=[Event(verb="test.fact", on=making.TODAY, fact=fact)],
        many=True,
        by=making.officer(),
        on=making.TODAY,
    )
    assert Event.objects.get(verb="test.fact").fact == fact
    light = Kept(
        child.pk,
        child.area_id,
        None,
        "plan",
        child.pk,
        "AR-NEXT12",
        "limit",
        "",
        making.TODAY,
        making.TODAY,
        None,
        None,
        None,
    )
    write(model=Deadline, members=[light], many=True, by=making.officer(), on=making.TODAY)
    assert Deadline.objects.get(matter_id=child.pk).due_on == making.TODAY


@pytest.mark.django_db
def test_any_of_many_ids_finds_what_in_finds(django_assert_num_queries):
    children = [making.child(f"Kai {number}") for number in range(3)]
    ids = [child.pk for child in children[:2]]
    assert set(Child.objects.filter(id__any=ids)) == set(Child.objects.filter(id__in=ids))
    assert not Child.objects.filter(id__any=[]).exists()
    for child in children:
        write(
            model=SenNeed, members=[SenNeed(child=child, need="ASD")], many=False, by=making.officer(), on=making.TODAY
        )
    with django_assert_num_queries(1):
        found = gathered(SenNeed.objects.filter(child_id__any=ids), "child_id")
    assert {child_id: [need.need for need in needs] for child_id, needs in found.items()} == {
        key: ["ASD"] for key in ids
    }
    assert isinstance(SenNeed.objects.filter(child_id__any=ids), models.QuerySet)
