"""J1 and J2: a mother asks for an assessment without an account; a school asks for a pupil from its own."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from goldenthread.core import wall
from goldenthread.core.models import Message
from goldenthread.people.models import Child
from tests.journeys.hands import WAYS, hand, see  # noqa: F401 - fixtures
from tests.journeys.steps import heading, in_error

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}\b")


@pytest.mark.parametrize("way", WAYS)
def test_a_mother_asks_without_an_account_stops_and_comes_back_with_a_code(  # a browser: about 15 s
    way, hand, see, sign_in, look, new_page, calderbeck  # noqa: F811
):
    """The Local Offer, where the journey begins with a search for “speech”, is not built yet; the rest is walked."""
    # Given somebody who has never signed in, and who starts at the address that everybody is told
    mother = hand(way)
    page = mother.page
    page.goto("/ask")
    see(mother, "ask start")
    mother.push("Start now")
    in_error(page) if way != "phone without script" else expect(page.locator(".govuk-error-summary")).to_be_visible()
    see(mother, "ask start wrong")
    mother.choose("A parent or carer")
    mother.push("Start now")
    heading(page, "About you")
    see(mother, "ask about you")
    mother.write("Your full name", "Jo Alder")
    mother.push("Save and continue")
    see(mother, "ask child")
    mother.write("First name", "Kai")
    mother.write("Last name", "Alder")
    mother.push("Save and continue")
    expect(page.get_by_text("Enter the date of birth").first).to_be_visible()
    see(mother, "ask child wrong")
    mother.date("Date of birth", 9, 3, 2016)
    mother.write("School, nursery or college", "Mill Lane Primary School")
    mother.push("Save and continue")
    heading(page, "A parent or carer")

    # When she stops here, she gets a code, and with it goes on from another device
    mother.push("Save and come back later")
    see(mother, "ask save")
    mother.push("Give me a code")
    code = CODE.search(page.locator("main").inner_text())[0]
    see(mother, "ask code")
    other = hand(way)
    page = other.page
    page.goto("/ask/come-back")
    other.write("Your code", "AAAA-AAAA-AAAA")
    other.push("Carry on")
    expect(page.get_by_text("We do not know this code").first).to_be_visible()
    see(other, "ask come back wrong")
    other.write("Your code", code.lower())
    other.push("Carry on")
    heading(page, "A parent or carer")
    see(other, "ask family")
    other.write("Your full name", "Jo Alder")
    other.choose("Mother")
    other.choose("Email")
    other.push("Save and continue")
    expect(page.get_by_text("Enter the email address").first).to_be_visible()
    other.write("Email address", "jo.alder@example.org")
    other.push("Save and continue")
    see(other, "ask words")
    other.write("What is hard", "He cannot follow what is said in class, and cries before he goes.")
    other.write("What would help", "Somebody who explains it again.")
    other.push("Save and continue")
    see(other, "ask papers")
    other.push("Save and continue")
    see(other, "ask sharing")
    other.tick("I have read who will see this")
    other.push("Save and continue")
    heading(page, "Check your answers")
    see(other, "ask check")
    other.push("Send")

    # Then she is told who works on it and the day six weeks from today, without ever having signed in
    heading(page, "We have received it")
    expect(page.locator("main")).to_contain_text("4 January 2027")
    with wall.lifted(because="a journey looks for its child"):
        worker = Child.objects.get(forename="Kai", surname="Alder").case.worker
    expect(page.locator("main")).to_contain_text(f"{worker.name} works on it")
    see(other, "ask sent")

    # And it is in that worker's list at once
    if way == "mouse":
        desk = new_page()
        sign_in(desk, worker)
        desk.goto("/caseload?q=Kai+Alder")
        desk.get_by_role("link", name="Kai Alder", exact=True).click()
        expect(desk.locator("main")).to_contain_text("4 January 2027")


def test_what_may_be_about_a_child_on_record_waits_for_a_person(hand, see, sign_in, new_page, look, calderbeck):  # noqa: F811 - a browser: about 8 s
    # Given a child of that name and birthday on record, when somebody else asks about him
    with wall.lifted(because="a journey looks for its child"):
        known = Child.objects.get(forename="Idris", surname="Yusuf")
    aunt = hand()
    page = aunt.page
    page.goto("/ask")
    aunt.choose("Somebody else")
    aunt.push("Start now")
    aunt.write("Your full name", "Sagal Warsame")
    aunt.write("Telephone number", "07700 900321")
    aunt.push("Save and continue")
    aunt.write("First name", "Idris")
    aunt.write("Last name", "Yusuf")
    aunt.date("Date of birth", known.date_of_birth.day, known.date_of_birth.month, known.date_of_birth.year)
    aunt.push("Save and continue")
    aunt.write("What is hard", "He does not speak to his cousins any more.")
    aunt.push("Save and continue")
    aunt.push("Save and continue")
    aunt.choose("The parent or young person knows")
    aunt.tick("I have read who will see this")
    aunt.push("Save and continue")
    aunt.push("Send")
    # Then she learns nothing of the record, and an officer says whom it is about
    heading(page, "We have received it")
    expect(page.locator("main")).not_to_contain_text(known.reference)
    see(aunt, "ask sent held")
    desk = new_page()
    sign_in(desk, calderbeck("ellis"))
    desk.goto("/ask/waiting")
    look(desk, "asks to settle")
    desk.get_by_role("link", name="Idris Yusuf").click()
    look(desk, "ask to settle")
    desk.get_by_role("button", name="Settle").click()
    expect(desk.locator(".govuk-error-summary")).to_be_visible()
    look(desk, "ask to settle wrong")


@pytest.mark.parametrize("way", WAYS)
def test_a_school_asks_for_a_pupil_types_none_of_what_is_known_and_the_mother_agrees_by_a_code(  # a browser: about 15 s
    way, hand, see, calderbeck  # noqa: F811
):
    """The SEN Support plan that the journey begins with is not built yet: what is filled in comes from the record and the account."""
    # Given the SENCO of a school, at the record of one of her pupils
    priya = hand(way, calderbeck("priya"))
    page = priya.page
    page.goto("/")
    priya.follow("Elsie Bramall")
    see(priya, "pupil before asking")
    # When she asks for an assessment
    priya.follow("Ask for an assessment")
    heading(page, "Ask for an assessment of Elsie Bramall")
    see(priya, "ask pupil")
    priya.push("Start now")
    filled = asked = 0
    for name in ("About you", "About the child or young person", "A parent or carer"):
        heading(page, name)
        see(priya, f"ask pupil {name}")
        for box in page.locator("main form .govuk-input:visible, main form .govuk-textarea:visible").all():
            asked += 1
            filled += bool(box.input_value())
        for group in page.locator("main form .govuk-radios").all():
            asked += 1
            filled += group.locator("input:checked").count()
        expect(page.get_by_text("From your account" if name == "About you" else "From the record").first).to_be_visible()
        priya.push("Save and continue")
        expect(page.locator(".govuk-error-summary")).to_have_count(0)
    # Then four fields of five, at least, were there already, each with where it came from, and no file is needed
    assert filled >= 0.8 * asked, f"{filled} of {asked} were filled in"
    heading(page, "What is happening, and what would help")
    see(priya, "ask pupil words")
    priya.write("What is hard", "Elsie reads twelve words, and hides her book.")
    priya.push("Save and continue")
    priya.push("Save and continue")
    # And her mother agrees by a code that goes to her alone
    heading(page, "The family’s agreement")
    priya.push("Save and continue")
    see(priya, "ask pupil agreement wrong")
    priya.choose("Yes. Send them a code, and they tell it to me")
    priya.write("Their email address or mobile number", "ruth.bramall@home.example")
    priya.push("Save and continue")
    heading(page, "The family’s code")
    see(priya, "ask pupil code")
    priya.write("The code that they were sent", "000000")
    priya.push("Continue")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    see(priya, "ask pupil code wrong")
    with wall.lifted(because="a mother reads her email"):
        letter = Message.objects.get(to="ruth.bramall@home.example", body__contains="this code")
    assert "Elsie" not in letter.subject + letter.body
    priya.write("The code that they were sent", re.search(r"\b\d{6}\b", letter.body)[0])
    priya.push("Continue")
    heading(page, "Who will see this")
    see(priya, "ask pupil sharing")
    priya.tick("I have read who will see this")
    priya.push("Save and continue")
    heading(page, "Check your answers")
    see(priya, "ask pupil check")
    priya.push("Send")
    heading(page, "We have received it")
    expect(page.locator("main")).to_contain_text("4 January 2027")
    see(priya, "ask pupil sent")
