"""By group a child counts in each group that is on their record, and small numbers stay hidden where groups overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from random import Random

import numpy as np
import pytest

from goldenthread.core import clock
from goldenthread.insight.guarding import SMALL
from goldenthread.insight.indicators import LIBRARY, Figure, Part, Window, figure, guarded
from goldenthread.insight.indicators.declared import value_of
from goldenthread.insight.indicators.dimensions import SEVERAL
from goldenthread.insight.indicators.guard import TOO_FEW
from goldenthread.people.groups import actions
from goldenthread.people.models import Child, ChildGroup
from goldenthread.reviews.models import Custody, LookedAfter
from tests import making

from .test_indicators import issued
from .test_linear_attack import attack

ON = making.TODAY
AGREED = {"agreed_by": "parent", "agreed_name": "Ash Alder", "agreed_how": "written", "agreed_on": date(2026, 5, 1)}


def in_group(child, group, since=date(2020, 1, 1), until=None, learnt=date(2026, 5, 1)):
    agreed = AGREED if group in ("adopted", "guardianship", "arrangements", "young_carer") else {}
    return ChildGroup.objects.create(child=child, group=group, source="family", learnt_on=learnt, from_on=since, until_on=until, recorded_on=ON, **agreed)


def parts(code="EHC20", at=ON, **asked):
    return {part.label: part.numerator for part in figure(code, area=making.area().pk, at=at, by="group", **asked).parts}


@pytest.fixture
def some(db):
    """Four children with plans, in groups and out of them."""
    return [issued(100, date(2026, 3, day)).child for day in (1, 2, 3, 4)]


def test_a_child_counts_in_each_group_and_once_in_the_whole(some):
    in_group(some[0], "adopted")
    in_group(some[0], "meals")
    in_group(some[1], "meals")
    found = figure("EHC20", area=making.area().pk, at=ON, by="group")
    assert {part.label: part.numerator for part in found.parts} == {"Adopted from care": 1, "Free school meals": 2, "In none of these": 2}
    assert found.numerator == 4
    assert SEVERAL in found.warnings


def test_a_group_counts_from_its_first_day_up_to_the_day_before_it_ended(some):
    in_group(some[0], "service", since=date(2026, 6, 1), until=date(2026, 9, 1))
    days = (date(2026, 5, 31), date(2026, 6, 1), date(2026, 8, 31), date(2026, 9, 1))
    assert [parts(at=day).get("Service family", 0) for day in days] == [0, 1, 1, 0]


def test_what_the_record_holds_elsewhere_feeds_the_same_breakdown(some):
    area = making.area()
    LookedAfter.objects.create(child=some[0], area=area, from_on=date(2026, 1, 1), until_on=date(2026, 8, 1), authority="Calderbeck")
    LookedAfter.objects.create(child=some[0], area=area, from_on=date(2026, 9, 1), authority="Calderbeck")
    Custody.objects.create(child=some[1], area=area, from_on=date(2026, 10, 1), aware_on=date(2026, 10, 1), place="Invented House")
    for child, language in zip(some, ("Polish", "English", "", " ENG "), strict=True):
        Child.objects.filter(pk=child.pk).update(first_language=language)
    assert parts() == {"Looked after now": 1, "In youth accommodation": 1, "English as an additional language": 1, "In none of these": 2}
    assert "Looked after now" not in parts(at=date(2026, 8, 15))


def test_rates_have_their_own_base_in_each_group(some):
    in_group(some[0], "meals")
    in_group(some[1], "meals")
    LookedAfter.objects.create(child=some[0], area=making.area(), from_on=date(2026, 1, 1), authority="Calderbeck")
    found = {part.label: (part.numerator, part.denominator, part.value) for part in figure("LAC01", area=making.area().pk, at=ON, by="group").parts}
    assert found == {"Free school meals": (1, 2, 50.0), "Looked after now": (1, 1, 100.0), "In none of these": (0, 2, 0.0)}


def test_what_was_known_on_a_day_leaves_out_a_group_learnt_later(some):
    in_group(some[0], "meals", learnt=date(2026, 7, 1))
    assert [parts(at=date(2026, 6, 30), known=day).get("Free school meals", 0) for day in (date(2026, 6, 30), date(2026, 7, 1))] == [0, 1]


def test_what_was_struck_out_or_taken_back_counts_for_no_day(some):
    ola = making.somebody("team_manager")
    with clock.standing_on(ON):
        made = [in_group(child, group) for child, group in zip(some, ("adopted", "meals", "young_carer"), strict=False)]
        assert parts()["In none of these"] == 1
        actions.take_back_agreement(entry=made[0], how="spoken", by=ola, on=ON)
        actions.strike_group(entry=made[1], because="Another child was meant", by=ola, on=ON)
    assert parts(at=date(2026, 10, 31)) == {"Young carer": 1, "In none of these": 3}


# --- small numbers -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class One:
    """A child with a plan, by two breakdowns whose parts add up and the groups that they may be in."""

    need: str
    sex: str
    groups: frozenset[str]


CARED = "Looked after now"
IN = (CARED, "Adopted from care", "Young carer", "Free school meals")
NONE = "In none of these"
VALUES = {"need": ("ASD", "SEMH", "VI"), "sex": ("F", "M")}
KINDS = [One(need, sex, frozenset(each for each, yes in zip(IN, chosen, strict=True) if yes)) for need, sex, chosen in product(*VALUES.values(), product((False, True), repeat=len(IN)))]
HITS = {"EHC20": lambda one: True, "LAC01": lambda one: CARED in one.groups}
World = tuple[One, ...]


def drawn(seed: int, many: int) -> World:
    """An invented area with large and small groups that overlap."""
    dice = Random(seed)

    def one() -> One:
        groups = frozenset(each for each, share in zip(IN, (0.12, 0.05, 0.04, 0.4), strict=True) if dice.random() < share)
        return One(dice.choices(VALUES["need"], (12, 4, 1))[0], dice.choices(VALUES["sex"], (1, 3))[0], groups)

    return tuple(one() for _ in range(many))


def belongs(one: One, by: str, value: str) -> bool:
    """Whether a child counts in a row."""
    return (value in one.groups or (value == NONE and not one.groups)) if by == "group" else getattr(one, by) == value


def told(world: World) -> Iterator[Figure]:
    """Both figures of the world, whole and by each breakdown."""
    for code, hit in HITS.items():
        indicator, up = LIBRARY[code], sum(map(hit, world))
        under = len(world) if indicator.denominator else None
        whole = Figure(indicator, ON, None, up, under, value_of(indicator, up, under), Window(ON, ON))
        yield whole
        for by, values in {**VALUES, "group": (*IN, NONE)}.items():
            rows = []
            for value in values:
                over, base = (sum(1 for one in world if belongs(one, by, value) and counts(one)) for counts in (hit, lambda one: True))
                if base:
                    of = base if under is not None else None
                    rows.append(Part(value, over, of, value_of(indicator, over, of)))
            yield Figure(indicator, ON, None, up, under, whole.value, Window(ON, ON), by=by, parts=tuple(rows))


def mask(code: str | None, by: str = "", value: str = "") -> np.ndarray:
    return np.array([(code is None or HITS[code](one)) and (not by or belongs(one, by, value)) for one in KINDS], dtype=float)


def published(world: World, *, none_too: bool = False) -> list[tuple[np.ndarray, int, int]]:
    """What all tables say, to somebody who knows the true totals besides."""
    found = [(mask(None), len(world), len(world))]
    for each in told(world):
        code, seen = each.indicator.code, guarded(each, exact=False)
        if (each.numerator or 0) > SMALL:
            found.append((mask(code), each.numerator or 0, each.numerator or 0))
        rows = list(seen.parts)
        if none_too and each.by == "group" and code == "EHC20":
            rows.append(Part(NONE, 5 * round(sum(not one.groups for one in world) / 5), None, None))
        for part in rows:
            for up, number in ((True, part.numerator), (False, part.denominator)):
                if up or each.denominator is not None:
                    counts = mask(code if up else None, each.by or "", part.label)
                    # A number that is hidden for the sake of another may be a large one, and a base that is hidden hides what is in it.
                    low, high = (1, len(world)) if number is None else (number - 2 if number else 0, number + 2 if number else 0)
                    if number is None and each.by == "group":
                        high = SMALL
                    found.append((counts, max(low, 0), high))
    return found


def small(world: World) -> list[tuple[str, np.ndarray, int]]:
    """Every number from 1 to 7 that a table by group would have."""
    found = []
    for code, value in product(HITS, IN):
        true = sum(HITS[code](one) and value in one.groups for one in world)
        if 0 < true <= SMALL:
            found.append((f"{code} of {value}", mask(code, "group", value), true))
    return found


# Some dozens of linear programmes over 96 unknowns: half a second each.
@pytest.mark.parametrize(("seed", "many"), [(1, 60), (2, 99), (3, 150), (4, 99)])
def test_a_linear_programme_that_knows_the_totals_recovers_no_small_number_of_overlapping_groups(seed, many):
    world = drawn(seed, many)
    bounds, hidden = published(world), small(world)
    assert hidden
    for name, wanted, true in hidden:
        least, most = attack(bounds, wanted)
        assert least <= true <= most, name
        assert least < most, f"{name} is {true} for certain"


def test_whoever_is_in_no_group_is_not_shown_since_the_rest_would_follow_from_the_total():
    world = (*(One("ASD", "M", frozenset()) for _ in range(98)), One("ASD", "M", frozenset({"Adopted from care"})))
    wanted = mask("EHC20", "group", "Adopted from care")
    assert attack(published(world, none_too=True), wanted) == (1, 1)
    least, most = attack(published(world), wanted)
    assert least < most
    rows = next(guarded(each, exact=False).parts for each in told(world) if each.by == "group")
    assert NONE not in {part.label for part in rows}


def test_each_group_is_hidden_by_itself_and_a_hidden_base_hides_what_is_in_it():
    world = (*(One("ASD", "M", frozenset({CARED})) for _ in range(12)), *(One("ASD", "F", frozenset({"Young carer"})) for _ in range(5)), One("VI", "F", frozenset({CARED, "Young carer"})))
    whole, by_group = (guarded(each, exact=False) for each in told(world) if each.indicator.code == "LAC01" and each.by in (None, "group"))
    assert (whole.numerator, whole.denominator) == (15, 20)
    assert {part.label: (part.numerator, part.denominator) for part in by_group.parts} == {CARED: (15, 15), "Young carer": (None, None)}


def test_a_total_that_is_hidden_has_no_table_by_group():
    world = tuple(One("ASD", "M", frozenset({CARED})) for _ in range(5))
    assert all(not guarded(each, exact=False).parts for each in told(world))
    found = next(each for each in told(world) if each.by == "group")
    assert guarded(replace(found, warnings=(SEVERAL,)), exact=False).warnings == (TOO_FEW,), "of rows that are not there nothing is said"
