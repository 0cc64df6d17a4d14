"""Official figures: taken in whole or not at all, with their day and source, checked by a second person, and laid beside our own numbers."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.guarding import Guard
from goldenthread.insight.official import OFFICIAL, newest, of_districts, per_thousand
from goldenthread.insight.official.actions import check_official, take_in_official
from goldenthread.insight.official.models import OfficialFigure
from goldenthread.insight.official.pages import of_groups
from goldenthread.insight.official.reading import COLUMNS, read_official
from tests import making

ON = making.TODAY
#: The figures of the invented area.
DEMO = Path(__file__).parents[3] / "demo" / "papers" / "calderbeck-official-figures.csv"
HEAD = ",".join(COLUMNS)
SEEN, GUARDED = Guard(open_rows=True), Guard(open_rows=False)


def file(path, *lines, head=HEAD):
    path.write_text("\ufeff" + "\n".join([head, *lines]) + "\n", encoding="utf-8")
    return path


def take(path):
    return take_in_official(area=making.area(), path=path, by=command("import_official"), on=ON)


@pytest.mark.django_db
def test_a_file_is_taken_in_and_twice_changes_nothing(tmp_path):
    path = file(tmp_path / "f.csv", "population_0_25,area,,2025-06-30,Mid-year 2025,135000,Statistics office", "population_0_25,district,AA1,2025-06-30,Mid-year 2025,55000,Statistics office")
    assert take(path).as_said() == {"added": 2, "changed": 0, "unchanged": 0}
    assert take(path).as_said() == {"added": 0, "changed": 0, "unchanged": 2}
    assert newest(making.area().pk, ON)["population_0_25"].value == 135000
    assert of_districts(making.area().pk, ON) == {"population_0_25": {"AA1": 55000}}


@pytest.mark.django_db
def test_a_figure_that_changed_must_be_checked_again(tmp_path):
    ruth = making.somebody("head_of_send")
    take(file(tmp_path / "f.csv", "pupils_plan,area,,2026-01-15,January 2026,4300,School census"))
    assert check_official(area=making.area(), group=["pupils_plan"], by=ruth, on=ON) == 1
    assert OfficialFigure.objects.get().checked_by == ruth
    assert take(file(tmp_path / "f.csv", "pupils_plan,area,,2026-01-15,January 2026,4310,School census")).changed == 1
    held = OfficialFigure.objects.get()
    assert (held.value, held.checked_on, held.checked_by) == (4310, None, None)


@pytest.mark.django_db
def test_only_what_the_page_shows_counts_as_checked(tmp_path):
    ruth = making.somebody("head_of_send")
    year = "population_0_25,area,,{0}-06-30,Mid-year {0},135000,Statistics office"
    take(file(tmp_path / "f.csv", *(year.format(each) for each in (2023, 2024, 2025)), "population_0_25,district,AA1,2025-06-30,Mid-year 2025,55000,Statistics office"))
    assert check_official(area=making.area(), group=["population_0_25"], by=ruth, on=ON) == 2
    assert set(OfficialFigure.objects.filter(checked_on=None).values_list("on__year", "of")) == {(2023, "area"), (2025, "district")}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["analyst", "board_member", "team_manager"])
def test_who_does_not_answer_for_the_areas_figures_cannot_say_that_they_are_checked(role):
    with pytest.raises(NotAllowed):
        check_official(area=making.area(), group=["pupils_plan"], by=making.somebody(role), on=ON)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("weather,area,,2025-06-30,2025,1,Me", "Line 2: weather is no figure"),
        ("pupils_plan,moon,,2025-06-30,2025,1,Me", "“of” must be one of"),
        ("pupils_plan,area,AA1,2025-06-30,2025,1,Me", "a district is named where"),
        ("population_0_25,district,,2025-06-30,2025,1,Me", "a district is named where"),
        ("pupils_plan,district,AA1,2025-06-30,2025,1,Me", "is not held for AA1"),
        ("population_0_25,district,Leeds,2025-06-30,2025,1,Me", "is not held for Leeds"),
        ("pupils_plan,area,,30/06/2025,2025,1,Me", "must be a day such as 2025-06-30"),
        ("pupils_plan,area,,2025-06-30,2025,x,Me", "must be a number"),
        ("pupils_plan,area,,2025-06-30,2025,nan,Me", "cannot be right"),
        ("pupils_plan,area,,2025-06-30,2025,-1,Me", "cannot be right"),
        ("pupils_plan,area,,2025-06-30,2025,1.5,Me", "cannot be right"),
        ("income_deprived,area,,2025-06-30,2025,101,Me", "cannot be right"),
        ("pupils_plan,area,,2025-06-30,2025,1,", "say in “period”"),
        ("pupils_plan,area,,2025-06-30,2025,1", "has 6 cells"),
        ("pupils_plan,area,,2025-06-30,2025,1,Me\npupils_plan,area,,2025-06-30,2025,2,Me", "Line 3 says again what line 2 says"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named_with_what_to_do(tmp_path, line, sentence):
    with pytest.raises(Refused, match=sentence):
        read_official(file(tmp_path / "f.csv", line))


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"figure,of\n", b'"', ",".join(COLUMNS).encode() + b"\npupils_plan,area,,2026-01-15,Jan\0uary,4300,School census"])
def test_a_file_that_is_no_table_of_figures_is_refused(tmp_path, raw):
    path = tmp_path / "f.csv"
    path.write_bytes(raw)
    with pytest.raises(Refused):
        read_official(path)


@pytest.mark.django_db
def test_the_command_takes_in_all_of_a_file_or_nothing(tmp_path):
    making.area()
    path = file(tmp_path / "f.csv", "pupils_plan,area,,2026-01-15,January 2026,4300,School census", "weather,area,,2025-06-30,2025,1,Me")
    with pytest.raises(CommandError, match="Nothing was taken in"):
        call_command("import_official", str(path), area="990")
    assert not OfficialFigure.objects.exists()
    with pytest.raises(CommandError, match="There is no area 123"):
        call_command("import_official", str(path), area="123")
    out = StringIO()
    call_command("import_official", str(DEMO), area="990", stdout=out)
    assert json.loads(out.getvalue())["added"] == len(read_official(DEMO))


@pytest.mark.django_db
def test_every_figure_that_is_held_is_one_that_the_invented_area_has():
    take(DEMO)
    assert list(newest(making.area().pk, ON)) == list(OFFICIAL)


@pytest.mark.django_db
def test_shares_and_changes_are_worked_out_from_the_numbers_beside_them():
    take(DEMO)
    rows = {row[0]: row for _, group in of_groups(newest(making.area().pk, ON), SEEN) for row in group}
    plan = rows["Pupils with a plan in the area’s schools"]
    assert plan[1:4] == ["4,310", "4,020", "+7.2%"]
    share = rows["Pupils with a plan in the area’s schools, as a share of pupils aged 3 to 18"]
    assert share[1:7] == ["4.8%", "4.5%", "+0.3 points", "4.9%", "5.3%", "4.9%"]
    absence = rows["Absence in special schools, a plan"]
    assert absence[1:7] == ["13%", "13.4%", "−0.4 points", "12.9%", "12.6%", "12.8%"]


@pytest.mark.django_db
def test_the_gap_to_pupils_without_needs_stands_below_each_score_with_that_of_others():
    take(DEMO)
    rows = {row[0]: row for _, group in of_groups(newest(making.area().pk, ON), SEEN) for row in group}
    gap = rows["Attainment 8 score, a plan: gap to no special educational needs"]
    assert gap[1:7] == ["−35.5 points", "−35.5 points", "no change", "−34.9 points", "−35.9 points", "−35.3 points"]


@pytest.mark.django_db
def test_who_has_no_right_to_the_rows_sees_no_count_from_one_to_seven_nor_what_follows_from_it():
    take(DEMO)
    rows = {row[0]: row for _, group in of_groups(newest(making.area().pk, ON), GUARDED) for row in group}
    assert rows["Permanent exclusions in primary schools, a plan"][1:4] == ["*", "*", "–"]
    assert rows["Permanent exclusions in primary schools, a plan, as a share of permanent exclusions"][1:4] == ["–", "–", "–"]


@pytest.mark.django_db
def test_as_at_an_earlier_day_the_figures_are_those_of_then():
    take(DEMO)
    then = newest(making.area().pk, date(2025, 12, 31))
    assert (then["pupils_plan"].value, then["pupils_plan"].before) == (4020, None)
    assert "pupils_plan" not in newest(making.area().pk, date(2024, 12, 31))


@pytest.mark.parametrize(("number", "people", "rate"), [(5000, 135000, 37.0), (None, 135000, None), (5000, None, None), (5, 0, None)])
def test_a_rate_needs_both_of_its_numbers(number, people, rate):
    assert per_thousand(number, people) == rate


# The pages


@pytest.mark.django_db
def test_the_head_of_send_checks_a_group_and_everybody_reads_who_did(client):
    take(DEMO)
    with clock.standing_on(ON):
        client.force_login(making.somebody("head_of_send"))
        assert "Nobody has checked it yet" in client.get("/area/official-figures").content.decode()
        answer = client.post("/area/official-figures/population/check?area=990", follow=True).content.decode()
        assert "are now checked by you" in answer and "Checked by" in answer
        assert client.post("/area/official-figures/weather/check?area=990").status_code == 404
        client.force_login(making.somebody("board_member"), backend="django.contrib.auth.backends.ModelBackend")
        page = client.get("/area/official-figures").content.decode()
        assert "Checked by" in page and "I have held these" not in page
        assert client.post("/area/official-figures/population/check?area=990").status_code in (403, 404)


@pytest.mark.django_db
def test_an_area_without_official_figures_says_so_and_makes_none_up(client):
    client.force_login(making.somebody("head_of_send"))
    page = client.get("/area/official-figures").content.decode()
    assert "No official figure is held yet" in page and "Children and young people aged 0 to 25" in page
    assert "Not held by district" in client.get("/area/map").content.decode() or "No district can be shown" in client.get("/area/map").content.decode()
