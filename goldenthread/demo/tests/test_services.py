"""The invented area's services have told for eight quarters, and the strategic group sees what is missing."""

from datetime import timedelta

import pytest

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.demo.services import ASKED, QUARTERS, SERVICES, keep_services
from goldenthread.demo.setting_up import set_up
from goldenthread.insight.services import flow, waits
from goldenthread.insight.services.due import owed
from goldenthread.insight.services.minimum.models import MinimumSet
from goldenthread.insight.services.models import Referral, Service, ServiceReturn
from goldenthread.insight.services.quarters import last_quarters
from tests import making


# Takes in thirty-one returns: some seconds.
@pytest.mark.django_db
def test_services_tell_and_one_of_them_is_late():
    today = making.TODAY
    with clock.standing_on(today):
        area = set_up(by=command("tests"), on=today)["990"]
        keep_services(area, today=today)
    found = {each.name: each for each in Service.objects.filter(area=area)}
    assert ServiceReturn.objects.count() == len(SERVICES) * QUARTERS - 1
    late = [name for name, each in found.items() if owed([each], today)[each.pk][0].state(today) == "late"]
    assert late == ["Occupational therapy"]
    assert [len(each.refused) for each in ServiceReturn.objects.filter(service=found["Speech and language therapy"])].count(1) == 1
    ends = last_quarters(today, QUARTERS)
    autism, speech = (waits.waits([found[name]], ends)[found[name].pk] for name in ("Autism assessment", "Speech and language therapy"))
    assert autism[-1].whole.median > autism[0].whole.median
    assert speech[-1].whole.median < speech[0].whole.median
    assert set(autism[-1].districts) > {"Beck Valley", "Calder North"}
    became = flow.flows([found["Speech and language therapy"]], ends)[found["Speech and language therapy"].pk][-1]
    assert became.again and became.rejected and became.discharged
    assert not Referral.objects.filter(referred_on__gt=today).exists()
    assert [(each.version, each.items.count()) for each in MinimumSet.objects.order_by("version")] == [(1, 4), (2, len(ASKED))]
    assert MinimumSet.objects.get(version=2).agreed_on > MinimumSet.objects.get(version=1).agreed_on + timedelta(days=200)
