"""What the invented area has agreed with its partners, and what goes back and forth with health."""

import pytest
from django.conf import settings

from goldenthread.demo.partners import NOBODY, SCHOOLS, SIGNED, agree
from goldenthread.people.agreements.states import counted, state
from goldenthread.people.models import Agreement, NumberCheck
from goldenthread.returns.health.reconciling import reconciled
from goldenthread.returns.models import FlagList, HealthExtract

from . import TODAY

pytestmark = pytest.mark.usefixtures("seen_whole")


@pytest.fixture(scope="module")
def agreed(calderbeck, told, django_db_blocker, tmp_path_factory):
    """Told after the stories and the filling, as load_demo does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("files"))
        agree(calderbeck.area, today=TODAY)
    return calderbeck


def test_the_register_has_agreements_in_every_state_worth_seeing(agreed):
    shown = {one.name: state(one, one.partners.filter(signed_on=None).count(), TODAY)[0] for one in Agreement.objects.all()}
    assert sorted(shown.values()) == ["In force", "Look at it again", "Waits for signatures", "Waits for signatures"]
    data = next(each for each in counted(Agreement.objects.all()) if each.kind == "data")
    assert (data.wanted, data.signed) == (SCHOOLS + 2, SIGNED + 1)


def test_healths_list_has_something_to_do_of_every_kind(agreed):
    found = reconciled(FlagList.objects.get())
    assert found.to_add.exists() and found.to_remove.exists() and found.held.count() >= 1 and found.agreed > 40
    assert found.unmatched.count() >= len(NOBODY) and not found.unreadable.exists()


def test_health_was_told_who_is_out_of_school_and_numbers_were_checked(agreed):
    assert HealthExtract.objects.get().received_on and HealthExtract.objects.get().rows_out
    assert NumberCheck.objects.exists()
