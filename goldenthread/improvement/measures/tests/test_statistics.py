"""What is usual, what is not, whether a target will be met, and where a measure is going."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.improvement.measures.statistics import Assurance, Signal, Variation, assured, forecast, process
from goldenthread.improvement.measures.statistics.xmr import LIMIT, since_last_shift

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine makes lists slowly
numbers = st.lists(st.integers(-10_000, 10_000).map(float), min_size=1, max_size=40)
#: Twenty values around 50 that show no signal.
STEADY = [50, 52, 49, 51, 48, 50, 53, 47, 51, 49, 50, 52, 48, 50, 51, 49, 52, 48, 51, 49]


def months(count: int) -> list[date]:
    return [date(2024 + (month // 12), month % 12 + 1, 1) for month in range(count)]


def test_limits_are_the_mean_and_266_average_moving_ranges():
    chart = process([10, 12, 10, 12, 10, 12, 10, 12])
    assert (chart.mean, chart.lower, chart.upper) == (11, pytest.approx(11 - LIMIT * 2), pytest.approx(11 + LIMIT * 2))
    assert chart.trial, "limits of fewer than thirteen values are on trial"


def test_a_jump_is_left_out_of_the_moving_ranges():
    assert process([*STEADY, 90]).upper < 60


def test_steady_values_show_nothing_unusual():
    chart = process(STEADY)
    assert not any(chart.signals)
    assert chart.variation("up") is Variation.USUAL
    assert not chart.trial


def test_a_value_outside_the_limits_is_unusual_for_better_or_for_worse():
    chart = process([*STEADY, 90])
    assert Signal.OUTSIDE in chart.signals[-1]
    assert [chart.variation(better) for better in ("up", "down", "neither")] == [Variation.IMPROVING, Variation.CONCERNING, Variation.HIGHER]


def test_seven_values_on_one_side_of_the_mean_are_a_shift_and_six_are_none():
    low, high = [40, 41, 39, 40, 41, 39, 40], [60, 61, 59, 60, 61, 59, 60]
    chart = process(low + high)
    assert all(Signal.SHIFT in each for each in chart.signals)
    assert since_last_shift(chart) == 7
    around = [50, 40, 60, 40, 60, 40, 60, 40, 60, 40]
    assert not any(Signal.SHIFT in each for each in process([*around, 55, 56, 55, 56, 55, 56]).signals)


def test_six_values_that_each_rise_are_a_trend_and_five_are_none():
    up = [45, 46, 47, 48, 49, 50]
    assert all(Signal.TREND in each for each in process([50, 52, 49, 51, *up]).signals[4:])
    assert not any(Signal.TREND in each for each in process([50, 52, 49, 53, 51, 52, 44, 45, 46, 47, 48]).signals)


def test_a_trend_below_the_mean_that_rises_is_told_by_its_way():
    chart = process([55, 40, 60, 42, 58, 55, 41, 60, 58, 45, 46, 47, 48, 49, 49.5])
    assert chart.signals[-1] == {Signal.TREND}
    assert chart.values[-1] < chart.mean
    assert [chart.variation(better) for better in ("up", "neither")] == [Variation.IMPROVING, Variation.HIGHER]


def test_two_of_three_near_a_limit_are_unusual():
    chart = process([50, 52, 48, 52, 48, 50, 52, 48, 50, 52, 48, 50, 58.5, 53, 58.5])
    near = [at for at, each in enumerate(chart.signals) if Signal.NEAR_LIMIT in each]
    assert near == [12, 14], chart


def test_of_few_values_nothing_is_said():
    chart = process([1, 2, 3])
    assert (chart.mean, chart.lower, chart.variation("up")) == (2, None, Variation.TOO_FEW)
    assert process([]).mean is None


@patient
@given(numbers)
def test_limits_lie_around_the_mean_and_each_value_has_its_signals(values):
    chart = process(values)
    assert len(chart.signals) == len(values)
    if chart.lower is not None:
        assert chart.lower <= chart.mean <= chart.upper


@patient
@given(numbers, st.integers(-1000, 1000), st.integers(1, 20))
def test_signals_do_not_depend_on_the_unit(values, moved, times):
    assert process([value * times + moved for value in values]).signals == process(values).signals


@patient
@given(numbers)
def test_what_improves_one_way_is_of_concern_the_other_way(values):
    other = {Variation.IMPROVING: Variation.CONCERNING, Variation.CONCERNING: Variation.IMPROVING}
    up, down = process(values).variation("up"), process(values).variation("down")
    assert down is other.get(up, up)


@patient
@given(st.floats(-1e6, 1e6), st.integers(8, 30))
def test_equal_values_are_never_unusual(value, count):
    assert not any(process([value] * count).signals)


@pytest.mark.parametrize(
    ("target", "comparator", "expected"),
    [(30, "gte", Assurance.MET), (50, "gte", Assurance.HIT_OR_MISS), (70, "gte", Assurance.MISSED), (70, "lte", Assurance.MET), (30, "lt", Assurance.MISSED),
     (50, "eq", Assurance.HIT_OR_MISS), (70, "eq", Assurance.MISSED), (None, "gte", Assurance.UNKNOWN), (50, "watch", Assurance.UNKNOWN)],
)  # fmt: skip
def test_a_target_is_reliably_met_only_where_all_that_is_usual_meets_it(target, comparator, expected):
    assert assured(process(STEADY), target, comparator) is expected


def test_a_clear_rise_goes_on_along_its_line():
    days = months(12)
    told = forecast(days, [10 + index for index in range(12)], on=date(2025, 12, 1))
    assert told.expected == pytest.approx(33, abs=0.5)
    assert told.low <= told.expected <= told.high
    assert told.slope == pytest.approx(12, abs=0.3)


def test_values_that_go_nowhere_are_expected_to_stay():
    told = forecast(months(20), STEADY, on=date(2027, 1, 1))
    assert (told.slope, told.points) == (0, 12)
    assert told.low < 50 < told.high


def test_no_share_is_forecast_above_a_hundred():
    told = forecast(months(12), [60 + 3 * index for index in range(12)], on=date(2027, 1, 1), least=0, most=100)
    assert told.expected == told.high == 100


@pytest.mark.parametrize("count", [0, 1, 5])
def test_of_few_values_no_forecast_is_made(count):
    assert forecast(months(count), [1.0] * count, on=date(2030, 1, 1)) is None


def test_a_day_that_has_passed_is_not_forecast():
    assert forecast(months(12), [1.0] * 12, on=date(2024, 1, 1)) is None


@patient
@given(st.lists(st.integers(0, 100).map(float), min_size=6, max_size=30), st.integers(1, 3000))
def test_a_forecast_lies_in_its_range_and_in_what_can_be(values, ahead):
    days = months(len(values))
    told = forecast(days, values, on=days[-1] + timedelta(days=ahead), least=0, most=100)
    assert 0 <= told.low <= told.expected <= told.high <= 100


@patient
@given(st.lists(st.integers(0, 100).map(float), min_size=6, max_size=12))
def test_the_range_never_narrows_the_further_away_the_day_is(values):
    days = months(len(values))
    near, far = (forecast(days, values, on=days[-1] + timedelta(days=ahead)) for ahead in (30, 700))
    assert far.high - far.low >= near.high - near.low - 1e-9


def test_limits_go_no_further_than_a_share_can():
    chart = process([0, 50, 100, 0, 100, 50, 0, 100], least=0, most=100)
    assert (chart.lower, chart.upper) == (0, 100)
    assert not any(chart.signals)
