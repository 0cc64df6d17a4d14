"""Pages of services: each reader sees the services and the numbers that are theirs to see, and everybody only whole services."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from goldenthread.core import clock
from goldenthread.insight.services.models import Referral, Service, ServiceReturn
from goldenthread.insight.services.tests.made import ON, QUARTER, file, row, send, service, waiting
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


def since(days):
    return (QUARTER - timedelta(days=days)).isoformat()


@pytest.fixture
def two():
    """A service with 30 waiting since before the quarter's end, three of them in a district, and another body's with 20."""
    one, other = service(at=making.body("health", name="Calder Therapies")), service("Speech and language", at=making.body("provider", name="Talk Together"))
    send(one, *waiting(3, since(30), "Calder North"), *waiting(27, since(150), "Calder South", first=10))
    send(other, *waiting(20, since(80), "Calder North"))
    return one, other


def test_whoever_is_concerned_with_contracts_sees_numbers_as_they_are_at_the_end_of_the_newest_quarter(client, two):
    told = page(client, "commissioner", "/services/waits")
    assert "Autism assessment 30 10% 21.4 weeks – 22 weeks Speech and language 20" in told
    assert "As at 30 September 2026" in told
    assert "Calder North 3 100%" in page(client, "analyst", f"/services/{two[0].pk}/waits")


def test_today_is_shown_to_them_when_asked_for_with_what_is_not_known_of_it(client, two):
    for address in ("/services/waits", f"/services/{two[0].pk}/waits"):
        assert "23 November 2026" in page(client, "commissioner", f"{address}?at=2026-11-23")
        assert "who have been seen since" in page(client, "commissioner", f"{address}?at=2026-11-23")
        assert "who have been seen since" not in page(client, "commissioner", address)


def test_a_service_whose_return_has_not_come_is_told_of_as_at_the_last_day_that_it_told_of(client, two):
    one, _ = two
    silent = service("Portage", at=making.body("provider"))
    late = service("Physiotherapy", at=one.organisation)
    send(late, *waiting(12, "2026-06-02"), quarter=date(2026, 6, 30))
    for who, address in (("commissioner", "/services/waits"), (None, "/waiting-times")):
        told = page(client, who, address) if who else words(client.get(address).content.decode())
        assert "Physiotherapy As at 30 June 2026: the return for July to September 2026 has not come." in told
        assert "Portage No return has come yet." in told
    assert "12 100% 4 weeks" in page(client, "commissioner", "/services/waits")
    told = page(client, "commissioner", f"/services/{late.pk}/waits")
    assert "12 children wait for Physiotherapy as at 30 June 2026" in told
    assert "The return for July to September 2026 was due on 30 October 2026 and has not come, so that nothing later than 30 June 2026 is told." in told
    assert "nothing is told of who waits" in page(client, "commissioner", f"/services/{silent.pk}/waits")
    assert "Physiotherapy No return tells of this quarter. – – – – –" in page(client, "commissioner", "/services/discharges")
    assert "No return has come yet." in page(client, "commissioner", f"/services/{silent.pk}/discharges")
    rows = list(csv.reader(StringIO(look(client, "commissioner", "/services/waits.csv").content.decode("utf-8-sig"))))
    assert [each[4:6] + each[-1:] for each in rows if each[0] == "Physiotherapy" and each[2] == "2026-09-30"] == [["", "", "None tells of this time"]]


def test_a_wait_is_held_beside_that_of_a_year_before_where_it_was_told(client):
    one = service(at=making.body("health"))
    send(one, *waiting(10, "2025-07-02"), quarter=date(2025, 9, 30), on=date(2025, 10, 5))
    send(one, *waiting(10, "2025-07-02"))
    assert "Autism assessment 10 0% 65 weeks 12.9 weeks 65 weeks" in page(client, "commissioner", "/services/waits")
    assert "That is longer than a year before, when half had waited longer than 12.9 weeks." in page(client, "commissioner", f"/services/{one.pk}/waits")


def test_a_service_that_ended_keeps_what_it_told_and_gives_its_last_return(client, two):
    one, _ = two
    client.force_login(making.somebody("commissioner"))
    assert "End Autism assessment?" in words(client.get(f"/services/{one.pk}/end").content.decode())
    assert Service.objects.get(pk=one.pk).ended_on is None
    client.post(f"/services/{one.pk}/end")
    told = page(client, "commissioner", "/services")
    assert "Services that have ended (1) Services that have ended Service Who gave it Ended Last return Open Autism assessment Calder Therapies 23 November 2026" in told
    assert "30 children wait for Autism assessment as at 30 September 2026" in page(client, "commissioner", f"/services/{one.pk}/waits")
    assert "Autism assessment 30" in page(client, "commissioner", "/services/waits")
    assert "Autism assessment" not in page(client, "commissioner", "/services/waits?at=2026-11-23").split("Waits by service")[1]
    look(client, "commissioner", f"/services/{one.pk}/change", 404)
    look(client, "commissioner", f"/services/{one.pk}/end", 404)
    with clock.standing_on(date(2027, 1, 20)):
        by = making.somebody("provider", one.organisation)
        assert "October to December 2026" in page(client, by, f"/services/{one.pk}/return")
        client.force_login(by)
        left = row("W-1", since(30), discharged_on="2026-11-20", discharge_reason="passed_on")
        answer = client.post(f"/services/{one.pk}/return", {"quarter": "2026-12-31", "file": SimpleUploadedFile("r.csv", file(left))}, follow=True)
        assert "The one row is held" in words(answer.content.decode())
    with clock.standing_on(date(2027, 4, 20)):
        assert "January to March 2027" not in page(client, by, f"/services/{one.pk}/return")


def test_whoever_sees_totals_sees_guarded_numbers_of_the_quarters_end_alone(client, two):
    told = page(client, "board_member", "/services/waits?at=2026-11-23")
    assert "As at 30 September 2026" in told
    assert "Numbers from 1 to 7 are shown as *" in told
    told = page(client, "board_member", f"/services/{two[0].pk}/waits")
    assert "Calder North * * * *" in told
    assert "30 children wait for Autism assessment as at 30 September 2026" in told


def test_a_services_own_people_see_their_service_as_it_is_and_no_other(client, two):
    one, other = two
    somebody = making.somebody("provider", one.organisation)
    told = page(client, somebody, "/services/waits")
    assert "Autism assessment 30" in told
    assert "Speech and language" not in told
    assert "Calder North 3" in page(client, somebody, f"/services/{one.pk}/waits")
    look(client, somebody, f"/services/{other.pk}/waits", 404)
    look(client, somebody, f"/services/{other.pk}/return", 404)


@pytest.mark.parametrize("role", ["setting_staff", "parent", "coordinator"])
def test_others_have_no_such_page(client, two, role):
    client.force_login(making.somebody(role))
    assert client.get("/services").status_code in (403, 404)


def test_everybody_reads_whole_services_and_no_district(client, two):
    told = words(client.get("/waiting-times").content.decode())
    assert "Autism assessment Calder Therapies 18 weeks 30" in told
    assert "at the end of July to September 2026" in told
    assert "Calder North" not in told
    assert "Waiting times" in words(client.get("/waiting-times?area=000").content.decode())


def test_nothing_is_published_before_the_first_service(client):
    assert "No waiting times are published yet" in words(client.get("/waiting-times").content.decode())


def test_the_page_of_a_service_draws_bands_districts_and_quarters_with_tables(client, two):
    drawn = look(client, "head_of_send", f"/services/{two[0].pk}/waits?at=2026-09-30").content.decode()
    told = words(drawn)
    assert drawn.count("<svg class") + drawn.count('role="img"') >= 4
    assert "How long children have waited" in told
    assert "How far districts differ, by quarter" in told
    assert "July to September 2026 Calder North, 4.3 weeks Calder South, 21.4 weeks 17.1 weeks" in told


def test_discharges_are_shown_by_service_and_by_quarter(client, two):
    send(two[0], *[row(f"D-{number}", "2026-03-01", started_on="2026-05-01", discharged_on="2026-07-10", discharge_reason="done") for number in range(1, 4)], quarter=QUARTER)
    told = page(client, "commissioner", "/services/discharges")
    assert "Autism assessment 3 0 (0%) 0 3 10 weeks" in told
    assert "The assessment or help is finished" in page(client, "commissioner", f"/services/{two[0].pk}/discharges")
    assert "*" in page(client, "board_member", f"/services/{two[0].pk}/discharges")


def test_the_lists_ask_as_much_of_many_services_as_of_few(client, two):
    by = making.somebody("commissioner")
    client.force_login(by)

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    addresses = ("/services", "/services/waits", "/services/discharges", "/waiting-times", "/services/waits.csv")
    before = [asked(each) for each in addresses]
    for number in range(5):
        send(service(f"Service {number}", at=two[0].organisation), *waiting(2, since(30)))
    assert [asked(each) for each in addresses] == before


def test_files_hold_what_the_pages_show(client, two):
    rows = list(csv.reader(StringIO(look(client, "board_member", "/services/waits.csv").content.decode("utf-8-sig"))))
    (whole,) = (each for each in rows if each[0] == "Autism assessment" and each[3] == "All" and each[2] == "2026-09-30")
    assert whole[4] == "30"
    assert [each[4] for each in rows if each[0] == "Autism assessment" and each[3] == "Calder North" and each[2] == "2026-09-30"] == ["*"]
    sheet = CalamineWorkbook.from_filelike(BytesIO(look(client, "commissioner", "/services/discharges.xlsx").content)).get_sheet_by_index(0).to_python()
    assert sheet[0][0] == "Service"
    assert len(sheet) == 17
    look(client, "commissioner", "/services/waits.doc", 404)


def test_the_template_comes_with_its_dictionary_and_is_read_back(client, two):
    one = two[0]
    by = making.somebody("provider", one.organisation)
    book = CalamineWorkbook.from_filelike(BytesIO(look(client, by, f"/services/{one.pk}/template.xlsx").content))
    assert book.sheet_names == ["Return", "Data dictionary", "Codes"]
    assert ["District", "Calder South", "Calder South"] in book.get_sheet_by_name("Codes").to_python()
    heading = look(client, by, f"/services/{one.pk}/template.csv").content.decode("utf-8-sig").strip()
    send(one, content=f"{heading}\n,AU-77,,2026-09-01,,,,,,".encode())
    assert Referral.objects.filter(number="AU-77").exists()


def test_a_return_is_sent_on_its_page_and_what_was_not_taken_is_said(client, two):
    one = two[0]
    by = making.somebody("provider", one.organisation)
    assert "1 row" not in page(client, by, f"/services/{one.pk}/return")
    upload = lambda *rows: {"quarter": "2026-09-30", "file": SimpleUploadedFile("return.csv", file(*rows))}  # noqa: E731 - a file can be read once
    answer = client.post(f"/services/{one.pk}/return", upload(row("AU-1"), row("AU-2", "soon")), follow=True)
    told = words(answer.content.decode())
    assert "1 of 2 rows are held" in told
    assert "3 Referred on This is no day" in told
    assert "This very file is held already" in words(client.post(f"/services/{one.pk}/return", upload(row("AU-1"), row("AU-2", "soon")), follow=True).content.decode())
    assert ServiceReturn.objects.filter(service=one).count() == 2
    refused = client.post(f"/services/{one.pk}/return", {"quarter": "2026-09-30", "file": SimpleUploadedFile("r.csv", b"Name,Number\nKai,1")})
    assert "asks for who a child is" in words(refused.content.decode())


def test_a_commissioner_adds_changes_and_ends_a_service_on_its_pages(client):
    body = making.body("health", name="Calder Therapies")
    client.force_login(making.somebody("commissioner"))
    said = {"name": "Occupational therapy", "organisation": body.pk, "standard_weeks": 18, "again_months": 12, "due_days": 30, "first_quarter-day": "1", "first_quarter-month": "7", "first_quarter-year": "2026"}
    assert "Enter what the service is called" in words(client.post("/services/new", {**said, "name": ""}).content.decode())
    assert "Occupational therapy is added" in words(client.post("/services/new", {**said, "form_key": "00000000-0000-4000-8000-000000000001"}, follow=True).content.decode())
    one = Service.objects.get()
    assert one.first_quarter == QUARTER
    client.post(f"/services/{one.pk}/change", {**said, "standard_weeks": 12, "form_key": "00000000-0000-4000-8000-000000000002"})
    assert Service.objects.get().standard_weeks == 12
    assert "2 districts are kept" in words(client.post("/services/districts", {"names": "North\nSouth"}, follow=True).content.decode())
    assert "has ended" in words(client.post(f"/services/{one.pk}/end", follow=True).content.decode())
    client.force_login(making.somebody("provider", body))
    assert client.get("/services/new").status_code == 404
