# ruff: noqa: D103  the name of a function is its rule, whose words are in annex_a_rules.csv
"""The checks of Annex A: each one row of data and one function, joined by its number without its list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..structure import rows as table
from .annex_a import Entry

SCHOOL_AGE = range(5, 17)


@dataclass(frozen=True, slots=True)
class Rule:
    """One check of one list: E must be put right, Q may be so."""

    number: str
    list: int
    severity: str
    sentence: str
    fails_when: str


@dataclass(frozen=True, slots=True)
class Found:
    """One person who fails one rule."""

    rule: Rule
    entry: Entry


@cache
def catalogue() -> dict[str, Rule]:
    """Every rule by its number."""
    return {row["rule"]: Rule(row["rule"], int(row["list"]), row["severity"], row["sentence"], row["fails_when"]) for row in table("annex_a_rules.csv")}


TESTS: dict[str, Callable[[Entry, date], bool]] = {}
#: Asked of the lists as a whole.
OF_ALL = "09"
#: No date of death is held of anybody with a plan: a plan ends when its child dies, and then leaves the list.
NEVER_HERE = "12"


def rule(number: str) -> Callable[[Callable[[Entry, date], bool]], Callable[[Entry, date], bool]]:
    """Register a function as the one place of a rule of both lists."""

    def register(test: Callable[[Entry, date], bool]) -> Callable[[Entry, date], bool]:
        TESTS[number] = test
        return test

    return register


def check(entries: Iterable[Entry], on: date) -> Iterator[Found]:
    """Every finding, person by person, those of two people with one UPN last."""
    of_list = {number: [(known, TESTS[known.number[1:]]) for known in catalogue().values() if known.list == number and known.number[1:] in TESTS] for number in (1, 2)}
    same: dict[tuple[int, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for known, test in of_list[entry.list]:
            if test(entry, on):
                yield Found(known, entry)
        if entry.upn:
            same[entry.list, entry.upn].append(entry)
    for (number, _), people in same.items():
        newest = max(people, key=lambda each: each.first_issued_on or date.min)
        yield from (Found(catalogue()[f"{number}{OF_ALL}"], each) for each in people if each is not newest)


@rule("01a")
def no_date_of_birth(entry: Entry, on: date) -> bool:
    return entry.born_on is None


@rule("01b")
def no_sex(entry: Entry, on: date) -> bool:
    return not entry.sex


@rule("01c")
def no_ethnicity(entry: Entry, on: date) -> bool:
    return not entry.ethnicity


@rule("01d")
def no_main_need(entry: Entry, on: date) -> bool:
    return not entry.need


@rule("02a")
def is_25(entry: Entry, on: date) -> bool:
    return entry.age(on) == 25


@rule("02b")
def is_26_or_more(entry: Entry, on: date) -> bool:
    return (entry.age(on) or 0) >= 26


@rule("03")
def no_word_of_a_disability(entry: Entry, on: date) -> bool:
    return not entry.disability


@rule("04")
def no_worker(entry: Entry, on: date) -> bool:
    return not entry.worker


@rule("05a")
def born_in_the_future(entry: Entry, on: date) -> bool:
    return entry.born_on is not None and entry.born_on > on


@rule("05b")
def first_issued_in_the_future(entry: Entry, on: date) -> bool:
    return entry.first_issued_on is not None and entry.first_issued_on > on


@rule("05c")
def last_issued_in_the_future(entry: Entry, on: date) -> bool:
    return entry.last_issued_on is not None and entry.last_issued_on > on


@rule("05d")
def reviewed_in_the_future(entry: Entry, on: date) -> bool:
    return entry.reviewed_on is not None and entry.reviewed_on > on


@rule("06a")
def first_issued_after_last(entry: Entry, on: date) -> bool:
    return bool(entry.first_issued_on and entry.last_issued_on and entry.first_issued_on > entry.last_issued_on)


@rule("06b")
def first_issued_after_review(entry: Entry, on: date) -> bool:
    return bool(entry.first_issued_on and entry.reviewed_on and entry.first_issued_on > entry.reviewed_on)


@rule("07")
def no_number_and_no_reason(entry: Entry, on: date) -> bool:
    return (entry.age(on) or 0) >= 6 and not (entry.upn or entry.uln or entry.no_upn_because)


@rule("08a")
def of_school_age_and_nowhere(entry: Entry, on: date) -> bool:
    return entry.age(on) in SCHOOL_AGE and not entry.main and not entry.has_second


@rule("08b")
def only_a_second_establishment(entry: Entry, on: date) -> bool:
    return entry.age(on) in SCHOOL_AGE and not entry.main and entry.has_second
