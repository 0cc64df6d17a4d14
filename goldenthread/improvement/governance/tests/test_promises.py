"""What PostgreSQL and the actions hold: what a board was shown never changes, and what was raised comes back."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from goldenthread.core import clock, files
from goldenthread.core.models import Message
from goldenthread.core.refusals import Changed, Refused
from goldenthread.improvement.governance.actions import following, ladder, meeting, reporting, risk
from goldenthread.improvement.governance.due import due_for
from goldenthread.improvement.governance.ladder import rows_of
from goldenthread.improvement.governance.models import (
    ActionUpdate,
    BoardMeeting,
    BoardPaper,
    FrozenReport,
    MeetingItem,
    RiskScore,
)
from goldenthread.improvement.governance.off_target import measures_of
from goldenthread.improvement.governance.papers import record_of
from goldenthread.improvement.governance.raising import above_of, holding
from goldenthread.improvement.measures.models import Measure, MeasureValue, Step
from goldenthread.improvement.models import Section
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


def refused_by_postgresql(match):
    return pytest.raises(DatabaseError, match=match)


def test_frozen_papers_and_agendas_are_never_changed_even_by_hand(of):
    frozen = made.meeting(of, frozen=True)
    for change in (
        lambda: BoardPaper.objects.filter(meeting=frozen).update(title="Another"),
        lambda: BoardPaper.objects.filter(meeting=frozen).delete(),
        lambda: BoardPaper.objects.create(meeting=frozen, position=9, title="Late", file=frozen.papers.first().file, added_on=made.TODAY),
        lambda: MeetingItem.objects.filter(meeting=frozen).update(title="Another"),
        lambda: MeetingItem.objects.create(meeting=frozen, position=9, kind="other", title="Late"),
    ):
        with refused_by_postgresql("is frozen with its meeting"), transaction.atomic():
            change()
    for change in (
        lambda: BoardMeeting.objects.filter(pk=frozen.pk).update(frozen_at=None, frozen_on=None),
        lambda: BoardMeeting.objects.filter(pk=frozen.pk).update(on=made.TODAY + timedelta(days=1)),
    ):
        with refused_by_postgresql("were frozen, and stay so"), transaction.atomic():
            change()
    MeetingItem.objects.filter(meeting=frozen).update(note="What was said")


def test_frozen_papers_are_kept_by_their_hash_and_stay_as_they_were_when_the_work_goes_on(of):
    frozen = made.meeting(of, frozen=True)
    before = {paper.title: files.path_of(paper.file_id).read_bytes() for paper in frozen.papers.all()}
    assert list(before) == ["Agenda", "Progress report"]
    made.planned(of)
    made.risk(of)
    later = made.meeting(of, made.TODAY + timedelta(days=1), frozen=True)
    after = {paper.title: paper.file_id for paper in later.papers.all()}
    assert {paper.title: files.path_of(paper.file_id).read_bytes() for paper in frozen.papers.all()} == before
    assert after["Progress report"] != frozen.papers.get(title="Progress report").file_id


def test_the_record_of_the_last_meeting_is_among_the_papers_of_the_next(of):
    held = made.meeting(of, held=True)
    meeting.decide_at_board(meeting=held, item=None, words="Ask for two posts", by=made.BY, on=made.TODAY)
    meeting.close_board_meeting(meeting=held, by=made.BY, on=made.TODAY)
    later = made.meeting(of, made.TODAY + timedelta(days=42), frozen=True)
    assert [paper.title for paper in later.papers.all()] == ["Agenda", "Progress report", "Record of the meeting on 23 November 2026"]
    assert "Ask for two posts" in str(record_of(held, made.TODAY).blocks)


def test_a_paper_that_nobody_looked_through_for_viruses_holds_the_freezing_up(of):
    coming = made.meeting(of, made.TODAY + timedelta(days=7))
    meeting.make_agenda(meeting=coming, items=[], by=made.BY, on=made.TODAY)
    sent = meeting.add_paper(meeting=coming, title="Posts", content=io.BytesIO(b"%PDF-1.7 posts"), content_type="application/pdf", scan="not_scanned", by=made.BY, on=made.TODAY)
    with pytest.raises(Refused, match="‘Posts’ has not been checked for viruses"):
        meeting.freeze_papers(meeting=coming, by=made.BY, on=made.TODAY)
    meeting.drop_paper(paper=sent, by=made.BY, on=made.TODAY)
    assert len(meeting.freeze_papers(meeting=coming, by=made.BY, on=made.TODAY)) == 2


def test_a_score_and_a_report_are_never_changed(of):
    one = made.risk(of)
    report = reporting.make_report(kind="briefing", area=of.area, by=made.BY, on=made.TODAY)
    for change in (
        lambda: RiskScore.objects.filter(risk=one).update(impact_after=1),
        lambda: RiskScore.objects.filter(risk=one).delete(),
        lambda: FrozenReport.objects.filter(pk=report.pk).update(title="Another"),
        lambda: FrozenReport.objects.filter(pk=report.pk).delete(),
    ):
        with refused_by_postgresql("is never changed"), transaction.atomic():
            change()


def test_the_same_report_of_the_same_day_is_the_same_file(of):
    made.planned(of)
    first, again = (reporting.make_report(kind="stocktake", area=of.area, by=made.BY, on=made.TODAY) for _ in range(2))
    assert (first.pdf_id, first.word_id) == (again.pdf_id, again.word_id)


def test_a_ladder_keeps_whom_a_group_reported_to_before(of):
    other = ladder.set_up_board(area=of.area, name="Health and wellbeing board", kind="statutory", by=made.BY, on=date(2026, 1, 5))
    said = {name: getattr(of.board, name) for name in ("name", "kind", "purpose", "must_have", "least", "fewest", "rhythm", "first_on", "in_term", "at", "place")}
    ladder.change_board(board=of.board, version=1, above=other, by=made.BY, on=made.TODAY, **said)
    assert above_of(of.board, made.TODAY) == other
    assert above_of(of.board, made.TODAY - timedelta(days=1)) == of.chiefs
    before = {row.board.name: row.above for row in rows_of([of.area.pk], made.TODAY - timedelta(days=1))}
    assert before["Improvement board"] == of.chiefs
    with pytest.raises(Refused, match="reports to this group, so this group cannot report to it"):
        ladder.change_board(
            board=other, version=1, above=of.board, by=made.BY, on=made.TODAY, **{**said, "name": other.name, "kind": "statutory", "rhythm": "called", "first_on": None}
        )


def test_a_group_without_a_sector_or_without_somebody_senior_enough_says_so(of):
    of.board.must_have, of.board.least = ["health", "family", "young", "council"], "chief"
    of.board.save()
    [row] = [one for one in rows_of([of.area.pk], made.TODAY) if one.board == of.board]
    assert row.lacks == ("Nobody senior enough sits for: Health", "Nobody sits for: Young people")


def test_a_group_decides_only_with_enough_members(of):
    held = made.meeting(of, frozen=True)
    meeting.note_presence(meeting=held, came={of.chair: ("there", ""), of.health: ("apologies", ""), of.forum: ("absent", "")}, version=None, by=made.BY, on=made.TODAY)
    with pytest.raises(Refused, match="1 member was there, and Improvement board needs 2 to decide"):
        meeting.decide_at_board(meeting=held, item=None, words="Yes", by=made.BY, on=made.TODAY)
    meeting.note_presence(meeting=held, came={of.chair: ("there", ""), of.health: ("instead", "Di Moor")}, version=None, by=made.BY, on=made.TODAY)
    assert meeting.decide_at_board(meeting=held, item=None, words="Yes", by=made.BY, on=made.TODAY).position == 1


def test_two_who_note_who_came_at_once_lose_nothing(of):
    held = made.meeting(of, frozen=True)
    meeting.note_presence(meeting=held, came={of.chair: ("there", "")}, version=1, by=made.BY, on=made.TODAY)
    with pytest.raises(Changed):
        meeting.note_presence(meeting=held, came={of.chair: ("absent", "")}, version=1, by=made.BY, on=made.TODAY)


def test_no_meeting_is_called_on_a_day_that_is_no_working_day(of):
    with pytest.raises(Refused, match="25 December 2026 is Christmas Day"):
        meeting.call_board_meeting(board=of.board, held_on=date(2026, 12, 25), at=None, place="", by=made.BY, on=made.TODAY)


def test_an_agreed_action_keeps_its_first_day_and_ends_with_what_shows_it(of):
    held = made.meeting(of, held=True)
    due = made.TODAY + timedelta(days=14)
    agreed = following.agree_action(meeting=held, item=None, words="Write the case", owner=of.health, due_on=due, by=made.BY, on=made.TODAY)
    following.say_how_far(agreed=agreed, words="Half written", due_on=due + timedelta(days=7), version=1, by=made.BY, on=made.TODAY)
    assert (agreed.first_due_on, agreed.due_on) == (due, due + timedelta(days=7))
    following.pass_action_on(agreed=agreed, owner=of.chair, version=2, by=made.BY, on=made.TODAY)
    following.finish_action(agreed=agreed, done_on=made.TODAY, shown_by="The paper", version=3, by=made.BY, on=made.TODAY)
    assert [one.words for one in ActionUpdate.objects.filter(agreed_action=agreed)] == ["Half written", "Passed on from Bo Rivers to Ada Thorn."]
    with pytest.raises(Refused, match="This was done on 23 November 2026"):
        following.drop_action(agreed=agreed, why="No need", version=None, by=made.BY, on=made.TODAY)


def test_what_is_due_makes_the_agenda_and_what_is_done_is_not_on_it(of):
    plan = made.planned(of)
    held = made.meeting(of, held=True)
    following.agree_action(meeting=held, item=None, words="Write the case", owner=of.health, due_on=made.TODAY + timedelta(days=7), by=made.BY, on=made.TODAY)
    done = following.agree_action(meeting=held, item=None, words="Ring them", owner=of.health, due_on=made.TODAY + timedelta(days=7), by=made.BY, on=made.TODAY)
    following.finish_action(agreed=done, done_on=made.TODAY, shown_by="They answered", version=None, by=made.BY, on=made.TODAY)
    made.risk(of)
    measure = Measure.objects.create(plan=plan, words="Reviews on time", kind="timeliness", target=Decimal(90), due_on=date(2027, 3, 31), baseline=Decimal(50), baseline_on=date(2026, 4, 1), added_on=made.TODAY)
    MeasureValue.objects.create(measure=measure, on=date(2026, 11, 1), value=Decimal(55), said_by="The service", entered_on=made.TODAY)
    later = made.meeting(of, made.TODAY + timedelta(days=42))
    found = {(one.kind, one.title) for one in due_for(later)}
    assert found == {
        ("agreed", "Write the case"), ("plan", "A1 Hold overdue reviews"), ("rating", "Rate A Reviews on time"), ("risk", "R1 Too few therapists"),
        ("measure", "Reviews on time"),
    }  # fmt: skip


def test_a_measure_on_its_way_to_the_target_is_not_off_target(of):
    plan = made.planned(of)
    measure = Measure.objects.create(plan=plan, words="Reviews on time", kind="timeliness", target=Decimal(90), due_on=date(2027, 3, 31), added_on=made.TODAY)
    Step.objects.create(measure=measure, on=date(2026, 9, 30), target=Decimal(60))
    MeasureValue.objects.create(measure=measure, on=date(2026, 9, 30), value=Decimal(61), said_by="The service", entered_on=made.TODAY)
    [held] = measures_of(of.board, made.TODAY)
    assert (held.off, held.shown, held.target) == (False, "61%", "at least 90% by 31 March 2027")
    of.board.sections.add(Section.objects.get())
    assert measures_of(of.board, made.TODAY) == []  # the measure is of the plan as a whole


def test_a_matter_is_passed_up_with_its_reason_and_each_answer_comes_back(of):
    top = ladder.set_up_board(area=of.area, name="Health and wellbeing board", kind="statutory", by=made.BY, on=made.TODAY)
    said = {name: getattr(of.chiefs, name) for name in ("name", "kind", "purpose", "must_have", "least", "fewest", "rhythm", "first_on", "in_term", "at", "place")}
    ladder.change_board(board=of.chiefs, version=None, above=top, by=made.BY, on=made.TODAY, **said)
    one = made.risk(of)
    raised = risk.escalate(from_board=of.board, about="risk", risk=one, title=str(one), reason="No money", asked="Two posts", rule="high", by=made.BY, on=made.TODAY)
    assert raised.answer_by == date(2026, 12, 21)
    with pytest.raises(Refused, match="was raised already and has not been answered"):
        risk.escalate(from_board=of.board, about="risk", risk=one, title=str(one), reason="Again", asked="Two posts", by=made.BY, on=made.TODAY)
    passed = risk.answer_escalation(escalation=raised, answer="passed", reply="It is beyond us", by=made.BY, on=made.TODAY)
    assert (passed.from_board, passed.to_board, passed.rule) == (of.chiefs, top, "high")
    assert passed.reason == "No money\n\nIt is beyond us"
    risk.answer_escalation(escalation=passed, answer="agreed", reply="Two posts in April", by=made.BY, on=made.TODAY)
    [reply] = [one for one in due_for(made.meeting(of, made.TODAY + timedelta(days=7))) if one.kind == "reply"]
    assert reply.why == "Health and wellbeing board answered on 23 November 2026: agreed"  # the board that asked hears the last answer
    assert holding(type(one).objects.get(pk=one.pk), made.TODAY) == []  # the same score was raised and answered
    later = made.TODAY + timedelta(days=1)
    risk.score_risk(risk=one, scored=made.HIGH, controls="Posts are advertised", review_on=date(2027, 2, 1), version=None, by=made.BY, on=later)
    assert [rule.key for rule in holding(type(one).objects.get(pk=one.pk), later)] == ["high"]


def test_members_are_told_of_papers_and_chairs_of_what_was_raised_and_answered(of):
    member, chair, top = (making.somebody("board_member", of=of.area) for _ in range(3))
    for board, user, role in ((of.board, member, "member"), (of.board, chair, "chair"), (of.chiefs, top, "chair")):
        ladder.seat(board=board, name="", post="", organisation=None, sector="council", level="chief", role=role, user=user, by=made.BY, on=made.TODAY)
    made.meeting(of, frozen=True)
    raised = risk.escalate(from_board=of.board, about="other", title="Kai Alder", reason="Kai waits", asked="Act", by=made.BY, on=made.TODAY)
    risk.answer_escalation(escalation=raised, answer="agreed", reply="Yes", by=made.BY, on=made.TODAY)
    told = sorted(Message.objects.values_list("subject", "to_user_id"))
    assert told == sorted(
        [
            ("Papers for a meeting are ready to read", member.pk), ("Papers for a meeting are ready to read", chair.pk),
            ("A matter was raised to your group", top.pk), ("A matter that your group raised was answered", chair.pk),
        ]
    )  # fmt: skip
    assert not any("Kai" in body for body in Message.objects.values_list("body", flat=True))


def test_nobody_is_above_the_top(of):
    with pytest.raises(Refused, match="Chief officers reports to no other group"):
        risk.escalate(from_board=of.chiefs, about="other", title="Money", reason="None", asked="Some", by=made.BY, on=made.TODAY)


def test_a_risk_is_closed_only_when_what_was_raised_about_it_is_answered(of):
    one = made.risk(of)
    risk.escalate(from_board=of.board, about="risk", risk=one, title=str(one), reason="No money", asked="Two posts", by=made.BY, on=made.TODAY)
    with pytest.raises(Refused, match="has not been answered"):
        risk.close_risk(risk=one, why="Over", version=None, by=made.BY, on=made.TODAY)


def test_the_scores_of_a_risk_are_its_history(of):
    one = made.risk(of, made.HIGH)
    risk.score_risk(risk=one, scored=made.LOW, controls="Posts are filled", review_on=date(2027, 2, 1), version=1, by=made.BY, on=made.TODAY)
    assert [(score.before, score.after) for score in one.scores.all()] == [(25, 16), (9, 4)]
    assert holding(one, made.TODAY) == []
