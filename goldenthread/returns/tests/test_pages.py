"""The pages of an import: send, watch, read the balance, say who is held."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.core import wall
from goldenthread.core.models import Reading
from goldenthread.people.models import Child
from goldenthread.returns.models import ImportRun
from goldenthread.returns.tasks import import_return
from goldenthread.returns.writing import write_xml
from tests import making

from . import making as invented

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(client, settings, tmp_path):
    """The head of SEND of the area whose number the invented returns carry, signed in."""
    settings.MEDIA_ROOT = tmp_path
    user = making.somebody("head_of_send", of=making.area("801", "Bristowe"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    return client


def file_of(*people) -> SimpleUploadedFile:
    stream = BytesIO()
    write_xml(invented.header(2026), [replace(one, number=n) for n, one in enumerate(people, 1)], stream)
    return SimpleUploadedFile("sen2.xml", stream.getvalue(), content_type="text/xml")


def send(client, file) -> ImportRun:
    page = client.get("/returns").content.decode()
    key = page.split('name="form_key"')[1].split('value="')[1].split('"')[0]
    answer = client.post("/returns", {"file": file, "form_key": key})
    assert answer.status_code == 302, answer.content.decode()[:500]
    run = ImportRun.objects.get()
    assert answer.url == reverse("returns:run", args=[run.pk])
    return run


def test_a_file_is_sent_watched_and_accounted_for(head):
    run = send(head, file_of(invented.person(2026, "1", 1), invented.person(2026, "7", 2)))
    assert "Waiting to start" in head.get(f"/returns/{run.pk}").content.decode()
    import_return(str(run.pk))
    page = head.get(f"/returns/{run.pk}").content.decode()
    assert "In and out balance" in page
    assert "2 people were in the 2026 return" in page
    newest = Reading.objects.order_by("-pk").first()
    assert set(newest.child_ids) == set(Child.objects.values_list("pk", flat=True))


def test_a_held_person_is_laid_beside_the_record_and_settled(head):
    person = replace(
        invented.person(2026, "7", 1), upn=None, uln=None, upn_unknown="UN1", forename="Jon", postcode="ZZ1 1ZZ"
    )
    import_return(str(send(head, file_of(person)).pk))
    ImportRun.objects.update(state="done")
    with wall.lifted(because="test"):
        ImportRun.objects.all().delete()
    run = send(head, file_of(replace(person, forename="John")))
    import_return(str(run.pk))
    address = f"/returns/{run.pk}/people/1"
    page = head.get(address).content.decode()
    assert "Jon" in page and "John" in page
    key = page.split('name="form_key"')[1].split('value="')[1].split('"')[0]
    assert "Say who this is" in head.post(address, {"form_key": key}).content.decode()
    assert head.post(address, {"form_key": key, "who": "new"}).status_code == 302
    assert Child.objects.count() == 2


def test_a_broken_file_says_so_on_its_page_and_nothing_was_taken_in(head):
    run = send(head, SimpleUploadedFile("sen2.xml", b"<Message><Header>", content_type="text/xml"))
    import_return(str(run.pk))
    page = head.get(f"/returns/{run.pk}").content.decode()
    assert "Nothing was taken in" in page
    assert "sen2.xml" in page


def test_a_file_of_another_kind_is_refused_beside_the_field(head):
    page = head.get("/returns").content.decode()
    key = page.split('name="form_key"')[1].split('value="')[1].split('"')[0]
    answer = head.post("/returns", {"form_key": key, "file": SimpleUploadedFile("x.exe", b"MZ", content_type="a/b")})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_held_and_refused_people_can_be_taken_away_without_live_formulas(head):
    run = send(head, file_of(replace(invented.person(2026, "7", 1), born_on=None)))
    import_return(str(run.pk))
    text = head.get(f"/returns/{run.pk}/held-and-refused.csv").content.decode()
    assert "Not taken in" in text
    assert not any(line.startswith(("=", "@")) for line in text.splitlines())


@pytest.mark.parametrize("role", ["coordinator", "analyst", "administrator", "setting_staff"])
def test_those_who_may_not_take_returns_in_are_refused(client, role):
    user = making.somebody(role, of=making.area("801", "Bristowe"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    assert client.get("/returns").status_code == 403


def test_another_areas_import_does_not_exist(head):
    other = ImportRun.objects.create(area=making.area("802", "Elsewhere"), file_name="other.xml")
    assert head.get(f"/returns/{other.pk}").status_code == 404
