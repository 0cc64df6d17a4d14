"""Every address has a door; a visitor passes none that is not public by name; a page that forgets its door is shut."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

from django.test import Client
from django.urls.converters import IntConverter

from goldenthread.access.doors import PUBLIC_NAMES, SIGNED_IN_NAMES
from goldenthread.demo import urls as demo_urls
from goldenthread.people.models import Membership
from tests import making

from .addresses import METHODS, OF_A_CHILD, OF_NOBODY, ROUTES, Route, routes
from .test_ground import ROOT, SOUND

#: Every page that anybody may ask for. A new one is named here on purpose.
PUBLIC = PUBLIC_NAMES | {
    "favicon", "robots", "security_txt", "csp_report", "help", "desk:front", "invitation", "sso_login", "sso_callback",
    "language", "portal:ask", "portal:come_back", "portal:save", "portal:forget", "portal:check", "portal:sent", "portal:page",
    "voice:enter", "voice:answer", "voice:thanks", "notify_receipt", "portal:how", "guides", "guide",
    "improvement:published_plans", "improvement:published_plan", "improvement:edition", "improvement:edition_file", "insight:waiting_times",
    "api_guide", "api_description", "list_published", "one_published", "open_areas", "open_data", "open_file",
}  # fmt: skip
#: Those that are there in a demonstration only.
PUBLIC_IN_A_DEMONSTRATION = frozenset({"front", "demo", "become", "move", "reset", "inbox", "letter", "return"})
#: Where what is sent needs no token of a form, and what it is answered: a browser's own report, and receipts of letters where no secret is set.
WITHOUT_TOKEN = {"csp_report": 204, "notify_receipt": 404}
#: Who between them may open every page of the house.
POWERFUL = ("head_of_send", "team_manager", "administrator", "analyst", "information_governance", "parent")


def powerful(**options) -> Client:
    """Somebody with all these roles at once, signed in."""
    person = making.somebody(POWERFUL[0])
    for role in POWERFUL[1:]:
        Membership.objects.create(user=person, organisation=making.team(), role=role, from_on=date(2020, 1, 1))
    client = Client(**options)
    client.force_login(person)
    return client


def test_every_parameter_of_an_address_is_known_to_lead_to_a_child_or_not():
    told = OF_A_CHILD | OF_NOBODY
    assert {(route.name, name) for route in ROUTES for name in route.parameters if name not in told} == set()


def test_every_route_has_a_name_and_a_door():
    assert [route.written for route in ROUTES if not route.name or route.door is None] == []


def test_no_address_holds_a_number_that_tells_of_order_or_of_how_many_there_are():
    """A place in one file is no such number, nor the year of a return and the files made of it; everything else has a key."""
    plain = {(route.name, name) for route in ROUTES for name in route.numbers if type(route.pattern.pattern.converters[name]) is IntConverter}
    of_a_return = {(name, "year") for name in ("returns:year", "returns:check", "returns:findings", "returns:findings_file", "returns:made")}
    assert plain == {("returns:held", "number"), ("returns:held_flag", "number"), ("returns:made", "serial")} | of_a_return


def test_no_two_routes_share_a_name():
    names = [route.name for route in ROUTES]
    assert sorted(names) == sorted(set(names))


def test_what_anybody_may_open_is_named_here_and_is_little():
    assert {route.name for route in ROUTES if route.door and route.door.kind == "public"} == PUBLIC
    demonstration = {route.name for route in routes(demo_urls.PAGES)}
    assert demonstration == PUBLIC_IN_A_DEMONSTRATION
    assert len(PUBLIC | demonstration) <= 56


# Some hundred routes, seven methods each: about three seconds.
def test_a_visitor_is_led_to_sign_in_whatever_they_ask_for_by_whatever_method(db, client):
    wrong = []
    for route in ROUTES:
        if route.name in PUBLIC:
            continue
        for method in METHODS:
            answer = getattr(client, method)(route.address())
            if route.door.kind == "key":  # a system is told what to send, and is led nowhere
                led = answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
            else:
                led = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=")
            if not led:
                wrong.append((method, route.name, answer.status_code))
    assert wrong == []


def test_a_visitor_is_told_the_same_of_what_is_there_and_of_what_is_not(db, client):
    child = making.child()
    for route in ROUTES:
        if route.parameters == ("child_id",):
            there, nowhere = client.get(route.address(child_id=child.pk)), client.get(route.address())
            assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
            assert there["Location"].replace(str(child.pk), "") == nowhere["Location"].replace(
                str(route.nothing("child_id")), ""
            )


def test_a_page_that_is_public_answers_no_method_with_a_fault(db):
    client = Client(raise_request_exception=False)
    for route in ROUTES:
        if route.name in PUBLIC:
            for method in METHODS:
                answer = getattr(client, method)(route.address())
                assert answer.status_code < 500, (method, route.name)


def without_door(route: Route):
    """The same view, as if nobody had thought of a door."""
    view = route.view

    def bare(request, *args, **kwargs):
        return view(request, *args, **kwargs)

    return bare


# Every route, twice: about two seconds.
def test_a_view_that_lost_its_door_is_shut_to_everybody(db, monkeypatch):
    ours = [route for route in ROUTES if route.name not in PUBLIC_NAMES | SIGNED_IN_NAMES]
    for route in ours:
        monkeypatch.setattr(route.pattern, "callback", without_door(route))
    client = powerful()
    for route in ours:
        for method in ("get", "post"):
            assert getattr(client, method)(route.address()).status_code == 403, (method, route.name)


def test_no_page_is_behind_a_door_that_nobody_of_these_can_open():
    """Else the tests that go through every page as them would see nothing of it."""
    from goldenthread.access import permissions

    shut = [
        route.name
        for route in ROUTES
        if route.door.kind == "needs"
        and not any(permissions.scopes(role, route.door.resource, route.door.action) for role in POWERFUL)
    ]
    assert shut == []


# Every route that takes a post, once: about a second.
def test_no_form_of_a_signed_in_person_is_taken_without_its_token(db):
    client = powerful(enforce_csrf_checks=True)
    for route in ROUTES:
        status = client.post(route.address(), {"name": "x"}).status_code
        assert status == WITHOUT_TOKEN.get(route.name, 403), (route.name, status)


ASK = """
import json, django
django.setup()
from tests.house.addresses import ROUTES
print(json.dumps([[r.name, r.written, r.door and [r.door.kind, r.door.resource, r.door.action, r.door.reads]] for r in ROUTES]))
"""


# Starts a process with the settings of production: about two seconds.
def test_the_doors_in_production_are_the_doors_of_the_tests():
    env = {
        "GT_ENV": "production", "GT_SECRET_KEY": SOUND["SECRET_KEY"], "GT_HOSTS": "send.example.org", "GT_BASE_URL": SOUND["BASE_URL"],
        "GT_AREA_NAME": "Calderbeck", "DATABASE_URL": "postgresql://send_app@127.0.0.1:9/none", "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    there = json.loads(done.stdout.splitlines()[-1])
    assert there == [
        [route.name, route.written, [route.door.kind, route.door.resource, route.door.action, route.door.reads]]
        for route in ROUTES
    ]
    assert not any(written.startswith("demo") for _, written, _ in there)


def test_the_url_map_was_read_whole():
    assert len(ROUTES) > 80
