"""Milestones and groups are rated like actions: the facts suggest, a person rates and says why, and what is published stays."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.core.refusals import Refused
from goldenthread.improvement import actions
from goldenthread.improvement.actions.versions import partners_of
from goldenthread.improvement.models import ActionGroup, Milestone, PlanRole, Rating
from goldenthread.improvement.periods import period_end
from goldenthread.improvement.suggested import suggested_for
from tests import making

from .living import action_of, plan_of
from .test_living_pages import at, sent

pytestmark = pytest.mark.django_db
ON = making.TODAY
Q3 = date(2026, 9, 30)


@pytest.fixture(autouse=True)
def still():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def plan():
    return plan_of("half_yearly")


@pytest.fixture
def head(plan):
    return making.somebody("head_of_send", of=plan.area)


@pytest.fixture
def milestone(plan):
    action = action_of(plan, "2.1.1")
    return Milestone.objects.create(action=action, position=9, period="Jan – June 2026", words="Half the sample is read", table=1, row=1)


@pytest.mark.parametrize(
    ("printed", "end"),
    [
        ("July 2026", date(2026, 7, 31)), ("Jan – June 2026", date(2026, 6, 30)), ("October 2026 to March 2027", date(2027, 3, 31)), ("Sept '26", date(2026, 9, 30)),
        ("31/03/2027", date(2027, 3, 31)), ("Q2 2026/27", None), ("By the summer", None), ("", None),
    ],
)  # fmt: skip
def test_a_period_is_over_on_its_last_day_and_a_quarter_is_not_guessed(printed, end):
    assert period_end(printed) == end


def test_a_milestone_whose_time_is_over_is_suggested_late_and_one_that_was_reached_done(milestone, head):
    late = suggested_for(milestone, ON)
    assert late.sentence.startswith("The facts suggest: Late") and "over on 30 June 2026" in late.sentence
    assert suggested_for(milestone, date(2026, 6, 1)).sentence.startswith("The facts suggest: On track")
    actions.reach_milestone(milestone=milestone, reached_on=date(2026, 7, 10), by=head, on=ON)
    milestone.refresh_from_db()
    assert "It was reached on 10 July 2026." in suggested_for(milestone, ON).sentence
    milestone.period, milestone.reached_on = "Q2", None
    milestone.action.due_on = None
    assert suggested_for(milestone, ON).sentence == "", "where no time is printed nothing is suggested"


# Two pages and a form: a fifth of a second.
def test_an_owner_rates_a_milestone_and_must_say_why(client, plan, head, milestone):
    owner = making.somebody("coordinator", name="Ellis Marsh", of=plan.area)
    role = PlanRole.objects.create(area=plan.area, words="Milestone lead")
    actions.give_part(action=milestone.action, role=role, part="owner", by=head, on=ON)
    actions.hold_role(role=role, user=owner, from_on=ON, by=head, on=ON)
    client.force_login(owner)
    address = at("rate_milestone", plan.pk, milestone.action_id, milestone.pk)
    page = client.get(address).content.decode()
    assert "The facts suggest: Late (red)" in page and "Half the sample is read" in page
    refused = sent(client, address, quarter="2026-09-30", colour="green", reason="")
    assert "Say why it is rated so" in refused.content.decode() and not Rating.objects.filter(milestone=milestone).exists()
    sent(client, address, quarter="2026-09-30", colour="green", reason="It was read, and the note of it is on its way")
    given = Rating.objects.get(milestone=milestone)
    assert (given.colour, given.suggested, given.quarter_on, given.given_by_id) == ("green", "red", Q3, owner.pk)
    page = client.get(at("action", plan.pk, milestone.action_id)).content.decode()
    assert "the note of it is on its way" in page and "The facts suggested red." in page


def test_a_milestone_of_another_action_is_not_found(client, plan, head, milestone):
    other = plan.sections.last().groups.last().actions.last()
    assert other.pk != milestone.action_id
    client.force_login(head)
    assert client.get(at("rate_milestone", plan.pk, other.pk, milestone.pk)).status_code == 404


def test_a_milestone_of_a_published_quarter_is_rated_no_more(plan, head, milestone):
    actions.add_partner(plan=plan, name="Bristowe Council", by=head, on=ON)
    version = actions.take_version(plan=plan, rated_until=Q3, by=head, on=ON)
    actions.sign(of=version, partner=partners_of(plan, ON)[0], name="Rosa Field", by=head, on=ON)
    actions.publish_version(of=version, by=head, on=ON)
    with pytest.raises(Refused, match="are published and stay as they are"):
        actions.rate(of=milestone, colour="green", reason="Read", quarter_on=Q3, by=head, on=ON)


def test_a_group_is_suggested_the_worst_that_is_so_of_its_actions(plan, head):
    group = ActionGroup.objects.filter(section__plan=plan, actions__isnull=False).first()
    first = group.actions.first()
    assert suggested_for(group, ON).sentence == "", "nothing is counted yet"
    first.expected_on, first.due_on = date(2027, 3, 1), date(2027, 1, 1)
    first.date_state = "mended"
    first.save()
    told = suggested_for(group, ON)
    assert told.sentence.startswith("The facts suggest: Behind") and first.reference in told.sentence
    first.done_on = date(2026, 11, 1)
    first.save()
    assert suggested_for(group, ON).sentence.startswith("The facts suggest: ")


# A form opened and sent twice: a fifth of a second.
def test_the_head_of_send_chooses_the_colours_and_what_they_mean(client, plan, head):
    client.force_login(head)
    address = at("scale", plan.pk)
    used = Rating.objects.filter(action__group__section__plan=plan).exclude(colour="").values_list("colour", flat=True)[0]
    without = [colour for colour in ("blue", "green", "amber", "red") if colour != used]
    refused = sent(client, address, colours=without)
    assert f"Something was rated {used}" in refused.content.decode()
    sent(client, address, colours=["green", "amber", "red", "purple"], words_purple="Finished, and it lasts")
    assert dict(plan.scheme.values_list("colour", "words"))["purple"] == "Finished, and it lasts"
    assert "Finished, and it lasts" in client.get(at("plan", plan.pk)).content.decode()
    with pytest.raises(Refused, match="two colours"):
        actions.choose_scale(plan=plan, scale={"green": "Well"}, by=head, on=ON)
