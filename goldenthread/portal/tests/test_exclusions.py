"""The family reads on its own page what a school entered of a suspension or exclusion."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.people.policies import standing_of
from goldenthread.provision.exclusions import actions
from goldenthread.provision.exclusions.policies import Facts, Outcome
from tests import making

ON = making.TODAY
TESTS = command("tests")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with clock.standing_on(ON):
        yield


def put(child, first, **more):
    facts = Facts(**{"school": making.school("Low Wood School"), "kind": "suspension", "first_on": first, "last_on": first, "sessions": 1, "reasons": ["DB"], "said_status": "none", "early_review": "no", "note": "", **more})
    return actions.record_exclusion(child=child, facts=facts, support=[], by=TESTS, on=ON)


def parent_of(child):
    person = making.somebody("parent", making.body("forum"))
    making.involve(person, child, "family")
    making.kept(child)
    return person


def test_the_familys_page_shows_each_that_is_on_the_register_and_leads_to_it(sign_in):
    kai = making.child("Kai Alder")
    parent = sign_in(parent_of(kai))
    assert "Suspensions and exclusions" not in parent.get(f"/my/{kai.pk}").text
    lunch = put(kai, date(2026, 11, 4), part="lunch")
    gone = put(kai, date(2026, 11, 5), kind="permanent", last_on=None, sessions=None)
    mistake = put(kai, date(2026, 11, 6))
    actions.withdraw_exclusion(exclusion=mistake, why="Another child", by=TESTS, on=ON)
    actions.note_outcome_of_exclusion(exclusion=gone, outcome=Outcome(cancelled_on=ON), by=TESTS, on=ON)
    page = parent.get(f"/my/{kai.pk}").text
    assert "Suspension at lunchtimes from 4 November 2026</a>: 1 lunchtime, counted as half a school day, Low Wood School" in page
    assert "Permanent exclusion from 5 November 2026</a>: for good, Low Wood School. It does not stand any more" in page
    assert "6 November 2026" not in page
    assert parent.get(f"/children/{kai.pk}/exclusions/{lunch.pk}").status_code == 200


def test_another_family_reads_nothing_of_it(sign_in):
    kai, wren = making.child("Kai Alder"), making.child("Wren Poole")
    one = put(kai, date(2026, 11, 4))
    stranger = parent_of(wren)
    assert standing_of(stranger, ON) is not None
    at = sign_in(stranger)
    assert "4 November" not in at.get(f"/my/{wren.pk}").text
    assert at.get(f"/children/{kai.pk}/exclusions/{one.pk}").status_code == 404
