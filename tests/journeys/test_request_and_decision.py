"""One journey that is true from the first click to the last: somebody rings, and the council decides, in a real browser."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from goldenthread.casework import tasks
from goldenthread.casework.models import Decision, Request
from goldenthread.core import outbox, wall
from goldenthread.core.models import Draft, Message
from goldenthread.people.models import Child
from tests import making
from tests.journeys.conftest import PHONE
from tests.journeys.keyboard import Keyboard
from tests.journeys.steps import WHY, Nobody, answer_the_test, heading, in_error, press, record_request


@pytest.fixture
def office(transactional_db, files):
    """A school, a health service, an officer and a manager."""
    making.school("Brook End School")
    making.body("icb", name="Calder ICB")
    return making.officer("Priya Nair"), making.somebody("team_manager", name="Tomas Reyes")


def bytes_of(page, link):
    """What a link to a paper downloads, asked for with this person's session."""
    answer = page.request.get(link.get_attribute("href"))
    assert answer.status == 200
    assert "attachment" in answer.headers["content-disposition"]
    return answer.body()


def test_a_mother_rings_and_the_council_refuses_with_reasons(page, look, sign_in, office, settings, tmp_path):
    settings.PRINT_FOLDER = str(tmp_path / "to-print")
    officer, manager = office
    # Given a child of nearly the same name, born on the same day
    making.child("Kye Alder", born=date(2016, 3, 9))
    # When an officer records what the mother said on the telephone, making a mistake on every page
    sign_in(page, officer)
    record_request(page, look, wrong=True, twin=True)
    # Then the new child has a record of their own, and the last page names the worker and the date of six weeks
    assert Child.objects.filter(surname="Alder").count() == 2
    expect(page.locator("main")).to_contain_text("Priya Nair is working on it.")
    expect(page.locator("main")).to_contain_text("by 14 December 2026")

    # And a letter that says so goes to her by post, as she has no account to read it in
    request = Request.objects.get(child__forename="Kai")
    tasks.acknowledge(str(request.pk))
    outbox.deliver()
    with wall.lifted(because="a test looks at the outbox"):
        letter = Message.objects.get(channel="post", to__contains="Jo Alder")
    assert (tmp_path / "to-print" / f"{letter.pk}.pdf").read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="See the request").click()
    look(page, "request")
    receipt = bytes_of(
        page,
        page.get_by_role("link", name="received")
        .filter(has_text="Jo Alder")
        .or_(page.locator("main a[href^='/documents/']"))
        .first,
    )
    assert receipt.startswith(b"%PDF")
    expect(page.get_by_role("link", name="Decide whether to assess")).to_have_count(0)

    # When a manager decides not to assess, forgetting the reasons at first
    sign_in(page, manager)
    page.goto(f"/requests/{request.pk}")
    press(page, "Decide whether to assess")
    look(page, "decide")
    press(page, "Continue to the letter")
    in_error(page)
    look(page, "decide wrong")
    answer_the_test(page, necessary=False)
    press(page, "Continue to the letter")
    heading(page, "Check the letter")
    expect(page.locator("main")).to_contain_text("catch up")
    look(page, "decide check")
    preview = bytes_of(page, page.get_by_role("link", name="Download letter 1 (PDF)"))
    assert preview.startswith(b"%PDF")
    press(page, "Confirm the decision and send")
    heading(page, "We will not assess")
    look(page, "decided")

    # Then the letter is there as PDF and as Word, the clock has stopped in time, and the event is told with its reasons
    assert {bytes_of(page, link)[:2] for link in page.locator("main a[href^='/documents/']").all()} == {b"%P"}
    page.get_by_role("link", name="See the request").click()
    refusals = page.locator("main a[href^='/documents/']").filter(has_text="not assess")
    assert {bytes_of(page, link)[:2] for link in refusals.all()} == {b"%P", b"PK"}
    expect(page.locator(".gt-clock--met, .govuk-tag").filter(has_text="Done in time").first).to_be_visible()
    look(page, "request decided")
    page.get_by_role("link", name="See Kai Alder’s record").click()
    page.get_by_role("link", name="What has happened").click()
    expect(page.locator(".gt-timeline")).to_contain_text("not to assess")
    look(page, "timeline of a refusal")


def test_the_same_by_keyboard_alone_and_the_council_assesses(page, sign_in, office):  # a browser: about 15 s
    officer, manager = office
    sign_in(page, officer)
    page.goto("/")
    keys = Keyboard(page)
    button, group = (
        lambda words: page.get_by_role("button", name=words, exact=True),
        lambda words: page.get_by_role("group", name=words),
    )
    keys.enter(page.get_by_role("link", name="Skip to main content"))
    keys.enter(page.get_by_role("link", name="Record a request").first)
    keys.enter(button("Start now"))
    keys.enter(button("Find or start a record"))
    in_error(page)
    keys.enter(page.get_by_role("link", name="Enter the child or young person’s first name"))
    page.keyboard.type("Kai")
    keys.write("Last name", "Alder")
    keys.date("Date of birth", 9, 3, 2016)
    keys.press("Enter")
    heading(page, "About the child")
    keys.choose("Male")
    keys.enter(button("Save and continue"))
    keys.write("Full name", "Jo Alder")
    keys.choose("Mother")
    keys.choose("Yes", within=group("Do they have parental responsibility"))
    keys.choose("Yes", within=group("Does the child live with them?"))
    keys.write("Email address", "jo.alder@example.org")
    keys.choose("Email that says there is something to read")
    keys.enter(button("Save and continue"))
    keys.choose("Parent")
    keys.date("When was the request received?", 2, 11, 2026)
    keys.choose("Telephone")
    keys.choose("No", within=group("Is the child or young person in youth custody?"))
    keys.enter(button("Save and continue"))
    keys.write("What did they say?", "Kai finds school hard.")
    keys.enter(button("Save and continue"))
    keys.enter(button("Record the request"))
    heading(page, "Request recorded")

    sign_in(page, manager)
    page.goto(f"/requests/{Request.objects.get().pk}")
    keys.enter(button("Decide whether to assess"))
    keys.date("When was the parent or young person consulted", 10, 11, 2026)
    keys.choose("Yes", within=group("Does the child or young person have"))
    keys.write("Why? What in this child’s evidence shows it?", WHY)
    keys.choose("Yes", within=group("May it be necessary"))
    keys.choose("Assess")
    keys.enter(button("Continue to the letter"))
    keys.enter(button("Confirm the decision and send"))
    heading(page, "We will assess")
    assert Decision.objects.get().yes is True


def test_the_same_without_script(new_page, sign_in, office):  # a browser: about 10 s
    officer, manager = office
    page = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(page, officer)
    record_request(page, Nobody())
    sign_in(page, manager)
    page.goto(f"/requests/{Request.objects.get().pk}/decide")
    answer_the_test(page, necessary=True)
    press(page, "Continue to the letter")
    press(page, "Confirm the decision and send")
    heading(page, "We will assess")


def test_every_page_of_it_fits_a_small_phone(phone, look, sign_in, office):  # a browser: about 15 s
    officer, manager = office
    making.child("Kye Alder", born=date(2016, 3, 9))
    sign_in(phone, officer)
    record_request(phone, look, wrong=True, twin=True)
    sign_in(phone, manager)
    phone.goto(f"/requests/{Request.objects.get().pk}")
    look(phone, "request")
    press(phone, "Decide whether to assess")
    press(phone, "Continue to the letter")
    look(phone, "decide wrong")
    answer_the_test(phone, necessary=False)
    press(phone, "Continue to the letter")
    look(phone, "decide check")
    press(phone, "Confirm the decision and send")
    look(phone, "decided")


def test_what_is_typed_is_saved_by_itself_and_is_there_on_return(page, sign_in, office):  # a browser: about 5 s
    sign_in(page, office[0])
    page.clock.install()
    page.goto("/requests/new")
    press(page, "Start now")
    page.get_by_label("First name").fill("Kai")
    page.clock.run_for(11_000)
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    assert Draft.objects.get().data["who"]["forename"] == ["Kai"]
    page.reload()
    expect(page.get_by_label("First name")).to_have_value("Kai")


def test_a_double_click_and_going_back_send_one_request(page, sign_in, office):  # a browser: about 8 s
    sign_in(page, office[0])

    def look_and_click_twice(page, name):
        if name == "record check":
            page.get_by_role("button", name="Record the request", exact=True).dblclick()
            page.wait_for_url("**/recorded")
            page.go_back()
            page.get_by_role("button", name="Record the request", exact=True).or_(
                page.get_by_role("heading", name="Request recorded")
            ).first.wait_for()

    try:
        record_request(page, look_and_click_twice)
    except Exception:  # where the browser kept no copy of the page, going back leads to the end
        heading(page, "Request recorded")
    assert Request.objects.count() == 1
