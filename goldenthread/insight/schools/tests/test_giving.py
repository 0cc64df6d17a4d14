"""A school gives its counts, again to correct them, and the area those of its young people; what is wrong is refused with what to do."""

from datetime import date

import pytest

from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.schools import actions
from goldenthread.insight.schools.models import SchoolAbsence, SchoolNeeds, YoungPeople
from goldenthread.insight.schools.reading import read_absence, read_needs, read_young_people
from goldenthread.insight.schools.tests.made import JANUARY, OCTOBER, ON, csv, gave_absence, gave_needs, gave_young
from tests import making

ABSENCE = "URN,Month,SEN status,Pupils,Sessions possible,Authorised,Unauthorised,Persistently absent"
NEEDS = "URN,Census date,On roll,SEMH,SLCN,Not recorded"
YOUNG = "Month or year,Age,SEN status,Young people,NEET,Not known"


@pytest.mark.django_db
def test_a_correction_is_a_further_version_and_the_earlier_is_kept_with_whose_it_was():
    school = making.school()
    senco, analyst = making.somebody("setting_staff", school), making.somebody("analyst")
    gave_needs(school, SEMH=4, by=senco, on=date(2026, 2, 1))
    again = gave_needs(school, SEMH=5, by=analyst, on=date(2026, 3, 1))
    assert (again.new, again.replaced, again.same) == (0, 1, 0)
    assert [(row.version, row.needs, row.given_by, row.given_on, row.replaced_on) for row in SchoolNeeds.objects.order_by("version")] == [
        (1, {"SEMH": 4}, senco, date(2026, 2, 1), date(2026, 3, 1)), (2, {"SEMH": 5}, analyst, date(2026, 3, 1), None),
    ]  # fmt: skip
    assert list(Event.objects.filter(verb="insight.give_needs").order_by("pk").values_list("by_id", flat=True)) == [
        senco.pk,
        analyst.pk,
    ]


@pytest.mark.django_db
def test_what_is_held_already_changes_nothing():
    school = making.school()
    gave_absence(school, plan=(9, 378, 21, 6, 2), none=(100, 4200, 90, 30, None))
    again = gave_absence(school, plan=(9, 378, 21, 6, 2), none=(100, 4200, 91, 30, None))
    assert (again.new, again.replaced, again.same) == (0, 1, 1)
    assert SchoolAbsence.objects.count() == 3
    assert SchoolAbsence.objects.get(status="plan").version == 1


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["head_of_send", "team_manager", "analyst"])
def test_whoever_gives_counts_for_the_area_gives_those_of_any_school_and_its_young_people(role):
    by = making.somebody(role)
    assert gave_needs(making.school(), SEMH=1, by=by).new == 1
    assert gave_young(date(2026, 1, 31), 100, 5, by=by).new == 1


@pytest.mark.django_db
def test_a_school_gives_its_own_counts_and_no_other_and_never_those_of_the_area():
    school, other = making.school(), making.school()
    senco = making.somebody("setting_staff", school)
    assert gave_needs(school, SEMH=1, by=senco).new == 1
    with pytest.raises(NotAllowed, match=r"does not let you give these counts\. Ask one of these: .*Head of SEND"):
        gave_needs(other, SEMH=1, by=senco)
    with pytest.raises(NotAllowed):
        gave_young(date(2026, 1, 31), 100, 5, by=senco)
    for role in ("board_member", "coordinator", "commissioner", "parent"):
        with pytest.raises(NotAllowed):
            gave_absence(school, plan=(9, 378, 0, 0, None), by=making.somebody(role))


@pytest.mark.django_db
def test_an_officer_of_another_area_gives_nothing_here():
    elsewhere = making.area("991", "Northmarsh")
    with pytest.raises(NotAllowed):
        gave_needs(making.school(), SEMH=1, by=making.somebody("head_of_send", of=elsewhere))


@pytest.mark.django_db
def test_nothing_at_all_is_refused():
    with pytest.raises(Refused, match="Fill in at least one row"):
        actions.give_needs(area=making.area(), said={}, by=making.somebody("analyst"), on=ON)


@pytest.mark.django_db
def test_a_base_year_is_chosen_by_those_who_give_the_counts():
    area = making.area()
    assert actions.set_base_year(area=area, year=2019, by=making.somebody("analyst"), on=ON) == 2019
    with pytest.raises(Refused, match="lies too far away"):
        actions.set_base_year(area=area, year=1999, by=making.somebody("analyst"), on=ON)
    with pytest.raises(NotAllowed):
        actions.set_base_year(area=area, year=2019, by=making.somebody("board_member"), on=ON)


def test_a_file_of_needs_is_read_by_codes_or_words_and_an_empty_cell_is_none():
    content = csv(
        "URN,Census,NOR,Speech; language,SEMH,Moderate learning difficulty,NSA",
        "900001,2026-01-15,210,,4,2,1",
        "900002,15/01/2026,100,,,,",
    )
    read = read_needs(content, schools={900001: 1, 900002: 2}, today=ON)
    assert read.said == {
        (1, JANUARY): {"on_roll": 210, "support": 7, "needs": {"SEMH": 4, "MLD": 2, "": 1}},
        (2, JANUARY): {"on_roll": 100, "support": 0, "needs": {}},
    }
    assert not read.faults


def test_a_file_of_absence_is_read_in_the_words_that_schools_use():
    lines = [
        f"900001,{month},{status},10,420,20,5,{often}"
        for month, status, often in (
            ("2026-10", "E", 1),
            ("October 2026", "SEN Support", ""),
            ("31/10/2026", "No SEN", 0),
        )
    ]
    read = read_absence(csv(ABSENCE, *lines), schools={900001: 1}, today=ON)
    assert {status: said["often"] for (_, month, status), said in read.said.items() if month == OCTOBER} == {
        "plan": 1,
        "support": None,
        "none": 0,
    }


def test_a_file_of_young_people_holds_months_and_years():
    read = read_young_people(
        csv(YOUNG, "2026-01,16-17,EHC plan,160,14,3", "2025,16 to 17,K,520,40,12", "2026,18-24,plan,300,30,9"), today=ON
    )
    assert list(read.said) == [
        (date(2026, 1, 31), False, "16-17", "plan"),
        (date(2025, 2, 28), True, "16-17", "support"),
        (date(2026, 2, 28), True, "18-24", "plan"),
    ]


@pytest.mark.parametrize(
    ("reader", "heading", "line", "sentence"),
    [
        (read_needs, NEEDS, "123456,2026-01-15,210,1,1,0", "is the URN of none of the schools"),
        (read_needs, NEEDS, ",2026-01-15,210,1,1,0", "An empty cell is the URN of none"),
        (read_needs, NEEDS, "900001,2026-01-16,210,1,1,0", "is no census day. Those of the year are 15 January 2026"),
        (read_needs, NEEDS, "900001,soon,210,1,1,0", "Write the census date like"),
        (read_needs, NEEDS, "900001,2027-01-21,210,1,1,0", "lies ahead"),
        (read_needs, NEEDS, "900001,2026-01-15,,1,1,0", "Enter the number on roll"),
        (read_needs, NEEDS, "900001,2026-01-15,210,few,1,0", "is no number that can be taken"),
        (read_needs, NEEDS, "900001,2026-01-15,210,-1,1,0", "is no number that can be taken"),
        (read_needs, NEEDS, "900001,2026-01-15,5,3,3,0", "There are 6 pupils with SEN Support and 5 on roll"),
        (read_absence, ABSENCE, "900001,2026-11,E,10,420,1,1,", "November 2026 is not over yet"),
        (read_absence, ABSENCE, "900001,1999-11,E,10,420,1,1,", "This month is before 2015"),
        (read_absence, ABSENCE, "900001,Michaelmas,E,10,420,1,1,", "Write the month like"),
        (read_absence, ABSENCE, "900001,2026-10,some,10,420,1,1,", "Write the SEN status as"),
        (read_absence, ABSENCE, "900001,2026-10,E,10,420,400,21,", "421 sessions were missed of 420"),
        (read_absence, ABSENCE, "900001,2026-10,E,0,420,1,1,", "There are sessions and no pupils"),
        (read_absence, ABSENCE, "900001,2026-10,E,10,999,1,1,", "more than 10 pupils can have in a month"),
        (read_absence, ABSENCE, "900001,2026-10,E,10,420,1,1,11", "11 pupils are persistently absent of 10"),
        (read_young_people, YOUNG, "2027,16-17,E,10,1,1", "The year 2027 is not over yet"),
        (read_young_people, YOUNG, "2026-01,19,E,10,1,1", "Write the age as 16-17 or 18-24"),
        (read_young_people, YOUNG, "2026-01,18-24,K,10,1,1", "tracks young people with a plan alone"),
        (read_young_people, YOUNG, "2026-01,16-17,E,10,9,2", "11 are NEET or not known, of 10"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named_with_what_to_do(reader, heading, line, sentence):
    more = {} if reader is read_young_people else {"schools": {900001: 1}}
    read = reader(csv(heading, "", line), today=ON, **more)
    assert not read.said
    assert [(fault.line, sentence in fault.sentence) for fault in read.faults] == [(3, True)]


def test_the_same_school_and_month_twice_in_a_file_is_a_fault_of_the_second():
    read = read_absence(csv(ABSENCE, *["900001,2026-10,E,10,420,1,1,"] * 2), schools={900001: 1}, today=ON)
    assert read.faults[0].line == 3 and "stand in row 2 already" in read.faults[0].sentence


@pytest.mark.parametrize("column", ["Forename", "Date of birth", "UPN", "Postcode", "Pupil name"])
def test_a_file_that_says_who_somebody_is_is_refused_whole(column):
    with pytest.raises(Refused, match="asks for who somebody is"):
        read_absence(csv(f"{ABSENCE},{column}", "900001,2026-10,E,10,420,1,1,,Kai"), schools={900001: 1}, today=ON)


def test_the_name_of_a_school_may_stand_in_a_file():
    assert not read_absence(
        csv(f"School name,{ABSENCE}", "Mill Lane,900001,2026-10,E,10,420,1,1,"), schools={900001: 1}, today=ON
    ).faults


@pytest.mark.django_db
def test_the_database_itself_refuses_what_cannot_be():
    from django.db import IntegrityError, transaction

    area, school = making.area(), making.school()
    given = {"area": area, "version": 1, "given_on": ON}
    wrong = [
        SchoolNeeds(school=school, census_on=JANUARY, on_roll=1, support=2, needs={"SEMH": 2}, **given), SchoolAbsence(school=school, month=OCTOBER, status="plan", pupils=1, possible=1, authorised=1, unauthorised=1, **given),
        YoungPeople(month=OCTOBER, age="18-24", status="support", people=1, neet=0, unknown=0, **given), YoungPeople(month=OCTOBER, age="16-17", status="plan", people=1, neet=1, unknown=1, **given),
    ]  # fmt: skip
    for row in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
