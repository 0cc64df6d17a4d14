"""J3 and J4: a panel with nursing present decides to assess, and the family reads why; a refusal opens support beside every right."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from goldenthread.core import wall
from goldenthread.core.models import Event
from goldenthread.meetings.models import AgendaItem, Meeting
from tests import making
from tests.journeys.conftest import PHONE
from tests.journeys.hands import hand, see  # noqa: F401 - fixtures
from tests.journeys.steps import answer_the_test, heading, in_error, press


def item_of(forename):
    """Where this child's matter stands on the agenda."""
    with wall.lifted(because="a journey looks for its matter"):
        return f"/meetings/items/{AgendaItem.objects.get(child__forename=forename).pk}"


@pytest.fixture
def meeting(calderbeck):
    """The panel that meets today."""
    with wall.lifted(because="a journey looks for its meeting"):
        return f"/meetings/{Meeting.objects.get(on=making.TODAY).pk}"


def test_a_panel_decides_with_nursing_there_and_the_mother_reads_why(hand, see, calderbeck, meeting):  # noqa: F811 - four browsers: about 25 s
    """The quarterly table of what panels decided is not built yet; attendance by agency is kept with the meeting."""
    # Given a coordinator who builds the agenda from what is due, and the pack from one child's papers
    ellis = hand("mouse", calderbeck("ellis"))
    page = ellis.page
    page.goto("/panels")
    see(ellis, "panels")
    ellis.follow("Needs assessment panel")
    see(ellis, "panel")
    page.goto(meeting)
    see(ellis, "meeting")
    ellis.push("Add cases that are due")
    press(page, "Put on the agenda")
    in_error(page)
    see(ellis, "agenda wrong")
    ellis.tick(re.compile("Tyler Ramsbottom"))
    press(page, "Put on the agenda")
    expect(page.get_by_role("link", name="Tyler Ramsbottom")).to_be_visible()
    page.goto(item_of("Tyler"))
    ellis.follow("Choose the papers")
    see(ellis, "pack")
    press(page, "Save the pack")
    page.goto(meeting)
    press(page, "Send the pack again")
    expect(page.get_by_text("were told that the pack is ready")).to_be_visible()

    # And a nurse who reads it, and stands aside from the family she knows
    naomi = hand("mouse", calderbeck("naomi"))
    page = naomi.page
    page.goto("/panels")
    see(naomi, "panels of a member")
    page.goto(meeting)
    naomi.follow("Faith Okonjo")
    see(naomi, "matter of a member")
    naomi.follow("Stand aside from this matter")
    press(page, "Stand aside")
    in_error(page)
    see(naomi, "stand aside wrong")
    naomi.write("Why?", "Her grandmother is my neighbour.")
    press(page, "Stand aside")
    expect(page.get_by_role("link", name="Idris Yusuf")).to_be_visible()
    expect(page.get_by_role("link", name="Faith Okonjo")).to_have_count(0)

    # When it is not noted who is there, nothing can be decided; then nursing is
    marek = hand("mouse", calderbeck("marek"))
    page = marek.page
    page.goto(item_of("Idris"))
    expect(page.get_by_text("The panel cannot decide yet")).to_be_visible()
    see(marek, "matter without attendance")
    page.goto(meeting)
    marek.push("Note who was there")
    press(page, "Save")
    in_error(page)
    for name in ("Sheila Moss", "Naomi Clarke", "Leon Baptiste"):
        marek.tick(re.compile(name))
    see(marek, "attendance")
    press(page, "Save")
    expect(page.get_by_role("row").filter(has_text="Naomi Clarke")).to_contain_text("Nursing")
    see(marek, "meeting attended")
    page.goto(item_of("Idris"))
    press(page, "Record the panel’s decision")
    answer_the_test(page, necessary=True)
    see(marek, "panel decides")
    press(page, "Continue to the letter")
    see(marek, "panel decision letter")
    press(page, "Confirm the decision and send")
    heading(page, "We will assess")
    with wall.lifted(because="a test looks at what was kept"):
        assert "nursing" in Event.objects.get(verb="meetings.note_attendance").fact["present"]
    page.goto(meeting)
    expect(page.get_by_role("row").filter(has_text="Idris Yusuf")).to_contain_text("Decided")

    # Then his mother finds on her telephone that there will be an assessment, by when, and why
    amina = hand("phone without script", calderbeck("amina"))
    page = amina.page
    page.goto("/my")
    see(amina, "family with two children")
    amina.follow("Idris Yusuf")
    expect(page.locator("main")).to_contain_text(re.compile("assessment", re.I))
    expect(page.locator("main")).to_contain_text("two years behind")
    see(amina, "family after the panel")


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_refusal_has_every_right_and_opens_support_with_its_own_date(way, hand, see, calderbeck):  # noqa: F811 - a browser: about 15 s
    # Given a manager who decides about a boy whose school asked nine weeks ago
    marek = hand(way, calderbeck("marek"))
    page = marek.page
    with wall.lifted(because="a journey looks for its request"):
        from goldenthread.casework.models import Request

        request = Request.objects.get(child__forename="Tyler", child__surname="Ramsbottom")
    page.goto(f"/requests/{request.pk}/decide")
    answer_the_test(page, necessary=False)
    marek.push("Continue to the letter")
    # When the letter is read, it gives the reasons, mediation, appeal and independent advice, each with its date
    letter = page.locator("main")
    for right in ("mediation", "appeal", "Tribunal", "two months", "SENDIASS", "catch up"):
        expect(letter).to_contain_text(re.compile(right, re.I))
    see(marek, "refusal letter")
    marek.push("Confirm the decision and send")
    heading(page, "We will not assess")
    see(marek, "refused")
    # Then support is opened beside those rights: to whom, for what, and the day by which the family is spoken to
    marek.follow("Step across to support")
    marek.push("Refer")
    in_error(page)
    see(marek, "step across wrong")
    marek.pick("Which service or setting?", "Mill Lane Primary School")
    marek.write("What support is asked for?", "A quiet start to each day, and a weekly talk with his mother.")
    see(marek, "step across")
    marek.push("Refer")
    heading(page, "Support after a refusal")
    row = page.get_by_role("row").filter(has_text="Tyler Ramsbottom")
    expect(row).to_contain_text("Waits")
    expect(row).to_contain_text("7 December 2026")
    see(marek, "steps across")
    marek.follow(re.compile("^Note the first talk"))
    marek.date("When did the service first speak to the family?", 23, 11, 2026)
    marek.write("What was agreed?", "His teaching assistant meets him at the gate.")
    see(marek, "first talk")
    marek.push("Save")
    expect(page.get_by_role("row").filter(has_text="Tyler Ramsbottom")).to_contain_text("Spoken to")


def test_a_member_reads_the_pack_on_a_small_phone(new_page, look, sign_in, calderbeck, meeting):  # a browser: about 6 s
    page = new_page(viewport=PHONE)
    sign_in(page, calderbeck("naomi"))
    page.goto(meeting)
    look(page, "meeting for a member")
    page.get_by_role("link", name="Idris Yusuf").click()
    look(page, "matter for a member")
