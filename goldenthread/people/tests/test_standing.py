"""Who sees which child: the queryset and PostgreSQL's own wall give one answer, for every role, tie and day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path

from goldenthread.access import permissions
from goldenthread.access.doors import needs
from goldenthread.core import clock, wall
from goldenthread.core.actors import command
from goldenthread.core.refusals import NotAllowed
from goldenthread.people.actions import record_attendance
from goldenthread.people.children import visible
from goldenthread.people.middleware import StandingMiddleware
from goldenthread.people.models import Attendance, Child, Involvement, Membership
from goldenthread.people.policies import check_may
from goldenthread.people.standing import NOBODY, SCOPE_OF_INVOLVEMENT, permitted, stand
from tests import making

ON = making.TODAY
DAY = timedelta(days=1)
#: Periods of an involvement, and whether they hold on the day.
PERIODS = {
    "open": (ON - 30 * DAY, None),
    "from today": (ON, None),
    "until today": (ON - DAY, ON),
    "until yesterday": (ON - 30 * DAY, ON - DAY),
    "from tomorrow": (ON + DAY, None),
}


def shown_by_the_wall(table="people_child", column="id"):
    """What PostgreSQL shows with no condition of ours."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def world(db):
    """Two areas, open and closed records, and every kind of tie in every period, to a person and to a body."""
    here, there = making.area(), making.area("991", "Thornmouth")
    school, clinic, far_school = making.school(), making.body("health"), making.school(of=there)
    people = [making.somebody(role) for role in permissions.ROLES if role not in ("visitor", "api_client")]
    people += [making.somebody("setting_staff", school), making.somebody("health_adviser", clinic), making.somebody("setting_staff", far_school)]
    people += [making.officer(of=there), making.user("Nobody Yet")]
    two_seats = making.somebody("coordinator")
    Membership.objects.create(user=two_seats, organisation=far_school, role="setting_staff", from_on=ON)
    ended = making.user("Left Yesterday")
    Membership.objects.create(user=ended, organisation=making.team(), role="coordinator", from_on=date(2020, 1, 1), until_on=ON - DAY)
    coming = making.user("Comes Tomorrow")
    Membership.objects.create(user=coming, organisation=making.team(), role="coordinator", from_on=ON + DAY)
    people += [two_seats, ended, coming]

    tied = [*people[::5], school, clinic, far_school]
    for number, (area, closed, (since, until)) in enumerate(product((here, there), (None, ON - 5 * DAY), PERIODS.values())):
        for turn, who in enumerate(tied):
            role = list(SCOPE_OF_INVOLVEMENT)[(number + turn) % len(SCOPE_OF_INVOLVEMENT)]
            child = Child.objects.create(area=area, forename=f"Kai {number} {turn}", date_of_birth=date(2016, 3, 9), first_recorded_on=ON, closed_list_on=closed)
            Attendance.objects.create(child=child, setting_type="EHE")
            making.involve(who, child, role, since=since, until=until)
    return people


# About a second: some thirty people, each asked twice about some two hundred children.
def test_the_queryset_and_the_wall_show_each_person_the_same_children(world):
    ids = {}
    for person in world:
        standing = stand(person, ON)
        with wall.lifted(because="a test asks the queryset alone"):
            by_queryset = set(Child.objects.visible_to(standing, ON).values_list("pk", flat=True))
        stand(person, ON)
        ids[person.pk] = by_queryset
        assert shown_by_the_wall() == by_queryset, person.name
        assert shown_by_the_wall("people_attendance", "child_id") == by_queryset, person.name
    assert len({frozenset(each) for each in ids.values()}) > 8
    assert any(ids.values())


def test_every_child_that_is_shown_is_shown_for_a_reason_of_the_table(world):
    for person in world:
        standing = stand(person, ON)
        for child in Child.objects.visible_to(standing, ON):
            ties = [
                tie
                for tie in Involvement.objects.filter(child=child)
                if tie.from_on <= ON and (tie.until_on is None or tie.until_on >= ON)
                if tie.user_id == person.pk or tie.organisation_id in standing.organisation_ids
            ]
            by_area = ("area" in {scope for _, scope in standing.scopes_on(child, ())}) if standing.seats else False
            assert ties or by_area


def test_a_closed_record_is_shown_to_nobody_by_their_area(world):
    closed = set(Child.objects.filter(closed_list_on__isnull=False).values_list("pk", flat=True))
    for person in world:
        stand(person, ON)
        tied = set(
            Involvement.objects.filter(child__in=closed).exclude(user=None).filter(user=person).values_list("child_id", flat=True)
        )
        organisations = Membership.objects.filter(user=person).values_list("organisation", flat=True)
        tied |= set(Involvement.objects.filter(child__in=closed, organisation__in=organisations).values_list("child_id", flat=True))
        assert shown_by_the_wall() & closed <= tied


def test_a_visitor_is_shown_nothing(world):
    assert not Child.objects.visible_to(NOBODY).exists()
    assert not Child.objects.visible_to(None).exists()


def test_nobody_is_tied_to_a_child_as_a_body_is(db):
    child = making.child()
    making.involve(making.school(), child, "setting")
    wall.set_local({**wall.NOBODY, "app.wall": "lifted"})
    assert not Child.objects.filter(visible(NOBODY, ON)).exists()


@pytest.mark.parametrize("role", sorted(set(permissions.ROLES) - permissions.AREA_ROLES - {"visitor", "api_client"}))
def test_a_role_without_an_area_opens_no_child_by_itself(role, db):
    making.child()
    stand(making.somebody(role), ON)
    assert shown_by_the_wall() == set()


def test_whoever_gives_a_line_of_provision_reaches_its_child_through_their_body_and_may_know_nothing_else_of_it(db):
    body, child = making.body("provider"), making.child()
    tie = making.involve(body, child, "deliverer")
    standing = stand(making.somebody("provider", body), ON)
    assert shown_by_the_wall() == {child.pk}
    pairs = standing.scopes_on(child, [tie])
    assert permitted(pairs, "provision", "create")
    assert not any(permitted(pairs, resource, "view") for resource in ("request", "contact", "family", "plan", "document", "review"))


@pytest.mark.parametrize("role", ["administrator", "panel_member", "analyst", "forum", "parent"])
def test_a_role_gains_nothing_from_what_its_organisation_is_involved_with(role, db):
    school, child = making.school(), making.child()
    making.involve(school, child, "setting")
    person = making.somebody(role, school)
    standing = stand(person, ON)
    assert shown_by_the_wall() == set()
    assert not Child.objects.visible_to(standing, ON).exists()
    stand(making.somebody("setting_staff", school), ON)
    assert shown_by_the_wall() == {child.pk}


def test_a_seat_in_one_area_gives_no_right_in_another(db):
    here, there = making.area(), making.area("991", "Thornmouth")
    person = making.officer(of=here)
    Membership.objects.create(user=person, organisation=making.team(there), role="head_of_send", from_on=ON)
    standing = stand(person, ON)
    assert set(standing.area_ids) == {here.pk, there.pk}
    assert standing.areas_where("return", "create") == (there.pk,)
    assert standing.areas_where("ident", "export") == (there.pk,)


def test_a_setting_reads_on_for_28_days_after_a_child_left_and_writes_nothing_more(db):
    child, old, new = making.child(), making.school(), making.school()
    making.involve(old, child, "setting")
    Attendance.objects.create(child=child, organisation=old, entry_on=date(2024, 9, 1))
    senco = making.somebody("setting_staff", old)
    check_may(stand(senco, ON), child, "document", "create")
    wall.set_local({**wall.NOBODY, "app.wall": "lifted"})
    record_attendance(child=child, organisation=new, entry_on=ON, by=command("tests"), on=ON)
    last = ON + 28 * DAY
    for day, seen in ((ON, {child.pk}), (last, {child.pk}), (last + DAY, set())):
        standing = stand(senco, day)
        assert shown_by_the_wall() == seen
    standing = stand(senco, last)
    check_may(standing, child, "document", "view")
    with pytest.raises(NotAllowed):
        check_may(standing, child, "document", "create")


# Lost rights


def end_involvement(person, child):
    Involvement.objects.filter(user=person).update(until_on=ON - DAY)


def end_membership(person, child):
    Membership.objects.filter(user=person).update(until_on=ON - DAY)


def close_record(person, child):
    Child.objects.filter(pk=child.pk).update(closed_list_on=ON)


def move_child(person, child):
    Child.objects.filter(pk=child.pk).update(area=making.area("991", "Thornmouth"))


def change_role(person, child):
    Membership.objects.filter(user=person).update(role="analyst")


def by_area(child):
    return making.officer()


def by_name(child):
    person = making.somebody("psychologist")
    making.involve(person, child, "adviser")
    return person


@pytest.mark.parametrize(
    "reach, loss",
    [
        (by_name, end_involvement),
        (by_area, end_membership),
        (by_area, close_record),
        (by_area, move_child),
        (by_area, change_role),
    ],
)
def test_lost_rights_are_lost_at_the_next_request(reach, loss, db):
    child = making.child()
    person = reach(child)
    with transaction.atomic():
        stand(person, ON)
        assert shown_by_the_wall() == {child.pk}
    wall.set_local({**wall.NOBODY, "app.wall": "lifted"})
    loss(person, child)
    standing = stand(person, ON)
    assert shown_by_the_wall() == set()
    assert not Child.objects.visible_to(standing, ON).exists()


# Identity and connections


def identity():
    """What the connection still knows of whoever asked last."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.user', true), current_setting('app.areas', true), current_setting('app.organisations', true)")
        return {value or "" for value in cursor.fetchone()}


@pytest.mark.django_db(transaction=True)
def test_nobody_stays_on_the_connection_after_their_request(client):
    with clock.standing_on(ON):
        one, other = making.officer(), making.officer(of=making.area("991", "Thornmouth"))
        for person in (one, other, one, other):
            client.force_login(person)
            assert client.get("/account").status_code == 200
            assert identity() == {""}
            client.get("/no-such-page")
            assert identity() == {""}


@pytest.mark.django_db(transaction=True)
def test_nobody_stays_on_the_connection_after_a_request_that_failed(rf):
    person = making.officer()

    def fails(request):
        assert identity() != {""}
        raise RuntimeError("a fault")

    request = rf.get("/")
    request.user = person
    with pytest.raises(RuntimeError):
        StandingMiddleware(fails)(request)
    assert identity() == {""}


# Doors


def without_a_door(request):
    return HttpResponse("a secret")


@needs("user", "list")
def with_a_door(request):
    return HttpResponse("accounts")


urlpatterns = [path("without", without_a_door), path("with", with_a_door)]


@pytest.fixture
def two_pages(settings):
    """The two pages above and no other, as production would serve them."""
    settings.ROOT_URLCONF, settings.DEBUG, settings.PRODUCTION = __name__, False, True


def through_the_door(rf, person, address):
    """The answer to somebody who asks for a page, from the middleware that guards it."""
    from django.urls import resolve

    request = rf.get(address)
    request.user = person
    request.resolver_match = match = resolve(address)
    guard = StandingMiddleware(lambda request: guard.process_view(request, match.func, (), {}) or match.func(request))
    return guard(request)


def test_a_page_without_a_door_lets_nobody_pass_in_production_too(rf, two_pages, db):
    with pytest.raises(PermissionDenied, match="no door"):
        through_the_door(rf, making.somebody("administrator"), "/without")


def test_a_door_opens_to_the_roles_of_the_table_and_to_no_other(rf, two_pages, db):
    may = set(permissions.roles_that_may("user", "list"))
    for role in permissions.ROLES:
        person = making.somebody(role)
        if role in may:
            assert through_the_door(rf, person, "/with").content == b"accounts"
        else:
            with pytest.raises(PermissionDenied):
                through_the_door(rf, person, "/with")
