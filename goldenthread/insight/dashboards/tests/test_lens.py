"""The equity lens and the map: rates with the range that chance explains, tiles from what addresses hold, small numbers hidden."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.insight.dashboards import equity, map
from goldenthread.insight.indicators import LIBRARY, Figure, Part, Window, figure
from goldenthread.people.models import Address, Child
from goldenthread.plans.models import Plan
from tests import making

ON = making.TODAY
RATE = Figure(LIBRARY["EHC01"], ON, None, 60, 100, 60.0, Window(ON, ON), by="sex")


def test_the_interval_is_wilsons():
    """81 of 263 (Newcombe, Statistics in Medicine 1998, table I): 0.2553 to 0.3662; and 0 of 20: 0 to 0.1611."""
    assert equity.interval(81, 263) == (25.5, 36.6)
    assert equity.interval(0, 20) == (0.0, 16.1)


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_an_interval_holds_its_share_and_stays_within_a_hundred(pair):
    low, high = equity.interval(*pair)
    assert 0 <= low <= round(100 * pair[0] / pair[1], 1) + 0.05
    assert high <= 100
    assert high >= round(100 * pair[0] / pair[1], 1) - 0.05


def test_a_group_lies_apart_only_where_chance_does_not_explain_it():
    found = replace(RATE, parts=(Part("Female", 3, 10, 30.0), Part("Male", 300, 1000, 30.0)))
    few, many = equity.groups_of(found)
    assert (few.apart, many.apart) == ("", "below")
    assert "Male" in equity.sentence([few, many])
    assert "Female" not in equity.sentence([few, many])


def test_groups_are_not_put_in_order_of_rank():
    found = replace(RATE, parts=(Part("B", 1, 100, 1.0), Part("A", 99, 100, 99.0), Part("C", 50, 100, 50.0)))
    assert [each.label for each in equity.groups_of(found)] == ["B", "A", "C"]


def test_a_hidden_group_has_no_range_and_shows_a_star():
    (one,) = equity.groups_of(replace(RATE, parts=(Part("Female", None, None, None),), hidden=True))
    assert equity.row(one) == ["Female", "*", "*", "–", "–"]


def living(number: int, postcode: str) -> None:
    for _ in range(number):
        child = Child.objects.create(forename="Kai", surname="Alder", date_of_birth=date(2016, 3, 9), area=making.area(), first_recorded_on=date(2020, 1, 5))
        Address.objects.create(child=child, lines="1 Weir Side", postcode=postcode, from_on=date(2020, 1, 1))
        Plan.objects.create(child=child, area=child.area, made_on=date(2024, 3, 2))


@pytest.mark.django_db
def test_a_tile_for_each_district_in_the_order_a_person_would_put_them():
    for postcode in ("AA10 1AA", "AA2 1AA", "AB1 1AA"):
        living(1, postcode)
    tiles = map.tiles_of(figure("EHC20", area=making.area().pk, at=ON, by="district"), {})
    assert [(tile.code, tile.row, tile.column, tile.plans) for tile in tiles] == [("AA2", 0, 0, 1), ("AA10", 0, 1, 1), ("AB1", 1, 0, 1)]


@pytest.mark.django_db
def test_districts_lie_where_the_area_said_they_do_and_others_below():
    living(1, "AA2 1AA")
    living(1, "AA1 1AA")
    said = {"AA2": {"name": "Hebble", "row": 0, "column": 3}}
    tiles = map.tiles_of(figure("EHC20", area=making.area().pk, at=ON, by="district"), said)
    assert [(tile.code, tile.name, tile.row, tile.column) for tile in tiles] == [("AA2", "Hebble", 0, 3), ("AA1", "", 1, 0)]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/area/map", "/area/equity"])
def test_a_board_member_cannot_find_the_district_of_a_few(client, address):
    living(3, "AA1 1AA")
    living(30, "AA2 1AA")
    client.force_login(making.somebody("board_member"))
    page = client.get(address).content.decode()
    assert ">3<" not in page
    assert ">33<" not in page
    assert ">30<" not in page or address == "/area/map"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/area/map", "/area/equity", "/area/flow", "/area/advice", "/area/workload", "/area/opening-figures"])
def test_an_area_of_which_nothing_is_known_has_its_pages(client, address):
    client.force_login(making.somebody("head_of_send"))
    assert client.get(address).status_code == 200
