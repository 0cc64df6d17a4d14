"""Leicestershire's plan of 2020, section 2: every figure that it prints can be shown of an area, with its comparators, and agrees with itself.

Each case is one printed figure, by its number in the list of measures: the table and row where it stands here, and which of last
year, region, England and neighbours must stand beside it. Counts that others publish have none but last year's beside them, as
in the plan.
"""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.actors import command
from goldenthread.insight.benchmarks.comparing import Published
from goldenthread.insight.dashboards import opening
from goldenthread.insight.dashboards.entrance import Place
from goldenthread.insight.guarding import Guard
from goldenthread.insight.indicators import LIBRARY
from goldenthread.insight.official import newest
from goldenthread.insight.official.actions import take_in_official
from goldenthread.insight.official.pages import of_groups
from goldenthread.people.models import Child
from goldenthread.plans.models import Plan
from goldenthread.reviews.models import LookedAfter
from tests import making

from ...official.tests.test_official import DEMO
from .test_opening import request_answered

AT, CENSUS = date(2026, 8, 31), date(2026, 1, 15)
LAST, REGION, ENGLAND, NEIGHBOURS = 2, 4, 5, 6
#: Figure → (table, row, the cells beside it that must hold something).
FIGURES = {
    "LEI-M020 plans maintained in January": ("census", "Plans in force on census day", (LAST,)),
    "LEI-M021 plans maintained the year before": ("census", "Plans in force on census day", (LAST,)),
    "LEI-M022 growth in plans": ("census", "Plans in force on census day", (3, REGION, ENGLAND)),
    "LEI-M023 new plans in the year": ("census", "New plans in the calendar year 2025", (LAST,)),
    "LEI-M024 new plans in the year before": ("census", "New plans in the calendar year 2025", (LAST, 3, REGION, ENGLAND)),
    "LEI-M025 new plans as a share of all": ("census", "New plans as a share of all plans", (LAST, 3, REGION, ENGLAND)),
    "LEI-M026 new plans in 20 weeks": ("census", LIBRARY["EHC01"].name, (LAST, 3, REGION, ENGLAND, NEIGHBOURS)),
    "LEI-M026 the same with exceptions": ("census", LIBRARY["EHC02"].name, (LAST, 3, REGION, ENGLAND, NEIGHBOURS)),
    "LEI-M027 plans maintained in August": ("today", "Plans in force", (LAST, 3)),
    "LEI-M028 new plans January to August": ("today", "New plans since 1 January", (LAST, 3)),
    "LEI-M029 plans by age, under 5": ("ages", "Under 5", (2, 3, 4, 5, 6)),
    "LEI-M030 plans by age, 5 to 10": ("ages", "5 to 10", (2, 3, 4, 5, 6)),
    "LEI-M031 plans by age, 11 to 15": ("ages", "11 to 15", (2, 3, 4, 5, 6)),
    "LEI-M032 plans by age, 16 to 19": ("ages", "16 to 19", (2, 3, 4, 5, 6)),
    "LEI-M033 plans by age, 20 to 25": ("ages", "20 to 25", (2, 3, 4, 5, 6)),
    "LEI-M034 growth of those aged 20 to 25 over three years": ("ages", "20 to 25", (7, 8)),
    "LEI-M035 pupils at SEN Support": ("official", "Pupils with SEN support", (LAST, 3)),
    "LEI-M036 pupils with a plan in county schools": ("official", "Pupils with a plan in the area’s schools", (LAST, 3)),
    "LEI-M037 share of the school population, SEN support": ("official", "Pupils with SEN support, as a share of pupils aged 3 to 18", (LAST, 3, REGION, ENGLAND, NEIGHBOURS)),
    "LEI-M037 share of the school population, plans": ("official", "Pupils with a plan in the area’s schools, as a share of pupils aged 3 to 18", (LAST, 3, REGION, ENGLAND, NEIGHBOURS)),
    "LEI-M038 children and young people 0 to 25": ("official", "Children and young people aged 0 to 25", (LAST, 3)),
    "LEI-M039 pupils aged 3 to 18": ("official", "Pupils aged 3 to 18", (LAST, 3)),
    **{
        f"LEI-M0{number} absence, {status} in {phase} schools": ("official", f"Absence in {phase} schools, {status}", (LAST, 3, REGION, ENGLAND, NEIGHBOURS))
        for number, status, phase in (
            (40, "no special educational needs", "primary"), (41, "no special educational needs", "secondary"), (42, "SEN support", "primary"),
            (43, "SEN support", "secondary"), (44, "a plan", "primary"), (45, "a plan", "secondary"), (46, "a plan", "special"),
        )
    },
    "LEI-M047 permanent exclusions": ("official", "Permanent exclusions", (LAST, 3)),
    "LEI-M048 of pupils with SEN support, primary": ("official", "Permanent exclusions in primary schools, SEN support", (LAST, 3)),
    "LEI-M048 of pupils with SEN support, secondary": ("official", "Permanent exclusions in secondary schools, SEN support", (LAST, 3)),
    "LEI-M049 of pupils with a plan, primary": ("official", "Permanent exclusions in primary schools, a plan", (LAST, 3)),
    "LEI-M049 of pupils with a plan, secondary": ("official", "Permanent exclusions in secondary schools, a plan", (LAST, 3)),
    "LEI-M050 looked-after children": ("official", "Looked-after children", (LAST, 3)),
    "LEI-M051 looked-after children with a plan": ("others", "Looked-after children with a plan, how many", (LAST,)),
    "LEI-M052 looked-after children with SEN support": ("official", "Looked-after children with SEN support", (LAST, 3)),
    "attainment at 11, SEN support": ("official", "Expected standard at 11 in reading, writing and mathematics, SEN support", (LAST, 3, REGION, ENGLAND, NEIGHBOURS)),
    "attainment at 16, a plan": ("official", "Attainment 8 score, a plan", (LAST, 3, REGION, ENGLAND, NEIGHBOURS)),
    "plans for each 1,000 people": ("today", "Plans for each 1,000 people aged 0 to 25", (LAST, REGION, ENGLAND)),
}  # fmt: skip


@pytest.fixture
def tables(db):
    """An area with plans of every age made in each of four years, one looked-after child, and the invented official figures."""
    area = making.area()
    for year in (2022, 2024, 2025, 2026):
        for born in (2022, 2018, 2013, 2009, 2003):
            child = Child.objects.create(forename="Kai", surname="Alder", date_of_birth=date(born, 3, 9), area=area, first_recorded_on=date(2020, 1, 5))
            request_answered(child, Plan.objects.create(child=child, area=area, made_on=date(max(year, born + 1), 3, 2)))
    LookedAfter.objects.create(child=child, area=area, from_on=date(2024, 1, 5), authority="Calderbeck Council")
    take_in_official(area=area, path=DEMO, by=command("import_official"), on=making.TODAY)
    place, held = Place(area, making.TODAY, Guard(open_rows=True), True), Published()
    cells = {
        "census": [row.cells for row in opening.census_rows(place, CENSUS, held)], "today": [row.cells for row in opening.rows_at(place, AT, held)],
        "ages": opening.age_rows(place, AT, held), "others": [row.cells for row in opening.other_rows(place, AT, held)],
        "official": [row for _, rows in of_groups(newest(area.pk, AT), place.guard) for row in rows],
    }  # fmt: skip
    return {name: {row[0]: row for row in rows} for name, rows in cells.items()}


# One area and one set of tables for every figure: asking for each anew would take a second a figure.
def test_every_figure_of_the_section_can_be_shown_with_what_stands_beside_it(tables):
    wanting = []
    for figure, (table, row, beside) in FIGURES.items():
        found = tables[table].get(row)
        if found is None or any(found[cell] in ("–", "", "not known", "none to count") for cell in (1, *beside)):
            wanting.append((figure, found))
    assert wanting == []


def test_every_figure_of_the_list_of_measures_is_among_them():
    assert {name.split()[0] for name in FIGURES if name.startswith("LEI-M")} == {f"LEI-M0{number}" for number in range(20, 53)}


def test_no_figure_contradicts_another(tables):
    """The plan printed 790 beside 760, and 35.6 % beside 1,756 of 5,039."""
    census, today, ages, others = (tables[name] for name in ("census", "today", "ages", "others"))
    plans, new, share = (number(census[row][1]) for row in ("Plans in force on census day", "New plans in the calendar year 2025", "New plans as a share of all plans"))
    assert share == round(100 * new / plans, 1)
    for row in (*census.values(), *today.values()):
        if row[3].endswith("%"):
            assert number(row[3]) == round(100 * (number(row[1]) - number(row[2])) / number(row[2]), 1)
    assert sum(number(row[1]) for label, row in ages.items() if label != "All ages") == number(ages["All ages"][1]) == number(today["Plans in force"][1])
    for row in ages.values():
        assert number(row[2]) == round(100 * number(row[1]) / number(ages["All ages"][1]), 1)
    assert number(today["Plans for each 1,000 people aged 0 to 25"][1]) == round(1000 * number(today["Plans in force"][1]) / 135000, 1)
    assert number(others["Looked-after children with a plan, how many"][1]) == 1


def number(words: str) -> float:
    return float(words.replace(",", "").replace("−", "-").rstrip("%").split()[0])
