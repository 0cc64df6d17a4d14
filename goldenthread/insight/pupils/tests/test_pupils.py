"""Pupils by special educational needs stand among all authorities, year by year, beside the area's own target."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.pupils.actions import set_target, take_in_pupils
from goldenthread.insight.pupils.comparing import standings
from goldenthread.insight.pupils.measures import MEASURES
from goldenthread.insight.pupils.models import PupilRow
from goldenthread.insight.pupils.reading import read_pupils
from goldenthread.insight.tests.test_indicator_pages import look, words
from tests import making

ON = making.TODAY
PLACE = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name"
PAIR = f"{PLACE},education_phase,breakdown_topic,breakdown,headcount,perm_excl_rate"


def row(place="001", value="0.10", *, year="202425", name="Invented One", group="EHC plan", topic="SEN provision", phase="Total", level="Local authority"):
    country = "E92000001,England"
    where = {"National": ",,,,", "Local authority": f"E12000003,Invented North,{place},E0000000{place[-1]},{name}"}[level]
    return f"{year},Academic year,{level},{country},{where},{phase},{topic},{group},100,{value}"


def england(value="0.20", **more):
    return row(value=value, level="National", **more)


def file(path, *lines, header=PAIR):
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8-sig")
    return path


def take(path, measure="excluded", **more):
    return take_in_pupils(path=path, measure=measure, by=command("tests"), on=ON, **more)


def test_only_totals_of_other_breakdowns_and_the_three_groups_are_read(tmp_path):
    path = file(
        tmp_path / "a.csv", england(), england(group="SEN support"), england(group="No SEN", value="0.05"), england(group="All SEN"), row(), row(phase="State-funded primary", value="9"),
        row(topic="Ethnicity", group="White"), row(topic="SEN primary need", group="EHC plan"), row("002", "c", name="Invented Two"), row("003", "z", name="Invented Three"),
    )  # fmt: skip
    read = read_pupils(path, MEASURES["excluded"])
    assert [(line.status, line.place, line.value, line.sign) for line in read.lines] == [
        ("plan", "E92000001", 0.2, ""), ("support", "E92000001", 0.2, ""), ("none", "E92000001", 0.05, ""), ("plan", "001", 0.1, ""), ("plan", "002", None, "c"), ("plan", "003", None, "z"),
    ]  # fmt: skip
    assert {line.year for line in read.lines} == {2025}


def test_a_file_with_a_column_of_its_own_for_the_group_is_read_too(tmp_path):
    header = f"{PLACE},sex,sen_status,pupils,avg_att8"
    path = file(tmp_path / "b.csv", "202425,Academic year,National,E92000001,England,,,,,,Total,SEN with an EHC plan,10,14.1", "202425,Academic year,National,E92000001,England,,,,,,Boys,SEN with an EHC plan,10,12", header=header)
    assert [(line.status, line.value) for line in read_pupils(path, MEASURES["attainment8"]).lines] == [("plan", 14.1)]


@pytest.mark.parametrize(
    ("lines", "header", "measure", "sentence"),
    [
        ([england()], "a,b", "excluded", "no column time_period"),
        ([england()], PAIR, "absent", "none of sess_overall_percent"),
        ([england()], PAIR, "phonics", "Name its column with --column"),
        ([england(), england()], PAIR, "excluded", "says again what line 2 says"),
        ([row()], PAIR, "excluded", "no figure for England"),
        ([england(), row("1")], PAIR, "excluded", "no number or no name"),
        ([england(), row(value="many")], PAIR, "excluded", "neither a number nor a sign"),
        ([england(year="2024x")], PAIR, "excluded", "is no period"),
        ([england(topic="Sex", group="Boys")], PAIR, "excluded", "no row of pupils"),
        ([england() + ",1"], PAIR, "excluded", "cells where the heading has"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_understood_is_refused_with_what_to_do(tmp_path, lines, header, measure, sentence):
    with pytest.raises(Refused, match=sentence):
        read_pupils(file(tmp_path / "c.csv", *lines, header=header), MEASURES[measure])


@pytest.mark.django_db
def test_place_and_quarter_count_only_authorities_with_a_figure_and_equal_ones_share_a_place(tmp_path):
    others = [row(f"{number:03}", f"0.{number:02}", name=f"Invented {number}") for number in range(1, 12)]
    take(file(tmp_path / "d.csv", england(), row("990", "0.03", name="Calderbeck"), *others, row("012", "c", name="Invented 12")))
    found = standings(making.area())["excluded", "plan"][0]
    assert (found.own, found.rank, found.of, found.quarter, found.england, found.lowest, found.highest) == (0.03, 3, 12, 1, 0.2, 0.01, 0.11)


@pytest.mark.django_db
def test_for_attainment_the_highest_is_first(tmp_path):
    header = PAIR.replace("perm_excl_rate", "pt_rwm_met_expected_standard")
    take(file(tmp_path / "e.csv", england("9"), row("990", "8", name="Calderbeck"), row("001", "9"), row("002", "7"), header=header), "ks2")
    found = standings(making.area())["ks2", "plan"][0]
    assert (found.rank, found.quarter) == (2, 3)


@pytest.mark.django_db
def test_taken_in_twice_nothing_changes_and_a_newer_file_takes_the_place_of_its_years(tmp_path):
    first = file(tmp_path / "f.csv", england(), england("0.30", year="202324"))
    assert (take(first), take(first)) == (2, 0)
    take(file(tmp_path / "g.csv", england("0.25")))
    assert {(each.year, each.value) for each in PupilRow.objects.all()} == {(2025, 0.25), (2024, 0.3)}


@pytest.mark.django_db
def test_a_page_reads_one_row_for_each_year_however_many_authorities_there_are(tmp_path, monkeypatch):
    take(file(tmp_path / "a.csv", england(), *[row(f"{number:03}", f"0.{number:02}", name=f"Invented {number}") for number in range(1, 60)]))
    monkeypatch.setattr(PupilRow, "from_db", classmethod(lambda *_: pytest.fail("A row of one authority was read.")))
    (found,) = standings(making.area("004", "Invented 4"))["excluded", "plan"]
    assert (found.rank, found.of, found.quarter, found.own, found.england, found.lowest, found.highest) == (4, 59, 1, 0.04, 0.2, 0.01, 0.59)


@pytest.mark.django_db
def test_a_target_is_reached_by_the_side_that_is_better(tmp_path):
    take(file(tmp_path / "h.csv", england(), row("990", "0.10", name="Calderbeck")))
    target = {"area": making.area(), "measure": "excluded", "status": "plan", "by": making.somebody("analyst"), "on": ON}
    set_target(**target, year=2025, value=Decimal("0.1"))
    set_target(**target, year=2027, value=Decimal(0))
    now, ahead = standings(making.area())["excluded", "plan"]
    assert (now.met, ahead.met, ahead.why) == (True, None, "Not published yet")
    set_target(**target, year=2025, value=Decimal(0))
    assert standings(making.area())["excluded", "plan"][0].met is False
    with pytest.raises(NotAllowed):
        set_target(**{**target, "by": making.somebody("board_member")}, year=2025, value=Decimal(1))
    with pytest.raises(Refused, match="0 to 100"):
        set_target(**target, year=2025, value=Decimal(101))


@pytest.mark.django_db
def test_the_command_says_how_many_figures_or_what_is_wrong(tmp_path):
    out = StringIO()
    call_command("import_pupil_figures", str(file(tmp_path / "i.csv", england())), measure="excluded", stdout=out)
    assert json.loads(out.getvalue()) == {"figures": 1}
    with pytest.raises(CommandError, match="Nothing was taken in"):
        call_command("import_pupil_figures", str(tmp_path / "none.csv"), measure="excluded")


@pytest.mark.django_db
def test_the_page_says_that_nothing_was_imported_and_makes_no_figure_up(client):
    with clock.standing_on(ON):
        page = words(look(client, "head_of_send", "/area/pupils"))
        assert page.count("Not imported") == 3 and "Progress 8 score" in page
        assert "Not imported" in look(client, "head_of_send", "/area/pupils/excluded/plan")
        assert client.get("/area/pupils/weather/plan").status_code == 404


@pytest.mark.django_db
def test_the_pages_show_place_quarter_the_one_before_and_the_target(client, tmp_path):
    others = [row(f"{number:03}", f"0.{number:02}", name=f"Invented {number}", year=year) for number in range(1, 12) for year in ("202324", "202425")]
    take(file(tmp_path / "j.csv", england(), england(year="202324"), row("990", "0.03", name="Calderbeck"), row("990", "0.09", name="Calderbeck", year="202324"), *others), source="Invented for a test")
    with clock.standing_on(ON):
        client.force_login(making.somebody("head_of_send"))
        page = words(client.get("/area/pupils").content.decode())
        assert "2024 to 2025 0.03% 0.2%" in page and "3 of 12 1, was 3" in page and "Invented for a test" in page
        client.post("/area/pupils/excluded/plan?area=990", {"year": "2025", "value": "0.1"})
        page = words(client.get("/area/pupils/excluded/plan").content.decode())
        assert "It stands 3 of 12 authorities (1 is the lowest, which is best), in the best quarter. The target of 0.1% is reached." in page
        assert "must be a number" in client.post("/area/pupils/excluded/plan?area=990", {"year": "2025", "value": "low"}).content.decode()
        board = look(client, "board_member", "/area/pupils/excluded/plan")
        assert "Set the target" not in board
        assert client.post("/area/pupils/excluded/plan?area=990", {"year": "2025", "value": "1"}).status_code == 404


@pytest.mark.parametrize("value", ["nan", "inf", "-Infinity", "1e999", "1_0", "0x1"])
@pytest.mark.django_db
def test_what_only_a_program_takes_for_a_number_is_none(tmp_path, value):
    with pytest.raises(Refused, match="neither a number nor a sign"):
        take(file(tmp_path / "n.csv", england(), row(value=value)))
    assert not PupilRow.objects.exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (row(name="Inven\0ted"), "cannot be stored"),
        (row(name="x" * 101), "too long"),
        (row().replace("E12000003", "E120000031234"), "too long"),
    ],
)
@pytest.mark.django_db
def test_a_place_that_cannot_be_kept_is_refused_with_its_line(tmp_path, line, sentence):
    with pytest.raises(Refused, match=sentence):
        take(file(tmp_path / "p.csv", england(), line))


@pytest.mark.parametrize(("key", "value"), [("attainment8", "20000"), ("progress8", "1000000"), ("suspended", "99999.99")])
@pytest.mark.django_db
def test_a_target_that_no_measure_can_reach_is_refused_by_the_field(client, key, value):
    client.force_login(making.somebody("analyst"))
    answer = client.post(f"/area/pupils/{key}/plan?area=990", {"year": "2026", "value": value})
    assert answer.status_code == 200 and "must be between" in answer.content.decode()
