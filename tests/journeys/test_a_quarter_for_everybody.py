"""J20 from end to end: four shapes of plan in their own colours; a quarter rated against what the facts suggest, with evidence, a milestone
and a partner's word on a figure; a risk; and the public page in three ways, with the figure of the plan's own page."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from playwright.sync_api import expect

from goldenthread.improvement import actions
from goldenthread.improvement.measures.actions import add_measure, enter_value
from goldenthread.improvement.models import Milestone
from goldenthread.improvement.tests.living import action_of, plan_of
from tests import making

#: Words that each shape of plan shows in its own grid: its colours, its references, its milestones.
OWN = {
    "coloured": ("Pink Waits for another action", "Not a day in the calendar"), "lettered": ("Working together", "Responsible together: HOS, DCO, CEO"),
    "half_yearly": ("Sample looked at", "Green"), "outcomes": ("Blue completed", "EHC11"),
}  # fmt: skip


# Four grids, a quarter's work and three public pages in a browser, on a desk and a phone: about half a minute.
def test_a_quarter_of_the_plan_is_rated_and_read_by_everybody(page: Any, phone: Any, sign_in: Any, look: Any, transactional_db: None, settings: Any, tmp_path: Any) -> None:
    # Given an area with plans of four shapes, one of them held to a measure and signed by two bodies
    settings.MEDIA_ROOT = tmp_path / "kept"
    area = making.area("801", "Bristowe")
    head = making.somebody("head_of_send", name="Rowan Ashe", of=area)
    plans = {shape: plan_of(shape, area=area, by=head) for shape in OWN}
    plan = plans["half_yearly"]
    action = action_of(plan, "2.1.1")
    said = {"words": "Plans that say what will change", "kind": "rate", "unit": "percent", "direction": "up", "comparator": "gte", "target": Decimal(90), "source": "entered", "rhythm": "quarter", "due_on": date(2026, 9, 30)}
    measure = add_measure(plan=plan, said=said, of=action, by=head, on=making.TODAY)
    enter_value(measure=measure, day=date(2026, 9, 30), value=Decimal("72.5"), said_by="Panel", by=head, on=making.TODAY)
    for body in ("Bristowe Council", "Bristowe Parent Carer Forum"):
        actions.add_partner(plan=plan, name=body, by=head, on=making.TODAY)
    # Then each stands in its own grid and its own colours
    sign_in(page, head, second_factor="persona")
    for shape, words in OWN.items():
        page.goto(f"/improvement/plans/{plans[shape].pk}")
        for each in words:
            expect(page.locator("main")).to_contain_text(each)
    # When the quarter is rated, the facts suggest late, and she differs and must say why
    page.goto(f"/improvement/plans/{plan.pk}/quarter")
    page.get_by_role("link", name=re.compile("^Rate 2.1.1")).click()
    expect(page.get_by_text("The facts suggest: Late")).to_be_visible()
    page.get_by_label("Amber").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why it is rated so")
    look(page, "rate against the facts")
    page.get_by_label("Why is it rated so?").fill("The sample of October is not counted yet")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The rating of 2.1.1 is saved.")).to_be_visible()
    # And a milestone too, with what the facts say of it
    page.goto(reverse("improvement:action", args=[plan.pk, action.pk]))
    milestone = Milestone.objects.filter(action=action).first()
    page.get_by_role("link", name=re.compile(rf"^Rate it\s*: {milestone.period}")).click()
    look(page, "rate a milestone")
    page.get_by_label("Green").check()
    page.get_by_label("Why is it rated so?").fill("Forty drafts were looked at")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Forty drafts were looked at")).to_be_visible()
    # And evidence is attached, with what it shows
    page.get_by_role("link", name="Add evidence").click()
    page.get_by_label("The file", exact=True).set_input_files({"name": "sample.txt", "mimeType": "text/plain", "buffer": b"Forty drafts"})
    page.get_by_label("What does it show?").fill("Forty drafts, and what was wrong with nine")
    for part, number in (("Day", "2"), ("Month", "11"), ("Year", "2026")):
        page.get_by_role("textbox", name=part, exact=True).fill(number)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Forty drafts, and what was wrong with nine")).to_be_visible()
    look(page, "an action with a rated milestone and evidence")
    # And a partner does not agree with the figure
    page.goto(f"/improvement/measures/{measure.pk}")
    figure = page.locator(".govuk-heading-xl").inner_text()
    page.get_by_role("link", name="Comment, sign off or differ").click()
    page.get_by_label("Bristowe Parent Carer Forum").check()
    page.get_by_label("We do not agree with the figure").check()
    page.get_by_label("Who says so, and as what?").fill("Ade Bello, co-chair")
    page.get_by_role("button", name="Keep it").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Say why the partner does not agree")
    look(page, "what a partner says, refused")
    page.get_by_label("In its words").fill("Families of the north were not asked")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Does not agree")).to_be_visible()
    look(page, "a measure that a partner does not agree with")
    # When it is published
    page.goto(f"/improvement/plans/{plan.pk}/publish")
    page.get_by_label("Which quarter is it of?").fill("July to September 2026")
    page.get_by_label("I have looked at what will be published").check()
    page.get_by_role("button", name="Publish for everybody").click()
    expect(page.get_by_text("The edition is published.")).to_be_visible()
    # Then anybody reads the rating and the same figure, in full, in plain English and as Easy Read with its pictures
    for way in ("full", "plain", "easy"):
        phone.goto(f"/published/plans/{plan.pk}?as={way}")
        expect(phone.locator("main")).to_contain_text(figure)
        expect(phone.locator("main")).to_contain_text("Amber")
        look(phone, f"the plan for everybody, {way}")
    assert figure == "72.5%"
    expect(phone.locator("svg[data-picture='plan']").first).to_be_visible()
    # And what it says is there for her on the first page of her day
    page.goto("/improvement")
    look(page, "improvement plans and where they lead")
