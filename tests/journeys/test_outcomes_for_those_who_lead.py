"""After the plan: where young people go, how reviews are held, themes for those who lead, and plans that the forum judges; on a desk and a phone."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from goldenthread.plans.models import Line, Version
from goldenthread.reviews.actions import leaving
from goldenthread.reviews.models import Invitee, Review
from goldenthread.reviews.tests import review_situations as now
from goldenthread.reviews.tests.change_situations import NINETEEN, SEVENTEEN, manager, with_plan, worker_of
from tests import making
from tests.journeys.steps import date as enter_date
from tests.journeys.steps import heading, press

PHONE = {"width": 320, "height": 640}
LONG = "The Northern Dales College of Land-based Studies, Technology, Performing Arts and Foundation Learning"


def forum():
    return making.somebody("forum", making.body("forum"), name="Ade Bello")


def test_where_young_people_go_and_how_reviews_are_held(new_page, look, sign_in, files, transactional_db):  # a browser: about 15 s
    boss = manager()
    phone = new_page(viewport=PHONE)
    sign_in(phone, boss)
    for at in ("/after-16", "/reviews/quality"):
        phone.goto(at)
        look(phone, f"{at} empty")
    college = making.body("setting", name=LONG, phase="16 plus", establishment_type="Further education")
    plan = with_plan(SEVENTEEN, school=college, name="Maximiliana-Alexandra Featherstonehaugh-Cholmondeley")
    other = with_plan(NINETEEN, name="Ash Reed")
    leaving.open_leaver(child=other.child, left_on=date(2026, 10, 1), because="She left her course", by=boss, on=making.TODAY)
    met = making.TODAY - timedelta(days=60)
    review = Review.objects.create(plan=plan, planned_on=met, met_on=met, invited_on=met, convened_by=college, outcome="M", notified_on=met)
    Invitee.objects.create(review=review, role="child", name="Maximiliana", advice_on=met, attended="yes")
    phone.goto("/after-16")
    expect(phone.get_by_text(LONG).first).to_be_visible()
    look(phone, "after 16")
    phone.goto("/reviews/quality")
    expect(phone.get_by_text(LONG).first).to_be_visible()
    look(phone, "quality of reviews")
    phone.goto(f"/reviews/{review.pk}")
    phone.get_by_text("How well this review was held").click()
    look(phone, "quality of one review")
    desk = new_page()
    sign_in(desk, boss)
    for at in ("/after-16", "/reviews/quality"):
        desk.goto(at)
        look(desk, f"{at} on a desk")


def test_which_course_somebody_is_on_sets_the_last_day_of_their_plan(new_page, look, sign_in, files, transactional_db):  # a browser: about 10 s
    plan = with_plan(date(2002, 3, 9), name="Kai Alder")
    phone = new_page(viewport=PHONE)
    sign_in(phone, worker_of(plan.child))
    phone.goto(f"/children/{plan.child_id}/ceasing")
    expect(phone.get_by_text("Nobody has said yet which course it is", exact=False)).to_be_visible()
    phone.get_by_role("link", name="Say which course").click()
    heading(phone, "Which course are they on?")
    press(phone, "Save")
    expect(phone.locator(".govuk-error-summary")).to_contain_text("Select which course")
    look(phone, "course wrong")
    phone.get_by_label("An apprenticeship").check()
    enter_date(phone, "When is it to end?", 28, 5, 2027)
    press(phone, "Save")
    expect(phone.get_by_text("28 May 2027", exact=False).first).to_be_visible()
    look(phone, "ceasing with a course")


def test_the_forum_brings_a_theme_and_judges_a_plan_without_names(new_page, look, sign_in, files, transactional_db):  # three browsers: about 20 s
    ade, head = forum(), making.somebody("head_of_send", making.body("send_team"), name="Ruth Hale")
    scene = now.in_force()
    version = Version.objects.get(pk=scene.version.pk)
    assert Line.objects.filter(version=version, section="E").exists()

    phone = new_page(viewport=PHONE)
    sign_in(phone, ade)
    phone.goto("/themes")
    look(phone, "themes empty")
    phone.get_by_role("button", name="Bring a theme to those who lead").click()
    press(phone, "Send it")
    expect(phone.locator(".govuk-error-summary")).to_contain_text("Enter what came up")
    look(phone, "theme wrong")
    phone.get_by_label("Aspiration: what children and young people hope for").check()
    phone.get_by_label("In a few words").fill("Few plans name a job")
    phone.get_by_label("What came up?").fill("Plans for those in Year 10 say little of work.")
    phone.get_by_label("What shows it?").fill("42 of 60 plans read in a term")
    press(phone, "Send it")
    expect(phone.get_by_text("Few plans name a job")).to_be_visible()

    desk = new_page()
    sign_in(desk, head)
    desk.goto("/themes")
    look(desk, "themes waiting")
    desk.get_by_role("link", name="Answer Few plans name a job").click()
    look(desk, "answer a theme")
    desk.get_by_label("What will be done, by whom and by when? Or why nothing is").fill("Every review from Year 9 asks about work, from January.")
    press(desk, "Send the answer")
    expect(desk.get_by_text("Every review from Year 9", exact=False)).to_be_visible()
    look(desk, "themes answered")

    sign_in(desk, scene.manager)
    desk.goto(f"/children/{scene.child.pk}/plan/{version.pk}/unnamed")
    heading(desk, "The plan without names")
    expect(desk.locator("main li", has_text="[child]").first).to_be_visible()
    assert desk.locator("main li", has_text="Kai").count() == 0
    look(desk, "plan without names")
    desk.get_by_label("I have read every line below, and nothing tells whose plan it is").check()
    press(desk, "Give it to the forum")

    phone.goto("/plans-to-judge")
    look(phone, "plans to judge")
    phone.get_by_role("link", name="A plan from").click()
    look(phone, "judge a plan")
    phone.get_by_role("group", name="Is it about this one person").get_by_label("Yes").check()
    phone.get_by_role("group", name="Are the outcomes about their life").get_by_label("No").check()
    press(phone, "Send what I found")
    expect(phone.locator(".govuk-error-summary")).to_contain_text("Say what would be better")
    look(phone, "judge wrong")
    phone.get_by_label("What would be better?").fill("More about friends.")
    press(phone, "Send what I found")
    expect(phone.get_by_text("0 (0%)", exact=False)).to_be_visible()
    look(phone, "plans judged")
