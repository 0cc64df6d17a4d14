"""One authority beside England, its region and its neighbours, from the release that comes with the product."""

import csv
from pathlib import Path

import pytest

from goldenthread.insight.benchmarks import MEASURES, compare
from goldenthread.insight.benchmarks.datasets import meanings
from goldenthread.insight.benchmarks.models import PublishedRow

pytestmark = pytest.mark.django_db

with (Path(__file__).parent / "england.csv").open() as table:
    ENGLAND = list(csv.DictReader(table))


def test_every_indicator_has_a_measure_or_a_reason_for_none():
    assert [row["code"] for row in ENGLAND] == list(MEASURES)
    for measure in MEASURES.values():
        assert bool(measure.nothing) != bool(measure.of), measure.code


def test_every_column_of_a_measure_is_a_column_of_its_data_set():
    for measure in MEASURES.values():
        wanted = {*measure.of, *(column for _, columns in measure.parts.values() for column in columns)}
        assert wanted <= set(meanings().get(measure.dataset, ())), measure.code
        assert set(measure.over) <= set(meanings().get(measure.over_in or measure.dataset, ())), measure.code


@pytest.mark.parametrize("row", [row for row in ENGLAND if row["value"]], ids=lambda row: row["code"])
def test_englands_figure_is_the_one_the_department_published(row):
    assert compare(row["code"], la_code="855", period=int(row["year"])).england == float(row["value"])


@pytest.mark.parametrize("row", [row for row in ENGLAND if not row["value"]], ids=lambda row: row["code"])
def test_an_indicator_without_a_published_figure_for_england_says_why_or_gives_one(row):
    found = compare(row["code"], la_code="855")
    assert (found.england is None) == bool(found.reason)


def test_an_authority_stands_among_all_that_have_a_figure():
    found = compare("EHC01", la_code="855", period=2024)
    assert found.own == found.published is not None
    assert found.gap == round(found.own - 46.4, 1)
    assert found.of == len(found.spread)
    assert found.rank == 1 + sum(value > found.own for value in found.spread)
    assert found.region.name == "East Midlands"
    assert len(found.neighbours) == 10
    assert "2025 release" in found.source


def test_where_less_is_better_the_lowest_is_first():
    found = compare("EHC04", la_code="855", period=2024)
    assert found.rank == 1 + sum(value < found.own for value in found.spread)
    assert found.quartile == -(-4 * found.rank // found.of)


def test_our_own_newer_figure_takes_the_place_of_the_published_one_among_the_others():
    found = compare("EHC01", la_code="855", period=2024, own=100.0)
    assert found.rank == 1 and found.published != 100.0
    assert found.of == len(found.spread)


def test_what_is_not_available_is_never_nought():
    """Blackpool and Reading could not return reviews in 2025: the files have x."""
    found = compare("AR01", la_code="890", period=2024)
    assert found.own is None and found.rank is None and found.gap is None
    assert "not available" in found.reason
    assert found.england == 44.4
    signs = PublishedRow.objects.filter(of__dataset="annual_reviews", place="890").get().figures
    assert "x" in signs


def test_nobody_without_a_figure_is_ranked():
    found = compare("AR01", la_code="855", period=2024)
    rows = PublishedRow.objects.filter(of__dataset="annual_reviews", level="A", year=2024).count()
    assert found.of < rows


def test_january_is_named_as_the_department_counts_it():
    found = compare("EHC20", la_code="855", period="January 2025")
    assert (found.period, found.england) == ("January 2025", 638745)
    assert compare("EHC20", la_code="855").period == "January 2025"


def test_a_period_that_is_not_published_is_refused_with_the_years_that_are():
    found = compare("EHC01", la_code="855", period=2025)
    assert found.england is None
    assert found.reason == "The department has published this from 2019 to 2024, not for 2025."


def test_an_invented_area_is_set_beside_the_neighbours_of_a_real_one():
    found = compare("EHC01", la_code="990", period=2024, own=61.0)
    assert found.region.name == "Yorkshire and The Humber"
    assert len(found.neighbours) == 10 and found.published is None
    assert found.of == len(found.spread) + 1
    assert compare("EHC01", la_code="990", period=2024).reason == "The department publishes nothing of this authority."


def test_the_parts_of_a_whole_have_figures_of_their_own():
    assert compare("EHC24", la_code="855", period=2025, part="mainstream_total").england == 43.6
    assert compare("EHC27", la_code="855", period=2025, part="number_asd").england == 31.5
    assert compare("EHC23", la_code="855", period=2024, part="needs_met").unit == "count"
    with pytest.raises(KeyError):
        compare("EHC24", la_code="855", part="nowhere")


def test_london_lies_in_one_region_whatever_code_a_file_has_for_it():
    regions = set(PublishedRow.objects.filter(place="202", level="A").exclude(region="").values_list("region", flat=True))
    assert regions == {"E12000007"}


def test_an_authority_with_two_codes_of_the_statistics_office_is_one():
    assert compare("EHC20", la_code="825", period=2020).own != compare("EHC20", la_code="825", period=2025).own


def test_an_authority_that_was_abolished_is_in_the_years_in_which_it_was_there():
    assert compare("EHC20", la_code="909", period=2021).own
    assert compare("EHC20", la_code="909", period=2025).own is None
