"""J25, the return's part: what is put right on the day is not found in January, and the file passes its checks."""

from __future__ import annotations

import io
import json

from django.core.management import call_command
from playwright.sync_api import expect

from goldenthread.casework.models import Case
from goldenthread.core import wall
from goldenthread.core.actors import command
from goldenthread.people.actions import correct_child, set_named_worker
from goldenthread.people.models import Child
from goldenthread.returns.models import ReturnCheck
from goldenthread.returns.tasks import check_return, recheck
from tests import making
from tests.journeys.steps import heading, press

PHONE = {"width": 320, "height": 640}


def test_a_return_is_checked_mended_made_and_passes(page, look, sign_in, calderbeck, tmp_path):  # one browser over some twenty pages: about 20 s
    # Given a record of Ellis's whose ethnicity somebody took away by mistake
    ruth, ellis = calderbeck("ruth"), calderbeck("ellis")
    with wall.lifted(because="a journey sets its scene"):
        case = Case.objects.filter(open=True, stage="plan", child__closed_list_on=None).exclude(child__ethnicity="").select_related("child").order_by("reference").first()
        child, ethnicity = case.child, case.child.ethnicity
        set_named_worker(child=child, worker=ellis, why="Hers", by=command("tests"), on=making.TODAY)
        correct_child(child=child, version=None, why="By mistake", ethnicity="", by=command("tests"), on=making.TODAY)
    # When the rules have run over what changed, she finds it that day, with what to do
    recheck()
    sign_in(page, ellis)
    page.goto("/work")
    page.get_by_role("link", name="put right for the return").click()
    heading(page, "Records to put right")
    look(page, "to put right")
    page.get_by_role("link", name=child.name).first.click()
    expect(page.locator("main")).to_contain_text("P108")
    look(page, "record for the return")
    page.goto(f"/children/{child.pk}")
    expect(page.locator("main")).to_contain_text("The 2026 return would find")
    look(page, "record with what to put right")
    # And the head of SEND has everybody checked, and reads who can put what right
    sign_in(page, ruth)
    page.goto("/returns/years/2026")
    look(page, "return before")
    press(page, "Check everybody and make the file")
    with wall.lifted(because="a journey does what the worker does"):
        asked = ReturnCheck.objects.latest("asked_at")
    check_return(asked.pk, ruth.pk)
    page.goto("/returns/years/2026")
    expect(page.locator("main")).to_contain_text("people were checked")
    expect(page.get_by_role("heading", name="Beside last year and what was published")).to_be_visible()
    look(page, "return checked")
    page.goto("/returns/years/2026/findings/P108")
    expect(page.locator("main")).to_contain_text(child.name)
    expect(page.locator("main")).to_contain_text(ellis.name)
    look(page, "findings")
    # Once it is put right it is gone at once from the record's page, and from her list within minutes
    with wall.lifted(because="a journey puts the record right"):
        correct_child(child=Child.objects.get(pk=child.pk), version=None, why="Put right", ethnicity=ethnicity, by=command("tests"), on=making.TODAY)
    recheck()
    page.goto(f"/children/{child.pk}/return")
    expect(page.locator("main")).not_to_contain_text("P108")
    # Then a file made now has no finding of it, and says the same when it is checked as a file
    out = io.StringIO()
    file = tmp_path / "sen2.xml"
    call_command("export_return", year=2026, output=file, area="990", json=True, stdout=out)
    assert json.loads(out.getvalue().splitlines()[-1])["people"] > 50
    out = io.StringIO()
    call_command("check_return", str(file), json=True, stdout=out)
    said = json.loads(out.getvalue())
    assert said["year"] == 2026 and said["people"] > 50
    assert not [one for one in said["findings"] if one["rule"] == "P108"]
    assert not [one for one in said["findings"] if one["rule"].startswith("S")]


def test_the_other_lists_and_the_comparisons_can_be_read_by_everybody_who_may(page, look, sign_in, calderbeck):  # about 15 s
    sign_in(page, calderbeck("ruth"))
    for address, words in (
        ("/returns/others", "Other lists"),
        ("/insight/benchmarks", "beside others"),
        ("/insight/EHC01/benchmark", "within 20 weeks"),
        ("/insight/EHC24/benchmark?part=special_total", "Special school"),
        ("/insight/AR05/benchmark", "12 weeks"),
        ("/insight/needs-by-school", "Needs found by school"),
        ("/insight/school-queries", "Questions about needs found by school"),
        ("/returns/to-put-right?whose=all", "Records to put right"),
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(address)
        heading(page, words)
        look(page, words)
        page.set_viewport_size(PHONE)
        look(page, words)
    with page.expect_download() as download:
        page.goto("/returns/others")
        page.get_by_role("link", name="Annex A, both lists (Excel)").click()
    assert download.value.suggested_filename.startswith("annex-a-990-")
