"""Kai, who has a plan and loses school: what tests of the register of suspensions and exclusions share."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core import clock, wall
from goldenthread.people.standing import stand
from goldenthread.provision.exclusions import actions
from goldenthread.provision.exclusions.policies import Facts
from tests import making

from . import making as provision
from .test_pages import key_of

ON = provision.ON  # Monday 23 November 2026
FIRST, LAST = date(2026, 11, 16), date(2026, 11, 18)


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with clock.standing_on(ON):
        yield


class Story:
    """Kai has a plan and is on roll at Low Wood School."""

    def __init__(self):
        provision.terms()
        self.school = making.school("Low Wood School")
        self.worker = making.officer("Priya Nair")
        self.version = provision.plan(making.child("Kai Alder", upn="A999900000001"), {**provision.THERAPY}, {"text": "Regular help from an adult"}, at=self.school, worker=self.worker)
        self.child = self.version.child
        self.senco = making.somebody("setting_staff", self.school, name="Ines Marsh")
        self.manager = making.somebody("team_manager", name="Ruth Hale")
        self.parent = provision.parent_of(self.child)


@pytest.fixture
def story(db):
    return Story()


def facts(story, **other):
    said = {
        "school": story.school, "kind": "suspension", "first_on": FIRST, "last_on": LAST, "sessions": 6, "reasons": ["DB"], "said_status": "", "early_review": "no", "note": "",
    }  # fmt: skip
    return Facts(**{**said, **other})


def put(story, by=None, child=None, support=(), **other):
    by = by or story.worker
    before = wall.current()
    stand(by, ON)
    made = actions.record_exclusion(child=child or story.child, facts=facts(story, **other), support=list(support), by=by, on=ON)
    wall.set_local(before)
    return made


def at(story, more="", one=None):
    return f"/children/{story.child.pk}/exclusions{f'/{one.pk}' if one else ''}{more}"


def typed(form, **other):
    said = {
        "form_key": key_of(form), "kind": "suspension", "first_on-day": "16", "first_on-month": "11", "first_on-year": "2026", "last_on-day": "18", "last_on-month": "11", "last_on-year": "2026",
        "sessions": "5", "reasons": ["PA", "DB"], "support": ["pastoral:"], "early_review": "asked", "note": "A quiet room since May.",
    }  # fmt: skip
    return {**said, **other}
