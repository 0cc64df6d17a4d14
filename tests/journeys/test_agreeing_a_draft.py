"""J8: a mother and a young person answer their drafts; each thing said ends as changed, with both texts, or as not changed and why."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from goldenthread.core import wall
from goldenthread.plans.models import Comment, Version
from tests.journeys.hands import WAYS, hand, see  # noqa: F401 - fixtures
from tests.journeys.steps import heading, press


def draft_of(forename):
    """A child's draft: its id, its child's id."""
    with wall.lifted(because="a journey looks for its draft"):
        version = Version.objects.get(child__forename=forename)
        return version, f"/children/{version.child_id}/plan/{version.pk}", f"/my/{version.child_id}/draft/{version.pk}"


@pytest.mark.parametrize("way", WAYS)
def test_a_mother_answers_three_lines_and_sees_what_became_of_each(way, hand, see, calderbeck):  # noqa: F811 - two browsers: about 20 s
    # Given Amina, who finds the draft of her daughter from her family's page
    version, plan, _ = draft_of("Hodan")
    amina = hand(way, calderbeck("amina"))
    page = amina.page
    page.goto("/my")
    amina.follow("Hodan Yusuf")
    see(amina, "family with a draft")
    amina.follow(re.compile("^Draft"))
    heading(page, "The draft plan")
    expect(page.locator("main")).to_contain_text("Tell us what you think by")
    see(amina, "draft for a mother")
    # When she says something of three lines, having first forgotten to say what
    for line, asks, words in (
        ("B, 3", None, ""),
        ("B, 3", "I want it changed", "She writes more at home, about her drawings."),
        ("F, 1", "I have a question", "Who comes when the therapist is ill?"),
        ("E, 2", "I want it changed", "Ten sentences, not five."),
    ):
        amina.follow(re.compile(rf"^Say something about this\s*: {line}\s*$"))
        if asks is None:
            amina.push("Send")
            expect(page.locator(".govuk-error-summary")).to_be_visible()
            see(amina, "say wrong")
            amina.follow("Back to the draft")
            continue
        amina.choose(asks)
        amina.write("In your own words", words)
        amina.push("Send")
        expect(page.get_by_text("It was sent. You see here what becomes of it")).to_be_visible()
    amina.follow("Ask for a school or college")
    amina.write("Which school, college or other setting do you ask for?", "Moorgate Girls' School")
    see(amina, "ask for a school")
    amina.push("Send")
    see(amina, "draft answered by a mother")

    # And the coordinator changes one line and answers each of them
    ellis = hand("mouse", calderbeck("ellis") if way == "mouse" else _user("ellis"))
    desk = ellis.page
    desk.goto(f"{plan}/agree")
    if way == "mouse":
        see(ellis, "agreeing")
    with wall.lifted(because="a journey looks for what was said"):
        need = Comment.objects.get(text__startswith="She writes more").line
        said = {one.text[:9]: one.pk for one in Comment.objects.filter(version=version, ended="", line__isnull=False)}
    desk.goto(f"{plan}/sections/B")
    desk.locator(".plan-line").filter(has_text=need.text[:30]).get_by_role("link", name="Change").click()
    desk.get_by_label("What is hard, and how does it show?").fill("Hodan writes three words where her class writes three sentences, and more at home about her drawings.")
    press(desk, "Save")
    ends = {"She write": ("Changed", "Your words are in it now."), "Who comes": ("Answered, nothing to change", "A colleague of the same team comes.")}
    ends["Ten sente"] = ("Not changed, and why", "Five is what her teacher and the therapist think she can reach this year.")
    ends["Not in fr"] = ("Not changed, and why", "The plan says two children at most, so it is not before the class.")
    for key, comment in said.items():
        desk.goto(f"{plan}/comments/{comment}")
        if way == "mouse":
            see(ellis, f"answer {key}")
        desk.get_by_role("radio", name=ends[key][0], exact=True).check()
        desk.get_by_label("What do you say to them?").fill(ends[key][1])
        press(desk, "Send the answer")
        heading(desk, "Agreeing the draft")

    # Then she sees each of them ended: changed with the old words and the new, or not changed and why
    page.reload()
    expect(page.locator("ins")).to_contain_text("and more at home about her drawings")
    expect(page.locator("main")).to_contain_text("Not changed because: Five is what her teacher")
    expect(page.locator("main")).to_contain_text("A colleague of the same team comes.")
    see(amina, "draft with answers")


@pytest.mark.parametrize("way", WAYS)
def test_kai_adds_a_picture_and_his_words_stand_in_section_a_as_his(way, hand, see, calderbeck, tmp_path):  # noqa: F811 - two browsers: about 15 s
    from PIL import Image

    picture = tmp_path / "map.png"
    Image.new("RGB", (300, 200), "teal").save(picture)
    # Given Kai, who holds his own rights and prefers pictures
    _, plan, _ = draft_of("Kai")
    kai = hand(way, calderbeck("kai"))
    page = kai.page
    page.goto("/my")
    see(kai, "own page")
    kai.follow(re.compile("^Draft"))
    see(kai, "own draft")
    # When he adds a picture with a few words
    kai.follow("Add your own words or a picture")
    kai.push("Send")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    see(kai, "own words wrong")
    kai.write("Your own words", "This is my map of every stop. I drew it from memory.")
    kai.add("Or a picture or a recording", str(picture))
    kai.push("Send")
    expect(page.get_by_text("Your words stand in section A, marked as yours")).to_be_visible()
    expect(page.locator("main")).to_contain_text("In Kai’s own words")
    see(kai, "own draft with a picture")
    # No scanner runs here, so the picture waits until his worker has looked who sent it
    shown = page.get_by_role("link", name="Picture or recording").get_attribute("href")
    assert page.request.get(shown).status == 409
    ellis = hand("mouse", _user("ellis"))
    ellis.page.goto(f"{shown}/let-out")
    ellis.write("Why is it safe to open?", "Kai sent it from his account, and told me so.")
    press(ellis.page, "Let it out")
    answer = page.request.get(shown)
    assert (answer.status, answer.body()[:4]) == (200, b"\x89PNG")
    # Then they stand in the draft that the coordinator writes, marked as his, and nobody rewords them
    ellis.page.goto(f"{plan}/sections/A")
    expect(ellis.page.locator(".plan-line").filter(has_text="my map of every stop")).to_contain_text("The child or young person said")
    # And he ends what his helper may see
    page.goto("/my")
    kai.follow(re.compile("^Let somebody help you"))
    see(kai, "helpers")
    kai.push(re.compile("^End now"))
    expect(page.get_by_role("button", name=re.compile("^End now"))).to_have_count(0)


def test_the_other_parent_and_a_helper_find_no_draft_that_was_not_sent_to_them(hand, calderbeck):  # noqa: F811 - a browser: about 4 s
    _, _, own = draft_of("Kai")
    for persona in ("amina", "jo", "halima"):
        page = hand("mouse", calderbeck("amina") if persona == "amina" else _user(persona)).page
        assert page.goto(own).status in (403, 404)


def _user(persona):
    from goldenthread.access.models import User

    return User.objects.get(persona=persona)
