"""What the rules find, and what they leave alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from goldenthread.returns.checking import Beyond, Checker, Finding, catalogue, refusals
from goldenthread.returns.checking.rules import OF_PROBLEM, OF_THE_READER, TESTS
from goldenthread.returns.reading.survey import Repeated, name_and_birth
from goldenthread.returns.records import Person, Problem
from goldenthread.returns.structure import readable_years
from goldenthread.returns.tests import making
from goldenthread.returns.tests.broken import ELSEWHERE, OF_HEADERS, OF_PEOPLE, broken


def found(person: Person, year: int = 2026, **more: Any) -> dict[str, Finding]:
    checker = Checker(making.header(year), **more)
    return {finding.rule: finding for finding in checker.check_person(person)}


@pytest.mark.parametrize("year", readable_years())
def test_a_sound_return_of_any_year_has_no_finding(year: int) -> None:
    checker = Checker(making.header(year))
    assert checker.check_header() == []
    for person in making.people(year, 44):
        assert checker.check_person(person) == []
    assert [finding.rule for finding in checker.finish()] == ["T703"]


@pytest.mark.parametrize(
    ("rule", "case", "change"), OF_PEOPLE, ids=[f"{row[0]}-{place}" for place, row in enumerate(OF_PEOPLE)]
)
def test_a_rule_that_is_broken_is_found(rule: str, case: str, change: Callable[[SimpleNamespace], None]) -> None:
    findings = found(broken(case, change))
    assert rule in findings
    assert findings[rule].person == 1
    assert findings[rule].sentence.endswith(".")


@pytest.mark.parametrize(("rule", "changed"), OF_HEADERS)
def test_a_rule_of_the_header_that_is_broken_is_found(rule: str, changed: dict[str, Any]) -> None:
    assert [finding.rule for finding in Checker(making.header(2026, **changed)).check_header()] == [rule]


def test_every_rule_of_the_catalogue_has_one_place_and_is_broken_here() -> None:
    assert len(catalogue()) == 170
    assert set(catalogue()) == set(TESTS) | set(OF_PROBLEM.values()) | OF_THE_READER
    shown = {row[0] for row in OF_PEOPLE} | {row[0] for row in OF_HEADERS} | ELSEWHERE
    assert shown == set(TESTS)


def test_a_finding_says_where_and_what_to_do() -> None:
    person = making.person(2026, "7")
    person.path, person.line, person.lines, person.file = "Person[1]", 12, {"PostCode": 19}, "return.xml"
    person.postcode = "nowhere"
    finding = found(person)["P111"]
    assert (finding.path, finding.line, finding.file) == ("Person[1]/PostCode", 19, "return.xml")
    assert finding.sentence == "Check the postcode: it is not in the form of a UK postcode."


def test_an_unreadable_value_is_found_once_with_the_readers_sentence() -> None:
    person = making.person(2026, "7")
    person.born_on = None
    person.problems = (Problem("date", "PersonBirthDate", "Person[1]/PersonBirthDate", 3, "14/08/2017", "Mend it."),)
    findings = found(person)
    assert set(findings) == {"S008"}
    assert findings["S008"].sentence == "Mend it."
    assert refusals(findings.values())


@pytest.mark.parametrize(
    ("kind", "rule", "refuses"),
    [("unknown", "S002", False), ("order", "S003", False), ("too_many", "S004", True), ("other_year", "S006", False),
     ("empty", "S007", False), ("date", "S008", True), ("spelling", "S009", False), ("blanks", "S011", False)],
)  # fmt: skip
def test_what_the_reader_met_becomes_a_finding(kind: str, rule: str, refuses: bool) -> None:
    person = making.person(2026, "7")
    person.requests[0].problems = (Problem(kind, "Mood", "Person[1]/Requests[1]/Mood", 3, "blue", "Take it out."),)
    finding = found(person)[rule]
    assert finding.refuses is refuses
    assert finding.path == "Person[1]/Requests[1]/Mood"


def test_people_that_can_be_taken_on_are_not_kept_out_by_queries() -> None:
    person = making.person(2026, "7")
    person.postcode = None
    person.requests[0].youth_accommodation = None
    findings = found(person)
    assert {finding.severity for finding in findings.values()} == {"Q", "E"}
    assert refusals(findings.values()) == []


def test_what_is_new_in_a_year_is_a_query_first_and_an_error_later() -> None:
    person = making.person(2025, "7")
    person.requests[0].source = None
    assert found(person, 2025)["R205"].severity == "Q"
    assert found(person, 2026)["R205"].severity == "E"
    assert "R205" not in found(making.person(2024, "7"), 2024)
    assert Checker(making.header(2025, dsco=None)).check_header()[0].severity == "Q"


def test_another_years_header_is_found() -> None:
    checker = Checker(making.header(2026))
    checker.around.header = replace(checker.around.header, year=2025)
    assert "H102" in [finding.rule for finding in checker.check_header()]


def test_sex_is_asked_for_by_the_element_of_its_year() -> None:
    person = making.person(2023, "7")
    person.gender = None
    assert found(person, 2023)["P107"].path.endswith("/GenderCurrent")


def people_of_one_upn(*, same_name: bool) -> tuple[list[Person], Repeated]:
    people = [making.person(2026, "7", number) for number in (1, 2)]
    for person in people:
        person.upn, person.uln = making.upn(1), "1000000027"
    if same_name:
        people[1].surname, people[1].forename = people[0].surname, people[0].forename
        people[1].born_on = people[0].born_on
    names = {name_and_birth(people[0]): (1, 2)} if same_name else {}
    return people, Repeated(upn={making.upn(1): (1, 2)}, uln={"1000000027": (1, 2)}, name_and_birth=names)


def test_two_people_of_one_upn_are_both_refused() -> None:
    people, repeated = people_of_one_upn(same_name=False)
    for person in people:
        findings = found(person, repeated=repeated)
        assert {"P117", "P119"} <= {finding.rule for finding in refusals(findings.values())}
        assert "P127" not in findings


def test_of_one_person_sent_twice_the_first_can_be_taken_on() -> None:
    people, repeated = people_of_one_upn(same_name=True)
    first, second = (found(person, repeated=repeated) for person in people)
    assert first["P117"].severity == "Q"
    assert "P127" in first
    assert "P117" not in {finding.rule for finding in refusals(first.values())}
    assert "P117" in {finding.rule for finding in refusals(second.values())}


@dataclass
class School:
    has_sen_unit: bool | None = None
    has_resourced_provision: bool | None = None
    closed_on: date | None = None
    unusual: bool = False


@pytest.mark.parametrize(
    ("school", "rule"),
    [
        (None, "D452"),
        (School(has_sen_unit=False), "D462"),
        (School(closed_on=date(2025, 8, 31)), "D463"),
        (School(unusual=True), "D463"),
        (School(has_sen_unit=True), None),
    ],
)
def test_the_register_of_schools_is_asked_where_there_is_one(school: School | None, rule: str | None) -> None:
    def change(x: SimpleNamespace) -> None:
        x.d.urn, x.d.sen_unit, x.d.resourced_provision = "100000", "1", "0"

    person = broken("1", change)
    assert found(person) == {}
    findings = found(person, beyond=Beyond(establishment=lambda urn: school))
    assert set(findings) == ({rule} if rule else set())


def whole(people: list[Person], **beyond: Any) -> set[str]:
    checker = Checker(making.header(2026), beyond=Beyond(**beyond))
    for person in people:
        checker.check_person(person)
    return {finding.rule for finding in checker.finish()} - {"T703"}


def test_the_return_as_a_whole_is_looked_at() -> None:
    ended = [making.person(2026, "2", number) for number in range(1, 7)]
    for person in ended:
        person.requests[0].named_plan.cease_reason = "9"
    assert whole(ended) == {"T701"}

    asked = [making.person(2026, "7", number) for number in range(1, 112) if number % 13]
    assert whole(asked) == {"T705"}
    for person in asked[:6]:
        person.requests[0].source = "5"
        person.requests[0].mediation = "1"
    assert whole(asked) == {"T702"}

    for person in asked[:12]:
        person.ethnicity = "REFU"
    assert whole(asked) == {"T702", "T706"}


def test_the_number_of_plans_is_held_against_last_years() -> None:
    plans = [making.person(2026, "1", number) for number in range(1, 13)]
    assert whole(plans) == set()
    assert whole(plans, plans_last_year=12) == set()
    assert whole(plans, plans_last_year=10) == {"T704"}


def test_other_settings_are_told_of() -> None:
    checker = Checker(making.header(2026))
    checker.check_person(making.person(2026, "7"))
    assert checker.finish() == []
