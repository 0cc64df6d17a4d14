"""Mistakes that councils and systems are known to make with reviews, and that are not made here.

Each is found by the Ombudsman or a court, or is told of by those who advise families.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.core.refusals import Refused
from goldenthread.law import review as law
from goldenthread.people.models import Deadline
from goldenthread.plans.models import Served
from goldenthread.reviews.actions import arranging, deciding, meeting
from goldenthread.reviews.amendments import version_of
from goldenthread.reviews.outcomes import stale

from . import review_situations as now

pytestmark = pytest.mark.django_db


def clock(scene, name: str, **of) -> Deadline:
    return Deadline.objects.filter(child=scene.child, clock=name, **of).order_by("-due_on").first()


def test_mistake_2_a_letter_that_the_plan_will_be_amended_neither_is_a_decision_nor_closes_the_review():  # Devon 2022; Somerset; Lancashire 24 021 786
    scene = now.reported()
    with pytest.raises(Refused, match="Write the changes first") as refused:
        deciding.decide_review(review=scene.fresh(), outcome="A", reasons="The plan is to change.", by=scene.manager, on=now.REPORTED)
    assert "Devon" in refused.value.citation.text
    assert scene.fresh().notified_on is None


def test_mistake_2_the_notice_with_the_changes_goes_in_the_four_weeks_and_the_review_stays_open_until_the_final():  # draws the plan: a second
    scene = now.amending_()
    review = scene.fresh()
    assert review.notice_sent_on == review.notified_on <= law.decide_by(now.MET)
    assert Served.objects.filter(version=version_of(review), adult=scene.parent, served_on=now.REPORTED).exists()
    assert review.is_amending and not review.is_complete
    final = clock(scene, "AR-FINAL8")
    assert final.met_on is None and final.due_on == now.REPORTED + timedelta(weeks=8)


def test_mistake_3_four_weeks_run_from_the_meeting_however_late_the_schools_report_is():
    scene = now.met()
    due = clock(scene, "AR-PACK-DECISION").due_on
    assert due == min(now.MET + timedelta(weeks=4), date(2026, 12, 14))  # and inside the year, which ends first here
    late = now.MET + timedelta(weeks=6)
    said = [meeting.Scaled(one.pk, 2, "A tally") for one in scene.review.progress.all()]
    meeting.note_progress(review=scene.fresh(), said=said, by=scene.senco, on=late)
    meeting.write_report(review=scene.fresh(), said={"working": "Cards", "recommends": "M", "recommends_why": "It fits"}, by=scene.senco, on=late)
    meeting.send_report(review=scene.fresh(), year_group=5, by=scene.senco, on=late)
    assert clock(scene, "AR-PACK-DECISION").due_on == due


def test_mistake_3_the_council_can_decide_before_the_school_has_sent_its_report():  # draws letters: half a second
    scene = now.met()
    deciding.decide_review(review=scene.fresh(), outcome="M", reasons="The plan fits.", by=scene.manager, on=now.MET + timedelta(days=20))
    assert scene.fresh().is_complete


def test_mistake_10_a_review_to_which_nobody_was_invited_is_never_decided():  # Barking and Dagenham 24 002 773
    scene = now.arranged()
    attended = {one.pk: "yes" for one in scene.review.invitees.all()}
    meeting.hold_meeting(review=scene.fresh(), met_on=now.MET, attended=attended, by=scene.worker, on=now.MET)
    with pytest.raises(Refused, match="Nobody was invited, so this review is not complete") as refused:
        deciding.decide_review(review=scene.fresh(), outcome="M", reasons="It fits.", by=scene.manager, on=now.MET)
    assert "24 002 773" in refused.value.citation.text


def test_mistake_10_a_decision_of_which_the_family_was_not_told_is_not_complete():
    scene = now.reported()
    review = scene.fresh()
    assert not review.is_complete and clock(scene, "AR-FIRST12").met_on is None


def test_mistake_11_outcomes_left_over_from_a_key_stage_that_is_past_are_named():  # Cheshire East 25 002 549
    scene = now.met(now.in_force(born=date(2014, 10, 9), made_on=date(2024, 12, 15)))
    outcomes = list(scene.review.progress.all())
    outcomes[0].by_when = date(2025, 7, 31)  # Year 5, and Kai is in Year 7
    [left] = stale(outcomes, date_of_birth=scene.child.date_of_birth, on=now.MET)
    assert "key stage that is over" in left.sentence
    outcomes[0].by_when = date(2027, 7, 31)
    assert stale(outcomes, date_of_birth=scene.child.date_of_birth, on=now.MET) == []


def test_mistake_13_neither_an_amended_plan_nor_an_order_starts_the_year_anew():  # draws the plan twice: two seconds
    scene = now.amended()
    following = clock(scene, "AR-NEXT12", met_on__isnull=True)
    assert following.starts_on == now.REPORTED  # the decision, not the amended plan of three weeks later
    assert following.due_on == date(2027, 11, 29)
    assert scene.plan.made_on == now.MADE


def test_mistake_9_an_unfinished_amendment_is_no_ground_against_an_early_review():  # Kent 24 014 617; Cumbria 19 011 568
    scene = now.amending_()
    made = arranging.arrange_review(
        plan=scene.plan, kind="early", planned_on=now.TODAY + timedelta(weeks=8), why="His mother asks: he no longer eats.", by=scene.worker, on=now.REPORTED
    )
    assert made.is_planned
