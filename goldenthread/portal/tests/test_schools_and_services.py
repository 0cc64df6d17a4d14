"""A school asks with what is on record and the family's agreement; a health body gives notice of a young child."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from goldenthread.casework.models import Request
from goldenthread.core import clock, wall
from goldenthread.core.actors import job
from goldenthread.core.models import Event, Message, StoredFile
from goldenthread.people.models import Address, Adult, Document
from goldenthread.portal import actions
from goldenthread.portal.asking import Writing
from goldenthread.portal.models import Ask
from goldenthread.portal.tests.test_asking import PAGES, begin, fill
from tests import making

WORDS = {"hard": "He cannot follow what is said in class."}


@pytest.fixture
def area(db):
    made = making.area()
    making.officer("Priya Nair")
    return made


@pytest.fixture
def pupil(area):
    school = making.school("Cinder Hill")
    child = making.child("Kai Alder", born=date(2016, 3, 9), upn="Z831999822314", nhs_number="9993140007")
    making.involve(school, child, "setting")
    Address.objects.create(child=child, lines="2 Mill Lane", postcode="AA3 1AB", from_on=date(2026, 1, 5))
    adult = Adult.objects.create(name="Jo Alder", email="jo@example.org", phone="07700 900123")
    child.relationships.create(adult=adult, kind="mother", tell_by="email", from_on=date(2026, 1, 5))
    return child


@pytest.fixture
def senco(pupil, sign_in):
    school = pupil.involvements.get(role="setting").organisation
    client = sign_in(making.somebody("setting_staff", school, name="Priya Raman"))
    client.post(f"/ask/pupils/{pupil.pk}")
    return client


def as_it_stands(page):
    """What a form would send as it is drawn for the school."""
    typed = dict(Writing(Ask.objects.get()).known[page])
    if born := typed.pop("date_of_birth", None):
        typed |= {f"date_of_birth-{part}": str(getattr(born, part)) for part in ("day", "month", "year")}
    return typed


def reach_agreement(client):
    for page in ("who", "child", "family"):
        answer = client.post(f"/ask/{page}", as_it_stands(page))
        assert answer.status_code == 302, re.findall(r"error-message[^>]*>(.*?)</p>", answer.text, re.S)
    client.post("/ask/words", WORDS)
    return client.post("/ask/papers", {})


def test_most_of_what_a_school_is_asked_about_its_pupil_is_filled_in_and_says_from_where(senco):
    fields = filled = said = 0
    for page in ("who", "child", "family"):
        text = senco.get(f"/ask/{page}").text
        writing = Writing(Ask.objects.get())
        names = [bound.name for bound in writing.form(page).shown() if bound.name != "letter_format"]
        fields += len(names)
        filled += sum(name in writing.known[page] for name in names)
        said += len(re.findall("From the record|From your account", text))
    assert filled / fields >= 0.8
    assert said >= filled - 1


def test_a_family_agrees_by_a_code_that_it_tells_the_school(senco, pupil):
    reach_agreement(senco)
    answer = senco.post("/ask/agreement", {"how": "code", "to": "jo@example.org"})
    assert answer.headers["location"] == "/ask/agreed"
    told = Message.objects.get(to="jo@example.org")
    code = re.search(r"\d{6}", told.body)[0]
    assert "Kai" not in told.subject + told.body
    wrong = "000000" if code != "000000" else "111111"
    assert "not the code" in senco.post("/ask/agreed", {"code": wrong}).text
    assert senco.get("/ask/check").headers["location"] == "/ask/agreement"
    assert senco.post("/ask/agreed", {"code": code}).headers["location"] == "/ask/sharing"
    senco.post("/ask/sharing", {"understood": "yes"})
    senco.post("/ask/check", {})
    request = Request.objects.get()
    assert request.child_id == pupil.pk
    assert "Agreed by a code sent to them, on 23 November 2026" in request.about
    fact = Event.objects.get(verb="portal.send_ask").fact
    assert (fact["agreement"], fact["agreed_on"]) == ("code", "2026-11-23")


def test_a_code_works_for_half_an_hour_and_five_tries(senco):
    reach_agreement(senco)
    senco.post("/ask/agreement", {"how": "code", "to": "07700 900123"})
    code = re.search(r"\d{6}", Message.objects.get(channel="text").body)[0]
    with clock.moved(timedelta(days=(making.TODAY - timezone.localdate()).days, minutes=31)):
        assert "no longer works" in senco.post("/ask/agreed", {"code": code}).text
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        senco.post("/ask/agreed", {"code": wrong})
    assert "no longer works" in senco.post("/ask/agreed", {"code": code}).text


def test_a_school_s_request_counts_when_the_family_was_told_and_does_not_agree(senco):
    reach_agreement(senco)
    senco.post("/ask/agreement", {"how": "told", "said": "They want to wait."})
    senco.post("/ask/sharing", {"understood": "yes"})
    senco.post("/ask/check", {})
    assert "Told, and has not agreed. They want to wait." in Request.objects.get().about
    assert Event.objects.get(verb="portal.send_ask").fact["agreement"] == "told"


def notice(client, **said):
    begin(client, "health")
    child = {**PAGES["child"], "date_of_birth-year": "2024"}
    pages = {
        "who": {"name": "Dr Ann Lee", "job": "Health visitor, Calderbeck NHS", "email": "ann@example.org"},
        "child": child,
        "family": {"name": "Jo Alder", "kind": "mother"},
        "notice": {"opinion": "No words at two and a half.", "bodies": "Calderbeck Talking Club", **said},
        "papers": {},
        "sharing": {"understood": "yes"},
    }
    fill(client, pages)
    return client.post("/ask/check", {}, follow=True)


TOLD = {
    "told": "yes", "told_by": "Dr Ann Lee", "told_on-day": "20", "told_on-month": "11", "told_on-year": "2026", "talked": "yes",
}  # fmt: skip


def test_a_health_notice_says_who_told_the_parent_and_when_and_its_sender_is_told_that_it_came(client, area):
    answer = notice(client, **TOLD)
    assert "4 January 2027" in answer.text
    request = Request.objects.get()
    assert request.route == "health"
    assert "Notice under section 23" in request.about
    assert "By Dr Ann Lee on 20 November 2026. They talked it over." in request.about
    assert "Calderbeck Talking Club" in request.about
    fact = Event.objects.get(verb="portal.send_ask").fact
    assert (fact["section_23"], fact["parent_told"], fact["parent_told_on"]) == (True, True, "2026-11-20")
    told = Message.objects.get(to="ann@example.org")
    assert request.child.reference in told.body
    assert "section 23" in told.body
    assert "Kai" not in told.subject + told.body


def test_a_notice_of_which_the_parent_was_not_told_says_why(client, area):
    notice(client, told="no", why_not="It would put the child at risk.")
    assert "The parent was not told\nIt would put the child at risk." in Request.objects.get().about


def test_a_notice_asks_for_the_day_on_which_the_parent_was_told(client, area):
    begin(client, "health")
    client.post("/ask/child", {**PAGES["child"], "date_of_birth-year": "2024"})
    answer = client.post("/ask/notice", {"opinion": "No words.", "told": "yes", "told_by": "Dr Ann Lee", "talked": "yes"})
    assert "Enter the day on which they were told" in answer.text


def test_of_a_child_of_school_age_a_doctor_is_asked_the_questions_of_everybody(client, area):
    begin(client, "health")
    client.post("/ask/child", PAGES["child"])
    assert client.get("/ask/notice").status_code == 404
    assert client.get("/ask/words").status_code == 200


def test_what_nobody_sent_for_sixty_days_is_thrown_away_with_its_files_and_what_is_in_a_record_stays(client, area):
    from django.core.files.uploadedfile import SimpleUploadedFile

    def begun(said):
        other = Client()
        begin(other)
        fill(other, {name: PAGES[name] for name in ("who", "child", "family", "words")})
        other.post("/ask/papers", {"paper": SimpleUploadedFile("r.txt", said, content_type="text/plain"), "add": "yes"})
        return other

    begun(b"Nobody else has this")
    begun(b"A record has this")
    record = making.child("Mia Birch", born=date(2017, 5, 2))
    Document.objects.create(child=record, file=StoredFile.objects.order_by("stored_at").last(), kind="evidence", title="Report", made_on=making.TODAY)
    with clock.standing_on(making.TODAY + timedelta(days=61)):
        sent = begun(b"This is young")
        with wall.lifted(because="a test"):
            assert actions.sweep_asks(by=job("sweep_asks"), on=clock.today()) == 2
            assert actions.sweep_asks(by=job("sweep_asks"), on=clock.today()) == 0
    assert Ask.objects.count() == 1
    assert StoredFile.objects.count() == 2
    assert sent.get("/ask/papers").status_code == 200
