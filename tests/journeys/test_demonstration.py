"""The demonstration's first screen in a real browser: become somebody, move the date, read the emails."""

import mailbox
from email.message import EmailMessage

import pytest
from django.urls import clear_url_caches
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE


@pytest.fixture
def demonstration(calderbeck, settings, tmp_path):
    """Switched on, as ./run does; the server that runs already has not learnt to move its clock, which a test of its own holds."""
    settings.DEMO, settings.ROOT_URLCONF = True, "tests.demonstration_urls"
    settings.MAILDIR, settings.LOCAL = tmp_path / "mail", tmp_path
    clear_url_caches()
    yield tmp_path
    clear_url_caches()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_visitor_becomes_a_coordinator_moves_the_date_and_reads_an_email(  # a browser: about 5 s
    demonstration, new_page, look, viewport
):
    box = mailbox.Maildir(str(demonstration / "mail"), create=True)
    message = EmailMessage()
    message["Subject"], message["X-Envelope-To"] = "You are invited", "new.colleague@example.org"
    message.set_content("Open this address within seven days:\n\nhttp://localhost:8000/invitations/abc\n")
    box.add(message)
    (demonstration / "demo-return-small.xml").write_text("<Message/>")
    page = new_page(viewport=viewport)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Try Golden Thread in an invented place")
    look(page, "demonstration")
    page.get_by_text("Email addresses and secrets").click()
    look(page, "demonstration secrets")
    page.get_by_role("button", name="Forward one month").click()
    expect(page.get_by_text("The demonstration’s date is now")).to_be_visible()
    page.get_by_role("button", name="Back to the real date").click()
    page.get_by_role("link", name="Read its emails").click()
    look(page, "demonstration inbox")
    page.get_by_role("link", name="You are invited").click()
    look(page, "demonstration email")
    page.get_by_role("link", name="Become someone else").click()
    page.get_by_role("button", name="Become Ellis").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    expect(page.locator(".gt-demo")).to_contain_text("You are Ellis Marlow")
    look(page, "demonstration my work")
