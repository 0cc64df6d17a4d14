"""What came after an action is laid beside where the measure was going before it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.improvement.measures import actions, effect
from goldenthread.improvement.measures.trend import trend_of
from goldenthread.improvement.models import Action, ActionGroup, ImprovementPlan, Section
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY
SAID = {"words": "Plans in time", "kind": "rate", "unit": "percent", "direction": "up", "comparator": "gte", "target": Decimal(90), "due_on": date(2027, 3, 31), "source": "entered", "rhythm": "month"}
STEADY = (50, 52, 48, 51, 49, 50, 51, 50)
#: Eight months about 50, and eight about 70.
ROSE = (*STEADY, 69, 71, 70, 68, 72, 70, 71, 69)


@pytest.fixture
def head():
    with clock.standing_on(ON):
        yield making.somebody("head_of_send")


@pytest.fixture
def action(head):
    plan = ImprovementPlan.objects.create(area=making.area(), title="Our promises", file_name="plan.docx", sha256="0" * 64, saved_on=ON)
    section = Section.objects.create(plan=plan, position=0, title="Time", leader="Rosa Field")
    return Action.objects.create(group=ActionGroup.objects.create(section=section, position=0), position=0, reference="1.1", words="Be on time")


def measured(action, head, values, *, done=date(2026, 2, 28), **more):
    """A measure of the action with a value at the end of each month from July 2025, and the day on which the action was done."""
    Action.objects.filter(pk=action.pk).update(done_on=done)
    made = actions.add_measure(plan=action.group.section.plan, said={**SAID, **more}, of=action, by=head, on=ON)
    for number, value in enumerate(values):
        year, month = divmod(2025 * 12 + 6 + number, 12)
        actions.enter_value(measure=made, day=date(year, month + 1, 28), value=Decimal(value), said_by="The list", by=head, on=ON)
    return made


def told(made):
    return effect.told(effect.effects_of(trend_of(made, at=ON, exact=True)), made)


def test_a_rise_after_an_action_is_told_beside_where_it_was_going_and_whether_it_is_more_than_chance(action, head):
    [said] = told(measured(action, head, ROSE))
    assert said.startswith("Action 1.1 was done on 28 February 2026. As the values went until then, 50.1% was expected on 31 March 2027, and between ")
    assert "With the values since, 70% is expected: 19.9 points more, which is better, and more than chance would make it." in said


def test_where_nothing_changed_the_difference_is_said_to_be_chance(action, head):
    [said] = told(measured(action, head, (*STEADY, *STEADY)))
    assert said.endswith("no difference, and no more than chance may make it.")


def test_what_falls_is_better_where_less_is_better(action, head):
    [said] = told(measured(action, head, tuple(120 - each for each in ROSE), direction="down", comparator="lte", target=Decimal(40)))
    assert "19.9 points less, which is better" in said


def test_without_a_day_to_look_ahead_to_the_newest_value_stands_beside_what_was_expected_for_its_day(action, head):
    [said] = told(measured(action, head, ROSE, due_on=None))
    assert "was expected on 28 October 2026" in said
    assert "It was 69%: 18.9 points more" in said


@pytest.mark.parametrize(
    ("values", "done", "reason"),
    [((50, 51, 52), date(2026, 1, 28), "There are 3 values up to that day, and it takes 6"), (STEADY, date(2026, 11, 1), "There is no value since.")],
)
def test_where_too_little_is_known_it_says_so(action, head, values, done, reason):
    assert reason in told(measured(action, head, values, done=done))[0]


def test_an_action_that_is_not_done_has_no_effect_yet_and_the_page_shows_what_has(client, action, head):
    made = measured(action, head, ROSE, done=date(2027, 1, 1))
    assert told(made) == []
    Action.objects.update(done_on=date(2026, 2, 28))
    client.force_login(head, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    page = client.get(reverse("improvement:measure", args=[made.pk])).content.decode()
    assert "What came after each action" in page
    assert "19.9 points more, which is better" in page
    assert "not that the action alone did it" in page
