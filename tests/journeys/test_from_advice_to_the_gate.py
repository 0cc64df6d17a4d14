"""J7: a draft is put together from the advice, each sentence shows who said it, and one that nobody said stops the plan."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from goldenthread.casework.actions import answering, concluding
from goldenthread.casework.tests import advice_situations as advice
from goldenthread.casework.tests import issue_situations as now
from goldenthread.casework.tests import situations
from goldenthread.plans.models import Version
from tests import making
from tests.journeys.hands import WAYS, hand, see  # noqa: F401 - fixtures
from tests.journeys.steps import heading

EACH_WEEK = {"times": 1, "per": "week", "minutes": 30, "weeks": 39}
#: What each adviser found: (kind of advice, body, role, need, outcome, provision with its area and who does it).
FOUND = (
    ("psychology", "psychology", "psychologist", "Owen Pritchard", "Kai loses his place on a page of print", "Kai will read a page of large print alone", [
        ("Teaching Kai to follow a line with a reading window", "cognition", "A specialist teacher"),
    ]),
    ("medical", "health", "health_adviser", "Grace Otieno", "Kai has seizures about once a month", "Kai will tell an adult when he feels a seizure coming", [
        ("A nurse looks at Kai’s seizure diary and his medicine", "health", "An epilepsy nurse"),
    ]),
    ("social_care", "social_care", "social_care_adviser", "Leon Baptiste", "Kai cannot leave the house without an adult", "Kai will walk to the shop with one friend", [
        ("Help at home with washing and dressing", "care", "A care worker"),
        ("An evening with another family", "care", "A link carer"),
    ]),
)  # fmt: skip
SECTIONS = ("B", "C", "D", "E", "F", "G", "H1", "H2")


@pytest.fixture
def advised(transactional_db):
    """It was decided to write a plan, on the advice of a psychologist, a nurse and a social worker. The draft is empty."""
    request = advice.assessing()
    for kind, body, role, name, need, outcome, provision in FOUND:
        service = making.body(body, name=f"Calderbeck {name.split()[1]} Service")
        who = making.somebody(role, service, name=name)
        [ask] = advice.asked(request, body=service, kind=kind)
        _answered(ask, who, need, outcome, provision)
    concluding.decide_to_issue(request=request, made_on=making.TODAY, by=situations.manager(), on=making.TODAY)
    return Version.objects.select_related("child__case__worker").get(child=request.child)


def _answered(ask, who, need, outcome, provision):
    said = {"ask": ask, "by": who, "on": making.TODAY}
    answering.take_up(**said)
    ask.adviser = who
    answering.describe_advice(**said, seen_on=making.TODAY, summary="", author=who.name, author_role="", nothing_found=False)
    area = provision[0][1]
    first = answering.add_passage(**said, kind="need", text=need, said={"broad_area": area})
    then = answering.add_passage(**said, kind="outcome", text=outcome, serves=[first.pk], said={"by_when": date(2027, 7, 31), "measure": "A week’s tally"})
    for text, of, deliverer in provision:
        answering.add_passage(
            **said, kind="provision", text=text, serves=[then.pk], said={**EACH_WEEK, "broad_area": of, "deliverer": deliverer, "skill": "Registered"}
        )
    answering.send_advice(**said)


@pytest.mark.parametrize("way", WAYS)
def test_a_draft_is_made_of_the_advice_and_every_sentence_says_whose_it_is(way, hand, see, advised):  # noqa: F811 - a browser: about 12 s
    # Given a coordinator with three pieces of advice and an empty draft
    priya = hand(way, advised.child.case.worker)
    page = priya.page
    page.goto(f"/children/{advised.child_id}/plan/{advised.pk}")
    priya.push("Take in the advice")
    heading(page, "Take in the advice")
    expect(page.locator("main")).to_contain_text("Nothing is in the draft until you choose to take it in")
    see(priya, "take in the advice")
    # When it is taken in
    priya.push(re.compile(r"^Take in \d+ lines$"))
    heading(page, "Draft plan")
    expect(page.get_by_text(re.compile(r"\d+ lines were added"))).to_be_visible()
    see(priya, "draft of the advice")
    # Then each sentence of B to H opens to who said it, and in which words
    for section in SECTIONS:
        page.goto(f"/children/{advised.child_id}/plan/{advised.pk}/sections/{section}")
        lines = page.locator(".plan-line")
        assert lines.count(), f"section {section} is empty"
        expect(page.locator("summary").filter(has_text="Where this came from")).to_have_count(lines.count())
        expect(page.get_by_text("Add where this came from")).to_have_count(0)
    from_care = page.locator(".plan-line").first
    expect(from_care.get_by_text("Leon Baptiste")).to_be_hidden()
    priya.unfold("Where this came from", within=from_care)
    expect(from_care.get_by_text("Leon Baptiste")).to_be_visible()
    expect(from_care.locator("blockquote")).to_contain_text("An evening with another family")
    see(priya, "section H2 with its source")


@pytest.mark.parametrize("way", WAYS)
def test_one_sentence_that_nobody_said_stops_the_plan_until_it_has_a_source(  # a browser: about 12 s
    way, hand, see, files, transactional_db  # noqa: F811
):
    # Given a plan that nothing stops
    story = now.ready()
    plan = f"/children/{story.request.child_id}/plan/{story.version.pk}"
    priya = hand(way, story.worker)
    page = priya.page
    page.goto(f"{plan}/issue")
    expect(page.get_by_text("Nothing stops it")).to_be_visible()
    # When the coordinator writes a sentence into it that is in no advice
    page.goto(f"{plan}/sections/B")
    priya.push("Add need")
    priya.write("What is hard, and how does it show?", "Kai is afraid of dogs.")
    priya.push("Save")
    heading(page, "Where this line came from")
    see(priya, "source asked for")
    priya.follow("Back to section B")
    expect(page.locator(".plan-line").filter(has_text="afraid of dogs")).to_contain_text("Add where this came from")
    see(priya, "sentence without a source")
    # Then the gate names it, and there is no way to propose the plan
    page.goto(f"{plan}/issue")
    stop = page.get_by_role("listitem").filter(has_text=re.compile("Section B, “Kai is afraid of dogs.”: .*Add where this came from"))
    expect(stop).to_have_count(1)
    expect(page.get_by_role("button", name="Propose that it is issued")).to_have_count(0)
    see(priya, "gate stopped by a sentence")
    # And once its source is named, that sentence stops nothing
    page.goto(f"{plan}/sections/B")
    priya.follow(re.compile("^Sources"), within=page.locator(".plan-line").filter(has_text="afraid of dogs"))
    priya.write("Words in the advice", "ask for help")
    priya.push("Search the advice")
    priya.push(re.compile("^Add this source"))
    expect(page.get_by_role("button", name=re.compile("^Remove"))).to_be_visible()
    page.goto(f"{plan}/issue")
    expect(page.get_by_text("Kai is afraid of dogs.”: Add where this came from")).to_have_count(0)
