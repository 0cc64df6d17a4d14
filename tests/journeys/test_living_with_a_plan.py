"""J20, its second part: a quarter is told and rated by its owner on a phone, mended, signed, published and locked; and goes out again."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from goldenthread.improvement import actions
from goldenthread.improvement.models import PlanRole
from goldenthread.improvement.tests.living import action_of, plan_of
from tests import making


def test_a_quarter_of_a_plan(page: Any, phone: Any, sign_in: Any, look: Any, transactional_db: None, settings: Any, tmp_path: Any) -> None:  # two browsers: about 15 s
    # Given a plan whose first action is answered for by a role that a coordinator holds
    settings.MEDIA_ROOT = tmp_path / "kept"
    area = making.area("801", "Bristowe")
    head = making.somebody("head_of_send", name="Rowan Ashe", of=area)
    owner = making.somebody("coordinator", name="Ellis Marsh-Featherstonehaugh", of=area)
    plan = plan_of("coloured", area=area, by=head)
    actions.hold_role(role=PlanRole.objects.get(words="P Rowe"), user=owner, from_on=making.TODAY, by=head, on=making.TODAY)
    first = action_of(plan, "1.1")
    # When she says on her phone how far it is, one form is enough
    sign_in(phone, owner)
    phone.goto("/improvement/mine")
    look(phone, "my actions")
    phone.get_by_role("button", name="Say how far it is").click()
    phone.get_by_role("button", name="Save").click()
    expect(phone.locator(".govuk-error-summary")).to_contain_text("Say how far it is")
    look(phone, "say how far it is, nothing said")
    phone.get_by_label("How far is it?").fill("The group met and agreed its members.")
    phone.get_by_label("Blue").check()
    phone.get_by_role("button", name="Save").click()
    expect(phone.get_by_text("Saved. Thank you.")).to_be_visible()
    look(phone, "an action")
    # Then the head of SEND sees it in the plan's own grid and colours
    sign_in(page, head, second_factor="persona")
    page.goto(f"/improvement/plans/{plan.pk}")
    expect(page.get_by_text("October to December 2026").first).to_be_visible()
    look(page, "a plan, rated")
    page.get_by_role("link", name="How the plan stands").click()
    look(page, "how a plan stands")
    # And mends the date that no calendar has
    page.goto(f"/improvement/plans/{plan.pk}/mend")
    look(page, "what to mend")
    page.get_by_role("link", name="Mend the date of 1.2").click()
    for box, said in (("Day", "30"), ("Month", "9"), ("Year", "2024")):
        page.get_by_label(box).fill(said)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Printed: 31/09/2024")).to_be_visible()
    look(page, "an action, its date mended")
    # And a version is taken, signed and published, which locks its quarters
    page.goto(f"/improvement/plans/{plan.pk}/versions")
    look(page, "versions, none yet")
    page.get_by_role("link", name="Name a body that signs the plan").click()
    page.get_by_label("Which body signs the plan?").fill("Bristowe Integrated Care Board")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Take a version").click()
    page.get_by_label("Ratings up to which quarter").select_option("July to September 2026")
    page.get_by_role("button", name="Take the version").click()
    page.get_by_role("link", name="Version 1").click()
    page.get_by_role("link", name="Record a signature").click()
    page.get_by_label("Bristowe Integrated Care Board").check()
    page.get_by_label("Who signed, and as what?").fill("Wren Okafor, chief nurse")
    page.get_by_role("button", name="Save").click()
    look(page, "a version, signed")
    page.get_by_role("button", name="Publish this version").click()
    expect(page.get_by_text("July to September 2026, locked")).to_be_visible()
    page.goto(f"/improvement/plans/{plan.pk}")
    page.get_by_role("link", name="Open 1.1", exact=True).click()
    page.get_by_role("link", name="Rate it for a quarter").or_(page.get_by_role("button", name="Rate it for a quarter")).click()
    expect(page.get_by_label("Which quarter is it for?")).not_to_contain_text("July to September 2026")
    look(page, "rate a quarter")
    assert first.progress.count() == 1
    # And the plan goes out again as a file that can be brought again
    page.goto(f"/improvement/plans/{plan.pk}")
    for words, ending in (("Word", "docx"), ("Excel", "xlsx"), ("a web page", "html")):
        with page.expect_download() as download:
            page.get_by_role("link", name=words, exact=True).click()
        assert download.value.suggested_filename.endswith(f".{ending}")
