"""Pages of services: each reader sees the services and the numbers that are theirs to see, and everybody only whole services."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
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


def test_whoever_is_concerned_with_contracts_sees_numbers_as_they_are_today(client, two):
    told = page(client, "commissioner", "/services/waits")
    assert "Autism assessment 30 10%" in told
    assert "As at 23 November 2026" in told
    assert "Calder North 3 100%" in page(client, "analyst", f"/services/{two[0].pk}/waits")


def test_whoever_sees_totals_sees_guarded_numbers_of_the_quarters_end_alone(client, two):
    told = page(client, "board_member", "/services/waits?at=2026-11-23")
    assert "As at 30 September 2026" in told
    assert "Numbers from 1 to 7 are shown as *" in told
    told = page(client, "board_member", f"/services/{two[0].pk}/waits")
    assert "Calder North * –" in told
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
    assert "Autism assessment Calder Therapies 30" in told
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
