"""The indicators of services count what their pages show, so that an improvement plan's measure can be counted from them."""

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.insight.indicators import figure, guarded
from goldenthread.insight.services import flow, waits
from goldenthread.insight.services.tests.made import ON, QUARTER, row, send, service, waiting
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def one():
    made = service()
    left = {"started_on": "2025-08-01", "discharged_on": "2026-07-15", "discharge_reason": "done"}
    send(
        made, *waiting(9, "2026-09-01", "Calder North"), *waiting(3, "2025-07-01", "Calder South", first=20), row("A1", "2025-07-01", **left), row("A1", "2026-08-15", started_on="2026-09-20"),
        row("A2", "2026-08-01", decision="rejected", decided_on="2026-08-09", reason="age"), row("A3", "2026-08-01", decision="accepted", decided_on="2026-08-09", started_on="2026-09-01"),
    )  # fmt: skip
    return made


def values(code, one, at=QUARTER, by=None):
    found = figure(code, area=one.area_id, at=at, by=by)
    return found.numerator, found.denominator, found.value


def test_those_who_wait_are_the_same_as_on_the_pages(one):
    page = waits.waits([one], [QUARTER])[one.pk][0].whole
    assert values("SVC01", one) == (page.waiting, None, 12.0)
    assert values("SVC02", one) == (page.within, 12, page.share)
    assert values("SVC04", one) == (page.bands[-1], 12, 25.0)
    assert values("SVC03", one)[2] == round((9 * 29 + 3 * 456) / 12 / 7, 1)


def test_re_referrals_rejections_and_time_are_the_same_as_on_the_pages(one):
    page = flow.flows([one], [QUARTER])[one.pk][0]
    assert page.again == 1
    assert values("SVC05", one)[0] == 1
    assert values("SVC06", one) == (1, 2, 50.0)
    assert values("SVC07", one)[2] == round((date(2026, 7, 15) - date(2025, 8, 1)).days / 7, 1)


def test_they_are_told_apart_by_service_and_district(one):
    other = service("Speech and language")
    send(other, *waiting(2, "2026-09-01"))
    assert [(part.label, part.numerator) for part in figure("SVC01", area=one.area_id, at=QUARTER, by="service").parts] == [("Autism assessment", 12), ("Speech and language", 2)]
    assert {part.label for part in figure("SVC01", area=one.area_id, at=QUARTER, by="served district").parts} == {"Calder North", "Calder South", "Not known"}


def test_what_is_not_known_of_days_after_the_newest_return_stands_above_the_figure(one, client):
    with clock.standing_on(ON):
        client.force_login(making.somebody("head_of_send"))
        drawn = client.get("/insight/SVC02").content.decode()
        assert drawn.index("children who have been seen since still count as waiting") < drawn.index("How it moved")
        assert "children who have been seen since" not in client.get("/insight/SVC05").content.decode()


def test_small_numbers_of_them_are_guarded_as_all_figures_are(one):
    assert guarded(figure("SVC04", area=one.area_id, at=QUARTER), exact=False).numerator is None
