"""J10, its first half: three settings are consulted, one refuses on a ground of the law, two let their days lapse and are seen to."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from goldenthread.core import wall
from goldenthread.plans.models import Version
from tests.journeys.hands import WAYS, hand, see  # noqa: F401 - fixtures
from tests.journeys.steps import heading, press


@pytest.mark.parametrize("way", WAYS)
def test_three_settings_are_asked_and_each_answer_is_seen(way, hand, see, later, calderbeck):  # noqa: F811 - two browsers: about 15 s
    with wall.lifted(because="a journey looks for its draft"):
        version = Version.objects.get(child__forename="Hodan")
    agree = f"/children/{version.child_id}/plan/{version.pk}/agree"
    # Given a coordinator who consults two settings beside the one that the family asked for
    ellis = hand("mouse", calderbeck("ellis"))
    desk = ellis.page
    for name in ("Moorgate Girls' School", "Osmondley Academy"):
        desk.goto(agree)
        ellis.push("Consult a setting")
        if way == "mouse" and name.startswith("Moorgate"):
            press(desk, "Send the draft to it")
            expect(desk.locator(".govuk-error-summary")).to_be_visible()
            see(ellis, "consult wrong")
        ellis.write("Which school, college or other setting?", name)
        ellis.choose("No")
        press(desk, "Send the draft to it")
        heading(desk, "Agreeing the draft")
    if way == "mouse":
        see(ellis, "settings consulted")

    # When the SENCO of one of them reads the draft and refuses: first without a ground, then on one of the law's
    liam = hand(way, _user("liam"))
    page = liam.page
    page.goto("/consultations")
    see(liam, "consultations")
    liam.follow("Hodan Yusuf")
    see(liam, "consultation")
    liam.choose("No, it should not be named")
    liam.push("Send the answer")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Select a ground")
    see(liam, "consultation wrong")
    liam.choose(page.locator("input[name=ground]").first.evaluate("e => e.labels[0].innerText"))
    liam.write("Why, about this child?", "Her therapy needs a quiet room each fortnight, and every room is taken until the new building opens.")
    liam.push("Send the answer")
    expect(page.get_by_text("Your answer was sent to the council")).to_be_visible()
    see(liam, "consultation answered")

    # Then the coordinator sees the refusal with its ground, and once their fifteen days are over, that the others lapsed
    desk.goto(agree)
    refused = desk.get_by_role("row").filter(has_text="Calder Valley Academy")
    expect(refused).to_contain_text("Says no")
    expect(refused).to_contain_text("quiet room")
    expect(desk.get_by_role("row").filter(has_text="Osmondley Academy")).to_contain_text("until 8 December 2026")
    later(16)
    ellis = hand("mouse", _user("ellis"))
    ellis.page.goto(agree)
    for name in ("Moorgate Girls' School", "Osmondley Academy"):
        expect(ellis.page.get_by_role("row").filter(has_text=name)).to_contain_text(re.compile("Lapsed.*no answer by 8 December 2026"))
    if way == "mouse":
        see(ellis, "settings lapsed")


def _user(persona):
    from goldenthread.access.models import User

    return User.objects.get(persona=persona)
