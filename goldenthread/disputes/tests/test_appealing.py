"""An appeal, what is ordered, and what is recommended: each with its own clock."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.casework.models import Request
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.disputes import actions
from goldenthread.disputes.models import Undertaking
from goldenthread.disputes.to_do import open_undertakings
from goldenthread.people.models import Deadline
from tests import making

from .situations import TODAY, again, appeal, kept, manager, mediation, refused, with_plan

pytestmark = pytest.mark.django_db


def decided(dispute, outcome="allowed", on=date(2026, 11, 16)):
    actions.decide_appeal(dispute=again(dispute), decided_on=on, outcome=outcome, by=manager(), on=TODAY)
    return again(dispute)


def ordered(dispute, kind, on=date(2026, 11, 16), **fields):
    given = {"dispute": again(dispute), "basis": "order", "kind": kind, "what": f"The Tribunal orders: {kind}.", "from_on": on, "by": manager(), "on": TODAY}
    return actions.add_undertaking(**{**given, **fields})


def conceded(dispute, **fields):
    given = {"dispute": again(dispute), "conceded_on": TODAY, "part": "whole", "reason": "not_specific", "why": "The hours were not said.", "by": manager(), "on": TODAY}
    return actions.concede_appeal(**{**given, **fields})


def test_the_response_is_due_in_thirty_working_days_that_leave_out_christmas():
    rows = kept(appeal())
    assert rows["TRIB-RESP-30WD"].due_on == date(2026, 12, 21)
    directed = appeal(with_plan("Ben Cole"), registered=False)
    actions.register_appeal(
        dispute=directed, registered_on=TODAY, council_received_on=TODAY, response_directed_by=date(2026, 12, 4), by=manager(), on=TODAY
    )
    assert kept(directed)["TRIB-RESP-30WD"].due_on == date(2026, 12, 4)


def test_a_certificate_is_needed_except_for_section_i_alone():
    with pytest.raises(Refused, match="certificate is needed") as refusal:
        appeal(certificate_on=None)
    assert "section 55" in refusal.value.citation.text
    assert appeal(certificate_on=None, about="section_i_only").appeal.certificate_on is None


def test_the_certificate_of_the_mediation_before_is_taken_over():
    child = with_plan()
    before = mediation(child)
    actions.decline_mediation(dispute=before, declined_on=date(2026, 10, 28), by=manager(), on=TODAY)
    actions.record_certificate(dispute=again(before), certificate_on=date(2026, 10, 30), by=manager(), on=TODAY)
    made = appeal(child, certificate_on=None, earlier=again(before))
    assert (made.appeal.certificate_on, made.earlier_id) == (date(2026, 10, 30), before.pk)


@pytest.mark.parametrize(
    ("kind", "clocks"),
    [
        ("amend", {"ORD-AMEND-5W": 35}), ("name", {"ORD-NAME-2W": 14}), ("continue", {"ORD-IMMEDIATE": 0}), ("cease", {"ORD-IMMEDIATE": 0}),
        ("make_plan", {"ORD-MAKE-5W": 35, "ORD-MAKE-11W": 77}), ("reassess", {"ORD-ASSESS-2W": 14, "ORD-ASSESS-10W": 70, "ORD-ASSESS-14W": 98}),
    ],
)  # fmt: skip
def test_each_thing_ordered_has_its_own_clock_from_the_day_the_order_was_sent(kind, clocks):
    dispute = decided(appeal())
    made = ordered(dispute, kind)
    rows = Deadline.objects.filter(matter_id=made.pk)
    assert {row.clock: (row.due_on - made.from_on).days for row in rows} == clocks


def test_one_thing_done_leaves_the_clock_of_another_running():
    dispute = decided(appeal())
    name, amend = ordered(dispute, "name"), ordered(dispute, "amend")
    name.dispute.refresh_from_db()
    actions.carry_out(undertaking=name, done_on=TODAY, how="Version 4 names Ash School.", by=manager(), on=TODAY)
    assert Deadline.objects.get(matter_id=name.pk).met_on == TODAY
    assert Deadline.objects.get(matter_id=amend.pk).met_on is None
    with pytest.raises(Refused, match="1 thing is still to be done"):
        actions.end_dispute(dispute=again(dispute), ended_on=TODAY, ended="carried_out", by=manager(), on=TODAY)


def test_the_steps_of_an_order_to_reassess_are_kept_one_by_one():
    made = ordered(decided(appeal()), "reassess")
    actions.note_step(undertaking=made, step="told_on", happened_on=TODAY, by=manager(), on=TODAY)
    assert Deadline.objects.get(matter_id=made.pk, clock="ORD-ASSESS-2W").met_on == TODAY
    actions.note_step(undertaking=made, step="not_issuing_on", happened_on=TODAY, by=manager(), on=TODAY)
    assert Deadline.objects.get(matter_id=made.pk, clock="ORD-ASSESS-10W").met_on == TODAY
    with pytest.raises(Refused, match="on record already"):
        actions.note_step(undertaking=made, step="told_on", happened_on=TODAY, by=manager(), on=TODAY)


def test_an_order_against_a_refusal_is_carried_out_in_the_request_and_its_date_comes_first():
    decision = refused()
    child = decision.request.child
    dispute = appeal(child, about="refusal_to_assess", notice_sent_on=TODAY, lodged_on=TODAY, certificate_on=TODAY, sections=[], decision=decision, registered=False)
    actions.decide_appeal(dispute=dispute, decided_on=TODAY, outcome="allowed", by=manager(), on=TODAY)
    made = ordered(dispute, "assess", on=TODAY)
    assert made.replacement.kind == "order"
    [one] = open_undertakings(type(dispute).objects.all())
    assert one.by == TODAY + timedelta(weeks=2)
    assert Request.objects.get(pk=decision.request_id).request_tribunal is True


def test_giving_way_before_the_response_counts_as_won_from_the_notice_to_the_tribunal():
    dispute = appeal()
    made = conceded(dispute)
    assert (made.basis, made.kind, made.due_on) == ("unopposed", "amend", None)
    rows = kept(dispute)
    assert rows["UNOPP-CONTENT-5W"].due_on == TODAY + timedelta(weeks=5), "five weeks, not the four of the old text"
    assert rows["TRIB-RESP-30WD"].ended_on == TODAY


def test_giving_way_after_the_response_needs_a_date_of_the_councils_own():
    dispute = appeal()
    actions.respond_to_appeal(dispute=dispute, responded_on=date(2026, 11, 20), by=manager(), on=TODAY)
    with pytest.raises(Refused, match="by which it will be done"):
        conceded(dispute)
    made = conceded(dispute, due_on=date(2026, 12, 18))
    assert (made.basis, made.due_on) == ("conceded", date(2026, 12, 18))
    assert not [clock for clock in kept(dispute) if clock.startswith("UNOPP")]


def test_giving_way_on_a_part_leaves_the_appeal_going():
    dispute = appeal()
    assert conceded(dispute, part="part") is None
    assert kept(dispute)["TRIB-RESP-30WD"].ended_on is None
    assert again(dispute).stage == "under_way"


def test_only_whoever_decides_gives_way():
    dispute = appeal()
    officer = making.officer("Priya Nair")
    making.involve(officer, dispute.child, "named_worker")
    with pytest.raises(NotAllowed):
        conceded(dispute, by=officer)


def test_a_direction_has_the_tribunals_date():
    dispute = appeal()
    actions.add_undertaking(
        dispute=again(dispute), basis="direction", kind="working_document", what="The working document.", from_on=date(2026, 11, 9),
        due_on=date(2026, 12, 1), by=manager(), on=TODAY,
    )  # fmt: skip
    assert again(dispute).next_due_on == date(2026, 12, 1)
    with pytest.raises(Refused, match="day by which"):
        actions.add_undertaking(dispute=again(dispute), basis="direction", kind="evidence", what="More.", from_on=TODAY, by=manager(), on=TODAY)


def test_a_recommendation_is_answered_in_five_weeks_and_copied_in_one():
    dispute = decided(appeal())
    made = actions.add_recommendation(dispute=again(dispute), body="health", what="Physiotherapy twice a week.", recommended_on=date(2026, 11, 16), by=manager(), on=TODAY)
    assert Deadline.objects.get(matter_id=made.pk, clock="REC-5W").due_on == date(2026, 12, 21)
    with pytest.raises(Refused, match="steps that will be taken"):
        actions.answer_recommendation(recommendation=made, answered_on=TODAY, accepted=False, answer=" ", by=manager(), on=TODAY)
    actions.answer_recommendation(recommendation=made, answered_on=TODAY, accepted=True, answer="From January.", by=manager(), on=TODAY)
    assert Deadline.objects.get(matter_id=made.pk, clock="REC-DFE-1W").due_on == TODAY + timedelta(weeks=1)


def test_no_recommendation_is_made_in_an_appeal_against_a_refusal_to_assess():
    with pytest.raises(Refused, match="no recommendations"):
        appeal(about="refusal_to_assess", extended=["health"])


def test_an_appeal_that_was_withdrawn_starts_nothing_and_is_over():
    dispute = appeal()
    actions.withdraw_appeal(dispute=dispute, withdrawn_on=TODAY, by=manager(), on=TODAY)
    assert (again(dispute).stage, again(dispute).next_due_on) == ("over", None)
    assert {row.ended_on for row in kept(dispute).values()} == {TODAY}


def test_an_appeal_is_not_closed_before_it_is_decided():
    with pytest.raises(Refused, match="An appeal is over when"):
        actions.end_dispute(dispute=appeal(), ended_on=TODAY, ended="settled", by=manager(), on=TODAY)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"lodged_on": TODAY + timedelta(days=1)}, "today or in the past"),
        ({"lodged_on": date(2026, 10, 1)}, "cannot be before the council’s letter"),
        ({"about": "delay"}, "The Tribunal does not hear this"),
        ({"registered_on": date(2026, 10, 30)}, "cannot be before the day the Tribunal received"),
    ],
)
def test_days_that_cannot_have_happened_are_refused(fields, sentence):
    with pytest.raises(Refused, match=sentence):
        appeal(registered=False, **fields)
    assert not Undertaking.objects.exists()
