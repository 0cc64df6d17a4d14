"""A form that came too late gives its text back: to whoever it was drawn for, on the same form, and to nobody else.

These open pages as signed-in people, twice and more: each takes a few tenths of a second.
"""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goldenthread.casework.tests import situations
from goldenthread.core import clock, kept
from goldenthread.core.models import Draft, Event, Reading
from tests import making

pytestmark = pytest.mark.django_db
WORDS = "The envelope has a stamp of the 3rd, and the note of Mrs Alder says the same."
HERE = {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_REFERER": "http://testserver/caseload"}


@pytest.fixture
def officer(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return making.officer("Priya Nair")


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_on(making.TODAY):
        yield


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def page(officer):
    """A form that asks for a date and a reason."""
    return f"/requests/{situations.received(by=officer).pk}/received-date"


def sign_in(browser, user):
    """As the sign-in pages do: the forms get a new token."""
    browser.cookies.pop("csrf", None)
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def fill_in(browser, page, **more):
    form = browser.get(page).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(\w+)"[^>]*value="([^"]*)"', form))
    day = {"received_on-day": "3", "received_on-month": "11", "received_on-year": "2026"}
    assert all(f'name="{name}"' in form for name in (*day, "why"))
    return {**hidden, **day, "why": WORDS, **more}


def text_in(answer):
    return [words.strip() for words in re.findall(r"<textarea[^>]*>([^<]*)</textarea>", answer.content.decode())]


def end_every_session():
    Session.objects.all().delete()


def too_late(browser, officer, page):
    sign_in(browser, officer)
    post = fill_in(browser, page)
    end_every_session()
    return browser.post(page, post, **HERE)


def test_the_text_is_on_the_same_form_after_signing_in_again(browser, officer, page):
    answer = too_late(browser, officer, page)
    assert answer.url == f"/accounts/login/?{urlencode({'next': page})}"
    assert "kept for an hour" in browser.get(answer.url).content.decode()
    sign_in(browser, officer)
    done, looked = Event.objects.count(), Reading.objects.count()
    for _ in "twice":
        again = browser.get(page)
        assert text_in(again) == [WORDS]
        assert "check it and send it again" in again.content.decode()
    assert Event.objects.count() == done
    assert Reading.objects.count() == looked + len("twice"), "who looked is noted, though all else is undone"


def test_it_can_be_sent_from_there_and_is_then_forgotten(browser, officer, page):
    too_late(browser, officer, page)
    sign_in(browser, officer)
    sent = browser.post(page, fill_in(browser, page))
    assert sent.status_code == 302, re.findall(r"error-summary.*?</div>", sent.content.decode(), re.S)
    assert Event.objects.filter(verb__contains="correct").exists()
    assert not Draft.objects.filter(form__startswith=kept.BEGINNING).exists()


def test_nobody_else_gets_it_at_this_browser(browser, officer, page):
    too_late(browser, officer, page)
    sign_in(browser, making.somebody("team_manager"))
    assert text_in(browser.get(page)) == [""]


def test_the_same_person_does_not_get_it_at_another_browser(browser, officer, page):
    too_late(browser, officer, page)
    elsewhere = Client()
    sign_in(elsewhere, officer)
    assert text_in(elsewhere.get(page)) == [""]
    elsewhere.cookies[kept.KEY_COOKIE] = "x" * 43 + "="
    assert text_in(elsewhere.get(page)) == [""]
    elsewhere.cookies[kept.KEY_COOKIE] = "nonsense"
    assert text_in(elsewhere.get(page)) == [""]


def test_what_is_held_cannot_be_read_in_the_database(browser, officer, page):
    too_late(browser, officer, page)
    held = Draft.objects.get(form__startswith=kept.BEGINNING)
    assert held.user_id == officer.pk
    assert "envelope" not in str(held.data)


def test_it_is_gone_after_an_hour(browser, officer, page):
    too_late(browser, officer, page)
    for held in Draft.objects.filter(form__startswith=kept.BEGINNING):
        held.saved_at -= timedelta(minutes=61)
        held.save()
    sign_in(browser, officer)
    assert text_in(browser.get(page)) == [""]
    assert kept.forget_old() == 1


def test_passwords_and_files_are_never_held(browser, officer, page):
    sign_in(browser, officer)
    post = fill_in(browser, page, new_password="secret words", paper=SimpleUploadedFile("a.txt", b"of the file"))
    end_every_session()
    key = browser.post(page, post, **HERE).cookies[kept.KEY_COOKIE].value
    held = Draft.objects.get(form__startswith=kept.BEGINNING).data["sealed"]
    opened = kept.Fernet(key).decrypt(held.encode()).decode()
    assert "envelope" in opened
    assert not any(words in opened for words in ("secret words", "of the file", "csrfmiddlewaretoken"))


def test_a_form_from_before_the_last_sign_in_comes_back_filled_in(browser, officer, page):
    sign_in(browser, officer)
    post = fill_in(browser, page)
    sign_in(browser, officer)  # in another window
    browser.get(page)
    done = Event.objects.count()
    answer = browser.post(page, post, **HERE)
    assert (answer.status_code, answer.url, Event.objects.count()) == (302, page, done)
    assert text_in(browser.get(page)) == [WORDS]


def test_a_form_that_somebody_else_left_open_is_held_for_them(browser, officer, page):
    sign_in(browser, officer)
    post = fill_in(browser, page)
    sign_in(browser, making.somebody("team_manager"))
    browser.get(page)
    answer = browser.post(page, post, **HERE, follow=True)
    assert "somebody else was signed in here" in answer.content.decode()
    assert "envelope" not in answer.content.decode()
    assert text_in(browser.get(page)) == [""]
    sign_in(browser, officer)
    assert text_in(browser.get(page)) == [WORDS]


def test_where_nobody_knows_whose_it_was_the_answer_itself_has_the_words(browser, officer, page):
    sign_in(browser, officer)
    post = fill_in(browser, page)
    browser.cookies.clear()
    answer = browser.post(page, post, **HERE)
    assert answer.status_code == 403
    assert WORDS in text_in(answer)
    assert not Draft.objects.exists()


def test_another_site_cannot_put_words_on_a_page_of_ours(browser, page):
    for header in ({"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "https://elsewhere.example"}, {}):
        answer = browser.post(page, {"why": "Ring this number now"}, **header)
        assert answer.status_code == 403
        assert "Ring this number" not in answer.content.decode()
    assert not Draft.objects.exists()


def test_nothing_is_held_where_nothing_was_typed(browser, officer, page):
    sign_in(browser, officer)
    token = fill_in(browser, page)["csrfmiddlewaretoken"]
    end_every_session()
    answer = browser.post(page, {"csrfmiddlewaretoken": token, "why": " "}, **HERE)
    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_a_page_that_only_acts_gives_the_words_to_copy_and_does_not_act(browser, officer):
    """The list of a recording begins a draft at every post."""
    sign_in(browser, officer)
    post = {"csrfmiddlewaretoken": re.findall(r'csrfmiddlewaretoken" value="([^"]+)"', browser.get("/requests/new").content.decode())[0]}
    end_every_session()
    browser.post("/requests/new", {**post, "what_happened": WORDS}, **HERE)
    sign_in(browser, officer)
    answer = browser.get("/requests/new")
    assert text_in(answer) == [WORDS]
    assert "What happened" in answer.content.decode()
    assert not Draft.objects.exists(), "no draft was begun, and what was held has been handed over"
    assert text_in(browser.get("/requests/new")) == []
