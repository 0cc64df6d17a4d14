"""A page's frame is in the language that its reader chose; before that, in the one that their browser asks for."""

import pytest
from django.test import Client

from goldenthread.core import languages
from tests import making

URDU_OUT = "سائن آؤٹ کریں"


@pytest.fixture
def parent(db):
    return making.somebody("parent", making.body("forum"), name="Jo Alder")


def test_a_visitor_gets_the_language_of_the_browser_and_the_page_says_what_is_english(client, db):
    page = client.get("/help", headers={"accept-language": "ur,en;q=0.5"}).text
    assert '<html lang="ur" dir="rtl"' in page
    assert 'id="main-content" lang="en-GB" dir="ltr"' in page
    assert "یہ صفحہ انگریزی میں ہے" in page


def test_a_browser_that_asks_for_english_first_gets_english(client, db):
    page = client.get("/help", headers={"accept-language": "en-GB,pl;q=0.5"}).text
    assert '<html lang="en-GB" class' in page
    assert "interpreter" not in page


def test_whoever_chooses_a_language_sees_the_same_page_in_it_from_then_on(client, db):
    answer = client.post("/language", {"language": "pl"}, headers={"referer": "http://testserver/help?a=1"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/help?a=1")
    assert '<html lang="pl" class' in client.get("/help").text
    client.post("/language", {"language": "en-gb"})
    assert '<html lang="en-GB"' in client.get("/help", headers={"accept-language": "pl"}).text


def test_the_choice_of_somebody_signed_in_goes_with_their_account(parent):
    first, second = Client(), Client(headers={"accept-language": "pl"})
    first.force_login(parent)
    first.post("/language", {"language": "ur"})
    second.force_login(parent)
    page = second.get("/help").text
    assert '<html lang="ur" dir="rtl"' in page
    assert URDU_OUT in page


def test_the_browser_decides_nothing_for_somebody_signed_in(parent):
    client = Client(headers={"accept-language": "pl"})
    client.force_login(parent)
    assert '<html lang="en-GB"' in client.get("/help").text


@pytest.mark.parametrize("came", ["http://evil.example/x", "https://evil.example", "javascript:alert(1)", ""])
def test_a_choice_leads_to_no_other_place(client, db, came):
    assert client.post("/language", {"language": "pl"}, headers={"referer": came}).headers["location"] == "/"


def test_a_choice_leads_to_no_other_place_by_two_slashes(client, db):
    answer = client.post("/language", {"language": "pl"}, headers={"referer": "http://testserver//evil.example/x"})
    assert answer.headers["location"] == "/evil.example/x"


def test_a_language_that_is_not_spoken_here_is_refused(client, db):
    assert client.post("/language", {"language": "xx"}).status_code == 400


def test_one_reader_s_language_is_never_the_next_reader_s(client, db):
    client.get("/help", headers={"accept-language": "ur"})
    assert languages.tongue().lang == "en-GB"
    assert '<html lang="en-GB"' in Client().get("/help").text
