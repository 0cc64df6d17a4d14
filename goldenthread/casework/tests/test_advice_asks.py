"""Asking for advice: what the law proposes, sending it in one step, and what becomes of each ask."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.casework import actions
from goldenthread.casework.actions import advising, answering
from goldenthread.casework.advice.proposing import bodies_of, proposals
from goldenthread.casework.models import AdviceRequest, AdviceReturn, ExceptionClaim
from goldenthread.core import clock
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Deadline, Involvement, SenNeed
from tests import making

from .advice_situations import answered, asked, assessing, psychologist
from .situations import manager, new_child, received
from .test_recording_pages import words

pytestmark = pytest.mark.django_db

DUE = date(2027, 1, 4)
ANOTHER = new_child(forename="Robin", surname="Teal", date_of_birth=date(2014, 8, 2), adults=())


def test_everybody_whom_regulation_6_names_is_proposed_with_the_body_that_usually_answers():
    found = assessing()
    school = making.school()
    found.child.attendances.create(organisation=school)
    bodies = {kind: making.body(kind) for kind in ("health", "psychology", "social_care")}
    proposed = {each.kind: each for each in proposals(found, bodies_of(found.child), making.TODAY)}
    assert list(proposed) == ["parent_yp", "education", "medical", "psychology", "social_care", "mod"]
    assert {kind: each.body for kind, each in proposed.items()} == {
        "parent_yp": None, "education": school, "medical": bodies["health"], "psychology": bodies["psychology"],
        "social_care": bodies["social_care"], "mod": None,
    }  # fmt: skip
    assert proposed["mod"].doubtful and not proposed["education"].doubtful
    assert proposed["education"].citation.text.endswith("regulation 6(1)")


@pytest.mark.parametrize(("need", "teacher"), [("HI", "hearing"), ("VI", "visual"), ("MSI", "both")])
def test_a_child_who_appears_impaired_has_a_qualified_teacher_consulted_first(need, teacher):
    found = assessing()
    SenNeed.objects.create(child=found.child, need=need)
    education = next(each for each in proposals(found, [], making.TODAY) if each.kind == "education")
    assert teacher in education.what and education.citation.text.endswith("regulation 6(2)")


def test_from_year_9_advice_on_preparing_for_adulthood_is_proposed():
    older = assessing(new_child=new_child(forename="Robin", date_of_birth=date(2013, 1, 9)))
    assert "preparation_for_adulthood" in [each.kind for each in proposals(older, [], making.TODAY)]


def test_an_ask_lets_the_body_in_tells_it_nothing_but_that_there_is_something_and_starts_six_weeks():
    found = assessing()
    service = making.body("psychology", email="psychology@example.org")
    [ask] = asked(found, body=service)
    assert (ask.asked_on, ask.due_on) == (making.TODAY, DUE)
    assert Involvement.objects.get(child=found.child, organisation=service).role == "adviser"
    kept = Deadline.objects.get(matter_id=ask.pk)
    assert (kept.clock, kept.due_on, kept.kind, kept.worker_id) == ("ADV-06", DUE, "limit", found.child.case.worker_id)
    message = Message.objects.get(key=f"ask:{ask.pk}:psychology@example.org")
    assert not {found.child.forename, found.child.surname, found.child.reference} & set(f"{message.subject} {message.body}".split())
    assert Event.objects.get(verb="casework.seek_advice").fact["due_on"] == DUE.isoformat()


def test_the_family_is_asked_without_a_clock():
    found = assessing()
    [ask] = advising.seek_advice(
        request=found, asks=[advising.NewAsk(kind="parent_yp", what="What matters to you?")], by=manager(), on=making.TODAY
    )
    assert ask.due_on is None and not Deadline.objects.filter(matter_kind="advice").exists()


def test_nobody_is_asked_before_it_was_decided_to_assess():
    with pytest.raises(Refused, match="once the council has decided to assess"):
        asked(received(), body=making.body("psychology"))


def test_the_same_body_is_not_asked_twice_for_the_same_advice():
    found, service = assessing(), making.body("psychology")
    asked(found, body=service)
    with pytest.raises(Refused, match="has been asked for this advice already"):
        asked(found, body=service)


def test_an_adviser_whom_the_law_does_not_name_is_asked_with_who_wanted_it_and_why():
    with pytest.raises(Refused, match="Enter who wanted this advice"):
        asked(assessing(), kind="family_asks", body=making.body("health"))


def test_a_coordinator_of_another_case_asks_nobody():
    with pytest.raises(NotAllowed):
        asked(assessing(), body=making.body("psychology"), by=making.officer())


def test_advice_received_stops_the_clock_and_acceptance_ends_the_way_in_after_28_days():
    ask = answered()
    assert Deadline.objects.get(matter_id=ask.pk).met_on == making.TODAY
    advising.accept_advice(ask=ask, by=manager(), on=making.TODAY)
    tie = Involvement.objects.get(child=ask.child, organisation=ask.asked_of)
    assert tie.until_on == making.TODAY + timedelta(days=28)


def test_returned_advice_is_due_when_it_was_due_and_what_came_in_is_kept():
    ask = answered()
    back = advising.return_advice(ask=ask, reasons="Say how often.", by=manager(), on=making.TODAY)
    assert (back.received_on, back.reasons) == (making.TODAY, "Say how often.")
    kept = Deadline.objects.get(matter_id=ask.pk)
    assert (kept.met_on, kept.due_on) == (None, DUE)
    assert ask.advice.given_on is None
    assert Message.objects.filter(key=f"advice-returned:{back.pk}").exists()
    answering.send_advice(ask=ask, by=ask.adviser, on=making.TODAY)
    assert AdviceReturn.objects.filter(advice_request=ask).count() == 1 and ask.received_on == making.TODAY


def test_advice_is_returned_with_reasons_or_not_at_all():
    with pytest.raises(Refused, match="what must be made better"):
        advising.return_advice(ask=answered(), reasons=" ", by=manager(), on=making.TODAY)


def test_an_ask_taken_back_ends_its_clock_and_its_way_in_and_says_why():
    [ask] = asked(assessing(), body=making.body("psychology"))
    advising.withdraw_ask(ask=ask, why="The family asked for another service", by=manager(), on=making.TODAY)
    assert Deadline.objects.get(matter_id=ask.pk).ended_on == making.TODAY
    assert Involvement.objects.get(child=ask.child, organisation=ask.asked_of).until_on == making.TODAY
    with pytest.raises(Refused, match="no longer asked for"):
        answering.begin_answer(ask=ask, by=psychologist(ask.asked_of), on=making.TODAY)


def test_a_request_that_is_withdrawn_ends_its_asks_with_their_clocks_and_ways_in():
    found = assessing()
    [ask] = asked(found, body=making.body("psychology"))
    actions.withdraw_request(request=found, why="The parent rang.", by=manager(), on=making.TODAY)
    assert Deadline.objects.get(matter_id=ask.pk).ended_on == making.TODAY
    assert AdviceRequest.objects.get(pk=ask.pk).withdrawn_why == "The request was withdrawn"
    assert Involvement.objects.get(child=ask.child, organisation=ask.asked_of).until_on == making.TODAY


AGREED = {"author": date(2026, 11, 1), "council": date(2026, 11, 20), "family": date(2026, 11, 20)}


@pytest.mark.parametrize("missing", ["author", "council", "family"])
def test_earlier_advice_needs_each_of_the_three_agreements(missing):
    earlier = answered().advice
    found = assessing(new_child=ANOTHER)
    earlier.child = found.child
    earlier.save()
    with pytest.raises(Refused, match="only if all three agree") as refused:
        advising.reuse_advice(
            request=found, kind="psychology", earlier=earlier, agreed={**AGREED, missing: None}, by=manager(), on=making.TODAY
        )
    assert refused.value.citation.text.endswith("regulation 6(4)")


def test_earlier_advice_that_all_three_agree_to_serves_without_a_clock():
    earlier = answered().advice
    found = assessing(new_child=ANOTHER)
    earlier.child = found.child
    earlier.save()
    [waiting] = asked(found, body=making.body("psychology"))
    made = advising.reuse_advice(
        request=found, kind="psychology", earlier=earlier, agreed=AGREED, ask=waiting, by=manager(), on=making.TODAY
    )
    assert (made.advice, made.asked_on, made.family_agreed_on) == (earlier, None, AGREED["family"])
    assert not Deadline.objects.filter(matter_id=made.pk).exists()
    assert AdviceRequest.objects.get(pk=waiting.pk).withdrawn_on == making.TODAY


def test_a_missed_appointment_excuses_the_adviser_alone_once_a_manager_accepts():
    found = assessing()
    first, second = (asked(found, body=making.body(kind), kind=kind_of)[0] for kind, kind_of in (("psychology", "psychology"), ("health", "medical")))
    claim = advising.claim_for_adviser(ask=first, ground="missed_appointment", evidence="Nobody came on 3 December.", by=manager(), on=making.TODAY)
    assert ExceptionClaim.objects.get() == claim
    actions.accept_exception(claim=claim, family_told_on=making.TODAY, by=manager(), on=making.TODAY)
    kept = {row.matter_id: row.lifted_on for row in Deadline.objects.filter(clock="ADV-06")}
    assert kept == {first.pk: making.TODAY, second.pk: None}
    assert Deadline.objects.get(clock="EHCNA-20").lifted_on is None


def test_a_waiting_list_is_no_ground_for_an_adviser():
    [ask] = asked(assessing(), body=making.body("psychology"))
    with pytest.raises(Refused):
        advising.claim_for_adviser(ask=ask, ground="waiting_list", evidence="40 weeks", by=manager(), on=making.TODAY)


# The pages


@pytest.fixture
def at_table(sign_in):
    """A manager has signed in."""
    return sign_in(manager())


def test_all_asks_that_were_ticked_leave_in_one_step_and_a_second_press_sends_nothing_more(at_table):
    found = assessing()
    service = making.body("psychology", email="psychology@example.org")
    at = f"/requests/{found.pk}/advice"
    page = at_table.get(at)
    assert "regulation 6(1)" in words(page) and "Educational psychology" in words(page)
    key = page.content.decode().split('name="form_key" value="')[1].split('"')[0]
    typed = {"form_key": key, "added": "0", "psychology-wanted": "yes", "psychology-body": str(service.pk), "psychology-what": "How does Kai learn?",
             "parent_yp-wanted": "yes", "parent_yp-what": "What matters to you?"}  # fmt: skip
    for _ in range(2):
        assert at_table.post(at, typed).url == at
    assert sorted(AdviceRequest.objects.values_list("kind", flat=True)) == ["parent_yp", "psychology"]
    assert service.name in words(at_table.get(at))


def test_another_adviser_is_added_without_losing_what_was_typed(at_table):
    found = assessing()
    making.body("health")
    page = at_table.post(f"/requests/{found.pk}/advice", {"added": "0", "psychology-what": "My own question", "another": "yes"})
    assert "Another adviser" in words(page) and "My own question" in words(page)
    assert "Who asked, and why" in words(at_table.get(f"/requests/{found.pk}/advice"))


def test_an_ask_without_a_body_comes_back_with_a_sentence(at_table):
    found = assessing()
    page = at_table.get(f"/requests/{found.pk}/advice").content.decode()
    key = page.split('name="form_key" value="')[1].split('"')[0]
    answer = at_table.post(f"/requests/{found.pk}/advice", {"form_key": key, "psychology-wanted": "yes", "psychology-what": "How does Kai learn?"})
    assert "Select who is asked: an educational psychologist" in words(answer)
    assert not AdviceRequest.objects.exists()


def test_an_officer_reads_what_came_and_accepts_it(at_table):
    ask = answered()
    page = at_table.get(f"/advice/{ask.pk}/review")
    assert "Kai will ask for help with a picture card" in words(page)
    version = page.content.decode().split('name="version" value="')[1].split('"')[0]
    at_table.post(f"/advice/{ask.pk}/accept", {"version": version})
    assert AdviceRequest.objects.get(pk=ask.pk).accepted_on == making.TODAY


def test_what_is_still_being_written_is_not_shown_to_those_who_asked(at_table):
    [ask] = asked(assessing(), body=making.body("psychology"))
    answering.add_passage(ask=ask, kind="need", text="A need that is not finished", by=psychologist(ask.asked_of), on=making.TODAY)
    assert "not finished" not in words(at_table.get(f"/advice/{ask.pk}/review"))


def test_a_day_after_the_six_weeks_the_ask_says_late(at_table):
    [ask] = asked(assessing(), body=making.body("psychology"))
    with clock.standing_on(DUE + timedelta(days=1)):
        assert "Late" in words(at_table.get(f"/requests/{ask.request_id}/advice"))


# The family's own words


@pytest.fixture
def of_family(db):
    """Asked of the family; a parent who has an account."""
    found = assessing()
    parent = making.somebody("parent", making.body("forum"), name="Jo Alder")
    making.involve(parent, found.child, "family")
    [ask] = advising.seek_advice(request=found, asks=[advising.NewAsk(kind="parent_yp", what="What matters?")], by=manager(), on=making.TODAY)
    return ask, parent


def family_form(client, ask):
    page = client.get(f"/advice/{ask.pk}/family").content.decode()
    return {"form_key": page.split('name="form_key" value="')[1].split('"')[0]}


def test_a_parent_says_what_matters_in_their_own_words_and_each_paragraph_is_kept(of_family, sign_in):
    ask, parent = of_family
    client = sign_in(parent)
    typed = {**family_form(client, ask), "hopes": "That he talks to his gran.\nThat he likes school.", "hard": "Mornings"}
    for _ in range(2):  # pressed twice
        assert client.post(f"/advice/{ask.pk}/family", typed).url == f"/advice/{ask.pk}/family"
    ask = AdviceRequest.objects.get(pk=ask.pk)
    assert (ask.received_on, ask.advice.author, ask.advice.given_on) == (making.TODAY, "Jo Alder", making.TODAY)
    assert list(ask.advice.passages.order_by("position").values_list("kind", "text")) == [
        ("need", "Mornings"), ("aspiration", "That he talks to his gran."), ("aspiration", "That he likes school."),
    ]  # fmt: skip


def test_another_of_the_family_adds_theirs_and_is_not_shown_the_first(of_family, sign_in):
    ask, parent = of_family
    first = sign_in(parent)
    first.post(f"/advice/{ask.pk}/family", {**family_form(first, ask), "well": "He draws"})
    father = making.somebody("parent", making.body("forum"), name="Sam Alder")
    making.involve(father, ask.child, "family")
    second = sign_in(father)
    assert "He draws" not in words(second.get(f"/advice/{ask.pk}/family"))
    second.post(f"/advice/{ask.pk}/family", {**family_form(second, ask), "well": "He runs"})
    advice = AdviceRequest.objects.get(pk=ask.pk).advice
    assert advice.author == "Jo Alder, Sam Alder" and advice.passages.count() == 2


def test_nobody_but_the_family_and_its_officer_speaks_for_it(of_family, sign_in):
    ask, _ = of_family
    for person in (making.somebody("parent", making.body("forum")), making.somebody("setting_staff", making.school())):
        assert sign_in(person).get(f"/advice/{ask.pk}/family").status_code == 404
    officer = sign_in(ask.child.case.worker)
    answer = officer.post(f"/advice/{ask.pk}/family", {**family_form(officer, ask), "hard": "Mornings"})
    assert "Enter who said it" in words(answer)


def test_what_the_council_has_taken_in_is_not_added_to(of_family, sign_in):
    ask, parent = of_family
    client = sign_in(parent)
    client.post(f"/advice/{ask.pk}/family", {**family_form(client, ask), "well": "He draws"})
    advising.accept_advice(ask=AdviceRequest.objects.select_related("request", "child").get(pk=ask.pk), by=manager(), on=making.TODAY)
    assert "has taken in" in words(client.get(f"/advice/{ask.pk}/family"))
