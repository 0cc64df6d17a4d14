"""Asking for an assessment without an account: saved, resumed by a code, sent once, and never lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.casework.models import Request
from goldenthread.core.codes import ALPHABET, new_code
from goldenthread.core.models import Event, Message
from goldenthread.people.models import Child, Deadline, Document, Involvement
from goldenthread.portal.asking import hashed
from goldenthread.portal.models import Ask
from tests import making

PAGES = {
    "who": {"name": "Jo Alder"},
    "child": {"forename": "Kai", "surname": "Alder", "date_of_birth-day": "9", "date_of_birth-month": "3", "date_of_birth-year": "2016"},
    "family": {"name": "Jo Alder", "kind": "mother", "email": "jo@example.org", "tell_by": "email"},
    "words": {"hard": "He cannot follow what is said in class.", "help": "Somebody who explains."},
    "papers": {},
    "sharing": {"understood": "yes"},
}


@pytest.fixture
def area(db):
    made = making.area()
    making.officer("Priya Nair")
    return made


def begin(client, who="parent"):
    answer = client.post("/ask", {"who": who})
    assert answer.status_code == 302
    return answer.headers["location"]


def fill(client, pages=PAGES):
    for page, typed in pages.items():
        answer = client.post(f"/ask/{page}", typed)
        assert answer.status_code == 302, (page, re.findall(r"error-message[^>]*>(.*?)</p>", answer.text, re.S))


def test_a_parent_asks_without_an_account_and_is_told_the_date_and_the_name(client, area):
    begin(client)
    fill(client)
    answer = client.post("/ask/check", {}, follow=True)
    assert "4 January 2027" in answer.text  # six weeks after 23 November 2026
    assert "Priya Nair" in answer.text
    request = Request.objects.get()
    assert (request.route, request.channel, request.received_on) == ("parent", "online", making.TODAY)
    assert "He cannot follow what is said in class." in request.about
    assert Deadline.objects.filter(child=request.child, clock="EHCNA-06", due_on=date(2027, 1, 4)).exists()
    assert request.child.relationships.get().adult.email == "jo@example.org"


def test_what_is_asked_in_another_language_is_kept_under_questions_that_officers_read(client, area):
    client.post("/language", {"language": "pl"})
    begin(client)
    fill(client, {"who": PAGES["who"]})
    assert 'value="Jo Alder"' in client.get("/ask/family").text  # nobody types their name twice
    fill(client, {name: typed for name, typed in PAGES.items() if name != "words"} | {"words": {"hard": "Nie rozumie lekcji."}})
    assert "Sprawdź swoje odpowiedzi" in client.get("/ask/check").text
    client.post("/ask/check", {})
    assert "What is hard\nNie rozumie lekcji." in Request.objects.get().about


def test_a_school_that_we_do_not_know_of_is_shown_and_kept_as_it_was_typed(client, area):
    begin(client)
    fill(client, PAGES | {"child": PAGES["child"] | {"setting": "Saint Elsewhere’s Nursery"}})
    assert "Saint Elsewhere’s Nursery" in client.get("/ask/check").text
    client.post("/ask/check", {})
    assert "not found by its name\nSaint Elsewhere’s Nursery" in Request.objects.get().about


def test_a_parent_is_told_what_is_missing_as_somebody_who_asks_for_themself(client, area):
    begin(client)
    fill(client, {page: PAGES[page] for page in ("who", "child")})
    said = client.post("/ask/family", {"name": "Jo Alder"}).text
    assert "Select how you are related to the child" in said and "Select how we should tell you" in said


def test_sending_twice_is_one_request(client, area):
    begin(client)
    fill(client)
    client.post("/ask/check", {})
    client.post("/ask/check", {})
    assert Request.objects.count() == 1


def test_another_device_carries_on_with_the_code_and_the_code_opens_nothing_once_it_is_sent(client, area):
    begin(client)
    fill(client, {name: PAGES[name] for name in ("who", "child")})
    answer = client.post("/ask/save", {"email": "jo@example.org"})
    code = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}", answer.text)[0]
    told = Message.objects.get()
    assert code in told.body
    assert "Kai" not in told.body + told.subject
    other = Client()
    answer = other.post("/ask/come-back", {"code": code.lower().replace("-", " ")})
    assert answer.headers["location"] == "/ask/family"
    assert "Kai" in other.get("/ask/child").text
    fill(other, {name: PAGES[name] for name in ("family", "words", "papers", "sharing")})
    other.post("/ask/check", {})
    assert Request.objects.count() == 1
    assert "We do not know this code" in Client().post("/ask/come-back", {"code": code}).text


def test_somebody_else_s_browser_sees_nothing_of_it(client, area):
    begin(client)
    fill(client, {"who": PAGES["who"], "child": PAGES["child"]})
    answer = Client().get("/ask/child")
    assert answer.status_code == 302
    assert "Kai" not in Client().get("/ask").text


def test_a_code_is_kept_only_as_a_hash_and_says_nothing_easily_misread():
    code = new_code()
    assert set(code) <= set(ALPHABET) | {"-"}
    assert not set("01OILU") & set(ALPHABET)
    assert hashed(code) == hashed(code.lower().replace("-", " "))
    assert code not in hashed(code)


def test_what_may_be_about_a_child_on_record_is_held_and_its_clock_runs_from_the_day_it_was_sent(client, area, sign_in):
    known = making.child("Kai Alder", born=date(2016, 3, 9))
    begin(client)
    fill(client)
    answer = client.post("/ask/check", {}, follow=True)
    assert "4 January 2027" in answer.text
    assert known.reference not in answer.text
    assert not Request.objects.exists()
    ask = Ask.objects.get()
    officer = sign_in(making.officer("Tom Birch"))
    assert "Kai Alder" in officer.get("/ask/waiting").text
    answer = officer.post(f"/ask/waiting/{ask.pk}", {"child": str(known.pk)})
    request = Request.objects.get()
    assert answer.headers["location"] == f"/requests/{request.pk}"
    assert (request.child_id, request.received_on) == (known.pk, making.TODAY)
    assert Child.objects.count() == 1


def test_an_officer_says_that_it_is_another_child(client, area, sign_in):
    known = making.child("Kai Alder", born=date(2016, 3, 9))
    begin(client)
    fill(client)
    client.post("/ask/check", {})
    ask = Ask.objects.get()
    sign_in(making.officer("Tom Birch")).post(f"/ask/waiting/{ask.pk}", {"child": "none"})
    assert Request.objects.get().child_id != known.pk
    assert Child.objects.count() == 2


def test_a_second_ask_about_an_open_request_joins_it_as_a_paper(client, area, sign_in):
    begin(client)
    fill(client)
    client.post("/ask/check", {})
    first = Request.objects.get()
    other = Client()
    begin(other)
    fill(other)
    other.post("/ask/check", {})
    ask = Ask.objects.get(held_on__isnull=False)
    sign_in(making.officer("Tom Birch")).post(f"/ask/waiting/{ask.pk}", {"child": str(first.child_id)})
    assert Request.objects.get() == first
    assert Document.objects.filter(child=first.child, matter_id=first.pk, title="What was sent online").exists()


def test_what_is_missing_is_asked_for_by_the_field_and_what_was_typed_stays(client, area):
    begin(client)
    answer = client.post("/ask/child", {"forename": "Kai", "date_of_birth-day": "31", "date_of_birth-month": "2", "date_of_birth-year": "2016"})
    assert answer.status_code == 200
    assert "There is a problem" in answer.text
    assert 'value="Kai"' in answer.text
    assert 'value="31"' in answer.text


def test_a_page_cannot_be_sent_before_the_others_are_answered(client, area):
    begin(client)
    assert client.get("/ask/check").headers["location"] == "/ask/who"


def test_a_file_is_added_and_goes_with_the_request(client, area):
    begin(client)
    fill(client, {name: PAGES[name] for name in ("who", "child", "family", "words")})
    paper = SimpleUploadedFile("report.txt", b"Invented words about Kai", content_type="text/plain")
    client.post("/ask/papers", {"paper": paper, "title": "Report", "add": "yes"})
    assert "Report" in client.get("/ask/papers").text
    fill(client, {name: PAGES[name] for name in ("papers", "sharing")})
    client.post("/ask/check", {})
    assert Document.objects.filter(title="Report", kind="evidence").count() == 1


def test_a_file_that_is_not_what_it_says_is_refused_in_words(client, area):
    begin(client)
    bad = SimpleUploadedFile("report.pdf", b"MZ not a pdf", content_type="application/pdf")
    answer = client.post("/ask/papers", {"paper": bad, "add": "yes"})
    assert "not what its name says" in answer.text


def test_a_doctor_s_notice_says_whether_the_family_knows(client, area):
    begin(client, "health")
    fill(
        client,
        {
            "who": {"name": "Dr Ann Lee", "job": "Health visitor", "email": "ann@example.org"},
            "child": PAGES["child"],
            "family": {},
            "words": {"hard": "No words at two and a half."},
            "papers": {},
            "sharing": {"parent_told": "knows", "understood": "yes"},
        },
    )
    client.post("/ask/check", {})
    request = Request.objects.get()
    assert request.route == "health"
    assert "The parent or young person knows" in request.about
    assert "Dr Ann Lee, Health visitor" in request.about


def test_codes_cannot_be_tried_by_the_thousand(client, area):
    answers = [client.post("/ask/come-back", {"code": f"AAAA-BBBB-{n:04}"}).status_code for n in range(12)]
    assert answers.count(429) == 2


def test_a_school_asks_for_its_pupil_with_what_is_known_filled_in(client, area, sign_in):
    school = making.school("Cinder Hill")
    child = making.child("Kai Alder", born=date(2016, 3, 9))
    making.involve(school, child, "setting")
    senco = sign_in(making.somebody("setting_staff", school, name="Priya Raman"))
    answer = senco.post(f"/ask/pupils/{child.pk}")
    assert answer.headers["location"] == "/ask/who"
    page = senco.get("/ask/child").text
    assert 'value="Kai"' in page
    assert 'value="2016"' in page
    assert "Filled in from what is known" in page


def test_a_school_cannot_ask_for_a_child_of_another_school(client, area, sign_in):
    child = making.child("Kai Alder", born=date(2016, 3, 9))
    senco = sign_in(making.somebody("setting_staff", making.school(), name="Priya Raman"))
    assert senco.get(f"/ask/pupils/{child.pk}").status_code == 404


def test_a_parent_with_an_account_reads_the_record_once_it_is_sent(client, area, sign_in):
    parent = making.somebody("parent", making.body("forum"), name="Jo Alder")
    sign_in(parent)
    begin(client)
    fill(client)
    client.post("/ask/check", {})
    tie = Involvement.objects.get(user=parent)
    assert tie.role == "family"


def test_nothing_of_what_is_typed_stands_in_the_log_of_events(client, area):
    begin(client)
    fill(client)
    client.post("/ask/check", {})
    assert not [event for event in Event.objects.all() if "Kai" in str(event.fact)]
