"""An adviser looks at how a draft uses their advice; a family says how it went, without signing in."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from goldenthread.casework.models import AdviceRequest
from goldenthread.casework.tests import issue_situations
from goldenthread.core.actors import command
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Line
from goldenthread.voice.actions import invite
from tests import making
from tests.journeys.steps import heading, press


@pytest.fixture
def story(transactional_db, files):
    return issue_situations.ready()


def test_an_adviser_says_that_a_line_is_not_what_they_advised(page, phone, look, sign_in, story):
    # Given a draft that was served, with a line that was changed since the advice
    line = Line.objects.get(version=story.version, section="B", kind="need")
    plans.change_line(line=line, said={"text": "Kai sometimes cannot ask for help"}, revision=line.revision, by=story.worker, on=making.TODAY)
    ask = AdviceRequest.objects.select_related("adviser").get(request=story.request)
    # When the psychologist opens their own advice
    sign_in(page, ask.adviser)
    page.goto(f"/advice/{ask.pk}")
    page.get_by_role("link", name="See how the plan uses your advice").click()
    heading(page, "How your advice is used")
    expect(page.locator("main ins").first).to_contain_text("sometimes")
    look(page, "how advice is used")
    page.get_by_role("link", name="Say whether this is accurate of passage 1").click()
    page.get_by_role("radio", name="Not accurate").check()
    look(page, "is it accurate")
    page.get_by_label("What is not accurate?").fill("It is always so, not sometimes.")
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("It is always so, not sometimes.")
    sign_in(phone, ask.adviser)
    phone.goto(f"/advice/{ask.pk}/use")
    look(phone, "how advice is used")
    # Then the officer reads it while agreeing
    sign_in(page, story.worker)
    page.goto(f"/children/{story.version.child_id}/plan/{story.version.pk}/agree")
    expect(page.locator("main")).to_contain_text("It is always so, not sometimes.")
    look(page, "what advisers say")


def test_a_family_says_how_it_went_by_a_code(page, phone, look, sign_in, transactional_db):
    [code] = invite(area=making.area(), step="plan_issued", number=1, by=command("tests"), on=making.TODAY)
    phone.goto("/tell-us")
    phone.get_by_label("The code in your letter").fill(code.lower())
    look(phone, "a code for the survey")
    press(phone, "Go on")
    heading(phone, "How did it go?")
    look(phone, "the survey")
    phone.get_by_role("group", name="I was listened to").get_by_label("Mostly").check()
    phone.get_by_label("What helped, or what should we do better?").fill("The call in the second week.")
    press(phone, "Send")
    heading(phone, "Thank you")
    look(phone, "thank you")
    sign_in(page, making.somebody("head_of_send", name="Harriet Cole"))
    page.goto("/area/families")
    expect(page.locator("main")).to_contain_text("Answered: *.")
    look(page, "what families say")
