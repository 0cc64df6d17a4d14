"""Meetings of the invented area that held up a figure."""

import pytest
from django.conf import settings

from goldenthread.demo.losing_school import STORY, lose_school
from goldenthread.demo.scrutinies import hold_up
from goldenthread.insight.models import Scrutiny, ScrutinyAction

from . import TODAY

pytestmark = pytest.mark.usefixtures("seen_whole")


@pytest.fixture(scope="module")
def held(calderbeck, told, django_db_blocker, tmp_path_factory):
    """Told after the stories and what schools entered, as load_demo does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("files"))
        patch.setattr("goldenthread.demo.losing_school.OF_A_THOUSAND", dict.fromkeys(((True, False), (True, True), (False, False), (False, True)), 300))
        lose_school(calderbeck.area, today=TODAY)
        hold_up(calderbeck.area, today=TODAY)
    return calderbeck


def test_two_meetings_held_a_figure_up_and_gave_people_something_to_do(held):
    actions = list(ScrutinyAction.objects.select_related("owner", "child"))
    assert Scrutiny.objects.count() == 2
    assert any(each.done_on for each in actions) and any(each.dropped_on for each in actions)
    open_ones = [each for each in actions if each.ended_on is None]
    assert any(each.due_on < TODAY and each.owner.persona == "ellis" for each in open_ones), "one is late"
    assert any(each.child and (each.child.forename, each.child.surname) == STORY for each in open_ones)
