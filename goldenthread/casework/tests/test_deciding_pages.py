"""The decision page: the test as questions, the letter as it will leave, and then the decision, once."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.casework.letters.recipients import rights_holders
from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.core import files, opaque
from goldenthread.core.models import Draft, Event, Message, Reading
from goldenthread.people.models import Adult, Deadline, Document, Relationship
from tests import making

from .situations import decided, manager, received
from .test_recording_pages import words

pytestmark = pytest.mark.django_db

WHY = "Kai’s speech is two years behind; the school’s own therapist sees Kai each week and Kai is catching up."
ANSWERS = {
    "consulted_on-day": "10", "consulted_on-month": "11", "consulted_on-year": "2026",
    "has_or_may_have_sen": "yes", "why_has_or_may_have_sen": WHY, "plan_may_be_necessary": "no", "why_plan_may_be_necessary": WHY,
    "outcome": "not_assess", "reasons": "", "made_on-day": "23", "made_on-month": "11", "made_on-year": "2026", "forum": "panel", "version": "1",
}  # fmt: skip


@pytest.fixture
def at_table(sign_in):
    """A manager has signed in."""
    return sign_in(manager())


@pytest.fixture
def request_in(db):
    """A request that waits for its decision."""
    return received(about="Kai finds school hard.")


def test_the_page_shows_the_request_its_clocks_and_the_test_with_the_law(at_table, request_in):
    page = words(at_table.get(f"/requests/{request_in.pk}/decide"))
    for said in (
        "Kai finds school hard.",
        "14 December 2026",
        "section 36(8)",
        "May it be necessary",
        "section 36(4)",
        "‘May have’ is enough",
    ):
        assert said in page, said
    assert Reading.objects.get(page="casework.decide").child_ids == [request_in.child_id]


def test_a_refusal_goes_from_the_test_to_the_letter_to_the_family(at_table, request_in):  # draws real letters: a second
    at = f"/requests/{request_in.pk}/decide"
    assert at_table.post(at, ANSWERS).url == f"{at}/check"
    assert not Decision.objects.exists()
    page = at_table.get(f"{at}/check")
    for said in (
        WHY, "within two months of the date of this letter, that is by 25 January 2027", "Contact the mediation adviser by 23 January 2027", "Evenhand Mediation",
        "Calderbeck SENDIASS", "within three working days", "disagreement resolution service", "Jo Alder",
    ):  # fmt: skip
        assert said in words(page), said
    shown = page.content.decode().split('href="')
    letter = next(part.split('"')[0] for part in shown if f"{at}/letters/" in part)
    seen = b"".join(at_table.get(letter).streaming_content)
    assert seen.startswith(b"%PDF-")
    done = at_table.post(f"{at}/check")
    assert done.url == f"/requests/{request_in.pk}/decided"
    decision = Decision.objects.get()
    assert (decision.yes, decision.notified_on, decision.forum) == (False, making.TODAY, "panel")
    assert files.opened(decision.letter.file).read() == seen
    assert Deadline.objects.get(matter_id=request_in.pk, clock="EHCNA-06").met_on == making.TODAY
    assert "We will not assess" in words(at_table.get(done.url))
    assert Message.objects.filter(document_id=decision.letter_id).count() == 1
    assert not Draft.objects.filter(form__startswith="decision.").exists()
    assert Event.objects.filter(verb="casework.decide_not_to_assess").count() == 1


def test_confirming_twice_decides_once(at_table, request_in):
    at = f"/requests/{request_in.pk}/decide"
    at_table.post(at, ANSWERS)
    first, again = at_table.post(f"{at}/check"), at_table.post(f"{at}/check")
    assert first.url == again.url
    assert Decision.objects.count() == 1
    assert at_table.get(at).url == first.url


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"has_or_may_have_sen": ""}, "Select yes if the child or young person has, or may have"),
        ({"why_plan_may_be_necessary": ""}, "Enter this child’s reasons on whether a plan may be necessary"),
        ({"plan_may_be_necessary": "yes"}, "Both questions are answered yes, so the law says to assess"),
        ({"outcome": "assess"}, "A question is answered no"),
        ({"consulted_on-day": "", "consulted_on-month": "", "consulted_on-year": ""}, "Enter the date you consulted"),
        ({"made_on-year": "2027"}, "The date of the decision must be today or in the past"),
        ({"consulted_on-month": "9"}, "not before it was received on 2 November 2026"),
        ({"made_on-day": "1"}, "The decision cannot be before the request"),
        ({"version": "9"}, "Somebody else changed this record"),
        ({"version": "x"}, "This page was out of date"),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(at_table, request_in, changed, sentence):
    answer = at_table.post(f"/requests/{request_in.pk}/decide", {**ANSWERS, **changed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error: " in page
    assert sentence in page
    assert "catching up" in page
    assert not Decision.objects.exists()


def test_a_letter_that_changed_since_it_was_read_is_shown_again(at_table, request_in):
    at = f"/requests/{request_in.pk}/decide"
    at_table.post(at, ANSWERS)
    adult = request_in.child.relationships.get().adult
    adult.name = "Jo Alder-Reed"
    adult.save()
    assert at_table.post(f"{at}/check").url == f"{at}/check"
    assert not Decision.objects.exists()
    assert "Read them again" in words(at_table.get(f"{at}/check"))
    assert at_table.post(f"{at}/check").url == f"/requests/{request_in.pk}/decided"
    assert Document.objects.filter(title__contains="Jo Alder-Reed").exists()


def test_rights_that_are_not_whole_stop_the_letter_before_it_is_shown(at_table, request_in):
    request_in.area.mediation = ""
    request_in.area.save()
    page = words(at_table.post(f"/requests/{request_in.pk}/decide", ANSWERS))
    assert "This letter cannot be sent yet" in page and "mediation" in page


def test_answers_are_kept_while_they_are_typed(at_table, request_in):
    at = f"/requests/{request_in.pk}/decide"
    at_table.get(at)
    assert at_table.post(f"/drafts/decision.{request_in.pk}/answers", {"reasons": "Half a sen"}).status_code == 204
    page = at_table.get(at).content.decode()
    assert "Half a sen" in page and "There is a problem" not in page


def test_a_coordinator_has_no_page_to_decide_on(at_desk, request_in):
    assert at_desk.get(f"/requests/{request_in.pk}/decide").status_code == 403


def test_a_manager_of_another_area_finds_no_such_request(sign_in, request_in):
    other = sign_in(making.somebody("team_manager", of=making.area("991", "Thornmouth")))
    for page in (
        "",
        "/decide",
        "/decide/check",
        "/decided",
        "/recorded",
        "/withdraw",
        "/received-date",
        "/worker",
        "/exceptions/claim",
    ):
        assert other.get(f"/requests/{request_in.pk}{page}").status_code == 404, page


def test_somebody_else_cannot_read_a_letter_that_is_not_sent(at_table, sign_in, request_in):
    at = f"/requests/{request_in.pk}/decide"
    at_table.post(at, ANSWERS)
    part = Draft.objects.get(form=f"decision.{request_in.pk}").data["_letters"]["drawn"]
    assert sign_in(manager()).get(f"{at}/letters/{next(iter(part))}").status_code == 404


def test_the_family_reads_its_letter_and_a_stranger_finds_nothing(sign_in, request_in):
    letter = decided(request_in).letter
    parent, stranger = making.somebody("parent", making.body("forum")), making.somebody("parent", making.body("forum"))
    making.involve(parent, request_in.child, "family")
    Adult.objects.update(user=parent)
    answer = sign_in(parent).get(f"/documents/{letter.pk}")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert Reading.objects.filter(by_id=parent.pk, page="people.document").count() == 1
    assert sign_in(stranger).get(f"/documents/{letter.pk}").status_code == 404


def test_a_parent_reads_no_letter_to_another_parent_which_shows_where_they_live(sign_in, request_in):
    mother, father = (making.somebody("parent", making.body("forum")) for _ in range(2))
    Adult.objects.update(user=mother)
    other = Adult.objects.create(name="Sol Alder", user=father, address="9 Hidden Row", postcode="ZZ9 9ZZ")
    Relationship.objects.create(
        child=request_in.child, adult=other, kind="father", parental_responsibility_from=date(2016, 3, 9), from_on=date(2016, 3, 9)
    )
    for parent in (mother, father):
        making.involve(parent, request_in.child, "family")
    decided(request_in)
    letters = {"Jo Alder": [], "Sol Alder": []}
    for paper in Document.objects.filter(kind="decision-assess").exclude(addressee=None):
        letters[paper.addressee.name].append(paper)
    assert all(letters.values())
    for parent, own, others in ((mother, "Jo Alder", "Sol Alder"), (father, "Sol Alder", "Jo Alder")):
        client = sign_in(parent)
        for page in (f"/children/{request_in.child_id}/papers", f"/requests/{request_in.pk}", f"/requests/{request_in.pk}/decided"):
            text = client.get(page).content.decode()
            assert f"to {own}" in text, page
            assert f"to {others}" not in text, page
        assert all(client.get(f"/documents/{paper.pk}").status_code == 200 for paper in letters[own])
        assert all(client.get(f"/documents/{paper.pk}").status_code == 404 for paper in letters[others])
    assert all(sign_in(manager()).get(f"/documents/{paper.pk}").status_code == 200 for paper in letters["Sol Alder"])


def test_a_letter_goes_to_whoever_has_parental_responsibility_or_care(request_in):
    for name, kind, facts in (
        ("Gran Alder", "carer", {"lives_with_from": date(2025, 1, 1)}),
        ("Sol Alder", "father", {"parental_responsibility_from": date(2016, 3, 9)}),
        ("Uncle Ash", "other", {}),
    ):
        adult = Adult.objects.create(name=name)
        Relationship.objects.create(child=request_in.child, adult=adult, kind=kind, from_on=date(2025, 1, 1), **facts)
    told = {each.name for each in rights_holders(request_in.child, making.TODAY)}
    assert told == {"Jo Alder", "Gran Alder", "Sol Alder"}


def test_the_request_page_offers_what_this_person_may_do(at_table, request_in):
    page = words(at_table.get(f"/requests/{request_in.pk}"))
    for offered in ("Decide whether to assess", "Claim an exception", "Withdraw the request", "Priya Nair"):
        assert offered in page, offered
    decided(request_in)
    page = words(at_table.get(f"/requests/{request_in.pk}"))
    assert f'href="/requests/{request_in.pk}/decide"' not in at_table.get(f"/requests/{request_in.pk}").content.decode()
    assert "We will assess Kai’s needs: to Jo Alder" in page


def test_an_exception_is_claimed_and_accepted_on_the_laws_grounds(at_table, request_in):
    at = f"/requests/{request_in.pk}/exceptions"
    page = words(at_table.post(f"{at}/claim", {"clock": "EHCNA-06", "ground": "absence"}))
    assert "Enter the first day away from the area" in page
    away = {
        "clock": "EHCNA-06", "ground": "absence", "absent_from-day": "3", "absent_from-month": "11", "absent_from-year": "2026",
        "absent_to-day": "20", "absent_to-month": "11", "absent_to-year": "2026", "evidence": "The parents say so.",
    }  # fmt: skip
    assert "28" in words(at_table.post(f"{at}/claim", away))
    at_table.post(
        f"{at}/claim",
        {"clock": "EHCNA-06", "ground": "exceptional_circumstances", "evidence": "A death in the family."},
    )
    claim = ExceptionClaim.objects.get()
    assert "Enter the date the family was told" in words(at_table.post(f"{at}/{opaque.key('claim', claim.pk)}/accept", {}))
    told = {"family_told_on-day": "23", "family_told_on-month": "11", "family_told_on-year": "2026"}
    assert at_table.post(f"{at}/{opaque.key('claim', claim.pk)}/accept", told).url == f"/requests/{request_in.pk}"
    assert Deadline.objects.get(matter_id=request_in.pk, clock="EHCNA-06").lifted_on == making.TODAY
    assert "Exception: no fixed date" in words(at_table.get(f"/requests/{request_in.pk}"))


def test_a_request_whose_day_no_return_told_can_be_given_its_day(at_table, request_in):
    Request.objects.update(received_on=None, first_return=2026)
    assert "It is not known when it was received." in words(at_table.get(f"/requests/{request_in.pk}/received-date"))
    at_table.post(
        f"/requests/{request_in.pk}/received-date",
        {"received_on-day": "26", "received_on-month": "10", "received_on-year": "2026", "why": "In the school inbox", "version": "1"},
    )
    assert Request.objects.get().received_on == date(2026, 10, 26)


def test_date_worker_and_withdrawal_are_changed_by_their_pages(at_table, request_in):
    at = f"/requests/{request_in.pk}"
    sam = making.officer("Sam Okoye")
    earlier = {
        "received_on-day": "26",
        "received_on-month": "10",
        "received_on-year": "2026",
        "why": "In the school inbox",
        "version": "1",
    }
    assert at_table.post(f"{at}/received-date", earlier).url == at
    assert at_table.post(f"{at}/worker", {"worker": str(sam.pk)}).url == at
    assert "Enter who withdrew" in words(at_table.post(f"{at}/withdraw", {"version": "2"}))
    assert at_table.post(f"{at}/withdraw", {"why": "Jo Alder telephoned", "version": "2"}).url == at
    request = Request.objects.get()
    assert (request.received_on, request.ended) == (date(2026, 10, 26), "withdrawn")
    assert "Sam Okoye" in words(at_table.get(at))
