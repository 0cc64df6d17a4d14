"""J7, draft from sources: a coordinator reads where each sentence came from, and puts right what stops the draft."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from goldenthread.core import wall
from tests.journeys.conftest import PHONE
from tests.journeys.steps import heading, press


def draft_of(forename):
    from goldenthread.plans.models import Version

    with wall.lifted(because="a journey looks for its story"):
        version = Version.objects.get(child__forename=forename)
        return f"/children/{version.child_id}", f"/children/{version.child_id}/plan/{version.pk}"


def test_a_coordinator_traces_a_draft_and_puts_it_right(page, look, sign_in, calderbeck):  # a browser: about 40 s
    sign_in(page, calderbeck("ellis"))
    record, plan = draft_of("Nia")

    # From the record to the draft: its contents say what stops it, section by section
    page.goto(record)
    page.get_by_role("link", name="Plan", exact=True).click()
    heading(page, "The plan")
    look(page, "plan versions")
    press(page, "Go on writing")
    heading(page, "Draft plan")
    look(page, "plan contents")
    stopping = page.get_by_text(re.compile(r"findings stop this version")).inner_text()

    # The line that somebody wrote in by hand says that it comes from nowhere; the others show who said them
    page.get_by_role("link", name="B: Special educational needs").click()
    heading(page, "Section B")
    both = page.locator(".plan-line").filter(has_text="difficulty understanding long spoken instructions")
    both.get_by_text("Where this came from (2)").click()
    expect(both.get_by_text("Owen Pritchard, Educational psychologist")).to_be_visible()
    expect(both.get_by_text("Priya Raman, SENCO")).to_be_visible()
    anxious = page.locator(".plan-line").filter(has_text="Nia is anxious when plans change")
    expect(anxious.get_by_text("Add where this came from")).to_be_visible()
    look(page, "plan section B")

    # Its source is found in the advice
    anxious.get_by_role("link", name="Sources").click()
    page.get_by_label("Words in the advice").fill("something changes")
    press(page, "Search the advice")
    look(page, "plan sources")
    page.get_by_role("button", name=re.compile("Add this source ?: She does not sleep")).click()
    expect(page.get_by_role("button", name=re.compile("Remove “She does not sleep"))).to_be_visible()
    page.get_by_role("link", name="Back to section B").click()
    expect(page.locator(".plan-line").filter(has_text="Nia is anxious").get_by_text("Add where this came from")).to_have_count(0)

    # Vague provision: said as it is typed, and gone when it is specified
    page.goto(f"{plan}/sections/F")
    look(page, "plan section F")
    page.locator(".plan-line").filter(has_text="Regular reading practice").get_by_role("link", name="Change").click()
    words = page.get_by_label("What will be given?")
    found = page.locator("[data-plan-found]")
    expect(found).to_contain_text("‘Regular’ leaves room for doubt")
    look(page, "plan line")
    words.fill("Opportunities for reading practice with an adult.")
    expect(found).to_contain_text("‘Opportunities for’ leaves room for doubt")
    words.fill("Precision teaching of the first 100 words.")
    for label, value in (("Who gives it", "Teaching assistant"), ("With what skill", "Trained in precision teaching"), ("Minutes each time", "15"), ("How many times", "1")):
        page.get_by_label(label).fill(value)
    page.get_by_label("In each").select_option("day")
    expect(found).to_contain_text("Nothing that code can see")
    press(page, "Save")
    expect(page.locator(".plan-line").filter(has_text="Precision teaching")).to_contain_text("15 minutes, once a day")

    # What it was is kept, and compared word by word
    page.locator(".plan-line").filter(has_text="Precision teaching").get_by_role("link", name="Wordings").click()
    expect(page.locator(".plan-line del").first).to_contain_text("Regular")
    look(page, "plan wordings")

    # Links are boxes; the thread shows where it breaks
    page.goto(f"{plan}/sections/D")
    page.locator(".plan-line").get_by_role("link", name="Links").first.click()
    look(page, "plan links")
    page.goto(f"{plan}/thread")
    heading(page, "The golden thread")
    look(page, "plan thread")
    page.goto(f"{plan}/to-put-right")
    look(page, "plan to put right")
    page.goto(f"{plan}/advice")
    look(page, "plan advice")
    page.goto(f"{plan}/compare")
    look(page, "plan compare")
    page.goto(f"{plan}/read")
    look(page, "plan to read")
    page.goto(plan)
    assert page.get_by_text(re.compile(r"findings stop this version")).inner_text() != stopping


def test_the_editor_works_on_a_telephone_without_script(new_page, sign_in, calderbeck):  # a browser: about 30 s
    page = new_page(viewport=PHONE, java_script_enabled=False)
    sign_in(page, calderbeck("ellis"))
    _, plan = draft_of("Nia")

    def fits():
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, page.url


    for rest in ("", "/sections/A", "/sections/B", "/sections/F", "/sections/G", "/thread", "/to-put-right", "/advice", "/compare", "/read"):
        page.goto(plan + rest)
        fits()
    page.goto(f"{plan}/sections/F")
    page.locator(".plan-line").filter(has_text="visual timetables").get_by_role("link", name="Change").click()
    fits()
    page.get_by_label("What will be given?").fill("A visual timetable on Nia’s desk.")
    press(page, "Save")
    line = page.locator(".plan-line").filter(has_text="A visual timetable on Nia’s desk.")
    expect(line).to_contain_text("Say who gives it, how often, how long each time and with what skill or training.")
    line.get_by_role("link", name="Links").click()
    fits()
    page.get_by_role("checkbox", name=re.compile("reads 12 of the first 100")).check()
    press(page, "Save the links")
    expect(page.locator(".plan-line").filter(has_text="A visual timetable").get_by_text(re.compile("Linked to"))).to_be_visible()


def test_the_plan_can_be_read_on_a_telephone(phone, look, sign_in, calderbeck):  # a browser: about 20 s
    sign_in(phone, calderbeck("ellis"))
    _, plan = draft_of("Nia")
    for rest in ("/sections/F", "/thread", "/read", "/sections/F/add/provision"):
        phone.goto(plan + rest)
        look(phone, f"plan phone {rest}")


def test_two_who_change_one_line_lose_no_word(new_page, look, sign_in, calderbeck):  # two browsers: about 20 s
    _, plan = draft_of("Nia")
    pages = []
    for persona in ("ellis", "marek"):
        page = new_page()
        sign_in(page, calderbeck(persona) if not pages else _user(persona))
        page.goto(f"{plan}/sections/B")
        page.locator(".plan-line").filter(has_text="Nia holds two things in mind").get_by_role("link", name="Change").click()
        pages.append(page)
    for page, words in zip(pages, ("Nia holds two things in mind at once.", "Nia holds two or three things in mind."), strict=True):
        page.get_by_label("What is hard, and how does it show?").fill(words)
        press(page, "Save")
    second = pages[1]
    expect(second.get_by_role("heading", name=re.compile("Ellis Marlow changed this line"))).to_be_visible()
    expect(second.locator(".plan-both")).to_contain_text("Nia holds two things in mind at once.")
    expect(second.get_by_label("What is hard, and how does it show?")).to_have_value("Nia holds two or three things in mind.")
    look(second, "plan both texts")
    press(second, "Save")
    expect(second.locator(".plan-line").filter(has_text="two or three things")).to_be_visible()


def _user(persona):
    from goldenthread.access.models import User

    return User.objects.get(persona=persona)
