"""What may go wrong while a return is taken in: one bad person, a cut-off run, two returns at once, an older return."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection

from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Child, Involvement
from goldenthread.people.newcomers import READS_ON
from goldenthread.plans.models import NamedSetting, Plan
from goldenthread.returns import importing
from goldenthread.returns.importing import BUSY, ask_for_import, settle
from goldenthread.returns.models import ImportRun
from goldenthread.returns.tasks import import_return
from tests import making

from .test_importing import BY, ON, a_person, counts


def with_plan(person, **changed):
    """The same person, the plan of their first request changed."""
    request = person.requests[0]
    named = replace(request.named_plan, **changed)
    return replace(person, requests=(replace(request, assessment=replace(request.assessment, named_plan=named)),))


def with_active(person, **changed):
    """The same person, what goes on under their first plan changed."""
    request = person.requests[0]
    return replace(person, requests=(replace(request, active_plan=replace(request.active_plan, **changed)),))


@pytest.mark.parametrize("batch", [1, 500])
def test_one_person_whom_the_database_will_not_hold_is_refused_alone(take, monkeypatch, batch):
    monkeypatch.setattr(importing, "BATCH", batch)
    run = take([a_person("1", 1), a_person("1", 2, forename="A" * 300), a_person("7", 3)])
    assert counts(run) == (3, 2, 0, 0, 0, 1)
    row = run.rows.get(outcome="refused")
    assert (row.number, row.said["forename"]) == (2, "A" * 300)
    assert "Shorten it" in row.sentence
    assert [row.number for row in run.rows.all()] == [1, 2, 3]
    assert "S002" not in str(run.findings)


def test_two_settings_of_one_rank_are_one_and_the_file_twice_changes_nothing(take):
    person = a_person("1")
    detail = person.requests[0].named_plan.details[0]
    person = with_plan(person, details=(replace(detail, rank="1"), replace(detail, rank="1", sen_unit="1")))
    assert counts(take([person])) == (1, 1, 0, 0, 0, 0)
    assert counts(take([person])) == (1, 0, 0, 1, 0, 0)
    assert NamedSetting.objects.count() == 1


def test_twins_whose_numbers_were_exchanged_are_held_and_keep_their_names(take):
    anna = a_person("7", 1, forename="Anna", surname="Alder", born_on=date(2015, 5, 5))
    maya = a_person("7", 2, forename="Maya", surname="Alder", born_on=date(2015, 5, 5))
    take([anna, maya])
    run = take([replace(anna, upn=maya.upn), replace(maya, upn=anna.upn)])
    assert counts(run) == (2, 0, 0, 0, 2, 0)
    assert {child.upn: child.forename for child in Child.objects.all()} == {anna.upn: "Anna", maya.upn: "Maya"}


@pytest.mark.parametrize("batch", [1, 500])
def test_two_people_of_one_file_who_come_to_one_record_are_not_both_written_to_it(take, monkeypatch, batch):
    monkeypatch.setattr(importing, "BATCH", batch)
    person = a_person("7", uln=None)
    take([person])
    Child.objects.update(uln="1000000004")
    by_uln = replace(person, upn=None, upn_unknown="UN1", uln="1000000004", surname="Otherwise")
    run = take([person, by_uln])
    assert run.rows.get(number=2).outcome in ("held", "refused")
    assert Child.objects.get().surname == person.surname


def test_a_held_person_who_cannot_be_another_is_told_why(take):
    person = a_person("7")
    take([person])
    run = take([replace(person, forename="Quite", surname="Different", born_on=date(2013, 1, 1))])
    with pytest.raises(Refused, match="UPN belongs to another record"):
        settle(row=run.rows.get(), same_as=None, by=BY, on=ON)
    assert Child.objects.count() == 1
    assert run.rows.get().settled_on is None


def test_only_those_who_take_returns_in_may_settle_or_ask(take, area):
    person = a_person("7", upn=None, uln=None, upn_unknown="UN1", forename="Jon", postcode="ZZ1 1ZZ")
    take([person])
    run = take([replace(person, forename="John")])
    for role in ("coordinator", "analyst", "administrator"):
        with pytest.raises(NotAllowed):
            settle(row=run.rows.get(), same_as=None, by=making.somebody(role, of=area), on=ON)
        with pytest.raises(NotAllowed):
            ask_for_import(area=area, file_name="x.xml", sha256="", size=0, key=run.pk, by=making.somebody(role, of=area), on=ON)
    elsewhere = making.somebody("head_of_send", of=making.area("802", "Elsewhere"))
    with pytest.raises(NotAllowed):
        settle(row=run.rows.get(), same_as=None, by=elsewhere, on=ON)


# One after the other


def test_an_older_return_adds_what_is_missing_and_overwrites_nothing(take):
    person = a_person("1", year=2025)
    take([person], 2025)
    ImportRun.objects.update(reference_date=date(2026, 1, 15))  # as if by the next year's return
    before = Child.objects.values_list("surname", "ethnicity", "uln").get()
    needs = list(Child.objects.get().sen_needs.values_list("need", "until_on"))
    Child.objects.update(ethnicity="")
    older = replace(person, surname="Maiden")
    run = take([older], 2025)
    assert (run.held, run.refused, run.created) == (0, 0, 0)
    child = Child.objects.get()
    assert (child.surname, child.ethnicity, child.uln) == before
    assert list(child.sen_needs.values_list("need", "until_on")) == needs
    assert "older return" in run.rows.get().sentence
    assert counts(take([older], 2025)) == (1, 0, 0, 1, 0, 0)


def test_a_plan_that_ended_by_one_return_and_is_in_force_by_the_next_is_in_force(take):
    person = a_person("1")
    take([person])
    Plan.objects.update(ceased_on=date(2025, 6, 1), cease_reason="1")
    assert counts(take([person])) == (1, 0, 1, 0, 0, 0)
    assert (Plan.objects.get().ceased_on, Plan.objects.get().cease_reason) == (None, "")


def test_a_plan_that_ended_after_census_day_stays_ended(take):
    person = a_person("1")
    run = take([person])
    after = run.reference_date + timedelta(days=3)
    Plan.objects.update(ceased_on=after, cease_reason="1")
    take([person])
    assert Plan.objects.get().ceased_on == after


def test_a_setting_that_the_child_left_by_a_newer_return_reads_on_for_28_days(take):
    old, new = making.school(), making.school()
    person = a_person("1")
    placement = replace(person.requests[0].active_plan.placements[0], urn=str(old.urn), ukprn=None, setting=None, rank="1", entered_on=date(2022, 9, 1), left_on=None)
    take([with_active(person, placements=(placement,))])
    assert Involvement.objects.get(organisation=old).until_on is None
    moved = replace(placement, urn=str(new.urn), entered_on=date(2025, 9, 1))
    assert counts(take([with_active(person, placements=(moved,))]))[2] == 1
    assert Involvement.objects.get(organisation=old).until_on == date(2025, 9, 1) + READS_ON
    assert Involvement.objects.get(organisation=new).until_on is None
    assert counts(take([with_active(person, placements=(moved,))]))[3] == 1


# Cut off, and at the same time


def test_a_run_that_was_cut_off_says_so_and_a_later_one_marks_one_that_was_killed(take, area, monkeypatch):
    killed = ImportRun.objects.create(area=area, file_name="killed.xml", state="writing", people_in=9, done=3)
    monkeypatch.setattr(importing, "take_in_batch", lambda **how: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take([a_person("7")])
    for run in (ImportRun.objects.exclude(pk=killed.pk).get(), ImportRun.objects.get(pk=killed.pk)):
        assert run.state == "stopped"
        assert "Send the same file again" in run.fault
    killed.refresh_from_db()
    assert "after 3 of 9 people" in killed.fault
    import_return(str(killed.pk))
    killed.refresh_from_db()
    assert killed.state == "stopped"


# A second connection, because one connection may take its own lock again.
def test_an_area_takes_in_one_return_at_a_time(take, area):
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('returns.import'), %s)", [area.pk])
        run = take([a_person("7")])
    assert (run.state, run.fault) == ("failed", BUSY)
    assert not Child.objects.exists()
    assert counts(take([a_person("7")])) == (1, 1, 0, 0, 0, 0)
