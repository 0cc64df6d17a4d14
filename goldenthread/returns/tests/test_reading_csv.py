"""What the reader makes of the nine CSV files of an export, sound and broken."""

import random
import zipfile
from datetime import date
from pathlib import Path

import pytest

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading import Limits, read_return, survey
from goldenthread.returns.records import Person
from goldenthread.returns.structure import readable_years
from goldenthread.returns.tests import making
from goldenthread.returns.writing import write_csv_export


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    write_csv_export(making.header(2026), making.people(2026, 11), folder)
    return folder


def people(path: Path) -> list[Person]:
    with read_return(path) as source:
        return list(source.people())


def refusal(path: Path, **limits: int) -> ReturnUnreadable:
    with pytest.raises(ReturnUnreadable) as caught:
        survey(path, limits=Limits(**limits))
    return caught.value


def file_of(folder: Path, table: str) -> Path:
    return next(folder.glob(f"*_{table}.csv"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def zipped(folder: Path) -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in folder.iterdir():
            archive.write(file, f"sent by mistake in a folder/{file.name}")
    return path


@pytest.mark.parametrize("year", readable_years())
def test_every_kind_of_case_is_read_as_it_was_written(year: int, tmp_path: Path) -> None:
    written = list(making.people(year, 26))
    write_csv_export(making.header(year), written, tmp_path)
    with read_return(tmp_path) as source:
        assert source.header == making.header(year)
        assert list(source.people()) == written
        assert source.problems == []


def test_a_zip_of_the_nine_is_as_good_as_a_folder(export: Path) -> None:
    assert people(zipped(export)) == people(export)


def test_rows_may_stand_in_any_order(export: Path) -> None:
    before = people(export)
    dice = random.Random(4)
    for table in ("requests", "assessment", "namedplan", "plandetail", "activeplans"):
        path = file_of(export, table)
        head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        dice.shuffle(rows)
        path.write_text(head + "".join(rows), encoding="utf-8")
    after = people(export)
    assert [person.upn for person in after] == [person.upn for person in before]
    assert [person.requests[0].named_plan is None for person in after] == [
        person.requests[0].named_plan is None for person in before
    ]


def test_dates_are_read_as_the_export_writes_them(export: Path) -> None:
    born = people(export)[0].born_on
    assert born
    change(file_of(export, "person"), born.isoformat(), "2012-Sep-28 00:00:00")
    change(file_of(export, "sen2"), "2026-02-03T09:05:07", "2026-Feb-03 09:05:07")
    with read_return(export) as source:
        assert source.header == making.header(2026)
        assert next(source.people()).born_on == date(2012, 9, 28)


@pytest.mark.parametrize("bad", ["28/09/2012", "2012-Sept-28", "2012-Feb-30 00:00:00", "2012-Sep-28 14:00:00"])
def test_another_form_of_date_is_never_guessed(bad: str, export: Path) -> None:
    born = people(export)[0].born_on
    assert born
    change(file_of(export, "person"), born.isoformat(), bad)
    person = people(export)[0]
    assert person.born_on is None
    [problem] = person.problems
    assert (problem.kind, problem.text, problem.line, problem.path) == ("date", bad, 2, "Person[1]/PersonBirthDate")
    assert problem.file.endswith("_person.csv")


def test_a_cell_that_a_spreadsheet_would_run_is_written_with_an_apostrophe(tmp_path: Path) -> None:
    person = making.person(2026, "7")
    person.surname = "=IMPORTXML(1)"
    write_csv_export(making.header(2026), [person], tmp_path)
    assert ",'=IMPORTXML(1)," in file_of(tmp_path, "person").read_text(encoding="utf-8")
    assert people(tmp_path)[0].surname == "=IMPORTXML(1)"


def test_a_row_that_hangs_from_nothing_is_reported(export: Path) -> None:
    path = file_of(export, "senneed")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    cells = lines[1].split(",")
    cells[4] = "999"
    path.write_text("".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
    [problem] = survey(export).problems
    assert (problem.kind, problem.line) == ("orphan", 2)
    assert "belongs to no row of the activeplans file" in problem.sentence


def test_a_value_in_another_years_column_is_reported(export: Path) -> None:
    path = file_of(export, "person")
    lines = path.read_text(encoding="utf-8").splitlines()
    lines = [f"{line},{end}" for line, end in zip(lines, ["gendercurrent", "1"] + [""] * 20, strict=False)]
    path.write_text("\n".join(lines), encoding="utf-8")
    first, *others = people(export)
    assert [problem.sentence for problem in first.problems] == [
        "Leave gendercurrent empty, or check the year: it belongs to the return of 2023, not 2026."
    ]
    assert not any(person.problems for person in others)


def test_a_second_assessment_of_one_request_is_reported_not_lost(export: Path) -> None:
    path = file_of(export, "assessment")
    row = path.read_text(encoding="utf-8").splitlines()[1].split(",")
    row[0] = "777"
    with path.open("a", encoding="utf-8") as file:
        file.write(",".join(row) + "\r\n")
    problems = [problem for person in people(export) for problem in person.all_problems()]
    assert [(problem.kind, problem.element) for problem in problems] == [("too_many", "Assessment")]


def test_a_missing_file_is_named(export: Path) -> None:
    file_of(export, "plandetail").unlink()
    error = refusal(export)
    assert error.code == "missing_file"
    assert "*_plandetail.csv is not there" in error.sentence


def test_a_missing_heading_is_named_with_those_that_are_needed(export: Path) -> None:
    change(file_of(export, "person"), "surname", "last name")
    error = refusal(export)
    assert (error.code, error.line) == ("headings", 1)
    assert "no ‘surname’ heading" in error.sentence


def test_a_row_with_too_few_cells_stops_the_file(export: Path) -> None:
    with file_of(export, "requests").open("a", encoding="utf-8") as file:
        file.write("55,801\r\n")
    error = refusal(export)
    assert error.code == "ragged"
    assert "2 cells under 13 headings" in error.sentence


def test_one_id_on_two_rows_stops_the_file(export: Path) -> None:
    path = file_of(export, "person")
    with path.open("a", encoding="utf-8") as file:
        file.write(path.read_text(encoding="utf-8").splitlines()[1] + "\r\n")
    assert refusal(export).code == "id_twice"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("2026,", "2019,", "wrong_year"), ("2026,", ",", "wrong_year"), ("SEN2", "CIN", "wrong_collection")],
)
def test_another_year_or_collection_is_refused(old: str, new: str, code: str, export: Path) -> None:
    change(file_of(export, "sen2"), old, new)
    assert refusal(export).code == code


def test_a_file_that_is_not_utf8_says_how_to_save_it(export: Path) -> None:
    path = file_of(export, "person")
    path.write_bytes(
        path.read_text(encoding="utf-8").replace("Łoza", "Ó").replace("Zoë", "Zo\xeb").encode("latin-1", "replace")
    )
    error = refusal(export)
    assert error.code == "encoding"
    assert "Save it as ‘CSV UTF-8’" in error.sentence


def test_pictures_are_no_csv(export: Path) -> None:
    file_of(export, "senneed").write_bytes(b"\xff\xd8\xff\xe0" + bytes(40))
    assert refusal(export).code in {"not_csv", "encoding", "headings"}


def test_one_csv_alone_asks_for_all_nine(export: Path) -> None:
    assert refusal(file_of(export, "person")).code == "one_csv"


def test_sizes_and_numbers_are_limited_in_a_folder_and_in_a_zip(export: Path) -> None:
    assert refusal(export, file_bytes=500).code == "too_large"
    assert refusal(zipped(export), file_bytes=500).code == "too_large"
    assert refusal(export, people=10).code == "too_many_people"


def test_a_zip_that_swells_is_refused_unopened(tmp_path: Path, export: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in export.iterdir():
            data = file.read_bytes() + (b" " * 3_000_000 if "person" in file.name else b"")
            archive.writestr(file.name, data)
    assert refusal(path).code == "zip_bomb"


def test_a_damaged_zip_says_so(export: Path) -> None:
    path = zipped(export)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path).code == "broken_zip"
    path.write_bytes(whole[:200] + bytes(200) + whole[400:])
    assert refusal(path).code == "broken_zip"


def test_a_zip_of_many_files_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(60):
            archive.writestr(f"{number}.csv", "")
    assert refusal(path).code == "zip_members"


def test_nothing_is_left_on_disk_when_reading_stops(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with read_return(export) as source:
        next(source.people())
        assert len(list(folder.iterdir())) == 1
    assert list(folder.iterdir()) == []
    change(file_of(export, "senneed"), "sentype", "kind")
    refusal(export)
    assert list(folder.iterdir()) == []
