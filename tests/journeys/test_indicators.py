"""Whoever answers for an area asks what a number means, what it was, and who is behind it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.steps import date, heading, in_error, press


def test_an_indicator_explains_itself_on_any_day_and_down_to_the_child(page, phone, look, sign_in, calderbeck):
    # Given the head of SEND, who looks at all the indicators and chooses one
    sign_in(page, calderbeck("ruth"))
    page.goto("/insight")
    heading(page, "Indicators of Calderbeck")
    look(page, "indicators")
    page.get_by_role("link", name="Reviews overdue").click()
    heading(page, "Reviews overdue")
    expect(page.get_by_text("Plans in force for twelve months or more").first).to_be_visible()
    look(page, "indicator")

    # When she types a day that is none, she is told so by the day
    date(page, "As at the end of", 31, 2, 2026)
    press(page, "Show")
    in_error(page)
    look(page, "indicator wrong")

    # And when she asks for the end of August by type of need, she gets both
    date(page, "As at the end of", 31, 8, 2026)
    page.get_by_label("Broken down by").select_option("need")
    press(page, "Show")
    expect(page.get_by_text("as at 31 August 2026").first).to_be_visible()
    expect(page.get_by_role("heading", name="By main type of need")).to_be_visible()
    look(page, "indicator by need")

    # Then she opens the children behind it, and the record of one
    page.get_by_role("link", name="In the numerator:").click()
    heading(page, "Children behind reviews overdue")
    look(page, "indicator children")
    page.locator("tbody th a").first.click()
    expect(page).to_have_url(re.compile("/children/"))

    # On a telephone the same pages fit
    sign_in(phone, calderbeck("ruth"))
    for name, address in (("indicators", "/insight"), ("indicator", "/insight/EHC24?by=setting+type"), ("indicator waiting", "/insight/SS02")):
        phone.goto(address)
        look(phone, name)


def test_an_analyst_sees_guarded_numbers_of_whole_months_and_how_they_are_counted(page, look, sign_in, calderbeck):
    # Given an analyst, who has no right to the rows
    sign_in(page, calderbeck("dev"))
    page.goto("/insight/EHC20?by=need")
    expect(page.get_by_text("to the nearest 5").first).to_be_visible()
    expect(page.get_by_role("heading", name="The children behind it")).to_have_count(0)
    # When they open the statement, it is there to read
    page.get_by_text("How it is counted, in SQL").click()
    expect(page.locator("pre")).to_contain_text("SELECT")
    look(page, "indicator of an analyst")
    # Then they take the same numbers away
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take these numbers away as a CSV file").click()
    assert taken.value.suggested_filename.startswith("EHC20-990-")
