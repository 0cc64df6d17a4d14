"""Annex A and places and demand: from the same facts, and blank where there is none."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from goldenthread.core.models import Reading
from goldenthread.people.models import Child
from goldenthread.returns.others import annex_a, places
from goldenthread.returns.others.annex_a import Entry
from goldenthread.returns.others.annex_a_rules import NEVER_HERE, OF_ALL, TESTS, catalogue, check
from goldenthread.returns.others.places import KINDS, kind_of, year_group
from tests import making

from . import making as invented

ON = date(2026, 2, 4)
SOUND = Entry(
    child_id=1, list=1, reference="CAL-1", upn="A1", uln="", no_upn_because="", born_on=date(2016, 3, 9), sex="M", ethnicity="WBRI", need="ASD",
    first_issued_on=date(2021, 1, 4), last_issued_on=date(2023, 1, 4), reviewed_on=date(2025, 6, 2), main="School", main_urn="990001", main_phase="Primary",
    second_phase="", has_second=False, home_educated="No", social_care="", worker="Ola Reed", disability="No",
)  # fmt: skip
BROKEN = {
    "01a": {"born_on": None}, "01b": {"sex": ""}, "01c": {"ethnicity": ""}, "01d": {"need": ""}, "02a": {"born_on": date(2000, 6, 1)}, "02b": {"born_on": date(1999, 6, 1)},
    "03": {"disability": ""}, "04": {"worker": ""}, "05a": {"born_on": date(2027, 1, 1)}, "05b": {"first_issued_on": date(2027, 1, 1)},
    "05c": {"last_issued_on": date(2027, 1, 1)}, "05d": {"reviewed_on": date(2027, 1, 1)}, "06a": {"last_issued_on": date(2020, 1, 1)},
    "06b": {"reviewed_on": date(2020, 1, 1)}, "07": {"upn": ""}, "08a": {"main": ""}, "08b": {"main": "", "has_second": True},
}  # fmt: skip


def numbers(*entries: Entry) -> list[str]:
    return [found.rule.number for found in check(entries, ON)]


def test_a_sound_person_has_no_finding():
    assert numbers(SOUND) == []
    assert numbers(replace(SOUND, list=2)) == []


@pytest.mark.parametrize("rule", TESTS)
def test_a_rule_that_is_broken_is_found_in_each_list_that_has_it(rule):
    for of_list in (1, 2):
        known = f"{of_list}{rule}"
        assert (known in numbers(replace(SOUND, list=of_list, **BROKEN[rule]))) == (known in catalogue())


def test_two_people_with_one_upn_leave_the_newest_first_plan():
    older = replace(SOUND, reference="CAL-2", first_issued_on=date(2019, 1, 1))
    [found] = check([older, SOUND], ON)
    assert (found.rule.number, found.entry.reference) == ("109", "CAL-2")


def test_every_rule_of_the_data_has_its_one_place():
    assert {number[1:] for number in catalogue()} == {*TESTS, OF_ALL, NEVER_HERE}
    assert len(catalogue()) == 31
    assert set(BROKEN) == set(TESTS)


def test_every_column_is_filled_by_a_fact_or_says_why_it_is_blank():
    for number, many in ((1, 21), (2, 17)):
        columns = annex_a.columns(number)
        assert len(columns) == many
        for column in columns:
            assert bool(column.fact) != bool(column.blank_because)
            assert not column.fact or hasattr(SOUND, column.fact)


@pytest.mark.parametrize(
    ("born", "january", "group"),
    [(date(2016, 3, 9), 2026, 5), (date(2016, 8, 31), 2026, 5), (date(2016, 9, 1), 2026, 4), (date(2021, 8, 31), 2026, 0), (date(2008, 9, 1), 2026, 12)],
)
def test_the_year_group_follows_the_school_year(born, january, group):
    assert year_group(born, january) == group


@pytest.mark.parametrize(
    ("organisation", "more", "kind"),
    [
        (None, {"setting_type": "EHE"}, KINDS[8]),
        (None, {"setting_type": "EYP"}, KINDS[7]),
        (None, {"setting_type": "OTH"}, KINDS[9]),
        (("Academy converter", "Primary"), {"sen_unit": True}, KINDS[1]),
        (("Academy converter", "Primary"), {"resourced_provision": True}, KINDS[2]),
        (("Community special school", ""), {}, KINDS[3]),
        (("Other independent special school", ""), {}, KINDS[4]),
        (("Pupil referral unit", ""), {}, KINDS[5]),
        (("Further education", "16 plus"), {}, KINDS[6]),
        (("Special post 16 institution", ""), {}, KINDS[6]),
        (("Community school", "Secondary"), {}, KINDS[0]),
        (("", ""), {}, KINDS[9]),
    ],
)
def test_the_kind_of_place_follows_the_register_and_the_returns_codes(organisation, more, kind):
    place = SimpleNamespace(establishment_type=organisation[0], phase=organisation[1]) if organisation else None
    assert kind_of(SimpleNamespace(**{"organisation": place, "setting_type": "", "sen_unit": None, "resourced_provision": None, **more})) == kind


# From the record


@pytest.fixture
def head(client: Client, take, area) -> Client:
    take([replace(invented.person(2026, case, number), number=number) for number, case in enumerate(invented.CASES, 1)])
    client.force_login(making.somebody("head_of_send", of=area))
    return client


def sheets(answer) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_annex_a_is_downloaded_with_what_is_to_put_right_and_what_is_blank(head, area):
    closed = Child.objects.order_by("reference").first()
    Child.objects.filter(pk=closed.pk).update(closed_list_on=date(2026, 1, 1))
    people = list(annex_a.entries(area, date(2026, 11, 22), closed=False))
    book = sheets(head.get("/returns/others/annex-a.xlsx"))
    assert list(book) == ["List 1 plans", "List 2 SEN support", "To put right", "Blank and why"]
    references = {row[0] for name in ("List 1 plans", "List 2 SEN support") for row in book[name][1:]}
    assert references == {each.reference for each in people} and closed.reference not in references
    assert any("Pupil Premium" in row for row in book["Blank and why"])
    assert Reading.objects.filter(page="returns.annex_a").latest("pk").child_ids


def test_places_and_demand_count_everybody_with_a_plan_once(head, area):
    book = sheets(head.get("/returns/others/places.xlsx"))
    with_plan = sum(each.list == 1 for each in annex_a.entries(area, date(2026, 11, 22), closed=False))
    assert sum(row[3] for row in book["Places"][1:]) == with_plan
    settings, demand = places.told(area, date(2026, 2, 4))
    assert {row["january"] for row in demand} <= set(range(2022, 2027))
    assert sum(each.placed for each in settings) > 0


def test_the_page_says_what_is_blank_and_why(head):
    page = head.get("/returns/others").content.decode()
    assert "Schools hold it; no feed of attendance" in page
    assert "Number of places" in page


@pytest.mark.parametrize("page", ["/returns/others", "/returns/others/annex-a.xlsx", "/returns/others/places.xlsx"])
def test_who_may_not_make_the_return_may_not_take_the_lists(db, client, page):
    client.force_login(making.officer())
    assert client.get(page).status_code in (302, 403, 404)
