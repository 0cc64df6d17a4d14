"""Exceptions, clock by clock: what shows them, who decides, and what they do to both 20-week rates."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.casework import actions
from goldenthread.casework.models import Decision, ExceptionClaim
from goldenthread.core import clock, opaque
from goldenthread.core.models import Event
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Deadline, Document
from goldenthread.plans.models import Plan
from tests import making, upstairs

from .situations import decided, manager, received
from .test_recording_pages import words

pytestmark = pytest.mark.django_db

HARD = {"clock": "EHCNA-06", "ground": "exceptional_circumstances", "evidence": "A death in the family, told to us by Jo."}
CLOSED = {
    "ground": "school_closure", "advice_asked_on": date(2026, 11, 5), "closed_from": date(2026, 11, 9), "reopens_on": date(2026, 12, 14)
}  # fmt: skip


def claimed(request, **fields):
    return actions.claim_exception(**{"request": request, **HARD, "by": manager(), "on": making.TODAY, **fields})


def lifted(request, which="EHCNA-06"):
    return Deadline.objects.get(matter_id=request.pk, clock=which).lifted_on


@pytest.mark.parametrize("ground", [{"ground": "exceptional_circumstances"}, CLOSED])
def test_an_exception_that_nothing_shows_is_refused_whatever_its_ground(ground):
    with pytest.raises(Refused, match="what shows it"):
        claimed(received(), **{**ground, "evidence": " "})
    assert not ExceptionClaim.objects.exists()


def test_only_the_clock_it_was_claimed_for_is_lifted_and_its_date_stays():
    request = received()
    claim = claimed(request)
    assert lifted(request) is None
    actions.accept_exception(claim=claim, family_told_on=making.TODAY, by=manager(), on=making.TODAY)
    kept = {row.clock: (row.due_on, row.lifted_on) for row in Deadline.objects.filter(matter_id=request.pk)}
    assert kept["EHCNA-06"] == (request.received_on + timedelta(weeks=6), making.TODAY)
    assert kept["EHCNA-20"] == (request.received_on + timedelta(weeks=20), None)


def test_a_date_is_claimed_for_once_until_somebody_has_decided():
    request = received()
    claimed(request)
    with pytest.raises(Refused, match="claimed for this date already"):
        claimed(request, evidence="Something else")


def test_a_refused_claim_leaves_the_date_says_why_and_can_be_claimed_again():
    request = received()
    claim = claimed(request)
    with pytest.raises(Refused, match="why"):
        actions.refuse_exception(claim=claim, why=" ", by=manager(), on=making.TODAY)
    actions.refuse_exception(claim=claim, why="The form was not finished", by=manager(), on=making.TODAY)
    assert lifted(request) is None
    with pytest.raises(Refused, match="not accepted"):
        actions.accept_exception(claim=claim, family_told_on=making.TODAY, by=manager(), on=making.TODAY)
    again = claimed(request, evidence="The death certificate was seen.")
    assert (again.pk, again.refused_on, again.why, again.is_open) == (claim.pk, None, "", True)


def test_a_withdrawn_exception_binds_the_first_date_again():
    request = received()
    claim = claimed(request)
    actions.accept_exception(claim=claim, family_told_on=making.TODAY, by=manager(), on=making.TODAY)
    with pytest.raises(Refused):
        actions.withdraw_exception(claim=claim, why="Not right", by=making.officer("Sam Okoye"), on=making.TODAY)
    actions.withdraw_exception(claim=claim, why="It was another child's", by=manager(), on=making.TODAY)
    row = Deadline.objects.get(matter_id=request.pk, clock="EHCNA-06")
    assert (row.lifted_on, row.due_on) == (None, request.received_on + timedelta(weeks=6))


# --- Both 20-week rates


def issued_late(request, on):
    """Its plan was issued on a day, by rows alone: how plans are issued is told elsewhere."""
    plan = Plan.objects.create(child=request.child, area=request.area, made_on=on)
    type(request).objects.filter(pk=request.pk).update(plan=plan)
    Decision.objects.create(request=request, about="issue", yes=True, made_on=on, notified_on=on)
    making.kept(request.child)


@pytest.mark.parametrize(
    ("became", "all_of_them", "without_exceptions"), [("none", (1, 0), (1, 0)), ("claimed", (1, 0), (1, 0)), ("accepted", (1, 0), (0, 0)), ("withdrawn", (1, 0), (1, 0))]
)
def test_a_late_plan_counts_in_both_rates_unless_its_exception_was_accepted(became, all_of_them, without_exceptions):
    request = received(received_on=making.TODAY - timedelta(weeks=24))
    decided(request, consulted_on=making.TODAY - timedelta(weeks=20))
    if became != "none":
        claim = claimed(request, clock="EHCNA-20")
        if became != "claimed":
            actions.accept_exception(claim=claim, family_told_on=making.TODAY, by=manager(), on=making.TODAY)
        if became == "withdrawn":
            actions.withdraw_exception(claim=claim, why="A mistake", by=manager(), on=making.TODAY)
    issued_late(request, making.TODAY)
    month = upstairs.twenty_weeks(request.area_id, making.TODAY)[-1]
    assert (month.issued, month.in_time) == all_of_them
    assert (month.issued_unexcepted, month.in_time_unexcepted) == without_exceptions


# --- The pages


def test_the_same_claim_sent_twice_is_one_and_both_answers_lead_to_the_request(at_table):
    request = received()
    for _ in range(2):
        assert at_table.post(f"/requests/{request.pk}/exceptions/claim", HARD).url == f"/requests/{request.pk}"
    assert Event.objects.filter(verb="casework.claim_exception").count() == 1
    page = words(at_table.post(f"/requests/{request.pk}/exceptions/claim", {**HARD, "evidence": "Something else"}))
    assert "claimed for this date already" in page and "Something else" in page


@pytest.fixture
def at_table(sign_in):
    return sign_in(manager())


def at(request, claim, what):
    return f"/requests/{request.pk}/exceptions/{opaque.key('claim', claim.pk)}/{what}"


def test_a_paper_alone_shows_an_exception_and_is_kept_with_the_request(at_table):
    request = received()
    typed = {"clock": "EHCNA-06", "ground": "exceptional_circumstances"}
    page = at_table.post(f"/requests/{request.pk}/exceptions/claim", typed)
    assert "Enter what happened and what shows it, or add a paper that shows it" in words(page)
    paper = SimpleUploadedFile("note.txt", b"The hospital wrote on 3 November.")
    assert at_table.post(f"/requests/{request.pk}/exceptions/claim", {**typed, "paper": paper}).status_code == 302
    claim = ExceptionClaim.objects.get()
    assert claim.paper == Document.objects.get(matter_id=request.pk, kind="evidence")
    shown = words(at_table.get(f"/requests/{request.pk}"))
    assert "Nobody has accepted it, so the date still binds" in shown and "The paper that shows it" in shown


def test_what_became_of_a_claim_is_said_on_the_request_page_in_plain_words(at_table):
    request = received()
    claim = claimed(request)
    told = {"family_told_on-day": "23", "family_told_on-month": "11", "family_told_on-year": "2026"}
    at_table.post(at(request, claim, "accept"), told)
    shown = words(at_table.get(f"/requests/{request.pk}"))
    assert "Lifted because: exceptional personal circumstances of the child, parent or young person" in shown
    assert "The family was told on 23 November 2026. It adds no weeks: it must be done as soon as practicable." in shown
    assert "Enter why the exception is withdrawn" in words(at_table.post(at(request, claim, "withdraw"), {}))
    at_table.post(at(request, claim, "withdraw"), {"why": "It was another child’s"})
    assert "Withdrawn on 23 November 2026: It was another child’s. The date binds." in words(at_table.get(f"/requests/{request.pk}"))


def test_a_manager_does_not_accept_a_claim_and_says_why(at_table):
    request = received()
    claim = claimed(request)
    assert at_table.post(at(request, claim, "refuse"), {"why": "The school was open"}).status_code == 302
    assert "The school was open. The date binds." in words(at_table.get(f"/requests/{request.pk}"))


def test_a_parent_reads_that_a_date_was_lifted_why_and_that_no_weeks_were_added(sign_in):
    request = received()
    parent = making.somebody("parent", making.body("forum"), name="Jo Alder")
    making.involve(parent, request.child, "family")
    claim = claimed(request)
    browser, at = sign_in(parent), f"/my/{request.child_id}"
    assert "No fixed date now" not in words(browser.get(at))
    actions.accept_exception(claim=claim, family_told_on=making.TODAY, by=manager(), on=making.TODAY)
    with clock.standing_on(making.TODAY + timedelta(days=60)):
        shown = words(browser.get(at))
    assert "No fixed date now" in shown and "because: exceptional personal circumstances" in shown
    assert "It adds no weeks. We will do it as soon as we can." in shown
    assert "A death in the family" not in shown
