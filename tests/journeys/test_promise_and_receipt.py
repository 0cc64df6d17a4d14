"""J12: four weeks of therapy as three sides saw them. What was missed is somebody's task, and both sides of a dispute are seen."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.hands import Keys, Mouse
from tests.journeys.steps import heading

THERAPY = re.compile("^Efan practises two-word sentences")


def go(new_page, sign_in, who, path, **options):
    page = new_page(**options)
    sign_in(page, who)
    page.goto(path)
    return page


def test_promise_beside_receipt_from_the_phone_of_a_mother_to_the_board(new_page, sign_in, look, calderbeck):  # a browser and five people: about 30 s
    # Given Efan, of whose four weeks of therapy two were given, one was missed and one is not agreed
    carys = go(new_page, sign_in, calderbeck("carys"), "/my", viewport=PHONE, java_script_enabled=False)
    carys.get_by_role("link", name="What the plan promises, and what arrived").click()
    heading(carys, "Help that was promised, and what arrived")
    therapy = carys.locator("section").filter(has=carys.get_by_role("heading", name=THERAPY)).first
    expect(therapy).to_contain_text("missed once, not agreed once")
    expect(therapy).to_contain_text("A fortnight missed")
    expect(carys.locator("main")).to_contain_text("No rhythm known")
    # When she says of this week, with one tap on her phone and no script, that it was given
    therapy.get_by_role("button", name=re.compile("^Given")).first.click()
    expect(carys.get_by_text("Thank you. It is noted")).to_be_visible()
    # Then it stands beside what the therapist says of the week that they see differently
    carys.get_by_role("link", name=THERAPY).click()
    row = carys.get_by_role("row").filter(has_text="Not agreed").first
    expect(row).to_contain_text("Missed")
    expect(row).to_contain_text("Given")
    # And the school fills in its week by keys alone, and saves it once
    priya = go(new_page, sign_in, calderbeck("priya"), "/provision/sheet")
    look(priya, "weekly sheet")
    keys = Keys(priya)
    box = priya.get_by_role("combobox", name=re.compile("^Efan Vaughan")).first
    keys.keys.to(box)
    priya.keyboard.press("g")
    keys.push("Save the sheet")
    expect(priya.get_by_text("The sheet is saved")).to_be_visible()
    # And the therapist sees her line and a first name
    grace = go(new_page, sign_in, calderbeck("grace"), "/provision/given")
    heading(grace, "What we give")
    look(grace, "what we give")
    expect(grace.locator("main")).to_contain_text("Efan")
    expect(grace.locator("main")).not_to_contain_text("Vaughan")
    # And the named worker has it on their list, finds out why, and says what was done
    ellis = go(new_page, sign_in, calderbeck("ellis"), "/work")
    expect(ellis.get_by_role("heading", name=re.compile("^Help that did not arrive"))).to_be_visible()
    look(ellis, "work with help that did not arrive")
    ellis.locator("#group-help").locator("xpath=..").get_by_role("row").filter(has_text="Find out why").get_by_role("link").first.click()
    look(ellis, "one line of help")
    ellis.get_by_role("button", name="Say what was done about it").click()
    ellis.get_by_label("What did you find out, and what was done?").fill("The therapist was ill. Two sessions are made up before the holidays.")
    ellis.get_by_role("button", name="Save", exact=True).click()
    expect(ellis.get_by_text("Saved. The family can read what was done")).to_be_visible()
    ellis.get_by_role("link", name="Back to all help").click()
    look(ellis, "help promised and received")
    # And the board sees the share, and nobody's name
    ruth = go(new_page, sign_in, calderbeck("ruth"), "/area/help")
    heading(ruth, "Did the help arrive?")
    look(ruth, "did the help arrive")
    expect(ruth.locator("main")).to_contain_text("Calder Community Therapies")
    expect(ruth.locator("main")).not_to_contain_text("Vaughan")
    ruth.goto("/area/outcomes")
    look(ruth, "outcomes of an area")


def test_the_pages_of_outcomes_files_and_terms_are_found_and_read_by_everybody_who_needs_them(new_page, sign_in, look, calderbeck):  # a browser: about 15 s
    grace = go(new_page, sign_in, calderbeck("grace"), "/provision/files")
    look(grace, "files of sessions")
    marek = go(new_page, sign_in, calderbeck("marek"), "/provision/terms")
    look(marek, "term dates")
    marek.goto("/outcomes/bank")
    look(marek, "outcome bank")
    carys = Mouse(go(new_page, sign_in, calderbeck("carys"), "/my", viewport=PHONE))
    carys.follow("What the plan promises, and what arrived")
    look(carys.page, "family help")
    carys.follow("Outcomes, and progress towards them")
    look(carys.page, "family outcomes")
    carys.page.get_by_role("link", name=re.compile("^Change.*outcome 1$")).click()
    look(carys.page, "note progress")


def test_a_therapist_asks_for_equipment_that_no_plan_names_and_the_family_reads_by_when_it_comes(new_page, sign_in, look, calderbeck):  # a browser and three people: about 15 s
    grace = go(new_page, sign_in, calderbeck("grace"), "/provision/given")
    grace.get_by_role("link", name=re.compile("^Efan")).first.click()
    grace.get_by_role("link", name="Back to all help").click()
    grace.get_by_role("link", name="Special equipment that the plan does not name").click()
    look(grace, "no equipment yet")
    grace.get_by_role("button", name="Ask for equipment").click()
    look(grace, "ask for equipment")
    grace.get_by_label("What is needed?").fill("A writing slope")
    grace.get_by_label("What is it for?").fill("So that he can write without pain in his hand.")
    grace.get_by_role("button", name="Ask", exact=True).click()
    expect(grace.get_by_text("It is asked for")).to_be_visible()
    expect(grace.locator("main")).not_to_contain_text("Vaughan")
    ellis = go(new_page, sign_in, calderbeck("ellis"), "/work")
    ellis.locator("#group-help").locator("xpath=..").get_by_role("row").filter(has_text="A writing slope").get_by_role("link").click()
    ellis.get_by_role("link", name=re.compile("^Say whether it will come")).click()
    look(ellis, "answer equipment")
    ellis.get_by_label("Yes").check()
    ellis.get_by_label("How will it come, or why will it not?").fill("From the county store, by the end of next week.")
    ellis.get_by_role("button", name="Save", exact=True).click()
    carys = go(new_page, sign_in, calderbeck("carys"), "/my", viewport=PHONE)
    carys.get_by_role("link", name="What the plan promises, and what arrived").click()
    carys.get_by_role("link", name="Special equipment that the plan does not name").click()
    expect(carys.locator("main")).to_contain_text("From the county store")
    carys.get_by_role("link", name=re.compile("^It came")).click()
    carys.get_by_role("button", name="Save", exact=True).click()
    look(carys, "equipment came")
