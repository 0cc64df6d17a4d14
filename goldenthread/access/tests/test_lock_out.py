"""Guessing is slowed, for an account and for an address, and nobody's guesses keep anybody else out.

Each try draws a page, so that a story of many tries takes a fifth of a second or more.
"""

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from goldenthread.access.models import User

from .conftest import PASSWORD
from .test_signing_in import code_of, sign_in

TOO_MANY = "There have been too many tries"


def guess(client, number, *, start=0, email="amara.osei@example.org", address="192.0.2.{}"):
    """Wrong passwords, each from another address; how many of them were judged."""
    judged = 0
    for each in range(start, start + number):
        page = sign_in(client, email=email, password=f"guess {each}", REMOTE_ADDR=address.format(each % 250))
        judged += TOO_MANY not in page.content.decode()
    return judged


def test_after_five_wrong_guesses_an_account_rests(client, user):
    assert guess(client, 7) == 5


def test_no_more_than_twenty_guesses_an_hour_are_judged_however_patient(client, user):
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False) as clock:
        judged = 0
        for five_minutes in range(12):
            judged += guess(client, 3, start=five_minutes * 3)
            clock.shift(300)
    assert judged <= 20


def test_an_unknown_address_is_slowed_in_the_same_way(client, db):
    cache.clear()
    assert guess(client, 7, email="nobody@example.org") == 5


def test_one_address_that_tries_many_accounts_is_slowed(client, db):
    cache.clear()
    judged = sum(guess(client, 1, start=each, email=f"person{each}@example.org", address="192.0.2.1") for each in range(13))
    assert judged == 10


def test_a_stranger_who_guesses_all_day_does_not_keep_the_owner_out(client, user, app_secret):
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(app_secret)})
    client.post(reverse("account_logout"))
    guess(Client(), 6)
    assert TOO_MANY in sign_in(Client()).content.decode()
    assert sign_in(client).headers["Location"] == reverse("mfa_authenticate")


def test_the_browsers_own_guesses_are_slowed_too(client, user, app_secret):
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(app_secret)})
    client.post(reverse("account_logout"))
    assert guess(client, 7) == 5


def test_a_cookie_of_another_account_opens_no_second_count(client, user):
    other = User.objects.create_user("bela.hart@example.org", PASSWORD, name="Bela Hart")
    secret = generate_totp_secret()
    TOTP.activate(other, secret)
    sign_in(client, email=other.email)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.post(reverse("account_logout"))
    assert guess(client, 7) == 5
    assert guess(Client(), 2, start=30) == 0


def test_codes_are_guessed_as_slowly(client, user, app_secret):
    sign_in(client)
    answers = [client.post(reverse("mfa_authenticate"), {"code": f"{each:06}"}).content.decode() for each in range(7)]
    assert sum(TOO_MANY not in page for page in answers) == 5
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client, user, app_secret):
    code = code_of(app_secret)
    for expected in (True, False):
        browser = Client()
        sign_in(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in browser.session) is expected


@pytest.mark.parametrize("email", ["amara.osei@example.org", "nobody@example.org"])
def test_asking_for_a_new_password_is_answered_alike_and_by_email_only(client, user, email):
    answer = client.post(reverse("account_reset_password"), {"email": email})
    assert answer.headers["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [[email]]


def test_a_new_password_by_the_link_works_once_and_still_needs_the_second_factor(client, user, app_secret):
    client.post(reverse("account_reset_password"), {"email": user.email})
    link = next(word for word in mail.outbox[0].body.split() if "/accounts/password/reset/key/" in word)
    form = client.get(link.removeprefix("http://testserver")).headers["Location"]
    client.post(form, {"password1": "four badgers counting stars"})
    assert sign_in(client, password="four badgers counting stars").headers["Location"] == reverse("mfa_authenticate")
    again = Client().get(link.removeprefix("http://testserver"))
    assert "This link does not work" in again.content.decode()


def test_mail_that_cannot_leave_is_said_plainly(client, user, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 9
    answer = client.post(reverse("account_reset_password"), {"email": user.email})
    assert answer.status_code == 503
    assert "Try again in a few minutes" in answer.content.decode()


def test_a_known_and_an_unknown_address_cost_the_same_work(client, user, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda self, *args: hashed.append(1) or encode(self, *args))
    counts = []
    for email in ("amara.osei@example.org", "nobody@example.org"):
        hashed.clear()
        sign_in(client, email=email, password="not the one at all")
        counts.append(len(hashed))
    assert counts[0] == counts[1] > 0
