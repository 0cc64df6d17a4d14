"""Where a measure is likely to be by a day, with a range, by a method that can be told in three sentences.

Take the values since the last shift, at most the latest twelve. Where they clearly rise or fall, go on along their
straight line; where they do not, expect their mean. The range is the one that four values in five would fall in, if
things go on as they were.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .xmr import process, since_last_shift

#: Values that are looked back at, and the fewest that a forecast is made from.
BACK = 12
LEAST = 6

#: Student's t: one-sided 0.90 (a range of four in five) and 0.95 (whether a slope is clear), by degrees of freedom from 1.
T90 = (3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372)
T95 = (6.314, 2.920, 2.353, 2.132, 2.015, 1.943, 1.895, 1.860, 1.833, 1.812)


@dataclass(frozen=True)
class Forecast:
    """The value expected on a day and the range of four in five. `slope` is the change a year, 0 where none is clear;
    `points` is how many values it rests on."""

    on: date
    expected: float
    low: float
    high: float
    slope: float
    points: int


def forecast(days: Sequence[date], values: Sequence[float], *, on: date, least: float | None = None, most: float | None = None) -> Forecast | None:
    """The forecast for a day after the last value; None of too few values, or of a day that is not later. `least` and `most`
    are the ends of what the measure can be, such as 0 and 100."""
    if len(values) != len(days):
        raise ValueError("Each value needs its day")
    first = max(since_last_shift(process(values)), len(values) - BACK)
    days, values = days[first:], [float(value) for value in values[first:]]
    if len(values) < LEAST or on <= days[-1]:
        return None
    years = [(day - days[0]).days / 365.25 for day in days]
    n, middle, mean = len(years), sum(years) / len(years), sum(values) / len(values)
    wide = sum((year - middle) ** 2 for year in years)
    if wide == 0:
        return None
    slope = sum((year - middle) * (value - mean) for year, value in zip(years, values, strict=True)) / wide
    rest = math.sqrt(sum((value - mean - slope * (year - middle)) ** 2 for year, value in zip(years, values, strict=True)) / (n - 2))
    ahead = (on - days[0]).days / 365.25
    clear = slope != 0 and abs(slope) > T95[n - 3] * rest / math.sqrt(wide)
    if clear:
        expected = mean + slope * (ahead - middle)
        margin = T90[n - 3] * rest * math.sqrt(1 + 1 / n + (ahead - middle) ** 2 / wide)
    else:
        slope, expected = 0.0, mean
        spread = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
        margin = T90[n - 3] * spread * math.sqrt(1 + 1 / n)
    low, expected, high = (_within(each, least, most) for each in (expected - margin, expected, expected + margin))
    return Forecast(on, expected, low, high, slope, n)


def _within(value: float, least: float | None, most: float | None) -> float:
    if least is not None:
        value = max(least, value)
    return value if most is None else min(most, value)
