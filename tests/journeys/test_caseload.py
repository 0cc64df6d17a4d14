"""The caseload, as an officer uses it: found in spite of a typing error, narrowed, sorted, paged, kept and taken away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, TABLET
from tests.journeys.steps import heading, in_error, press


def search(page, words):
    page.get_by_role("searchbox", name="Search").fill(words)
    press(page, "Search")


def names(page):
    expect(page.get_by_role("contentinfo")).to_be_visible()  # the foot of the page: all above it has come
    return page.locator("tbody th a").all_inner_texts()


def test_a_list_is_found_narrowed_kept_and_taken_away(page, look, sign_in, calderbeck):  # a browser: about 20 s
    sign_in(page, calderbeck("ellis"))
    page.goto("/caseload")
    heading(page, "Caseload")
    look(page, "caseload")

    # A name with a typing error is found, and so is a school
    search(page, "wisnewska")
    expect(page.get_by_role("link", name="Oliwia Wiśniewska", exact=True)).to_be_visible()
    look(page, "caseload searched")
    search(page, "zzqqzzqq")
    expect(page.get_by_role("heading", name="No child found")).to_be_visible()
    look(page, "caseload empty")
    page.get_by_role("link", name="See the whole caseload").click()

    # Filters are in the address and each can be taken away again
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Plan in force").check()
    page.get_by_label("Only late").check()
    press(page, "Apply filters")
    assert "late=1" in page.url and "stage=" in page.url
    look(page, "caseload filtered")
    chips = page.locator(".gt-chip")
    expect(chips).to_have_count(2)
    chips.filter(has_text="late").click()
    expect(page.locator(".gt-chip")).to_have_count(1)
    assert "late=1" not in page.url

    # It is sorted by a heading, and turned to its next page and back
    heading_of_names = page.get_by_role("columnheader", name="Name", exact=True)
    heading_of_names.get_by_role("link").click()
    expect(heading_of_names).to_have_attribute("aria-sort", "ascending")
    first = names(page)
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("link", name="Previous page")).to_be_visible()
    assert not set(first) & set(names(page))
    page.go_back()
    assert names(page) == first

    # It is kept under a name, given another, and thrown away
    page.get_by_text("Save this view").click()
    press(page, "Save")
    in_error(page)
    look(page, "caseload view wrong")
    page.get_by_label("Name of this view").fill("Plans by name")
    press(page, "Save")
    heading(page, "Plans by name")
    look(page, "caseload view")
    page.get_by_role("link", name="Rename this view").click()
    page.get_by_label("Name of this view").fill("")
    press(page, "Save the new name")
    in_error(page)
    look(page, "rename view wrong")
    page.get_by_label("Name of this view").fill("Every plan, by name")
    press(page, "Save the new name")
    heading(page, "Every plan, by name")
    page.goto("/caseload")
    page.get_by_role("link", name="Every plan, by name").click()
    press(page, "Delete this view")
    expect(page.get_by_role("link", name="Every plan, by name")).to_have_count(0)

    # It is taken away as a file only with a reason
    search(page, "wisnewska")
    page.get_by_role("link", name="Export this list to Excel").click()
    press(page, "Take the file")
    in_error(page)
    look(page, "export wrong")
    page.get_by_label("Why you need this list as a file").fill("For the meeting with the health service")
    with page.expect_download() as taken:
        press(page, "Take the file")
    assert taken.value.suggested_filename.endswith(".xlsx")
    page.goto("/exports")
    expect(page.locator("tbody")).to_contain_text("For the meeting with the health service")
    look(page, "exports")


@pytest.mark.parametrize("viewport", [TABLET, PHONE], ids=["tablet", "phone"])
def test_the_same_list_on_smaller_screens(new_page, look, sign_in, calderbeck, viewport):  # a browser: about 8 s
    page = new_page(viewport=viewport)
    sign_in(page, calderbeck("ellis"))
    page.goto("/caseload")
    look(page, "caseload")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_label("Plan in force").check()
    look(page, "caseload filters open")
    press(page, "Apply filters")
    page.get_by_text("Save this view").click()
    press(page, "Save")
    in_error(page)
    look(page, "caseload view wrong")
    search(page, "zzqqzzqq")
    look(page, "caseload empty")
    page.goto("/caseload/export")
    look(page, "export")
