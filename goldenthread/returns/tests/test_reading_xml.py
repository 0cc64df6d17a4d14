"""What the reader makes of SEN2 XML, sound and broken."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading import Limits, check_sender, read_return, survey
from goldenthread.returns.records import Person
from goldenthread.returns.structure import readable_years
from goldenthread.returns.tests import making
from goldenthread.returns.writing import write_xml

HEADER = (
    "<Header><CollectionDetails><Collection>SEN2</Collection><Year>2026</Year><ReferenceDate>2026-01-15</ReferenceDate>"
    "</CollectionDetails><Source><SourceLevel>L</SourceLevel><LEA>801</LEA><SerialNo>001</SerialNo></Source></Header>"
)
PERSON = (
    "<Person><Surname>Alder</Surname><Forename>Kai</Forename><PersonBirthDate>2017-08-14</PersonBirthDate><Sex>M</Sex>"
    "<Ethnicity>WBRI</Ethnicity><UPN>F831999822401</UPN><Requests><ReceivedDate>2025-02-03</ReceivedDate>"
    "<RequestOutcome>A</RequestOutcome></Requests></Person>"
)
MESSAGE = f"<Message>{HEADER}<Persons>{PERSON}</Persons></Message>"


@pytest.fixture
def made(tmp_path: Path) -> Callable[[str | bytes], Path]:
    def make(content: str | bytes) -> Path:
        path = tmp_path / "return.xml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def people(path: Path, **limits: int) -> list[Person]:
    with read_return(path, limits=Limits(**limits)) as source:
        return list(source.people())


def refusal(path: Path, **limits: int) -> ReturnUnreadable:
    with pytest.raises(ReturnUnreadable) as caught:
        survey(path, limits=Limits(**limits))
    return caught.value


@pytest.mark.parametrize("year", readable_years())
def test_every_kind_of_case_is_read_as_it_was_written(year: int, made: Callable[[bytes], Path]) -> None:
    written = list(making.people(year, 26))
    stream = io.BytesIO()
    write_xml(making.header(year), written, stream)
    with read_return(made(stream.getvalue())) as source:
        assert source.header == making.header(year)
        assert list(source.people()) == written
        assert not source.problems


def test_a_value_knows_its_line_and_its_element_path(made: Callable[[str], Path]) -> None:
    [person] = people(made(MESSAGE.replace("<UPN>", "\n<UPN>").replace("<Requests>", "\n\n<Requests>")))
    assert person.line_of("Surname") == 1
    assert person.line_of("UPN") == 2
    assert (person.requests[0].path, person.requests[0].line) == ("Person[1]/Requests[1]", 4)


def test_lines_are_right_beyond_the_first_65535(made: Callable[[str], Path]) -> None:
    [person] = people(made(MESSAGE.replace("<Persons>", "<Persons>" + "\n" * 70_000)))
    assert person.line == 70_001


@pytest.mark.parametrize(
    ("broken", "kind", "element", "says"),
    [
        (
            PERSON.replace("2017-08-14", "14/08/2017"),
            "date",
            "PersonBirthDate",
            "Date of birth must be in the form YYYY-MM-DD",
        ),
        (PERSON.replace("2017-08-14", "2017-02-29"), "date", "PersonBirthDate", "must be a real date"),
        (PERSON.replace("2017-08-14", "20170814"), "date", "PersonBirthDate", "in the form YYYY-MM-DD"),
        (PERSON.replace("<Sex>M", "<Sex>B"), "code", "Sex", "‘B’ is not a code for sex. Use M (Male), F (Female)."),
        (PERSON.replace("<Sex>M", "<Sex>m"), "code", "Sex", "‘m’ is not a code"),
        (PERSON.replace("WBRI", "WHAT"), "code", "Ethnicity", "one of the 108 codes of the 2026 return"),
        (PERSON.replace("<Sex>M</Sex>", "<Sex/>"), "empty", "Sex", "Leave Sex out"),
        (
            PERSON.replace("<Sex>M</Sex>", "<GenderCurrent>1</GenderCurrent>"),
            "other_year",
            "GenderCurrent",
            "the return of 2023",
        ),
        (PERSON.replace("<Sex>M</Sex>", "<Colour>red</Colour>"), "unknown", "Colour", "no such element in Person"),
        (PERSON.replace("<Sex>M</Sex>", "<Sex>M</Sex><Sex>F</Sex>"), "too_many", "Sex", "Give Sex once here."),
        (PERSON.replace("<Sex>M", "<Sex><b>F</b>M"), "unknown", "Sex", "only text"),
    ],
)
def test_what_cannot_be_read_stays_as_text_and_says_what_to_do(
    broken: str, kind: str, element: str, says: str, made: Callable[[str], Path]
) -> None:
    [person] = people(made(MESSAGE.replace(PERSON, broken)))
    [problem] = person.all_problems()
    assert (problem.kind, problem.element, problem.path, problem.line) == (kind, element, f"Person[1]/{element}", 1)
    assert says in problem.sentence
    assert problem.sentence.endswith(".")


def test_a_bad_value_hides_no_good_one_beside_it(made: Callable[[str], Path]) -> None:
    [person] = people(made(MESSAGE.replace("2017-08-14", "14/08/2017")))
    assert person.born_on is None
    assert person.problems[0].text == "14/08/2017"
    assert (person.surname, person.sex, person.requests[0].received_on) == ("Alder", "M", date(2025, 2, 3))


def test_an_element_out_of_order_is_read_and_reported(made: Callable[[str], Path]) -> None:
    [person] = people(
        made(MESSAGE.replace("<Sex>M</Sex><Ethnicity>WBRI</Ethnicity>", "<Ethnicity>WBRI</Ethnicity><Sex>M</Sex>"))
    )
    assert person.sex == "M"
    assert [problem.kind for problem in person.problems] == ["order"]


def test_last_review_is_taken_in_both_places_of_2025_and_in_one_of_2026(made: Callable[[str], Path]) -> None:
    plan = (
        "<ActivePlans><ReviewMeeting>2024-05-01</ReviewMeeting><LastReview>2024-05-20</LastReview>"
        "<ReviewOutcome>M</ReviewOutcome></ActivePlans>"
    )
    early = MESSAGE.replace("</RequestOutcome>", "</RequestOutcome>" + plan)
    [person] = people(made(early))
    assert [problem.kind for problem in person.all_problems()] == ["order"]
    [person] = people(made(early.replace("2026", "2025").replace("01-15", "01-16")))
    assert person.all_problems() == []
    assert person.requests[0].active_plan.review_decided_on == date(2024, 5, 20)


def test_other_spellings_of_real_files_are_read_and_reported(made: Callable[[str], Path]) -> None:
    [person] = people(made(MESSAGE.replace("<UPN>", "<Postcode>ZZ1 1AA</Postcode><UPN>")))
    assert person.postcode == "ZZ1 1AA"
    assert person.problems[0].sentence.startswith("Write PostCode, not Postcode")


def test_blanks_around_a_value_are_taken_off_and_reported(made: Callable[[str], Path]) -> None:
    [person] = people(made(MESSAGE.replace(">2017-08-14<", ">\n 2017-08-14 <")))
    assert person.born_on == date(2017, 8, 14)
    assert [problem.kind for problem in person.problems] == ["blanks"]


def test_a_comment_inside_a_value_cuts_nothing_off(made: Callable[[str], Path]) -> None:
    [person] = people(made(MESSAGE.replace("Alder", "Al<!-- seen -->d<?x y?>er")))
    assert person.surname == "Alder"


def test_a_namespace_is_read_past_and_reported(made: Callable[[str], Path]) -> None:
    path = made(MESSAGE.replace("<Message>", "<Message xmlns='urn:x'>"))
    assert [problem.kind for problem in survey(path).problems] == ["namespace"]
    assert people(path)[0].surname == "Alder"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_utf8_and_utf16_are_read_when_the_file_is_what_it_says(encoding: str, made: Callable[[bytes], Path]) -> None:
    declared = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{declared}"?>' + MESSAGE.replace("Alder", "Łoza Ó")
    assert people(made(text.encode(encoding)))[0].surname == "Łoza Ó"


def test_a_letter_of_two_bytes_may_fall_across_two_chunks(
    made: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made((MESSAGE.replace("Alder", "Łöżä" * 40)).encode())
    for size in (397, 398, 399, 400):
        monkeypatch.setattr("goldenthread.returns.reading.encoding.CHUNK", size)
        assert people(path)[0].surname == "Łöżä" * 40


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "empty", "The file is empty."),
        ("hello", "not_well_formed", "not well-formed XML"),
        (MESSAGE[:300], "not_well_formed", "line 1: the file stops there"),
        (MESSAGE.replace("</Sex>", ""), "not_well_formed", "The first problem is on line 1"),
        (MESSAGE + "<Message/>", "not_well_formed", "line 1"),
        (MESSAGE.replace("Alder", "&alder;"), "not_well_formed", "line 1"),
        ("<Children/>", "wrong_root", "begins with <Children>"),
        (MESSAGE.replace("SEN2", "CIN"), "wrong_collection", "says that it is CIN"),
        (MESSAGE.replace("<Collection>SEN2</Collection>", ""), "wrong_collection", "does not say which collection"),
        (MESSAGE.replace("2026</Year>", "2019</Year>"), "wrong_year", "2023, 2024, 2025 and 2026 can be read"),
        (MESSAGE.replace("2026</Year>", "2027</Year>"), "wrong_year", "gives the collection year as 2027"),
        (MESSAGE.replace("2026</Year>", "next</Year>"), "wrong_year", "gives the collection year as next"),
        (MESSAGE.replace("<Year>2026</Year>", ""), "wrong_year", "does not give a collection year"),
        (MESSAGE.replace("2026</Year>", "2025</Year>"), "other_day", "Year is 2025 but ReferenceDate is 2026-01-15"),
        (MESSAGE.replace(HEADER, ""), "no_header", "no Header before its people"),
        (MESSAGE.replace("CollectionDetails>", "Details>"), "no_header", "has no CollectionDetails"),
        (MESSAGE.replace(PERSON, ""), "no_people", "no Person in it"),
        (MESSAGE.replace("<Persons>", "").replace("</Persons>", ""), "no_persons", "outside Persons"),
        (
            "<!DOCTYPE y [<!ENTITY q SYSTEM 'file:///etc/hosts'>]>" + MESSAGE.replace("Alder", "&q;"),
            "doctype",
            "could be unsafe",
        ),
        ("<!-- a --><!DOCTYPE Message SYSTEM 'http://192.0.2.1/x.dtd'>" + MESSAGE, "doctype", "could be unsafe"),
        (
            '<?xml version="1.0" encoding="ISO-8859-1"?>' + MESSAGE,
            "encoding",
            "written in ISO-8859-1. Save it as UTF-8",
        ),
        (
            '<?xml version="1.0" encoding="UTF-16"?>' + MESSAGE,
            "encoding",
            "says that the file is in UTF-16, but it is not",
        ),
        (MESSAGE.replace("Alder", "Fearnó").encode("latin-1"), "encoding", "characters that are not UTF-8"),
        (MESSAGE.encode("utf-32"), "encoding", "UTF-32"),
        (MESSAGE.encode("utf-16")[:-1], "not_well_formed", "cut short"),
        ("<a>" * 400, "wrong_root", "begins with <a>"),
        (MESSAGE.replace("<Sex>M</Sex>", "<a>" * 400), "too_deep", "deeper than any return"),
        (MESSAGE.replace("<Sex>M</Sex>", "<a>" * 21 + "</a>" * 21), "too_deep", "deeper than any return"),
        ("PK\x03\x04 not a zip", "broken_zip", "damaged or cut short"),
    ],
)
def test_a_broken_file_is_refused_with_what_to_do(
    content: str | bytes, code: str, says: str, made: Callable[..., Path]
) -> None:
    error = refusal(made(content))
    assert error.code == code
    assert says in error.sentence
    assert error.file == "return.xml"


def test_entities_that_multiply_are_refused_unread(made: Callable[[str], Path]) -> None:
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 50 if n else 'ha'}'>" for n in range(9))
    assert refusal(made(f"<!DOCTYPE y [{entities}]>" + MESSAGE.replace("Alder", "&e8;"))).code == "doctype"


def test_limits_of_size_and_of_people_are_kept(made: Callable[[str], Path]) -> None:
    path = made(MESSAGE.replace(PERSON, PERSON * 5))
    assert refusal(path, file_bytes=500).code == "too_large"
    assert refusal(path, people=4).code == "too_many_people"
    assert survey(path, limits=Limits(people=5)).people == 5


def test_one_endless_record_is_refused_before_it_fills_the_memory(made: Callable[[str], Path]) -> None:
    path = made(MESSAGE.replace("<Sex>M</Sex>", "<a/>" * 60_000))
    assert refusal(path, person_bytes=100_000).code == "record_too_large"


def test_what_stands_between_people_is_reported_and_takes_no_one_away(made: Callable[[str], Path]) -> None:
    found = survey(
        made(MESSAGE.replace(PERSON, PERSON + "<Note>x</Note>" + PERSON).replace("</Message>", "<Tail/></Message>"))
    )
    assert found.people == 2
    assert {problem.element for problem in found.problems} == {"Note", "Tail"}


def test_a_missing_file_is_a_sentence_too(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "none.xml").sentence


def test_a_survey_tells_whose_identifiers_come_twice(made: Callable[[str], Path]) -> None:
    other = PERSON.replace("F831999822401", "V831999822402").replace("Kai", "Lena")
    found = survey(made(MESSAGE.replace(PERSON, PERSON + other + PERSON)))
    assert found.repeated.upn == {"F831999822401": (1, 3)}
    assert list(found.repeated.name_and_birth.values()) == [(1, 3)]
    assert found.counts == {"Person": 3, "Requests": 3}


def test_a_return_of_another_area_is_refused(made: Callable[[str], Path]) -> None:
    header = survey(made(MESSAGE)).header
    check_sender(header, "801", name="return.xml")
    with pytest.raises(ReturnUnreadable, match=r"from another council \(801\)") as caught:
        check_sender(header, "856", name="return.xml")
    assert caught.value.code == "other_la"
