"""Plans in coming Januaries: each past year played forward, with the range of those years."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from goldenthread.returns.others.forecast import TOO_SHORT, from_history, of_demand, said_a_year_ago
from goldenthread.returns.others.places import group_in_words

from . import making as invented

STEADY = {year: dict.fromkeys(range(-2, 15), 40) for year in range(2022, 2027)}


def totals(history):
    return [(one.january, one.number, one.low, one.high) for one in from_history(history) if one.year_group is None]


def test_where_every_year_was_alike_the_next_ones_are_too_and_the_range_is_that_one_number():
    assert totals(STEADY) == [(year, 680, 680, 680) for year in range(2027, 2032)]


def test_a_school_year_grows_as_it_did_from_january_to_january():
    # Given Year 5s that become half as many again in Year 6, and nobody else
    history = {year: {5: 40, 6: 60} for year in (2024, 2025, 2026)}
    coming = {(one.january, one.year_group): one.number for one in from_history(history)}
    assert coming[2027, 6] == 60


def test_the_range_is_from_the_slowest_to_the_fastest_of_the_years_past():
    history = {2024: {5: 100, 6: 0}, 2025: {5: 100, 6: 100}, 2026: {5: 100, 6: 150}}
    sixth = next(one for one in from_history(history) if (one.january, one.year_group) == (2027, 6))
    assert (sixth.low, sixth.number, sixth.high) == (100, 125, 150)


def test_two_januaries_are_too_few_and_one_that_is_missing_breaks_the_row():
    assert from_history({2025: {5: 40}, 2026: {5: 40}}) == []
    assert from_history({2022: {5: 40}, 2023: {5: 40}, 2025: {5: 40}, 2026: {5: 40}}) == []
    assert from_history({}) == []


def test_what_the_method_would_have_said_a_year_ago_stands_beside_what_came():
    said, came = said_a_year_ago(STEADY)
    assert (said.january, said.number, came) == (2026, 680, 680)
    assert said_a_year_ago({year: STEADY[year] for year in (2024, 2025, 2026)}) is None


def test_a_january_that_the_record_does_not_hold_whole_is_left_out():
    demand = [{"january": year, "year_group": 5, "School": 3, "Other": 4} for year in (2023, 2024, 2025)]
    assert of_demand(demand, ("School", "Other"), whole_from=2024) == {2024: {5: 7}, 2025: {5: 7}}


@given(st.lists(st.lists(st.integers(0, 300), min_size=4, max_size=4), min_size=3, max_size=5))
def test_the_whole_is_what_is_shown_of_its_school_years_and_lies_in_its_range(years):
    found = from_history({2022 + place: dict(zip((-2, -1, 0, 20), counts, strict=True)) for place, counts in enumerate(years)})
    for whole in (one for one in found if one.year_group is None):
        assert whole.number == sum(one.number for one in found if one.january == whole.january and one.year_group is not None)
    assert all(0 <= one.low <= one.number <= one.high for one in found)


@pytest.mark.parametrize(("group", "words"), [(None, "All"), (-2, "Nursery or younger"), (0, "Reception"), (6, "Year 6")])
def test_school_years_are_said_as_people_say_them(group, words):
    assert group_in_words(group) == words


# The commands


@pytest.fixture
def record(take, area):
    take([replace(invented.person(2026, case, number), number=number) for number, case in enumerate(invented.CASES, 1)])
    return area


def made(command, path):
    out = io.StringIO()
    call_command(command, "--output", str(path), stdout=out)
    return json.loads(out.getvalue().splitlines()[-1]), CalamineWorkbook.from_path(str(path))


def test_annex_a_is_made_by_a_command_with_everybody_in_it(record, tmp_path):
    said, book = made("export_annex_a", tmp_path / "annex-a.xlsx")
    assert said["area"] == record.code
    assert (tmp_path / "annex-a.xlsx").stat().st_mode & 0o077 == 0, "It names children: nobody else of the machine may read it"
    assert len(book.get_sheet_by_name("List 1 plans").to_python()) == said["list_1"] + 1
    assert len(book.get_sheet_by_name("To put right").to_python()) == said["errors"] + said["queries"] + 1


def test_places_and_demand_are_made_by_a_command_and_say_why_there_is_no_forecast(record, tmp_path):
    said, book = made("export_places", tmp_path / "places.xlsx")
    assert len(book.get_sheet_by_name("Places").to_python()) == said["settings"] + 1
    assert book.get_sheet_by_name("How it is forecast").to_python()[1][0] == TOO_SHORT


@pytest.mark.parametrize("command", ["export_annex_a", "export_places"])
@pytest.mark.parametrize(("name", "sentence"), [("lists.csv", "ends with .xlsx"), ("nowhere/lists.xlsx", "cannot be written")])
def test_a_file_that_cannot_be_made_is_refused_with_what_to_do(record, tmp_path, command, name, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command(command, "--output", str(tmp_path / name))
