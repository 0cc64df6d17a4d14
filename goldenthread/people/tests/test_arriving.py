"""Who arrives with a session: the person and their standing, or nobody and a closed wall."""

import pytest
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.db import ProgrammingError, connection, transaction
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from goldenthread.access.models import User
from goldenthread.core import wall
from goldenthread.people.backends import Backend, arrive
from goldenthread.people.models import Child, Membership
from goldenthread.people.standing import NOBODY, stand
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return making.officer()


@pytest.fixture
def asked(client, officer):
    """What Django puts on a request as its user, not looked up yet."""
    client.force_login(officer)
    request = RequestFactory().get("/")
    request.session = client.session
    assert request.session[SESSION_KEY] == str(officer.pk)
    return SimpleLazyObject(lambda: get_user(request))


def shown() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.wall', true), current_setting('app.user', true)")
        return "/".join(cursor.fetchone())


def test_a_person_comes_with_their_standing_and_the_wall_is_set_to_them(officer, asked, django_assert_num_queries):
    with django_assert_num_queries(1):  # the session was read before
        standing = arrive(asked)
    assert standing.user_id == officer.pk
    assert standing.seats and standing.area_ids
    assert asked == officer
    assert shown() == f"standing/{officer.pk}"
    assert wall.current()["app.user"] == str(officer.pk)


@pytest.mark.parametrize("change", ["password", "sessions_ended", "is_active", "gone"])
def test_a_session_that_no_longer_holds_leaves_the_wall_closed(officer, asked, change):
    asked_of = User.objects.filter(pk=officer.pk)
    if change == "gone":
        Membership.objects.filter(user=officer).delete()
        asked_of.delete()
    else:
        asked_of.update(**{change: {"password": "another", "sessions_ended": 9, "is_active": False}[change]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.wall', '', true), set_config('app.user', '', true)")
    assert arrive(asked) is NOBODY
    assert not asked.is_authenticated
    assert shown() == "/"


def test_to_look_somebody_up_elsewhere_moves_no_wall(officer):
    other = making.officer()
    stand(officer)
    assert Backend().get_user(other.pk) == other
    assert shown() == f"standing/{officer.pk}"


def test_somebody_known_already_is_stood_by_themself(officer):
    assert arrive(officer) == stand(officer)
    assert arrive(AnonymousUser()) is NOBODY


def test_whoever_is_not_signed_in_stands_before_a_closed_wall_whatever_the_scene_was():
    making.child()
    with wall.lifted(because="a scene stands open"):
        assert Child.objects.exists()
        assert arrive(AnonymousUser()) is NOBODY
        assert shown() == "/"
        with pytest.raises(ProgrammingError, match="Nobody said who is asking"), transaction.atomic():
            Child.objects.exists()
