"""Who looked, across an area: for information governance, and for nobody else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.access import permissions
from goldenthread.core.models import Reading
from tests import making as every

from . import making
from .making import ON

PAGE = "/records-looked-at"


def looked(by, *children, page="desk.record", reason="", role="coordinator"):
    return Reading.objects.create(by_id=by.pk, role=role, page=page, child_ids=[child.pk for child in children], reason=reason)


@pytest.fixture
def scene(area, ellis):
    """An open and a closed record here, one elsewhere, and who was shown them."""
    amy, closed = making.child(area, forename="Amy"), making.child(area, forename="Zeph", closed_list_on=ON)
    elsewhere = making.child(making.area("Thornmouth"), forename="Ben")
    nora = making.officer(area, role="head_of_send", name="Nora Hale")
    looked(ellis, amy)
    looked(nora, closed, page="desk.export", reason="For the panel")
    looked(ellis, elsewhere)
    looked(ellis, amy, elsewhere, page="desk.caseload")
    return amy, closed, elsewhere


@pytest.fixture
def governance(client, area):
    making.sign_in(client, making.officer(area, role="information_governance", name="Iris Whitcombe"))
    return client


def main(answer):
    return answer.content.decode().split("<main")[-1]


def test_every_look_at_a_record_of_the_area_is_there_by_reference_and_never_by_name(governance, scene):
    amy, closed, elsewhere = scene
    page = main(governance.get(PAGE))
    for said in (amy.reference, closed.reference, "Closed record", "Ellis Marsh, SEND team", "Nora Hale", "For the panel", "In an exported file"):
        assert said in page, said
    for unsaid in ("Amy", "Zeph", elsewhere.reference, "Ben"):
        assert unsaid not in page, unsaid
    assert page.count("<tr") == 1 + 3


@pytest.mark.parametrize(
    "query, found", [("person=nora", 1), ("person=ELLIS", 2), ("person=%25", 0), ("closed=1", 1), ("reason=1", 1), ("reference=none", 0)]
)
def test_what_is_looked_for_is_found(governance, scene, query, found):
    assert main(governance.get(f"{PAGE}?{query}")).count("<tr") == (1 + found if found else 0)


def test_a_records_looks_are_found_by_its_reference_and_another_areas_are_not(governance, scene):
    amy, _, elsewhere = scene
    assert main(governance.get(f"{PAGE}?reference={amy.reference.lower()}")).count("<tr") == 1 + 2
    assert "Nothing found" in main(governance.get(f"{PAGE}?reference={elsewhere.reference}"))


def test_looking_here_is_kept_as_a_look(governance, scene):
    amy, closed, _ = scene
    governance.get(PAGE)
    mine = Reading.objects.get(page="desk.records_looked_at")
    assert set(mine.child_ids) == {amy.pk, closed.pk}


def test_a_long_log_is_read_in_pages_to_its_end_with_one_statement_each(governance, area, ellis):
    amy = making.child(area)
    Reading.objects.bulk_create(Reading(by_id=ellis.pk, page="desk.record", child_ids=[amy.pk]) for _ in range(60))
    first = governance.get(f"{PAGE}?person=ellis")
    older = next(part for part in main(first).split('"') if "before=" in part).replace("&amp;", "&")
    with CaptureQueriesContext(connection) as captured:
        assert main(governance.get(older)).count("<tr") == 1 + 10
    assert len(making.queries(captured)) < 10


@pytest.mark.parametrize("role", sorted(set(permissions.ROLES) - {"information_governance", "visitor", "api_client"}))
def test_nobody_else_has_such_a_page_or_a_way_to_it(client, area, role):
    making.sign_in(client, making.officer(area, role=role))
    assert client.get(PAGE).status_code == 403
    assert PAGE not in client.get("/start").content.decode()


def test_the_information_service_finds_the_records_it_was_let_into(client, area):
    helped = every.child("Kai Alder", of=area)
    every.child("Wren Poole", of=area)
    service = every.body("sendiass", of=area)
    every.involve(service, helped, "helper")
    making.sign_in(client, every.somebody("sendiass", service))
    page = client.get("/start").content.decode()
    assert "Kai Alder" in page
    assert "Wren" not in page
    assert client.get(f"/children/{helped.pk}").status_code == 200
