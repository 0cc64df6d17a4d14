"""Whether a plan is issued: after the advice is in, once, by whoever may; a refusal carries every right and meets its clock."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest

from goldenthread.casework.actions import concluding
from goldenthread.casework.models import Case, Decision, StepAcross
from goldenthread.core import form_keys
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.people.models import Area, Deadline, Document
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Version
from tests import making

from . import advice_situations, situations

pytestmark = pytest.mark.django_db
TODAY = making.TODAY
WHY = "Kai’s school can meet the needs that the advice found from what it has."


@pytest.fixture
def manager():
    return situations.manager()


@pytest.fixture
def assessed():
    """A request whose advice is in."""
    ask = advice_situations.answered()
    return fresh(ask.request_id)


def fresh(pk):
    from goldenthread.casework.models import Request

    return Request.objects.select_related("child__area", "area").get(pk=pk)


def refuse(request, manager, **fields):
    return concluding.decide_not_to_issue(**{"request": request, "reasons": WHY, "made_on": TODAY, "by": manager, "on": TODAY, **fields})


def issue(request, manager, **fields):
    return concluding.decide_to_issue(**{"request": request, "made_on": TODAY, "by": manager, "on": TODAY, **fields})


def test_a_plan_that_will_be_has_a_draft_tied_to_its_request(assessed, manager):
    decision = issue(assessed, manager)
    draft = Version.objects.get(child=assessed.child)
    assert (decision.yes, decision.notified_on) == (True, None)
    assert (draft.matter_kind, draft.matter_id) == ("request", assessed.pk)
    assert Case.objects.get(child=assessed.child).stage == "drafting"


def test_a_draft_that_was_begun_before_is_tied_to_the_request(assessed, manager):
    begun = plans.start_draft(child=assessed.child, by=manager, on=TODAY)
    issue(assessed, manager)
    begun.refresh_from_db()
    assert begun.matter_id == assessed.pk
    assert Version.objects.count() == 1


def test_a_refusal_tells_the_family_its_reasons_and_rights_and_meets_the_sixteen_weeks(assessed, manager):
    decision = refuse(assessed, manager)
    assert decision.notified_on == TODAY
    letter = Document.objects.filter(kind=concluding.REFUSED).first()
    assert letter.sent_on == TODAY
    assert Deadline.objects.get(matter_id=assessed.pk, clock="EHCNA-16").met_on == TODAY
    assert Case.objects.get(child=assessed.child).stage == "not_issuing"
    assert Message.objects.filter(child_id=assessed.child_id, document_id=letter.pk).exists()


def test_a_refusal_without_this_childs_reasons_is_refused(assessed, manager):
    with pytest.raises(Refused, match="Give this child’s reasons"):
        refuse(assessed, manager, reasons="  ")


def test_a_letter_that_would_lack_a_right_stops_the_refusal(assessed, manager):
    Area.objects.update(mediation="")
    with pytest.raises(Refused, match="mediation"):
        refuse(fresh(assessed.pk), manager)
    assert not Decision.objects.filter(about="issue").exists()


def test_nothing_is_decided_while_advice_has_not_come_in(manager):
    request = advice_situations.assessing()
    with pytest.raises(Refused, match="Nobody has been asked for advice"):
        issue(fresh(request.pk), manager)
    body = making.body("psychology", name="Calderbeck Psychology")
    advice_situations.asked(request, body=body)
    with pytest.raises(Refused, match="not come in yet from: Calderbeck Psychology"):
        issue(fresh(request.pk), manager)


def test_a_decision_whether_to_issue_comes_after_the_one_to_assess(manager):
    with pytest.raises(Refused, match="Decide first whether to assess"):
        issue(fresh(situations.received().pk), manager)


def test_a_decision_is_made_once(assessed, manager):
    issue(assessed, manager)
    with pytest.raises(Refused, match="made once"):
        refuse(fresh(assessed.pk), manager)


def test_of_two_who_decide_at_once_the_second_is_told(assessed, manager):
    stale = fresh(assessed.pk)
    version = stale.version
    issue(assessed, manager, version=version)
    stale._prefetched_objects_cache = {"decisions": [each for each in stale.decisions.all() if each.about == "assess"]}
    with pytest.raises(Changed):
        issue(stale, manager, version=version)


def test_a_form_that_is_sent_twice_decides_once(assessed, manager):
    key = uuid4()
    issue(assessed, manager, form_key=key, result_url="/made")
    stale = fresh(assessed.pk)
    stale._prefetched_objects_cache = {"decisions": [each for each in stale.decisions.all() if each.about == "assess"]}
    with pytest.raises(form_keys.AlreadySent):
        issue(stale, manager, form_key=key, result_url="/made")


def test_a_coordinator_does_not_decide(assessed):
    with pytest.raises(NotAllowed):
        issue(assessed, making.officer("Lena Orme"))


def test_a_decision_is_not_dated_before_the_one_to_assess(assessed, manager):
    with pytest.raises(Refused, match="comes after it"):
        issue(assessed, manager, made_on=date(2026, 11, 20))


def test_the_event_holds_no_reason(assessed, manager):
    refuse(assessed, manager)
    event = Event.objects.get(verb="casework.decide_not_to_issue")
    assert "needs" not in str(event.fact)


# --- The pages



def answers(**fields):
    return {"outcome": "not_issue", "reasons": WHY, "made_on-day": "23", "made_on-month": "11", "made_on-year": "2026", "forum": "officer", "version": "", **fields}


def at(request):
    return f"/requests/{request.pk}/issue-decision"


def test_a_refusal_by_its_pages_leads_to_the_step_across(sign_in, assessed, manager):
    browser = sign_in(manager)
    page = browser.get(at(assessed)).text
    assert "section 37(1)" in page
    assert "Came in" in page
    version = re.search(r'name="version"[^>]*value="(\d+)"', page)[1]
    sent = browser.post(at(assessed), answers(version=version))
    assert sent.url == f"{at(assessed)}/check"
    page = browser.get(sent.url).text
    assert WHY in page
    assert "Mediation" in page
    letter = browser.get(re.search(r'href="(/requests/[^"]+/letters/[0-9a-f]+)"', page)[1])
    assert b"".join(letter.streaming_content).startswith(b"%PDF")
    marks = re.findall(r'name="seen" value="([0-9a-f]+)"', page)
    key = re.search(r'name="form_key"[^>]*value="([^"]+)"', page)[1]
    done = browser.post(sent.url, {"form_key": key, "seen": marks})
    page = browser.get(done.url).text
    assert "We will not issue a plan" in page
    step = browser.get(re.search(r'href="([^"]+step-across)"', page)[1])
    assert step.status_code == 200
    again = browser.post(sent.url, {"form_key": key, "seen": marks})
    assert again.url == done.url
    assert Decision.objects.filter(about="issue").count() == 1
    assert not StepAcross.objects.exists()


def test_letters_that_changed_since_they_were_read_do_not_leave(sign_in, assessed, manager):
    browser = sign_in(manager)
    version = re.search(r'name="version"[^>]*value="(\d+)"', browser.get(at(assessed)).text)[1]
    check = browser.post(at(assessed), answers(version=version)).url
    page = browser.get(check).text
    marks = re.findall(r'name="seen" value="([0-9a-f]+)"', page)
    key = re.search(r'name="form_key"[^>]*value="([^"]+)"', page)[1]
    Area.objects.update(phone="01632 960199")
    back = browser.post(check, {"form_key": key, "seen": marks})
    assert back.url == check
    assert "Something in the letters changed" in browser.get(check).text
    assert not Decision.objects.filter(about="issue").exists()


def test_reasons_left_out_bring_the_page_back_with_what_was_typed(sign_in, assessed, manager):
    page = sign_in(manager).post(at(assessed), answers(reasons="", version="1")).text
    assert "Enter this child’s reasons why a plan is not necessary" in page


def test_nobody_else_finds_the_page(sign_in, assessed):
    assert sign_in(making.somebody("setting_staff", making.school())).get(at(assessed)).status_code in (403, 404)
