"""Those who answer for an area: its figures, its return, its accounts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from goldenthread.access.tests.test_signing_in import code_of
from goldenthread.core import outbox, wall
from goldenthread.demo.small_return import write_small_return
from goldenthread.people.models import Area
from goldenthread.returns import tasks
from goldenthread.returns.models import ImportRun
from tests.journeys.steps import heading, in_error, press


def test_the_area_is_seen_in_figures_and_its_return_comes_in(page, phone, look, sign_in, calderbeck, tmp_path):
    # Given the head of SEND, who sees the area in figures, each chart with its numbers
    sign_in(page, calderbeck("ruth"))
    page.goto("/area")
    heading(page, "Calderbeck in figures")
    for chart in page.locator("figure").all():
        chart.get_by_text("Show the numbers").click()
        expect(chart.locator("table")).to_be_visible()
    look(page, "area with its numbers")
    sign_in(phone, calderbeck("ruth"))
    phone.goto("/area")
    look(phone, "area")
    phone.get_by_text("Show the numbers").first.click()
    look(phone, "area with its numbers")

    # When she sends no file, and then one that is no return, she is told so and nothing is taken in
    page.get_by_role("link", name="Import a return").click()
    press(page, "Read the file")
    in_error(page)
    look(page, "import wrong")
    broken = tmp_path / "return.xml"
    broken.write_text("<Message><Header><Year>2026</Year>")
    send(page, broken)
    look(page, "import failed")
    expect(page.locator("main")).to_contain_text("Nothing was taken in.")

    # When she sends a return of fifty, everybody is accounted for
    path = tmp_path / "sen2.xml"
    with wall.lifted(because="a test writes a return"):
        write_small_return(Area.objects.get(code="990"), 2026, path)
    page.goto("/returns")
    send(page, path)
    expect(page.get_by_text("In and out balance")).to_be_visible()
    look(page, "import done")
    sign_in(phone, calderbeck("ruth"))
    phone.goto(page.url)
    look(phone, "import done")
    for outcome in ("New record", "Not taken in", "Held for a person"):
        if (tab := page.get_by_role("link", name=re.compile(rf"^{outcome}"))).count():
            tab.first.click()
            look(page, f"import {outcome}")
    if (held := page.get_by_role("link", name="Say who person")).count():
        held.first.click()
        press(page, "Save")
        in_error(page)
        look(page, "held person wrong")
        page.get_by_label("Somebody else").check()
        press(page, "Save")
    page.goto("/returns")
    look(page, "imports")


def send(page, path):
    """Choose a file and send it; the worker takes it in while the page shows how far it is."""
    page.locator("input[type=file]").set_input_files(str(path))
    press(page, "Read the file")
    page.wait_for_url("**/returns/*")
    with wall.lifted(because="a test is the worker"):
        run = ImportRun.objects.latest("started_at")
    tasks.import_return(str(run.pk))
    page.reload()


def test_a_colleague_is_invited_comes_in_and_is_shut_out_when_the_role_ends(page, new_page, look, sign_in, calderbeck, letterbox):
    # Given an administrator, who invites a colleague, at first to nothing
    sign_in(page, calderbeck("sam"))
    page.goto("/")
    page.get_by_role("link", name="Accounts").first.click()
    look(page, "accounts")
    press(page, "Invite somebody")
    press(page, "Send the invitation")
    in_error(page)
    look(page, "invite wrong")
    page.get_by_label("Full name").fill("Bryony Applegarth-Ncube")
    page.get_by_label("Work email address").fill("bryony@calderbeck.example")
    page.get_by_label("Role", exact=True).select_option(label="EHC coordinator")
    page.get_by_label("Organisation").select_option(label="Calderbeck SEND Team")
    press(page, "Send the invitation")
    expect(page.locator("main")).to_contain_text("Bryony Applegarth-Ncube")
    look(page, "accounts with an invitation")

    # When the email comes, its link leads to a password and a second factor
    outbox.deliver()
    mail = next(mail for mail in letterbox if mail["To"] == "bryony@calderbeck.example")
    link = re.search(r"/invitations/\S+", mail.get_payload(decode=True).decode())[0]
    colleague = new_page()
    colleague.goto(link)
    look(colleague, "invitation")
    colleague.locator("#password").fill("short")
    press(colleague, "Continue")
    in_error(colleague)
    look(colleague, "invitation wrong")
    colleague.locator("#password").fill("seven herons over weir side")
    press(colleague, "Continue")
    press(colleague, "Set up an authenticator app")
    colleague.get_by_text("I cannot scan the picture").click()
    colleague.get_by_label("Code from the app").fill(code_of(colleague.locator("details code").inner_text().replace(" ", "")))
    colleague.keyboard.press("Enter")
    heading(colleague, "Recovery codes")
    colleague.goto("/work")
    heading(colleague, "My work")
    look(colleague, "my work empty")
    used = new_page()
    used.goto(link)
    look(used, "invitation used before")

    # When the role is ended, the colleague's next click is refused
    page.goto("/users?q=bryony")
    page.get_by_role("link", name="Bryony Applegarth-Ncube").click()
    look(page, "a colleague's account")
    page.get_by_role("button", name="End this role").click()
    look(page, "a colleague without a role")
    colleague.get_by_role("link", name="Caseload").click()
    expect(colleague.get_by_role("heading", level=1)).not_to_have_text("Caseload")
    look(colleague, "shut out")
