"""Every sign-in page has one heading, a title, a label for each field and the house's look."""

import re

import pytest
from django.urls import reverse
from lxml import html

from goldenthread.access.models import User
from goldenthread.access.tests.test_signing_in import PASSWORD, code_of, sign_in

OPEN_TO_ALL = ["account_signup", "account_login", "account_inactive", "account_reset_password", "account_reset_password_done", "socialaccount_login_cancelled", "socialaccount_login_error"]
FOR_THE_SIGNED_IN = [
    "account_change_password",
    "account_logout",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "usersessions_list",
    "socialaccount_connections",
]


def faults(answer):
    """What is wrong with a page, in words; an empty list when it is well made."""
    assert answer.status_code in (200, 401, 403), answer.status_code
    text = answer.content.decode()
    page = html.fromstring(text)
    wrong = []
    if len(page.xpath("//h1")) != 1:
        wrong.append(f"{len(page.xpath('//h1'))} headings of the first rank")
    title = page.findtext(".//title") or ""
    if not re.match(r".+ – .+ – Golden Thread$", title):
        wrong.append(f"the title is {title!r}")
    if page.xpath("//style | //*[@style] | //script[not(@src) and not(@type='application/json')] | //*[@onclick]"):
        wrong.append("a style or script inside the page")
    for field in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        if not page.xpath(f"//label[@for='{field.get('id')}']"):
            wrong.append(f"no label for {field.get('name')}")
    if len(page.xpath("//*[@id]")) != len({each.get("id") for each in page.xpath("//*[@id]")}):
        wrong.append("an id twice")
    words = [each.text_content().strip() for each in page.xpath("//main//a")]
    if len(words) != len(set(words)):
        wrong.append("two links with the same words")
    return wrong


@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_a_page_for_everybody_is_well_made(client, db, name):
    assert faults(client.get(reverse(name))) == []


@pytest.mark.parametrize("name", FOR_THE_SIGNED_IN)
def test_a_page_for_the_signed_in_is_well_made(client, user, name):
    client.force_login(user)
    assert faults(client.get(reverse(name))) == []


def test_the_pages_of_somebody_with_an_app_are_well_made(client, user, app_secret):
    client.force_login(user)
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_generate_recovery_codes", "mfa_reauthenticate"):
        assert faults(client.get(reverse(name))) == [], name


def test_the_page_that_asks_for_the_password_again_is_well_made(client, user):
    client.force_login(user)
    session = client.session
    del session["second_factor_at"]
    session["signed_in_at"] -= 600
    session.save()
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert faults(client.get(answer.headers["Location"])) == []


def test_the_page_that_asks_for_the_code_is_well_made(client, user, app_secret):
    sign_in(client)
    assert faults(client.get(reverse("mfa_authenticate"))) == []


@pytest.mark.parametrize("name, data", [("account_login", {}), ("account_reset_password", {"email": "amara"}), ("account_change_password", {"password1": "short"})])
def test_an_error_is_summed_up_at_the_top_and_links_to_its_field(client, user, name, data):
    if name == "account_change_password":
        client.force_login(user)
    answer = client.post(reverse(name), data)
    assert faults(answer) == []
    page = html.fromstring(answer.content.decode())
    assert page.findtext(".//title").startswith("Error: ")
    targets = page.xpath("//*[contains(@class,'govuk-error-summary')]//a/@href")
    assert targets and all(page.xpath(f"//*[@id='{target[1:]}']") for target in targets)


def test_signing_out_needs_a_form(client, user):
    client.force_login(user)
    client.get(reverse("account_logout"))
    assert client.get(reverse("usersessions_list")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("usersessions_list")).status_code == 302


def test_nobody_makes_their_own_account(client, db):
    typed = {"email": "nobody@example.org", "password1": PASSWORD}
    assert "by invitation" in client.post(reverse("account_signup"), typed).content.decode()
    assert not User.objects.exists()


def test_recovery_codes_are_well_shown(client, user):
    sign_in(client, password=PASSWORD)
    client.get(reverse("mfa_activate_totp"))
    client.post(reverse("mfa_activate_totp"), {"code": code_of(client.session["mfa.totp.secret"])})
    assert faults(client.get(reverse("mfa_view_recovery_codes"))) == []
