"""The pages of governance, as each kind of person sees them."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from docx import Document

from goldenthread.core import clock
from goldenthread.improvement.governance.actions import engagement, reporting
from goldenthread.improvement.governance.actions.following import agree_action
from goldenthread.improvement.governance.actions.risk import escalate
from goldenthread.improvement.governance.due import due_for
from goldenthread.improvement.governance.models import (
    AgreedAction,
    Board,
    BoardMeeting,
    Escalation,
    FrozenReport,
    PublicQuestion,
    Risk,
)
from goldenthread.improvement.governance.urls import urlpatterns
from tests import making

from . import made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.standing_on(made.TODAY):
        yield


@pytest.fixture
def of(_today):
    return made.governed()


def signed_in(client, role, area, at=None):
    person = making.somebody(role, at, of=area)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    client.person = person
    return client


def parts(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


# Opens every page of the part, with something on each: about a second.
def test_every_page_opens_for_the_head_of_send(client, of):
    made.planned(of)
    risk = made.risk(of)
    meeting = made.meeting(of, held=True)
    item = meeting.items.first()
    agreed = agree_action(meeting=meeting, item=item, words="Advertise both posts", owner=of.health, due_on=made.TODAY, by=made.BY, on=made.TODAY)
    raised = escalate(from_board=of.board, about="risk", risk=risk, title=str(risk), reason="No money", asked="Two posts", by=made.BY, on=made.TODAY)
    report = reporting.make_report(kind="highlight", area=of.area, board=of.board, by=made.BY, on=made.TODAY)
    question = engagement.receive_question(
        area=of.area, kind="public", asked_on=made.TODAY, asked_by="", asked_at="", board=of.board, words="Why so long?", by=made.BY, on=made.TODAY
    )
    log = engagement.log_engagement(
        area=of.area, kind="event", title="Open evening", about="Waits", from_on=made.TODAY, until_on=made.TODAY, people={"family": 12}, by=made.BY, on=made.TODAY
    )
    things = {
        "group_id": of.board.pk, "meeting_id": meeting.pk, "member_id": of.chair.pk, "item_id": item.pk, "board_paper_id": meeting.papers.first().pk, "agreed_id": agreed.pk,
        "risk_id": risk.pk, "escalation_id": raised.pk, "report_id": report.pk, "question_id": question.pk, "engagement_id": log.pk, "kind": "pdf",
    }  # fmt: skip
    signed_in(client, "head_of_send", of.area)
    for pattern in urlpatterns:
        needed = {name: things[name] for name in pattern.pattern.converters}
        answer = client.get(reverse(f"improvement:{pattern.name}", kwargs=needed))
        acts = pattern.name in {"make_highlight", "freeze_papers", "close_board_meeting", "drop_board_item", "drop_board_paper", "make_pack"}
        assert answer.status_code == (405 if acts else 200), (pattern.name, answer.content[-2000:])


def test_the_ladder_shows_who_reports_to_whom_and_who_is_missing(client, of):
    signed_in(client, "forum", of.area)
    page = client.get(reverse("improvement:ladder")).content.decode()
    assert "Improvement board" in page
    assert "Chief officers" in page
    assert "Nobody chairs it" in page  # the chief officers
    assert "Set up a group" not in page


def test_the_ladder_of_a_day_before_the_groups_began_is_empty(client, of):
    signed_in(client, "board_member", of.area)
    page = client.get(reverse("improvement:ladder"), {"on-day": "1", "on-month": "1", "on-year": "2020"}).content.decode()
    assert "There was no group on that day" in page
    wrong = client.get(reverse("improvement:ladder"), {"on-day": "31", "on-month": "9", "on-year": "2026"})
    assert wrong.status_code == 200
    assert "There is a problem" in wrong.content.decode()


def test_another_area_is_not_there(client, of):
    signed_in(client, "head_of_send", making.area("991", "Thornmouth"))
    assert client.get(reverse("improvement:board", args=[of.board.pk])).status_code == 404
    assert "Improvement board" not in client.get(reverse("improvement:ladder")).content.decode()


def test_a_group_is_set_up_and_its_calendar_filled(client, of):
    signed_in(client, "head_of_send", of.area)
    sent = {"name": "Reviews group", "kind": "working", "above": str(of.board.pk), "must_have": ["health"], "fewest": "2", "rhythm": "quarterly", "in_term": "no", "at": "9:30am"}
    answer = client.post(reverse("improvement:new_board"), sent)
    assert "Enter the day of its first meeting" in answer.content.decode()
    answer = client.post(reverse("improvement:new_board"), {**sent, **parts("first_on", date(2026, 12, 1))})
    board = Board.objects.get(name="Reviews group")
    assert answer.url == reverse("improvement:board", args=[board.pk])
    page = client.get(reverse("improvement:board_calendar", args=[board.pk])).content.decode()
    assert "Tuesday 2 March 2027" in page
    client.post(reverse("improvement:board_calendar", args=[board.pk]), {"days": ["2026-12-01", "2027-03-02"]})
    assert [str(one.on) for one in board.meetings.order_by("on")] == ["2026-12-01", "2027-03-02"]
    assert board.meetings.first().at.hour == 9


def test_a_meeting_is_run_from_agenda_to_closed_record(client, of):
    made.planned(of)
    made.risk(of)
    head = signed_in(client, "head_of_send", of.area)
    meeting = made.meeting(of)
    here = {name: reverse(f"improvement:{name}", args=[meeting.pk]) for name in ("board_meeting", "board_agenda", "freeze_papers", "board_presence", "new_board_decision", "new_agreed_action", "close_board_meeting")}
    offered = head.get(here["board_agenda"]).content.decode()
    assert "A1 Hold overdue reviews" in offered
    assert "A2 Train the team" not in offered  # finished
    assert "R1 Too few therapists" in offered
    due = [one.key for one in due_for(meeting)]
    head.post(here["board_agenda"], {"due": due})
    assert meeting.items.first().title.startswith("Welcome")
    assert meeting.items.last().title.startswith("Any other business")
    head.post(here["freeze_papers"])
    refused = head.post(reverse("improvement:new_board_item", args=[meeting.pk]), {"title": "One more thing"}).content.decode()
    assert "frozen on 23 November 2026, so they never change" in refused
    early = head.post(here["new_board_decision"], {"words": "Agreed"}).content.decode()
    assert "Note who was there first" in early
    came = {f"came-{one.pk}": "there" for one in (of.chair, of.health)} | {f"came-{of.forum.pk}": "apologies", "version": "1"}
    assert head.post(here["board_presence"], came).status_code == 302
    assert head.post(here["new_board_decision"], {"words": "Ask for two posts"}).status_code == 302
    agreed = {"words": "Write the case", "owner": str(of.health.pk), **parts("due_on", date(2026, 12, 14))}
    assert head.post(here["new_agreed_action"], agreed).status_code == 302
    head.post(here["close_board_meeting"])
    page = head.get(here["board_meeting"]).content.decode()
    assert "Record closed" in page
    assert "Ask for two posts" in page
    assert "Parents and carers" in page
    assert AgreedAction.objects.get().due_on == date(2026, 12, 14)
    assert "is closed, so it cannot be changed" in head.post(here["new_board_decision"], {"words": "Late"}).content.decode()


def test_a_partner_records_only_its_own_risks(client, of):
    signed_in(client, "commissioner", of.area, of.health.organisation)
    page = client.get(reverse("improvement:new_risk")).content.decode()
    assert "Bristowe Integrated Care Board" in page
    assert "Bristowe Parent Carer Forum" not in page
    sent = {
        "title": "A contract ends", "owner": str(of.health.organisation.pk), "board": str(of.board.pk), "controls": "A new contract", "why": "It is late",
        "likelihood_before": "4", "impact_before": "4", "likelihood_after": "3", "impact_after": "3", **parts("review_on", date(2027, 1, 11)),
    }  # fmt: skip
    assert client.post(reverse("improvement:new_risk"), {**sent, "owner": str(of.forum.organisation.pk)}).status_code == 200
    worse = client.post(reverse("improvement:new_risk"), {**sent, "likelihood_after": "5", "impact_after": "5"}).content.decode()
    assert "With what is done about it the score is 25, higher than 16 without" in worse
    assert client.post(reverse("improvement:new_risk"), sent).status_code == 302
    assert Risk.objects.get().scores.get().after == 9


def test_a_risk_that_the_rules_name_is_raised_with_the_rule_written_in_and_answered_by_a_councillor(client, of):
    risk = made.risk(of)
    head = signed_in(client, "head_of_send", of.area)
    page = head.get(reverse("improvement:raise_risk", args=[risk.pk])).content.decode()
    assert "Its score is 16 out of 25 even with what is done about it" in page
    answer = head.post(reverse("improvement:raise_risk", args=[risk.pk]), {"reason": "Its score is 16.", "asked": "Pay for two posts"})
    raised = Escalation.objects.get()
    assert (raised.to_board, raised.rule, answer.url) == (of.chiefs, "high", reverse("improvement:escalation", args=[raised.pk]))
    head.logout()
    councillor = signed_in(client, "board_member", of.area)
    councillor.post(reverse("improvement:answer_escalation", args=[raised.pk]), {"answer": "agreed", "reply": "One post now, one in April"})
    for board in (of.board, of.chiefs):
        assert "Agreed, 23 November 2026" in councillor.get(reverse("improvement:board", args=[board.pk])).content.decode()
    twice = councillor.post(reverse("improvement:answer_escalation", args=[raised.pk]), {"answer": "declined", "reply": "No"}).content.decode()
    assert "was answered on 23 November 2026" in twice


def test_whoever_does_not_sit_in_a_group_raises_nothing_from_it(client, of):
    signed_in(client, "forum", of.area)
    answer = client.post(reverse("improvement:raise_matter", args=[of.board.pk]), {"title": "Waits", "reason": "Long", "asked": "Act"}).content.decode()
    assert "Only those who sit in Improvement board" in answer
    assert not Escalation.objects.exists()


# Makes a PDF and a Word file: about half a second.
def test_a_highlight_report_is_made_in_one_click_and_is_the_same_as_pdf_word_and_page(client, of):
    made.planned(of)
    made.risk(of)
    head = signed_in(client, "head_of_send", of.area)
    answer = head.post(reverse("improvement:make_highlight", args=[of.board.pk]))
    report = FrozenReport.objects.get()
    assert answer.url == reverse("improvement:report", args=[report.pk])
    said = "3 actions of the plan: 1 finished, 1 late."
    assert said in head.get(answer.url).content.decode()
    pdf = b"".join(head.get(reverse("improvement:report_file", args=[report.pk, "pdf"])).streaming_content)
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    word = head.get(reverse("improvement:report_file", args=[report.pk, "docx"]))
    assert word["Content-Disposition"] == 'attachment; filename="highlight-2026-11-23.docx"'
    document = Document(io.BytesIO(b"".join(word.streaming_content)))
    assert said in [paragraph.text for paragraph in document.paragraphs]
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"] == ["Highlight report: Improvement board"]
    assert head.get(reverse("improvement:report_file", args=[report.pk, "exe"])).status_code == 404


def test_a_question_is_followed_to_its_close_with_its_time(client, of):
    head = signed_in(client, "head_of_send", of.area)
    asked = made.TODAY - timedelta(days=21)
    head.post(reverse("improvement:new_question"), {"kind": "public", "words": "Why is the wait so long?", **parts("asked_on", asked)})
    question = PublicQuestion.objects.get()
    assert question.answer_by == date(2026, 11, 16)
    assert "Late" in head.get(reverse("improvement:questions")).content.decode()
    head.post(reverse("improvement:answer_question", args=[question.pk]), {"answer": "Posts are empty.", "version": "1", **parts("answered_on", made.TODAY)})
    head.post(reverse("improvement:close_question", args=[question.pk]), {"changed": "Two posts.", "version": "2"})
    page = head.get(reverse("improvement:question", args=[question.pk])).content.decode()
    assert "15 working days" in page
    assert "Answered late" in page
    assert "Two posts." in page


def test_a_consultation_keeps_who_took_part_and_what_changed(client, of):
    forum = signed_in(client, "forum", of.area)
    sent = {"kind": "survey", "title": "Waits", "about": "How long did you wait?", "people-family": "31", **parts("from_on", date(2026, 11, 2)), **parts("until_on", date(2026, 11, 1))}
    assert "must be the same as or after the first day" in forum.post(reverse("improvement:new_engagement"), sent).content.decode()
    answer = forum.post(reverse("improvement:new_engagement"), {**sent, **parts("until_on", date(2026, 11, 13))})
    told = answer.url + "/told"
    wrong = forum.post(told, {"rating": "6", "people-family": "31", "version": "1"}).content.decode()
    assert "Enter a rating from 1 to 5, such as 3.8" in wrong
    assert forum.post(told, {"rating": "3.8", "rated_by": "29", "said": "Too long", "changed": "Two posts", "people-family": "31", "version": "1", **parts("answered_on", made.TODAY)}).status_code == 302
    page = forum.get(answer.url).content.decode()
    assert "3.8 of 5, by 29 people" in page


def test_no_role_without_the_plan_gets_in(client, of):
    signed_in(client, "coordinator", of.area)
    for pattern in urlpatterns:
        if not pattern.pattern.converters:
            assert client.get(reverse(f"improvement:{pattern.name}")).status_code in (403, 405), pattern.name


def test_a_councillor_reads_and_decides_and_sets_up_nothing(client, of):
    councillor = signed_in(client, "board_member", of.area)
    assert councillor.get(reverse("improvement:board", args=[of.board.pk])).status_code == 200
    assert councillor.get(reverse("improvement:new_board")).status_code == 403
    assert councillor.post(reverse("improvement:make_pack"), {"kind": "briefing"}).status_code == 403
    assert BoardMeeting.objects.count() == 0
