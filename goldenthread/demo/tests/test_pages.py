"""The first screen: whom to become, what day it is, what was sent; and none of it anywhere but in a demonstration."""

import mailbox
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings as live
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, clear_url_caches, reverse
from django.utils import timezone

from goldenthread.access.doors import door_of
from goldenthread.access.models import User
from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.models import Event
from goldenthread.core.refusals import Refused
from goldenthread.demo import inbox, moving
from goldenthread.demo.emptying import empty
from goldenthread.demo.staff import PERSONAS
from goldenthread.demo.trying import THINGS
from goldenthread.demo.urls import PAGES
from goldenthread.law.days import months_after

from . import TODAY


@pytest.fixture
def demo(calderbeck, settings, tmp_path):
    """Switched on, with a post office of its own."""
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.demonstration_urls"
    settings.MIDDLEWARE = ["goldenthread.demo.middleware.MovedClockMiddleware", *settings.MIDDLEWARE]
    settings.MAILDIR, settings.LOCAL = tmp_path / "mail", tmp_path
    clear_url_caches()
    yield calderbeck
    clear_url_caches()


def test_there_is_no_such_address_where_it_is_not_a_demonstration(client):
    assert not live.DEMO
    with pytest.raises(NoReverseMatch):
        reverse("demo:demo")
    assert "goldenthread.demo.middleware.MovedClockMiddleware" not in live.MIDDLEWARE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_has_a_door_on_purpose(page):
    assert door_of(page.callback, page.name).kind == "public"


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/demo"),
        ("post", "/demo/become/ellis"),
        ("post", "/demo/date"),
        ("post", "/demo/reset"),
        ("get", "/demo/inbox"),
    ],
)
def test_nothing_works_where_the_switch_is_off_even_if_an_address_were_open(demo, client, settings, method, address):
    settings.DEMO = False
    assert getattr(client, method)(address).status_code == 403


def test_a_visitor_sees_what_to_try_and_everybody_they_can_become(demo, client):
    page = client.get("/").content.decode()
    assert "What to try" in page
    for persona in PERSONAS:
        assert f"/demo/become/{persona.persona}" in page


def test_one_click_makes_a_visitor_somebody_and_the_banner_says_whom(demo, client):
    answer = client.post("/demo/become/ellis")
    assert answer.status_code == 302
    page = client.get("/", follow=True).content.decode()
    assert "You are Ellis Marlow" in page
    assert client.session["second_factor_at"]


@pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)
def test_everything_to_try_is_reached_with_one_click_by_whom_it_names(demo, client, thing):  # a page each: up to half a second
    if thing.persona:
        answer = client.post(f"/demo/become/{thing.persona}", {"thing": thing.key}, follow=True)
        assert answer.redirect_chain[0][0] == thing.to
    else:
        answer = client.get(thing.to)
    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()


def test_what_is_chosen_to_try_leads_nowhere_else(demo, client):
    assert client.post("/demo/become/ellis", {"thing": "https://elsewhere.example/"})["Location"] == "/"


def test_becoming_somebody_needs_a_form_and_a_name_that_is_there(demo, client):
    assert client.get("/demo/become/ellis").status_code == 405
    assert client.post("/demo/become/nobody").status_code == 404


def test_an_ordinary_user_is_nobody_whom_a_visitor_can_become(demo, client):
    User.objects.create_user("real@example.org", "three otters reading quietly", name="Real Person")
    assert client.post("/demo/become/").status_code == 404


def test_the_date_moves_for_everybody_and_comes_back(demo, client):
    real = timezone.localdate()
    client.post("/demo/date", {"step": "week"})
    assert f"Its date is {long_date(real + timedelta(weeks=1))}" in client.get("/").content.decode()
    client.post("/demo/date", {"step": "month"})
    assert f"Its date is {long_date(months_after(real + timedelta(weeks=1), 1))}" in client.get("/").content.decode()
    client.post("/demo/date", {"step": "today"})
    assert moving.days_ahead() == 0
    assert Event.objects.filter(verb="demo.move_clock").count() == 3


def test_the_date_is_not_moved_without_a_step_or_beyond_three_years(calderbeck):
    with pytest.raises(Refused, match="Choose how far"):
        moving.move_clock(step="", by=command("test"), on=TODAY)
    with clock.moved(timedelta(days=1090)), pytest.raises(Refused, match="three years"):
        moving.move_clock(step="month", by=command("test"), on=clock.today())


def test_the_inbox_shows_what_was_sent_the_newest_first(demo, client, settings):
    assert "Nothing has been sent yet" in client.get("/demo/inbox").content.decode()
    box = mailbox.Maildir(str(settings.MAILDIR), create=True)
    message = EmailMessage()
    message["Subject"], message["X-Envelope-To"] = "You are invited", "new@example.org"
    message.set_content("Open this address:\n\nhttp://localhost:8000/invitations/abc\n\n<script>alert(1)</script>")
    key = box.add(message)
    assert "You are invited" in client.get("/demo/inbox").content.decode()
    page = client.get(f"/demo/inbox/{inbox.letters()[0].key}").content.decode()
    assert 'href="http://localhost:8000/invitations/abc"' in page
    assert "<script>alert" not in page
    assert key in inbox.letters()[0].key


@pytest.mark.parametrize("key", ["..", "../../etc/passwd", "nothing", "%2e%2e%2fpasswd", "a" * 300])
def test_no_other_file_can_be_read_through_the_inbox(demo, client, key):
    assert client.get(f"/demo/inbox/{key}").status_code == 404


def test_a_return_is_there_once_it_is_made(demo, client, settings):
    assert client.get("/demo/returns/small.xml").status_code == 404
    (settings.LOCAL / "demo-return-small.xml").write_text("<Message/>")
    assert client.get("/demo/returns/small.xml").status_code == 200
    assert client.get("/demo/returns/other.xml").status_code == 404


def test_only_a_demonstration_may_be_emptied(settings):
    settings.DEMO = settings.TESTING = False
    with pytest.raises(RuntimeError, match="Only a demonstration"):
        empty()


def test_a_page_with_a_session_asks_for_the_date_together_with_it(demo, client, settings):
    settings.SESSION_ENGINE = "goldenthread.demo.session_store"
    client.post("/demo/date", {"step": "week"})
    client.post("/demo/become/ellis")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/work")
    assert page.status_code == 200
    assert ["django_session" in each["sql"] for each in asked if moving.NAME in each["sql"]] == [True]
    assert page.wsgi_request.standing.on == timezone.localdate() + timedelta(weeks=1)
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert sum(moving.NAME in each["sql"] for each in asked) == 1
    client.post("/demo/date", {"step": "today"})


def test_the_date_is_asked_for_once_where_no_session_says_it(demo, client, django_assert_num_queries):
    client.post("/demo/date", {"step": "week"})
    with moving.ahead() as by, clock.moved(by), django_assert_num_queries(1):
        assert clock.today() == clock.today() == timezone.localdate() + timedelta(weeks=1)
    with moving.ahead() as by, clock.moved(by), django_assert_num_queries(0):
        moving.heard(None)
        assert clock.today() == timezone.localdate()
    client.post("/demo/date", {"step": "today"})
