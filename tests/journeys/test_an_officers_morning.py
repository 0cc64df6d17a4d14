"""Ellis, an EHC coordinator, comes in: what is late and why it is late, what happened, and who has looked."""

from __future__ import annotations

from django.core.cache import cache
from playwright.sync_api import expect

from goldenthread.access.tests.test_signing_in import code_of
from goldenthread.demo.setting_up import secret_of
from goldenthread.demo.staff import PASSWORD
from tests.journeys.conftest import PHONE


def test_what_is_late_is_first_and_says_why_and_who_has_looked(page, look, calderbeck):  # a browser: about 10 s
    cache.clear()
    # Given Ellis, who signs in with a password and the code of an app
    page.goto("/")
    look(page, "front")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Email address").fill(calderbeck("ellis").email)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(code_of(secret_of("ellis")))
    page.keyboard.press("Enter")

    # Then the first thing on the screen is what is late, and the oldest comes first
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("Late")
    look(page, "my work")
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("late")
    name = first.get_by_role("link").inner_text()

    # When Ellis opens that child, it is late there too, and says by which rule
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".gt-next")).to_contain_text("late")
    look(page, "record")
    page.get_by_role("link", name="Dates").click()
    card = page.locator(".gt-clock--late").first
    card.get_by_text("Why this date").click()
    expect(card.get_by_text("regulation").or_(card.get_by_text("section")).first).to_be_visible()
    look(page, "record dates")

    # And everything that happened, who is involved and what was written can be read
    for part in ("What has happened", "People", "Papers"):
        page.get_by_role("link", name=part, exact=True).click()
        expect(page.locator("[aria-current=page]").last).to_have_text(part)
        look(page, f"record {part}")

    # And Ellis’s own look is on the list of who has looked
    page.get_by_role("link", name="Who looked").click()
    expect(page.locator("tbody tr").first).to_contain_text("Ellis Marlow")
    look(page, "record who looked")


def test_the_same_on_a_phone(phone, look, sign_in, calderbeck):  # a browser: about 6 s
    sign_in(phone, calderbeck("ellis"))
    phone.goto("/work")
    look(phone, "my work")
    phone.locator("tbody tr").first.get_by_role("link").click()
    look(phone, "record")
    for part in ("Dates", "What has happened", "People", "Papers", "Who looked"):
        phone.get_by_role("link", name=part, exact=True).click()
        look(phone, f"record {part}")
    assert phone.viewport_size == PHONE
