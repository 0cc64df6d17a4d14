"""The pages on which an area stands beside others."""

import re

import pytest
from django.test import Client

from goldenthread.insight.benchmarks import MEASURES, compare, told
from goldenthread.people.models import Area
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    client = Client()
    client.force_login(making.somebody("head_of_send"))
    return client


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_indicator_is_shown_beside_england_the_region_and_ten_neighbours(head):
    answer = head.get("/insight/EHC01/benchmark?area=990")
    assert answer.status_code == 200
    said = words(answer)
    assert "England has 46.4%" in said
    assert "Yorkshire and The Humber (region)" in said
    assert "Calderbeck is invented, so the neighbours of a real authority stand in" in said
    assert "Open Government Licence" in said
    assert answer.content.count(b"<figure") == 2


def test_a_real_authority_reads_its_place_and_its_gap():
    Area.objects.filter(code="990").update(code="855", name="Leicestershire")
    making.area("855", "Leicestershire")
    client = Client()
    client.force_login(making.somebody("head_of_send", of=Area.objects.get(code="855")))
    said = words(client.get("/insight/ehc01/benchmark?year=2024"))
    found = compare("EHC01", la_code="855", period=2024)
    assert f"It stands {found.rank} of {found.of} authorities" in said
    assert f"{abs(found.gap):g} percentage points below England" in said
    assert "Leicestershire (here)" in said


def test_the_year_and_the_part_can_be_chosen_and_what_is_no_year_is_passed_over(head):
    assert "2021" in words(head.get("/insight/EHC01/benchmark?year=2021"))
    assert "Special school" in words(head.get("/insight/EHC24/benchmark?part=special_total"))
    for year in ("1066", "x", "99999999999999999999", "²"):
        assert head.get("/insight/EHC01/benchmark", {"year": year}).status_code == 200
    assert head.get("/insight/EHC24/benchmark?part=nowhere").status_code == 404
    assert head.get("/insight/EHC99/benchmark").status_code == 404


def test_where_nothing_is_published_the_page_says_why(head):
    assert "in its own words" not in words(head.get("/insight/EHC01/benchmark"))
    assert "the department cannot publish it" in words(head.get("/insight/AR05/benchmark"))


def test_every_indicator_has_a_page(head):
    """Asks for every page, which takes a few seconds."""
    for code in MEASURES:
        assert head.get(f"/insight/{code}/benchmark").status_code == 200, code


def test_all_comparisons_stand_on_one_page_with_few_queries(head, django_assert_max_num_queries):
    head.get("/insight/benchmarks")
    with django_assert_max_num_queries(90):  # a statement for each kind of thing counted and length of time, each with its wall; none grows with the area
        said = words(head.get("/insight/benchmarks"))
    assert "Plans in force in January" in said and "638,745" in said
    assert "Requests from each source The department has not published the source of requests." in said


def test_an_area_of_which_nothing_is_published_has_no_empty_columns_for_it(head):
    assert "Here, published" not in words(head.get("/insight/benchmarks"))
    Area.objects.filter(code="990").update(code="855", name="Leicestershire")
    making.area("855", "Leicestershire")
    client = Client()
    client.force_login(making.somebody("head_of_send", of=Area.objects.get(code="855")))
    assert "Here, published England Middle of the neighbours Place Published for" in words(client.get("/insight/benchmarks"))


def test_a_parent_cannot_open_them(db):
    client = Client()
    client.force_login(making.user("Pat Alder"))
    assert client.get("/insight/EHC01/benchmark").status_code in (403, 404)


def test_the_sentence_says_which_end_is_best():
    said = told.sentence(compare("EHC04", la_code="855", period=2024), "Leicestershire")
    assert "1 is the lowest, which is best" in said
    said = told.sentence(compare("EHC12", la_code="855", period=2024), "Leicestershire")
    assert "neither is better" in said


def test_where_nothing_is_published_of_the_authority_the_record_as_at_today_stands_in(head, monkeypatch):
    from goldenthread.insight.benchmarks import views

    monkeypatch.setattr(views, "own_figure", lambda code, place, year: None)
    monkeypatch.setattr(views, "figure_now", lambda code, place: (61.5, making.TODAY))
    said = words(head.get("/insight/EHC01/benchmark?area=990&year=2024"))
    assert "Calderbeck has 61.5%, counted from the record here as at 23 November 2026; England has 46.4%" in said
    assert "That is 15.1 percentage points above England. It stands" in said
