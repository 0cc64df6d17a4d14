"""A day that was moved to is that day at every hour of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.core import clock

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(real=st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(UTC)), day=DAYS)
def test_standing_on_a_day_is_that_day_at_every_real_hour(real, day):
    before, timezone.now = timezone.now, lambda: real
    try:
        with clock.standing_on(day):
            assert clock.today() == day
            assert clock.now().utcoffset() == timedelta(0)
    finally:
        timezone.now = before


def test_an_hour_before_midnight_in_winter_is_not_the_next_day_in_summer(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    with clock.moved(timedelta(days=215)):
        assert clock.now() == datetime(2027, 6, 25, 22, 30, tzinfo=UTC)
        assert clock.today() == date(2027, 6, 25)


@given(real=st.datetimes(datetime(2026, 10, 24, 22), datetime(2026, 10, 25, 4), timezones=st.just(UTC)))
def test_a_clock_that_was_not_moved_goes_on_through_the_night_on_which_clocks_go_back(real):
    before, timezone.now = timezone.now, lambda: real
    try:
        with clock.moved(timedelta(0)):
            assert clock.now() == real
    finally:
        timezone.now = before
