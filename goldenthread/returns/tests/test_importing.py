"""Taking a return in: nothing is guessed, nothing is lost, and the same file twice changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.casework.models import Case, Decision, Request
from goldenthread.core.actors import command
from goldenthread.core.models import Event
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Child, Deadline, SenNeed
from goldenthread.plans.models import Plan
from goldenthread.returns import said
from goldenthread.returns.importing import settle
from goldenthread.returns.models import ImportRow, ImportRun
from goldenthread.reviews.models import Review

from . import making as invented

BY = command("test")
ON = date(2026, 2, 4)


def counts(run: ImportRun) -> tuple[int, ...]:
    assert run.balances
    return run.people_in, run.created, run.changed, run.unchanged, run.held, run.refused


def a_person(case: str = "1", number: int = 1, year: int = 2026, **changed):
    return replace(invented.person(year, case, number), **changed)


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_every_kind_of_case_becomes_a_record_with_its_stage(take, year):  # 11 people through all four steps
    run = take([invented.person(year, case, number) for number, case in enumerate(invented.CASES, 1)], year)
    assert counts(run) == (11, 11, 0, 0, 0, 0)
    stages = {case.stage for case in Case.objects.all()}
    assert {"plan", "ceased", "not_issuing", "not_assessing", "ended", "drafting", "assessing", "deciding"} <= stages
    assert Child.objects.count() == 11


@pytest.mark.parametrize("year", [2023, 2026])
def test_the_same_file_twice_changes_nothing(take, year):
    people = [invented.person(year, case, number) for number, case in enumerate(invented.CASES * 3, 1)]
    first = take(people, year)
    facts = Request.objects.count(), Plan.objects.count(), SenNeed.objects.count(), Deadline.objects.count()
    events = Event.objects.exclude(child_id=None).count()
    second = take(people, year)
    assert counts(first) == (33, 33, 0, 0, 0, 0)
    assert counts(second) == (33, 0, 0, 33, 0, 0)
    assert facts == (Request.objects.count(), Plan.objects.count(), SenNeed.objects.count(), Deadline.objects.count())
    assert Event.objects.exclude(child_id=None).count() == events


def test_the_csv_export_and_the_xml_of_one_return_say_the_same(take):
    people = [invented.person(2026, case, number) for number, case in enumerate(invented.CASES, 1)]
    take(people)
    assert counts(take(people, csv=True)) == (11, 0, 0, 11, 0, 0)


def test_a_new_decision_in_the_next_return_changes_the_record_and_its_clocks(take):
    asked = a_person("7", year=2026)
    take([asked])
    request = asked.requests[0]
    told = replace(request, outcome="N", outcome_on=request.received_on, mediation="0", tribunal="0")
    run = take([replace(asked, requests=(told,))])
    assert counts(run) == (1, 0, 1, 0, 0, 0)
    assert Decision.objects.get(about="assess").yes is False
    assert Deadline.objects.get(clock="EHCNA-06").met_on == request.received_on
    assert Event.objects.filter(verb="returns.change").get().fact["changed"] == [
        "+decision",
        "request.request_mediation",
        "request.request_tribunal",
    ]


def test_a_changed_name_and_need_are_written_and_the_old_need_is_ended_not_lost(take):
    person = a_person("1")
    take([person])
    request = person.requests[0]
    other = replace(request.active_plan.needs[0], type="VI" if request.active_plan.needs[0].type != "VI" else "HI")
    active = replace(request.active_plan, needs=(other,))
    run = take([replace(person, surname="Renamed", requests=(replace(request, active_plan=active),))])
    child = Child.objects.get()
    assert counts(run)[2] == 1
    assert (child.surname, child.version) == ("Renamed", 2)
    assert list(child.sen_needs.filter(rank=1).order_by("pk").values_list("until_on", flat=True)) == [
        run.reference_date,
        None,
    ]


def test_an_empty_value_in_a_return_wipes_nothing_out(take):
    person = a_person("1")
    take([person])
    run = take([replace(person, postcode=None, uln=None)])
    assert counts(run) == (1, 0, 0, 1, 0, 0)


def test_a_like_name_with_the_same_birthday_and_no_number_is_held_never_joined(take):
    person = a_person("7", upn=None, uln=None, upn_unknown="UN1", forename="Jon", surname="Alder", postcode="ZZ1 1ZZ")
    take([person])
    run = take([replace(person, forename="John")])
    assert counts(run) == (1, 0, 0, 0, 1, 0)
    assert Child.objects.count() == 1
    row = run.rows.get()
    assert row.line and row.element == "Person[1]"
    assert "same date of birth" in row.sentence


@pytest.mark.parametrize("batch", [1, 500])
def test_who_is_held_does_not_hang_on_how_the_file_is_cut_into_batches(take, monkeypatch, batch):
    from goldenthread.returns import importing

    monkeypatch.setattr(importing, "BATCH", batch)
    nobody = {"uln": None, "forename": "Milo", "surname": "Alder", "born_on": date(2018, 10, 2)}
    one = a_person("7", 1, upn=None, upn_unknown="UN1", postcode="ZZ1 1ZZ", **nobody)
    like = a_person("7", 2, **(nobody | {"forename": "Mila"}))
    assert counts(take([one, like])) == (2, 1, 0, 0, 1, 0)
    assert counts(take([one, like])) == (2, 0, 0, 1, 1, 0)


def test_real_twins_with_numbers_of_their_own_are_two_children(take):
    one = a_person("7", 1, forename="Anna", surname="Alder", born_on=date(2015, 5, 5))
    other = a_person("7", 2, forename="Anya", surname="Alder", born_on=date(2015, 5, 5))
    assert counts(take([one]))[1] == 1
    assert counts(take([one, other])) == (2, 1, 0, 1, 0, 0)


def test_a_upn_that_belongs_to_a_record_of_another_name_and_birthday_is_held(take):
    person = a_person("7")
    take([person])
    run = take([replace(person, forename="Quite", surname="Different", born_on=date(2013, 1, 1))])
    assert counts(run)[4] == 1


def test_a_held_person_is_settled_by_a_person_as_the_same_or_as_another(take):
    person = a_person("7", upn=None, uln=None, upn_unknown="UN1", forename="Jon", postcode="ZZ1 1ZZ")
    take([person])
    for same in (True, False):
        run = take([replace(person, forename="John")])
        row = run.rows.get(outcome="held")
        known = Child.objects.get(pk=row.possible_ids[0])
        child = settle(row=row, same_as=known if same else None, by=BY, on=ON)
        assert (child == known) is same
        with pytest.raises(Refused, match="already said"):
            settle(row=row, same_as=None, by=BY, on=ON)
        Child.objects.filter(pk=known.pk).update(forename="Jon")
    assert Child.objects.count() == 2


def test_a_person_who_cannot_be_taken_is_refused_with_place_and_reason_and_the_others_are_taken(take):
    run = take([a_person("1", 1), a_person("1", 2, born_on=None), a_person("7", 3)])
    assert counts(run) == (3, 2, 0, 0, 0, 1)
    row = run.rows.get(outcome="refused")
    assert row.number == 2
    assert row.element.endswith("PersonBirthDate")
    assert "Correct it" in row.sentence
    assert row.said["surname"]


def test_a_broken_file_says_what_to_do_and_leaves_no_trace(take, tmp_path):
    for name, content in {
        "cut.xml": b"<?xml version='1.0'?><Message><Header>",
        "other.xml": b"<html></html>",
        "bomb.xml": b"<?xml version='1.0'?><!DOCTYPE m [<!ENTITY a 'aaaa'>]><Message>&a;</Message>",
        "words.xml": "not XML at all".encode("utf-16"),
    }.items():
        (tmp_path / name).write_bytes(content)
        run = take.file(tmp_path / name)
        assert run.state == "failed"
        assert len(run.fault) > 20
        assert counts(run) == (0, 0, 0, 0, 0, 0)
    assert not Child.objects.exists()


def test_another_authoritys_return_is_not_taken_in(take):
    run = take([a_person("7")], lea="802")
    assert run.state == "failed"
    assert "another council (802)" in run.fault


def test_a_run_that_was_cut_off_is_finished_by_the_next_without_doubles(take, monkeypatch):
    from goldenthread.returns import importing

    people = [invented.person(2026, "7", number) for number in range(1, 9)]
    monkeypatch.setattr(importing, "BATCH", 3)
    real, calls = importing.take_in_batch, []

    def cut_off(**kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionError("the machine stopped")
        return real(**kwargs)

    monkeypatch.setattr(importing, "take_in_batch", cut_off)
    with pytest.raises(ConnectionError):
        take(people)
    assert Child.objects.count() == 3
    monkeypatch.setattr(importing, "take_in_batch", real)
    assert counts(take(people)) == (8, 5, 0, 3, 0, 0)


def test_a_setting_that_is_not_known_here_is_kept_by_its_number(take):
    take([a_person("1")])
    attendance = Child.objects.get().attendances.first()
    assert attendance.organisation_id is None
    assert attendance.setting_other.startswith(("URN", "UKPRN")) or attendance.setting_type


def test_what_was_said_of_a_held_person_is_kept_whole():
    for case in invented.CASES:
        person = a_person(case)
        assert said.read_again(said.kept(person)) == person


def test_a_decision_of_an_earlier_round_stands_beside_the_meeting_of_this_one(take):
    person = a_person("1")
    request = person.requests[0]
    active = replace(
        request.active_plan,
        review_meeting_on=date(2025, 11, 3),
        review_decided_on=date(2024, 12, 2),
        review_outcome="M",
        review_draft_on=None,
    )
    take([replace(person, requests=(replace(request, active_plan=active),))])
    assert set(Review.objects.values_list("met_on", "notified_on")) == {
        (date(2025, 11, 3), None),
        (None, date(2024, 12, 2)),
    }


def test_every_row_of_a_run_points_to_its_record_or_keeps_what_was_said(take):
    run = take([a_person("1", 1), a_person("1", 2, born_on=None)])
    for row in run.rows.all():
        assert (row.child_id is None) == (row.outcome in (ImportRow.Outcome.HELD, ImportRow.Outcome.REFUSED))
        assert row.sentence


def test_a_upn_with_a_wrong_check_letter_is_a_finding_on_the_record_not_a_refusal(take):
    sound = a_person("1")
    wrong = "B" if sound.upn[0] != "B" else "C"
    run = take([replace(sound, upn=wrong + sound.upn[1:])])
    assert counts(run) == (1, 1, 0, 0, 0, 0)
    assert "P115" in {finding["rule"] for finding in run.rows.get().findings}
    assert run.rows.get().file == "return.xml"
