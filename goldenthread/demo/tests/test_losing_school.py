"""Suspensions and exclusions in the invented area."""

import pytest
from django.conf import settings

from goldenthread.demo.losing_school import STORY, lose_school
from goldenthread.provision.exclusions.reach import losing, with_phase
from goldenthread.provision.models import Exclusion

from . import TODAY

pytestmark = pytest.mark.usefixtures("seen_whole")


@pytest.fixture(scope="module")
def lost(calderbeck, told, django_db_blocker, tmp_path_factory):
    """Told after the stories and the filling, as load_demo does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("files"))
        patch.setattr("goldenthread.demo.losing_school.OF_A_THOUSAND", dict.fromkeys(((True, False), (True, True), (False, False), (False, True)), 1000))
        patch.setattr("goldenthread.demo.losing_school.FOR_GOOD", 8)  # of sixty plans as many as of some hundreds otherwise
        lose_school(calderbeck.area, today=TODAY)
    return calderbeck


def test_efans_school_entered_one_morning_with_the_help_that_the_record_holds(lost):
    one = Exclusion.objects.get(child__forename=STORY[0], child__surname=STORY[1])
    kinds = [each.kind for each in one.support.all()]
    assert one.sessions == 1 and kinds.count("line") + kinds.count("missed") >= 3 and kinds[-1] == "adjusted"


def test_the_register_has_something_of_every_kind_and_something_to_follow_up(lost):
    found = list(with_phase(Exclusion.objects.all()))
    assert {one.kind for one in found} == {"suspension", "permanent"} and {"plan", "support"} <= {one.status for one in found}
    assert {one.part for one in found} == {"days", "lunch"}
    assert any(one.followed_on for one in found) and any(one.support.count() == 0 for one in found)
    assert Exclusion.objects.filter(losing(TODAY)).exists()
    assert all(one.first_on <= TODAY and one.entered_on <= TODAY for one in found)
