"""The forecast of what will be late: worked by hand, and true to its own past."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goldenthread.insight.dashboards.forecast import Past, Ran, expected


def test_of_twenty_that_took_thirty_days_and_twenty_that_took_fifty_half_pass_a_limit_of_forty():
    past = Past([Ran(30, True, 20), Ran(50, True, 20)])
    assert past.chance_late(run=0, allowed=40) == 0.5


def test_one_that_has_already_run_past_the_quick_ones_is_sure_to_be_late():
    past = Past([Ran(30, True, 20), Ran(50, True, 20)])
    assert past.chance_late(run=31, allowed=40) == 1.0


def test_a_clock_that_ends_on_its_last_day_is_in_time():
    past = Past([Ran(40, True, 40)])
    assert past.chance_late(run=10, allowed=40) == 0.0


def test_those_that_run_still_count_for_the_days_they_have_run():
    """Twenty ended after 10 days, twenty have run 20 days and go on: at day 30 nobody knows more than that half ran on."""
    past = Past([Ran(10, True, 20), Ran(20, False, 20), Ran(40, True, 1)])
    assert past.chance_late(run=0, allowed=15) == 1 - 20 / 41


def test_of_too_few_nothing_is_said():
    assert Past([Ran(30, True, 19)]).chance_late(run=0, allowed=40) is None
    assert Past([Ran(30, True, 40), Ran(90, True, 5)]).chance_late(run=60, allowed=80) is None
    assert Past([]).chance_late(run=0, allowed=40) is None


@settings(suppress_health_check=[HealthCheck.too_slow])  # a busy machine makes lists slowly
@given(
    st.lists(st.tuples(st.integers(0, 200), st.booleans(), st.integers(1, 60)), max_size=12),
    st.integers(0, 220),
    st.integers(0, 220),
    st.integers(0, 50),
)
def test_a_chance_lies_between_nought_and_one_and_never_grows_with_more_time(ran, run, allowed, more):
    past = Past([Ran(*each) for each in ran])
    sooner, later = past.chance_late(run=run, allowed=max(run, allowed)), past.chance_late(run=run, allowed=max(run, allowed) + more)
    assert (sooner is None) == (later is None)
    if sooner is not None and later is not None:
        assert 0 <= later <= sooner <= 1


def test_the_expected_number_has_a_range_that_cannot_pass_the_whole():
    told = expected([(0.5, 100), (1.0, 10)])
    assert (told.of, told.number) == (110, 60.0)
    assert told.low == 50
    assert told.high == 70
    assert expected([(1.0, 7)]).high == 7
    assert expected([]).of == 0
