"""What follows from counts: shares beside England, plans as at a census day, rates of sessions, years of young people, and published needs."""

from datetime import date

import pytest

from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.insight.benchmarks.comparing import Published
from goldenthread.insight.guarding import Guard
from goldenthread.insight.schools import neet
from goldenthread.insight.schools.absence import Missed
from goldenthread.insight.schools.actions import take_in_needs
from goldenthread.insight.schools.days import census_days, month_end, month_of, newest_census_days, newest_months
from goldenthread.insight.schools.models import PublishedNeed
from goldenthread.insight.schools.needs import england_plans, england_support, profile
from goldenthread.insight.schools.published import read_needs
from goldenthread.insight.schools.tests.made import gave_young
from tests import making

OPEN, GUARDED = Guard(open_rows=True), Guard(open_rows=False)
PLACE = "time_period,time_identifier,geographic_level,country_code,country_name,region_name,region_code,old_la_code,la_name,new_la_code"


def file(path, header, *lines):
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8-sig")
    return path


def test_the_census_is_on_thursdays_of_january_may_and_october():
    assert census_days(2026) == (date(2026, 1, 15), date(2026, 5, 21), date(2026, 10, 1))
    assert newest_census_days(date(2026, 5, 20), 3) == [date(2026, 1, 15), date(2025, 10, 2), date(2025, 5, 15)]


def test_only_months_that_are_over_are_offered():
    assert newest_months(date(2026, 3, 30), 2) == [date(2026, 2, 28), date(2026, 1, 31)]
    assert newest_months(date(2026, 3, 31), 2) == [date(2026, 3, 31), date(2026, 2, 28)]
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)


@pytest.mark.parametrize(
    "said", ["2026-09", "09/2026", "9/2026", "Sep 2026", "September 2026", "2026-09-03", "30/09/2026"]
)
def test_a_month_is_read_as_people_write_it(said):
    assert month_of(said) == date(2026, 9, 30)


@pytest.mark.parametrize("said", ["", "2026", "13/2026", "2026-13", "Septober 2026", "autumn"])
def test_what_is_no_month_is_none(said):
    assert month_of(said) is None


def test_a_need_came_nearer_when_it_lies_less_far_from_england_on_either_side():
    found = profile(
        {"SEMH": 45, "SLCN": 55},
        {"SEMH": 60, "SLCN": 40},
        {"SEMH": 50.0, "SLCN": 50.0},
        {"SEMH": 50.0, "SLCN": 50.0},
        OPEN,
    )
    assert [(line.need, line.apart, line.before, line.moved) for line in found.lines] == [
        ("SLCN", 5.0, -10.0, "Nearer"),
        ("SEMH", -5.0, 10.0, "Nearer"),
    ]


def test_a_need_that_england_has_and_nobody_here_has_is_shown():
    (semh, hearing) = profile({"SEMH": 10}, {}, {"HI": 2.0}, {}, OPEN).lines
    assert (hearing.need, hearing.pupils, hearing.apart, hearing.moved, semh.apart) == ("HI", 0, -2.0, "–", None)


def test_a_hidden_number_hides_what_would_follow_from_it():
    found = profile({"SEMH": 60, "SLCN": 45, "HI": 3}, {}, {"SEMH": 50.0, "SLCN": 48.0, "HI": 2.0}, {}, GUARDED)
    by_need = {line.need: line for line in found.lines}
    assert (by_need["HI"].pupils, by_need["HI"].share, by_need["HI"].apart) == (None, None, None)
    assert by_need["SEMH"].pupils in (60, None)


def test_sessions_of_fewer_than_eight_pupils_have_no_share_for_whoever_sees_totals():
    few = Missed(1, 7, 280, 20, 8)
    assert (few.rate(OPEN), few.rate(GUARDED), few.hidden(GUARDED), few.rate(OPEN, "unauthorised")) == (
        10.0,
        None,
        True,
        2.9,
    )
    assert (few + few).rate(GUARDED) == 10.0
    assert Missed().rate(OPEN) is None


@pytest.mark.django_db
def test_a_year_is_the_average_of_december_to_february_unless_it_was_given_whole():
    for month, count in (
        (date(2025, 12, 31), 10),
        (date(2026, 1, 31), 20),
        (date(2026, 2, 28), 30),
        (date(2026, 3, 31), 90),
    ):
        gave_young(month, 200, count)
    gave_young(date(2025, 2, 28), 100, 25, of_year=True)
    gave_young(date(2025, 1, 31), 100, 99)
    found = neet.years(making.area())["16-17", "plan"]
    assert [(each.year, each.neet, each.months, each.share(OPEN)) for each in found] == [
        (2025, 25, 0, 25.0),
        (2026, 20, 3, 10.0),
    ]


def test_it_fell_only_where_both_are_known():
    assert [
        neet.fell(1.0, 2.0),
        neet.fell(2.0, 1.0),
        neet.fell(1.0, 1.0),
        neet.fell(None, 1.0),
        neet.fell(1.0, None),
    ] == ["Fell", "Rose", "As before", "–", "–"]


def test_published_needs_are_read_in_each_of_their_layouts(tmp_path):
    old = file(
        tmp_path / "old.csv", f"{PLACE},phase_type_grouping,pupil_sen_status,primary_need,number_of_pupils,nc_year_1",
        "202324,Academic year,National,E92000001,England,,,,,,Total,SEN No Statement or EHC,Autistic Spectrum Disorder,90,1", "202324,Academic year,National,E92000001,England,,,,,,Total,SEN No Statement or EHC,Total,100,1",
        "202324,Academic year,National,E92000001,England,,,,,,Total,SEN No Statement or EHC,SEN support but no specialist assessment of type of need,6,1",
        "202324,Academic year,National,E92000001,England,,,,,,Total,SEN No Statement or EHC,Missing,4,1", "202324,Academic year,National,E92000001,England,,,,,,State-funded primary,SEN No Statement or EHC,Autistic Spectrum Disorder,40,1",
    )  # fmt: skip
    assert [(line.year, line.status, line.need, line.pupils) for line in read_needs(old)] == [
        (2024, "support", "ASD", 90),
        (2024, "support", "", 10),
    ]
    new = file(
        tmp_path / "new.csv", f"{PLACE},phase_type_grouping,sen_provision,sen_primary_need,first_language,pupil_count,pupil_percent",
        '202526,Academic year,National,E92000001,England,,,,,,Total,SEN support / SEN without an EHC plan,"Speech, language and communication needs",Total,300,30.1',
        '202526,Academic year,National,E92000001,England,,,,,,Total,SEN support / SEN without an EHC plan,"Speech, language and communication needs",Known or believed to be English,200,30.1',
        '202526,Academic year,National,E92000001,England,,,,,,Total,"Education, health and care plan",Vision impairment,Total,5,1', "202526,Academic year,Local authority,E92000001,England,Invented North,E12000003,001,Invented One,E08000001,Total,SEN support / SEN without an EHC plan,Down syndrome,Total,c,x",
        "202526,Academic year,National,E92000001,England,,,,,,Total,No SEN provision,Total,Total,9000,80",
    )  # fmt: skip
    assert [(line.status, line.need, line.pupils) for line in read_needs(new)] == [
        ("support", "SLCN", 300),
        ("plan", "VI", 5),
    ]


@pytest.mark.parametrize(
    ("header", "line", "sentence"),
    [
        ("a,b", "1,2", "has no column time_period"),
        (PLACE, "202526,Academic year,National,E92000001,England,,,,,", "none of the columns sen_provision"),
        (f"{PLACE},sen_provision,sen_primary_need,pupil_count", "202526,Academic year,National,E92000001,England,,,,,,SEN support,Total,1", "no number of pupils with SEN support"),
        (f"{PLACE},sen_provision,sen_primary_need,pupil_count", "202526,Academic year,National,E92000001,England,,,,,,SEN support,Tiredness,1", "“Tiredness” is no type of need"),
        (f"{PLACE},sen_provision,sen_primary_need,pupil_count", "202526,Academic year,National,E92000001,England,,,,,,SEN support,Hearing impairment,many", "is no number of pupils"),
        (f"{PLACE},sen_provision,sen_primary_need,pupil_count", "202526,Academic year,Local authority,E92000001,England,,,,,,SEN support,Hearing impairment,1", "the place has no number"),
        (f"{PLACE},sen_provision,sen_primary_need,pupil_count", "202526,National", "there are 2 cells where the heading has 13"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_such_file_is_refused_with_what_to_do(tmp_path, header, line, sentence):
    with pytest.raises(Refused, match=sentence):
        read_needs(file(tmp_path / "f.csv", header, line))


@pytest.mark.django_db
def test_england_is_the_newest_january_that_is_not_after_the_day_and_a_year_is_replaced_whole(tmp_path):
    header = f"{PLACE},sen_provision,sen_primary_need,pupil_count"
    start = "Academic year,National,E92000001,England,,,,,,SEN support"
    for semh in (60, 80):
        path = file(
            tmp_path / "e.csv",
            header,
            f"202425,{start},Autistic spectrum disorder,20",
            f"202425,{start},{'Moderate learning difficulty' if semh == 60 else 'Hearing impairment'},{semh}",
            f"202324,{start},Autistic spectrum disorder,1",
        )
        assert take_in_needs(path=path, by=command("tests"), on=making.TODAY) == 3
    assert england_support(date(2026, 10, 1)).shares == {"ASD": 20.0, "HI": 80.0}
    assert england_support(date(2024, 5, 1)).year == 2024
    assert england_support(date(2023, 5, 1)).year is None
    assert "Special educational needs in England" in england_support(date(2026, 10, 1)).source
    assert PublishedNeed.objects.count() == 3


@pytest.mark.django_db
def test_plans_stand_beside_the_newest_january_that_is_published_of_them():
    found = england_plans(date(2026, 1, 15), Published())
    assert (found.year, found.shares["ASD"]) == (2025, 31.5)
    assert "DS" not in found.shares
    assert england_plans(date(2016, 1, 21), Published()).shares == {}
