"""What the facts say of an action, in the plan's own colours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from goldenthread.improvement.measures.figures import Value
from goldenthread.improvement.measures.goals import expected_on
from goldenthread.improvement.measures.models import Measure, Step
from goldenthread.improvement.measures.suggesting import colour_of, weighed
from goldenthread.improvement.models import Action, Rating, RatingScheme

SCHEME = [
    RatingScheme(colour="blue", words="Complete and embedded"), RatingScheme(colour="green", words="On track"),
    RatingScheme(colour="amber", words="Some slippage, but recoverable"), RatingScheme(colour="red", words="Not on track"),
]  # fmt: skip
AT = date(2026, 11, 23)


def measure(**said) -> Measure:
    made = Measure(**{"words": "Plans in time", "unit": "percent", "direction": "up", "comparator": "gte", "target": Decimal(90)} | said)
    made._prefetched_objects_cache = {"steps": Step.objects.none()}  # kept nowhere, so it has no targets on the way
    return made


def suggested(value, due=None, tasks=(0, 0), **said):
    found = [] if value is None and not said else [(measure(**said), Value(value, AT))]
    return weighed(Action(due_on=due), AT, found, SCHEME, tasks=tasks)


def test_where_nothing_is_counted_nothing_is_suggested():
    told = suggested(None, due=date(2027, 1, 1))
    assert (told.state, told.colour) == ("", "")
    assert "nothing can be suggested" in told.reason


def test_a_target_met_after_its_time_is_finished():
    told = suggested(95.0, due=date(2026, 10, 1))
    assert (told.state, told.colour) == ("done", "blue")
    assert "95%" in told.reason


def test_a_target_met_before_the_time_is_over_is_on_track():
    assert suggested(95.0, due=date(2027, 10, 1)).colour == "green"


def test_a_target_missed_when_its_time_is_over_is_late():
    told = suggested(80.0, due_on=date(2026, 10, 31))
    assert (told.state, told.colour) == ("late", "red")
    assert "The target was at least 90% by 31 October 2026" in told.reason


def test_a_value_behind_the_way_to_its_target_is_behind():
    way = {"baseline": Decimal(50), "baseline_on": date(2026, 1, 1), "due_on": date(2026, 12, 31)}
    told = suggested(60.0, **way)
    assert (told.state, told.colour) == ("behind", "amber")
    assert "By now it should be" in told.reason
    assert suggested(88.0, **way).colour == "green"


def test_open_tasks_after_the_day_are_late_and_done_tasks_are_finished():
    assert suggested(None, due=date(2026, 10, 1), tasks=(2, 5)).colour == "red"
    assert suggested(None, due=date(2026, 10, 1), tasks=(5, 5)).colour == "blue"


def test_the_worst_that_is_true_is_suggested():
    assert suggested(80.0, tasks=(5, 5), due_on=date(2026, 10, 31)).state == "late"


@pytest.mark.parametrize(("state", "colour"), [("done", "blue"), ("on_track", "green"), ("behind", "amber"), ("late", "red")])
def test_a_state_has_the_plans_own_colour(state, colour):
    assert colour_of(state, SCHEME) == colour


def test_a_plans_words_count_before_custom():
    odd = [RatingScheme(colour="green", words="Complete"), RatingScheme(colour="amber", words="On track"), RatingScheme(colour="red", words="Delayed")]
    assert [colour_of(state, odd) for state in ("done", "on_track", "behind")] == ["green", "amber", "red"]


def test_a_scale_without_such_a_colour_gets_none():
    assert colour_of("late", [RatingScheme(colour="green", words="")]) == ""


def test_a_rating_that_differs_is_known():
    told = suggested(80.0, due_on=date(2026, 10, 31))
    assert told.differs(Rating(colour="green"))
    assert not told.differs(Rating(colour="red"))
    assert not told.differs(None)


def test_what_should_be_reached_lies_on_lines_from_the_start_by_the_steps_to_the_target():
    way = measure(baseline=Decimal(50), baseline_on=date(2026, 1, 1), due_on=date(2027, 1, 1))
    assert expected_on(way, date(2026, 7, 2)) == pytest.approx(70, abs=0.2)
    assert expected_on(way, date(2026, 7, 2), [(date(2026, 7, 2), 55.0)]) == 55
    assert expected_on(way, date(2030, 1, 1)) == 90
    assert expected_on(way, date(2025, 1, 1)) is None


def test_an_action_that_is_done_is_finished_and_one_expected_too_late_is_behind():
    done = weighed(Action(due_on=date(2026, 10, 1), done_on=date(2026, 9, 30)), AT, [], SCHEME)
    assert (done.colour, done.reason) == ("blue", "It is said to be done, on 30 September 2026.")
    late = weighed(Action(due_on=date(2027, 1, 31), expected_on=date(2027, 6, 30)), AT, [], SCHEME)
    assert late.colour == "amber"
    assert "Its owner expects 30 June 2027" in late.reason


def test_a_measure_that_is_missed_outweighs_the_word_of_its_owner():
    missed = (measure(due_on=date(2026, 10, 31)), Value(80.0, AT))
    assert weighed(Action(due_on=date(2026, 10, 1), done_on=date(2026, 9, 30)), AT, [missed], SCHEME).colour == "red"
