"""Pages of counts: each reader sees what is theirs to see, small numbers hidden from whoever sees totals alone."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from goldenthread.core import clock
from goldenthread.insight.schools.days import census_words
from goldenthread.insight.schools.models import SchoolAbsence, SchoolNeeds, YoungPeople
from goldenthread.insight.schools.tests.made import (
    BEFORE,
    JANUARY,
    OCTOBER,
    ON,
    csv,
    england,
    gave_absence,
    gave_needs,
    gave_young,
)
from goldenthread.insight.tests.test_indicator_pages import words
from tests import making

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.standing_on(ON):
        yield


def look(client, who, address, status=200):
    client.force_login(making.somebody(who) if isinstance(who, str) else who)
    answer = client.get(address)
    assert answer.status_code == status, (answer.status_code, answer.get("location"))
    return answer


def page(client, who, address):
    return words(look(client, who, address).content.decode())


@pytest.fixture
def two():
    """Two schools with SEN Support of two Januaries, and England beside them."""
    mill, wharf = making.school("Mill Lane"), making.school("Wharf Street")
    gave_needs(mill, 200, SEMH=30, SLCN=10)
    gave_needs(wharf, 300, SEMH=20, SLCN=37, HI=3)
    gave_needs(mill, 190, BEFORE, SEMH=40, SLCN=10)
    england(2026, SEMH=400, SLCN=590, HI=10)
    england(2025, SEMH=400, SLCN=600)
    return mill, wharf


def test_needs_of_the_area_stand_beside_england_in_percentage_points_and_beside_the_year_before(client, two):
    told = page(client, "head_of_send", "/area/needs")
    assert "Pupils with SEN Support 100 were counted" not in told
    assert "100 were counted in Calderbeck on 15 January 2026" in told
    assert "Social, emotional and mental health 50 50% 40% +10.0 +40.0 Nearer" in told
    assert "Speech, language and communication 47 47% 59% −12.0 −40.0 Nearer" in told
    assert "2 schools gave their counts, with 500 pupils on roll" in told


def test_needs_of_one_school_and_year_and_one_need_across_schools(client, two):
    told = page(client, "team_manager", f"/area/needs?school={two[0].pk}&at=2025-01-16")
    assert "50 were counted in Mill Lane on 16 January 2025" in told
    assert "Social, emotional and mental health 40 80% 40% +40.0 – –" in told
    told = page(client, "head_of_send", "/area/needs?need=HI")
    assert "Wharf Street 60 3 5% +4.0 –" in told
    assert told.index("Wharf Street 60 3") < told.index("Mill Lane 40 0 0% −1.0 0 of 50")


def test_whoever_sees_totals_alone_sees_no_single_school_and_no_small_number(client, two):
    told = page(client, "board_member", "/area/needs")
    assert "single schools are not shown" in told
    assert "Hearing impairment *" in told and "Hearing impairment 3" not in told
    assert "Mill Lane" not in told and "Wharf Street" not in told
    look(client, "board_member", f"/area/needs?school={two[0].pk}", 404)


def test_an_analyst_who_gives_the_counts_sees_them_as_they_are(client, two):
    assert "Hearing impairment 3 3%" in page(client, "analyst", "/area/needs")


def test_plans_come_from_the_record_at_the_spring_census(client):
    told = page(client, "head_of_send", "/area/needs?of=plan")
    assert "As the record holds them at the spring census" in told
    assert "Nobody was counted in Calderbeck on 15 January 2026" in told


def test_absence_is_shown_by_month_phase_and_status_with_chart_table_and_sentence(client):
    primary, secondary = making.school("Mill Lane"), making.school("Moorgate")
    for school, phase in ((primary, "Primary"), (secondary, "Secondary")):
        school.phase = phase
        school.save(update_fields=["phase"])
    for month, more in ((OCTOBER, 0), (date(2025, 10, 31), 10)):
        gave_absence(
            primary,
            month,
            plan=(10, 400, 30 + more, 10, 4),
            support=(20, 800, 40, 0, None),
            none=(100, 4000, 100, 100, None),
        )
        gave_absence(secondary, month, plan=(10, 400, 50, 30, 6))
    answer = look(client, "head_of_send", "/area/absence").content.decode()
    told = words(answer)
    assert "<svg" in answer
    assert (
        "In October 2026, 15% by pupils with a plan, 5% by pupils with SEN support and 5% by pupils with no special educational needs of sessions possible were missed."
        in told
    )
    assert "Pupils with a plan missed less than a year before (16.2%)" in told
    assert "October 2026 2 15% 5% 5%" in told
    assert "October 2026 10 (50%) – –" in told
    assert "October 2026 1 10% 5% 5%" in page(client, "head_of_send", "/area/absence?phase=primary")
    look(client, "head_of_send", "/area/absence?phase=elsewhere", 404)


def test_persistent_absence_of_few_pupils_and_shares_of_fewer_than_eight_are_hidden(client):
    gave_absence(making.school(), plan=(6, 240, 60, 0, 3), support=(40, 1600, 80, 0, 4))
    told = page(client, "board_member", "/area/absence")
    assert "October 2026 1 * 5% –" in told
    assert "October 2026 * * –" in told
    assert "October 2026 3 (50%) 4 (10%) –" in page(client, "head_of_send", "/area/absence")


def test_young_people_are_shown_by_year_with_the_base_year_and_whether_it_fell(client):
    for year, plan, support in ((2024, 20, 30), (2025, 16, 33), (2026, 12, 27)):
        gave_young(date(year, 2, 28), 200, plan - 2, 2, of_year=True)
        for month in (date(year - 1, 12, 31), date(year, 1, 31)):
            gave_young(month, 500, support, 0, status="support")
    gave_young(date(2026, 6, 30), 200, 99)
    told = page(client, "head_of_send", "/area/young-people")
    assert "16 and 17, with a plan: 6% in 2026, 10% in 2024: it fell. It fell in 2 of 2 years." in told
    assert "16 and 17, with needs and no plan: 5.4% in 2026, 6% in 2024: it fell. It fell in 1 of 2 years." in told
    assert "2026 (2 of 3 months) 500 27 0 5.4% Fell Fell" in told
    assert "2025 200 14 2 8% Fell Fell 2024 200 18 2 10% – Base year" in told
    client.force_login(making.somebody("analyst"))
    assert client.post("/area/young-people?area=990", {"year": "2025"}).status_code == 302
    assert "2026 200 10 2 6% Fell Fell 2025 200 14 2 8% Fell Base year" in page(
        client, "head_of_send", "/area/young-people"
    )


def test_a_board_member_chooses_no_base_year_and_sees_small_numbers_hidden(client):
    gave_young(date(2026, 2, 28), 200, 6, 1, of_year=True)
    told = page(client, "board_member", "/area/young-people")
    assert "2026 200 * * *" not in told
    assert "2026 200 * *" in told and "Set the base year" not in told
    assert client.post("/area/young-people?area=990", {"year": "2026"}).status_code == 404


def test_a_school_types_its_needs_sees_what_it_gave_and_corrects_it(client):
    school, other = making.school("Mill Lane"), making.school("Wharf Street")
    senco = making.somebody("setting_staff", school, name="Priya Sandhu")
    told = page(client, senco, "/school-counts")
    assert "Mill Lane Not given yet Not given yet" in told and "Wharf Street" not in told
    address = f"/school-counts/needs?area=990&school={school.urn}&of=2026-01-15"
    answer = client.post(address, {"census": "2026-01-15", "on_roll": "210", "need_semh": "4", "need_unknown": "1"})
    assert answer.status_code == 302
    assert SchoolNeeds.objects.get().needs == {"SEMH": 4, "": 1}
    told = page(client, senco, address)
    assert "15 January 2026 (spring census) was given already" in told
    assert "Social, emotional and mental health 4; Not recorded 1 23 November 2026, Priya Sandhu" in told
    client.post(address, {"census": "2026-01-15", "on_roll": "210", "need_semh": "5"})
    assert SchoolNeeds.objects.get(replaced_on=None).version == 2
    look(client, senco, f"/school-counts/needs?school={other.urn}", 404)
    look(client, senco, "/school-counts/young-people", 404)
    look(client, senco, "/area/needs", 404)


def test_what_is_typed_wrong_is_said_by_the_field(client):
    school = making.school()
    client.force_login(making.somebody("setting_staff", school))
    told = words(
        client.post(
            f"/school-counts/needs?school={school.urn}", {"census": "2026-01-15", "on_roll": "3", "need_semh": "4"}
        ).content.decode()
    )
    assert "There are 4 pupils with SEN Support and 3 on roll" in told
    said = {
        "month": "2026-10-31",
        **{
            f"{status}_{name}": "0"
            for status in ("plan", "support", "none")
            for name in ("pupils", "possible", "authorised", "unauthorised")
        },
    }
    told = words(
        client.post(f"/school-counts/absence?school={school.urn}", said | {"plan_authorised": "1"}).content.decode()
    )
    assert "1 sessions were missed of 0 possible" in told
    told = words(client.post(f"/school-counts/absence?school={school.urn}", {"month": "2026-10-31"}).content.decode())
    assert "where there are none, enter 0" in told
    assert not SchoolAbsence.objects.exists()
    assert (
        client.post(
            f"/school-counts/absence?school={school.urn}",
            said | {"plan_pupils": "2", "plan_possible": "80", "plan_authorised": "1"},
        ).status_code
        == 302
    )
    assert SchoolAbsence.objects.filter(status="plan", authorised=1, often=None).exists()


def test_the_area_types_its_young_people_by_month_or_year(client):
    client.force_login(making.somebody("analyst"))
    said = {"group": "16-17 support", "people": "500", "neet": "30", "unknown": "4"}
    assert client.post("/school-counts/young-people?area=990", said | {"period": "m2026-01-31"}).status_code == 302
    assert client.post("/school-counts/young-people?area=990", said | {"period": "y2026"}).status_code == 302
    assert set(YoungPeople.objects.values_list("month", "of_year")) == {
        (date(2026, 1, 31), False),
        (date(2026, 2, 28), True),
    }
    told = words(
        client.post(
            "/school-counts/young-people?area=990", said | {"period": "y2026", "group": "18-24 plan", "neet": "600"}
        ).content.decode()
    )
    assert "604 are NEET or not known, of 500 young people" in told


def test_a_file_of_many_schools_is_taken_whole_or_not_at_all(client):
    schools = [making.school(f"School {number}") for number in range(3)]
    client.force_login(making.somebody("analyst"))
    rows = [f"{school.urn},2026-10,{status},10,420,20,5,2" for school in schools for status in ("E", "K", "N")]

    def send(*lines):
        file = SimpleUploadedFile(
            "absence.csv",
            csv("URN,Month,SEN status,Pupils,Sessions possible,Authorised,Unauthorised,Persistently absent", *lines),
        )
        return client.post("/school-counts/file?area=990", {"counts": "absence", "file": file})

    told = words(send(*rows, "1,2026-10,E,10,420,20,5,2").content.decode())
    assert "1 row is wrong, and nothing was taken in" in told
    assert "11 1 is the URN of none of the schools that you give counts for" in told
    assert not SchoolAbsence.objects.exists()
    assert send(*rows).status_code == 302
    assert SchoolAbsence.objects.count() == 9
    assert "October 2026 3 6% 6% 6%" in page(client, "head_of_send", "/area/absence")


def test_a_school_sends_a_file_of_its_own_alone(client):
    school, other = making.school(), making.school()
    client.force_login(making.somebody("setting_staff", school))
    file = SimpleUploadedFile(
        "needs.csv",
        csv("URN,Census date,On roll,SEMH", f"{school.urn},2026-01-15,100,4", f"{other.urn},2026-01-15,100,4"),
    )
    told = words(client.post("/school-counts/file", {"counts": "needs", "file": file}).content.decode())
    assert f"{other.urn} is the URN of none of the schools that you give counts for" in told
    assert "Select what the file holds" in words(
        client.post(
            "/school-counts/file", {"counts": "neet", "file": SimpleUploadedFile("n.csv", b"a")}
        ).content.decode()
    )


@pytest.mark.parametrize("key", ["needs", "absence", "neet"])
def test_each_template_is_read_back(client, key):
    from io import BytesIO

    from goldenthread.insight.schools.reading import EXAMPLES, TABLES

    client.force_login(making.somebody("analyst"))
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"/school-counts/template/{key}.xlsx").content))
    assert book.get_sheet_by_name("Counts").to_python() == [list(TABLES[key].names)]
    assert len(book.get_sheet_by_name("Example").to_python()) == len(EXAMPLES[key]) + 1
    assert client.get(f"/school-counts/template/{key}.doc").status_code == 404


def test_a_large_area_lists_its_schools_by_fifties_and_finds_them_by_name(client):
    for number in range(55):
        making.school(f"School {number:02}")
    client.force_login(making.somebody("analyst"))
    told = words(client.get("/school-counts").content.decode())
    assert "School 49" in told and "School 50" not in told and "Find a school" in told
    told = words(client.get("/school-counts?q=ool+54").content.decode())
    assert "School 54" in told and "School 01" not in told


def test_schools_are_set_beside_one_another_by_fifties_with_as_many_questions_for_many_as_for_few(client):
    asked = []
    for more in (5, 50):
        for number in range(more):
            gave_needs(
                making.school(f"School of a name that is long enough to be broken twice, number {number} of {more}"),
                SEMH=number + 1,
                SLCN=10,
            )
        client.force_login(making.somebody("head_of_send"))
        client.get("/area/needs?need=SEMH")
        with CaptureQueriesContext(connection) as captured:
            told = words(client.get("/area/needs?need=SEMH").content.decode())
        asked.append(len(captured))
    assert asked[0] == asked[1]
    assert "Next page" in told
    assert "School of a name" in words(client.get("/area/needs?need=SEMH&page=2").content.decode())


@pytest.mark.parametrize("role", ["parent", "coordinator", "provider", "administrator"])
def test_others_have_no_such_pages(client, role):
    client.force_login(making.somebody(role))
    for address in ("/school-counts", "/school-counts/file", "/area/needs", "/area/absence", "/area/young-people"):
        assert client.get(address).status_code in (403, 404), address


def test_nothing_is_shown_before_anything_is_given(client):
    assert "No school has given its counts yet" in page(client, "head_of_send", "/area/needs")
    assert "No school has given its sessions yet" in page(client, "head_of_send", "/area/absence")
    assert "Nothing is counted yet" in page(client, "head_of_send", "/area/young-people")


def test_the_dashboard_leads_to_all_three_and_a_school_to_its_counts(client):
    told = look(client, "head_of_send", "/area").content.decode()
    assert all(address in told for address in ("/area/needs?", "/area/absence?", "/area/young-people?"))
    school = making.school()
    assert (
        "/school-counts" in look(client, making.somebody("setting_staff", school), "/school/figures").content.decode()
    )
    assert census_words(JANUARY) == "15 January 2026 (spring census)"
