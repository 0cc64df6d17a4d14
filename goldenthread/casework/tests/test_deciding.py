"""Whether to assess: on the legal test, by those who may, told by a letter that carries every right."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.casework import actions
from goldenthread.casework.models import Case, Decision
from goldenthread.core import files
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.people.models import Deadline, Document
from tests import making

from .situations import answers, decided, manager, new_child, received

pytestmark = pytest.mark.django_db


def test_a_decision_to_assess_ends_the_six_weeks_and_moves_the_case_on():
    request = received()
    decided(request)
    assert Deadline.objects.get(matter_id=request.pk, clock="EHCNA-06").met_on == making.TODAY
    assert Case.objects.get(child=request.child).stage == "assessing"
    assert Event.objects.filter(verb="casework.decide_to_assess", child_id=request.child_id).count() == 1


def test_the_family_gets_the_letter_as_pdf_and_word():  # draws real files: half a second
    request = received()
    decided(request)
    letter, word = sorted(
        Document.objects.filter(matter_id=request.pk, title__startswith="We will assess").filter(
            title__contains="Jo Alder"
        ),
        key=lambda d: d.title,
    )
    assert letter.title == "We will assess Kai’s needs: to Jo Alder"
    assert files.opened(letter.file).read(5) == b"%PDF-"
    assert files.opened(word.file).read(2) == b"PK"
    assert Decision.objects.get().letter == letter
    assert Message.objects.get(document_id=letter.pk).channel == "post"


def test_a_parent_with_an_account_who_wants_email_gets_one_that_says_nothing():
    request = received()
    person = making.user("Jo Alder")
    tie = request.child.relationships.get()
    tie.tell_by, tie.adult.user = "email", person
    tie.save()
    tie.adult.save()
    decided(request, yes=False)
    [message] = Message.objects.filter(channel="email")
    assert message.to_user_id == person.pk
    assert "Kai" not in message.subject + message.body


@pytest.mark.parametrize(("phone", "channel"), [("07700 900123", "text"), ("01632 960100", "email")])
def test_a_parent_who_chose_texts_gets_one_on_a_mobile_and_an_email_otherwise(phone, channel):
    request = received()
    tie = request.child.relationships.get()
    tie.tell_by, tie.adult.user, tie.adult.phone = "text", making.user("Jo Alder"), phone
    tie.save()
    tie.adult.save()
    decided(request, yes=False)
    [message] = Message.objects.exclude(channel="post")
    assert message.channel == channel
    assert "Kai" not in message.body


def test_everybody_who_must_have_a_copy_gets_one():
    school = making.school("Brook End School")
    making.body("icb", name="Calder ICB")
    making.body("social_care", name="Children’s social care")
    request = received(new_child=new_child(setting=school))
    decided(request)
    copies = Document.objects.filter(matter_id=request.pk, title__contains=": copy to ").exclude(
        title__contains="(Word)"
    )
    assert {title.split(": copy to ")[-1] for title in copies.values_list("title", flat=True)} == {
        "Brook End School",
        "Calder ICB",
        "Children’s social care",
    }


def test_a_young_person_who_holds_the_rights_is_written_to_themselves():
    request = received(route="young_person", new_child=new_child(date_of_birth=date(2009, 3, 9)))
    decided(request)
    [letter] = Document.objects.filter(matter_id=request.pk).exclude(title__contains="(Word)")
    assert letter.title == "We will assess your needs: to Kai Alder"


def test_a_refusal_gives_reasons_on_both_parts_of_the_test():
    request = received()
    with pytest.raises(Refused, match="reasons on both parts") as refused:
        decided(request, yes=False, answers=answers(plan=False, why=" "))
    assert "section 36(8)" in refused.value.citation.text
    assert Decision.objects.count() == 0


@pytest.mark.parametrize(
    ("yes", "given", "sentence"),
    [
        (False, answers(), "the law says the council must assess"),
        (True, answers(plan=False), "answered no"),
        (True, {"has_or_may_have_sen": {"answer": True}}, "Answer both parts"),
    ],
)
def test_the_decision_follows_from_the_answers_to_the_test(yes, given, sentence):
    request = received()
    with pytest.raises(Refused, match=sentence):
        decided(request, yes=yes, answers=given)


@pytest.mark.parametrize(
    ("missing", "words"),
    [("mediation", "mediation"), ("sendiass", "information, advice"), ("disagreement", "disagreement resolution")],
)
def test_a_refusal_whose_rights_are_not_whole_does_not_leave(missing, words):
    request = received()
    setattr(request.area, missing, "")
    with pytest.raises(Refused, match=words):
        decided(request, yes=False)
    assert Message.objects.count() == 0
    assert Decision.objects.count() == 0


def test_a_coordinator_cannot_decide_and_is_told_who_can():
    request = received()
    with pytest.raises(NotAllowed, match="SEND team manager"):
        decided(request, by=making.officer())


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"made_on": date(2026, 11, 24)}, "today or in the past"),
        ({"made_on": date(2026, 11, 1)}, "cannot be before the request"),
        ({"consulted_on": None}, "Consult the parent"),
        ({"consulted_on": date(2026, 10, 1)}, "not before it was received"),
        ({"made_on": date(2026, 11, 9)}, "on or before the day of the decision"),
    ],
)
def test_dates_of_a_decision_that_cannot_be_are_refused(fields, sentence):
    request = received()
    with pytest.raises(Refused, match=sentence):
        decided(request, **fields)


def test_a_request_is_decided_once_and_not_over_somebody_elses_change():
    request = received()
    with pytest.raises(Changed):
        decided(request, version=7)
    decided(request)
    with pytest.raises(Refused, match="A decision is made once"):
        decided(request)


def test_an_exception_lifts_only_the_clock_it_was_accepted_for():
    worker = making.officer()
    request = received(by=worker)
    claim = actions.claim_exception(
        request=request,
        clock="EHCNA-06",
        ground="exceptional_circumstances",
        evidence="A death in the family.",
        by=worker,
        on=making.TODAY,
    )
    assert Deadline.objects.get(matter_id=request.pk, clock="EHCNA-06").lifted_on is None
    with pytest.raises(Refused, match="Tell the family"):
        actions.accept_exception(claim=claim, family_told_on=None, by=manager(), on=making.TODAY)
    actions.accept_exception(claim=claim, family_told_on=making.TODAY, by=manager(), on=making.TODAY)
    assert Deadline.objects.get(matter_id=request.pk, clock="EHCNA-06").lifted_on == making.TODAY
    assert Deadline.objects.get(matter_id=request.pk, clock="EHCNA-20").lifted_on is None


@pytest.mark.parametrize("ground", ["no_educational_psychologist", "waiting_list", "nonsense"])
def test_what_is_no_ground_in_law_is_no_exception(ground):
    worker = making.officer()
    request = received(by=worker)
    with pytest.raises(Refused, match="exception") as refused:
        actions.claim_exception(
            request=request, clock="EHCNA-06", ground=ground, evidence="Short of staff", by=worker, on=making.TODAY
        )
    assert refused.value.citation
