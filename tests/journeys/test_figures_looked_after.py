"""A figure is watched, looked into, collected, checked and compared; every page of it can be read by everybody."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE
from tests.journeys.steps import heading, in_error, press


def test_a_limit_is_set_and_what_passed_it_is_written_up(page, look, sign_in, calderbeck):  # about fifteen pages, each looked at by axe
    # Given the analyst, who sets a limit on plans in force
    sign_in(page, calderbeck("dev"))
    page.goto("/insight/watching")
    heading(page, "Figures that are watched")
    look(page, "figures that are watched")
    page.get_by_label("Set a limit on").select_option("EHC20")
    press(page, "Continue")
    heading(page, "Set a limit: Plans in force")
    press(page, "Set the limit")
    in_error(page)
    look(page, "setting a limit, wrong")
    page.get_by_label("A number of our own").check()
    page.get_by_label("When it is above").check()
    page.get_by_label("By which number?").fill("20")
    page.get_by_label("Who looks into it?").select_option("Ruth Adeyemi")
    press(page, "Set the limit")
    expect(page.locator("main")).to_contain_text("an analysis is open")

    # When the head of SEND begins her day, it is hers, and she writes what she found
    sign_in(page, calderbeck("ruth"))
    page.goto("/work")
    page.get_by_role("link", name="yours to look into").click()
    heading(page, "Figures that are yours")
    look(page, "figures that are yours")
    page.get_by_role("link", name="Plans in force").first.click()
    look(page, "an analysis")
    page.get_by_label("What did you find?").fill("More requests were agreed after the panel changed.")
    page.get_by_label("It is explained, and nothing needs doing").check()
    press(page, "Save")
    expect(page.locator("main")).to_contain_text("The analysis is closed")

    # Then it stands on the indicator's page, which she checks
    page.goto("/insight/EHC20")
    expect(page.locator("main")).to_contain_text("It is explained, and nothing needs doing")
    page.get_by_role("button", name="I have checked this figure").click()
    expect(page.locator("main")).to_contain_text("Checked by Ruth Adeyemi")
    look(page, "an indicator that is checked")

    # And the pages beside it can be read
    for name, address in (
        ("collecting figures", "/insight/collecting"), ("who gives a figure", "/insight/collecting/new"), ("saying something beside a figure", "/insight/notes/indicator/EHC01"),
        ("how far they differ", "/insight/EHC20/variation?by=district"), ("pupils beside all authorities", "/area/pupils"), ("one measure of pupils", "/area/pupils/excluded/plan"),
        ("balanced scorecard", "/area/scorecard"), ("official figures with what is said", "/area/official-figures"),
    ):  # fmt: skip
        page.goto(address)
        look(page, name)


def test_its_pages_fit_a_telephone(new_page, look, sign_in, calderbeck):  # four pages, each looked at by axe
    page = new_page(viewport=PHONE)
    sign_in(page, calderbeck("dev"))
    for address in ("/insight/watching", "/insight/collecting", "/insight/mine", "/area/pupils"):
        page.goto(address)
        look(page, f"on a telephone: {address}")
