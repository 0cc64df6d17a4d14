"""export_return makes the year's return from the record, in each of its forms, and its own check finds no error."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import date

import pytest
import python_calamine
from django.core.management import CommandError, call_command

from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.returns import made
from goldenthread.returns.made import make_return, note_finding, say_posts
from goldenthread.returns.models import FindingNote, MadeReturn
from goldenthread.returns.reading import read_return
from goldenthread.returns.tests import making as invented
from tests import making

ON = date(2026, 2, 4)


@pytest.fixture
def record(take, area):
    take([replace(invented.person(2026, case, number), number=number) for number, case in enumerate(invented.CASES, 1)])
    return area


def export(path, *words):
    out = io.StringIO()
    call_command("export_return", "--output", str(path), *words, stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])


@pytest.mark.parametrize("name", ["return.xml", "return.zip", "folder"])
def test_each_form_reads_back_as_the_same_people(record, tmp_path, name):  # 11 people in, out and in: about 0.5 s
    said = export(tmp_path / name, "--year", "2026")
    assert (said["people"], said["year"], said["serial"]) == (11, 2026, 1)
    with read_return(tmp_path / name) as file:
        assert len(list(file.people())) == 11
        assert file.header.serial_no == "001"
    there = tmp_path / name
    assert all(each.stat().st_mode & 0o077 == 0 for each in (there.iterdir() if there.is_dir() else [there])), "Nobody else of the machine may read it"


def test_the_workbook_has_a_sheet_for_each_table_and_words_are_words(record, tmp_path):
    export(tmp_path / "return.xlsx", "--year", "2026")
    book = python_calamine.load_workbook(tmp_path / "return.xlsx")
    assert len(book.sheet_names) == 9
    people = book.get_sheet_by_name("person").to_python()
    assert len(people) == 12
    assert "surname" in {str(cell).lower() for cell in people[0]}


def test_every_year_can_be_made_and_each_making_has_the_next_serial_number(record, tmp_path):  # four years: about 0.3 s
    for year in ("2023", "2024", "2025", "2026"):
        assert export(tmp_path / f"{year}.xml", "--year", year)["serial"] == 1
    assert export(tmp_path / "again.xml", "--year", "2026")["serial"] == 2
    assert MadeReturn.objects.count() == 5


def test_what_was_made_breaks_no_rule_but_what_the_area_has_not_said(record, tmp_path):
    export(tmp_path / "return.xml", "--year", "2026")
    assert {one["rule"] for one in checked(tmp_path) if one["severity"] == "error"} == {"H108", "H109", "H110"}
    say_posts(area=record, year=2026, dmo="Y", dco="R", dsco="N", version=0, by=making.somebody("head_of_send", of=record), on=ON)
    export(tmp_path / "return.xml", "--year", "2026")
    assert [one for one in checked(tmp_path) if one["severity"] == "error"] == []


def checked(folder):
    out = io.StringIO()
    call_command("check_return", str(folder / "return.xml"), "--json", stdout=out)
    return json.loads(out.getvalue().splitlines()[-1])["findings"]


@pytest.mark.parametrize("words", [("--year", "2019"), ("--year", "2026", "--area", "000")])
def test_what_cannot_be_made_is_said_and_leaves_no_file(record, tmp_path, words):
    with pytest.raises(CommandError, match=r"2026|Check --area"):
        export(tmp_path / "made.xml", *words)
    assert not list(tmp_path.glob("*made*")) and not list(tmp_path.glob(".return-*"))


def test_a_name_that_asks_for_no_form_is_refused(record, tmp_path):
    with pytest.raises(Refused, match=r"ends in \.xml"):
        make_return(area=record, year=2026, path=tmp_path / "return.pdf", by=command("test"), on=ON)


def test_a_query_may_stand_with_a_note_and_an_error_may_not(record):
    head = making.somebody("head_of_send", of=record)
    note_finding(area=record, year=2026, child=None, rule="T703", note="Two are abroad.", by=head, on=ON)
    assert FindingNote.objects.get().note == "Two are abroad."
    note_finding(area=record, year=2026, child=None, rule="T703", note=" ", by=head, on=ON)
    assert not FindingNote.objects.exists()
    with pytest.raises(Refused, match="Put an error right"):
        note_finding(area=record, year=2026, child=None, rule="P101", note="It is so", by=head, on=ON)


def test_a_stranger_to_the_area_makes_nothing(record, tmp_path):
    with pytest.raises(Refused):
        make_return(area=record, year=2026, path=tmp_path / "a.xml", by=making.somebody("head_of_send", of=making.area("990")), on=ON)
    assert not (tmp_path / "a.xml").exists()


def test_one_child_asked_alone_is_told_as_among_all(take, area):
    """In one statement, and with everything at once: the same person."""
    from goldenthread.people.models import Child
    from goldenthread.returns import outgoing

    take([replace(invented.person(2026, case, number), number=number) for number, case in enumerate(invented.CASES, 1)])
    for year in (2024, 2026):
        together = {child.pk: person for child, person in outgoing.of_children(list(Child.objects.values_list("pk", flat=True)), year)}
        assert len(together) == len(invented.CASES) and any(together.values())
        for child in Child.objects.select_related("area"):
            assert outgoing.of_child(child, year) == together[child.pk]


def test_thousands_read_in_batches_are_told_as_each_alone(take, area, monkeypatch):
    """Batches of three, so that there are several: the same people in the same order, each under its child's key."""
    from goldenthread.people.models import Child
    from goldenthread.returns import outgoing

    take([replace(invented.person(2026, case, number), number=number) for number, case in enumerate(invented.CASES, 1)])
    monkeypatch.setattr(outgoing, "BATCH", 3)
    for year in (2023, 2026):
        alone = [(child.pk, outgoing.of_child(child, year)) for child in Child.objects.select_related("area").order_by("reference")]
        told = list(outgoing.told(area, year))
        assert told == [(key, person) for key, person in alone if person]
        assert [person.number for _, person in told] == list(range(1, len(told) + 1))
        assert list(outgoing.people_of(area, year)) == [person for _, person in told]


def test_a_return_larger_than_a_piece_is_hashed_whole(record, tmp_path, monkeypatch):
    monkeypatch.setattr(made, "PIECE", 1000)
    said = export(tmp_path / "return.xml", "--year", "2026")
    assert said["sha256"] == hashlib.sha256((tmp_path / "return.xml").read_bytes()).hexdigest()
