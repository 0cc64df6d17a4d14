"""Mediation: its clocks, its certificate, its agreement term by term."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.core.models import Event
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.disputes import actions
from goldenthread.disputes.facts import appeal_window, duties_of
from goldenthread.disputes.models import Undertaking
from goldenthread.law.settings import DEFAULT
from goldenthread.people.models import Deadline
from tests import making

from .situations import NOTICE, TODAY, again, kept, manager, mediation, refused, with_plan

pytestmark = pytest.mark.django_db


def test_the_thirty_days_run_from_the_day_the_council_was_told_weekends_and_all():
    rows = kept(mediation())
    assert rows["MED-30D"].due_on == date(2026, 10, 26) + timedelta(days=30)
    assert rows["MED-30D"].starts_on == date(2026, 10, 26)


def test_the_familys_own_times_are_worked_out_and_are_nobodys_late_work():
    dispute = mediation()
    held = {each.duty.clock: each.duty for each in duties_of(dispute, [], [])}
    assert held["MED-CONTACT-2M"].due_on == date(2026, 12, 5)
    assert "MED-CONTACT-2M" not in kept(dispute)


def test_a_certificate_lengthens_the_time_to_appeal_and_the_later_day_counts():
    dispute = mediation()
    assert appeal_window(dispute, None, DEFAULT).due_on == date(2026, 12, 7)  # 5 December is a Saturday
    assert appeal_window(dispute, date(2026, 11, 20), DEFAULT).due_on == date(2026, 12, 21)


def test_a_certificate_is_due_three_working_days_after_mediation_was_over():
    dispute = mediation()
    actions.hold_mediation(dispute=dispute, held_on=date(2026, 11, 20), agreed=False, by=manager(), on=TODAY)
    assert kept(dispute)["MED-CERT-3WD"].due_on == date(2026, 11, 25)
    actions.record_certificate(dispute=again(dispute), certificate_on=TODAY, number="M-1", by=manager(), on=TODAY)
    assert kept(dispute)["MED-CERT-3WD"].met_on == TODAY


def test_a_health_issue_is_told_to_the_health_board_in_three_working_days():
    dispute = mediation(health="also")
    assert kept(dispute)["MED-ICB-3WD"].due_on == date(2026, 10, 29)
    actions.tell_health_board(dispute=dispute, told_on=date(2026, 10, 28), by=manager(), on=TODAY)
    assert kept(dispute)["MED-ICB-3WD"].met_on == date(2026, 10, 28)


def agreed(**fields):
    dispute = mediation(**fields)
    actions.hold_mediation(dispute=dispute, held_on=date(2026, 11, 16), agreed=True, by=manager(), on=TODAY)
    return again(dispute)


def term(dispute, kind="other", **fields):
    given = {"dispute": again(dispute), "basis": "mediation", "kind": kind, "what": "A term.", "from_on": date(2026, 11, 16), "by": manager(), "on": TODAY}
    return actions.add_undertaking(**{**given, **fields})


def test_each_term_of_an_agreement_has_its_own_date():
    dispute = agreed()
    term(dispute, "other", what="Meet the school.")
    term(dispute, "amend", what="Write 45 minutes a week into section F.")
    term(dispute, "other", what="Send the report.", due_on=date(2027, 1, 8))
    due = {row.matter_id: (row.clock, row.due_on) for row in Deadline.objects.filter(child=dispute.child, matter_kind="dispute", met_on=None) if row.clock != "MED-CERT-3WD"}
    by_what = {each.what: due[each.pk] for each in Undertaking.objects.all()}
    assert by_what == {
        "Meet the school.": ("MED-AGREE-2W", date(2026, 11, 30)),
        "Write 45 minutes a week into section F.": ("ORD-AMEND-5W", date(2026, 12, 21)),
        "Send the report.": ("MED-AGREE-2W", date(2027, 1, 8)),
    }
    assert again(dispute).next_due_on == date(2026, 11, 19), "the certificate comes first"


def test_a_term_is_done_when_something_shows_it():
    made = term(agreed(), due_on=date(2026, 12, 1))
    with pytest.raises(Refused, match="what shows it"):
        actions.carry_out(undertaking=made, done_on=TODAY, how=" ", by=manager(), on=TODAY)
    actions.carry_out(undertaking=made, done_on=TODAY, how="The amended plan was sent, version 3.", by=manager(), on=TODAY)
    assert Deadline.objects.get(matter_id=made.pk).met_on == TODAY
    with pytest.raises(Refused, match="was done on"):
        actions.carry_out(undertaking=made, done_on=TODAY, how="Again.", by=manager(), on=TODAY)


def test_an_agreement_that_changes_a_refusal_runs_the_dates_in_the_request():
    decision = refused()
    dispute = mediation(decision.request.child, about="refusal_to_assess", notice_sent_on=TODAY, opened_on=TODAY, decision=decision)
    actions.hold_mediation(dispute=dispute, held_on=TODAY, agreed=True, by=manager(), on=TODAY)
    made = term(dispute, "assess", from_on=TODAY)
    decision.refresh_from_db()
    assert (decision.replaced_on, decision.replacement.kind, made.replacement_id) == (TODAY, "mediation", decision.replacement.pk)
    clocks = set(Deadline.objects.filter(matter_id=decision.request_id).values_list("clock", flat=True))
    assert {"ORD-ASSESS-2W", "ORD-ASSESS-14W"} <= clocks
    assert not Deadline.objects.filter(matter_id=made.pk).exists(), "no date is kept twice"
    with pytest.raises(Refused, match="The request still has this to be done"):
        actions.carry_out(undertaking=made, done_on=TODAY, how="Done.", by=manager(), on=TODAY)


@pytest.mark.parametrize("about", ["communication", "provision", "other"])
def test_what_cannot_be_appealed_goes_to_disagreement_resolution_or_complaint(about):
    with pytest.raises(Refused, match="disagreement resolution or make a complaint"):
        mediation(about=about)


def test_the_same_mediation_is_recorded_once():
    child = with_plan()
    mediation(child)
    with pytest.raises(Refused, match="on record already"):
        mediation(child)


def test_a_coordinator_of_another_case_does_not_record_it():
    with pytest.raises(NotAllowed):
        mediation(by=making.officer("Sam Okoye"))


def test_two_officers_do_not_write_over_each_other():
    dispute = mediation()
    actions.decline_mediation(dispute=again(dispute), declined_on=TODAY, version=1, by=manager(), on=TODAY)
    with pytest.raises(Changed):
        actions.arrange_mediation(dispute=again(dispute), arranged_for=TODAY, place="Online", representative="Sam", version=1, by=manager(), on=TODAY)


def test_whoever_comes_for_the_council_has_authority_to_settle():
    with pytest.raises(Refused, match="authority to settle"):
        actions.arrange_mediation(dispute=mediation(), arranged_for=date(2026, 11, 24), place="Online", representative=" ", by=manager(), on=TODAY)


def test_disagreement_resolution_is_open_at_any_stage_and_starts_no_clock_of_law():
    dispute = actions.ask_for_disagreement_resolution(child=with_plan(), about="communication", opened_on=TODAY, said="We do not hear from anybody.", by=manager(), on=TODAY)
    assert kept(dispute) == {}
    assert again(dispute).stage == "new"


def test_what_is_kept_of_a_dispute_is_made_again_equal():
    dispute = agreed(health="also")
    term(dispute, "amend")
    columns = ("clock", "matter_id", "due_on", "met_on", "ended_on")
    before = set(Deadline.objects.values_list(*columns)), (again(dispute).stage, again(dispute).next_due_on, again(dispute).next_what)
    Deadline.objects.all().delete()
    type(dispute).objects.update(stage="over", next_due_on=None, next_what="")
    making.kept(dispute.child)
    assert (set(Deadline.objects.values_list(*columns)), (again(dispute).stage, again(dispute).next_due_on, again(dispute).next_what)) == before


def test_every_step_leaves_an_event_without_names_or_words():
    dispute = agreed()
    term(dispute, what="Kai will have 45 minutes with Sam Okoye.")
    for event in Event.objects.filter(verb__startswith="disputes."):
        assert "Okoye" not in str(event.fact) and event.child_id == dispute.child_id


def test_the_letter_comes_before_all_that_answers_it():
    with pytest.raises(Refused, match="cannot be before the council’s letter"):
        mediation(opened_on=NOTICE - timedelta(days=1))
