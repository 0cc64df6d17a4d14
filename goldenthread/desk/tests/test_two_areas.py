"""A right in one area is none in another: lists go by the role and the area together."""

from datetime import date

import pytest
from django.urls import reverse

from goldenthread.access import permissions
from goldenthread.casework.recording import areas_to_record_in
from goldenthread.desk.reach import reach
from goldenthread.people.models import Membership, Organisation
from goldenthread.people.standing import stand
from goldenthread.people.words import search_parameters

from . import making

ON = date(2026, 11, 20)


@pytest.fixture
def two_seats(db):
    """Head of SEND here, coordinator there."""
    here, there = making.area(), making.area("Thornmouth")
    user = making.officer(here, role="head_of_send")
    team, _ = Organisation.objects.get_or_create(area=there, kind="send_team", name="SEND team")
    Membership.objects.create(user=user, organisation=team, role="coordinator", from_on=date(2020, 1, 1))
    return user, here, there


@pytest.fixture
def without(monkeypatch):
    """Take a right from a role, for this test."""

    def take(role, resource, action):
        monkeypatch.delitem(permissions.TABLE["grants"][resource][action], role)
        permissions.scopes.cache_clear()

    yield take
    monkeypatch.undo()
    permissions.scopes.cache_clear()


def test_lists_and_search_reach_the_areas_where_the_role_may_list(two_seats, without):
    user, here, there = two_seats
    assert {here.pk, there.pk} <= set(reach(stand(user, ON)).parameters["areas"])
    without("head_of_send", "ident", "list")
    assert reach(stand(user, ON)).parameters["areas"] == [there.pk]
    assert search_parameters(stand(user, ON), "Amy")["areas"] == [there.pk]


def test_the_team_page_counts_the_areas_where_the_role_may_list_requests(two_seats, without, client):
    user, here, there = two_seats
    making.child(here, received_on=ON)
    making.child(there, received_on=ON, surname="Birch")
    making.sign_in(client, user)
    assert client.get("/work?tab=team").context["counts"].all == 2
    without("head_of_send", "request", "list")
    assert client.get("/work?tab=team").context["counts"].all == 1


def test_a_request_is_recorded_for_the_area_where_the_role_may_record_one(two_seats):
    user, _, there = two_seats
    assert areas_to_record_in(stand(user, ON)) == [there.pk]


def test_an_account_offers_changes_only_to_those_who_may_make_them_there(two_seats, client):
    _, here, there = two_seats
    other = making.officer(here, name="Sam Okoye")
    both = making.officer(there, role="administrator")
    team = Organisation.objects.get(area=here, kind="send_team")
    Membership.objects.create(user=both, organisation=team, role="information_governance", from_on=date(2020, 1, 1))
    making.sign_in(client, both)
    page = client.get(reverse("user", args=[other.pk])).content.decode()
    assert "Sam Okoye" in page
    assert "End this role" not in page
