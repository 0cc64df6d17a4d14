"""Who holds the rights, from which day, and the school years behind it."""

from datetime import date, timedelta

import pytest

from goldenthread.law import rights, school_year
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import LawSettings

SEPTEMBER_CHILD = date(2010, 9, 15)


@pytest.mark.parametrize(
    ("born", "ends"),
    [
        (date(2010, 8, 31), date(2026, 6, 26)),
        (date(2010, 9, 1), date(2027, 6, 25)),
        (date(2010, 6, 26), date(2026, 6, 26)),
        (date(2009, 12, 25), date(2026, 6, 26)),
        (date(2007, 9, 23), date(2024, 6, 28)),
        (date(2008, 2, 29), date(2024, 6, 28)),
    ],
)
def test_compulsory_school_age_ends_on_the_last_friday_in_june(born, ends):
    assert rights.compulsory_school_age_ends(born) == ends


@pytest.mark.parametrize(
    ("born", "starts"),
    [
        (date(2021, 8, 31), date(2026, 8, 31)),
        (date(2021, 9, 1), date(2026, 12, 31)),
        (date(2022, 1, 1), date(2027, 3, 31)),
        (date(2020, 2, 29), date(2025, 3, 31)),
    ],
)
def test_compulsory_school_age_starts_on_a_prescribed_day(born, starts):
    assert rights.starts(born) == starts


def test_a_child_who_is_sixteen_is_still_a_child_until_late_june():
    assert rights.rights_holder(SEPTEMBER_CHILD, date(2026, 10, 1)).who == "parent"
    assert rights.rights_holder(SEPTEMBER_CHILD, date(2027, 6, 25)).who == "parent"
    holder = rights.rights_holder(SEPTEMBER_CHILD, date(2027, 6, 26))
    assert (holder.who, holder.from_day) == ("young_person", date(2027, 6, 26))
    assert "25 June 2027" in holder.why


def test_a_young_person_can_be_fifteen():
    born = date(2010, 8, 31)
    assert rights.age_on(born, date(2026, 6, 27)) == 15
    assert rights.rights_holder(born, date(2026, 6, 27)).who == "young_person"


def test_from_twenty_five_nobody_holds_them():
    assert rights.rights_holder(date(2001, 11, 22), date(2026, 11, 21)).who == "young_person"
    assert rights.rights_holder(date(2001, 11, 21), date(2026, 11, 21)).who == "none"


def test_a_young_person_without_capacity_is_represented():
    def by(**words):
        return rights.rights_holder(date(2007, 1, 10), date(2026, 7, 15), **words).exercised_by

    assert by(lacks_capacity=True, representative=True) == "representative"
    assert by(lacks_capacity=True) == "parent"
    assert by(lacks_capacity=True, parent_lacks_capacity=True) == "parents_representative"
    assert by(representative=True) == "young_person"


def test_a_parent_without_capacity_is_represented():
    holder = rights.rights_holder(SEPTEMBER_CHILD, date(2026, 1, 1), parent_lacks_capacity=True)
    assert (holder.who, holder.exercised_by) == ("parent", "parents_representative")


def test_a_day_before_birth_is_refused_with_a_sentence():
    with pytest.raises(LawRefusal, match="before the date of birth"):
        rights.rights_holder(SEPTEMBER_CHILD, date(2010, 9, 14))


@pytest.mark.parametrize("on", [date(2026, 11, 20), date(2026, 11, 21)])
def test_section_h1_stops_at_eighteen(on):
    assert rights.section_h1_permitted(date(2008, 11, 21), on) == (on < date(2026, 11, 21))


@pytest.mark.parametrize(
    ("born", "on", "year"),
    [
        (date(2012, 9, 1), date(2026, 10, 1), 9),
        (date(2013, 8, 31), date(2026, 10, 1), 9),
        (date(2013, 8, 31), date(2026, 7, 10), 8),
        (date(2008, 5, 5), date(2026, 10, 1), 14),
        (date(2022, 8, 31), date(2026, 9, 1), 0),
        (date(2022, 9, 1), date(2026, 9, 1), -1),
    ],
)
def test_the_year_group_follows_from_the_date_of_birth(born, on, year):
    assert school_year.national_curriculum_year(born, on) == year


@pytest.mark.parametrize(
    ("born", "phase"),
    [
        (date(2023, 1, 1), "early_years"),
        (date(2020, 1, 1), "primary"),
        (date(2014, 1, 1), "secondary"),
        (date(2008, 1, 1), "post16"),
    ],
)
def test_the_phase_follows_from_the_year_group(born, phase):
    assert school_year.phase(born, date(2026, 11, 21)) == phase


def test_year_six_moves_to_secondary_school_next_september():
    transfer = school_year.phase_transfer(date(2015, 10, 1), date(2026, 11, 21))
    assert (transfer.phase, transfer.year) == ("primary_to_secondary", 2027)


def test_the_recorded_year_group_is_preferred():
    born, on = date(2015, 10, 1), date(2026, 11, 21)
    assert school_year.phase_transfer(born, on, year_group=5) is None


def test_middle_schools_move_in_years_four_and_eight():
    born, on = date(2017, 10, 1), date(2026, 11, 21)
    assert school_year.phase_transfer(born, on, schools="middle").phase == "primary_to_middle"
    assert school_year.phase_transfer(born, on) is None


def test_an_unknown_pattern_of_schools_is_refused():
    with pytest.raises(LawRefusal, match="Choose the pattern"):
        school_year.phase_transfer(SEPTEMBER_CHILD, date(2026, 1, 1), schools="steiner")


def test_year_eleven_runs_the_march_date_unless_the_setting_says_otherwise():
    born, on = date(2010, 10, 1), date(2026, 11, 21)
    assert school_year.phase_transfer(born, on).phase == "secondary_to_post16"
    settings = LawSettings(year_eleven_is_always_a_transfer=False)
    assert school_year.phase_transfer(born, on, settings=settings) is None


def test_the_next_transfer_is_found_years_ahead():
    transfer = school_year.next_phase_transfer(date(2018, 10, 1), date(2026, 11, 21))
    assert (transfer.phase, transfer.year) == ("primary_to_secondary", 2030)
    assert school_year.next_phase_transfer(date(2005, 1, 1), date(2026, 11, 21)) is None


@pytest.mark.parametrize(
    ("leaving", "joining", "deadline"),
    [
        ("nursery", "primary", "15_february"),
        ("secondary", "studio_school_at_14", "none"),
        ("school_sixth_form", "fe_college", "31_march"),
        ("sixth_form_college", "fe_college", "5_months"),
        ("middle", "upper_school", "15_february"),
        ("primary", "primary", "none"),
    ],
)
def test_a_move_has_the_date_of_its_phases(leaving, joining, deadline):
    assert school_year.deadline_for_move(leaving, joining) == deadline


def test_a_move_to_nowhere_known_is_refused():
    with pytest.raises(LawRefusal, match="not a kind of setting"):
        school_year.deadline_for_move("primary", "the_moon")


def test_the_school_year_can_start_on_another_day():
    assert school_year.school_year(date(2026, 8, 20)) == 2025
    assert school_year.school_year(date(2026, 8, 20), LawSettings(school_year_starts=(8, 15))) == 2026
    assert school_year.school_year_name(date(2026, 9, 1)) == "2026 to 2027"


def test_year_groups_have_the_names_people_use():
    assert [school_year.year_name(year) for year in (-2, -1, 0, 9)] == [
        "before nursery", "Nursery", "Reception", "Year 9"
    ]  # fmt: skip


def test_the_rights_pass_exactly_once_on_the_way_to_twenty_five():
    for born in (date(2010, 2, 28), date(2008, 2, 29), date(2010, 8, 31), date(2010, 9, 1)):
        seen, day = [], born
        while day < date(born.year + 26, 1, 1):
            who = rights.rights_holder(born, day).who
            if not seen or seen[-1] != who:
                seen.append(who)
            day += timedelta(days=7)
        assert seen == ["parent", "young_person", "none"]
