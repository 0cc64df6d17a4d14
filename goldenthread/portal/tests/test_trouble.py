"""Sent twice, sent again by the back button, left in the middle, overtaken: nothing is there twice, and no words are lost."""

from __future__ import annotations

from uuid import uuid4

import pytest

from goldenthread.casework import actions as casework
from goldenthread.casework.models import Correspondence
from goldenthread.casework.tests import situations
from goldenthread.core.models import Message
from goldenthread.people.models import Adult, Document
from goldenthread.plans import actions as plans
from goldenthread.plans.models import Comment, Line
from tests import making

from .test_family import parent_of

TODAY = making.TODAY
pytestmark = pytest.mark.django_db


@pytest.fixture
def worker():
    return making.officer("Priya Nair")


@pytest.fixture
def request_(worker):
    return situations.received(by=worker)


@pytest.fixture
def parent(request_):
    return parent_of(request_.child)


@pytest.fixture
def served(request_, parent, worker):
    draft = plans.start_draft(child=request_.child, matter=("request", request_.pk), by=worker, on=TODAY)
    plans.add_line(version=draft, section="B", kind="need", said={"text": "Kai cannot ask for help in words"}, by=worker, on=TODAY)
    casework.serve_draft(version=draft, by=worker, on=TODAY)
    return draft


def key_of(page):
    return page.text.split('name="form_key" value="')[1].split('"')[0]


def test_a_message_that_is_sent_twice_is_one_and_the_back_button_sends_no_second(sign_in, parent, request_):
    browser, at = sign_in(parent), f"/my/{request_.child_id}/messages"
    typed = {"form_key": key_of(browser.get(at)), "text": "When is the meeting?"}
    assert [browser.post(at, typed).url for _ in range(3)] == [at] * 3
    assert Correspondence.objects.count() == 1
    assert Message.objects.filter(subject="A family has written to you").count() == 1


def test_a_message_that_was_refused_is_sent_by_the_same_page_once_it_is_put_right(sign_in, parent, request_):
    browser, at = sign_in(parent), f"/my/{request_.child_id}/messages"
    key = key_of(browser.get(at))
    assert "Write your message" in browser.post(at, {"form_key": key, "text": " "}).text
    assert browser.post(at, {"form_key": key, "text": "When?"}).status_code == 302
    assert Correspondence.objects.get().text == "When?"


def test_a_page_without_its_key_gives_the_words_back_with_a_new_one(sign_in, parent, request_):
    browser, at = sign_in(parent), f"/my/{request_.child_id}/messages"
    page = browser.post(at, {"text": "When is the meeting?"})
    assert "When is the meeting?" in page.text and "out of date" in page.text
    assert browser.post(at, {"form_key": key_of(page), "text": "When is the meeting?"}).status_code == 302


def test_an_answer_to_a_family_that_is_sent_twice_is_one(sign_in, parent, request_, worker):
    browser, adult = sign_in(worker), Adult.objects.get(user=parent)
    at = f"/children/{request_.child_id}/messages/{adult.pk}"
    typed = {"form_key": key_of(browser.get(at)), "text": "On Monday."}
    assert {browser.post(at, typed).url for _ in range(2)} == {at}
    assert Correspondence.objects.count() == 1
    assert Message.objects.filter(subject="There is a message for you").count() == 1


@pytest.mark.parametrize(
    ("path", "said"),
    [("say", {"asks": "question", "text": "Who pays?"}), ("school", {"setting": "Calder Valley Academy"}), ("own-words", {"text": "He laughs at trains."}),
     ("budget", {"what_for": "Speech therapy"})],
)  # fmt: skip
def test_what_a_family_says_of_a_draft_is_there_once_however_often_it_is_sent(sign_in, parent, served, path, said):
    making.school("Calder Valley Academy")
    browser, at = sign_in(parent), f"/my/{served.child_id}/draft/{served.pk}"
    typed = {"form_key": key_of(browser.get(f"{at}/{path}")), **said}
    for _ in range(2):
        assert browser.post(f"{at}/{path}", typed).url == at
    own_words = Line.objects.filter(version=served, section="A").count()
    assert Comment.objects.count() + own_words + served.budgets.count() == 1


def test_a_draft_is_served_once_however_often_the_button_is_pressed(sign_in, request_, parent, worker):
    draft = plans.start_draft(child=request_.child, matter=("request", request_.pk), by=worker, on=TODAY)
    plans.add_line(version=draft, section="B", kind="need", said={"text": "Kai cannot ask for help in words"}, by=worker, on=TODAY)
    browser, at = sign_in(worker), f"/children/{request_.child_id}/plan/{draft.pk}"
    typed = {"form_key": key_of(browser.get(f"{at}/serve")), "sure": "yes"}
    assert {browser.post(f"{at}/serve", typed).url for _ in range(2)} == {f"{at}/agree"}
    assert draft.served.count() == 1
    assert Document.objects.filter(kind="draft-plan", addressee__user=parent).exclude(title__endswith="(Word)").count() == 1


def test_a_session_that_ended_in_the_middle_asks_to_sign_in_and_nothing_was_sent(client, parent, request_):
    answer = client.post(f"/my/{request_.child_id}/messages", {"form_key": uuid4(), "text": "When?"})
    assert answer.status_code == 302 and "login" in answer.url
    assert not Correspondence.objects.exists()
