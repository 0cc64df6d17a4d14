"""A plan's life: rated each quarter, told of by its owners, signed by its partners, published, and locked."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, transaction

from goldenthread.core.actors import job
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.improvement import actions
from goldenthread.improvement.actions.bringing import sweep_plan_files
from goldenthread.improvement.actions.rating import USUAL, locked_until
from goldenthread.improvement.actions.roles import roles_in
from goldenthread.improvement.mine import in_words, mine_in_words
from goldenthread.improvement.models import (
    Action,
    ActionRole,
    Dependency,
    Finding,
    ImprovementPlan,
    PlanFile,
    PlanRole,
    PlanVersion,
    Rating,
    RoleHeld,
)
from goldenthread.improvement.out.taken import read_of, whole
from goldenthread.improvement.policies import held_now
from goldenthread.improvement.quarters import quarter_end, quarter_name, quarters_before
from tests import making

from .living import action_of, plan_of

pytestmark = pytest.mark.django_db
ON = making.TODAY
Q3, Q2 = date(2026, 9, 30), date(2026, 6, 30)


@pytest.fixture
def plan():
    return plan_of("coloured")


@pytest.fixture
def head(plan):
    return making.somebody("head_of_send", of=plan.area)


def test_quarters_are_known_by_their_last_day():
    assert quarter_end(date(2024, 2, 29)) == date(2024, 3, 31)
    assert quarter_name(Q3) == "July to September 2026"
    assert list(quarters_before(ON, 4)) == [date(2026, 12, 31), Q3, Q2, date(2026, 3, 31)]


# --- rating


def test_a_rating_has_its_reason_and_its_quarter_and_counts_from_then(plan, head):
    action = action_of(plan, "1.1")
    actions.rate(of=action, colour="blue", reason="The group met and agreed its members", quarter_on=Q3, by=head, on=ON)
    action.refresh_from_db()
    assert (action.colour, action.colour_before, action.rated_on) == ("blue", "amber", Q3)
    given = Rating.objects.get(given_on__isnull=False)
    assert (given.period, given.given_by_id, given.given_on) == ("July to September 2026", head.pk, ON)


def test_a_later_rating_of_the_same_quarter_counts_and_the_first_is_kept(plan, head):
    action = action_of(plan, "1.1")
    actions.rate(of=action, colour="blue", reason="Done", quarter_on=Q3, by=head, on=ON)
    actions.rate(of=action, colour="red", reason="It was not done after all", quarter_on=Q3, by=head, on=ON)
    action.refresh_from_db()
    assert (action.colour, Rating.objects.filter(given_on__isnull=False).count()) == ("red", 2)
    read = read_of(whole(ImprovementPlan.objects.filter(pk=plan.pk)).get())
    assert [(one.period, one.colour) for one in read.actions[0].ratings] == [("", "amber"), ("July to September 2026", "red")]


def test_a_rating_of_an_older_quarter_does_not_become_the_rating_now(plan, head):
    action = action_of(plan, "1.1")
    actions.rate(of=action, colour="blue", reason="Done", quarter_on=Q3, by=head, on=ON)
    actions.rate(of=action, colour="red", reason="Told late", quarter_on=Q2, by=head, on=ON)
    action.refresh_from_db()
    assert (action.colour, action.colour_before) == ("blue", "red")


def test_a_printed_place_for_a_quarter_is_filled_by_whoever_rates_it(head):
    plan = plan_of("half_yearly")
    action = action_of(plan, "2.1.1")
    actions.rate(of=action, colour="amber", reason="Half the sample is done", quarter_on=Q3, period="Q2", by=making.somebody("head_of_send", of=plan.area), on=ON)
    read = read_of(whole(ImprovementPlan.objects.filter(pk=plan.pk)).get())
    assert [(one.period, one.printed, one.colour) for one in read.actions[0].ratings][:3] == [("Q1", "Green", "green"), ("Q2", "Amber", "amber"), ("Q3", "", "")]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"colour": "purple"}, "plan’s own colours: red, amber, blue, pink"),
        ({"reason": " "}, "Say why"),
        ({"quarter_on": date(2026, 9, 29)}, "quarter that has begun"),
        ({"quarter_on": date(2027, 3, 31)}, "quarter that has begun"),
        ({"colour": "pink"}, "which action it waits for"),
    ],
)
def test_a_rating_that_says_too_little_is_refused(plan, head, said, sentence):
    with pytest.raises(Refused, match=sentence):
        actions.rate(**{"of": action_of(plan, "1.1"), "colour": "amber", "reason": "It goes on", "quarter_on": Q3, "by": head, "on": ON} | said)
    assert not Rating.objects.filter(given_on__isnull=False).exists()


def test_a_colour_that_means_waiting_says_for_what(plan, head):
    action, other = action_of(plan, "1.1"), action_of(plan, "1.3")
    actions.rate(of=action, colour="pink", reason="The contracts come first", quarter_on=Q3, needs=other, by=head, on=ON)
    assert Dependency.objects.get().needs == other
    with pytest.raises(Refused, match="wait for each other"):
        actions.wait_for(action=other, needs=action, by=head, on=ON)


def test_a_plan_without_a_scale_has_the_usual_one(head):
    plan = plan_of("coloured")
    plan.scheme.all().delete()
    actions.rate(of=action_of(plan, "1.1"), colour="green", reason="On time", quarter_on=Q3, by=head, on=ON)
    assert "green" in USUAL


def test_a_group_and_a_milestone_are_rated_too():
    plan = plan_of("half_yearly")
    head = making.somebody("head_of_send", of=plan.area)
    milestone = action_of(plan, "2.1.1").milestones.first()
    for of in (milestone, milestone.action.group):
        actions.rate(of=of, colour="red", reason="Nobody has begun", quarter_on=Q3, by=head, on=ON)
    assert Rating.objects.filter(given_on=ON).count() == 2
    assert milestone.action.colour == "green"


def test_postgresql_keeps_a_given_rating(plan, head):
    actions.rate(of=action_of(plan, "1.1"), colour="blue", reason="Done", quarter_on=Q3, by=head, on=ON)
    for wrong in (lambda: Rating.objects.update(colour="red"), lambda: Rating.objects.filter(given_on=ON).delete()):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            wrong()


# --- roles


def test_a_line_a_semicolon_or_a_stroke_stands_between_two_roles():
    assert roles_in("Head of SEND / DCO\nAD, Children and Learning; HOS") == ["Head of SEND", "DCO", "AD, Children and Learning", "HOS"]
    assert roles_in("–") == []


def test_officers_printed_for_all_actions_answer_for_each():
    plan = plan_of("lettered")
    assert {part.role.words for part in action_of(plan, "A2b").roles.all()} == {"HOS", "DCO", "CEO"}


def test_whoever_holds_a_role_today_may_tell_and_nobody_else(plan, head):
    owner, action = making.somebody("coordinator", of=plan.area), action_of(plan, "1.1")
    with pytest.raises(NotAllowed, match="answers for this action"):
        actions.tell_progress(action=action, words="We met", by=owner, on=ON)
    held = actions.hold_role(role=PlanRole.objects.get(words="P Rowe"), user=owner, from_on=ON, by=head, on=ON)
    actions.tell_progress(action=action, words="We met", expected_on=date(2027, 1, 31), by=owner, on=ON)
    actions.rate(of=action, colour="amber", reason="We met", quarter_on=Q3, by=owner, on=ON)
    action.refresh_from_db()
    assert (action.told_on, action.expected_on) == (ON, date(2027, 1, 31))
    actions.leave_role(held=held, until_on=ON, by=head, on=ON)
    with pytest.raises(NotAllowed):
        actions.tell_progress(action=action, words="Again", by=owner, on=ON + timedelta(days=1))


def test_a_role_is_not_held_twice_by_one_person_but_by_one_after_another(plan, head):
    role, one, other = PlanRole.objects.get(words="P Rowe"), making.user(), making.user()
    held = actions.hold_role(role=role, user=one, from_on=date(2026, 1, 1), by=head, on=ON)
    with pytest.raises(Refused, match="holds this role already"):
        actions.hold_role(role=role, user=one, from_on=ON, by=head, on=ON)
    actions.leave_role(held=held, until_on=date(2026, 8, 31), by=head, on=ON)
    actions.hold_role(role=role, user=other, from_on=date(2026, 9, 1), by=head, on=ON)
    assert RoleHeld.objects.filter(role=role).count() == 2


def test_whoever_holds_a_role_reads_how_many_actions_are_theirs_and_how_many_late(plan, head):
    role, owner = PlanRole.objects.get(words="P Rowe"), making.user()
    assert mine_in_words(owner.pk, ON) == ""
    actions.hold_role(role=role, user=owner, from_on=ON, by=head, on=ON)
    Action.objects.filter(roles__role=role).update(due_on=ON - timedelta(days=1), date_state="day")
    for day in (ON, ON + timedelta(days=1000), date(2020, 1, 1), ON - timedelta(days=1)):
        mine = ActionRole.objects.filter(held_now(owner.pk, day), action__done_on__isnull=True)
        held = set(mine.values_list("action_id", flat=True))
        late = set(mine.filter(action__due_on__lt=day).values_list("action_id", flat=True))
        assert mine_in_words(owner.pk, day) == in_words(len(held), len(late)), day
    assert mine_in_words(owner.pk, ON) == "1 action of the improvement plan is yours, and it is late"


# --- tied to an action


def test_tasks_costs_and_milestones_belong_to_an_action(plan, head):
    action = action_of(plan, "1.1")
    task = actions.add_task(action=action, words="Book a room", due_on=ON, by=head, on=ON)
    actions.finish_task(task=task, version=1, by=head, on=ON)
    actions.add_cost(action=action, pounds=1200, paid_by="The ICB", by=head, on=ON)
    assert (action.tasks.get().done_on, action.costs.get().pounds) == (ON, 1200)


def test_evidence_is_kept_with_what_it_shows(plan, head, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    from goldenthread.core.uploads import Upload

    action = action_of(plan, "1.1")
    actions.attach(action=action, upload=Upload(io.BytesIO(b"minutes"), 7, "text/plain"), file_name="minutes.txt", shows="The group agreed its members", dated_on=ON, by=head, on=ON)
    kept = action.attachments.get()
    assert (kept.shows, kept.file.size) == ("The group agreed its members", 7)


def test_an_action_answers_a_finding_of_its_own_area(plan, head):
    inspection = actions.record_inspection(area=plan.area, title="Area SEND inspection", kind="area_send", published_on=date(2024, 5, 1), by=head, on=ON)
    finding = actions.add_finding(inspection=inspection, kind="strength", words="Schools listen to families", by=head, on=ON)
    actions.answer_finding(action=action_of(plan, "1.1"), finding=finding, by=head, on=ON)
    assert Finding.objects.filter(answers__action__reference="1.1", kind="strength").exists()


# --- versions


def signed(plan, head, **fields) -> PlanVersion:
    made = actions.take_version(plan=plan, by=head, on=ON, **fields)
    for partner in plan.partners.all():
        actions.sign(of=made, partner=partner, name="The director", by=head, on=ON)
    return made


def test_a_version_is_published_when_every_partner_has_signed(plan, head):
    council = actions.add_partner(plan=plan, name="Bristowe Council", by=head, on=ON)
    actions.add_partner(plan=plan, name="Bristowe ICB", by=head, on=ON)
    made = actions.take_version(plan=plan, what_changed="The first", by=head, on=ON)
    actions.sign(of=made, partner=council, name="Director of Children’s Services", by=head, on=ON)
    with pytest.raises(Refused, match="Not signed yet by: Bristowe ICB"):
        actions.publish_version(of=made, by=head, on=ON)
    actions.sign(of=made, partner=plan.partners.get(name="Bristowe ICB"), name="Chief nurse", by=head, on=ON)
    actions.publish_version(of=made, by=head, on=ON)
    made.refresh_from_db()
    assert made.published_on == ON


def test_a_plan_that_nobody_signs_is_not_published(plan, head):
    made = actions.take_version(plan=plan, by=head, on=ON)
    with pytest.raises(Refused, match="Name the bodies"):
        actions.publish_version(of=made, by=head, on=ON)


def test_a_version_of_a_plan_that_has_not_changed_is_refused(plan, head):
    actions.take_version(plan=plan, by=head, on=ON)
    with pytest.raises(Refused, match="Nothing has changed since version 1"):
        actions.take_version(plan=plan, by=head, on=ON)
    actions.mend(of=action_of(plan, "1.1"), words={"owner": "Somebody"}, by=head, on=ON)
    assert actions.take_version(plan=plan, by=head, on=ON).number == 2


def test_a_published_version_never_changes(plan, head):
    actions.add_partner(plan=plan, name="Bristowe Council", by=head, on=ON)
    made = signed(plan, head)
    actions.publish_version(of=made, by=head, on=ON)
    with pytest.raises(Refused, match="published and stays as it is"):
        actions.note_stage(of=made, stage="submitted_on", day=ON, by=head, on=ON)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        PlanVersion.objects.update(what_changed="Nothing")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        made.signatures.update(name="Another")


def test_even_a_version_that_is_not_published_keeps_what_it_says(plan, head):
    actions.take_version(plan=plan, by=head, on=ON)
    with pytest.raises(DatabaseError, match="stays as it was taken"), transaction.atomic():
        PlanVersion.objects.update(content={})


def test_the_ratings_of_a_published_quarter_are_locked(plan, head):
    action = action_of(plan, "1.1")
    actions.add_partner(plan=plan, name="Bristowe Council", by=head, on=ON)
    actions.rate(of=action, colour="blue", reason="Done", quarter_on=Q3, by=head, on=ON)
    actions.publish_version(of=signed(plan, head, rated_until=Q3), by=head, on=ON)
    assert locked_until(plan) == Q3
    with pytest.raises(Refused, match="July to September 2026 are published"):
        actions.rate(of=action, colour="red", reason="Not so", quarter_on=Q3, by=head, on=ON)
    actions.rate(of=action, colour="red", reason="It fell back", quarter_on=date(2026, 12, 31), by=head, on=ON)
    with pytest.raises(DatabaseError, match="published"), transaction.atomic():
        Rating.objects.create(action=action, position=9, colour="red", reason="Past the action", quarter_on=Q2, given_on=ON)


def test_a_board_member_signs_and_publishes_but_a_forum_member_does_not(plan):
    board, forum = making.somebody("board_member", of=plan.area), making.somebody("forum", of=plan.area)
    assert actions.take_version(plan=plan, by=board, on=ON).number == 1
    with pytest.raises(NotAllowed):
        actions.take_version(plan=plan, by=forum, on=ON)


# --- files that nobody saved


def test_a_file_that_nobody_saved_is_forgotten_after_thirty_days(plan, head, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for days in (31, 29):
        sent = actions.send_plan_file(area=plan.area, content=io.BytesIO(b"a file"), file_name="plan.csv", by=head, on=ON)
        sent.sent_at = datetime.combine(ON, time(12), UTC) - timedelta(days=days)
        sent.save(update_fields=["sent_at"])
    assert sweep_plan_files(by=job("sweep"), on=ON) == 1
    assert PlanFile.objects.count() == 1
