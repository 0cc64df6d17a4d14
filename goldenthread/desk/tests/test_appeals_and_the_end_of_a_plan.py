"""An appeal that is recorded among disputes holds the plan that was to end, and its end lets it end, or keeps it for good."""

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.core.refusals import Refused
from goldenthread.disputes import actions as disputes
from goldenthread.disputes.models import Dispute
from goldenthread.people.models import Deadline
from goldenthread.plans.models import Plan
from goldenthread.reviews.actions import ceasing
from goldenthread.reviews.models import Cease
from tests import making

pytestmark = pytest.mark.django_db
NOTICE, LODGED, REGISTERED, DECIDED = making.TODAY, date(2026, 12, 20), date(2026, 12, 28), date(2027, 5, 3)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    with clock.standing_on(NOTICE):
        yield


def told_that_it_ends():
    """A young person of 19 whose family was told today that the plan will end."""
    manager = making.somebody("team_manager", name="Tomas Reyes")
    child = making.child("Kai Alder", born=date(2007, 5, 2))
    plan = Plan.objects.create(child=child, area=child.area, made_on=date(2024, 1, 15))
    making.kept(child)
    cease = ceasing.propose_ceasing(
        plan=plan, reason="no_longer_necessary", why="Kai works with no help.", outcomes="Each was reached.", wants="Asked: yes, at college.", by=manager, on=NOTICE
    )
    ceasing.offer_meeting(cease=cease, offered_on=NOTICE, by=manager, on=NOTICE)
    ceasing.note_meeting(cease=cease, answer="declined", by=manager, on=NOTICE)
    ceasing.note_consulted(cease=cease, whom="family", consulted_on=NOTICE, said="We want it to go on.", by=manager, on=NOTICE)
    return ceasing.decide_to_cease(cease=cease, reasons="College gives it all.", by=manager, on=NOTICE), manager


def appealed():
    cease, manager = told_that_it_ends()
    with clock.standing_on(LODGED):
        dispute = disputes.record_appeal(child=cease.child, about="cease", lodged_on=LODGED, notice_sent_on=NOTICE, certificate_on=date(2026, 12, 10), by=manager, on=LODGED)
    return Cease.objects.select_related("child", "plan").get(pk=cease.pk), Dispute.objects.select_related("child__area", "appeal").get(pk=dispute.pk), manager


def held(cease):
    return Deadline.objects.filter(child=cease.child, clock="CEASE-HOLD").first()


def test_a_plan_goes_on_while_the_appeal_that_disputes_recorded_is_undecided():
    cease, _, manager = appealed()
    assert (cease.appealed_on, cease.certificate_on) == (LODGED, date(2026, 12, 10))
    assert held(cease) is None  # until it is decided nobody can say to which day
    with pytest.raises(Refused, match="appeal is not decided yet"):
        ceasing.end_plan(cease=cease, ended_on=date(2027, 3, 1), by=manager, on=date(2027, 3, 1))


@pytest.mark.parametrize(("outcome", "upheld"), [("dismissed", False), ("struck_out", False), ("allowed", True), ("part", True), ("consent", True)])
def test_the_decision_lets_the_plan_end_or_keeps_it(outcome, upheld):
    cease, dispute, manager = appealed()
    disputes.decide_appeal(dispute=dispute, decided_on=DECIDED, outcome=outcome, by=manager, on=DECIDED)
    cease = Cease.objects.select_related("child", "plan").get(pk=cease.pk)
    assert (cease.appeal_decided_on, cease.appeal_upheld) == (DECIDED, upheld)
    if upheld:
        assert Plan.objects.get().cease_notified_on is None and held(cease) is None
    else:
        assert held(cease).due_on == DECIDED
        assert ceasing.end_plan(cease=cease, ended_on=DECIDED, by=manager, on=DECIDED).ended_on == DECIDED


def test_an_appeal_that_is_taken_back_lets_the_plan_end():
    cease, dispute, manager = appealed()
    disputes.withdraw_appeal(dispute=dispute, withdrawn_on=DECIDED, by=manager, on=DECIDED)
    assert held(cease).due_on == DECIDED


def test_giving_way_keeps_the_plan():
    cease, dispute, manager = appealed()
    disputes.register_appeal(dispute=dispute, registered_on=REGISTERED, council_received_on=REGISTERED, by=manager, on=REGISTERED)
    dispute = Dispute.objects.select_related("child__area", "appeal").get(pk=dispute.pk)
    disputes.concede_appeal(dispute=dispute, conceded_on=date(2027, 1, 10), part="whole", reason="new_evidence", why="College cannot.", by=manager, on=date(2027, 1, 10))
    assert Cease.objects.get(pk=cease.pk).appeal_upheld and Plan.objects.get().cease_notified_on is None


def test_an_appeal_about_something_else_holds_no_plan():
    cease, manager = told_that_it_ends()
    with clock.standing_on(LODGED):
        disputes.record_appeal(child=cease.child, about="plan_contents", lodged_on=LODGED, notice_sent_on=NOTICE, certificate_on=date(2026, 12, 10), sections=["F"], by=manager, on=LODGED)
    assert Cease.objects.get(pk=cease.pk).appealed_on is None


def test_mistake_13_an_order_of_the_tribunal_starts_no_year_of_a_review_anew():
    manager = making.somebody("team_manager", name="Tomas Reyes")
    child = making.child("Wren Poole")
    Plan.objects.create(child=child, area=child.area, made_on=date(2025, 12, 15))
    making.kept(child)
    before = list(Deadline.objects.filter(child=child, clock__startswith="AR-").values_list("clock", "starts_on", "due_on", "met_on"))
    made = disputes.record_appeal(
        child=child, about="plan_contents", lodged_on=NOTICE, notice_sent_on=date(2026, 10, 5), certificate_on=date(2026, 10, 20), sections=["F"], by=manager, on=NOTICE
    )
    dispute = Dispute.objects.select_related("child__area", "appeal").get(pk=made.pk)
    disputes.decide_appeal(dispute=dispute, decided_on=NOTICE, outcome="allowed", by=manager, on=NOTICE)
    disputes.add_undertaking(dispute=dispute, basis="order", kind="amend", what="Amend section F.", from_on=NOTICE, by=manager, on=NOTICE)
    assert list(Deadline.objects.filter(child=child, clock__startswith="AR-").values_list("clock", "starts_on", "due_on", "met_on")) == before
    assert before == [("AR-FIRST12", date(2025, 12, 15), date(2026, 12, 14), None)]
