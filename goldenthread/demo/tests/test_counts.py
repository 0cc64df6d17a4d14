"""The invented area's schools have given two years of counts, and the area those of its young people."""

from itertools import pairwise

import pytest

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.demo.counts import CENSUSES, OWN, keep_counts
from goldenthread.demo.setting_up import set_up
from goldenthread.insight.guarding import Guard
from goldenthread.insight.schools import neet
from goldenthread.insight.schools.absence import absence
from goldenthread.insight.schools.days import newest_census_days, newest_months
from goldenthread.insight.schools.models import SchoolNeeds
from goldenthread.insight.schools.needs import england_support
from tests import making


# Sets up the invented area's settings and staff: about a second.
@pytest.mark.django_db
def test_schools_and_the_area_have_counted_for_two_years():
    today = making.TODAY
    with clock.standing_on(today):
        area = set_up(by=command("tests"), on=today)["990"]
        keep_counts(area, today=today)
    held = SchoolNeeds.objects.filter(area=area, replaced_on=None)
    assert set(held.values_list("census_on", flat=True)) == set(newest_census_days(today, CENSUSES))
    assert held.values("school").distinct().count() > 35
    own = SchoolNeeds.objects.filter(school__name=OWN, census_on=newest_census_days(today, 1)[0])
    assert [(row.version, row.given_by.persona, "SEMH" in row.needs) for row in own.order_by("version")] == [
        (1, "priya", False),
        (2, "priya", True),
    ]
    months = [month for month in newest_months(today, 24) if month.month != 8]
    found = absence(area, months)
    assert {"primary", "secondary"} <= set(found.phases)
    everybody = Guard(open_rows=True)
    for month in months:
        said = found.months[month]
        assert said["none"].rate(everybody) < said["support"].rate(everybody), month
    assert found.months[months[0]]["none"].schools < found.months[months[1]]["none"].schools
    years = neet.years(area)
    assert neet.base_year(area, years) == min(each.year for of in years.values() for each in of)
    plan, support = (years["16-17", status] for status in ("plan", "support"))
    assert plan[-1].months == 3
    assert plan[-1].share(everybody) < plan[0].share(everybody)
    assert any(later.share(everybody) > earlier.share(everybody) for earlier, later in pairwise(support))
    assert england_support(today).year == today.year
