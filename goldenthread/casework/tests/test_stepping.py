"""A refusal can open support beside the family's rights, with a date by which somebody speaks to them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.casework import actions
from goldenthread.casework.models import Decision, StepAcross
from goldenthread.core.models import Message
from goldenthread.core.refusals import Refused
from tests import making

from . import situations

TODAY = making.TODAY


@pytest.fixture
def refused(db):
    request = situations.received()
    situations.decided(request, yes=False)
    return Decision.objects.select_related("request__child").get()


def test_a_refusal_opens_support_with_a_date_and_tells_the_service_no_name(refused):
    service = making.body("provider", name="Inclusion Service")
    making.somebody("provider", service)
    made = actions.step_across(decision=refused, to=service, what="Weekly talk with the school", by=situations.manager(), on=TODAY)
    assert made.due_on == TODAY + timedelta(days=14)
    told = Message.objects.get(key__startswith="step_across.")
    assert refused.request.child.forename not in told.body + told.subject


def test_a_decision_to_assess_opens_none(db):
    decision = situations.decided(situations.received())
    with pytest.raises(Refused, match="Only a refusal"):
        actions.step_across(decision=decision, to=making.body("provider"), what="Talk", by=situations.manager(), on=TODAY)


def test_the_page_after_a_refusal_leads_to_support_and_the_list_shows_who_waits(sign_in, refused):
    service = making.body("provider", name="Inclusion Service")
    client = sign_in(situations.manager())
    assert "Step across to support" in client.get(f"/requests/{refused.request_id}/decided").text
    answer = client.post(f"/requests/{refused.request_id}/step-across", {"to": str(service.pk), "what": "Weekly talk"}, follow=True)
    assert "Inclusion Service" in answer.text
    assert "Waits" in answer.text
    step = StepAcross.objects.get()
    day = {"met_on-day": "23", "met_on-month": "11", "met_on-year": "2026"}
    answer = client.post(f"/steps-across/{step.pk}/talked", {**day, "what_came": "A plan for the term"}, follow=True)
    assert "A plan for the term" in answer.text


def test_the_family_is_spoken_to_after_the_referral_and_not_in_the_future(refused):
    service, manager = making.body("provider"), situations.manager()
    step = actions.step_across(decision=refused, to=service, what="Talk", by=manager, on=TODAY)
    with pytest.raises(Refused, match="today or in the past"):
        actions.note_first_talk(step=step, met_on=TODAY + timedelta(days=1), what_came="", by=manager, on=TODAY)
    with pytest.raises(Refused, match="before the referral"):
        actions.note_first_talk(step=step, met_on=TODAY - timedelta(days=1), what_came="", by=manager, on=TODAY)
