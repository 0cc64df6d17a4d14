"""J10, consult and issue: a coordinator picks one of three settings and proposes; a manager reads the letter and issues."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import expect

from goldenthread.casework.tests import issue_situations as now
from tests import making
from tests.journeys.steps import heading, press


def test_two_people_issue_a_plan(new_page, look, sign_in, files, transactional_db):  # a browser: about 20 s
    story = now.ready(placed=False)
    refuses, lapses = making.school("Weir School"), making.school("Moor College")
    no = now.consulted(story, refuses)
    now.consulted(story, lapses, on=now.TODAY - timedelta(days=16))
    now.actions.answer_consultation(
        consultation=no, reply="no", ground="efficient_resources", why="It would need a new class", by=making.somebody("setting_staff", refuses), on=now.TODAY
    )
    now.yes(story)
    plan = f"/children/{story.request.child_id}/plan/{story.version.pk}"

    # Given a coordinator who finds what stops the plan from the page where the draft was agreed
    page = new_page()
    sign_in(page, story.worker)
    page.goto(f"{plan}/agree")
    page.get_by_role("link", name="What stops the plan, and issuing it").click()
    heading(page, "Issue the plan")
    expect(page.get_by_text("1 thing stops the plan.")).to_be_visible()
    look(page, "issue stopped")

    # When they name the one of three that can meet the needs, and look at the one that did not answer
    page.get_by_role("link", name=re.compile("Choose what section I says")).click()
    heading(page, "What section I says")
    press(page, "Save")
    look(page, "section I wrong")
    page.get_by_label("A named school, college or other setting").check()
    page.get_by_label(re.compile("Calder Valley Academy: can meet the needs")).check()
    look(page, "section I")
    press(page, "Save")
    expect(page.get_by_text("Nothing stops it")).to_be_visible()
    expect(page.locator("main strong").filter(has_text="Moor College did not answer by")).to_be_visible()
    press(page, "Propose that it is issued")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Tick the box when you have looked")
    page.get_by_label(re.compile("I have looked at")).check()
    press(page, "Propose that it is issued")
    expect(page.get_by_text("You proposed it, so somebody else issues it.")).to_be_visible()
    look(page, "issue proposed")

    # Then a manager reads the plan and the letter, and issues it
    second = new_page()
    sign_in(second, story.manager)
    second.goto(f"{plan}/issue")
    look(second, "issue for the second person")
    second.get_by_role("button", name="Read the letter, then issue").click()
    heading(second, "Read the plan and the letter, then issue")
    look(second, "issue confirm")
    second.get_by_label("I have read the plan and the letter").check()
    press(second, "Issue the plan and send it")
    heading(second, "The plan was issued")
    look(second, "issued")
    with second.expect_download() as download:
        second.get_by_role("link", name=re.compile(r"\(PDF\)")).click()
    assert download.value.suggested_filename.endswith(".pdf")

    # And her mother finds it and its short version on her family's page
    mother = new_page(viewport={"width": 320, "height": 640})
    sign_in(mother, story.parent.user)
    mother.goto(f"/my/{story.request.child_id}")
    expect(mother.get_by_role("link", name=re.compile("Final plan, version 1 in short sentences"))).to_be_visible()
    look(mother, "family with a plan")
    phone = new_page(viewport={"width": 320, "height": 640})
    sign_in(phone, story.manager)
    phone.goto(f"{plan}/issue")
    look(phone, "issued")


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
