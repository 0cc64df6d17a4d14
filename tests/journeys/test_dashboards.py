"""The same number in table, chart, paper and file; a councillor sees no small one; every dashboard fits a telephone."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
from playwright.sync_api import expect

from goldenthread.access.models import User
from tests.journeys.steps import date, heading, press

PAGES = ("late", "workload", "advice", "flow", "map", "equity", "opening-figures", "official-figures", "over-time", "timeliness-and-quality")


def row_of(page, name):
    """The cells of a figure's row in "What moved"."""
    return [cell.strip() for cell in page.locator("tr").filter(has=page.get_by_role("link", name=name, exact=True)).first.locator("td").all_inner_texts()]


def text_of(pdf):
    return " ".join(sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(BytesIO(pdf)))


def test_one_number_is_the_same_wherever_it_stands(page, look, sign_in, calderbeck):  # about fifteen pages and a PDF
    # Given the head of SEND on her dashboard, with what moved in the last whole month
    sign_in(page, calderbeck("ruth"))
    page.goto("/area")
    heading(page, "Calderbeck in figures")
    look(page, "dashboard")
    plans = row_of(page, "Plans in force")[0]
    assert re.fullmatch(r"[\d,]+", plans)

    # When she opens it, the indicator says the same number, and so do the file and the children behind it
    page.get_by_role("link", name="Plans in force", exact=True).last.click()
    heading(page, "Plans in force")
    expect(page.locator(".gt-counts dd").first).to_have_text(plans)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take these numbers away as a CSV file").click()
    assert f"The figure,All,{plans.replace(',', '')}," in taken.value.path().read_text()
    page.get_by_role("link", name="In the numerator:").click()
    expect(page.locator("main")).to_contain_text(plans)
    look(page, "children behind a dashboard's number")

    # When she changes the day, the number is that day's
    page.go_back()
    date(page, "As at the end of", 31, 3, 2026)
    press(page, "Show")
    expect(page.get_by_text("31 March 2026").first).to_be_visible()
    then = page.locator(".gt-counts dd").first.inner_text()
    page.goto("/area/opening-figures?at=2026-03-31")
    same_day = page.get_by_role("table", name="The same for 31 March 2026").locator("tbody tr").first
    expect(same_day.locator("th")).to_have_text("Plans in force")
    expect(same_day.locator("td").first).to_have_text(then)

    # And the board's paper has the same number as its page
    page.goto("/area?for=board")
    look(page, "dashboard of the board")
    guarded = row_of(page, "Plans in force")[0]
    assert guarded == "*" or int(guarded.replace(",", "")) % 5 == 0
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take this dashboard as a paper (PDF)").click()
    assert guarded in text_of(taken.value.path().read_bytes())

    # Then she sees how other areas do
    page.goto("/insight/EHC01/benchmark")
    expect(page.locator("main")).to_contain_text("England")


def test_every_dashboard_fits_whoever_it_is_for(page, phone, look, sign_in, calderbeck):  # some twenty pages, on two screens
    ruth = calderbeck("ruth")
    for screen in (page, phone):
        sign_in(screen, ruth)
        for name in PAGES:
            screen.goto(f"/area/{name}")
            look(screen, f"dashboard {name}")
    page.goto("/area/late/cases")
    look(page, "cases likely to be late")

    # A councillor sees no small number, and no way to a child
    sign_in(page, User.objects.get(email="beryl.stott@calderbeck.example"))
    page.goto("/area?for=councillor")
    expect(page.get_by_text("to the nearest 5").first).to_be_visible()
    for told in page.locator(".gt-counts dd").all_inner_texts():
        number = told.removeprefix("about ").replace(",", "")
        assert number in ("*", "0", "not known") or int(number) % 5 == 0, told
    expect(page.locator("main a[href^='/caseload']")).to_have_count(0)
    look(page, "dashboard of a councillor")
    page.goto("/area/late/cases")
    expect(page.locator("main a[href^='/children']")).to_have_count(0)

    # A school sees its own pupils
    sign_in(page, calderbeck("priya"))
    page.goto("/school/figures")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cinder Hill Primary School")
    look(page, "dashboard of a school")
