"""What goes on around the stories: after 16, what the forum brings and what it judges."""

import pytest

from goldenthread.access.models import User
from goldenthread.casework.models import Consultation
from goldenthread.demo.going_on import LEFT, YOUNG_PEOPLE, go_on
from goldenthread.demo.hearing import JUDGED, THEMES, hear
from goldenthread.people.standing import stand
from goldenthread.plans.models import Judgement, UnnamedPlan
from goldenthread.provision.models import Theme
from goldenthread.reviews.after_16 import after_16

from . import TODAY

pytestmark = pytest.mark.usefixtures("seen_whole")


@pytest.fixture(scope="module")
def gone_on(calderbeck, told, django_db_blocker):
    """Both are told after the stories and the filling, as load_demo does."""
    go_on(calderbeck.area, today=TODAY)
    hear(calderbeck.area, today=TODAY)
    return calderbeck


def test_settings_are_asked_early_and_answer_by_their_own_staff(gone_on):
    found = after_16(stand(User.objects.get(persona="ruth"), TODAY), TODAY)
    assert 0 < found.asked <= YOUNG_PEOPLE and found.with_health_advice and found.with_health_lines
    rows = list(Consultation.objects.filter(plan_version__kind="proposed"))
    assert rows and all(row.reply == "yes" and row.replied_by.memberships.get().organisation_id == row.setting_id for row in rows)


def test_somebody_keeps_in_touch_with_those_who_left(gone_on):
    found = after_16(stand(User.objects.get(persona="ruth"), TODAY), TODAY)
    assert 1 <= sum(found.left.values()) <= LEFT + 1


def test_themes_wait_are_answered_and_are_late(gone_on):
    rows = list(Theme.objects.order_by("sent_on"))
    assert len(rows) == len(THEMES)
    assert [row.answered_on and row.answered_on <= row.answer_by for row in rows] == [True, False, None, None]
    assert rows[2].answer_by < TODAY < rows[3].answer_by


def test_a_plan_waits_for_the_forum_and_none_names_its_child(gone_on):
    assert UnnamedPlan.objects.count() == len(JUDGED) and Judgement.objects.count() == len(JUDGED) - 1
    words = " ".join(line["text"] for plan in UnnamedPlan.objects.all() for line in plan.lines)
    assert not [name for (forename, surname), _, _ in JUDGED for name in (forename, surname) if name in words]
