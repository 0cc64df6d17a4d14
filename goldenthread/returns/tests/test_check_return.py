"""check_return tells every finding of a file by its rule's number, and takes nothing in."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from django.core.management import call_command

from goldenthread.people.models import Child
from goldenthread.returns.checking.rules import catalogue
from goldenthread.returns.tests import making as invented
from goldenthread.returns.writing import write_csv_export, write_xml

KEYS = {"rule", "severity", "path", "sentence", "line", "file", "person"}


@pytest.fixture
def check(db, tmp_path):
    """Writes people as a file, checks it, and gives the answer."""

    def check(*people, csv=False, **header):
        head = invented.header(2026, **header)
        path = tmp_path / ("export" if csv else "return.xml")
        numbered = [replace(person, number=number) for number, person in enumerate(people, 1)]
        if csv:
            path.mkdir()
            write_csv_export(head, numbered, path)
        else:
            with path.open("wb") as stream:
                write_xml(head, numbered, stream)
        return of(path)

    return check


def of(path):
    """The answer of the command, whatever it exits with."""
    out = io.StringIO()
    try:
        call_command("check_return", str(path), "--json", stdout=out)
    except SystemExit as ended:
        assert ended.code == 1
    return json.loads(out.getvalue().splitlines()[-1])


def test_a_right_return_has_no_error_and_nobody_is_taken_in(check):
    said = check(*(invented.person(2026, case, number) for number, case in enumerate(invented.CASES, 1)))
    assert (said["year"], said["people"], said["errors"]) == (2026, 11, 0)
    assert not Child.objects.exists()


def test_a_finding_has_its_rule_its_severity_in_words_its_place_and_what_to_do(check):
    said = check(replace(invented.person(2026, "7", 1), surname=None))
    (finding,) = (one for one in said["findings"] if one["rule"] == "P101")
    assert finding.keys() == KEYS
    assert (finding["severity"], finding["path"], finding["sentence"]) == ("error", "Person[1]/Surname", "Give the surname.")
    assert said["errors"] == sum(one["severity"] == "error" for one in said["findings"])


def test_the_nine_files_are_checked_by_the_same_rules(check):
    said = check(replace(invented.person(2026, "7", 1), surname=None), csv=True)
    assert "P101" in {one["rule"] for one in said["findings"]}


@pytest.mark.parametrize(
    ("header", "rule"), [({"collection": "CIN"}, "H101"), ({"serial_no": "1"}, "H106"), ({"lea": "000"}, "H105"), ({"dsco": None}, "H110")]
)
def test_a_fault_of_the_header_has_the_number_of_its_rule(check, header, rule):
    assert rule in {one["rule"] for one in check(invented.person(2026, "7", 1), **header)["findings"]}


@pytest.mark.parametrize(("text", "rule"), [(b"", "S001"), (b"<Message><Header>", "S001"), (b"<Message></Message>", "S005"), (b"not xml", "S001")])
def test_a_file_that_cannot_be_read_has_one_finding_that_says_what_to_do(db, tmp_path, text, rule):
    path = tmp_path / "return.xml"
    path.write_bytes(text)
    said = of(path)
    (finding,) = said["findings"]
    assert (finding["rule"], finding["severity"], said["people"]) == (rule, "error", 0)
    assert finding["sentence"].endswith(".")


def test_every_finding_names_a_rule_that_is_in_the_register(check):
    said = check(*(replace(invented.person(2026, case, 1), upn="X", ethnicity="ZZ", postcode="??") for case in invented.CASES))
    assert {one["rule"] for one in said["findings"]} <= catalogue().keys()
    assert len(said["findings"]) > 11


def test_without_json_each_finding_is_a_line_and_the_last_counts(db, tmp_path, capsys):
    path = tmp_path / "return.xml"
    with path.open("wb") as stream:
        write_xml(invented.header(2026), [replace(invented.person(2026, "7", 1), number=1, surname=None)], stream)
    call_command("check_return", str(path))
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("P101 error: Person[1]/Surname") for line in lines)
    assert lines[-1].startswith("1 people: ")
