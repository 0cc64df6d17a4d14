"""A new request from the first click to the last, by somebody who makes mistakes."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.casework.models import Request
from goldenthread.core import scanning
from goldenthread.core.models import Draft, Event, Reading
from goldenthread.people.models import Adult, Child, Deadline, Document
from tests import making

pytestmark = pytest.mark.django_db

WHO = {
    "forename": "Kai",
    "surname": "Alder",
    "date_of_birth-day": "9",
    "date_of_birth-month": "3",
    "date_of_birth-year": "2016",
}
CHILD = {"sex": "M", "upn": "Z831999822314", "address": "1 Mill Lane", "postcode": "le16tp"}
ADULT = {"name": "Jo Alder", "kind": "mother", "responsible": "yes", "lives_with": "yes", "tell_by": "post"}
ASKED = {
    "route": "parent", "received_on-day": "2", "received_on-month": "11", "received_on-year": "2026", "channel": "email", "custody": "no",
}  # fmt: skip


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def begin(client) -> str:
    """The address of a new draft."""
    return client.post("/requests/new").url.removesuffix("/who")


def fill(client, at, officer, *, who=WHO, child=CHILD, adult=ADULT, asked=ASKED, said=None):
    """Every page answered."""
    client.post(f"{at}/who", who)
    client.post(f"{at}/child", child)
    client.post(f"{at}/family", adult)
    client.post(f"{at}/request", {**asked, "worker": str(officer.pk)})
    return client.post(f"{at}/said", said or {"about": "Kai finds school hard."})


def test_a_request_goes_from_the_first_click_to_the_last(at_desk, officer):
    school = making.school("Brook End School")
    started = at_desk.post("/requests/new")
    at = started.url.removesuffix("/who")
    assert at_desk.post(f"{at}/who", WHO).url == f"{at}/child"

    assert at_desk.post(f"{at}/child", {**CHILD, "setting": "brook end"}).url == f"{at}/family"
    assert at_desk.post(f"{at}/family", ADULT).url == f"{at}/request"
    assert at_desk.post(f"{at}/request", {**ASKED, "worker": str(officer.pk)}).url == f"{at}/said"
    assert at_desk.post(f"{at}/said", {"about": "Kai finds school hard."}).url == f"{at}/check"
    check = words(at_desk.get(f"{at}/check"))
    for said in (
        "Kai Alder",
        "9 March 2016",
        "Brook End School",
        "Jo Alder, mother",
        "by 14 December 2026",
        "Priya Nair",
        "LE1 6TP",
    ):
        assert said in check, said
    sent = at_desk.post(f"{at}/check")
    request = Request.objects.get()
    assert sent.url == f"/requests/{request.pk}/recorded"
    page = words(at_desk.get(sent.url))
    assert "Priya Nair is working on it" in page
    assert "by 14 December 2026" in page
    child = Child.objects.get()
    assert (child.upn, child.attendances.get().organisation, child.addresses.get().postcode) == (
        "Z831999822314",
        school,
        "LE1 6TP",
    )
    assert Adult.objects.get().name == "Jo Alder"
    assert Deadline.objects.get(matter_id=request.pk, clock="EHCNA-06").due_on == date(2026, 12, 14)
    assert not Draft.objects.exists()
    assert Event.objects.filter(verb="casework.receive_request", by_id=officer.pk).count() == 1


def test_sending_twice_or_going_back_leads_to_the_same_request(at_desk, officer):
    at = begin(at_desk)
    fill(at_desk, at, officer)
    first = at_desk.post(f"{at}/check")
    assert at_desk.post(f"{at}/check").url == first.url
    assert at_desk.get(f"{at}/who").url == first.url
    assert at_desk.get(at).url == first.url
    assert Request.objects.count() == 1


@pytest.mark.parametrize(
    ("part", "typed", "sentence", "kept"),
    [
        ("who", {**WHO, "forename": ""}, "Enter the child or young person’s first name", 'value="Alder"'),
        (
            "who",
            {**WHO, "date_of_birth-day": "30", "date_of_birth-month": "2"},
            "Date of birth must be a real date",
            'value="30"',
        ),
        ("who", {**WHO, "date_of_birth-year": "16"}, "Year must include 4 numbers", 'value="16"'),
        (
            "who",
            {**WHO, "forename": "<i>Kai</i>"},
            "First name must not include symbols or emoji",
            "&lt;i&gt;Kai&lt;/i&gt;",
        ),
        ("child", {**CHILD, "upn": "Z831999822315"}, "UPN", 'value="Z831999822315"'),
        (
            "child",
            {**CHILD, "setting": "Nowhere Academy"},
            "We cannot find this school or setting",
            'value="Nowhere Academy"',
        ),
        (
            "family",
            {**ADULT, "lives_with": "no"},
            "Enter their address, so that letters reach them",
            'value="Jo Alder"',
        ),
        (
            "family",
            {**ADULT, "tell_by": "email"},
            "Enter their email address, or select another way",
            'value="Jo Alder"',
        ),
        (
            "request",
            {**ASKED, "received_on-year": "2027"},
            "The date the request was received must be today or in the past",
            'value="2027"',
        ),
        ("request", {**ASKED, "received_on-year": "2013"}, "must be 1 September 2014 or later", 'value="2013"'),
        (
            "request",
            {**ASKED, "route": "setting", "requested_by": ""},
            "Enter the school or setting that asked",
            'value="2026"',
        ),
        (
            "request",
            {**ASKED, "route": "health", "health_body": "Nowhere Trust"},
            "We cannot find this health body",
            'value="Nowhere Trust"',
        ),
        ("request", {}, "Select who asked for the assessment", ""),
    ],
)
def test_a_mistake_is_said_by_the_field_and_in_the_summary_and_what_was_typed_stays(
    at_desk, officer, part, typed, sentence, kept
):
    at = begin(at_desk)
    if part != "who":
        at_desk.post(f"{at}/who", WHO)
    if part == "family":
        at_desk.post(f"{at}/child", CHILD)
    answer = at_desk.post(f"{at}/{part}", {**typed, "worker": str(officer.pk)} if part == "request" else typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error: " in page
    assert "There is a problem" in page
    assert page.count(sentence) >= 2
    assert kept in page
    assert Request.objects.count() == 0


def test_a_school_whose_words_fit_several_is_chosen_from_them(at_desk):
    first, _ = making.school("Brook End School"), making.school("Brook Side School")
    at = begin(at_desk)
    at_desk.post(f"{at}/who", WHO)
    answer = at_desk.post(f"{at}/child", {**CHILD, "setting": "brook"})
    assert "Select the school or setting you mean" in words(answer)
    assert (
        at_desk.post(f"{at}/child", {**CHILD, "setting": "brook", "setting_choice": str(first.pk)}).url
        == f"{at}/family"
    )


def test_the_health_body_that_brought_a_child_to_attention_is_kept_with_the_request(at_desk, officer):
    trust, _ = making.body("health", name="Calder Vale NHS Trust"), making.body("health", name="Calder Moor NHS Trust")
    at = begin(at_desk)
    fill(at_desk, at, officer)
    several = at_desk.post(f"{at}/request", {**ASKED, "route": "health", "health_body": "Calder", "worker": str(officer.pk)})
    assert "Enter one of them whole: Calder Moor NHS Trust; Calder Vale NHS Trust" in words(several)
    at_desk.post(f"{at}/request", {**ASKED, "route": "health", "health_body": "calder vale", "worker": str(officer.pk)})
    assert "Health professional: Calder Vale NHS Trust" in words(at_desk.get(f"{at}/check"))
    at_desk.post(f"{at}/check")
    made = Request.objects.get()
    assert (made.route, made.requested_by) == ("health", trust)


def test_a_record_that_may_be_the_same_child_is_shown_and_the_look_is_noted(at_desk, officer):
    there = making.child("Kai Alder")
    at = begin(at_desk)
    assert at_desk.post(f"{at}/who", WHO).url == f"{at}/match"
    page = at_desk.get(f"{at}/match")
    assert "Same name and date of birth" in words(page)
    assert there.reference in words(page)
    assert Reading.objects.get(page="casework.match").child_ids == [there.pk]
    assert "select ‘None of these’" in words(at_desk.post(f"{at}/match", {}))
    assert at_desk.post(f"{at}/match", {"child": str(there.pk)}).url == f"{at}/request"
    at_desk.post(f"{at}/request", {**ASKED, "worker": str(officer.pk)})
    at_desk.post(f"{at}/said", {"about": ""})
    at_desk.post(f"{at}/check")
    assert Request.objects.get().child == there
    assert Child.objects.count() == 1


def test_a_request_is_recorded_for_a_colleague_who_works_on_it(at_desk, officer):
    colleague = making.officer("Sam Okafor")
    at = begin(at_desk)
    fill(at_desk, at, colleague)
    assert at_desk.post(f"{at}/check").url.endswith("/recorded")
    assert Request.objects.get().child.involvements.get(role="named_worker").user == colleague


def test_a_record_is_started_beside_a_likeness_only_when_a_person_has_said_so(at_desk, officer):
    making.child("Kai Alder")
    at = begin(at_desk)
    at_desk.post(f"{at}/who", WHO)
    at_desk.post(f"{at}/match", {"child": "none"})
    fill_rest = [
        ("child", CHILD),
        ("family", ADULT),
        ("request", {**ASKED, "worker": str(officer.pk)}),
        ("said", {"about": ""}),
    ]
    for part, typed in fill_rest:
        at_desk.post(f"{at}/{part}", typed)
    at_desk.post(f"{at}/check")
    assert Child.objects.count() == 2


def test_a_likeness_that_came_meanwhile_is_asked_about_before_anything_is_saved(at_desk, officer):
    at = begin(at_desk)
    fill(at_desk, at, officer)
    making.child("Kai Alder")
    assert at_desk.post(f"{at}/check").url == f"{at}/match"
    assert Request.objects.count() == 0


def test_what_is_typed_is_kept_every_few_seconds_and_shown_again_without_complaint(at_desk):
    at = begin(at_desk)
    draft = f"/drafts/request.{at.rpartition('/')[2]}"
    assert at_desk.post(f"{draft}/who", {"forename": "Ka", "date_of_birth-day": "9"}).status_code == 204
    page = at_desk.get(f"{at}/who").content.decode()
    assert 'value="Ka"' in page and 'value="9"' in page
    assert "There is a problem" not in page
    assert "Ka" in words(at_desk.get("/requests/new"))


@pytest.mark.parametrize("part", ["_papers", "_match", "_letters", "..", "a" * 40])
def test_what_only_the_pages_may_keep_cannot_be_put_into_a_draft(at_desk, part):
    at = begin(at_desk)
    assert at_desk.post(f"/drafts/request.{at.rpartition('/')[2]}/{part}", {"x": "y"}).status_code == 404


def test_a_draft_belongs_to_one_person(at_desk, sign_in):
    at = begin(at_desk)
    other = sign_in(making.officer("Sam Okoye"))
    assert other.get(at).status_code == 404
    assert other.post(f"/drafts/request.{at.rpartition('/')[2]}/who", {"forename": "X"}).status_code == 410


def test_papers_are_added_one_by_one_and_join_the_record(at_desk, officer):
    at = begin(at_desk)
    fill(at_desk, at, officer)
    report = SimpleUploadedFile("Kai Alder report.pdf", b"%PDF-1.7 report", content_type="application/pdf")
    assert (
        at_desk.post(
            f"{at}/said", {"about": "See the report", "paper": report, "title": "Report of the therapist", "add": "yes"}
        ).url
        == f"{at}/said"
    )
    assert "Report of the therapist" in words(at_desk.get(f"{at}/said"))
    at_desk.post(f"{at}/check")
    paper = Document.objects.get(kind="evidence")
    assert paper.title == "Report of the therapist"
    held = at_desk.get(f"/documents/{paper.pk}")  # no scanner runs here, and nobody has let it out
    assert held.status_code == 409
    assert "has not been checked for viruses yet" in words(held)
    scanning.let_out(file=paper.file, because="Opened on a machine of its own.", by=officer, on=making.TODAY)
    answer = at_desk.get(f"/documents/{paper.pk}")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 report"
    assert answer["Content-Disposition"] == 'attachment; filename="evidence-2026-11-23.pdf"'
    assert "no-store" in answer["Cache-Control"] and answer["X-Content-Type-Options"] == "nosniff"
    assert Reading.objects.filter(page="people.document", child_ids__contains=[paper.child_id]).count() == 2


def test_a_file_that_is_not_what_it_says_is_refused_and_the_words_stay(at_desk, officer):
    at = begin(at_desk)
    fill(at_desk, at, officer)
    page = at_desk.post(
        f"{at}/said", {"about": "See the report", "paper": SimpleUploadedFile("note.pdf", b"<html>"), "add": "yes"}
    ).content.decode()
    assert page.count("not what its name says") >= 2
    assert "See the report" in page


def test_family_details_can_come_later_for_a_request_cannot_wait_for_them(at_desk, officer):
    at = begin(at_desk)
    fill(at_desk, at, officer, adult={"later": "yes"})
    assert "To be added later" in words(at_desk.get(f"{at}/check"))
    at_desk.post(f"{at}/check")
    assert Request.objects.count() == 1


def test_a_second_parent_can_be_added_and_removed(at_desk, officer):
    at = begin(at_desk)
    fill(at_desk, at, officer)
    assert at_desk.post(f"{at}/family", {**ADULT, "another": "yes"}).url == f"{at}/family?adult=1"
    at_desk.post(
        f"{at}/family?adult=1",
        {
            **ADULT,
            "name": "Sam Reed",
            "kind": "father",
            "lives_with": "no",
            "address": "2 Hill Road",
            "postcode": "LE1 6TR",
        },
    )
    assert "Sam Reed, father" in words(at_desk.get(f"{at}/check"))
    at_desk.post(f"{at}/family?adult=0", {"remove": "yes"})
    page = words(at_desk.get(f"{at}/check"))
    assert "Sam Reed" in page and "Jo Alder" not in page


def test_pages_out_of_turn_lead_to_what_is_missing(at_desk):
    at = begin(at_desk)
    assert at_desk.get(f"{at}/child").url == f"{at}/who"
    assert at_desk.get(f"{at}/match").url == f"{at}/who"
    assert at_desk.get(f"{at}/check").url == at
    assert at_desk.get("/requests/new/00000000-0000-0000-0000-000000000000/who").status_code == 404


def test_a_refusal_when_sending_is_said_on_the_page_with_the_law(at_desk, officer):
    from .situations import received

    there = making.child("Kai Alder")
    received(child=there, by=officer)
    at = begin(at_desk)
    at_desk.post(f"{at}/who", WHO)
    at_desk.post(f"{at}/match", {"child": str(there.pk)})
    at_desk.post(f"{at}/request", {**ASKED, "worker": str(officer.pk)})
    at_desk.post(f"{at}/said", {"about": ""})
    page = words(at_desk.post(f"{at}/check"))
    assert "A request received on 2 November 2026 is being worked on" in page
    assert "Children and Families Act 2014, section 36(1)" in page


def test_a_child_the_officer_may_not_see_cannot_be_chosen(at_desk, officer):
    hidden = making.child("Wren Poole", of=making.area("991", "Thornmouth"))
    at = begin(at_desk)
    fill(at_desk, at, officer)
    Draft.objects.all()
    key = at.rpartition("/")[2]
    from goldenthread.core import drafts

    drafts.save(
        user_id=officer.pk, form=f"request.{key}", part="_match", answers={"child": [str(hidden.pk)], "seen": []}
    )
    at_desk.post(f"{at}/check")
    assert not Request.objects.filter(child=hidden).exists()


@pytest.mark.parametrize("role", ["analyst", "administrator", "board_member"])
def test_somebody_whose_role_records_no_requests_has_no_such_page(sign_in, role):
    client = sign_in(making.somebody(role))
    assert client.get("/requests/new").status_code == 403


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/requests/new").url == "/accounts/login/?next=%2Frequests%2Fnew"
