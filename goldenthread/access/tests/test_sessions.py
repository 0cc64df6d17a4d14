"""A session ends when it has rested, when it is old, and wherever its owner says so; and it costs no query to ask."""

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.access import session as rules
from goldenthread.access.fresh import fresh
from goldenthread.access.sign_in import sign_in as sign_in_directly
from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed

from .conftest import PASSWORD
from .test_signing_in import code_of, sign_in

PAGE = "/accounts/sessions/"
START = "2026-11-20T09:00:00Z"


def is_in(client):
    return client.get(PAGE).status_code == 200


@pytest.fixture
def at_nine():
    with time_machine.travel(START, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("minutes, still_in", [(14, True), (17, False)])
def test_staff_are_signed_out_after_a_quarter_of_an_hour_of_rest(client, user, at_nine, minutes, still_in):
    client.force_login(user)
    at_nine.shift(minutes * 60)
    assert is_in(client) is still_in


def test_whoever_is_busy_stays_in_and_nobody_stays_longer_than_twelve_hours(client, user, at_nine):
    client.force_login(user)
    for _ in range(49):
        at_nine.shift(14 * 60 + 40)
        assert is_in(client)
    at_nine.shift(120)
    assert not is_in(client)


def test_the_page_of_signing_in_says_why(client, user, at_nine):
    client.force_login(user)
    at_nine.shift(3600)
    assert "because you did nothing for 15 minutes" in client.get(PAGE, follow=True).content.decode()


def test_answering_the_warning_begins_the_rest_again(client, user, at_nine):
    client.force_login(user)
    at_nine.shift(14 * 60)
    assert client.post(reverse("stay_signed_in")).status_code == 204
    at_nine.shift(14 * 60)
    assert is_in(client)


def test_signing_out_everywhere_acts_at_the_next_request_on_every_computer(client, user):
    other = Client()
    client.force_login(user)
    other.force_login(user)
    other.post(reverse("sign_out_everywhere"))
    assert not is_in(client)
    assert not is_in(other)


def test_signing_out_everywhere_else_leaves_this_one(user, app_secret):
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code_of(app_secret)})
        app_secret_used(user)
    assert "this one" in here.get(PAGE).content.decode()
    here.post(reverse("usersessions_list"))
    assert is_in(here)
    assert not is_in(there)


def app_secret_used(user):
    """Lets the same code be used by the next browser of the story."""
    from django.core.cache import cache

    cache.clear()


def test_a_new_password_ends_every_session(client, user):
    other = Client()
    for browser in (client, other):
        browser.force_login(user)
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "four badgers counting stars"})
    assert not is_in(client)
    assert not is_in(other)


def test_a_closed_account_is_out_at_its_next_request(client, user):
    client.force_login(user)
    user.is_active = False
    user.save()
    assert not is_in(client)


def test_signing_in_makes_a_new_session(client, user, app_secret):
    client.get(reverse("account_login"))
    sign_in(client)
    before = client.session.session_key
    client.post(reverse("mfa_authenticate"), {"code": code_of(app_secret)})
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_asking_costs_the_session_and_the_user_with_their_standing_and_nothing_else(client, user):
    client.force_login(user)
    client.get("/roles")
    with CaptureQueriesContext(connection) as seen:
        assert client.get("/roles").status_code == 200
    of_the_frame = ("SAVEPOINT", "RELEASE", "SELECT set_config")
    asked = [query["sql"].strip() for query in seen if not query["sql"].strip().startswith(of_the_frame)]
    assert [sql.split()[1] for sql in asked] == ["session_data", "seats"]


@pytest.mark.parametrize("key", ["", "x", "nobody-has-this-key-of-a-session", "a" * 32, "\\000" * 8, "é" * 32])
def test_a_key_that_no_session_has_is_nobody(client, db, key):
    client.cookies["session"] = key
    assert client.get("/roles").status_code == 302


# The second factor again


def ask(client, rf, user, session):
    request = rf.get("/danger?of=it")
    request.user, request.session = user, session
    request.allauth = None
    return fresh(lambda request: HttpResponse("done"))(request)


def test_a_dangerous_page_opens_just_after_a_second_factor(client, rf, user, app_secret):
    client.force_login(user)
    assert ask(client, rf, user, client.session).content == b"done"


def test_a_dangerous_page_asks_again_after_five_minutes(client, rf, user, app_secret):
    client.force_login(user)
    session = client.session
    session[rules.FACTOR] -= 301
    answer = ask(client, rf, user, session)
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate") + "?next=")


def test_showing_it_again_makes_it_fresh_and_leads_back(client, user, app_secret):
    client.force_login(user)
    session = client.session
    session[rules.FACTOR] -= 301
    session.save()
    there = client.get(reverse("mfa_deactivate_totp"))
    assert there.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    back = client.post(there.headers["Location"], {"code": code_of(app_secret)})
    assert back.headers["Location"] == reverse("mfa_deactivate_totp")
    assert rules.is_fresh(client.session)
    assert client.get(back.headers["Location"]).status_code == 200


# Nobody is without a second factor


@pytest.mark.parametrize("name", ["usersessions_list", "account_change_password", "socialaccount_connections", "roles", "account"])
def test_without_a_second_factor_no_page_opens_but_those_that_set_one_up(client, user, name):
    sign_in(client)
    assert client.get(reverse(name)).headers["Location"].startswith(reverse("mfa_index"))


def test_the_last_second_factor_cannot_be_taken_away(client, user, app_secret):
    from allauth.mfa.models import Authenticator

    client.force_login(user)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    assert "cannot be removed yet" in client.get(reverse("mfa_deactivate_totp")).content.decode()


def test_the_seed_of_an_app_is_locked_in_the_database(user, app_secret):
    from allauth.mfa.models import Authenticator

    assert app_secret not in str(Authenticator.objects.get(user=user, type="totp").data)


def test_signing_in_with_one_click_is_only_for_the_demonstration(rf, user):
    request = rf.get("/")
    with pytest.raises(NotAllowed):
        sign_in_directly(request, user, how="persona", second_factor=True)
    with pytest.raises(NotAllowed):
        sign_in_directly(request, user, how="invitation", second_factor=True)


# What is kept


def test_every_sign_in_and_every_change_to_it_is_kept(client, user, app_secret):
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(app_secret)})
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "four badgers counting stars"})
    user.refresh_from_db()
    client.force_login(user)
    client.post(reverse("sign_out_everywhere"))
    kept = Event.objects.filter(subject_type="access.user", subject_id=str(user.pk)).order_by("pk")
    assert [event.verb for event in kept] == ["access.signed_in", "access.password_changed", "access.sign_out_everywhere"]
    assert kept[0].fact == {"by": ["password", "mfa"], "second_factor": True}
    assert user.email not in str([event.fact for event in kept])
    assert [message.subject for message in mail.outbox] == ["Your password was changed"]


@pytest.mark.parametrize("days, answer", [(89, 302), (91, 403)])
def test_an_account_that_nobody_used_for_ninety_days_sleeps(client, user, at_nine, days, answer):
    sign_in(client)
    client.post(reverse("account_logout"))
    at_nine.shift(days * 24 * 3600)
    assert sign_in(client).status_code == answer
