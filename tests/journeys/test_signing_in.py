"""Signing in, as a person does it: by keyboard, with an app's codes, and with a passkey of a (virtual) device."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from goldenthread.access.models import User
from goldenthread.access.tests.test_signing_in import code_of

PASSWORD = "three otters reading quietly"


@pytest.fixture
def amara(transactional_db):
    cache.clear()
    return User.objects.create_user("amara.osei@example.org", PASSWORD, name="Amara Osei")


def with_a_device(page):
    """A device in the browser that holds passkeys and knows its owner's finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def type_password(page):
    page.get_by_label("Email address").fill("amara.osei@example.org")
    page.locator("#password").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_an_app_is_set_up_at_the_first_sign_in_and_its_code_is_asked_for_at_the_next(page, phone, look, amara):
    page.goto("/accounts/login/")
    look(page, "sign in")
    page.get_by_role("button", name="Sign in", exact=True).click()
    look(page, "sign in, nothing entered")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    type_password(page)
    page.get_by_role("heading", name="Set up a second factor").wait_for()
    look(page, "second factor")
    page.get_by_role("button", name="Set up an authenticator app").click()
    look(page, "authenticator app")
    page.get_by_text("I cannot scan the picture").click()
    secret = page.locator("details code").inner_text().replace(" ", "")
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    look(page, "recovery codes")
    codes = page.locator("main code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("button", name="Sign out").click()

    phone.goto("/accounts/login/")
    look(phone, "sign in")
    type_password(phone)
    phone.get_by_role("heading", name="Enter your code").wait_for()
    look(phone, "enter a code")
    phone.get_by_label("Code").fill(codes[0])
    phone.keyboard.press("Enter")
    phone.wait_for_url(re.compile(r"^(?!.*accounts)"))
    phone.goto("/accounts/sessions/")
    look(phone, "sessions")
    phone.goto("/account")
    look(phone, "account")


def test_a_passkey_is_set_up_and_then_is_all_that_is_needed(page, look, amara):
    with_a_device(page)
    page.goto("/accounts/login/")
    type_password(page)
    page.get_by_role("button", name="Set up a passkey").click()
    look(page, "passkey")
    page.get_by_label("Let me sign in with this passkey alone, without my password").check()
    page.get_by_role("button", name="Set up passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert Authenticator.objects.filter(user=amara, type="webauthn").count() == 1
    page.goto("/accounts/2fa/passkeys/")
    look(page, "passkeys")
    page.get_by_role("button", name="Sign out").click()

    page.goto("/accounts/login/?next=/account")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(re.compile("^(?!.*login)"))
    page.goto("/account")
    page.get_by_role("heading", name="Your account").wait_for()


def test_a_passkey_is_a_second_factor_after_the_password(page, look, amara):
    with_a_device(page)
    page.goto("/accounts/login/")
    type_password(page)
    page.get_by_role("button", name="Set up a passkey").click()
    page.get_by_role("button", name="Set up passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    type_password(page)
    page.get_by_role("heading", name="Enter your code").wait_for()
    look(page, "code or passkey")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(re.compile(r"^(?!.*accounts)"))
    page.goto("/account")
    page.get_by_role("heading", name="Your account").wait_for()


def test_a_device_without_a_passkey_is_told_so_in_words(page, look, amara):
    page.goto("/accounts/login/")
    page.evaluate("() => { navigator.credentials.get = async () => { throw new Error('none') } }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey did not work").wait_for()
    look(page, "passkey did not work")


def test_everything_but_passkeys_works_without_scripts(new_page, amara):
    page = new_page(java_script_enabled=False)
    page.goto("/accounts/login/")
    assert page.get_by_text("Passkeys need JavaScript").is_visible()
    type_password(page)
    page.get_by_role("button", name="Set up an authenticator app").click()
    page.get_by_text("I cannot scan the picture").click()
    secret = page.locator("details code").inner_text().replace(" ", "")
    page.get_by_label("Code from the app").fill(code_of(secret))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Recovery codes").wait_for()
