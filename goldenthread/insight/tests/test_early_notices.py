"""Notices of health bodies about children under school age are counted, trust by trust and quarter by quarter."""

from datetime import date

import pytest

from goldenthread.casework.models import Request
from goldenthread.core import clock
from goldenthread.insight.indicators import figure
from goldenthread.insight.tests.test_indicator_pages import look, words
from goldenthread.people.models import Organisation
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY


def trust(name):
    return Organisation.objects.get_or_create(kind="health", name=name, area=making.area())[0]


def noticed(on, *, born=date(2023, 5, 4), route="health", by="Calder Vale NHS Trust"):
    child = making.child(born=born)
    return Request.objects.create(child=child, area=child.area, received_on=on, route=route, channel="email", requested_by=trust(by) if by else None)


def counted(**asked):
    return figure("NOT01", area=making.area().pk, at=ON, **asked)


@pytest.mark.parametrize(
    ("born", "on", "counts"),
    [
        (date(2021, 4, 1), date(2026, 8, 30), 1),  # five on 1 April: school age begins on 31 August
        (date(2021, 4, 1), date(2026, 8, 31), 0),
        (date(2021, 3, 31), date(2026, 3, 30), 1),  # five on 31 March: it begins that day
        (date(2021, 3, 31), date(2026, 3, 31), 0),
        (date(2020, 12, 30), date(2025, 12, 30), 1),
        (date(2021, 1, 1), date(2026, 3, 30), 1),
    ],
)
def test_a_notice_counts_while_the_child_is_under_school_age(born, on, counts):
    noticed(on, born=born)
    assert counted().numerator == counts


def test_what_others_brought_to_attention_and_what_came_before_the_year_is_no_notice_of_health():
    noticed(date(2026, 5, 5))
    noticed(date(2026, 5, 5), route="social_care")
    noticed(date(2026, 5, 5), route="parent", by=None)
    noticed(date(2025, 5, 5))
    assert counted().numerator == 1


def test_each_trust_has_its_number_and_the_page_shows_how_far_they_differ_in_each_quarter(client):
    for _ in range(3):
        noticed(date(2026, 8, 5))
    noticed(date(2026, 8, 6), by="Thorn NHS Trust")
    noticed(date(2026, 8, 7), by=None)
    assert {part.label: part.numerator for part in counted(by="provider").parts} == {"Calder Vale NHS Trust": 3, "Thorn NHS Trust": 1, "Not recorded": 1}
    with clock.standing_on(ON):
        page = words(look(client, "head_of_send", "/insight/NOT01/variation?by=provider&over=quarter"))
    assert "In the quarter to September 2026 they lay from 1 (Thorn NHS Trust) to 3 (Calder Vale NHS Trust), 2 apart." in page


def test_a_school_that_asks_is_in_no_trusts_number():
    noticed(date(2026, 8, 5))
    Request.objects.update(requested_by=making.school())
    assert [part.label for part in counted(by="provider").parts] == ["Not recorded"]
