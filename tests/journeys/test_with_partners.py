"""What the area agrees with partners, and what goes back and forth with health under it; numbers that are checked."""

from __future__ import annotations

from playwright.sync_api import expect

from goldenthread.access.models import User
from goldenthread.core import wall
from goldenthread.people.models import Child
from tests.journeys.steps import heading, in_error, press

PATHS = ("/agreements", "/returns/health", "/returns/health/out-of-school", "/returns/numbers?whose=all", "/returns/to-put-right/days")


def test_health_is_answered_under_an_agreement_and_numbers_are_checked(page, phone, look, sign_in, calderbeck):  # a browser: about 20 s
    # Given the register, whoever governs information adds an agreement and records a signature
    with wall.lifted(because="a test finds somebody"):
        iris = User.objects.get(name="Iris Whitcombe")
        child = Child.objects.filter(case__worker__persona="ellis", closed_list_on=None).exclude(nhs_number="").order_by("pk")[1]
    sign_in(page, iris)
    page.goto("/agreements")
    heading(page, "Agreements with partners")
    expect(page.locator("main")).to_contain_text("Data sharing: signed (71%)")
    look(page, "agreements")
    page.get_by_role("link", name="Children across our border").click()
    expect(page.locator("main")).to_contain_text("Look at it again")
    look(page, "agreement")
    page.get_by_role("link", name="It was looked at again").click()
    press(page, "Save")
    in_error(page)
    look(page, "agreement looked at, wrong")
    page.goto("/agreements/new")
    look(page, "agreement new")

    # When the head of SEND opens health's list, the record says whom to add and take off, and a row waits for her
    sign_in(page, calderbeck("ruth"))
    page.goto("/returns/health")
    look(page, "health")
    page.get_by_role("link", name="send-flags-autumn.csv").click()
    look(page, "flags held")
    while (waits := page.get_by_role("link", name="Say who this is")).count():
        waits.first.click()
        look(page, "flag who")
        page.get_by_label("Nobody on record here").check()
        press(page, "Settle this row")
    for part in ("Add the flag", "Take it off", "Not found here"):
        page.get_by_role("link", name=part).click()
        look(page, f"flags {part}")
    press(page, "Make the file for Calder Community Therapies")
    expect(page.get_by_role("link", name="SEND flags, and children out of school")).to_be_visible()
    look(page, "extract")

    # And each of the pages is read on a small phone
    sign_in(phone, calderbeck("ruth"))
    for path in PATHS:
        phone.goto(path)
        look(phone, path)
        page.goto(path)
        look(page, path)

    # And the named worker says where she found a number
    sign_in(page, calderbeck("ellis"))
    page.goto(f"/children/{child.pk}/numbers")
    look(page, "numbers")
    page.get_by_label("NHS number", exact=True).check()
    page.get_by_label("The number as you found it").fill("12")
    press(page, "Record the check")
    in_error(page)
    look(page, "numbers wrong")
    page.get_by_label("The number as you found it").fill(child.nhs_number)
    page.get_by_label("A health service’s record or letter").check()
    press(page, "Record the check")
    expect(page.locator("main")).to_contain_text("A health service’s record or letter")
    page.goto(f"/children/{child.pk}")
    look(page, "record with numbers")
