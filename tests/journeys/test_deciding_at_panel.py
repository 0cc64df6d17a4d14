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
from tests.journeys.hands import WAYS, hand, see, told_what_is_wrong  # noqa: F401 - fixtures
from tests.journeys.steps import WHY, heading


def item_of(forename):
    """Where this child's matter stands on the agenda."""
    with wall.lifted(because="a journey looks for its matter"):
        return f"/meetings/items/{AgendaItem.objects.get(child__forename=forename).pk}"


@pytest.fixture
def meeting(calderbeck):
    """The panel that meets today."""
    with wall.lifted(because="a journey looks for its meeting"):
        return f"/meetings/{Meeting.objects.get(on=making.TODAY).pk}"


@pytest.mark.parametrize("way", WAYS)
def test_an_agenda_is_built_of_what_is_due_and_a_nurse_stands_aside_from_whom_she_knows(way, hand, see, calderbeck, meeting):  # noqa: F811 - two browsers: about 15 s
    # Given a coordinator who builds the agenda from what is due, and the pack from one child's papers
    ellis = hand(way, calderbeck("ellis"))
    page = ellis.page
    page.goto("/panels")
    see(ellis, "panels")
    ellis.follow("Needs assessment panel")
    see(ellis, "panel")
    page.goto(meeting)
    see(ellis, "meeting")
    ellis.push("Add cases that are due")
    ellis.push("Put on the agenda")
    told_what_is_wrong(ellis)
    see(ellis, "agenda wrong")
    ellis.tick(re.compile("Tyler Ramsbottom"))
    ellis.push("Put on the agenda")
    expect(page.get_by_role("link", name="Tyler Ramsbottom")).to_be_visible()
    page.goto(item_of("Tyler"))
    ellis.follow("Choose the papers")
    see(ellis, "pack")
    ellis.push("Save the pack")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tyler")
    page.goto(meeting)
    ellis.push("Send the pack again")
    expect(page.get_by_text("were told that the pack is ready")).to_be_visible()

    # And a nurse who reads it, and stands aside from the family she knows
    naomi = hand(way, _user("naomi"))
    page = naomi.page
    page.goto("/panels")
    see(naomi, "panels of a member")
    page.goto(meeting)
    naomi.follow("Faith Okonjo")
    see(naomi, "matter of a member")
    naomi.follow("Stand aside from this matter")
    naomi.push("Stand aside")
    told_what_is_wrong(naomi)
    see(naomi, "stand aside wrong")
    naomi.write("Why?", "Her grandmother is my neighbour.")
    naomi.push("Stand aside")
    expect(page.get_by_role("link", name="Idris Yusuf")).to_be_visible()
    expect(page.get_by_role("link", name="Faith Okonjo")).to_have_count(0)


@pytest.mark.parametrize("way", WAYS)
def test_a_panel_decides_with_nursing_there_and_the_mother_reads_why(way, hand, see, calderbeck, meeting):  # noqa: F811 - two browsers: about 20 s
    # Given that it is not noted who is there, nothing can be decided; then nursing is
    marek = hand(way, calderbeck("marek"))
    page = marek.page
    decided, yes = this_quarter(marek)
    page.goto(item_of("Idris"))
    expect(page.get_by_text("The panel cannot decide yet")).to_be_visible()
    see(marek, "matter without attendance")
    page.goto(meeting)
    marek.push("Note who was there")
    marek.push("Save")
    told_what_is_wrong(marek)
    for name in ("Sheila Moss", "Naomi Clarke", "Leon Baptiste"):
        marek.tick(re.compile(name))
    see(marek, "attendance")
    marek.push("Save")
    expect(page.get_by_role("row").filter(has_text="Naomi Clarke")).to_contain_text("Nursing")
    see(marek, "meeting attended")
    with wall.lifted(because="a test looks at what was kept"):
        assert "nursing" in Event.objects.get(verb="meetings.note_attendance").fact["present"]
    # When the panel decides to assess, with the two parts of the legal test and its reasons
    page.goto(item_of("Idris"))
    marek.push("Record the panel’s decision")
    answer(marek, necessary=True)
    see(marek, "panel decides")
    marek.push("Continue to the letter")
    see(marek, "panel decision letter")
    marek.push("Confirm the decision and send")
    heading(page, "We will assess")
    page.goto(meeting)
    expect(page.get_by_role("row").filter(has_text="Idris Yusuf")).to_contain_text("Decided")
    # It counts in the panel's table of this quarter
    assert this_quarter(marek) == (decided + 1, yes + 1)
    see(marek, "panel with its quarters")

    # Then his mother finds at once that there will be an assessment, by when, and why
    amina = hand(way, _user("amina"))
    page = amina.page
    page.goto("/my")
    see(amina, "family with two children")
    amina.follow("Idris Yusuf")
    expect(page.locator("main")).to_contain_text(re.compile("assessment", re.I))
    expect(page.locator("main")).to_contain_text("two years behind")
    see(amina, "family after the panel")


def this_quarter(who):
    """What the panel has decided since October, by its own page: of how many, and of how many yes."""
    who.page.goto("/panels")
    who.follow("Needs assessment panel")
    heading(who.page, "Needs assessment panel")
    row = who.page.get_by_role("row").filter(has_text="October to December 2026").last
    _, decided, yes, *_ = (cell.strip() for cell in row.get_by_role("cell").all_inner_texts())
    return int(decided), int(yes)


def answer(who, *, necessary):
    """The two questions of the law, and the decision that follows from them."""
    has, may = (who.page.get_by_role("group", name=words) for words in ("Does the child or young person have", "May it be necessary"))
    who.date("When was the parent or young person consulted", 10, 11, 2026)
    who.choose("Yes", within=has)
    who.write("Why? What in this child’s evidence shows it?", WHY)
    who.choose("Yes" if necessary else "No", within=may)
    who.write("Why? What can the setting provide", WHY)
    who.choose("Assess" if necessary else "Do not assess")


def _user(persona):
    from goldenthread.access.models import User

    return User.objects.get(persona=persona)


@pytest.mark.parametrize("way", WAYS)
def test_a_refusal_has_every_right_and_opens_support_with_its_own_date(way, hand, see, calderbeck):  # noqa: F811 - a browser: about 15 s
    # Given a manager who decides about a boy whose school asked nine weeks ago
    marek = hand(way, calderbeck("marek"))
    page = marek.page
    with wall.lifted(because="a journey looks for its request"):
        from goldenthread.casework.models import Request

        request = Request.objects.get(child__forename="Tyler", child__surname="Ramsbottom")
    page.goto(f"/requests/{request.pk}/decide")
    answer(marek, necessary=False)
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
    told_what_is_wrong(marek)
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
