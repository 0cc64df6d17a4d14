"""A SENCO gives the counts of her school on a telephone, an analyst a file of many, and the head of SEND reads what follows."""

from __future__ import annotations

from playwright.sync_api import expect

from goldenthread.people.models import Organisation
from tests.journeys.conftest import PHONE
from tests.journeys.steps import heading, press

HEADING = b"URN,Month,SEN status,Pupils,Sessions possible,Authorised,Unauthorised,Persistently absent\n"


def test_a_senco_gives_and_corrects_her_counts_on_a_telephone(
    new_page, look, sign_in, calderbeck
):  # six pages, each looked at by axe
    # Given a SENCO whose school has its own figures
    page = new_page(viewport=PHONE)
    sign_in(page, calderbeck("priya"))
    page.goto("/school/figures")
    page.get_by_role("link", name="Give counts of your school").click()
    heading(page, "Counts of schools")
    look(page, "counts of a school, on a telephone")

    # When she gives more pupils with SEN Support than are on roll
    page.get_by_role("link", name="Needs").first.click()
    heading(page, "SEN Support by primary need")
    look(page, "needs of a school, on a telephone")
    page.get_by_label("How many pupils are on roll?").fill("5")
    page.get_by_label("SEN Support: social, emotional and mental health").fill("9")
    press(page, "Give the counts")

    # Then she is told what to put right, and what she gives then stands beside what she gave before
    expect(page.locator(".govuk-error-summary")).to_contain_text("Count each pupil once, by primary need")
    look(page, "needs that cannot be, on a telephone")
    page.get_by_label("How many pupils are on roll?").fill("640")
    press(page, "Give the counts")
    expect(page.locator("main")).to_contain_text("was given already")
    expect(page.locator("main")).to_contain_text("social, emotional and mental health", ignore_case=True)
    look(page, "needs given, on a telephone")
    page.goto("/school-counts/absence")
    heading(page, "Sessions missed in a month")
    look(page, "absence of a school, on a telephone")


def test_a_file_is_sent_and_what_follows_is_read(
    new_page, look, sign_in, calderbeck
):  # seven pages, each looked at by axe
    # Given an analyst with a file in which one row is wrong
    page = new_page(viewport=PHONE)
    sign_in(page, calderbeck("dev"))
    school = Organisation.objects.get(name="Mill Lane Primary School")
    page.goto("/school-counts/file")
    heading(page, "Send a file of counts")
    look(page, "a file of counts, on a telephone")
    press(page, "Send the file")
    expect(page.locator(".govuk-error-summary")).to_contain_text("Select the file")
    rows = b"%d,2026-10,EHC plan,9,306,30,12,3\n" % school.urn
    page.get_by_label("Sessions missed, by school").check()
    page.get_by_label("The file").set_input_files(
        {
            "name": "sessions.csv",
            "mimeType": "text/csv",
            "buffer": HEADING + rows + b"1,2026-10,EHC plan,9,306,30,12,3\n",
        }
    )
    press(page, "Send the file")

    # When it is put right by what the page says
    expect(page.locator("main")).to_contain_text("is the URN of none of the schools")
    look(page, "a file with a wrong row, on a telephone")
    page.get_by_label("Sessions missed, by school").check()
    page.get_by_label("The file").set_input_files(
        {"name": "sessions.csv", "mimeType": "text/csv", "buffer": HEADING + rows}
    )
    press(page, "Send the file")
    expect(page.locator("main")).to_contain_text("The file is taken in")

    # Then the head of SEND reads needs, absence and young people
    page = new_page(viewport=PHONE)
    sign_in(page, calderbeck("ruth"))
    for address, title in (
        ("/area/needs", "Needs by school and year"),
        ("/area/absence?phase=primary", "Absence by month"),
        ("/area/young-people", "Young people in no education, work or training"),
    ):
        page.goto(address)
        heading(page, title)
        look(page, f"{title}, on a telephone")
    expect(page.locator("main")).to_contain_text("Base year")
