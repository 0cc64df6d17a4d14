"""J10, consult and issue: a coordinator picks one of three settings and proposes; a manager reads the letter and issues."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from goldenthread.access.models import User
from goldenthread.casework.tests import issue_situations as now
from goldenthread.core.models import Message
from tests import making
from tests.journeys.hands import WAYS, hand, see, told_what_is_wrong  # noqa: F401 - fixtures
from tests.journeys.steps import heading, press


@pytest.fixture
def week_twenty(files, transactional_db, monkeypatch, later):
    """A plan of week 20: of three settings one said no on a ground of the law, one said yes, and one let its days lapse."""
    monkeypatch.setattr(now, "RECEIVED", date(2026, 7, 27))
    story = now.ready(placed=False)
    refuses, lapses = making.school("Weir School"), making.school("Moor College")
    no = now.consulted(story, refuses, on=now.TODAY)
    now.consulted(story, lapses, on=now.TODAY)
    now.actions.answer_consultation(
        consultation=no, reply="no", ground="efficient_resources", why="It would need a new class", by=making.somebody("setting_staff", refuses), on=now.TODAY
    )
    now.yes(story)
    later(17)
    return story


@pytest.mark.parametrize("way", WAYS)
def test_two_people_issue_a_plan(way, hand, see, week_twenty):  # noqa: F811 - three browsers: about 20 s
    story = week_twenty
    plan = f"/children/{story.request.child_id}/plan/{story.version.pk}"

    # Given a coordinator who sees what became of the three, and what stops the plan
    priya = hand(way, story.worker)
    page = priya.page
    page.goto(f"{plan}/agree")
    for name, became in (("Weir School", "Says no"), ("Moor College", "Lapsed"), ("Calder Valley Academy", "Can meet the needs")):
        expect(page.get_by_role("row").filter(has_text=name)).to_contain_text(became)
    priya.follow("What stops the plan, and issuing it")
    heading(page, "Issue the plan")
    expect(page.get_by_text("1 thing stops the plan.")).to_be_visible()
    see(priya, "issue stopped")

    # When they name the one of three that can meet the needs, and look at the one that did not answer
    priya.follow(re.compile("^Choose what section I says"))
    heading(page, "What section I says")
    priya.push("Save")
    told_what_is_wrong(priya)
    see(priya, "section I wrong")
    priya.choose("A named school, college or other setting")
    priya.choose(re.compile("^Calder Valley Academy: can meet the needs"))
    see(priya, "section I")
    priya.push("Save")
    expect(page.get_by_text("Nothing stops it")).to_be_visible()
    expect(page.locator("main strong").filter(has_text="Moor College did not answer by 8 December 2026")).to_be_visible()
    priya.push("Propose that it is issued")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Tick the box when you have looked")
    priya.tick(re.compile("I have looked at"))
    priya.push("Propose that it is issued")
    expect(page.get_by_text("You proposed it, so somebody else issues it.")).to_be_visible()
    see(priya, "issue proposed")

    # Then a manager reads the plan and the letter, and issues it, in the twentieth week
    tomas = hand(way, story.manager)
    page = tomas.page
    page.goto(f"{plan}/issue")
    see(tomas, "issue for the second person")
    tomas.push("Read the letter, then issue")
    heading(page, "Read the plan and the letter, then issue")
    see(tomas, "issue confirm")
    tomas.tick("I have read the plan and the letter")
    tomas.push("Issue the plan and send it")
    heading(page, "The plan was issued")
    expect(page.locator("main")).to_contain_text("10 December 2026")
    # It went to the mother, the setting, the health board, and the service whose advice it rests on
    for name in ("Jo Alder", "Calder Valley Academy", "Calder Valley Integrated Care Board", "Calderbeck Psychology"):
        expect(page.get_by_role("table", name="Who has it").get_by_role("row").filter(has_text=name)).to_have_count(1)
    see(tomas, "issued")
    papers = [page.request.get(link.get_attribute("href")).body()[:4] for link in page.locator(f"main a[href*='{plan}/papers/']").all()]
    assert b"%PDF" in papers and b"PK\x03\x04" in papers, papers


@pytest.mark.parametrize("way", WAYS)
def test_what_was_issued_is_locked_and_in_the_hands_of_all_who_have_a_part_in_it(  # four browsers: about 15 s
    way, hand, see, files, transactional_db  # noqa: F811
):
    story = now.issued()
    plan = f"/children/{story.request.child_id}/plan/{story.version.pk}"
    # Nobody changes a word of it any more, whoever wrote it
    priya = hand(way, story.worker)
    page = priya.page
    page.goto(f"{plan}/sections/F")
    expect(page.locator(".plan-line").filter(has_text="Teaching Kai to exchange picture cards")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^(Change|Sources|Take out|Add)"))).to_have_count(0)
    see(priya, "section of an issued plan")
    # Her mother reads it on her family's page, in full and in short sentences, and can print it
    jo = hand(way, story.parent.user)
    page = jo.page
    page.goto(f"/my/{story.request.child_id}")
    expect(page.get_by_role("link", name=re.compile("Final plan, version 1 in short sentences"))).to_be_visible()
    see(jo, "family with a plan")
    printed = page.get_by_role("link", name=re.compile(r"^Final plan, version 1.*PDF")).first.get_attribute("href")
    assert page.request.get(printed).body().startswith(b"%PDF")
    # The psychologist whose advice it rests on finds it in the record of the child
    owen = hand(way, User.objects.get(name="Owen Pritchard"))
    page = owen.page
    page.goto("/")
    owen.follow("Kai Alder")
    owen.follow("Plan")
    owen.follow(re.compile("^Final plan, version 1|^Version 1"))
    expect(page.locator("main")).to_contain_text("Teaching Kai to exchange picture cards")
    see(owen, "issued plan for an adviser")
    # And the family is asked in a fortnight how it went
    [survey] = Message.objects.filter(subject="Tell us how it went")
    assert (survey.state, survey.to_user_id) == ("queued", story.parent.user_id)
    assert timedelta(days=13) < survey.not_before - survey.queued_at < timedelta(days=14, seconds=1)


def test_a_refusal_to_issue_is_read_before_it_leaves(new_page, look, sign_in, files, transactional_db):  # a browser: about 8 s
    from goldenthread.casework.tests import advice_situations, situations

    ask = advice_situations.answered()
    page = new_page()
    sign_in(page, situations.making.somebody("team_manager", name="Tomas Reyes"))
    page.goto(f"/requests/{ask.request_id}")
    page.get_by_role("button", name="Decide whether to issue a plan").click()
    heading(page, "Decide whether to issue a plan")
    look(page, "decide to issue")
    page.get_by_label("No, do not issue a plan").check()
    page.get_by_label("Officer").check()
    press(page, "Continue")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Enter this child’s reasons")
    look(page, "decide to issue wrong")
    page.get_by_label(re.compile("What in this child’s advice shows it")).fill("Kai’s school can meet the needs that the advice found from what it has.")
    press(page, "Continue")
    heading(page, "Check the letter, then confirm")
    look(page, "refusal to issue")
    press(page, "Confirm the decision and send")
    heading(page, "We will not issue a plan")
    look(page, "not issued")
    page.get_by_role("link", name="Step across to support").click()
    heading(page, "Step across to support")
