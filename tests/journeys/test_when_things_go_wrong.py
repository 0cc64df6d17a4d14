"""What a person meets on a bad day: pages that fail, sessions that end, two people at one form."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.urls import path
from playwright.sync_api import expect

from goldenthread.access.doors import public
from goldenthread.casework.tests import situations
from goldenthread.config.urls import handler400, handler403, handler404, handler500
from goldenthread.config.urls import urlpatterns as house
from tests import making
from tests.journeys.steps import date, heading, press


@public
def breaks(request):
    """A page with a fault in it."""
    raise RuntimeError("This must not be shown to anybody")


@public
def suspicious(request):
    """A page that was asked for something it does not understand."""
    from django.core.exceptions import BadRequest

    raise BadRequest("This must not be shown to anybody")


@public
def away(request):
    """A page whose database has gone."""
    raise OperationalError("This must not be shown to anybody")


urlpatterns = [path("breaks", breaks), path("suspicious", suspicious), path("away", away), *house]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@pytest.mark.parametrize(
    ("address", "status"), [("/suspicious", 400), ("/roles/nothing", 404), ("/no-such-page", 404), ("/breaks", 500), ("/away", 500)]
)
def test_a_page_that_cannot_be_shown_says_so_in_plain_words(chromium, live_server, look, settings, sign_in, officer, address, status):
    """Its own browser context: the console of these pages rightly speaks of an error."""
    settings.ROOT_URLCONF = "tests.journeys.test_when_things_go_wrong"
    for width in (1280, 320):
        context = chromium.new_context(base_url=live_server.url, viewport={"width": width, "height": 640})
        page = context.new_page()
        sign_in(page, officer)
        assert page.goto(address).status == status
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert "must not be shown" not in page.content()
        look(page, f"error {address}")
        context.close()


@pytest.fixture
def officer(transactional_db, files):
    return making.officer("Priya Nair")


def test_a_form_that_was_open_when_the_session_ended_comes_back_with_its_words(page, look, sign_in, officer):
    sign_in(page, officer)
    page.goto("/requests/new")
    press(page, "Start now")
    page.get_by_label("First name").fill("Kai")
    page.get_by_label("Last name").fill("Alder")
    with page.expect_response("**/drafts/**"):
        page.evaluate("() => { Object.defineProperty(document, 'hidden', { value: true }); document.dispatchEvent(new Event('visibilitychange')) }")
    page.context.clear_cookies()
    press(page, "Find or start a record")
    expect(page.get_by_label("Forename")).to_have_value("Kai")  # in the answer itself: nobody knows whose it was
    look(page, "signed out in the middle")
    sign_in(page, officer)
    page.goto("/requests/new")
    page.get_by_role("link", name="Kai Alder").click()
    look(page, "tasks of a draft")
    page.get_by_role("link", name="Who the request is about").or_(page.locator(".govuk-task-list__link").first).first.click()
    expect(page.get_by_label("First name")).to_have_value("Kai")
    expect(page.get_by_label("Last name")).to_have_value("Alder")


def test_a_form_sent_after_the_session_ended_is_filled_in_again_after_signing_in(page, new_page, look, sign_in, officer):
    request = situations.received(by=officer)
    address = f"/requests/{request.pk}/received-date"
    sign_in(page, officer)
    page.goto(address)
    date(page, "When was the request received?", 3, 11, 2026)
    page.get_by_label("How do you know?").fill("The envelope has a stamp of the 3rd.")
    page.context.clear_cookies(name="session")
    press(page, "Correct the date")
    expect(page.locator("main")).to_contain_text("kept for an hour")
    look(page, "signed out, and what was typed is kept")
    sign_in(page, officer)
    page.goto(address)
    expect(page.get_by_label("How do you know?")).to_have_value("The envelope has a stamp of the 3rd.")
    expect(page.get_by_label("Day")).to_have_value("3")
    look(page, "what was typed is on the form again")
    press(page, "Correct the date")
    heading(page, "Request for an assessment")


def test_of_two_who_correct_one_date_the_second_sees_both(page, new_page, look, sign_in, officer):
    # Given two officers with the same form open
    request = situations.received(by=officer)
    other = new_page()
    sign_in(page, officer)
    page.goto(f"/requests/{request.pk}/received-date")
    sign_in(other, making.somebody("team_manager", name="Tomas Reyes"))
    other.goto(f"/requests/{request.pk}/received-date")
    # When both send it
    for who, day in ((page, 3), (other, 4)):
        date(who, "When was the request received?", day, 11, 2026)
        who.get_by_label("How do you know?").fill(f"The envelope has a stamp of the {day}th.")
        press(who, "Correct the date")
    # Then the first is believed, and the second is shown what is recorded now beside their own words
    heading(page, "Request for an assessment")
    expect(other.locator(".govuk-error-summary")).to_contain_text("Somebody else changed this record")
    expect(other.locator("main")).to_contain_text("received on 3 November 2026")
    expect(other.get_by_label("Day")).to_have_value("4")
    expect(other.get_by_label("How do you know?")).to_have_value("The envelope has a stamp of the 4th.")
    look(other, "somebody else was first")
    # And may send it again, knowing that
    press(other, "Correct the date")
    heading(other, "Request for an assessment")
