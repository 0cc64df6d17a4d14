"""J6: a therapist begins with last year's advice, is told what is vague, cannot send it without an outcome, and gets a receipt."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.hands import WAYS, hand, see  # noqa: F401 - fixtures
from tests.journeys.steps import heading


@pytest.mark.parametrize("way", WAYS)
def test_last_years_advice_is_the_beginning_and_nothing_vague_leaves_unseen(way, hand, see, calderbeck):  # noqa: F811 - a browser: about 20 s
    # Given Grace, who finds what is asked of her and begins with what she wrote a year ago
    grace = hand(way, calderbeck("grace"))
    page = grace.page
    page.goto("/advice")
    see(grace, "therapist queue")
    grace.follow(re.compile("^Leo Hargreaves"))
    see(grace, "therapist ask")
    grace.push("I will answer")
    grace.push(re.compile("^Begin with the advice given on"))
    expect(page.locator("main")).to_contain_text("Leo says thirty words that strangers understand")
    see(grace, "therapist begun")
    # When she changes what is no longer so, and adds provision in vague words
    grace.follow(re.compile(r"^Change.*needs?.*1$", re.S))
    grace.write("What is the need?", "Leo says ninety words that strangers understand, and joins two of them.")
    grace.push("Save")
    grace.follow("Add provision")
    grace.write("What is to be provided?", "Access to speech therapy as appropriate")
    grace.push("Save")
    # Then she is told at once what leaves room for doubt, and it cannot be sent: there is no outcome
    expect(page.get_by_text("leaves room for doubt").first).to_be_visible()
    see(grace, "therapist vague")
    grace.push("Check and send")
    grace.push("Send the advice")
    expect(page.get_by_text("The advice cannot be sent yet").first).to_be_visible()
    expect(page.get_by_text("Add at least one outcome").first).to_be_visible()
    see(grace, "therapist stopped")
    # When she says what Leo should be able to do, and who does what, how often and for how long
    grace.follow("Back to the advice")
    grace.follow("Add an outcome")
    grace.write("What should the child be able to do?", "Leo will ask for help in three words in four lessons of five.")
    grace.date("By when?", 20, 7, 2027)
    grace.write("How will it be known?", "His teacher tallies one week each half term.")
    grace.tick(re.compile("Leo says ninety words"))
    see(grace, "therapist outcome")
    grace.push("Save")
    grace.follow(re.compile(r"^Change.*provision.*1$", re.S))
    grace.write("What is to be provided?", "Speech and language therapy to build sentences of three words.")
    grace.write("Who does it?", "A speech and language therapist")
    grace.write("What training or qualification do they need?", "HCPC registered")
    grace.write("How many times?", "1")
    grace.pick("In each", "Week")
    grace.write("How many minutes each time?", "30")
    grace.write("For how many weeks of the year?", "38")
    grace.tick(re.compile("Leo will ask for help"))
    see(grace, "therapist provision")
    grace.push("Save")
    grace.push("Check and send")
    see(grace, "therapist check")
    grace.push("Send the advice")
    # Then there is a receipt with the day and the number
    heading(page, "Advice received")
    expect(page.locator("main")).to_contain_text("23 November 2026")
    expect(page.get_by_text("Receipt number")).to_be_visible()
    see(grace, "therapist receipt")
