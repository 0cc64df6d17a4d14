"""A release of published figures is taken in whole, or not at all."""

import csv
import io
import json
import zipfile
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.insight.benchmarks import compare
from goldenthread.insight.benchmarks.ages import BANDS, added_up, band_of
from goldenthread.insight.benchmarks.importing import SHIPPED, import_published
from goldenthread.insight.benchmarks.models import PublishedFile, PublishedRow
from goldenthread.insight.benchmarks.reading import read_release

pytestmark = pytest.mark.django_db

HEADINGS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name,"
    "breakdown_topic,breakdown"
)  # fmt: skip
ENGLAND = "{year},{kind},National,E92000001,England,,,,,,{label},{label}"
LEEDS = "{year},{kind},Local authority,E92000001,England,E12000003,Yorkshire and The Humber,E08000035,383,Leeds,{label},{label}"
WORK = "open_supp_intern,open_apprentice,open_trainee,open_wbp"


@pytest.fixture(autouse=True)
def _nothing_is_taken_in_yet(db):
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE insight_publishedrow, insight_publishedfile")


def work(path, *, year="202526", columns=WORK, england="10,2,3,15", leeds="1,x,z,1", label="All work based placements", more=""):
    """A small file as the department writes it, byte-order mark and all."""
    said = {"year": year, "kind": "Academic year" if len(year) == 6 else "Calendar year", "label": label}
    lines = [f"{HEADINGS},{columns}", f"{ENGLAND.format(**said)},{england}", f"{LEEDS.format(**said)},{leeds}", more]
    path.write_text("\ufeff" + "\n".join(line for line in lines if line) + "\n", encoding="utf-8")
    return path


def take(path):
    return import_published(path=path, by=command("import_published"), on=date(2026, 11, 22))


def test_next_years_file_is_taken_in_beside_the_years_before(tmp_path):
    taken = take(work(tmp_path / "work_based_placements_2026.csv"))
    assert (taken.added, taken.rows) == (1, 2)
    assert PublishedFile.objects.get().release == 2026
    found = compare("EHC32", la_code="383")
    assert (found.period, found.england, found.own) == ("January 2026", 10, 1)
    assert PublishedRow.objects.get(place="383").figures == [1, "x", "z", 1]


def test_the_same_release_twice_changes_nothing(tmp_path):
    path = work(tmp_path / "w.csv")
    take(path)
    before = list(PublishedRow.objects.values())
    again = take(path)
    assert (again.added, again.replaced, again.unchanged, again.rows) == (0, 0, 1, 0)
    assert list(PublishedRow.objects.values()) == before


def test_a_corrected_file_takes_the_place_of_the_one_before(tmp_path):
    take(work(tmp_path / "w.csv"))
    taken = take(work(tmp_path / "w.csv", england="11,2,3,16"))
    assert (taken.added, taken.replaced) == (0, 1)
    assert compare("EHC32", la_code="383").england == 11
    assert PublishedRow.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"columns": WORK + ",open_gig", "england": "1,2,3,4,5", "leeds": "1,2,3,4,5"}, "a column that is not known here: open_gig"),
        ({"columns": "a,b,c,d"}, "columns of no data set that is known here (a, b, c"),
        ({"england": "ten,2,3,15"}, "“ten” is neither a number nor a sign"),
        ({"england": "10,2,3"}, "line 2: there are 15 cells where the heading has 16"),
        ({"year": "202527"}, "“202527” is no period"),
        ({"label": "All", "more": LEEDS.format(year="202526", kind="Academic year", label="All") + ",1,2,3,4"}, "Leeds has two totals for 202526"),
        ({"columns": WORK.replace("open_trainee", "open_apprentice")}, "the column open_apprentice stands twice, with 2 and 3"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_in_a_sentence_and_nothing_of_the_release_is_taken_in(tmp_path, changed, sentence):
    work(tmp_path / "a_good_one.csv", year="202425")
    work(tmp_path / "b_bad_one.csv", **changed)
    with pytest.raises(Refused) as refused:
        take(tmp_path)
    assert sentence in refused.value.sentence
    assert not PublishedFile.objects.exists()


def test_a_file_without_totals_or_without_england_is_refused(tmp_path):
    path = work(tmp_path / "w.csv")
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace("All work based placements,All work based placements", "Sex,Male"))
    with pytest.raises(Refused, match="no row of totals"):
        take(path)
    path.write_text("\n".join(line for line in text.splitlines() if "National" not in line))
    with pytest.raises(Refused, match="no total for England"):
        take(path)


@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        ("x.csv", b"", "has no column time_period"),
        ("x.csv", b"\xff\xfe\x00", "not in UTF-8"),
        ("x.csv.gz", b"not packed", "cut short, damaged or locked"),
        ("x.zip", b"PK", "cut short, damaged or locked"),
        ("x.csv", b'a,"b', "not a table of comma-separated values"),
        ("x.txt", b"hello", "has no column time_period"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(tmp_path, name, raw, sentence):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(Refused, match=sentence):
        take(path)


def test_a_folder_that_is_not_there_or_holds_nothing_is_refused(tmp_path):
    with pytest.raises(Refused, match="no file or folder"):
        take(tmp_path / "nowhere")
    with pytest.raises(Refused, match="no published data set"):
        take(tmp_path)


def test_names_as_the_2026_release_spells_them_are_the_same_columns(tmp_path):
    columns = (
        "total_ehc_plans,review_expected_2025,review_not_expected_2025,review_completed_2025,review_completed_prior_2025,review_not_completed,"
        "outcome_amended,outcome_ceased,outcome_maintained,no_outcome_recorded,decision_4_weeks,decision_over_4_weeks"
    )
    figures = "100,90,10,70,10,10,40,5,25,10,30,40"
    take(work(tmp_path / "annual_reviews.csv", year="2025", columns=columns, england=figures, leeds=figures, label="All annual reviews"))
    assert compare("AR01", la_code="383", period=2025).england == 42.9
    columns = "number_plans,due_25,due_26,final_25,final_26"
    take(work(tmp_path / "phase_transfers.csv", year="2025", columns=columns, england="9,1,2,3,4", leeds="9,1,2,3,4", label="All"))
    assert PublishedFile.objects.get(dataset="phase_transfers").columns == ["number_plans", "due_year", "due_census_year", "final_year", "final_census_year"]


def test_the_shipped_release_is_every_file_of_it_with_its_totals():
    """Reads the whole release, which takes a second."""
    read = read_release(SHIPPED)
    assert {each.dataset for each in read} >= {"timeliness", "requests", "caseload", "appeals", "needs_new_plans", "needs_all_plans"}
    assert len(read) == 13 and {each.release for each in read} == {2025}
    with zipfile.ZipFile(SHIPPED) as archive:
        for each in read:
            if each.dataset != "appeals":
                rows = list(csv.reader(io.StringIO(archive.read(f"data/{each.name}").decode("utf-8-sig"))))
                assert len(each.rows) == sum(row[10].lower() == row[11].lower() for row in rows[1:])
    caseload = next(each for each in read if each.dataset == "caseload")
    england = {row.year: dict(zip(caseload.columns, row.figures, strict=True)) for row in caseload.rows if row.level == "E"}
    assert [england[2025][band] for band in BANDS] == [27352, 212994, 233317, 127902, 37180]
    assert sum(england[2025][band] for band in BANDS) == england[2025]["ehcplans"]
    assert {england[2023][band] for band in BANDS} == {":"}
    appeals = next(each for each in read if each.dataset == "appeals")
    plymouth = next(row for row in appeals.rows if row.place == "879" and row.year == 2024)
    assert plymouth.figures[-2:] == ["x", "x"]
    bcp = next(row for row in appeals.rows if row.place == "839" and row.year == 2014)
    assert bcp.figures[0] == ".." and bcp.name == "Bournemouth, Christchurch and Poole"
    darlington = next(row for row in appeals.rows if row.place == "841" and row.year == 2014)
    assert darlington.figures[0] == 0


def test_a_system_that_is_made_ready_holds_the_shipped_release_and_keeps_it(capsys):
    """Takes in the whole release, which takes a second or two."""
    call_command("import_published")
    assert json.loads(capsys.readouterr().out)["added"] == 13
    call_command("import_published")
    assert json.loads(capsys.readouterr().out) == {"added": 0, "replaced": 0, "unchanged": 0, "rows": 0}
    assert compare("EHC01", la_code="383", period=2024).england == 46.4


def test_the_command_says_what_became_of_the_files(tmp_path, capsys):
    path = work(tmp_path / "w.csv")
    call_command("import_published", str(path))
    assert json.loads(capsys.readouterr().out) == {"added": 1, "replaced": 0, "unchanged": 0, "rows": 2}
    path.write_text("spoiled")
    with pytest.raises(CommandError, match=r"Nothing was taken in\.$"):
        call_command("import_published", str(path))


@pytest.mark.parametrize(("said", "band"), [("age 10", "age_5_to_10"), ("age 4", "age_under_5"), ("under 3", "age_under_5"), ("Age 25", "age_20_to_25"), ("unknown", None)])
def test_a_published_age_lies_in_one_band(said, band):
    assert band_of(said) == band


def test_an_age_that_nobody_knows_is_refused():
    with pytest.raises(Refused, match="is no age"):
        band_of("teenager")


def test_a_band_with_an_age_that_is_kept_back_has_no_number():
    assert added_up([((2025, "383"), "age 5", 40), ((2025, "383"), "age 6", "c"), ((2025, "383"), "age 11", 9)]) == {(2025, "383"): [0, "c", 9, 0, 0]}


def test_a_file_with_what_cannot_be_stored_is_refused_before_anything_is_written(tmp_path):
    (tmp_path / "sen2.csv").write_bytes(b"time_period,la_name\n2025,Inven\0ted\n")
    with pytest.raises(Refused, match="cannot be stored"):
        read_release(tmp_path)
