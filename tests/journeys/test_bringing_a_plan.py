"""J20, its first part: a plan comes in from Word, is looked at beside what was read, saved, and stands in its own colours."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from goldenthread.improvement.tests import made
from tests import making


def test_the_head_of_send_brings_the_plan_that_the_council_wrote_in_word(page: Any, phone: Any, sign_in: Any, look: Any, transactional_db: None, settings: Any, tmp_path: Any) -> None:  # two browsers: about 10 s
    # Given a head of SEND with the council's plan as a Word file
    settings.MEDIA_ROOT = tmp_path / "kept"
    head = making.somebody("head_of_send", of=making.area("801", "Bristowe"))
    file = tmp_path / "our-plan.docx"
    file.write_bytes(made.saved(made.coloured()).getvalue())
    sign_in(page, head, second_factor="persona")
    # When she sends a file that holds no plan, she reads what to do
    page.goto("/improvement")
    look(page, "improvement plans, none yet")
    page.get_by_role("link", name="Bring a plan from Word, Excel or CSV").click()
    wrong = tmp_path / "plan.pdf"
    wrong.write_bytes(b"%PDF-1.7")
    page.get_by_label("The plan").set_input_files(str(wrong))
    page.get_by_role("button", name="Read the file").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("The selected file is a PDF")
    look(page, "bring a plan, refused")
    # And when she sends the plan, she sees it as printed beside as read
    page.get_by_label("The plan").set_input_files(str(file))
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_role("heading", name="Look at how the plan was read")).to_be_visible()
    expect(page.get_by_text("31/09/2024 is not a day in the calendar")).to_be_visible()
    look(page, "review of a plan")
    page.set_viewport_size({"width": 320, "height": 640})
    look(page, "review of a plan, phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    # Then it is saved and stands in its own colours and words
    page.get_by_label("Written statement of action").check()
    page.get_by_role("button", name="Save the plan").click()
    expect(page.get_by_role("heading", name="Bristowe SEND: Written Statement of Action")).to_be_visible()
    expect(page.get_by_text("Pink Waits for another action")).to_be_visible()
    look(page, "a plan")
    # And a telephone shows the same
    address = page.url
    sign_in(phone, head, second_factor="persona")
    phone.goto(address)
    expect(phone.get_by_text("Not a day in the calendar")).to_be_visible()
    look(phone, "a plan")
    phone.goto("/improvement")
    look(phone, "improvement plans")
