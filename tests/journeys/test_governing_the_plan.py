"""J20, the part of the boards: a risk is raised and answered, a meeting is held on papers that never change, a report is one click."""

from __future__ import annotations

import io
import re

import pytest

from goldenthread.improvement.governance.actions.ladder import seat, set_up_board
from goldenthread.improvement.governance.actions.reporting import make_report
from goldenthread.improvement.governance.actions.risk import escalate
from goldenthread.improvement.governance.tests import made
from tests import making

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def of(files):
    return made.governed()


# Some twenty pages in a browser, two people, PDF and Word: about half a minute.
def test_a_board_is_run_from_its_calendar_to_a_frozen_record(new_page, look, sign_in, of):
    from playwright.sync_api import expect

    made.planned(of)
    head, councillor = making.somebody("head_of_send", of=of.area), making.somebody("board_member", of=of.area)
    page = new_page()
    sign_in(page, head, second_factor="persona")

    page.goto("/improvement/groups")
    look(page, "governance-ladder")
    page.get_by_role("link", name="Improvement board", exact=True).first.click()
    look(page, "governance-board-empty")

    # A risk is recorded, the rules say to raise it, and it goes up with its reason.
    page.goto("/improvement/risks")
    look(page, "governance-risks-empty")
    page.get_by_role("button", name="Record a risk").click()
    page.get_by_label("What might go wrong?").fill("Too few therapists for the plans that are due")
    page.get_by_label("Which partner owns it?").select_option("Bristowe Integrated Care Board")
    page.get_by_label("Which group watches it?").select_option("Improvement board")
    for label, number in (
        ("How likely is it if nothing is done?", "5, almost certain"), ("How bad would it be if nothing is done?", "5, very large"),
        ("How likely is it with that?", "4, likely"), ("How bad would it be with that?", "4, large"),
    ):  # fmt: skip
        page.get_by_label(label).select_option(number)
    page.get_by_label("What is done about it?").fill("Posts are advertised")
    page.get_by_label("Why these scores?").fill("Two posts are empty")
    for part, number in (("Day", "11"), ("Month", "1"), ("Year", "2027")):
        page.get_by_role("textbox", name=part, exact=True).fill(number)
    look(page, "governance-new-risk")
    page.get_by_role("button", name="Record the risk").click()
    look(page, "governance-risk")
    page.get_by_role("button", name="Raise this risk").click()
    expect(page.get_by_label("Why can it not be settled here?")).to_have_value(re.compile("16 out of 25"))
    page.get_by_label("What do you ask the group above to do?").fill("Pay for two posts")
    look(page, "governance-raise")
    page.get_by_role("button", name="Raise it").click()
    look(page, "governance-raised")

    # The calendar, the agenda from what is due, the papers.
    page.goto("/improvement/groups")
    page.get_by_role("link", name="Improvement board", exact=True).first.click()
    page.get_by_role("button", name="Fill the calendar").click()
    look(page, "governance-calendar")
    page.get_by_role("button", name="Put these in the calendar").click()
    page.get_by_role("button", name="Call a meeting").click()
    for part, number in (("Day", "23"), ("Month", "11"), ("Year", "2026")):
        page.get_by_role("textbox", name=part, exact=True).fill(number)
    page.get_by_label("Where, or the link to join").fill("Town Hall, room 2")
    look(page, "governance-call")
    page.get_by_role("button", name="Call the meeting").click()
    look(page, "governance-meeting-empty")
    page.get_by_role("button", name="Make the agenda from what is due").click()
    look(page, "governance-agenda")
    page.get_by_role("button", name="Put these on the agenda").click()
    meeting = page.url
    page.get_by_role("button", name="Add a paper").click()
    page.get_by_label("What is the paper called?").fill("Therapy posts")
    page.get_by_label("The paper", exact=True).set_input_files({"name": "posts.txt", "mimeType": "text/plain", "buffer": b"Two posts"})
    page.get_by_role("button", name="Add the paper").click()
    expect(page.get_by_role("link", name=re.compile("The selected file must be a"))).to_be_visible()
    look(page, "governance-paper-refused")
    page.goto(meeting)
    page.get_by_role("button", name="Freeze the papers").click()
    expect(page.get_by_text("They never change from now on")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Agenda")).click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")

    # The meeting.
    page.goto(meeting)
    page.get_by_role("button", name="Note who came").click()
    for name, how in (("Ada Thorn, Council", "There"), ("Bo Rivers, Health", "There"), ("Cy Fell, Parents and carers", "Sent apologies")):
        page.get_by_role("group", name=name).get_by_label(how, exact=True).check()
    look(page, "governance-who-came")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Record a decision").click()
    page.get_by_label("What did the group decide?").fill("The posts are advertised again before Christmas")
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_role("button", name="Record an action").click()
    page.get_by_label("What will be done?").fill("Write the case for two posts")
    page.get_by_label("Who will do it?").select_option("Bo Rivers, Health")
    for part, number in (("Day", "14"), ("Month", "12"), ("Year", "2026")):
        page.get_by_role("textbox", name=part, exact=True).fill(number)
    look(page, "governance-action")
    page.get_by_role("button", name="Record the action").click()
    page.get_by_role("button", name="Close the record").click()
    expect(page.get_by_text("Record closed")).to_be_visible()
    look(page, "governance-meeting-closed")
    page.goto("/improvement/actions")
    look(page, "governance-actions")
    page.get_by_role("link", name="Write the case for two posts").click()
    look(page, "governance-action-one")

    # The report in one click, the same on the page, as PDF and as Word.
    page.goto("/improvement/groups")
    page.get_by_role("link", name="Improvement board", exact=True).first.click()
    page.get_by_role("button", name="Make a highlight report").click()
    expect(page.get_by_text("3 actions of the plan: 1 finished, 1 late.")).to_be_visible()
    look(page, "governance-report")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as PDF").click()
    pdf = download.value.path().read_bytes()
    assert b"/StructTreeRoot" in pdf
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as Word").click()
    from docx import Document

    assert "3 actions of the plan: 1 finished, 1 late." in [one.text for one in Document(io.BytesIO(download.value.path().read_bytes())).paragraphs]
    page.goto("/improvement/reports")
    page.get_by_role("button", name="Make a member briefing").click()
    look(page, "governance-briefing")

    # A councillor answers on a phone, and both groups see it.
    phone = new_page(viewport=PHONE)
    sign_in(phone, councillor, second_factor="persona")
    phone.goto("/improvement/raised")
    look(phone, "governance-raised-list")
    phone.get_by_role("link", name=re.compile("R1 Too few therapists")).click()
    phone.get_by_role("button", name="Answer").click()
    phone.get_by_label("Agreed", exact=True).check()
    phone.get_by_label("What do you say to them?").fill("One post now, one in April")
    look(phone, "governance-answer")
    phone.get_by_role("button", name="Send the answer").click()
    look(phone, "governance-answered")
    for name in ("Chief officers", "Improvement board"):
        phone.goto("/improvement/groups")
        phone.get_by_role("link", name=name, exact=True).first.click()
        expect(phone.get_by_text("Agreed, 23 November 2026").first).to_be_visible()
        look(phone, f"governance-{name}")
    for address in ("groups", "actions?show=ended", "risks", "reports", "consultations", "questions"):
        phone.goto(f"/improvement/{address}")
        look(phone, f"governance-phone-{address}")
    phone.goto(meeting)
    look(phone, "governance-phone-meeting")


# Nine pages on a small phone and on a desk: some five seconds.
def test_names_as_long_as_they_come_fit_the_screen(new_page, look, sign_in, of):
    board = set_up_board(
        area=of.area, name="Special educational needs and disabilities and alternative provision local area partnership improvement board (Northern)", kind="working",
        purpose="Kommunikationsunterstützungsarbeitsgruppenbesprechung", must_have=["health", "young"], least="chief", above=of.board, by=made.BY, on=made.TODAY,
    )  # fmt: skip
    member = seat(
        board=board, name="Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Cholmondeley-Majoribanks", post="Designated clinical officer for special educational needs",
        organisation=of.health.organisation, sector="health", level="practice", role="lead", leads="Speech, language and communication needs in all settings of the area", by=made.BY, on=made.TODAY,
    )  # fmt: skip
    risk = made.risk(of, title=("Communication and interaction needs are not met " * 5)[:200])
    raised = escalate(from_board=of.board, about="risk", risk=risk, title=str(risk), reason="Reason " * 60, asked="Asked " * 60, by=made.BY, on=made.TODAY)
    report = make_report(kind="highlight", area=of.area, board=of.board, by=made.BY, on=made.TODAY)
    for viewport in (PHONE, DESKTOP):
        page = new_page(viewport=viewport)
        sign_in(page, making.somebody("head_of_send", of=of.area), second_factor="persona")
        for name, address in (
            ("groups", "groups"), ("board", f"groups/{board.pk}"), ("leaves", f"members/{member.pk}/leaves"), ("change", f"groups/{board.pk}/change"), ("risks", "risks"),
            ("risk", f"risks/{risk.pk}"), ("raised", f"raised/{raised.pk}"), ("report", f"reports/{report.pk}"), ("reports", "reports"),
        ):  # fmt: skip
            page.goto(f"/improvement/{address}")
            look(page, f"governance-long-{name}")
