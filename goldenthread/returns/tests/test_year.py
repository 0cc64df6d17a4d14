"""The pages of a year's return: everybody is checked, who must mend what is said, a query stands with a note, a file is made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from markupsafe import escape

from goldenthread.core.models import Reading
from goldenthread.people.models import Child
from goldenthread.returns import holding
from goldenthread.returns.models import FindingNote, MadeReturn, ReturnCheck, ReturnFinding
from goldenthread.returns.tasks import check_return
from tests import making

from . import making as invented

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(area, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return making.somebody("head_of_send", of=area)


@pytest.fixture
def head(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    return client


@pytest.fixture
def record(take, area):
    take([replace(invented.person(2026, case, number), number=number) for number, case in enumerate(invented.CASES, 1)])
    return area


def checked(head, user):
    assert head.post("/returns/years/2026/check").status_code == 302
    asked = ReturnCheck.objects.latest("asked_at")
    check_return(asked.pk, user.pk)
    return ReturnCheck.objects.get(pk=asked.pk)


def test_everybody_is_checked_and_what_is_wrong_leads_to_the_record(head, user, record):
    wrong = Child.objects.order_by("reference").first()
    Child.objects.filter(pk=wrong.pk).update(ethnicity="")
    done = checked(head, user)
    assert (done.state, done.people) == ("done", 11)
    assert ReturnFinding.objects.get(rule="P108").child_id == wrong.pk
    page = head.get("/returns/years/2026").content.decode()
    assert "11 people were checked" in page
    assert "/returns/years/2026/findings/P108" in page
    assert str(escape(wrong.name)) in head.get("/returns/years/2026/findings/P108").content.decode()
    assert str(wrong.pk) in str(Reading.objects.order_by("-pk").values_list("child_ids", flat=True)[0])
    assert "P108" in head.get(f"/children/{wrong.pk}/return").content.decode()


def test_what_is_mended_in_the_record_is_gone_at_once_from_its_page_and_at_the_next_check_from_the_list(head, user, record):
    wrong = Child.objects.order_by("reference").first()
    Child.objects.filter(pk=wrong.pk).update(ethnicity="")
    checked(head, user)
    Child.objects.filter(pk=wrong.pk).update(ethnicity="WBRI")
    assert "P108" not in head.get(f"/children/{wrong.pk}/return").content.decode()
    checked(head, user)
    assert not ReturnFinding.objects.filter(rule="P108").exists()
    assert ReturnCheck.objects.count() == 1


def test_the_file_is_made_kept_and_taken_away_by_those_who_may(head, user, record, client):
    checked(head, user)
    made = MadeReturn.objects.get()
    answer = head.get(f"/returns/years/2026/made/{made.serial}")
    text = b"".join(answer.streaming_content).decode()
    assert "<SerialNo>001</SerialNo>" in text
    assert text.count("<Person>") == made.people == 11
    client.force_login(making.officer(of=record), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/returns/years/2026/made/{made.serial}").status_code in (302, 403, 404)


def test_a_closed_record_is_in_no_list_and_no_file_made_here(head, user, record):
    Child.objects.filter(pk=Child.objects.order_by("reference").first().pk).update(closed_list_on=date(2026, 1, 20), ethnicity="")
    done = checked(head, user)
    assert done.people == MadeReturn.objects.get().people == 10
    assert not ReturnFinding.objects.filter(rule="P108").exists()


def test_what_the_area_says_of_its_officers_is_in_the_next_file(head, user, record):
    said = {"dmo": "Y", "dco": "R", "dsco": "N", "version": "0"}
    assert head.post("/returns/years/2026", said).status_code == 302
    checked(head, user)
    assert not ReturnFinding.objects.filter(rule__in=["H108", "H109", "H110"]).exists()
    page = head.post("/returns/years/2026", said).content.decode()
    assert "Somebody else changed this record" in page


def test_a_note_goes_with_a_query_and_into_the_file_of_findings(head, user, record):
    checked(head, user)
    assert head.post("/returns/years/2026/findings/T703", {"note": "=Two are abroad."}).status_code == 302
    assert FindingNote.objects.get().note == "=Two are abroad."
    lines = head.get("/returns/years/2026/findings.csv").content.decode()
    assert "Rule,Severity,Record" in lines
    assert ",=Two" not in lines
    assert "There is a problem" in head.post("/returns/years/2026/findings/P101", {"note": "So be it"}).content.decode()


def test_a_check_that_was_cut_off_begins_again_and_a_second_ask_is_the_same_check(head, user, record):
    head.post("/returns/years/2026/check")
    head.post("/returns/years/2026/check")
    asked = ReturnCheck.objects.get()
    check_return(asked.pk, user.pk)
    first = ReturnFinding.objects.count()
    ReturnCheck.objects.filter(pk=asked.pk).update(state="checking")
    check_return(asked.pk, user.pk)
    assert ReturnFinding.objects.count() == first


@pytest.mark.parametrize("path", ["/returns/years/2019", "/returns/years/2026/findings/X999", "/returns/years/2026/made/9", "/returns/years/2026/findings.csv"])
def test_what_is_not_there_is_said_to_be_not_there(head, path):
    assert head.get(path).status_code == 404


@pytest.mark.parametrize(("on", "year"), [(date(2025, 1, 16), 2025), (date(2025, 1, 17), 2026), (date(2026, 11, 22), 2026)])
def test_the_return_worked_towards_is_that_of_the_next_census_day_whose_form_is_known(on, year):
    assert holding.current_year(on) == year


def test_the_return_is_laid_beside_last_years_and_the_published_totals(head, user, record):
    """Area 801 is Bristol's number, whose published totals come with the product."""
    done = checked(head, user)
    assert done.totals["now"]["people"] == 11
    assert done.totals["now"]["plans"] >= 1
    page = head.get("/returns/years/2026").content.decode()
    assert "Beside last year and what was published" in page
    assert "The department has published nothing of Bristowe for 2025" in page
    head.post("/returns/years/2025/check")
    asked = ReturnCheck.objects.get(year=2025)
    check_return(asked.pk, user.pk)
    page = head.get("/returns/years/2025").content.decode()
    assert "the department’s figures of Bristowe for 2024" in page
    assert "Ask why" in page
