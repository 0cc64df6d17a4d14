"""Stories of reviews are held to what they show."""

from datetime import timedelta

import pytest

from goldenthread.people.models import Deadline
from goldenthread.reviews.amendments import changes_of, version_of

from . import TODAY

pytestmark = pytest.mark.usefixtures("told", "seen_whole")


def test_everybody_was_invited_with_two_weeks_notice_and_a_mother_has_said_something(told):
    review = told["early_review"].reviews.get()
    assert review.planned_on - review.invited_on >= timedelta(days=15) and review.planned_on > TODAY
    roles = set(review.invitees.values_list("role", flat=True))
    assert {"parent", "child", "setting", "council", "health", "social_care"} <= roles
    assert review.contributions.get().invitee.adult.name == "Carys Vaughan" and review.papers_on is None


def test_a_review_that_was_reported_waits_for_its_decision_with_the_changes_written(told):
    review = told["to_decide"].reviews.get()
    assert review.met_on and review.report_on and review.notified_on is None
    due = Deadline.objects.get(child=review.plan.child, clock="AR-PACK-DECISION")
    assert due.met_on is None and TODAY < due.due_on <= review.met_on + timedelta(weeks=4)
    assert [change.section for change in changes_of(version_of(review))] == ["E"]
    assert sorted(review.progress.values_list("scale", flat=True)) == [2, 4]
