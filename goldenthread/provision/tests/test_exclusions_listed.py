"""The register of suspensions and exclusions as a list, a file, a search and numbers."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from python_calamine import load_workbook

from goldenthread.access import session
from goldenthread.law import school_year
from goldenthread.people.standing import stand
from goldenthread.provision.exclusions import actions, rules
from goldenthread.provision.exclusions.policies import Outcome
from goldenthread.provision.exclusions.summary import AsTheyAre, groups_of, rate, standing_in, summary, with_plans
from goldenthread.provision.models import Exclusion
from tests import making

from . import making as provision
from .losing_school import FIRST, ON, _on_the_day_of_the_tests, at, put, story
from .test_pages import as_, key_of, words

__all__ = ["_on_the_day_of_the_tests", "story"]


# The list, its filters and its file


def test_filters_stand_in_the_address(story):
    put(story)
    put(story, by=story.manager, child=making.child("Wren Poole", born=date(2011, 1, 9)), kind="permanent", last_on=None, sessions=None, said_status="support", reasons=["OW"])
    put(story, first_on=date(2026, 3, 2), last_on=date(2026, 3, 2), sessions=1, said_status="none")
    for query, number in (("", 3), ("kind=permanent", 1), ("status=plan", 1), ("status=support", 1), ("phase=primary", 2), ("reason=OW", 1), ("year=2025", 1), ("year=2026", 2), ("q=poole", 1), ("kind=nonsense&year=x", 3)):
        assert f"{number} on the register" in words(as_(story.manager).get(f"/exclusions?{query}")), query
    assert "1 on the register" in words(as_(story.manager).get("/exclusions?whose=mine&kind=permanent")) or "None like these" in words(as_(story.manager).get("/exclusions?whose=mine"))


def test_the_file_asks_why_and_is_noted_and_holds_no_formula(story, settings):
    settings.DEMO = True
    put(story, note="=1+1")
    client = as_(story.manager)
    held = client.session
    held[session.HOW] = "persona"
    held.save()
    assert "Say what the file is for" in words(client.post("/exclusions/file", {"reason": ""}))
    answer = client.post("/exclusions/file", {"reason": "Half-termly look at the register"})
    rows = load_workbook(BytesIO(answer.content)).get_sheet_by_name("Register").to_python()
    assert rows[1][1] == "Kai Alder" and rows[1][9] == "With a plan" and rows[1][13] == "=1+1"


def test_finding_a_child_offers_only_those_for_whom_one_may_enter(story):
    making.child("Kai Poole")
    assert "Kai Alder" in words(as_(story.senco).get("/exclusions/find?q=kai")) and "Kai Poole" not in words(as_(story.senco).get("/exclusions/find?q=kai"))
    assert "Kai Poole" in words(as_(story.manager).get("/exclusions/find?q=kai"))
    assert "Nobody of that name" in words(as_(story.manager).get("/exclusions/find?q=zz"))


def test_a_name_is_found_without_its_accents(story):
    child = making.child("Đức Núñez-O’Brien")
    put(story, by=story.manager, child=child, said_status="none")
    for typed_ in ("duc", "nunez", "Nunez-OBrien", "o'brien duc"):
        assert "Đức" in words(as_(story.manager).get(f"/exclusions/find?q={typed_}")), typed_
        assert "1 on the register" in words(as_(story.manager).get(f"/exclusions?q={typed_}")), typed_
    assert "Nobody of that name" in words(as_(story.senco).get("/exclusions/find?q=duc"))


# In numbers


def test_the_summary_counts_by_status_and_phase_with_rates_where_it_is_known_of_how_many(story):
    put(story)
    put(story, first_on=date(2026, 10, 5), last_on=date(2026, 10, 5), sessions=1)
    found = groups_of(standing_in(Exclusion.objects.all(), rules.year_began(ON), ON))
    plans = with_plans([making.area().pk], ON)
    made = summary(found, plans, ON, AsTheyAre())
    assert made.rows == [["With a plan, primary (to Year 6)", "1", "2", "3.5", "0", "2", "200.0", "0.0"]]
    assert made.sentence == "In the school year 2026 to 2027, 1 child was suspended or excluded: 2 suspensions and no permanent exclusion. 1 of them had a plan, with 200.0 suspensions for each 100 children who have one."
    assert rate(3, 0, AsTheyAre()) == "–"


@pytest.mark.parametrize(("born", "phase"), [("2022-09-01", "early_years"), ("2022-08-31", "primary"), ("2015-09-01", "primary"), ("2015-08-31", "secondary"), ("2010-09-01", "secondary"), ("2010-08-31", "post16")])
def test_plans_are_counted_by_the_phase_of_the_law(db, born, phase):
    provision.plan(making.child("Wren Poole", born=date.fromisoformat(born)))
    assert school_year.phase(date.fromisoformat(born), ON) == phase
    assert {name: number for name, number in with_plans([making.area().pk], ON).items() if number} == {phase: 1}


def test_more_than_45_school_days_in_a_year_are_said_to_be_more_than_the_law_allows(story):
    for number in range(9):
        first = date(2026, 9, 7) + timedelta(weeks=number)
        put(story, first_on=first, last_on=first + timedelta(days=4), sessions=10)
    assert "The law allows 45" not in words(as_(story.worker).get(at(story)))
    one = put(story)
    assert "come to 48 school days. The law allows 45" in words(as_(story.worker).get(at(story, "", one)))


def test_days_spent_out_of_school_before_it_was_cancelled_count_towards_the_45(story):
    for number in range(9):
        first = date(2026, 9, 7) + timedelta(weeks=number)
        put(story, first_on=first, last_on=first + timedelta(days=4), sessions=10)
    one = put(story)
    stand(story.worker, ON)
    actions.note_outcome_of_exclusion(exclusion=one, outcome=Outcome(cancelled_on=FIRST + timedelta(days=1)), by=story.worker, on=ON)
    assert "come to 46 school days" in words(as_(story.worker).get(at(story, "", one)))


def test_a_list_that_is_too_long_for_a_file_says_what_to_do(story, settings, monkeypatch):
    settings.DEMO = True
    put(story)
    monkeypatch.setattr("goldenthread.provision.exclusions.views.register.MOST", 0)
    client = as_(story.manager)
    held = client.session
    held[session.HOW] = "persona"
    held.save()
    for answer in (client.get("/exclusions/file"), client.post("/exclusions/file", {"reason": "To look"})):
        assert answer.status_code == 200 and "Choose a school year or a school" in words(answer)


def test_a_school_is_shown_no_rates_since_it_is_not_known_how_many_have_a_plan(story):
    put(story)
    assert "for each 100" not in words(as_(story.senco).get("/exclusions")) and "for each 100" in words(as_(story.manager).get("/exclusions"))


# Where people begin their day, and the child's record


def test_the_named_worker_is_led_to_the_children_who_lose_school_and_the_record_says_so(story):
    assert "nobody has said what was done" not in words(as_(story.worker).get("/work"))
    one = put(story, kind="permanent", last_on=None, sessions=None)
    assert "1 child of yours who has a plan was excluded" in words(as_(story.worker).get("/work"))
    assert "nobody has said what was done" not in words(as_(making.officer("Somebody else")).get("/work"))
    record = words(as_(story.worker).get(f"/children/{story.child.pk}"))
    assert "Follow up" in record and "Excluded for good on 16 November 2026" in record
    form = as_(story.worker).get(at(story, "/follow-up", one))
    as_(story.worker).post(at(story, "/follow-up", one), {"form_key": key_of(form), "version": "1", "done": "He begins at Fell Road on Monday."})
    assert "nobody has said what was done" not in words(as_(story.worker).get("/work"))
    assert "He begins at Fell Road on Monday." in words(as_(story.parent).get(at(story, "", one)))
    assert "A permanent exclusion from 16 November 2026 was followed up" in words(as_(story.worker).get(f"/children/{story.child.pk}/timeline"))
