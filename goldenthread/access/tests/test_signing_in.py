"""A password and a second factor: nobody comes in with less, and nobody is kept out for good."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from .conftest import PASSWORD


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, email="amara.osei@example.org", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password}, **more)


def test_a_password_alone_leads_to_the_page_that_sets_up_a_second_factor(client, user):
    answer = sign_in(client)
    assert answer.status_code == 302
    assert client.get("/accounts/sessions/").headers["Location"].startswith(reverse("mfa_index"))


def test_an_authenticator_app_is_set_up_and_its_codes_are_shown_once(client, user):
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    first = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r"<code>\d{8}</code>", first)) == 10
    second = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert not re.findall(r"<code>\d{8}</code>", second)
    assert client.get("/accounts/sessions/").status_code == 200


def test_a_password_and_a_code_open_the_door(client, user, app_secret):
    assert sign_in(client).headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/accounts/sessions/").headers["Location"].startswith(reverse("account_login"))
    client.post(reverse("mfa_authenticate"), {"code": code_of(app_secret)})
    assert client.get("/accounts/sessions/").status_code == 200


def test_a_wrong_code_is_refused_in_words(client, user, app_secret):
    sign_in(client)
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "The code is not right" in page
    assert "<title>Error: Enter your code" in page


@pytest.mark.parametrize("email", ["amara.osei@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client, user, email):
    page = sign_in(client, email=email, password="not the one at all")
    assert page.status_code == 200
    assert "The email address or password is not right" in page.content.decode()
