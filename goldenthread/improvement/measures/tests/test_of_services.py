"""A plan is held to how long children wait for one service, counted from what the service told."""

from datetime import date

import pytest

from goldenthread.improvement.measures.actions import add_measure
from goldenthread.improvement.measures.figures import values_of
from goldenthread.improvement.measures.forms import parts
from goldenthread.improvement.models import ImprovementPlan
from goldenthread.insight.services.tests.made import QUARTER, send, service, waiting
from tests import making


@pytest.mark.django_db
def test_a_measure_of_one_service_is_counted_from_its_returns():
    one, other = service(), service("Speech and language")
    send(one, *waiting(20, "2026-09-01"), *waiting(20, "2026-01-01", first=50))
    send(other, *waiting(30, "2026-09-01"))
    assert ("service|Autism assessment", "Service: Autism assessment") in parts()
    plan = ImprovementPlan.objects.create(area=making.area(), title="Plan", file_name="plan.docx", sha256="0" * 64, saved_on=making.TODAY)
    said = {"words": "Autism assessments in time", "kind": "rate", "unit": "percent", "source": "indicator", "indicator": "SVC02", "part_of": "service", "part": "Autism assessment"}
    measure = add_measure(plan=plan, said=said, by=making.somebody("head_of_send"), on=making.TODAY)
    whole = add_measure(plan=plan, said={**said, "part_of": "", "part": ""}, by=making.somebody("head_of_send"), on=making.TODAY)
    for exact in (True, False):
        values = values_of([measure, whole], at=QUARTER, exact=exact)
        assert (values[measure.pk].value, round(values[whole.pk].value)) == (50, 71), exact
    assert values_of([measure], at=date(2025, 12, 31), exact=True)[measure.pk].value is None
