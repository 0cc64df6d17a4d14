"""Mistakes that councils and systems make in disputes, each with its number in the list of common mistakes, and none made here."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.casework.models import Decision
from goldenthread.casework.tests.situations import RECEIVED, decided, received
from goldenthread.core.refusals import Refused
from goldenthread.disputes import actions
from goldenthread.disputes.models import Appeal
from goldenthread.disputes.whose import check_holds_rights
from goldenthread.law.exceptions import GROUNDS
from goldenthread.law.timetable import CLOCKS
from goldenthread.people.models import Deadline
from goldenthread.plans.models import Plan
from tests import making

from .situations import TODAY, again, appeal, kept, manager, mediation, refused

pytestmark = pytest.mark.django_db


def test_mistake_4_giving_way_without_an_order_never_counts_the_twenty_weeks_anew():
    """R (W) v Hertfordshire: from the first request, not from the day the council gave way."""
    decision = refused()
    dispute = appeal(decision.request.child, about="refusal_to_assess", notice_sent_on=TODAY, certificate_on=TODAY, lodged_on=TODAY, sections=[], decision=decision, registered=False)
    actions.register_appeal(dispute=dispute, registered_on=TODAY, council_received_on=TODAY, by=manager(), on=TODAY)
    actions.respond_to_appeal(dispute=again(dispute), responded_on=TODAY, by=manager(), on=TODAY)
    made = actions.concede_appeal(dispute=again(dispute), conceded_on=TODAY, part="whole", reason="test_not_applied", why="We misread the test.", by=manager(), on=TODAY)
    rows = {row.clock: row for row in Deadline.objects.filter(matter_id=decision.request_id)}
    assert (rows["EHCNA-20"].due_on, rows["EHCNA-20"].ended_on) == (RECEIVED + timedelta(weeks=20), None)
    assert not [clock for clock in rows if clock.startswith(("ORD-", "UNOPP-"))]
    assert (made.basis, made.due_on, made.replacement.kind) == ("conceded", None, "conceded")


def test_mistake_7_a_shortage_moves_no_date_of_an_order():
    """No ground is a shortage, and nobody can type a later day over the law's."""
    dispute = appeal()
    actions.decide_appeal(dispute=again(dispute), decided_on=TODAY, outcome="allowed", by=manager(), on=TODAY)
    with pytest.raises(Refused, match="The law sets the date of this order"):
        actions.add_undertaking(
            dispute=again(dispute), basis="order", kind="amend", what="Amend F: no psychologist until March.", from_on=TODAY,
            due_on=date(2027, 3, 31), by=manager(), on=TODAY,
        )  # fmt: skip
    grounds = {ground for clock in CLOCKS.values() if clock.id.startswith("ORD-") for ground in clock.exceptions}
    assert grounds and not [ground for ground in grounds if "shortage" in GROUNDS[ground].name.lower() or "staff" in GROUNDS[ground].name.lower()]


def test_mistake_8_a_refusal_says_why_by_the_legal_test_and_giving_way_for_want_of_it_is_counted():
    with pytest.raises(Refused):
        decided(received(), yes=False, answers={"has_or_may_have_sen": {"answer": True, "why": ""}, "plan_may_be_necessary": {"answer": False, "why": ""}})
    dispute = appeal()
    with pytest.raises(Refused, match="why the council gives way"):
        actions.concede_appeal(dispute=dispute, conceded_on=TODAY, part="whole", reason="test_not_applied", why=" ", by=manager(), on=TODAY)
    actions.concede_appeal(dispute=again(dispute), conceded_on=TODAY, part="whole", reason="test_not_applied", why="We asked for two cycles first.", by=manager(), on=TODAY)
    assert list(Appeal.objects.values_list("conceded_reason", flat=True)) == ["test_not_applied"]


def test_mistake_12_the_times_are_those_of_the_law_in_force():
    """Five weeks for contents, not the four of the text before 2015; a plan is five and eleven, not five."""
    dispute = appeal()
    actions.concede_appeal(dispute=dispute, conceded_on=TODAY, part="whole", reason="agreed", why="Agreed.", by=manager(), on=TODAY)
    assert kept(dispute)["UNOPP-CONTENT-5W"].due_on == TODAY + timedelta(weeks=5)
    plan = appeal(making.child("Ben Cole"), about="refusal_to_issue", sections=[])
    actions.concede_appeal(dispute=plan, conceded_on=TODAY, part="whole", reason="agreed", why="Agreed.", by=manager(), on=TODAY)
    assert {row.clock: (row.due_on - TODAY).days for row in kept(plan).values() if row.clock.startswith("UNOPP")} == {"UNOPP-MAKE-5W": 35, "UNOPP-MAKE-11W": 77}


def test_mistake_13_neither_an_order_nor_carrying_it_out_moves_the_annual_review():
    dispute = appeal()
    plan = Plan.objects.get(child=dispute.child)

    def review():
        return set(Deadline.objects.filter(matter_id=plan.pk, clock__startswith="AR-").values_list("clock", "starts_on", "due_on"))

    before = review()
    actions.decide_appeal(dispute=again(dispute), decided_on=date(2026, 11, 16), outcome="allowed", by=manager(), on=TODAY)
    made = actions.add_undertaking(dispute=again(dispute), basis="order", kind="amend", what="Amend F.", from_on=date(2026, 11, 16), by=manager(), on=TODAY)
    assert review() == before
    actions.carry_out(undertaking=made, done_on=TODAY, how="Version 2 was issued.", by=manager(), on=TODAY)
    assert before and review() == before


def test_mistake_14_thirty_days_are_thirty_days_and_not_working_days():
    told = date(2026, 10, 26)
    rows = kept(mediation(opened_on=told, health="only"))
    assert "MED-30D" not in rows, "health alone: from the day the health board was told"
    rows = kept(mediation(making.child("Ben Cole"), opened_on=told))
    assert rows["MED-30D"].due_on == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("today", "by_young_person", "refused_to"),
    [
        (date(2026, 6, 26), False, None), (date(2026, 6, 26), True, "young person"),  # 16 since March: still the parent's
        (date(2026, 6, 27), False, "parent"), (date(2026, 6, 27), True, None),  # the day after the last Friday in June
    ],
)  # fmt: skip
def test_mistake_20_the_right_to_mediation_passes_at_the_end_of_compulsory_school_age_not_at_sixteen(today, by_young_person, refused_to):
    child = making.child("Rae Holt", born=date(2010, 3, 1))
    if refused_to is None:
        check_holds_rights(child, by_young_person=by_young_person, on=today)
    else:
        with pytest.raises(Refused):
            check_holds_rights(child, by_young_person=by_young_person, on=today)


def test_a_refusal_that_an_order_changed_keeps_its_first_outcome():
    decision = refused()
    dispute = appeal(decision.request.child, about="refusal_to_assess", notice_sent_on=TODAY, certificate_on=TODAY, lodged_on=TODAY, sections=[], decision=decision, registered=False)
    actions.decide_appeal(dispute=again(dispute), decided_on=TODAY, outcome="allowed", by=manager(), on=TODAY)
    actions.add_undertaking(dispute=again(dispute), basis="order", kind="assess", what="Assess Kai.", from_on=TODAY, by=manager(), on=TODAY)
    assert Decision.objects.get(pk=decision.pk).yes is False
