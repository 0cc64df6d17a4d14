"""What stops a plan: each stop by itself, what it says to do, and whether anybody may let it pass.

Each test takes a request through its decisions, letters and draft by the real actions: about a second.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.casework import actions
from goldenthread.casework.actions import issuing
from goldenthread.casework.issuing import gate, holding, looks
from goldenthread.casework.models import Decision
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law.cite import Force
from goldenthread.people.models import Address, Adult, Area, Relationship
from goldenthread.plans import actions as plans
from goldenthread.plans.models import LineAgreement, Source
from tests import making

from . import advice_situations
from . import issue_situations as now

pytestmark = pytest.mark.django_db
TODAY = now.TODAY


@pytest.fixture
def story():
    return now.ready()


def stops(story):
    return {stop.key: stop for stop in holding(gate(story.fresh(), TODAY))}


def the_only(story):
    found = list(stops(story).values())
    assert len(found) == 1, [stop.sentence for stop in found]
    return found[0]


def seen(story):
    return " ".join(stop.sentence for stop in looks(gate(story.fresh(), TODAY)))


def test_nothing_stops_a_plan_that_is_ready(story):
    assert stops(story) == {}


def test_every_stop_leads_to_where_it_is_put_right_and_says_where_that_is_written():
    story = now.ready(placed=False, served=False)
    Area.objects.update(mediation="")
    found = list(stops(story).values())
    assert len(found) >= 3
    assert all(stop.href.startswith("/") and stop.link and stop.citation.text and stop.sentence.endswith(".") for stop in found)


def test_a_line_that_says_nowhere_where_it_came_from_stops_it(story):
    Source.objects.filter(line__version=story.version, line__section="B").delete()
    stop = the_only(story)
    assert "Add where this came from" in stop.sentence
    assert "Kai cannot yet ask for help" in stop.sentence


def test_a_plan_for_which_nobody_decided_stops(story):
    Decision.objects.filter(about="issue").delete()
    assert the_only(story).key == "not_decided"


def test_words_that_leave_room_for_doubt_in_section_f_stop_it(story):
    line = story.version.lines.get(section="F")
    plans.change_line(line=line, said={"text": "Access to picture cards as appropriate"}, revision=line.revision, by=story.worker, on=TODAY)
    assert {stop.key.split(":")[1] for stop in stops(story).values()} == {"vague"}
    assert all(stop.is_law for stop in stops(story).values())


# --- The family


def test_a_draft_that_was_never_sent_stops_for_each_who_holds_the_rights():
    story = now.ready(served=False, placed=False)
    now.consulted(story, family_asked=True)
    actions.answer_consultation(consultation=story.fresh().consultations.get(), reply="yes", by=story.head, on=TODAY)
    issuing.place(version=story.fresh(), where="setting", setting=story.school, by=story.worker, on=TODAY)
    assert "has not been sent to Jo Alder" in the_only(story).sentence


def test_a_parent_who_came_to_be_known_later_has_their_fifteen_days_too(story):
    other = Adult.objects.create(name="Sam Alder", address="2 Weir Lane", postcode="ZZ1 2ZZ")
    Relationship.objects.create(child=story.request.child, adult=other, kind="father", parental_responsibility_from=now.SERVED)
    assert "has not been sent to Sam Alder" in the_only(story).sentence
    actions.serve_draft(version=story.fresh(), by=story.worker, on=TODAY)
    assert "Sam Alder may comment until" in the_only(story).sentence


def test_the_fifteenth_day_is_still_the_familys_and_only_they_can_end_it_early():
    story = now.ready(served=False, placed=False)
    actions.serve_draft(version=story.fresh(), by=story.worker, on=TODAY - timedelta(days=14))
    now.consulted(story, on=TODAY - timedelta(days=14))
    actions.answer_consultation(consultation=story.fresh().consultations.get(), reply="yes", by=story.head, on=TODAY)
    issuing.place(version=story.fresh(), where="setting", setting=story.school, by=story.worker, on=TODAY)
    stop = the_only(story)
    assert "may comment until 23 November 2026" in stop.sentence
    assert not stop.may_pass
    with pytest.raises(Refused, match="The law asks for this"):
        issuing.let_pass(version=story.fresh(), key=stop.key, why="We are late", by=story.manager, on=TODAY)
    with pytest.raises(Refused, match="They cannot have written of it before"):
        issuing.waive_days(version=story.fresh(), adult=story.parent, said_on=TODAY - timedelta(days=20), by=story.worker, on=TODAY)
    issuing.waive_days(version=story.fresh(), adult=story.parent, said_on=TODAY, by=story.worker, on=TODAY)
    assert stops(story) == {}


def test_what_the_family_said_is_answered_first_and_agreement_needs_no_answer(story):
    actions.comment_on_draft(version=story.fresh(), adult=story.parent, asks="agrees", text="Good", by=story.parent.user, on=TODAY)
    assert stops(story) == {}
    one = actions.comment_on_draft(version=story.fresh(), adult=story.parent, asks="change", text="How often?", by=story.parent.user, on=TODAY)
    assert the_only(story).sentence == "Answer what Jo Alder said of the draft."
    actions.answer_comment(comment=one, ended="not_changed", answer="It is said in section F.", by=story.worker, on=TODAY)
    assert stops(story) == {}


def test_somebody_with_no_address_and_no_account_cannot_be_sent_the_plan(story):
    Relationship.objects.update(tell_by="post")
    Adult.objects.update(address="", postcode="")
    Address.objects.all().delete()
    assert "no address for Jo Alder" in the_only(story).sentence


def test_a_personal_budget_that_was_asked_for_is_offered_or_refused_first(story):
    one = actions.ask_budget(version=story.fresh(), adult=story.parent, what_for="Swimming", by=story.parent.user, on=TODAY)
    assert "personal budget" in the_only(story).sentence
    actions.decide_budget(budget=one, agreed=False, reasons="It would not be efficient", by=story.manager, on=TODAY)
    assert stops(story) == {}


def test_a_letter_that_would_lack_a_right_stops_the_plan(story):
    Area.objects.update(sendiass="")
    stop = the_only(story)
    assert stop.key == "contacts"
    assert "information, advice and support" in stop.sentence
    assert stop.href.startswith("/contacts")


# --- Health, payers and deliverers


def in_g(story):
    none = story.version.lines.get(section="G")
    plans.remove_line(line=none, by=story.worker, on=now.DECIDED)
    line = plans.add_line(
        version=story.fresh(), section="G", kind="provision", by=story.worker, on=now.DECIDED,
        said={"text": "A yearly check of Kai’s asthma", "deliverer": "A community nurse", "skill": "Registered nurse", "minutes": 20, "times": 1, "per": "year"},
    )  # fmt: skip
    plans.add_source(line=line, passage=Source.objects.filter(passage__isnull=False).first().passage, by=story.worker, on=now.DECIDED)
    need = story.version.lines.get(section="B")
    plans.link(upper=need, lower=line, by=story.worker, on=now.DECIDED)
    return story.version.lines.get(pk=line.pk)


def test_a_line_of_section_g_needs_the_health_boards_word_and_another_bodys_does_not_do(story):
    line = in_g(story)
    assert the_only(story).key == f"health:{line.pk}"
    LineAgreement.objects.create(line=line, organisation=making.body("health"), part="deliverer", asked_on=TODAY, agreed=True, answered_on=TODAY)
    stop = the_only(story)
    assert "regulation 12(2)" in stop.citation.text
    one = LineAgreement.objects.create(line=line, organisation=story.icb, part="funder", asked_on=TODAY)
    assert "not agreed to it yet" in the_only(story).sentence
    LineAgreement.objects.filter(pk=one.pk).update(agreed=True, answered_on=TODAY + timedelta(days=3650))
    assert stops(story) == {}
    LineAgreement.objects.filter(pk=one.pk).update(answered_on=TODAY - timedelta(days=9000))
    assert "changed after the health board agreed" in the_only(story).sentence


def test_a_body_that_says_no_stops_it_until_a_manager_says_why_not(story):
    line = story.version.lines.get(section="F")
    therapy = making.body("health", name="Calder Therapy")
    LineAgreement.objects.create(line=line, organisation=therapy, part="deliverer", asked_on=TODAY)
    assert "Calder Therapy has not said" in seen(story)
    LineAgreement.objects.update(agreed=False, why="No therapist", answered_on=TODAY)
    stop = the_only(story)
    assert (stop.is_law, stop.may_pass) == (False, True)
    with pytest.raises(NotAllowed):
        issuing.let_pass(version=story.fresh(), key=stop.key, why="The council buys it in", by=story.worker, on=TODAY)
    with pytest.raises(Refused, match="Say why"):
        issuing.let_pass(version=story.fresh(), key=stop.key, why=" ", by=story.manager, on=TODAY)
    issuing.let_pass(version=story.fresh(), key=stop.key, why="The council buys it in", by=story.manager, on=TODAY)
    assert stops(story) == {}
    assert [each.passed for each in gate(story.fresh(), TODAY) if each.key == stop.key] == ["The council buys it in"]


# --- Section I and settings


def test_section_i_must_say_something():
    story = now.ready(placed=False)
    now.yes(story)
    assert the_only(story).key == "section_i"


def test_a_setting_that_was_not_consulted_is_not_named(story):
    issuing.place(version=story.fresh(), where="setting", setting=making.school("Weir School"), by=story.worker, on=TODAY)
    assert "Consult Weir School" in the_only(story).sentence


def test_a_setting_that_objects_is_named_only_with_reasons():
    story = now.ready(placed=False)
    one = now.consulted(story)
    actions.answer_consultation(consultation=one, reply="no", ground="efficient_education", why="The class is full of need", by=story.head, on=TODAY)
    issuing.place(version=story.fresh(), where="setting", setting=story.school, by=story.worker, on=TODAY)
    assert "Say why it is named all the same" in the_only(story).sentence
    issuing.place(version=story.fresh(), where="setting", setting=story.school, why="With an assistant it can.", by=story.worker, on=TODAY)
    assert stops(story) == {}


def test_not_naming_what_the_family_asked_for_needs_a_ground_of_the_law(story):
    wanted = making.school("Weir School")
    actions.comment_on_draft(version=story.fresh(), adult=story.parent, asks="school", text="", setting=wanted, by=story.parent.user, on=TODAY)
    found = stops(story)
    assert any(stop.sentence == "The family asked for Weir School. Consult it." for stop in found.values())
    one = now.consulted(story, wanted, family_asked=True)
    actions.answer_comment(comment=story.version.comments.get(), ended="answered", answer="We asked it.", by=story.worker, on=TODAY)
    assert {stop.key.split(":")[0] for stop in stops(story).values()} == {"waiting", "not_the_request"}
    head = making.somebody("setting_staff", wanted)
    actions.answer_consultation(consultation=one, reply="no", ground="unsuitable", why="It has no hydrotherapy", by=head, on=TODAY)
    assert "on which ground of the law" in the_only(story).sentence
    with pytest.raises(Refused, match="not a ground"):
        issuing.place(version=story.fresh(), where="setting", setting=story.school, ground="full", why="It is full", by=story.worker, on=TODAY)
    issuing.place(version=story.fresh(), where="setting", setting=story.school, ground="unsuitable", why="It cannot meet section F.", by=story.worker, on=TODAY)
    assert stops(story) == {}


def test_a_lapse_stops_nothing_and_must_be_looked_at(story):
    now.consulted(story, making.school("Weir School"), on=TODAY - timedelta(days=16))
    assert stops(story) == {}
    assert "Weir School did not answer by" in seen(story)
    with pytest.raises(Refused, match="Look at each thing"):
        issuing.propose_issue(version=story.fresh(), by=story.worker, on=TODAY)


def test_what_the_family_asked_for_may_answer_for_fifteen_days_which_is_guidance(story):
    now.consulted(story, making.school("Weir School"), on=TODAY - timedelta(days=3), family_asked=True)
    waiting = next(stop for stop in stops(story).values() if stop.key.startswith("waiting"))
    assert waiting.citation.force is Force.GUIDANCE
    assert waiting.may_pass


def test_otherwise_than_at_school_is_named_only_with_the_reason(story):
    with pytest.raises(Refused, match="inappropriate"):
        issuing.place(version=story.fresh(), where="otherwise", by=story.worker, on=TODAY)
    issuing.place(version=story.fresh(), where="otherwise", why="Kai cannot be in any building with others.", by=story.worker, on=TODAY)
    assert stops(story) == {}


# --- Other children


def test_another_childs_number_in_the_plan_stops_it_and_a_name_is_looked_at(story):
    other = making.child("Noor Haddad", born=now.RECEIVED.replace(year=2015))
    line = story.version.lines.get(section="F")
    plans.change_line(line=line, said={"text": "Teaching Kai beside Noor Haddad to exchange picture cards"}, revision=line.revision, by=story.worker, on=TODAY)
    assert stops(story) == {}
    assert "Noor Haddad" in seen(story)
    line.refresh_from_db()
    plans.change_line(line=line, said={"text": f"Teaching {other.reference} to exchange picture cards"}, revision=line.revision, by=story.worker, on=TODAY)
    stop = the_only(story)
    assert "another child’s reference" in stop.sentence
    assert not stop.may_pass


def test_advice_that_is_still_out_is_looked_at(story):
    body = making.body("health", name="Calder Therapy")
    advice_situations.asked(story.request, body=body, kind="medical")
    assert "Calder Therapy was asked for advice, and it has not come in" in seen(story)
    assert stops(story) == {}
