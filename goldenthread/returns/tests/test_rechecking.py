"""Every record that changes is held against the rules within minutes, and whoever has the case sees what is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from markupsafe import escape

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.models import Event
from goldenthread.people.actions import correct_child
from goldenthread.people.models import Child
from goldenthread.returns import holding, rechecking
from goldenthread.returns.models import RecordCheck
from goldenthread.returns.tasks import recheck
from tests import making

from . import making as invented

pytestmark = pytest.mark.django_db
BY = command("test")
ON = date(2026, 1, 5)


@pytest.fixture
def record(take, area):
    take([replace(invented.person(2026, case, number), number=number) for number, case in enumerate(invented.CASES, 1)])
    return area


@pytest.fixture(autouse=True)
def before_census_day():
    with clock.standing_on(ON):
        yield


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_pass_checks_every_record_that_changed_and_the_next_only_what_changed_since(record):
    assert rechecking.recheck_changed(by=BY, on=ON) == 11
    assert not rechecking.waiting(ON)
    assert rechecking.recheck_changed(by=BY, on=ON) == 0
    changed = Child.objects.order_by("reference").first()
    correct_child(child=changed, version=None, why="Looked again", ethnicity="", by=BY, on=ON)
    assert rechecking.waiting(ON)
    assert rechecking.recheck_changed(by=BY, on=ON) == 1
    kept = RecordCheck.objects.get(child=changed)
    assert "P108" in [one["rule"] for one in kept.findings]
    assert (kept.year, kept.errors >= 1) == (2026, True)


def test_what_is_kept_is_what_the_records_own_page_finds(record):
    rechecking.recheck_changed(by=BY, on=ON)
    for child in Child.objects.select_related("area"):
        assert [one["rule"] for one in child.record_check.findings] == [one.rule for one in holding.of_child(child, 2026)]


def test_a_long_queue_is_taken_in_parts_and_nobody_is_passed_over(record):
    taken = []
    while (checked := rechecking.recheck_changed(by=BY, on=ON, most=4)) == 4:
        taken.append(checked)
    assert sum(taken) + checked == RecordCheck.objects.count() == 11


def test_a_long_log_is_gone_through_stretch_by_stretch(record, monkeypatch):
    monkeypatch.setattr(rechecking, "WINDOW", 5)
    monkeypatch.setattr(rechecking, "BEHIND", 3)
    recheck()
    assert RecordCheck.objects.count() == 11
    assert not rechecking.waiting(ON)


def test_when_census_day_is_past_everybody_is_gone_through_for_the_next_year(record):
    rechecking.recheck_changed(by=BY, on=date(2025, 1, 10))
    assert set(RecordCheck.objects.values_list("year", flat=True)) == {2025}
    assert rechecking.waiting(ON)
    rechecking.recheck_changed(by=BY, on=ON)
    assert set(RecordCheck.objects.values_list("year", flat=True)) == {2026}


def test_the_job_writes_nothing_in_a_quiet_minute(record):
    recheck()
    said = Event.objects.filter(verb="returns.recheck_changed").count()
    recheck()
    assert Event.objects.filter(verb="returns.recheck_changed").count() == said == 1


def test_whoever_has_the_case_sees_it_on_the_day_and_her_manager_sees_all(record):
    wrong = Child.objects.order_by("reference").first()
    other = Child.objects.order_by("reference").last()
    officer = making.officer("Ola Reed", of=record)
    making.involve(officer, wrong, "named_worker")
    making.kept(wrong)
    for child in (wrong, other):
        correct_child(child=child, version=None, why="Looked again", ethnicity="", by=BY, on=ON)
    recheck()
    own = signed_in(officer).get("/returns/to-put-right").content.decode()
    name, others = str(escape(wrong.name)), str(escape(other.name))
    assert name in own and others not in own
    assert "Ola Reed" in own
    at = signed_in(officer)
    work = at.get("/work").content.decode()
    assert "1 of your records has something to put right for the return" in work and "/returns/to-put-right" in work
    said = at.get(f"/children/{wrong.pk}").content.decode()
    assert "The 2026 return would find 1 error in this record" in said and f"/children/{wrong.pk}/return" in said
    head = signed_in(making.somebody("head_of_send", of=record)).get("/returns/to-put-right?whose=all").content.decode()
    assert name in head and others in head
    correct_child(child=wrong, version=None, why="Looked again", ethnicity="WBRI", by=BY, on=ON)
    recheck()
    assert name not in signed_in(officer).get("/returns/to-put-right").content.decode()
    assert "put right for the return" not in signed_in(officer).get("/work").content.decode()
    assert "return would find 1 error" not in signed_in(officer).get(f"/children/{wrong.pk}").content.decode()


def test_another_area_and_a_parent_see_nothing_of_it(record):
    correct_child(child=Child.objects.order_by("reference").first(), version=None, why="Looked again", ethnicity="", by=BY, on=ON)
    recheck()
    elsewhere = making.officer("Kit Vane", of=making.area("991", "Northmarsh"))
    said = signed_in(elsewhere).get("/returns/to-put-right?whose=all").content.decode()
    assert "Nothing to put right" in said
    assert signed_in(making.user("Pat Alder")).get("/returns/to-put-right").status_code in (302, 403, 404)
