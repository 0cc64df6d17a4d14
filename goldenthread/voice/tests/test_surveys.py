"""A family is asked how it went, answers once without saying who it is, and is counted where nobody can be recognised."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.codes import ALPHABET, new_code
from goldenthread.core.models import Event
from goldenthread.core.refusals import Refused
from goldenthread.voice import actions
from goldenthread.voice.models import Survey, SurveyAnswer, SurveyInvitation
from tests import making

pytestmark = pytest.mark.django_db
TODAY = making.TODAY
BY = command("tests")


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_on(TODAY):
        yield


def invited(number=1, on=TODAY):
    return actions.invite(area=making.area(), step="plan_issued", number=number, by=BY, on=on)


def answered(*said, words=""):
    for each in said:
        [code] = invited()
        one = SurveyInvitation.objects.select_related("survey").get(code_hash=actions.hashed(code))
        actions.answer_survey(invitation=one, said=each, words=words, by=BY, on=TODAY)


def test_a_code_is_easy_to_read_aloud_and_kept_only_as_a_hash():
    [code] = invited()
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", code)
    assert not set("01OILU") & set(ALPHABET)
    assert new_code() != code
    one = SurveyInvitation.objects.get()
    assert code not in (one.code_hash, str(one.pk))
    assert actions.hashed(code.lower().replace("-", " ")) == one.code_hash


def test_a_family_answers_by_its_link_without_signing_in(client):
    [code] = invited()
    page = client.get(f"/tell-us/{code}")
    assert "I was listened to" in page.text
    assert client.post(f"/tell-us/{code}", {"heard": "yes", "words": "The call helped."}).url == "/tell-us/thank-you"
    one = SurveyAnswer.objects.get()
    assert (one.said, one.words, one.month) == ({"heard": "yes"}, "The call helped.", TODAY.replace(day=1))
    assert client.get("/tell-us/thank-you").status_code == 200


def test_a_code_is_answered_once(client):
    [code] = invited()
    client.post(f"/tell-us/{code}", {"heard": "yes"})
    assert "has been used" in client.get(f"/tell-us/{code}").text
    client.post(f"/tell-us/{code}", {"heard": "no"})
    assert SurveyAnswer.objects.count() == 1


def test_nothing_answered_is_not_counted_and_what_was_typed_stays(client):
    [code] = invited()
    assert "Answer at least one question" in client.post(f"/tell-us/{code}", {"words": " "}).text
    long = client.post(f"/tell-us/{code}", {"words": "x" * 2001})
    assert "x" * 2001 in long.text
    assert not SurveyAnswer.objects.exists()
    assert not SurveyInvitation.objects.get().answered


def test_a_wrong_code_an_old_one_and_one_that_is_typed_by_hand(client):
    assert client.get("/tell-us/AAAA-BBBB-CCCC").status_code == 404
    assert "not a code that we know" in client.post("/tell-us", {"code": "AAAA-BBBB-CCCC"}).text
    assert "Enter the code" in client.post("/tell-us", {"code": ""}).text
    [code] = invited()
    assert client.post("/tell-us", {"code": code.lower()}).url == f"/tell-us/{code.lower()}"
    [old] = invited(on=TODAY - timedelta(days=91))
    assert "no longer works" in client.get(f"/tell-us/{old}").text


def test_an_answer_is_tied_to_nobody(client):
    [code] = invited()
    client.post(f"/tell-us/{code}", {"heard": "no"})
    assert {field.name for field in SurveyAnswer._meta.get_fields()} == {"id", "survey", "month", "said", "words"}
    event = Event.objects.get(verb="voice.answer_survey")
    assert (event.by_id, event.child_id, event.fact) == (None, None, {})
    assert event.subject_id == str(Survey.objects.get().pk), "the survey, not the invitation"


def test_an_invitation_that_two_answer_at_once_counts_one():
    invited()
    first, second = (SurveyInvitation.objects.select_related("survey").get() for _ in "ab")
    actions.answer_survey(invitation=first, said={"heard": "yes"}, words="", by=BY, on=TODAY)
    with pytest.raises(Refused, match="has been used"):
        actions.answer_survey(invitation=second, said={"heard": "no"}, words="", by=BY, on=TODAY)
    assert SurveyAnswer.objects.count() == 1


def test_the_database_takes_no_answer_but_by_an_action():
    invited()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', '', true)")
    with pytest.raises(DatabaseError), transaction.atomic():
        SurveyAnswer.objects.create(survey=Survey.objects.get(), month=TODAY)


def totals(client, person):
    client.force_login(person)
    return client.get("/area/families")


def test_the_totals_hide_small_numbers_from_everybody(client):
    head = making.somebody("head_of_send")
    answered(*[{"heard": "yes"}] * 7, words="My own words")
    page = totals(client, head).text
    assert "Answered: *." in page
    assert "My own words" not in page
    assert "I was listened to" not in page, "of so few, the noughts would tell what the others said"
    assert "Too few have answered" in page
    answered({"heard": "yes"}, {"heard": "no"}, words="Other words")
    page = totals(client, head).text
    assert "Answered: 10." in page
    row = re.search(r"I was listened to.*?</tr>", page, re.S)[0]
    assert re.findall(r">\s*(\*|\d+)\s*<", row) == ["10", "0", "0", "*", "0"]
    assert "Other words" in page


def test_who_may_see_the_totals(client):
    answered(*[{"heard": "yes"}] * 9, words="My own words")
    member = totals(client, making.somebody("board_member"))
    assert member.status_code == 200
    assert "My own words" not in member.text, "totals alone"
    assert totals(client, making.officer()).status_code == 403
    elsewhere = making.area("991", "Otherdale")
    head = making.somebody("head_of_send", of=elsewhere)
    assert "Answered" not in totals(client, head).text
    assert client.get("/area/families?area=990").status_code == 404
