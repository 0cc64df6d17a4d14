"""Every record that changes is held against the rules within minutes, and whoever has the case sees what is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from markupsafe import escape

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.actions import correct_child
from goldenthread.people.models import Child
from goldenthread.returns import holding, mending, rechecking
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


def test_what_is_found_is_mended_within_the_areas_working_days_and_by_census_day_at_the_latest():
    census = date(2026, 1, 15)
    assert mending.mend_by(date(2025, 12, 1), 10, census) == date(2025, 12, 15)
    assert mending.mend_by(date(2025, 12, 22), 10, census) == date(2026, 1, 8)
    assert mending.mend_by(ON, 10, census) == census
    assert mending.mend_by(census + timedelta(days=3), 10, census) == census + timedelta(days=3)


def test_a_finding_keeps_its_day_until_it_is_mended_and_one_that_comes_back_is_new(record):
    early, later, last = date(2025, 12, 1), date(2025, 12, 8), date(2025, 12, 10)
    wrong = Child.objects.order_by("reference").first()

    def said(on, ethnicity):
        with clock.standing_on(on):
            correct_child(child=wrong, version=None, why="Looked again", ethnicity=ethnicity, by=BY, on=on)
            rechecking.recheck_changed(by=BY, on=on)
        found = {one["rule"]: one for one in RecordCheck.objects.get(child=wrong).findings}
        return found.get("P108")

    assert said(early, "")["mend_by"] == "2025-12-15"
    settled = making.somebody("head_of_send", of=record)
    mending.settle_days(area=record, days=2, by=settled, on=early)
    with clock.standing_on(later):
        correct_child(child=wrong, version=None, why="Looked again", first_language="Welsh", by=BY, on=later)
        rechecking.recheck_changed(by=BY, on=later)
    kept = {one["rule"]: one for one in RecordCheck.objects.get(child=wrong).findings}["P108"]
    assert (kept["found_on"], kept["mend_by"]) == ("2025-12-01", "2025-12-15")
    assert said(last, "WBRI") is None
    assert said(last, "")["mend_by"] == "2025-12-12"


def test_a_record_is_to_be_mended_by_the_first_of_its_days_and_a_warning_has_none():
    found = [{"rule": rule, "severity": severity, "path": "", "sentence": ""} for rule, severity in (("1", "W"), ("2", "Q"), ("3", "E"))]
    before = [{**found[2], "found_on": "2025-11-03", "mend_by": "2025-11-17"}]
    told = mending.dated(found, before, days=10, census_on=date(2026, 1, 15), on=date(2025, 12, 1))
    assert [one["mend_by"] for one in told] == [None, "2025-12-15", "2025-11-17"]
    assert mending.first_by(told) == date(2025, 11, 17)
    assert mending.first_by(told[:1]) is None


def test_late_is_first_on_the_list_and_counted_for_the_team(record):
    first, second = Child.objects.order_by("reference")[:2]
    for child, day in ((second, date(2025, 12, 1)), (first, ON)):
        with clock.standing_on(day):
            correct_child(child=child, version=None, why="Looked again", ethnicity="", by=BY, on=day)
            rechecking.recheck_changed(by=BY, on=day)
    head = signed_in(making.somebody("head_of_send", of=record))
    said = head.get("/returns/to-put-right?whose=all").content.decode()
    assert said.index(str(escape(second.name))) < said.index(str(escape(first.name)))
    assert "late</strong>" in said and "Late" in said and "15 December 2025" in said
    team = head.get("/work?tab=team").content.decode()
    assert "something to put right for the return" in team and "of them late" in team
    own = head.get(f"/children/{second.pk}/return").content.decode()
    assert "Should have been mended by 15 December 2025" in own


def test_whoever_makes_the_return_settles_how_long_and_nobody_else_does(record):
    head = making.somebody("head_of_send", of=record)
    at = signed_in(head)
    wrong = at.post("/returns/to-put-right/days", {"days": "0"})
    assert "must be between 1 and 60" in wrong.content.decode()
    assert at.post("/returns/to-put-right/days", {"days": "5"}).status_code == 302
    assert mending.days_of(record) == 5
    assert "within 5 working days" in at.get("/returns/to-put-right").content.decode()
    with pytest.raises(Refused, match="from 1 to 60"):
        mending.settle_days(area=record, days=61, by=head, on=ON)
    with pytest.raises(NotAllowed):
        mending.settle_days(area=record, days=4, by=making.officer("Ola Reed", of=record), on=ON)
    assert signed_in(making.officer("Kit Vane", of=record)).get("/returns/to-put-right/days").status_code == 403
