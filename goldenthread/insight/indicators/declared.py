"""What an indicator is, and what a figure is: words and numbers, nothing that asks the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

#: A length of time to count over.
YEAR = "12 months"
#: Breakdowns by facts of the child, which every indicator that counts children or their matters has.
OF_CHILD = ("need", "age band", "phase", "setting type", "sex", "ethnicity", "group", "district", "team", "school", "year")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """The published figure of the same thing: the file, and its columns. Never mixed with ours, only laid beside it."""

    file: str
    numerator: str
    denominator: str


@dataclass(frozen=True, slots=True)
class Counting:
    """How an indicator is counted: SQL over one row for each thing of a base (`bases.py`) as it stood at `e.at`.

    `hit` says which rows are in the numerator, `of` which in the denominator (empty: it has none). `measure` is a whole
    number that is summed over the hits in place of counting them (days); `per` is how many of it one unit of the value
    holds (7 days a week). `distinct` counts each of these once, however many rows it has. `back` is how many years before the
    day it looks as well. `beside` are all the conditions that share out one base, this one's hit among them: other indicators,
    or a table, show the others, so that small numbers are hidden from all of them together. `many`: one child may have many of what
    is counted, so that numbers are hidden by how many children are behind them, here and in `beside`. `weight` is how many a row stands for, where it
    stands for many (a school's pupils): numerator and denominator are then sums of it.
    """

    base: str
    hit: str = "true"
    of: str = ""
    measure: str = ""
    per: int = 1
    distinct: str = ""
    back: int = 0
    beside: tuple[str, ...] = ()
    many: bool = False
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One number that is counted in one way everywhere.

    `period` is "as at" a day, or the time up to that day that is counted over. `good` says which way is better. `counting`
    is None for one that awaits facts that have no room here yet: then `awaits` says which, and it never has a number.
    `parts_of_whole` names a breakdown whose parts are shares of the whole (reasons, outcomes), not rates of their own.
    `exact_parts` says that only those with a right to the rows are shown breakdowns: another indicator shows what is left over.
    """

    code: str
    slug: str
    name: str
    definition: str
    numerator: str
    denominator: str = ""
    unit: str = "count"
    good: str = "none"
    period: str = "as at"
    breakdowns: tuple[str, ...] = OF_CHILD
    source: str = "The record itself"
    owner: str = "Head of SEND"
    counterpart: Counterpart | None = None
    caveat: str = ""
    domain: str = ""
    counting: Counting | None = None
    awaits: str = ""
    parts_of_whole: str = ""
    exact_parts: bool = False
    measures: tuple[str, ...] = ()
    guarded_always: bool = False

    @property
    def counted(self) -> bool:
        """Whether it has a number at all."""
        return self.counting is not None


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a figure counts over, both of them counted."""

    since: date
    until: date

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("A window ends after it begins.")


@dataclass(frozen=True, slots=True)
class Part:
    """One row of a breakdown. After `guarded`, a number that is hidden is None."""

    label: str
    numerator: int | None
    denominator: int | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of one area, counted as things stood at the end of a day.

    `known` is the day up to which what was recorded is counted; None counts all that is known now. `value` is None where
    there is nothing to divide by, and where `complete` is false: the record does not hold that time whole. `hidden` says
    that small numbers were hidden from whoever it is for (`guarded`). `beside` are the numbers that share out its base, for `guarded`, and
    `children` how many are behind the numerator, and behind the denominator where there is one, where a child may have many.
    """

    indicator: Indicator
    at: date
    known: date | None
    numerator: int | None
    denominator: int | None
    value: float | None
    window: Window
    by: str | None = None
    parts: tuple[Part, ...] = ()
    warnings: tuple[str, ...] = ()
    complete: bool = True
    hidden: bool = False
    beside: tuple[int, ...] = ()
    children: tuple[int, ...] = ()


def value_of(indicator: Indicator, numerator: int | None, denominator: int | None) -> float | None:
    """The value to one decimal, halves up; None where there is nothing to divide by."""
    if numerator is None:
        return None
    if indicator.unit == "count":
        return float(numerator)
    if not denominator:
        return None
    share = Decimal(numerator) / Decimal(denominator)
    share = share * 100 if indicator.unit == "%" else share / (indicator.counting.per if indicator.counting else 1)
    return float(share.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def window_of(indicator: Indicator, at: date) -> Window:
    """The time up to a day that an indicator counts over, unless somebody asks for another."""
    match indicator.period:
        case "as at":
            return Window(at, at)
        case "calendar year":
            return Window(date(at.year, 1, 1), at)
        case "month":
            return Window(at.replace(day=1), at)
        case "12 months":
            return year_to(at)
    raise ValueError(f"{indicator.code} is counted over a time that nobody knows: {indicator.period}")


def year_to(at: date) -> Window:
    """The twelve months that end with a day."""
    before = date(at.year - 1, 2, 28) if (at.month, at.day) == (2, 29) else at.replace(year=at.year - 1)
    return Window(date.fromordinal(before.toordinal() + 1), at)
