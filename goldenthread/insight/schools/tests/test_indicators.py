"""What schools gave is counted by the library's own function: as at any day, with what was known then, and never of a few."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.core.words import in_a_sentence
from goldenthread.insight.indicators.figures import figure, series
from goldenthread.insight.indicators.guard import guarded
from tests import making

from .made import gave_absence, gave_needs

ON = date(2026, 11, 23)
pytestmark = pytest.mark.django_db


def test_pupils_with_support_are_those_of_each_school_s_newest_census():
    gave_needs(making.school(), SEMH=4, by=None, on=ON)
    one = figure("SS01", area=making.area().pk, at=ON, by="counted school")
    assert (one.numerator, one.denominator) == (4, one.parts[0].denominator)
    assert one.value == round(100 * 4 / one.denominator, 1)
    assert figure("SS01", area=making.area().pk, at=date(2025, 1, 1)).denominator == 0, "no census had been"
    assert not guarded(one, exact=False).parts


def test_a_correction_counts_from_the_day_on_which_it_was_known():
    school = making.school()
    gave_needs(school, SEMH=4, by=None, on=date(2026, 11, 1))
    gave_needs(school, SEMH=9, by=None, on=date(2026, 11, 20))
    area = making.area().pk
    assert figure("SS01", area=area, at=ON).numerator == 9
    then = figure("SS01", area=area, at=ON, known=date(2026, 11, 10))
    assert then.numerator == 4 and not then.warnings
    assert figure("SS01", area=area, at=ON, known=date(2026, 10, 1)).numerator == 0


def test_sessions_missed_are_shared_out_by_what_pupils_have():
    gave_absence(making.school(), plan=(9, 378, 21, 6, 2), none=(100, 4200, 90, 30, None))
    one = figure("SS05", area=making.area().pk, at=ON, by="SEN status")
    assert (one.numerator, one.denominator, one.value) == (147, 4578, 3.2)
    assert [(part.label, part.numerator, part.denominator, part.value) for part in one.parts] == [("EHC plan", 27, 378, 7.1), ("No SEN", 120, 4200, 2.9)]
    before, after = series("SS05", area=making.area().pk, ends=[date(2025, 6, 30), ON])
    assert (before.denominator, after.denominator) == (0, 4578)


@pytest.mark.parametrize(("name", "within"), [("SEN status", "SEN status"), ("Who asked", "who asked"), ("Exclusions of children with SEN Support", "exclusions of children with SEN Support")])
def test_a_name_within_a_sentence_keeps_its_abbreviations(name, within):
    assert in_a_sentence(name) == within
