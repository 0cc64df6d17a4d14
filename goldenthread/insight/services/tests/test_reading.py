"""A service's return is read row by row; whatever could tell who a child is is refused."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from goldenthread.core.refusals import Refused
from goldenthread.insight.services.dictionary import HEADINGS, why_not_a_number
from goldenthread.insight.services.reading import read_return
from goldenthread.insight.services.sheets import as_file
from goldenthread.insight.services.tests.made import DISTRICTS, ON, file, row


def read(*rows, content=None, headings=HEADINGS):
    return read_return(content if content is not None else file(*rows, headings=headings), service="Autism assessment", districts=DISTRICTS, today=ON)


def faults(*rows):
    return [(fault.line, fault.column, fault.sentence) for fault in read(*rows).faults]


def test_a_right_row_is_read_whole():
    found = read(row(district="calder north", decision="Accepted", decided_on="05/08/2026", started_on="2026-09-01", discharged_on="2026-10-01", discharge_reason="done"))
    assert not found.faults
    (line,) = found.lines
    assert (line.number, line.referred_on) == ("AU-1", date(2026, 8, 1))
    assert line.said == {
        "district": "Calder North", "decision": "accepted", "decided_on": date(2026, 8, 5), "reason": "", "started_on": date(2026, 9, 1), "discharged_on": date(2026, 10, 1), "discharge_reason": "done",
    }  # fmt: skip


@pytest.mark.parametrize("heading", ["Name", "child_name", "NHS number", "Date of birth", "DOB", "Postcode", "UPN", "Parent’s email", "Surname"])
def test_a_column_that_asks_who_a_child_is_refuses_the_whole_file(heading):
    with pytest.raises(Refused, match="asks for who a child is"):
        read(row(), headings=[*HEADINGS, heading])


def test_a_column_that_the_template_has_not_is_refused():
    with pytest.raises(Refused, match="“Remarks” is not in the template"):
        read(row(), headings=[*HEADINGS, "Remarks"])


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("9991234567", "NHS number"), ("999 123 4567", "NHS number"), ("999-123-4567", "NHS number"), ("A999912345678", "unique pupil number"), ("ZZ1 1ZZ", "postcode"), ("2016-03-09", "date of birth"),
        ("09032016", "date of birth"), ("Kai Alder", "could hold a name"), ("Alder", "could hold a name"), ("Thornber-12", "could hold a name"), ("AU_12", "not a number"),
    ],
)  # fmt: skip
def test_a_number_that_could_tell_who_a_child_is_is_refused_and_not_repeated(number, why):
    ((line, column, sentence),) = faults(row(number))
    assert (line, column) == (2, "Number")
    assert why in sentence
    assert number not in sentence


def test_numbers_of_services_are_taken():
    assert [why_not_a_number(each) for each in ("AU-00412", "12345", "SALT/2026/7", "c9")] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("said", "column", "why"),
    [
        ({"number": ""}, "Number", "Enter the service’s own number"), ({"service": "Speech"}, "Service", "another service"), ({"district": "Elsewhere"}, "District", "none of the area’s districts: Calder North, Calder South"),
        ({"referred_on": ""}, "Referred on", "Enter the day"), ({"referred_on": "2026-13-01"}, "Referred on", "This is no day"), ({"referred_on": "2026-12-24"}, "Referred on", "lies ahead"),
        ({"referred_on": "1926-01-01"}, "Referred on", "Check the year"), ({"decision": "perhaps"}, "Decision", "accepted, rejected, mistake"), ({"decided_on": "2026-09-01"}, "Decision", "no decision"),
        ({"decision": "rejected", "reason": "criteria"}, "Decided on", "until then it counts as waiting"), ({"decision": "rejected", "decided_on": "2026-09-01"}, "Reason for rejecting", "Say why"),
        ({"reason": "criteria"}, "Reason for rejecting", "the decision is not rejected"), ({"started_on": "2026-07-01"}, "First seen on", "before the referral"),
        ({"started_on": "2026-09-01", "discharged_on": "2026-08-15", "discharge_reason": "done"}, "Discharged on", "before being first seen"),
        ({"discharged_on": "2026-09-01"}, "Reason for discharge", "Say why"), ({"discharge_reason": "done"}, "Discharged on", "Enter the day"),
        ({"decision": "rejected", "decided_on": "2026-09-01", "reason": "age", "started_on": "2026-09-02"}, "Decision", "no day of being seen"),
    ],
)  # fmt: skip
def test_a_row_that_does_not_hold_together_is_refused_with_its_line_and_column(said, column, why):
    (found,) = faults(row(**{"number": "AU-1", "referred_on": "2026-08-01", **said}))
    assert found[:2] == (2, column)
    assert why in found[2]


def test_other_rows_are_taken_beside_one_that_is_wrong_and_a_row_twice_is_not():
    found = read(row("AU-1"), row("AU-2", "2026-99-01"), row("AU-1"), row("AU-1", "2026-08-02"))
    assert [line.line for line in found.lines] == [2, 5]
    assert [(fault.line, fault.column) for fault in found.faults] == [(3, "Referred on"), (4, "Number")]


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "empty"), (b"\x00\x01", "must be a CSV or Excel"), (b"a,b\n1,2", "not in the template"), (b"Number\nA1", "Not found: Referred on"), (b"Number,Number\n1,2", "Two columns"), (b"PK\x03\x04junk", "not an Excel file")],
)
def test_a_file_that_is_no_return_is_refused_with_what_to_do(content, why):
    with pytest.raises(Refused, match=why):
        read(content=content)


def test_a_heading_alone_says_that_there_is_nothing_to_tell():
    assert (read().rows, read().lines, read().faults) == (0, [], [])


def test_an_excel_file_is_read_as_a_csv_file_is():
    content = as_file("xlsx", [("Return", HEADINGS, [["", "=AU-1", "Calder South", date(2026, 8, 1), "", "", "", "", "", ""]])])
    assert CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()[1][1] == "=AU-1"
    content = as_file("xlsx", [("Return", HEADINGS, [["", "AU-1", "Calder South", date(2026, 8, 1), "", "", "", "", "", ""]])])
    (line,) = read(content=content).lines
    assert (line.number, line.referred_on, line.said["district"]) == ("AU-1", date(2026, 8, 1), "Calder South")
