"""J15: the year before a move planned back from its date, and a plan that does not end at 19 without a meeting; J25: a plan of another area."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from goldenthread.core import wall
from goldenthread.people.models import Deadline
from goldenthread.reviews.actions import ceasing
from goldenthread.reviews.models import Cease
from goldenthread.reviews.tests.change_situations import (
    NINETEEN,
    YEAR_9,
    YEAR_11,
    issued,
    manager,
    parent_of,
    with_plan,
    worker_of,
    young_person,
)
from tests import making
from tests.journeys.hands import WAYS, hand, see  # noqa: F401 - fixtures
from tests.journeys.steps import heading


@pytest.mark.parametrize("way", WAYS)
def test_the_year_before_a_move_is_planned_back_and_the_family_says_which_college(way, hand, see, transactional_db, files):  # noqa: F811 - two browsers: about 15 s
    # Given a girl in Year 11 and a boy in Year 9 at an all-through school, and a coordinator who plans the year
    school = making.school("Fell All-Through School")
    college = making.school("Beck Sixth Form College")
    plan = with_plan(YEAR_11, name="Ash Reed", school=school)
    nine = with_plan(YEAR_9, name="Wren Poole", school=school)
    parent = parent_of(plan.child, "Sam Reed")
    officer = worker_of(plan.child)
    making.involve(officer, nine.child, "named_worker")
    making.kept(nine.child)
    desk = hand(way, officer)
    desk.page.goto("/transfers")
    desk.follow("Secondary to post-16")
    expect(desk.page.get_by_text("30 March 2027 is the last day")).to_be_visible()
    see(desk, "transfers")
    # When she asks the family
    desk.follow("Ash Reed")
    heading(desk.page, "Phase transfer")
    see(desk, "transfer")
    desk.push("Ask the family")
    expect(desk.page.get_by_text("The family was asked")).to_be_visible()
    # And the family says which college it would like: first nothing, then a name
    home = hand(way, parent)
    home.page.goto(f"/my/{plan.child_id}")
    home.follow(re.compile("Which school or college next"))
    see(home, "next setting")
    home.push("Send")
    expect(home.page.locator(".govuk-error-summary")).to_contain_text("Enter a school or college")
    see(home, "next setting wrong")
    home.write("School, college or other setting", "Beck Sixth Form College")
    home.push("Send")
    expect(home.page.get_by_text("Thank you. We have what you said")).to_be_visible()
    # Then the planner shows it, and what is next
    desk.page.goto("/transfers?phase=secondary_to_post16")
    expect(desk.page.get_by_text(college.name)).to_be_visible()
    # And the four pathways begin for the boy in Year 9
    desk.page.goto(f"/children/{nine.child_id}/changes")
    see(desk, "changes")
    desk.follow("Preparing for adulthood")
    see(desk, "adulthood")
    desk.follow(re.compile("what I am good at"))
    desk.choose("Working on it")
    desk.push("Save")
    expect(desk.page.get_by_text("It is written down")).to_be_visible()


@pytest.mark.parametrize("way", WAYS)
def test_a_plan_is_not_ended_at_19_without_a_meeting_and_goes_on_until_the_appeal_is_over(way, hand, see, later, transactional_db, files):  # noqa: F811 - three browsers: about 20 s
    # Given Kai, 19, at college, whose coordinator proposes to end his plan
    plan = with_plan(NINETEEN, name="Kai Alder", school=making.school("Beck College"))
    officer, kai, boss = worker_of(plan.child), young_person(plan.child), manager()
    desk = hand(way, officer)
    at = f"/children/{plan.child_id}/ceasing"
    desk.page.goto(at)
    desk.push("Propose to end the plan")
    see(desk, "propose ceasing")
    desk.choose("A plan is no longer necessary")
    desk.write("What does it rest on, about this young person?", "Kai is 19.")
    desk.push("Propose it")
    # When nothing is said of the outcomes, age alone is refused
    expect(desk.page.locator(".govuk-error-summary")).to_contain_text("Age alone is never a reason")
    see(desk, "propose ceasing wrong")
    desk.write("Have the education and training outcomes in the plan been achieved?", "Three of four are reached.")
    desk.write("Do they want to go on learning, or to return to it?", "Asked on 16 November: he does.")
    desk.push("Propose it")
    expect(desk.page.get_by_text("Offer a meeting first. No plan is ended without one being offered")).to_be_visible()
    see(desk, "ceasing proposed")
    # And a manager cannot decide before the meeting is offered
    chair = hand(way, boss)
    chair.page.goto(f"{at}/decide")
    chair.choose("End the plan")
    chair.write("Reasons", "A plan made today would hold nothing that college does not give to all.")
    chair.push("Continue")
    expect(chair.page.locator(".govuk-error-summary")).to_contain_text("Offer a meeting first")
    desk.follow("Offer a meeting")
    desk.date("When was the meeting offered?", 23, 11, 2026)
    desk.push("Offer it")
    expect(desk.page.get_by_text("The meeting is offered")).to_be_visible()
    # Kai says what he thinks
    own = hand(way, kai)
    own.page.goto(f"/my/{plan.child_id}")
    own.follow(re.compile("Nothing is decided: say what you think"))
    see(own, "my ceasing")
    own.choose("No")
    own.write("What do you think? Should the plan go on?", "I want to keep it until I finish.")
    own.push("Send")
    expect(own.page.get_by_text("Thank you. We have what you said")).to_be_visible()
    desk.page.goto(at)
    desk.follow("What Beck College says")
    desk.date("When were they asked?", 23, 11, 2026)
    desk.write("What did they say?", "He manages with what everybody has.")
    desk.push("Save")
    expect(desk.page.get_by_text("It is recorded")).to_be_visible()
    # The manager reads the letter, and decides
    chair.page.goto(f"{at}/decide")
    chair.choose("End the plan")
    chair.write("Reasons", "A plan made today would hold nothing that college does not give to all.")
    chair.push("Continue")
    expect(chair.page.get_by_role("heading", name="The letter that leaves")).to_be_visible()
    see(chair, "ceasing letter")
    chair.tick("I have read the letter on this page")
    chair.push("Decide, and send the letter")
    expect(chair.page.get_by_text("until 25 January 2027").first).to_be_visible()
    see(chair, "ceasing decided")
    # Then the plan goes on until the time to appeal is over
    chair.follow("The plan ended")
    chair.date("When did the plan end?", 23, 11, 2026)
    chair.push("Save")
    expect(chair.page.locator(".govuk-error-summary")).to_contain_text("25 January 2027 is the last day")
    see(chair, "plan ended too early")
    own.page.goto(f"/my/{plan.child_id}/ending")
    expect(own.page.get_by_text("You can appeal to the Tribunal by 25 January 2027")).to_be_visible()
    see(own, "my ceasing decided")
    # And when it has ended, somebody keeps in touch
    later(70)
    with wall.lifted(because="a journey ends a plan"):
        ceasing.end_plan(cease=Cease.objects.get(), ended_on=date(2027, 1, 26), by=boss, on=date(2027, 2, 1))
    desk = hand(way, officer)
    desk.page.goto("/leavers")
    expect(desk.page.get_by_role("link", name="Kai Alder")).to_be_visible()
    see(desk, "leavers")
    desk.follow("Kai Alder")
    desk.push("Note a contact")
    see(desk, "contact")


@pytest.mark.parametrize("way", WAYS)
def test_a_plan_of_another_area_is_taken_on_and_keeps_its_clocks(way, hand, see, transactional_db, files, tmp_path):  # noqa: F811 - two browsers: about 15 s
    # Given a family of Calderbeck that moved to Thornmouth, with a plan made in January 2024
    plan = with_plan(school=making.school("Mill School"), made_on=date(2024, 1, 15))
    parent_of(plan.child)
    here, there = manager(), manager(making.area("991", "Thornmouth"))
    issued(plan, here)
    desk = hand(way, here)
    desk.page.goto(f"/children/{plan.child_id}/moving")
    desk.push("The family moves")
    desk.write("To which council?", "Thornmouth Council")
    desk.date("When did this council know of the move?", 1, 10, 2026)
    desk.date("When does the family move?", 16, 11, 2026)
    see(desk, "move out")
    desk.push("Save")
    desk.push("Make the file")
    expect(desk.page.get_by_text("The file is made")).to_be_visible()
    see(desk, "bundle made")
    path = tmp_path / "plan.zip"
    path.write_bytes(_bundle(plan))
    # When Thornmouth takes in first a file that is broken, then the right one
    broken = tmp_path / "broken.zip"
    broken.write_bytes(path.read_bytes()[:-200])
    new = hand(way, there)
    new.page.goto("/moves-in")
    new.add("The file from the other council", str(broken))
    new.push("Read and check the file")
    expect(new.page.locator(".govuk-error-summary")).to_contain_text("damaged")
    see(new, "moves in wrong")
    new.add("The file from the other council", str(path))
    new.push("Read and check the file")
    expect(new.page.get_by_text("15 January 2024")).to_be_visible()
    see(new, "move in read")
    new.choose("Nobody on record here. Start a record")
    new.push("Continue")
    new.date("When did the plan pass to us?", 16, 11, 2026)
    new.choose("Yes")
    see(new, "move in matched")
    new.push("Take the plan on")
    # Then the law's dates follow from the transfer and from the plan's own days
    expect(new.page.get_by_text("28 December 2026").first).to_be_visible()
    expect(new.page.get_by_text("15 February 2027").first).to_be_visible()
    see(new, "move in written")
    with wall.lifted(because="a journey looks for what is kept"):
        due = dict(Deadline.objects.filter(child__area__code="991").values_list("clock", "due_on"))
    assert due["XFER-6W"] == date(2026, 12, 28) and due["XFER-REVIEW"] == date(2027, 2, 15)
    new.choose("No")
    new.push("Send the letter")
    expect(new.page.get_by_text("told on 23 November 2026")).to_be_visible()


def _bundle(plan: Any) -> bytes:
    from goldenthread.core import files
    from goldenthread.reviews.models import MoveOut

    with wall.lifted(because="a journey fetches a file"), files.opened(MoveOut.objects.get(plan=plan).bundle.file) as opened:
        return opened.read()
