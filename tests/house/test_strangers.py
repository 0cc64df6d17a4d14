"""To whoever may not know of a child, the child is not there: the same answer, to the byte, as for what never was.

Every address that leads to a child is asked, by GET and by POST, by people of every kind who have nothing to do with that
child, and again with an id that leads nowhere. Lists, searches and figures are asked in two worlds that differ by one
hidden child.
"""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from goldenthread.casework.models import Request
from goldenthread.core import clock
from goldenthread.people.models import Attendance
from goldenthread.plans.models import Plan
from tests import making

from . import world
from .addresses import NOWHERE, ROUTES

pytestmark = pytest.mark.django_db

#: Who has nothing to do with which child.
STRANGERS = {
    "officer of the other area": "closed",
    "coordinator": "far",
    "head_of_send": "closed",
    "school not involved": "mine",
    "setting_staff": "past",
    "psychologist": "past",
    "parent of another child": "mine",
    "parent": "other",
    "administrator": "mine",
    "in no role": "mine",
}
#: An export, an import: many children at once, so belonging to those who asked or to the area, and not to one child.
OF_MANY = {"export_id", "run_id", "number"}
OF_THE_AREA = {"coordinator", "head_of_send"}
#: To a session the addresses of systems are shut, whoever asks (`test_addresses`); of their own keys' strangers `api/tests` tell.
ROUTES_TO_A_CHILD = [route for route in ROUTES if route.children and route.door and route.door.kind != "key"]
CHANGING = re.compile(r"nonce-[^\"' ;]+|nonce=\"[^\"]*\"|<input type=\"hidden\"[^>]*>")


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    logging.disable(logging.CRITICAL)
    with clock.standing_on(making.TODAY):
        yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def the_world(_today):
    return world.build()


def plain(answer, *ids) -> tuple[int, str, str]:
    """An answer without what differs in every answer: nonces, tokens, and the ids that were asked for."""
    text = CHANGING.sub("", answer.content.decode() if not answer.streaming else "a file")
    for each in ids:
        text = text.replace(str(each), "ID")
    return (
        answer.status_code,
        answer.get("Location", "").replace(str(ids[0]), "ID") if ids else answer.get("Location", ""),
        text,
    )


# Two or three dozen addresses by two methods for a dozen people: half a second each.
@pytest.mark.parametrize("person", STRANGERS)
def test_a_stranger_is_told_the_same_as_of_what_never_was(the_world, person):
    ids = the_world.children[STRANGERS[person]].ids
    client = the_world.client(person)
    different, told = [], []
    for route in ROUTES_TO_A_CHILD:
        if OF_MANY & set(route.parameters) and person in OF_THE_AREA:
            continue
        for method in ("get", "post"):
            there = getattr(client, method)(route.address(**ids))
            nowhere = getattr(client, method)(route.address())
            mine = [ids[name] for name in route.uuids if name in ids]
            none = [route.nothing(name) for name in route.uuids if name in ids]
            if (
                plain(there, *mine) != plain(nowhere, *none)
                or dict(there.headers).keys() != dict(nowhere.headers).keys()
            ):
                different.append((method, route.name, there.status_code, nowhere.status_code))
            if there.status_code not in (403, 404, 405):
                told.append((method, route.name, there.status_code))
    assert different == []
    assert told == []


def test_the_strangers_are_strangers_and_the_ids_are_real(the_world):
    """Else the test above would compare nothing with nothing."""
    officer = the_world.client("head_of_send")
    ids = the_world.children["mine"].ids
    opened = [route.name for route in ROUTES_TO_A_CHILD if officer.get(route.address(**ids)).status_code == 200]
    assert len(opened) > 12, opened


LISTS = (
    "/", "/work", "/work?tab=team", "/work?tab=unassigned", "/caseload", "/caseload?show=all&sort=name", "/caseload?worker=none", "/caseload?late=1",
    "/caseload?within=90", "/caseload?stage=deciding", "/caseload?group=primary", "/caseload?sort=-received", "/area", "/exports", "/returns", "/requests/new",
    "/users", "/account",
)  # fmt: skip


def hidden_child(the_world, which):
    """One more child, of whom these people may not know, like one whom they may."""
    like = the_world.children["mine"].child
    fields = {"closed_list_on": making.TODAY - timedelta(days=9)} if which == "closed" else {}
    area = like.area if which == "closed" else the_world.children["far"].child.area
    child = making.child(
        like.name, born=like.date_of_birth, of=area, upn="C999000000009", nhs_number="9990009999", **fields
    )
    Attendance.objects.create(
        child=child, organisation=making.school("Harrow Field Annexe"), entry_on=like.date_of_birth
    )
    Plan.objects.create(child=child, area=area, made_on=making.TODAY - timedelta(days=400))
    Request.objects.create(
        child=child, area=area, received_on=making.TODAY - timedelta(days=60), route="parent", channel="post"
    )
    making.kept(child)
    return child


# Two dozen lists and searches, twice, for each of five people: about a second each.
@pytest.mark.parametrize(
    ("person", "which"),
    [
        ("coordinator", "far"),
        ("coordinator", "closed"),
        ("head_of_send", "closed"),
        ("setting_staff", "far"),
        ("analyst", "closed"),
        ("parent", "closed"),
    ],
)
def test_a_hidden_child_leaves_no_trace_in_any_list_search_or_figure(the_world, person, which):
    like = the_world.children["mine"].child
    typed = (
        like.name,
        like.forename[:6],
        like.surname[:-2] + "x",
        "9/3/2016",
        "C999000000009",
        "9990009999",
        "harrow field",
    )
    asked = [*LISTS, *(f"/caseload?{urlencode({'q': each, 'show': 'all'})}" for each in typed)]
    client = the_world.client(person)
    before = {address: plain(client.get(address)) for address in asked}
    child = hidden_child(the_world, which)
    after = {address: plain(client.get(address)) for address in asked}
    assert [address for address in asked if before[address] != after[address]] == []
    for way in ("after", "before"):
        beside, nowhere = (client.get(f"/caseload?show=all&sort=name&{way}={key}") for key in (child.pk, uuid4()))
        assert plain(beside, child.pk)[0] == plain(nowhere)[0]
        assert child.reference not in beside.content.decode()


def test_a_place_in_a_list_after_a_hidden_child_is_no_place(the_world):
    """The row to go on from is found behind the wall too, so that nobody can feel out where a hidden child stands."""
    hidden = the_world.children["closed"].child
    client = the_world.client("coordinator")
    for way in ("after", "before"):
        for sort in ("name", "dob", "due", "stage"):
            beside, nowhere = (
                client.get(f"/caseload?show=all&sort={sort}&{way}={key}") for key in (hidden.pk, NOWHERE)
            )
            assert plain(beside, hidden.pk) == plain(nowhere, NOWHERE), (way, sort)
