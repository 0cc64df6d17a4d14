"""Establishments from GIAS: read by column name, nothing guessed, nothing wiped out."""

import gzip
from datetime import date

import pytest

from goldenthread.core.actors import command
from goldenthread.core.refusals import Refused
from goldenthread.people.establishments import import_establishments
from goldenthread.people.models import EstablishmentLink, Organisation
from tests import making

pytestmark = pytest.mark.django_db


def take_in(*paths):
    return import_establishments(paths=paths, by=command("test"), on=making.TODAY)


@pytest.fixture
def write(tmp_path):
    def write(name: str, text: str, encoding: str = "utf-8"):
        path = tmp_path / name
        data = text.encode(encoding)
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return path

    return write


def test_open_schools_are_created_and_a_second_time_unchanged(write):
    file = write(
        "open_20250711.csv.gz", "urn,name,open_date,town,postcode\n100000,Ash School,01-09-1999,Ashby,zz1 1zz\n"
    )
    first, second = take_in(file), take_in(file)
    assert (first.rows, first.created) == (1, 1)
    assert (second.created, second.changed, second.unchanged) == (0, 0, 1)
    school = Organisation.objects.get(urn=100000)
    assert (school.name, school.opened_on, school.postcode) == ("Ash School", date(1999, 9, 1), "ZZ1 1ZZ")


def test_an_empty_cell_wipes_nothing_out_and_a_new_name_is_a_change(write):
    take_in(
        write(
            "a_20220101.csv", "urn,name,open_date,close_date,town,postcode\n100001,Old Name,,31-08-2024,Ashby,ZZ1 1ZZ\n"
        )
    )
    tally = take_in(write("b_20250101.csv", "urn,name,open_date,town,postcode\n100001,New Name,,,\n"))
    school = Organisation.objects.get(urn=100001)
    assert tally.changed == 1
    assert (school.name, school.town, school.closed_on) == ("New Name", "Ashby", date(2024, 8, 31))


def test_the_older_of_two_files_is_read_first_whatever_order_they_are_given_in(write):
    new = write("x_20250711.csv", "urn,name\n100002,Newest\n")
    old = write("y_20221102.csv", "urn,name\n100002,Oldest\n")
    take_in(new, old)
    assert Organisation.objects.get(urn=100002).name == "Newest"


def test_windows_text_is_read_as_it_was_written(write):
    take_in(write("gias.csv", '"URN","EstablishmentName","LA (code)"\n100003,"St André’s",990\n', encoding="cp1252"))
    assert Organisation.objects.get(urn=100003).name == "St André’s"


def test_a_faulty_row_is_refused_with_its_line_and_what_to_do_and_the_others_are_kept(write):
    file = write(
        "s.csv", "urn,name,open_date\nABC,No number,\n100004,Bad date,2025-13-45\n100005,,\n100006,Good School,\n"
    )
    tally = take_in(file)
    assert (tally.rows, tally.created, tally.refused) == (4, 1, 3)
    assert "s.csv, line 2" in tally.reasons[0]
    assert "day-month-year" in tally.reasons[1]
    assert "has no name" in tally.reasons[2]


def test_links_and_section_41_are_known_by_their_columns(write):
    take_in(write("schools.csv", "urn,name\n100007,Before School\n100008,After School\n"))
    tally = take_in(
        write(
            "links.csv",
            '"URN","LinkURN","LinkName","LinkType","LinkEstablishedDate"\n100007,100008,"After","Successor",""\n',
        ),
        write(
            "s41.csv",
            "la_code,urn,name,gias_establishment_type,s41_granted,s41_revoked\n990,100008,After School,,01/08/2016,\n",
        ),
    )
    assert EstablishmentLink.objects.get().linked_urn == 100008
    assert Organisation.objects.get(urn=100008).section_41_from == date(2016, 8, 1)
    assert tally.rows == tally.created + tally.changed + tally.unchanged + tally.refused == 2


def test_a_file_without_the_columns_or_cut_short_is_refused_whole_and_leaves_no_trace(write, tmp_path):
    with pytest.raises(Refused, match="Choose files from GIAS"):
        take_in(write("pupils.csv", "name,age\nKai,9\n"))
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(gzip.compress(b"urn,name\n100009,Cut School\n" * 1000)[:40])
    with pytest.raises(Refused, match="cut short"):
        take_in(cut)
    with pytest.raises(Refused, match="There is no file"):
        take_in(tmp_path / "missing.csv")
    assert not Organisation.objects.filter(urn__in=[100009]).exists()
