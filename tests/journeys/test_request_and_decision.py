"""One journey that is true from the first click to the last: a request comes in, and is decided, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from goldenthread.access import session as rules
from goldenthread.casework.models import Decision, Request
from goldenthread.core.models import Draft
from tests import making
from tests.journeys.conftest import PHONE

WHY = "Kai’s speech is two years behind, and the school’s own therapist has helped Kai to catch up."


def signed_in() -> dict:
    """What the session of somebody with a second factor holds."""
    session: dict = {}
    rules.begin(session, second_factor=True)
    return session


@pytest.fixture
def officer(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return making.officer("Priya Nair")


def date(page, group, day, month, year):
    boxes = page.get_by_role("group", name=group)
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        boxes.get_by_label(label).fill(str(value))


def continues(page, button="Save and continue"):
    page.get_by_role("button", name=button, exact=True).click()


def record(page, look, wrong=True):
    """From the menu to the confirmation, a mistake on each page included."""
    page.goto("/requests/new")
    look(page, "record start")
    continues(page, "Start now")
    if wrong:
        continues(page, "Find or start a record")
        expect(page.locator(".govuk-error-summary")).to_be_focused()
        look(page, "record who wrong")
    page.get_by_label("First name").fill("Kai")
    page.get_by_label("Last name").fill("Alder")
    date(page, "Date of birth", 9, 3, 2016)
    continues(page, "Find or start a record")
    look(page, "record child")
    page.get_by_label("Male", exact=True).check()
    page.get_by_label("School or other setting").fill("Brook")
    if wrong:
        page.get_by_label("Postcode").fill("nowhere")
        continues(page)
        look(page, "record child wrong")
    page.get_by_label("Postcode").fill("le1 6tp")
    page.get_by_label("Address", exact=False).first.fill("1 Mill Lane")
    continues(page)
    look(page, "record family")
    if wrong:
        continues(page)
        look(page, "record family wrong")
    page.get_by_label("Full name").fill("Jo Alder")
    page.get_by_label("Mother").check()
    page.get_by_role("group", name="Do they have parental responsibility").get_by_label("Yes").check()
    page.get_by_role("group", name="Does the child live with them?").get_by_label("Yes", exact=True).check()
    page.get_by_label("Letter by post").check()
    continues(page)
    look(page, "record request")
    if wrong:
        continues(page)
        look(page, "record request wrong")
    page.get_by_label("Parent", exact=True).check()
    date(page, "When was the request received?", 2, 11, 2026)
    page.get_by_label("Email", exact=True).check()
    page.get_by_role("group", name="Is the child or young person in youth custody?").get_by_label("No").check()
    continues(page)
    look(page, "record said")
    page.get_by_label("What did they say?").fill("Kai finds school hard.")
    continues(page)
    look(page, "record check")
    continues(page, "Record the request")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Request recorded")
    look(page, "recorded")


def decide(page, look, request):
    page.goto(f"/requests/{request.pk}")
    look(page, "request")
    page.get_by_role("button", name="Decide whether to assess").click()
    look(page, "decide")
    continues(page, "Continue to the letter")
    look(page, "decide wrong")
    date(page, "When was the parent or young person consulted", 10, 11, 2026)
    page.get_by_role("group", name="Does the child or young person have").get_by_label("Yes").check()
    page.get_by_label("Why? What in this child’s evidence shows it?").fill(WHY)
    page.get_by_role("group", name="May it be necessary").get_by_label("No").check()
    page.get_by_label("Why? What can the setting provide").fill(WHY)
    page.get_by_label("Do not assess").check()
    continues(page, "Continue to the letter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check the letter")
    look(page, "decide check")
    continues(page, "Confirm the decision and send")
    expect(page.get_by_role("heading", level=1)).to_contain_text("We will not assess")
    look(page, "decided")
    page.get_by_role("link", name="See the request").click()
    look(page, "request decided")


def test_a_request_is_recorded_and_decided_with_every_page_open_to_everybody(
    page, look, sign_in, officer
):  # a browser: 20 s
    making.school("Brook End School")
    making.body("icb", name="Calder ICB")
    sign_in(page, officer, **signed_in())
    record(page, look)
    request = Request.objects.get()
    sign_in(page, making.somebody("team_manager", name="Tomas Reyes"), **signed_in())
    decide(page, look, request)
    assert Decision.objects.get().yes is False


def test_a_request_is_recorded_without_script(new_page, sign_in, officer):  # a browser: 10 s
    making.school("Brook End School")
    page = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(page, officer, **signed_in())
    record(page, lambda page, name: None, wrong=False)  # without script nothing can be measured in the page
    assert Request.objects.get().child.name == "Kai Alder"


def test_every_page_fits_a_small_phone(phone, look, sign_in, officer):  # a browser: 10 s
    making.school("Brook End School")
    sign_in(phone, officer, **signed_in())
    record(phone, look)


def test_what_is_typed_is_saved_by_itself_and_is_there_on_return(
    page, look, sign_in, officer
):  # waits for the ten seconds of autosave
    sign_in(page, officer, **signed_in())
    page.goto("/requests/new")
    continues(page, "Start now")
    page.get_by_label("First name").fill("Kai")
    expect(page.get_by_text("Draft saved at")).to_be_visible(timeout=15_000)
    assert Draft.objects.get().data["who"]["forename"] == ["Kai"]
    page.reload()
    expect(page.get_by_label("First name")).to_have_value("Kai")


def test_a_double_click_and_the_back_button_leave_one_request(page, look, sign_in, officer):  # a browser: 10 s
    making.school("Brook End School")
    sign_in(page, officer, **signed_in())

    def click_twice(page, name):
        if name == "record check":
            page.evaluate("document.querySelectorAll('main form').forEach(form => { form.submit(); form.submit(); })")
            page.wait_for_url("**/recorded")
            raise Sent

    with pytest.raises(Sent):
        record(page, click_twice, wrong=False)
    page.go_back()
    again = page.get_by_role("button", name="Record the request", exact=True)
    if again.is_visible():  # a browser may show the page as it was, without asking for it
        again.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Request recorded")
    assert Request.objects.count() == 1


class Sent(Exception):
    """The request has been sent."""


def test_a_likeness_and_unfinished_work_are_shown(page, look, sign_in, officer):  # a browser: 6 s
    there = making.child("Kai Alder")
    sign_in(page, officer, **signed_in())
    page.goto("/requests/new")
    continues(page, "Start now")
    page.get_by_label("First name").fill("Kai")
    page.get_by_label("Last name").fill("Alder")
    date(page, "Date of birth", 9, 3, 2016)
    continues(page, "Find or start a record")
    look(page, "record match")
    continues(page, "Continue")
    look(page, "record match wrong")
    page.get_by_label(f"{there.name}, born 9 March 2016").check()
    continues(page, "Continue")
    page.get_by_role("link", name="Back to the list of tasks").click()
    look(page, "record tasks")
    page.get_by_role("link", name="Back", exact=True).click()
    look(page, "record start with a draft")


def test_what_changes_meanwhile_has_pages_for_everybody(page, look, sign_in, officer):  # a browser: 8 s
    from goldenthread.casework.tests.situations import received

    request = received(by=officer)
    sign_in(page, officer, **signed_in())
    for name in ("exceptions/claim", "withdraw", "received-date", "worker"):
        page.goto(f"/requests/{request.pk}/{name}")
        look(page, f"change {name}")
        page.locator("main form button").click()
        look(page, f"change {name} sent")
