"""The family's page, whatever the case is at, in English and from right to left, at a desk and on a small phone."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from goldenthread.access.models import User
from goldenthread.casework import actions as casework
from goldenthread.casework.tests import situations
from goldenthread.casework.tests.advice_situations import asked
from goldenthread.core import clock, files
from goldenthread.core.actors import job
from goldenthread.people.models import Adult, Document
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Version
from goldenthread.portal import passing
from tests import making
from tests.journeys.conftest import DESKTOP, PHONE

TODAY = making.TODAY
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley"


@pytest.fixture
def family(transactional_db, files):
    """A worker and a mother, and what brings a case of hers to each state."""
    worker = making.officer("Priya Nair")
    mother = making.somebody("parent", making.body("forum"), name="Jo Alder")
    return SimpleNamespace(worker=worker, mother=mother, adult=None)


def hers(family, **child):
    """A request for a child of hers."""
    request = situations.received(by=family.worker, new_child=situations.new_child(**child)) if child else situations.received(by=family.worker)
    making.involve(family.mother, request.child, "family")
    tie = request.child.relationships.get()
    if family.adult is None:
        Adult.objects.filter(pk=tie.adult_id).update(user=family.mother)
        family.adult = Adult.objects.get(pk=tie.adult_id)
    else:
        request.child.relationships.update(adult=family.adult)
    return request


def nothing(family):
    return "/my"


def deciding(family):
    return f"/my/{hers(family).child_id}"


def late(family):
    request = hers(family)
    casework.correct_received_date(request=request, received_on=TODAY - timedelta(weeks=8), why="It lay in a drawer", version=None, by=family.worker, on=TODAY)
    return f"/my/{request.child_id}"


def refused(family):
    request = hers(family)
    situations.decided(request, yes=False)
    return f"/my/{request.child_id}"


def advice(family):
    request = hers(family)
    situations.decided(request)
    asked(request, body=making.body("health", name="Calderbeck Children’s Therapies"))
    return f"/my/{request.child_id}"


def draft(family):
    version = _draft(family)
    return f"/my/{version.child_id}/draft/{version.pk}"


def _draft(family):
    request = hers(family)
    situations.decided(request)
    version = plans.start_draft(child=request.child, matter=("request", request.pk), by=family.worker, on=TODAY)
    for section, kind, text in (("B", "need", "Kai needs help to follow what is said"), ("F", "provision", "A therapist works with Kai")):
        plans.add_line(version=version, section=section, kind=kind, said={"text": text}, by=family.worker, on=TODAY)
    version = Version.objects.select_related("child__area").get(pk=version.pk)
    casework.serve_draft(version=version, by=family.worker, on=TODAY)
    line = version.lines.get(section="F")
    casework.comment_on_draft(version=version, line=line, adult=family.adult, asks="change", text="How often?", by=family.mother, on=TODAY)
    return version


def say_of_draft(family):
    version = _draft(family)
    return f"/my/{version.child_id}/draft/{version.pk}/say"


def messages(family):
    request = hers(family)
    casework.write_to_family(child=request.child, adult=family.adult, text="Can we meet on Monday?", by=family.worker, on=TODAY)
    return f"/my/{request.child_id}/messages"


def helpers(family):
    making.body("sendiass", name="Calderbeck SENDIASS")
    return f"/my/{hers(family).child_id}/helpers"


def two_children(family):
    hers(family)
    hers(family, forename="Mia", surname="Birch", date_of_birth=date(2018, 5, 2))
    return "/my"


def long_names(family):
    request = hers(family, forename=LONG, surname=LONG, date_of_birth=date(2018, 5, 2))
    kept = files.store(b"Invented", content_type="text/plain", scan="made_here")
    Document.objects.create(child=request.child, file=kept, kind="evidence", title=f"Report of {LONG}", made_on=TODAY)
    return f"/my/{request.child_id}"


def had_before(family):
    request = hers(family, forename="Kai", surname="Alder", date_of_birth=date(2010, 2, 1))
    with clock.standing_on(date(2026, 6, 27)):
        passing.pass_rights(child=request.child, by=job("pass_rights"), on=date(2026, 6, 27))
    return f"/my/{request.child_id}"


STATES = (nothing, deciding, late, refused, advice, draft, say_of_draft, messages, helpers, two_children, long_names, had_before)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_state_of_a_family_is_whole_in_english_and_in_urdu(family, state, new_page, look, sign_in):  # a browser: about 4 s
    address = state(family)
    page = new_page(viewport=PHONE)
    sign_in(page, family.mother)
    for language, way in (("", "ltr"), ("ur", "rtl")):
        User.objects.filter(pk=family.mother.pk).update(language=language)
        page.goto(address)
        assert "/accounts/" not in page.url
        assert page.evaluate("getComputedStyle(document.documentElement).direction") == way
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            look(page, f"family {state.__name__} {language}")


def test_a_parent_asks_in_urdu_on_a_phone_without_script(transactional_db, new_page, look):  # a browser: about 6 s
    # Given a mother who chooses Urdu at the foot of the page
    making.area()
    making.officer("Priya Nair")
    page = new_page(viewport=PHONE, java_script_enabled=False)
    page.goto("/ask")
    page.get_by_role("button", name="اردو").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("تعلیم، صحت اور نگہداشت کی ضروریات کی تشخیص کی درخواست کریں")
    # When she leaves out who she is, she is told so in Urdu; then she goes on
    page.get_by_role("button", name="ابھی شروع کریں").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("ایک مسئلہ ہے")
    page.get_by_role("radio", name="والدین یا نگہداشت کرنے والا").check()
    page.get_by_role("button", name="ابھی شروع کریں").click()
    expect(page.locator("h1")).to_have_text("آپ کے بارے میں")
    # And chooses English at the foot of the page: the same page, in English
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("About you")
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    page.get_by_role("button", name="polski").click()
    expect(page.locator("h1")).to_have_text("O Tobie")


@pytest.mark.parametrize("language", ["pl", "ur"])
def test_every_page_of_asking_is_whole_in_another_language(transactional_db, language, new_page, look):  # a browser: about 8 s
    making.area()
    making.officer("Priya Nair")
    page = new_page(viewport=PHONE)
    page.goto("/ask")
    page.locator(f".gt-languages button[value={language}]").click()
    expect(page.locator("html")).to_have_attribute("lang", language)

    def seen(name):
        for size in (PHONE, DESKTOP):
            page.set_viewport_size(size)
            look(page, f"ask {name} {language}")

    seen("start")
    page.locator("input[value=parent]").check()
    page.locator("main form button").last.click()
    filled = {
        "who": {"name": "Jo Alder"},
        "child": {"forename": "Kai", "date_of_birth-day": "9", "date_of_birth-month": "3", "date_of_birth-year": "2016"},
        "family": {"name": "Jo Alder", "email": "jo@example.org"},
        "words": {"hard": "وہ کلاس میں بات نہیں سمجھتا۔"},
        "papers": {},
        "sharing": {},
    }
    for name, typed in filled.items():
        assert page.url.endswith(f"/ask/{name}")
        seen(name)
        if name in ("child", "sharing"):
            page.locator("main form .govuk-button").first.click()
            seen(f"{name} wrong")
        for box, words in typed.items():
            page.locator(f"[name='{box}']").fill(words)
        for one in {"family": ("mother", "email"), "sharing": ("yes",)}.get(name, ()):
            page.locator(f"input[value={one}]").first.check()
        page.locator("main form .govuk-button:not(.govuk-button--secondary)").first.click()
    seen("check")
    page.locator("main form .govuk-button").first.click()
    assert page.url.endswith("/ask/sent")
    seen("sent")
