"""Advice as a story: five are asked, a therapist answers, what nobody answered climbs the ladder, and the manager sees it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from goldenthread.access import session as rules
from goldenthread.casework.actions.reminding import settle_ladder
from goldenthread.casework.models import AdviceRequest
from goldenthread.casework.tasks import remind_advisers_on
from goldenthread.casework.tests.advice_situations import answered, asked, assessing
from goldenthread.core import outbox, wall
from tests import making
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.hands import WAYS, hand, see  # noqa: F401 - fixtures
from tests.journeys.steps import heading, press


@pytest.fixture
def enter(sign_in):
    """Signed in with a second factor."""

    def do(page, user):
        session = {}
        rules.begin(session, second_factor=True)
        sign_in(page, user, **session)

    return do


def area():
    """Calderbeck with its services, a school, and a child whose assessment begins today."""
    found = assessing()
    school = making.school("Cinder Hill Primary School")
    found.child.attendances.create(organisation=school)
    making.involve(school, found.child, "setting")
    bodies = {kind: making.body(kind, name=name, email=f"{kind}@example.org") for kind, name in (
        ("psychology", "Calderbeck Psychology"), ("health", "Calder Community Therapies"), ("social_care", "Disabled Children’s Team"),
    )}  # fmt: skip
    return found, bodies


@pytest.mark.parametrize("way", WAYS)
def test_five_asks_are_sent_in_one_step_and_what_nobody_answers_climbs_the_ladder(  # two browsers: about 15 s
    way, hand, see, later, transactional_db  # noqa: F811
):
    found, bodies = area()
    tomas = making.somebody("team_manager", name="Tomas Reyes")
    making.somebody("head_of_send", name="Ruth Adeyemi")
    settle_ladder(area=found.area, days={}, people={f"manager:{bodies['psychology'].pk}": tomas.pk}, by=tomas, on=making.TODAY)
    # Given a coordinator who asks five in one step, as the law lists them
    priya = hand(way, found.child.case.worker)
    page = priya.page
    page.goto(f"/requests/{found.pk}")
    priya.push("Advice for the assessment")
    heading(page, "Advice for the assessment")
    see(priya, "advice whom to ask")
    priya.push("Send the asks")
    expect(page.get_by_text("5 asks were sent")).to_be_visible()
    see(priya, "advice asked")

    # When nobody has answered in week 5, the services are reminded; nothing is late yet
    wait(later, weeks=5)
    manager = hand(way, tomas)
    page = manager.page
    page.goto("/advice/board")
    expect(page.locator("main")).to_contain_text("No advice has fallen due in the last year.")
    expect(page.get_by_role("row").filter(has_text="Calderbeck Psychology")).to_contain_text("28 December 2026, sent")
    see(manager, "advice board in week 5")

    # In week 7 the manager finds them late, each with who was told of it last and whether that was delivered
    wait(later, weeks=7)
    manager = hand(way, tomas)
    page = manager.page
    page.goto("/advice/board")
    manager.follow(re.compile(r"^Late \(\d\)$"))
    late = page.get_by_role("row").filter(has_text="Calderbeck Psychology")
    expect(late).to_contain_text("7 days late")
    expect(late).to_contain_text(re.compile("Ruth Adeyemi.*11 January 2027, sent", re.S))
    # And how each service keeps its six weeks has changed with it
    expect(page.locator("main")).to_contain_text(re.compile(r"Of \d pieces of advice due in the last year, 0 \(0%\) came in time"))
    manager.unfold("Show the numbers")
    expect(page.locator("figure").first.get_by_role("row").filter(has_text="Calderbeck Psychology (1)")).to_contain_text("0%")
    see(manager, "advice board in week 7")
    # Every step of the ladder is listed: the day, a name, and what became of it
    manager.follow(re.compile("^Kai Alder ?, .*psycholog"))
    steps = page.get_by_role("table", name="Reminders").get_by_role("row")
    for step, day, name in ((2, "28 December 2026", "Calderbeck Psychology"), (4, "11 January 2027", "Tomas Reyes"), (5, "11 January 2027", "Ruth Adeyemi")):
        expect(steps.filter(has_text=f"Step {step}")).to_contain_text(re.compile(f"{day}.*{name}.*Sent", re.S))
    see(manager, "advice reminders")


def wait(later, *, weeks):
    """So many weeks after they were asked: what is sent on that day is sent, and goes out."""
    later(7 * weeks)
    with wall.lifted(because="a journey stands for the clock of a demonstration"):
        remind_advisers_on.func((making.TODAY + timedelta(weeks=weeks)).isoformat())
    outbox.deliver()


@pytest.mark.parametrize(
    "options", [{"viewport": DESKTOP}, {"viewport": PHONE}, {"java_script_enabled": False}], ids=["desk", "phone", "without script"]
)
def test_a_therapist_answers_and_is_told_what_is_vague_before_it_leaves(  # a browser: about 15 s
    new_page, look, enter, transactional_db, options
):
    look = look if "viewport" in options else (lambda page, name: None)
    found, bodies = area()
    asked(found, body=bodies["health"], kind="medical")
    page = new_page(**options)
    enter(page, making.somebody("health_adviser", bodies["health"], name="Grace Otieno"))
    page.goto("/advice")
    look(page, "advice queue")
    page.get_by_role("link", name=re.compile("Kai Alder.*medical")).click()
    look(page, "advice empty")
    press(page, "I will answer")
    page.get_by_role("link", name="Add a need").click()
    look(page, "advice need")
    page.get_by_label("What is the need?").fill("Kai cannot yet ask for help in words")
    page.get_by_label("Which area is it in?").select_option("communication")
    press(page, "Save")
    page.get_by_role("link", name="Add provision").click()
    page.get_by_label("What is to be provided?").fill("Access to speech therapy as appropriate")
    press(page, "Save")
    expect(page.get_by_text("leaves room for doubt").first).to_be_visible()
    look(page, "advice vague")
    press(page, "Check and send")
    press(page, "Send the advice")
    expect(page.get_by_text("The advice cannot be sent yet")).to_be_visible()
    expect(page.get_by_text("Add at least one outcome")).to_be_visible()
    look(page, "advice stopped")
    page.get_by_role("link", name="Back to the advice").click()
    page.get_by_role("link", name="Add an outcome").click()
    page.get_by_label("What should the child be able to do?").fill("Kai will ask for help with a picture card in four lessons of five")
    page.get_by_label("Kai cannot yet ask for help in words").check()
    look(page, "advice outcome")
    press(page, "Save")
    page.get_by_role("link", name="Change provision 1").click()
    page.get_by_label("What is to be provided?").fill("Teaching Kai to exchange picture cards")
    for label, value in (("Who does it?", "A speech and language therapist"), ("How many times?", "1"), ("How many minutes each time?", "30")):
        page.get_by_label(label).fill(value)
    page.get_by_label("In each").select_option("week")
    page.get_by_label("Kai will ask for help with a picture card").check()
    look(page, "advice provision")
    press(page, "Save")
    press(page, "Check and send")
    look(page, "advice check")
    press(page, "Send the advice")
    heading(page, "Advice received")
    expect(page.get_by_text("Receipt number")).to_be_visible()
    look(page, "advice receipt")


def test_an_officer_reads_what_came_returns_it_and_uses_earlier_advice(new_page, look, enter, transactional_db):  # a browser: about 8 s
    ask = answered()
    page = new_page()
    enter(page, ask.child.case.worker)
    page.goto(f"/advice/{ask.pk}/review")
    look(page, "advice came")
    page.get_by_role("link", name="Return it to be improved").click()
    look(page, "advice return")
    page.get_by_label("What must be made better?").fill("Say what each session is for.")
    press(page, "Return it")
    expect(page.get_by_text("The advice was returned")).to_be_visible()
    look(page, "advice returned")
    page.goto(f"/requests/{ask.request_id}/advice/earlier")
    look(page, "advice earlier none")
    page.goto(f"/advice/{ask.pk}/exception")
    look(page, "advice exception")


def test_a_manager_settles_the_ladder(new_page, look, enter, transactional_db):  # a browser: about 5 s
    area()
    page = new_page()
    enter(page, making.somebody("team_manager", name="Marek Nowicki"))
    page.goto("/advice/ladder")
    look(page, "advice ladder")
    page.get_by_label("Step 6", exact=True).select_option(label="Marek Nowicki")
    press(page, "Save the ladder")
    expect(page.get_by_text("The ladder was saved")).to_be_visible()


def test_a_report_that_exists_is_placed_line_by_line(new_page, look, enter, transactional_db, settings, tmp_path):  # a browser: about 8 s
    settings.MEDIA_ROOT = tmp_path / "files"
    found, bodies = area()
    asked(found, body=bodies["health"], kind="medical")
    report = tmp_path / "report.txt"
    report.write_text("Kai cannot yet ask for help in words.\nKai will ask for help with a card.\nThank you for asking us.\n")
    page = new_page()
    enter(page, making.somebody("health_adviser", bodies["health"], name="Grace Otieno"))
    page.goto("/advice")
    page.get_by_role("link", name=re.compile("Kai Alder.*medical")).click()
    page.get_by_role("link", name="Add a file instead of typing").click()
    look(page, "advice file")
    page.get_by_label("Choose the file").set_input_files(report)
    press(page, "Add the file")
    heading(page, "Place the lines of the file")
    look(page, "advice lines")
    page.get_by_label("Line 1 is", exact=True).select_option("need")
    page.get_by_label("Line 2 is", exact=True).select_option("outcome")
    press(page, "Save, and leave the rest of this page out")
    expect(page.get_by_text("3 lines were placed")).to_be_visible()
    look(page, "advice placed")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_parent_says_what_they_want_known(new_page, look, enter, transactional_db, viewport):  # a browser: about 5 s
    found, _ = area()
    parent = making.somebody("parent", making.body("forum"), name="Jo Alder")
    making.involve(parent, found.child, "family")
    asked(found, body=None, kind="parent_yp")
    page = new_page(viewport=viewport)
    enter(page, parent)
    page.goto(f"/advice/{AdviceRequest.objects.get().pk}/family")
    look(page, "advice family")
    press(page, "Send")
    expect(page.get_by_text("Write something in at least one of the boxes")).to_be_visible()
    page.get_by_label("What do you hope for?").fill("That he talks to his gran.")
    press(page, "Send")
    expect(page.get_by_text("What you wrote was sent")).to_be_visible()
    look(page, "advice family sent")
