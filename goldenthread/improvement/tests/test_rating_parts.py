"""Milestones and groups are rated like actions: the facts suggest, a person rates and says why, and what is published stays."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.improvement import actions
from goldenthread.improvement.actions.rating import scale_of, version_of_scale
from goldenthread.improvement.actions.versions import partners_of
from goldenthread.improvement.models import Action, ActionGroup, Milestone, PlanRole, Rating, Section
from goldenthread.improvement.periods import period_end
from goldenthread.improvement.standing_now import stands
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


def test_whoever_saves_a_scale_second_is_told_and_overwrites_nothing(client, plan, head):
    client.force_login(head)
    seen = version_of_scale(plan)
    first = {"blue": "Done", "green": "Well", "amber": "Slow", "red": "Stuck"}
    actions.choose_scale(plan=plan, scale=first, version=seen, by=head, on=ON)
    typed = {"colours": list(first), "words_blue": "Finished for good", "version": seen}
    assert "Somebody else changed this record" in client.post(at("scale", plan.pk), typed, follow=True).content.decode()
    assert scale_of(plan) == first


@pytest.fixture
def contributor(plan, head, milestone):
    person = making.somebody("coordinator", name="Rosa Field", of=plan.area)
    role = PlanRole.objects.create(area=plan.area, words="Helper")
    actions.give_part(action=milestone.action, role=role, part="contributor", by=head, on=ON)
    actions.hold_role(role=role, user=person, from_on=ON, by=head, on=ON)
    return person


# Three pages: a fifth of a second.
def test_whoever_contributes_says_how_far_it_is_and_only_whoever_is_accountable_rates(client, plan, milestone, contributor):
    action = milestone.action
    with pytest.raises(NotAllowed, match="Only whoever is accountable"):
        actions.rate(of=action, colour="green", reason="Well", quarter_on=Q3, by=contributor, on=ON)
    with pytest.raises(NotAllowed, match="Only whoever is accountable"):
        actions.rate(of=milestone, colour="green", reason="Well", quarter_on=Q3, by=contributor, on=ON)
    client.force_login(contributor)
    assert client.get(at("rate", plan.pk, action.pk)).status_code == 403
    form = client.get(at("tell", plan.pk, action.pk)).content.decode()
    assert "How far is it?" in form and "Rating for" not in form
    page = client.get(at("action", plan.pk, action.pk)).content.decode()
    assert "Say how far it is" in page and "Rate it" not in page


def test_an_action_is_done_only_with_something_that_shows_it(plan, head, milestone):
    action = milestone.action
    with pytest.raises(Refused, match="Say what shows that it is done"):
        actions.tell_progress(action=action, words="Done", done_on=ON, version=action.version, by=head, on=ON)
    actions.tell_progress(action=action, words="Done", done_on=ON, shown_by="The minutes of November", version=action.version, by=head, on=ON)
    action.refresh_from_db()
    assert (action.done_on, action.evidence.last().words) == (ON, "The minutes of November")


# A form and two pages: a fifth of a second.
def test_a_milestone_that_slips_is_told_with_its_days(client, plan, head, milestone):
    client.force_login(head)
    milestone.period = "December 2026"
    milestone.save()
    address = at("add", plan.pk, milestone.action_id, "milestone")
    neither = sent(client, address, milestone=str(milestone.pk))
    assert "not both" in neither.content.decode()
    sent(client, address, **{"milestone": str(milestone.pk), "expected_on-day": "31", "expected_on-month": "1", "expected_on-year": "2027"})
    milestone.refresh_from_db()
    assert milestone.expected_on == date(2027, 1, 31)
    assert "31 days after its time" in client.get(at("action", plan.pk, milestone.action_id)).content.decode()
    progress = client.get(at("progress", plan.pk)).content.decode()
    assert "Milestones expected after their time" in progress and "Half the sample is read" in progress
    assert suggested_for(milestone, ON).sentence.startswith("The facts suggest: Behind")
    with pytest.raises(Refused, match="today or later"):
        actions.expect_milestone(milestone=milestone, expected_on=date(2026, 1, 1), by=head, on=ON)


# Two pages: a tenth of a second.
def test_what_was_spent_stands_beside_what_was_planned(client, plan, head, milestone):
    for kind, pounds in (("planned", 1000), ("spent", 700), ("spent", 450)):
        actions.add_cost(action=milestone.action, kind=kind, pounds=pounds, by=head, on=ON)
    client.force_login(head)
    for page in (client.get(at("action", plan.pk, milestone.action_id)), client.get(at("progress", plan.pk))):
        assert "£1,150.00" in page.content.decode() and "£150.00 over" in page.content.decode()


def test_which_part_of_the_plan_waits_for_which_is_told(client, plan, head):
    sections = list(plan.sections.filter(groups__actions__isnull=False).distinct())
    one = sections[0].groups.first().actions.first()
    other = Action.objects.filter(group__section__plan=plan).exclude(group__section=sections[0]).first()
    if other is None:
        section = Section.objects.create(plan=plan, position=99, reference="9", title="Workforce")
        other = Action.objects.create(group=ActionGroup.objects.create(section=section, position=0), position=0, reference="9.1", words="Fill the posts")
    actions.wait_for(action=one, needs=other, why="Nobody to do it", by=head, on=ON)
    [between] = stands(plan, ON).between
    assert (between.section, between.needs, between.many) == (sections[0], other.group.section, 1)
    client.force_login(head)
    assert "Which part of the plan waits for which" in client.get(at("progress", plan.pk)).content.decode()
