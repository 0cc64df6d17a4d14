"""Each service is told by access, experience and outcome, from indicators that are counted."""

import pytest

from goldenthread.core import clock
from goldenthread.insight.indicators import LIBRARY
from goldenthread.insight.scorecard.services import KINDS, SERVICES
from goldenthread.insight.tests.test_indicator_pages import look, words
from tests import making


def test_every_indicator_of_a_service_is_counted_and_has_one_number():
    for service in SERVICES:
        for kind in KINDS:
            for code in service.of(kind):
                assert LIBRARY[code].counted and not LIBRARY[code].parts_of_whole, code
        assert service.access and service.outcome, service.name


@pytest.mark.django_db
def test_the_page_has_each_service_with_its_kinds_and_says_which_kind_nothing_tells_of(client):
    with clock.standing_on(making.TODAY):
        page = words(look(client, "board_member", "/area/scorecard"))
    for service in SERVICES:
        assert service.name in page
    assert "No indicator tells of its experience yet." in page
    assert all(each in page for each in ("Access", "Experience", "Outcome"))
