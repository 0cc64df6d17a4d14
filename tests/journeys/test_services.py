"""A service tells of its referrals, and the board sees how long children wait and what is missing."""

from __future__ import annotations

from playwright.sync_api import expect

from goldenthread.insight.services.models import Service
from tests.journeys.conftest import PHONE
from tests.journeys.steps import heading, press

RETURN = b"Number,District,Referred on,Decision,Decided on,Reason for rejecting,First seen on\nOT-90001,Beck Valley,2026-07-01,,,,\nKai Alder,Beck Valley,2026-07-01,,,,\n"


def test_a_return_is_sent_and_waits_are_read(page, look, sign_in, calderbeck):  # about a dozen pages, each looked at by axe
    # Given an analyst who sends the return that is late, for the service
    sign_in(page, calderbeck("dev"))
    page.goto("/services")
    heading(page, "Services")
    look(page, "services")
    page.get_by_role("row").filter(has_text="Occupational therapy").get_by_role("link", name="Return").click()
    heading(page, "Return of Occupational therapy")
    look(page, "a service's return")
    press(page, "Send the return")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Select the return")

    # When one row could hold a name
    page.get_by_label("The return").set_input_files({"name": "ot.csv", "mimeType": "text/csv", "buffer": RETURN})
    press(page, "Send the return")

    # Then the other is held, and what to do is said by its row
    expect(page.locator("main")).to_contain_text("1 of 2 rows are held")
    expect(page.locator("main")).to_contain_text("This could hold a name")
    look(page, "what came of a return")

    # And everything that follows from returns can be read
    one = Service.objects.get(name="Autism assessment")
    for name, address in (
        ("waits of all services", "/services/waits"), ("waits of one service", f"/services/{one.pk}/waits"), ("discharges of all services", "/services/discharges"),
        ("discharges of one service", f"/services/{one.pk}/discharges"), ("adding a service", "/services/new"), ("districts", "/services/districts"), ("the contract return", "/services/minimum/give"),
    ):  # fmt: skip
        page.goto(address)
        look(page, name)
    page.goto("/services/minimum")
    expect(page.locator("main")).to_contain_text("Misses the target")
    look(page, "the minimum data set")
    page.get_by_role("link", name="Draft the next version").click()
    press(page, "Begin the next version")
    look(page, "a draft of the minimum data set")


def test_everybody_reads_waiting_times_on_a_telephone(new_page, look, calderbeck):  # two pages, each looked at by axe
    page = new_page(viewport=PHONE)
    page.goto("/waiting-times")
    heading(page, "Waiting times")
    expect(page.locator("main")).to_contain_text("Autism assessment")
    look(page, "waiting times, on a telephone")
