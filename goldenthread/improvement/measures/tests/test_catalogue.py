"""The catalogue of measures, and what counts each of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.improvement.measures import actions
from goldenthread.improvement.measures.catalogue import CATALOGUE
from goldenthread.improvement.measures.figures import of_change, of_figure, part_of, values_of
from goldenthread.improvement.measures.models import Measure
from goldenthread.improvement.models import ImprovementPlan
from goldenthread.insight.indicators import LIBRARY, Figure, Part, Window, figure, guarded
from goldenthread.voice.questions import EDITIONS
from tests import making

COUNTED = {code: each for code, each in CATALOGUE.items() if each.counted}
AT = date(2026, 10, 31)


def test_every_target_of_the_five_documents_is_there():
    assert (len(CATALOGUE), len(COUNTED)) == (144, 82)
    assert {code[:3] for code in CATALOGUE} == {"ESX", "STH", "LEI", "STK", "STR"}


@pytest.mark.parametrize("code", COUNTED)
def test_a_target_that_casework_can_know_names_what_counts_it_or_says_what_it_awaits(code):
    each = COUNTED[code]
    if each.question:
        assert any(each.question in edition for edition in EDITIONS.values())
        return
    indicator = LIBRARY[each.indicator]
    assert indicator.counted or indicator.awaits.endswith(".")


@pytest.mark.parametrize("code", [code for code, each in COUNTED.items() if each.computed and each.indicator])
def test_what_counts_a_target_gives_it_in_its_own_unit(code):
    """Per cent from a share, a number from a count or from the number counted in a share; a change from any."""
    each, indicator = COUNTED[code], LIBRARY[COUNTED[code].indicator]
    fits = {"percent": {"%"}, "number": {"count", "%"}, "yearly": {"count"}, "days": {"days"}, "score": {"score", "count"}}
    assert each.kind == "change" or indicator.unit in fits[each.unit]


def test_a_measure_says_what_its_number_is():
    for code, each in CATALOGUE.items():
        said = each.said()
        for name, choices in (("kind", Measure.Kind), ("unit", Measure.Unit), ("direction", Measure.Direction), ("comparator", Measure.Comparator), ("rhythm", Measure.Rhythm), ("source", Measure.Source)):
            assert said[name] in choices.values, (code, name)
        assert len(each.words) <= 300


def plans(count: int) -> list[ImprovementPlan]:
    return [ImprovementPlan.objects.create(area=making.area(), title=f"Plan {number}", file_name="plan.docx", sha256=f"{number:064}", saved_on=making.TODAY) for number in range(count)]


# Adds 144 measures to each of four plans: about two seconds.
def test_all_measures_of_four_plans_are_counted_with_one_question_a_measure_at_most(db):
    head = making.somebody("head_of_send")
    for plan in plans(4):
        actions.take_measures(plan=plan, codes=list(CATALOGUE), by=head, on=making.TODAY)
    held = list(Measure.objects.select_related("plan"))
    assert len(held) == 4 * 144
    with CaptureQueriesContext(connection) as asked:
        values = values_of(held, at=AT, exact=True)
    assert len(values) == len(held)
    assert len(asked) <= sum(each.source in ("indicator", "survey") for each in held), "savepoints and settings counted"
    for each in held:
        assert values[each.pk].value is not None or values[each.pk].reason, each.words


@pytest.mark.parametrize("exact", [True, False])
def test_a_measure_and_its_indicator_are_the_same_number(db, exact):

    [plan] = plans(1)
    [measure] = actions.take_measures(plan=plan, codes=["LEI-M009"], by=making.somebody("head_of_send"), on=making.TODAY)
    told = guarded(figure(measure.indicator, area=plan.area_id, at=AT), exact=exact)
    assert values_of([measure], at=AT, exact=exact)[measure.pk].value == told.value


def broken_down(*parts: Part, numerator: int, hidden: bool = False) -> Figure:
    return Figure(LIBRARY["APP02"], AT, None, numerator, None, float(numerator), Window(AT, AT), "need", parts, hidden=hidden)


def test_a_measure_of_a_part_takes_that_part_of_the_figure_alone():
    whole = broken_down(Part("Moderate learning difficulty", 9, None, 9.0), Part("Other difficulty", 20, None, 20.0), numerator=29)
    assert part_of(whole, "Moderate learning difficulty").value == 9
    assert part_of(whole, "Vision impairment").value == 0, "a part in which nobody is, is none"


def test_a_part_of_a_breakdown_that_is_hidden_is_hidden():
    told = of_figure(part_of(broken_down(numerator=30, hidden=True), "Moderate learning difficulty"), Measure(unit="number"))
    assert (told.value, told.hidden) == (None, True)


@pytest.mark.parametrize(
    ("then", "now", "value", "said"), [(40, 30, -25.0, ""), (0, 5, None, "There were none a year before"), (None, 30, None, "too small to show")]
)
def test_a_change_is_told_in_per_cent_of_the_year_before(then, now, value, said):
    told = of_change(*(Figure(LIBRARY["CMP01"], AT, None, number, None, number, Window(AT, AT)) for number in (then, now)))
    assert told.value == value
    assert said in told.reason
