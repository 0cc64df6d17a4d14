"""A draft is served, the family answers line by line, each thing said ends, settings are consulted, payers asked."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from goldenthread.casework import actions
from goldenthread.casework.agreement import comment_by, state
from goldenthread.casework.models import Consultation
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Adult, Document
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Comment, Line, LineAgreement, Served, Version
from tests import making

from . import situations

TODAY = making.TODAY


@pytest.fixture
def worker(db):
    return making.officer("Priya Nair")


@pytest.fixture
def draft(worker):
    request = situations.received(by=worker)
    situations.decided(request)
    version = plans.start_draft(child=request.child, matter=("request", request.pk), by=worker, on=TODAY)
    for section, kind, text in (("B", "need", "Kai needs help to follow what is said"), ("F", "provision", "A therapist works with Kai")):
        plans.add_line(version=version, section=section, kind=kind, said={"text": text}, by=worker, on=TODAY)
    return Version.objects.select_related("child__area").get(pk=version.pk)


@pytest.fixture
def parent(draft):
    person = making.somebody("parent", making.body("forum"), name="Jo Alder")
    making.involve(person, draft.child, "family")
    tie = draft.child.relationships.get()
    Adult.objects.filter(pk=tie.adult_id).update(user=person)
    return Adult.objects.get(pk=tie.adult_id)


@pytest.fixture
def served(draft, parent, worker):
    actions.serve_draft(version=draft, by=worker, on=TODAY)
    draft.refresh_from_db()
    return draft


def line(version, section="F"):
    return version.lines.get(section=section)


def said(version, parent, **fields):
    return actions.comment_on_draft(**{"version": version, "adult": parent, "asks": "change", "text": "How often?", "by": parent.user, "on": TODAY, **fields})


def test_the_fifteen_days_begin_with_the_day_of_service():
    assert comment_by(date(2026, 11, 23)) == date(2026, 12, 7)


def test_a_draft_that_is_served_reaches_the_family_with_a_letter_of_what_they_can_ask_for(served, parent):
    to = Served.objects.get()
    assert (to.adult_id, to.served_on) == (parent.pk, TODAY)
    assert served.first_served_on == TODAY
    letter = Document.objects.filter(kind="draft-plan", addressee=parent).first()
    assert letter is not None


def test_a_draft_that_names_a_setting_is_not_served(draft, parent, worker):
    Line.objects.create(version=draft, section="I", kind="setting", position=1, text="Calder Valley Academy")
    with pytest.raises(Refused, match="section I"):
        actions.serve_draft(version=draft, by=worker, on=TODAY)


def test_an_empty_draft_is_not_served(worker):
    request = situations.received(by=worker)
    situations.decided(request)
    version = plans.start_draft(child=request.child, matter=("request", request.pk), by=worker, on=TODAY)
    with pytest.raises(Refused, match="says nothing yet"):
        actions.serve_draft(version=version, by=worker, on=TODAY)


def test_a_comment_ends_as_changed_with_the_old_words_beside_the_new(sign_in, served, parent, worker):
    one = said(served, parent, line=line(served))
    with pytest.raises(Refused, match="Change the line first"):
        actions.answer_comment(comment=one, ended="changed", answer="", by=worker, on=TODAY)
    now = line(served)
    plans.change_line(line=now, said={"text": "A therapist works with Kai for 30 minutes each week"}, revision=now.revision, by=worker, on=TODAY)
    actions.answer_comment(comment=Comment.objects.get(), ended="changed", answer="We said how often.", by=worker, on=TODAY)
    page = sign_in(parent.user).get(f"/my/{served.child_id}/draft/{served.pk}").text
    assert "Changed" in page
    assert "<ins>" in page
    assert "for 30 minutes each week" in page


def test_a_comment_that_changes_nothing_says_why(served, parent, worker):
    one = said(served, parent, line=line(served))
    with pytest.raises(Refused, match="Say why"):
        actions.answer_comment(comment=one, ended="not_changed", answer=" ", by=worker, on=TODAY)
    actions.answer_comment(comment=one, ended="not_changed", answer="The advice says so.", by=worker, on=TODAY)
    with pytest.raises(Refused, match="answered already"):
        actions.answer_comment(comment=one, ended="not_changed", answer="Again", by=worker, on=TODAY)
    assert Message.objects.filter(subject="There is an answer for you", to_user_id=parent.user_id).exists()


def test_a_parent_to_whom_it_was_not_sent_neither_reads_nor_comments(sign_in, served, parent):
    other = making.somebody("parent", making.body("forum"), name="Sam Alder")
    making.involve(other, served.child, "family")
    adult = Adult.objects.create(name="Sam Alder", user=other)
    served.child.relationships.create(adult=adult, kind="father")
    assert sign_in(other).get(f"/my/{served.child_id}/draft/{served.pk}").status_code == 404
    with pytest.raises(Refused, match="not been sent to you"):
        said(served, adult, by=other)


def test_each_parent_sees_their_own_comments_only(sign_in, draft, parent, worker):
    other = making.somebody("parent", making.body("forum"), name="Sam Alder")
    making.involve(other, draft.child, "family")
    adult = Adult.objects.create(name="Sam Alder", user=other, address="2 Mill Lane", postcode="ZZ1 1ZZ")
    draft.child.relationships.create(adult=adult, kind="father", parental_responsibility_from=date(2016, 3, 9))
    actions.serve_draft(version=draft, by=worker, on=TODAY)
    said(draft, parent, text="Only between us")
    assert "Only between us" in sign_in(parent.user).get(f"/my/{draft.child_id}/draft/{draft.pk}").text
    assert "Only between us" not in sign_in(other).get(f"/my/{draft.child_id}/draft/{draft.pk}").text


def test_a_parent_s_own_words_stand_in_section_a_marked_as_theirs(sign_in, served, parent):
    client = sign_in(parent.user)
    answer = client.post(f"/my/{served.child_id}/draft/{served.pk}/own-words", {"form_key": uuid4(), "text": "He laughs at trains."}, follow=True)
    assert "He laughs at trains." in answer.text
    assert "In the words of Jo Alder" in answer.text
    made = served.lines.get(section="A")
    assert (made.said_by, made.adult_id, made.sources.get().words) == ("parent", parent.pk, "He laughs at trains.")


def test_the_family_comments_on_a_line_asks_for_a_school_and_for_a_budget_in_the_portal(sign_in, served, parent, worker):
    school = making.school("Calder Valley Academy")
    client = sign_in(parent.user)
    base = f"/my/{served.child_id}/draft/{served.pk}"
    assert client.post(f"{base}/lines/{line(served).pk}", {"form_key": uuid4(), "asks": "change", "text": "How often?"}).status_code == 302
    assert client.post(f"{base}/school", {"form_key": uuid4(), "setting": "Calder Valley Academy"}).status_code == 302
    assert client.post(f"{base}/budget", {"form_key": uuid4(), "what_for": "Speech therapy"}).status_code == 302
    assert set(Comment.objects.values_list("asks", "setting_id")) == {("change", None), ("school", school.pk)}
    page = sign_in(worker).get(f"/children/{served.child_id}/plan/{served.pk}/agree").text
    assert "How often?" in page
    assert "Calder Valley Academy" in page
    assert "Speech therapy" in page


def test_an_empty_comment_is_refused_and_the_choice_stays(sign_in, served, parent):
    answer = sign_in(parent.user).post(f"/my/{served.child_id}/draft/{served.pk}/say", {"form_key": uuid4(), "asks": "question", "text": ""})
    assert "Write what you think" in answer.text
    assert 'value="question" checked' in answer.text


# --- Settings


def consulted(version, worker, name="Calder Valley Academy", **fields):
    school = making.school(name)
    made = actions.consult_setting(version=version, setting=school, family_asked=False, by=worker, on=TODAY, **fields)
    return Consultation.objects.select_related("plan_version", "child", "setting").get(pk=made.pk), school


def test_a_setting_has_fifteen_days_and_lapses_visibly(served, worker):
    one, _ = consulted(served, worker)
    assert one.due_on == TODAY + timedelta(days=15)
    assert state(one, one.due_on) == "waiting"
    assert state(one, one.due_on + timedelta(days=1)) == "lapsed"


def test_a_setting_reads_the_draft_and_answers_on_the_law_s_grounds_only(sign_in, served, worker):
    one, school = consulted(served, worker)
    senco = making.somebody("setting_staff", school, name="Liam Roper")
    client = sign_in(senco)
    assert "Kai" in client.get("/consultations").text
    answer = client.post(f"/consultations/{one.pk}", {"reply": "no", "ground": "unsuitable", "why": "", "version": "1"})
    assert "Enter why, about this child" in answer.text
    assert client.post(f"/consultations/{one.pk}", {"reply": "no", "ground": "unsuitable", "why": "He needs a quiet class", "version": "1"}).status_code == 302
    one.refresh_from_db()
    assert (one.reply, one.ground) == ("no", "unsuitable")
    with pytest.raises(Refused, match="not a ground"):
        actions.answer_consultation(consultation=one, reply="no", ground="full", why="Full", by=senco, on=TODAY)


def test_another_setting_can_neither_see_nor_answer(sign_in, served, worker):
    one, _ = consulted(served, worker)
    other = making.somebody("setting_staff", making.school("Elsewhere"), name="Ann Lee")
    assert sign_in(other).get(f"/consultations/{one.pk}").status_code == 404
    with pytest.raises(NotAllowed, match="Only the setting"):
        actions.answer_consultation(consultation=one, reply="yes", by=other, on=TODAY)


def test_a_setting_that_the_family_did_not_ask_for_is_consulted_after_the_family_has_the_draft(draft, worker):
    with pytest.raises(Refused, match="family"):
        consulted(draft, worker)


# --- Money and word


def test_a_personal_budget_is_offered_and_agreed_or_refused_with_reasons(served, parent, worker):
    one = actions.ask_budget(version=served, adult=parent, what_for="Therapy", by=parent.user, on=TODAY)
    manager = situations.manager()
    with pytest.raises(Refused, match="Offer an amount"):
        actions.decide_budget(budget=one, agreed=True, reasons="", by=manager, on=TODAY)
    actions.offer_budget(budget=one, amount=Decimal("1200"), parts=[{"what": "Therapy", "pounds": "1200"}], review_on=None, by=manager, on=TODAY)
    with pytest.raises(Refused, match="reasons in writing"):
        actions.decide_budget(budget=one, agreed=False, reasons="", by=manager, on=TODAY)
    actions.decide_budget(budget=one, agreed=True, reasons="", by=manager, on=TODAY)
    assert one.agreed is True


def test_a_deliverer_says_whether_a_line_will_be_done(served, worker):
    service = making.body("health", name="Calder Community Therapies")
    therapist = making.somebody("health_adviser", service)
    one = actions.ask_agreement(line=served.lines.select_related("version__child").get(section="F"), organisation=service, part="deliverer", by=worker, on=TODAY)
    with pytest.raises(Refused, match="Say why"):
        actions.answer_agreement(agreement=one, agreed=False, why="", by=therapist, on=TODAY)
    actions.answer_agreement(agreement=one, agreed=True, why="", by=therapist, on=TODAY)
    assert one.agreed is True
    with pytest.raises(Refused, match="Only provision"):
        actions.ask_agreement(line=served.lines.select_related("version__child").get(section="B"), organisation=service, part="funder", by=worker, on=TODAY)


def test_everybody_whom_the_lines_name_is_asked_at_once_and_nobody_twice(sign_in, served, worker):
    service, board = making.body("health", name="Calder Community Therapies"), making.body("icb", name="Calderbeck Health Board")
    Line.objects.filter(version=served, section="F").update(body=service)
    health = Line.objects.create(version=served, section="G", kind="provision", position=1, text="Physiotherapy each week", body=service)
    client, at = sign_in(worker), f"/children/{served.child_id}/plan/{served.pk}"
    assert client.post(f"{at}/ask-everybody").url == f"{at}/agree"
    asked = set(LineAgreement.objects.filter(line__version=served).values_list("line__section", "organisation__name", "part"))
    assert asked == {("F", service.name, "deliverer"), ("G", service.name, "deliverer"), ("G", board.name, "funder")}
    assert "asked already" in client.post(f"{at}/ask-everybody", follow=True).content.decode()
    assert LineAgreement.objects.filter(line=health).count() == 2


def test_a_personal_budget_is_typed_part_by_part_with_the_day_on_which_it_is_looked_at_again(sign_in, served, parent, worker):
    one = actions.ask_budget(version=served, adult=parent, what_for="Therapy", by=parent.user, on=TODAY)
    boss = situations.manager()
    line = served.lines.get(section="F")
    client, at = sign_in(boss), f"/children/{served.child_id}/plan/{served.pk}/budgets/{one.pk}"
    sent = {"amount": "£1,200", "line_1": str(line.pk), "pounds_1": "900", "held_1": "direct", "pounds_2": "300", "agreed": "offer"}
    page = client.post(at, sent).content.decode()
    assert "Select the line of the plan that part 2 is for" in page and 'value="900"' in page
    sent |= {"pounds_2": "", "review_on-day": "1", "review_on-month": "3", "review_on-year": "2027"}
    assert client.post(at, sent).status_code == 302
    one.refresh_from_db()
    assert (one.amount, one.review_on.isoformat(), one.parts) == (Decimal("1200"), "2027-03-01", [{"line": str(line.pk), "pounds": "900.00", "held": "direct"}])
    shown = client.get(f"/children/{served.child_id}/plan/{served.pk}/agree").content.decode()
    assert "£900.00 for" in shown and "Paid to the family or the young person" in shown and "1 March 2027" in shown


def test_whoever_may_offer_a_budget_and_not_decide_on_it_leaves_no_half_of_both(sign_in, served, parent, worker):
    one = actions.ask_budget(version=served, adult=parent, what_for="Therapy", by=parent.user, on=TODAY)
    at = f"/children/{served.child_id}/plan/{served.pk}/budgets/{one.pk}"
    page = sign_in(worker).post(at, {"amount": "1,234", "agreed": "yes"})
    assert page.status_code == 200 and "Your role does not let you" in page.content.decode() and 'value="1,234"' in page.content.decode()
    one.refresh_from_db()
    assert (one.amount, one.offered_on, one.decided_on) == (None, None, None)
