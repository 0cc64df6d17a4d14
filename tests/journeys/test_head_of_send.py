"""Those who answer for an area: its figures, and its statutory return."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from goldenthread.core import wall
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
