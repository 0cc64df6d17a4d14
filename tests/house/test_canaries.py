"""Nobody is shown a fact that the design does not give them, and whoever is shown one leaves a reading event that says so.

Each test goes through every page as one person, in a world where every fact is a word of its own, and asks four things of
every answer: it tells nothing that this person may not know; its reading event names exactly the children it tells of; no
cache may keep it; and asking changed nothing. About a second a person: some two hundred pages.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest

from goldenthread.core import clock, readings
from goldenthread.core.prepared import prepared_cursor
from tests import making

from . import crawl, world

pytestmark = pytest.mark.django_db

EVERYTHING = frozenset({"name", "numbers", "contact", "family", "request", "document", "access", "draft", "ask", "advice", "dispute", "sensitive", "exclusion"})
#: What each person may be shown of each child, read from the table of who may do what (resources `ident`, `contact`,
#: `family`, `request`, `document`, `access`, `draft`, `ask`, `advice`, `sensitive`, `exclusion`; scopes case, area, roll, asked, health, care, own). Whoever and whatever is
#: not here: nothing.
MAY_BE_SHOWN: dict[str, dict[str, frozenset[str]]] = {
    # Her own caseload wholly; the rest of the area without addresses, family, papers and who looked.
    "coordinator": {"mine": EVERYTHING, "other": frozenset({"name", "numbers", "request"})},
    "team_manager": {"mine": EVERYTHING, "other": EVERYTHING},
    "head_of_send": {"mine": EVERYTHING, "other": EVERYTHING},
    # On roll today. A pupil of the past is gone.
    "setting_staff": {"mine": frozenset({"name", "numbers", "contact", "request", "document", "exclusion"})},
    "psychologist": {"mine": frozenset({"name", "numbers", "contact", "family", "request", "document", "ask", "advice"})},
    "health_adviser": {"mine": frozenset({"name", "numbers", "contact", "request", "document", "draft"})},
    "designated_officer": {"mine": frozenset({"name", "numbers", "contact", "family", "request", "document", "draft"})},
    "social_care_adviser": {"mine": frozenset({"name", "numbers", "contact", "family", "request", "sensitive", "exclusion"})},
    # A family sees its own request, papers and who looked; of addresses only what is their own.
    "parent": {"mine": frozenset({"name", "numbers", "request", "document", "access", "dispute", "exclusion"})},
    "young_person": {"mine": frozenset({"name", "numbers", "request", "document", "access", "dispute", "exclusion"})},
    "named on the closed list": {
        "mine": frozenset({"name", "numbers", "request"}), "other": frozenset({"name", "numbers", "request"}),
        "closed": frozenset({"name", "numbers", "request"}),
    },
    "officer of the other area": {"past": frozenset({"name", "numbers", "request"}), "far": EVERYTHING},
    "parent of another child": {"past": frozenset({"name", "numbers", "request", "document", "access", "dispute", "exclusion"})},
}  # fmt: skip
#: What some of them must have been shown, or the canaries prove nothing.
MUST_BE_SHOWN = {
    "coordinator": {"mine": EVERYTHING, "other": {"name", "numbers", "request"}},
    "team_manager": {"mine": EVERYTHING, "other": EVERYTHING},
    "setting_staff": {"mine": {"name", "numbers", "request", "exclusion"}},
    "psychologist": {"mine": {"name", "family", "request"}},
    "parent": {"mine": {"name", "request", "exclusion"}},
    "named on the closed list": {"closed": {"name", "request"}},
}
PEOPLE = (
    "coordinator", "team_manager", "head_of_send", "setting_staff", "psychologist", "health_adviser", "designated_officer", "social_care_adviser",
    "parent", "young_person", "named on the closed list", "officer of the other area", "school not involved", "parent of another child",
    "administrator", "analyst", "in no role",
)  # fmt: skip
#: Written by whoever merely looks: who looked, the session itself, and the empty draft that lets a page save itself.
WRITTEN_BY_LOOKING = frozenset({"core_reading", "django_session", "usersessions_usersession", "cache", "core_draft"})


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    logging.disable(logging.CRITICAL)  # hundreds of refusals, each with its traceback
    with clock.standing_on(making.TODAY):
        yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def the_world(_today):
    return world.build()


def asked_by(the_world, person, client):
    """Every page about the children that this person may know of (about all others `test_strangers` asks)."""
    known, first = list(MAY_BE_SHOWN.get(person, ["far"])), person == "coordinator"
    addresses = crawl.addresses(the_world, known, of_libraries=first, drafts=first)
    return crawl.crawl(client, ["/", *addresses, *crawl.lists(the_world)])


def said_themselves(the_world, address):
    """Words that the asker typed: into the address, or into what they are recording."""
    return crawl.asked(address) + (the_world.typed if address.startswith("/requests/new") else "")


def test_everybody_who_may_be_shown_anything_is_asked(the_world):
    assert set(MAY_BE_SHOWN) <= set(PEOPLE) <= set(the_world.people)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_person_is_shown_what_the_design_gives_them_and_every_look_is_noted(the_world, person):
    client = the_world.client(person)
    before = crawl.contents(but=WRITTEN_BY_LOOKING)
    answers = asked_by(the_world, person, client)
    may, shown = MAY_BE_SHOWN.get(person, {}), {}
    leaks, unread, faults, kept = [], [], [], []
    for answer in answers.values():
        headers = " ".join(answer.headers.values())
        told = the_world.seen(f"{answer.text} {headers}", but=said_themselves(the_world, answer.address))
        told_ids = {the_world.children[name].child.pk for name in told}
        for name, kinds in told.items():
            shown.setdefault(name, set()).update(kinds)
            if over := kinds - may.get(name, frozenset()):
                leaks.append((answer.address, name, sorted(over)))
        if told_ids - (answer.children or set()) or (answer.is_page and told_ids != set(answer.children or ())):
            unread.append((answer.address, answer.status, sorted(told), len(answer.children or ())))
        forms = re.findall(r"<form\b[^>]*method=.?post.*?</form>", answer.text, re.I | re.S) if answer.is_page else []
        if any("csrfmiddlewaretoken" not in form for form in forms):
            faults.append((answer.address, "a form without its token"))
        if answer.status >= 500:
            faults.append((answer.address, answer.status))
        if answer.headers.get("Cache-Control") != "no-store, private":
            kept.append((answer.address, answer.headers.get("Cache-Control")))
    assert leaks == []
    assert unread == []
    assert faults == []
    assert kept == []
    assert crawl.contents(but=WRITTEN_BY_LOOKING) == before
    for name, kinds in MUST_BE_SHOWN.get(person, {}).items():
        assert shown.get(name, set()) >= kinds, name


def unnoted(request: Any, sql: str, asked: dict[str, Any], **said: Any) -> Any:
    """What a page asks, and nothing of who looked."""
    with prepared_cursor() as cursor:
        cursor.execute(sql, asked)
        return cursor.fetchone()


# The pages of one person twice over: about three seconds.
def test_a_page_that_forgets_to_note_who_looked_is_not_shown(the_world, monkeypatch):
    client = the_world.client("coordinator")
    answers = asked_by(the_world, "coordinator", client)
    telling = [
        each.address
        for each in answers.values()
        if the_world.seen(each.text, but=said_themselves(the_world, each.address))
    ]
    assert len(telling) > 20
    monkeypatch.setattr(readings, "read", lambda request, **said: None)
    monkeypatch.setattr(readings, "read_with", unnoted)
    shown = [
        each for each in telling if the_world.seen(crawl.ask(client, each).text, but=said_themselves(the_world, each))
    ]
    assert shown == []
