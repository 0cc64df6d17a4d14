"""Whoever gave advice sees how a plan uses it, passage by passage, and says whether it is accurate before it is issued."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.casework import actions
from goldenthread.casework.actions import advising
from goldenthread.casework.advice.use import how_used, version_to_look_at
from goldenthread.casework.issuing import gate, holding, looks
from goldenthread.casework.models import AdviceRequest
from goldenthread.core import clock
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Involvement
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Line, UseCheck
from tests import making

from . import advice_situations, issue_situations

TODAY = making.TODAY


@pytest.fixture
def story(db):
    return issue_situations.ready()


@pytest.fixture
def ask(story):
    return AdviceRequest.objects.select_related("child__area", "adviser", "asked_of", "request").get(request=story.request)


@pytest.fixture
def owen(ask):
    return ask.adviser


def use(ask):
    return how_used(ask, version_to_look_at(ask))


def change(story, section, text):
    line = Line.objects.get(version=story.version, section=section, kind__in=("need", "provision"))
    plans.change_line(line=line, said={"text": text}, revision=line.revision, by=story.worker, on=TODAY)


def says(ask, accurate=True, why="", of=0, **by):
    return actions.say_of_use(ask=ask, said={use(ask)[of].passage.pk: (accurate, why)}, **{"by": ask.adviser, "on": TODAY, **by})


def test_each_passage_stands_beside_the_lines_that_use_it(story, ask):
    need, outcome, provision = use(ask)
    assert [one.state for one in (need, outcome, provision)] == ["changed", "not_used", "not_used"]
    assert "Kai cannot yet ask for help in words" in [each.line.text for each in need.uses if each.same]


def test_a_line_that_says_it_word_for_word_is_told_from_one_that_was_changed(story, ask):
    need = use(ask)[0]
    same = next(each for each in need.uses if each.line.section == "B")
    assert same.same
    change(story, "B", "Kai cannot yet ask for help")
    now = next(each for each in use(ask)[0].uses if each.line.section == "B")
    assert not now.same
    assert [(part.what, part.text.strip()) for part in now.parts if part.what != "same"] == [("taken_out", "in words")]


def test_what_was_specified_and_is_otherwise_now_is_named(story, ask):
    provision = use(ask)[2].passage
    line = Line.objects.get(version=story.version, section="F", kind="provision")
    plans.add_source(line=line, passage=provision, by=story.worker, on=TODAY)
    plans.change_line(line=line, said={"times": 2, "per": "month"}, revision=line.revision, by=story.worker, on=TODAY)
    found = use(ask)[2]
    assert found.state == "changed"
    assert {("Times", "1", "2"), ("In each", "week", "month")} <= set(found.uses[0].fields)


def test_before_a_draft_is_served_there_is_nothing_to_see(sign_in, db):
    story = issue_situations.ready(placed=False, served=False)
    ask = AdviceRequest.objects.select_related("child", "adviser").get(request=story.request)
    assert version_to_look_at(ask) is None
    with clock.standing_on(issue_situations.DECIDED):
        page = sign_in(ask.adviser).get(f"/advice/{ask.pk}/use")
    assert "No draft of the plan has been sent" in page.text
    with pytest.raises(Refused, match="No draft of the plan has been sent"):
        actions.say_of_use(ask=ask, said={}, by=ask.adviser, on=TODAY)


def test_the_adviser_reads_their_own_lines_and_no_others(sign_in, story, ask, owen):
    page = sign_in(owen).get(f"/advice/{ask.pk}/use").text
    assert "Kai cannot yet ask for help in words" in page
    assert "I like trains" not in page, "a line that did not come from this advice"
    assert f"/advice/{ask.pk}/use" in sign_in(owen).get(f"/advice/{ask.pk}").text


def test_another_adviser_and_another_service_find_nothing(sign_in, story, ask):
    other = advice_situations.psychologist(making.body("psychology"))
    assert sign_in(other).get(f"/advice/{ask.pk}/use").status_code == 404
    making.involve(other, ask.child, "adviser")
    assert sign_in(other).get(f"/advice/{ask.pk}/use").status_code == 404
    with pytest.raises(NotAllowed, match="somebody else"):
        says(ask, by=other)


def test_somebody_who_leads_the_service_can_say_it_too(sign_in, story, ask):
    lead = making.somebody("psychologist", ask.asked_of, name="Ada Field")
    assert sign_in(lead).get(f"/advice/{ask.pk}/use").status_code == 200
    assert says(ask, by=lead)[0].said_by_id == lead.pk


def test_not_accurate_needs_a_reason_and_reaches_the_worker_and_the_gate(sign_in, story, ask, owen):
    with pytest.raises(Refused, match="Say what is not accurate"):
        says(ask, accurate=False, why=" ")
    says(ask, accurate=False, why="I said that he needs it in every lesson.")
    assert Message.objects.filter(subject="An adviser has looked at a draft", to_user_id=story.worker.pk).exists()
    page = sign_in(story.worker).get(f"/children/{ask.child_id}/plan/{story.version.pk}/agree").text
    assert "I said that he needs it in every lesson." in page
    assert "Owen Pritchard" in page
    found = gate(story.fresh(), TODAY)
    [stop] = [each for each in looks(found) if each.key.startswith("use:")]
    assert "Owen Pritchard says that the plan does not use their advice accurately" in stop.sentence
    assert holding(found) == [], "it is for whoever issues the plan to look at, and stops nothing"


def test_what_was_said_is_said_anew_and_of_the_words_as_they_stood(story, ask):
    says(ask, accurate=False, why="It is too short.")
    change(story, "B", "Kai cannot yet ask for help in words in any lesson")
    assert use(ask)[0].changed_since
    says(ask)
    assert UseCheck.objects.get().accurate
    assert not use(ask)[0].changed_since


def test_once_issued_it_is_read_and_no_more_said(sign_in, story, ask, owen):
    issue_situations.issued(story)
    assert "The plan was issued on" in sign_in(owen).get(f"/advice/{ask.pk}/use").text
    with pytest.raises(Refused, match="has been issued"):
        says(ask)


def test_a_passage_of_another_s_advice_is_refused(story, ask):
    from uuid import uuid4

    with pytest.raises(Refused, match="your own advice"):
        actions.say_of_use(ask=ask, said={uuid4(): (True, "")}, by=ask.adviser, on=TODAY)


def test_an_adviser_whose_time_was_over_can_look_for_28_days_from_service(sign_in, db):
    story = issue_situations.ready(placed=False, served=False)
    ask = AdviceRequest.objects.select_related("child", "adviser", "request").get(request=story.request)
    advising.accept_advice(ask=ask, by=story.manager, on=issue_situations.DECIDED)
    Involvement.objects.filter(child=ask.child, role="adviser").update(until_on=TODAY - timedelta(days=5))
    assert sign_in(ask.adviser).get(f"/advice/{ask.pk}/use").status_code == 404
    actions.serve_draft(version=story.fresh(), by=story.worker, on=TODAY)
    assert sign_in(ask.adviser).get(f"/advice/{ask.pk}/use").status_code == 200
    tie = Involvement.objects.get(child=ask.child, role="adviser", from_on=TODAY)
    assert tie.until_on == TODAY + timedelta(days=28)
    assert Message.objects.filter(subject="See how your advice is used", to_user_id=ask.adviser_id).exists()


def test_the_pages_say_it(sign_in, story, ask, owen):
    client = sign_in(owen)
    first = use(ask)[0].passage.pk
    page = client.post(f"/advice/{ask.pk}/use/{first}", {"accurate": "no", "why": ""})
    assert "Enter what is not accurate" in page.text
    assert client.post(f"/advice/{ask.pk}/use/{first}", {"accurate": "no", "why": "He needs more."}).status_code == 302
    assert "Tick the box" in client.post(f"/advice/{ask.pk}/use", {}).text
    assert client.post(f"/advice/{ask.pk}/use", {"sure": "yes"}).status_code == 302
    assert sorted(UseCheck.objects.values_list("accurate", flat=True)) == [False, True, True]
    assert "He needs more." in client.get(f"/advice/{ask.pk}/use").text
