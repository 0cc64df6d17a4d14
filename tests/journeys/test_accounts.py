"""An administrator invites somebody, a second one agrees, and the invited person sets up their account."""

from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from goldenthread.access.tests.test_signing_in import code_of
from goldenthread.people.models import Membership
from tests import making

PASSWORD = "three otters reading quietly"


@pytest.fixture
def administrators(transactional_db):
    cache.clear()
    return [making.somebody("administrator", name=name) for name in ("Ada Field", "Ben Moss")]


def test_two_administrators_give_a_role_and_the_invited_person_takes_it_up(new_page, phone, look, sign_in, administrators):
    ada, ben = administrators
    making.school("Brook Primary School")
    page, other = new_page(), new_page()
    sign_in(page, ada)
    page.goto("/users")
    look(page, "accounts")
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_role("button", name="Send the invitation").click()
    look(page, "invite, nothing entered")
    page.get_by_label("Full name").fill("Nia Hale")
    page.get_by_label("Work email address").fill("nia.hale@example.org")
    page.get_by_label("Role", exact=True).select_option(label="EHC coordinator")
    page.get_by_label("Organisation", exact=True).select_option(label=making.team().name)
    page.get_by_role("button", name="Send the invitation").press("Enter")
    page.get_by_text("once a second administrator agrees").wait_for()
    look(page, "accounts, one waiting")
    assert not page.get_by_role("button", name="Agree").count()

    sign_in(other, ben)
    other.goto("/users")
    other.get_by_role("button", name="Agree").click()
    other.get_by_text("We have sent Nia Hale an email").wait_for()
    link = next(word for word in mail.outbox[-1].body.split() if "/invitations/" in word)

    phone.goto(link)
    look(phone, "invitation")
    phone.locator("#password").fill("password1234")
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="easy to guess").wait_for()
    look(phone, "invitation, a password easy to guess")
    phone.locator("#password").fill(PASSWORD)
    phone.keyboard.press("Enter")
    phone.get_by_role("heading", name="Set up a second factor").wait_for()
    phone.get_by_role("button", name="Set up an authenticator app").click()
    look(phone, "authenticator app")
    phone.get_by_text("I cannot scan the picture").click()
    phone.get_by_label("Code from the app").fill(code_of(phone.locator("details code").inner_text().replace(" ", "")))
    phone.keyboard.press("Enter")
    phone.get_by_role("heading", name="Recovery codes").wait_for()
    look(phone, "recovery codes")
    for address in ("/account", "/roles", "/roles/coordinator", "/accounts/2fa/"):
        phone.goto(address)
        look(phone, address)

    membership = Membership.objects.get(user__email="nia.hale@example.org")
    assert (membership.role, membership.from_on >= date(2020, 1, 1)) == ("coordinator", True)
    other.goto(reverse("user", args=[membership.user_id]))
    look(other, "an account")
    other.get_by_role("button", name="End this role").click()
    other.get_by_text("The role has ended").wait_for()
    phone.goto("/account")
    assert "/accounts/login/" in phone.url
    look(phone, "signed out")
