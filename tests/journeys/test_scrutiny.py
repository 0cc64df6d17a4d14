"""A figure is held up at a meeting: who is behind it, what is to be known of each, and who does what by when."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from goldenthread.core import clock
from tests.journeys.conftest import PHONE, TABLET
from tests.journeys.steps import date, heading, in_error, press


def test_what_a_meeting_agrees_of_a_child_is_done_by_somebody(new_page, look, sign_in, calderbeck):  # a browser and two people: about 20 s
    # Given the head of SEND, who opens the children behind a figure at a meeting, on her phone
    ruth = new_page(viewport=PHONE)
    sign_in(ruth, calderbeck("ruth"))
    ruth.goto("/insight/EHC20/children")
    heading(ruth, "Children behind plans in force")
    look(ruth, "children behind a figure with flags")
    about = ruth.get_by_role("link", name=re.compile("^Note an action about ")).first
    child = " ".join(about.inner_text().split()).removeprefix("Note an action about ").rpartition(", ")[0]
    about.click()
    heading(ruth, "Note an action")
    expect(ruth.locator("main")).to_contain_text(f"About {child}")
    look(ruth, "noting an action about a child")
    press(ruth, "Note an action")
    in_error(ruth)
    look(ruth, "noting an action, wrong")
    due = clock.today() + timedelta(days=14)
    ruth.get_by_label("Which group met?").fill("Children missing education sub-group")
    ruth.get_by_label("What is to be done?").fill("See the family at home, and say what they want.")
    ruth.get_by_label("Who does it?").select_option(label="Ellis Marlow")
    date(ruth, "By when?", due.day, due.month, due.year)
    press(ruth, "Note an action")
    heading(ruth, "Children missing education sub-group")
    expect(ruth.locator("main")).to_contain_text("See the family at home")
    look(ruth, "one meeting")

    # Then it stands beside the child, and among what meetings agreed of this figure
    ruth.goto("/insight/EHC20/meetings")
    look(ruth, "meetings that held a figure up")
    ruth.set_viewport_size(TABLET)
    ruth.goto("/insight/EXC04/meetings")
    look(ruth, "meetings of the invented area")

    # When Ellis begins the day, it is theirs, and they say what came of it
    ellis = new_page()
    sign_in(ellis, calderbeck("ellis"))
    ellis.goto("/work")
    ellis.get_by_role("link", name=re.compile("from (a meeting|meetings)")).click()
    heading(ellis, "Your actions from meetings")
    look(ellis, "ones own actions from meetings")
    ellis.get_by_role("link", name=re.compile("^See the family at home")).click()
    heading(ellis, "An action from a meeting")
    look(ellis, "an action from a meeting")
    press(ellis, "Mark it as done")
    in_error(ellis)
    ellis.get_by_label("What came of it?").fill("They would like to visit two schools.")
    press(ellis, "Mark it as done")
    expect(ellis.locator("main")).to_contain_text("They would like to visit two schools.")
    look(ellis, "an action that is done")

    # And the analyst, who may open no record, reads of the meeting and not of the child
    dev = new_page(viewport=PHONE)
    sign_in(dev, calderbeck("dev"))
    dev.goto("/insight/EHC20/meetings")
    expect(dev.locator("main")).to_contain_text("Children missing education sub-group")
    assert child not in dev.content() and "visit two schools" not in dev.content() and "See the family" not in dev.content()
    look(dev, "meetings as an analyst reads them")
