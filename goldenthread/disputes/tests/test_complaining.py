"""Complaints by stage with the council's own promise, and the Ombudsman with remedies by date."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.disputes import actions
from goldenthread.disputes.models import ComplaintStage
from tests import making

from .situations import TODAY, again, complaint, kept, manager, with_plan

pytestmark = pytest.mark.django_db


def test_a_complaint_has_the_councils_own_promise_and_no_clock_of_law():
    dispute = complaint()
    assert (dispute.next_due_on, dispute.next_what) == (date(2026, 11, 23), "Answer the complaint, stage 1")
    assert kept(dispute) == {}


def test_a_longer_time_says_why_and_the_first_promise_stays_on_show():
    dispute = complaint()
    with pytest.raises(Refused, match="must be after"):
        actions.give_longer(dispute=dispute, longer_by=TODAY, why="Half term.", by=manager(), on=TODAY)
    actions.give_longer(dispute=again(dispute), longer_by=date(2026, 12, 7), why="Two services must answer.", by=manager(), on=TODAY)
    stage = ComplaintStage.objects.get()
    assert (stage.promised_by, stage.due_on, again(dispute).next_due_on) == (date(2026, 11, 23), date(2026, 12, 7), date(2026, 12, 7))


def test_a_second_stage_follows_an_answer_and_then_the_ombudsman():
    dispute = complaint()
    with pytest.raises(Refused, match="follows one answer"):
        actions.open_second_stage(dispute=dispute, opened_on=TODAY, by=manager(), on=TODAY)
    actions.answer_complaint(dispute=again(dispute), answered_on=date(2026, 11, 20), outcome="partly", answer="We were slow.", by=manager(), on=TODAY)
    actions.open_second_stage(dispute=again(dispute), opened_on=TODAY, by=manager(), on=TODAY)
    assert again(dispute).next_due_on == date(2026, 12, 21)
    actions.answer_complaint(dispute=again(dispute), answered_on=TODAY, outcome="upheld", answer="We are sorry.", by=manager(), on=TODAY)
    with pytest.raises(Refused, match="the family can go to the Ombudsman"):
        actions.open_second_stage(dispute=again(dispute), opened_on=TODAY, by=manager(), on=TODAY)


def test_a_remedy_has_the_ombudsmans_date_and_is_done_when_something_shows_it():
    dispute = actions.record_ombudsman_matter(
        child=with_plan(), about="delay", who="lgsco", reference="26 000 123", opened_on=date(2026, 11, 2), answer_by=date(2026, 11, 30), by=manager(), on=TODAY
    )
    assert again(dispute).next_what == "Answer the Ombudsman"
    actions.answer_ombudsman(dispute=again(dispute), answered_on=date(2026, 11, 9), by=manager(), on=TODAY)
    actions.decide_ombudsman(dispute=again(dispute), decided_on=date(2026, 11, 16), found="fault", finding="Fault by delay.", by=manager(), on=TODAY)
    made = actions.add_undertaking(
        dispute=again(dispute), basis="remedy", kind="pay", what="£500 for distress.", from_on=date(2026, 11, 16), due_on=date(2026, 12, 14), by=manager(), on=TODAY
    )
    assert (again(dispute).stage, again(dispute).next_due_on) == ("carrying_out", date(2026, 12, 14))
    actions.carry_out(undertaking=made, done_on=TODAY, how="Paid, reference 4471.", by=manager(), on=TODAY)
    actions.end_dispute(dispute=again(dispute), ended_on=TODAY, ended="carried_out", by=manager(), on=TODAY)
    assert again(dispute).stage == "over"


def test_a_lesson_needs_an_owner_of_the_area_and_only_they_or_a_manager_finish_it():
    dispute = complaint()
    elsewhere = making.officer("Sam Okoye", of=making.area("991", "Elsewhere"))
    given = {"dispute": dispute, "kind": "too_late", "learned": "Slow.", "do": "A rota.", "due_on": date(2027, 1, 15), "by": manager(), "on": TODAY}
    with pytest.raises(Refused, match="works in this area"):
        actions.record_lesson(**given, owner=elsewhere)
    owner = making.officer("Priya Nair")
    made = actions.record_lesson(**given, owner=owner)
    with pytest.raises(NotAllowed):
        actions.finish_lesson(lesson=made, done_on=TODAY, what="Done.", by=making.officer("Rowan Bell"), on=TODAY)
    actions.finish_lesson(lesson=made, done_on=TODAY, what="The rota is up.", by=owner, on=TODAY)
