"""A school excludes a child who has a plan: the register, the named worker's morning, the family's phone, and the area in numbers."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from goldenthread.core import clock, wall
from goldenthread.people.actions import correct_child
from goldenthread.people.models import Child
from tests.journeys.conftest import DESKTOP, PHONE, TABLET
from tests.journeys.keyboard import Keyboard
from tests.journeys.steps import heading


def go(new_page, sign_in, who, path, **options):
    page = new_page(**options)
    sign_in(page, who)
    page.goto(path)
    return page


def date_in(page, label, day):
    group = page.get_by_role("group", name=label)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(value))


def test_an_exclusion_is_entered_with_the_support_before_and_followed_up(new_page, sign_in, look, calderbeck):  # a browser and four people: about 20 s
    friday = clock.today() - timedelta(days=(clock.today().weekday() - 4) % 7)
    # Given Efan's SENCO, who finds him and says first what cannot be
    priya = go(new_page, sign_in, calderbeck("priya"), "/exclusions")
    heading(priya, "Suspensions and exclusions")
    look(priya, "register of a school")
    priya.get_by_role("button", name="Enter a suspension or exclusion").click()
    priya.get_by_label("Child’s name, reference or UPN").fill("efan vau")
    priya.get_by_role("button", name="Find the child").click()
    look(priya, "find a child")
    priya.get_by_role("link", name="Efan Vaughan").click()
    heading(priya, "Enter a suspension or exclusion")
    look(priya, "enter an exclusion")
    priya.get_by_label("Suspension, for whole or half days").check()
    date_in(priya, "First day", friday)
    date_in(priya, "Last day of the suspension", friday)
    priya.get_by_label("How many half days was it?").fill("5")
    priya.get_by_label("Damage", exact=True).check()
    priya.get_by_label(re.compile("Efan practises two-word sentences")).check()
    priya.get_by_label("Pastoral support, mentoring or a nurture group").check()
    priya.get_by_label("Yes, it was asked for").check()
    priya.get_by_role("button", name="Enter it").click()
    expect(priya.locator(".govuk-error-summary")).to_contain_text("at most 2 half days")
    look(priya, "an exclusion that cannot be")
    # When she says that it was for good, with all she had typed still there
    expect(priya.get_by_label("Damage", exact=True)).to_be_checked()
    priya.get_by_label("Permanent exclusion", exact=True).check()
    priya.get_by_role("button", name="Enter it").click()
    expect(priya.get_by_text("It is on the register")).to_be_visible()
    look(priya, "exclusions of a child")
    # Then Ellis is led to it, reads what came before, and says what was done
    ellis = go(new_page, sign_in, calderbeck("ellis"), "/work")
    ellis.get_by_role("link", name=re.compile("nobody has said what was done$")).click()
    look(ellis, "to be followed up")
    ellis.get_by_role("link", name=re.compile("^Efan Vaughan")).click()
    expect(ellis.locator("main")).to_contain_text("Pastoral support, mentoring or a nurture group")
    look(ellis, "one exclusion")
    ellis.get_by_role("button", name="Say what was done for the child").click()
    ellis.get_by_label("What did you find out, and what was done?").fill("He learns at the library until a place is found.")
    ellis.get_by_role("button", name="Save", exact=True).click()
    expect(ellis.get_by_text("Saved. The school and the family can read it")).to_be_visible()
    ellis.get_by_role("link", name="Say what became of it").click()
    look(ellis, "what became of it")
    # And his mother reads it on her phone
    carys = go(new_page, sign_in, calderbeck("carys"), "/my", viewport=PHONE)
    expect(carys.get_by_role("link", name=re.compile("^Permanent exclusion from"))).to_be_visible()
    look(carys, "a familys page with exclusions")
    carys.get_by_role("link", name="See all that schools entered, and what you can do").click()
    look(carys, "exclusions for a family")
    carys.get_by_role("link", name=re.compile("^Permanent exclusion")).first.click()
    expect(carys.locator("main")).to_contain_text("He learns at the library")
    # And those who lead see the area, and nobody's name
    ruth = go(new_page, sign_in, calderbeck("ruth"), "/exclusions")
    look(ruth, "register of an area")
    ruth.goto("/area/exclusions")
    look(ruth, "exclusions in figures")
    expect(ruth.locator("main")).not_to_contain_text("Vaughan")


def test_lunchtimes_are_entered_without_script_and_by_keyboard_alone(new_page, sign_in, look, calderbeck):  # a browser: about 10 s
    with wall.lifted(because="a test finds somebody"):
        child = Child.objects.get(forename="Efan", surname="Vaughan")
    monday = clock.today() - timedelta(days=clock.today().weekday())
    page = go(new_page, sign_in, calderbeck("priya"), f"/children/{child.pk}/exclusions/add", java_script_enabled=False)
    page.get_by_label("Suspension at lunchtimes alone").check()
    date_in(page, "First day", monday)
    date_in(page, "Day of the last lunchtime", monday)
    page.get_by_label("How many lunchtimes was it?").fill("1")
    page.get_by_label("Damage", exact=True).check()
    page.get_by_label("None that anybody here knows of").check()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Enter it").click()
    expect(page.locator("main")).to_contain_text("1 lunchtime, counted as half a school day")
    # Whoever uses no mouse comes to each filter of the register, and to what they ask for
    page = go(new_page, sign_in, calderbeck("priya"), "/exclusions")
    hands = Keyboard(page)
    hands.to(page.get_by_label("Kind"))
    page.keyboard.type("Suspension at")
    hands.to(page.get_by_role("button", name="Apply filters"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="on the register")).to_contain_text("1 on the register")


def test_names_without_an_end_push_nothing_off_a_page(new_page, sign_in, look, calderbeck):  # a browser at three widths: about 15 s
    ruth = calderbeck("ruth")
    with wall.lifted(because="a test gives somebody a long name"):
        child = Child.objects.get(forename="Efan", surname="Vaughan")
        correct_child(child=child, version=child.version, why="A long name", by=ruth, on=clock.today(), forename="W" * 70, surname="Llanfair" * 8)
    for width in (DESKTOP, TABLET, PHONE):
        page = go(new_page, sign_in, ruth, "/exclusions?q=WWW", viewport=width)
        look(page, f"register with a long name {width['width']}")
        last = page.locator("td").last.bounding_box()
        assert width is TABLET or (last and last["x"] + last["width"] <= width["width"]), "the last column is off the screen"
        for path in ("exclusions", "groups"):
            page.goto(f"/children/{child.pk}/{path}")
            look(page, f"{path} with a long name {width['width']}")
