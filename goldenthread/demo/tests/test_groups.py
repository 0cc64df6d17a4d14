"""Children of the invented area are in groups, as files and families said; one family took it back, and some rows wait."""

import pytest

from goldenthread.demo import groups
from goldenthread.insight.indicators import figure
from goldenthread.people.models import ChildGroup, GroupFile

from . import TODAY

pytestmark = pytest.mark.usefixtures("seen_whole")


@pytest.fixture(scope="module")
def grouped(calderbeck, told):
    """Told after the stories and the filling, as load_demo does. With sixty plans rare groups are made less rare."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(groups, "OF_A_THOUSAND", {"school": {"meals": 430}, "virtual_head": {"adopted": 200}, "social_care": {"young_carer": 100}})
        groups.group(calderbeck.area, today=TODAY)
    return calderbeck


def test_schools_files_have_rows_that_wait_and_the_others_are_whole(grouped):
    waiting = {each.source: len(each.held) for each in GroupFile.objects.all()}
    assert waiting == {"school": len(groups.WRONG), "virtual_head": 0, "social_care": 0}
    assert ChildGroup.objects.filter(withdrawn_on__isnull=False).count() == 1


def test_figures_by_group_have_something_to_show(grouped):
    found = {part.label: part.numerator for part in figure("EHC20", area=grouped.area.pk, at=TODAY, by="group").parts}
    assert found["Free school meals"] > 10
    assert {"Adopted from care", "Young carer", "English as an additional language", "In none of these"} <= found.keys()
