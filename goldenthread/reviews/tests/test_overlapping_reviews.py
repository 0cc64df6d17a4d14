"""An early review while the plan is still being amended after another: no clock of the first is dropped or moved."""

from datetime import date, timedelta

import pytest

from goldenthread.core.keeping import Some
from goldenthread.people.models import Deadline
from goldenthread.people.policies import standing_of
from goldenthread.reviews import due, facts, wholesale
from goldenthread.reviews.actions import amending, arranging, meeting
from goldenthread.reviews.keeping import refresh_plan_clocks
from goldenthread.reviews.models import Review

from . import review_situations as now

pytestmark = pytest.mark.django_db

EARLY = now.REPORTED + timedelta(days=16)


def kept(scene, clock):
    return list(Deadline.objects.filter(matter_id=scene.plan.pk, clock=clock).order_by("starts_on"))


def early_review(scene):
    """Arranged and met while the amended plan of the first is still to come."""
    made = arranging.arrange_review(plan=scene.plan, kind="early", planned_on=EARLY, why="He has stopped eating.", convened_by=scene.school, by=scene.worker, on=now.REPORTED)
    arranging.invite(review=made, by=scene.worker, on=now.REPORTED)
    made = Review.objects.select_related("plan__child__area", "convened_by").get(pk=made.pk)
    meeting.hold_meeting(review=made, met_on=EARLY, attended={one.pk: "yes" for one in made.invitees.all()}, by=scene.worker, on=EARLY)
    return made


def test_the_amended_plan_of_the_first_is_due_when_it_was_due():  # draws the plan: about a second
    scene = now.amending_()
    before = kept(scene, "AR-FINAL8")[0]
    early_review(scene)
    [after] = kept(scene, "AR-FINAL8")
    assert (after.due_on, after.met_on, after.about) == (before.due_on, None, f"Review of {now.MET:%-d %B %Y}")
    assert [each.starts_on for each in kept(scene, "AR-PACK-DECISION")] == [now.MET, EARLY]
    assert [each.met_on for each in kept(scene, "AR-PACK-DECISION")] == [now.REPORTED, None]


def test_each_amended_plan_stops_its_own_clock():  # draws the plan three times: about three seconds
    scene = now.amending_()
    early_review(scene)
    dropped_on = now.REPORTED + timedelta(days=20)
    amending.drop_changes(review=scene.fresh(), reasons="The early review takes them up.", by=scene.manager, on=dropped_on)
    [first] = kept(scene, "AR-FINAL8")
    assert first.ended_on == dropped_on and kept(scene, "AR-NOAMEND8")[0].met_on == dropped_on
    assert kept(scene, "AR-PACK-DECISION")[1].met_on is None


def test_the_list_of_plans_being_amended_leads_to_the_review_whose_clock_it_is():  # draws the plan: about a second
    scene = now.amending_()
    early_review(scene)
    listed = due.rows_of(list(due.listed(standing_of(scene.manager), which="amending", asked={})))
    assert [row.review for row in listed] == [scene.fresh()]
    decide = due.rows_of(list(due.listed(standing_of(scene.manager), which="decide", asked={})))
    assert [row.review.kind for row in decide] == ["early"]


def test_a_first_review_that_was_finished_before_the_second_leaves_no_clock():
    plan = now.in_force(lines=False).plan
    Review.objects.create(plan=plan, met_on=date(2026, 9, 1), outcome="M", notified_on=date(2026, 9, 20))
    Review.objects.create(plan=plan, met_on=date(2026, 11, 1))
    assert facts.overlapped(list(plan.reviews.all())) == []


def test_many_plans_at_once_keep_the_same_clocks():  # draws the plan: about a second
    scene = now.amending_()
    early_review(scene)
    assert wholesale.refresh([scene.child.pk]) == 0
    Deadline.objects.filter(child=scene.child, clock="AR-FINAL8").delete()
    assert wholesale.differing(Some(named=[scene.child.pk])) == {scene.child.pk}
    refresh_plan_clocks([scene.child.pk])
    assert wholesale.differing(Some(named=[scene.child.pk])) == set()
