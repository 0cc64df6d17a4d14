"""Who somebody is: born, named, numbered and living somewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random

from goldenthread.law.school_year import school_year
from goldenthread.returns.records import Person, Request

from .. import names, numbers
from ..chance import day_between
from .shape import ETHNICITY, SEX

_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


class Someone:
    """Makes the people of one area, each with numbers of their own."""

    def __init__(self, dice: Random, postcodes: Sequence[str]) -> None:
        self.dice, self.postcodes = dice, postcodes
        self.count = 0
        self._given: Counter[int] = Counter()

    def born(self, age: int, on: date) -> date:
        """A birthday of somebody who was this age on the 31 August before `on`."""
        year = school_year(on) - age
        first, last = date(year - 1, 9, 1), date(year, 8, 31)
        if year % 4 == 0 and self.dice.random() < 0.006:  # more than their share, so that lists have some
            return date(year, 2, 29)
        return day_between(self.dice, first, last)

    def make(self, born_on: date, on: date, requests: tuple[Request, ...]) -> Person:
        """A person of whom these requests are told."""
        dice, sex = self.dice, SEX.draw(self.dice)
        self.count += 1
        age = school_year(on) - school_year(born_on) - 1
        upn, unknown = self._upn(born_on, age)
        return Person(
            number=self.count,
            surname=names.surname(dice),
            forename=names.forename(dice, sex),
            born_on=born_on,
            sex=sex,
            ethnicity=ETHNICITY.draw(dice),
            postcode=self._postcode() if dice.random() < 0.985 else None,
            upn=upn,
            uln=numbers.uln(self.count) if age >= 14 and upn and dice.random() < 0.8 else None,
            upn_unknown=unknown,
            requests=requests,
        )

    def _upn(self, born_on: date, age: int) -> tuple[str | None, str | None]:
        if age < 4 and self.dice.random() < 0.7:
            return None, "UN1"
        if self.dice.random() < 0.012:
            return None, "UN2"
        year = school_year(born_on) + 5
        number = self._given[year]
        if number >= 10_000:
            return None, "UN2"
        self._given[year] += 1
        return numbers.upn(number, year), None

    def _postcode(self) -> str:
        dice = self.dice
        pick = dice.random
        return (
            f"{self.postcodes[int(pick() ** 2 * len(self.postcodes))]} {1 + int(pick() * 9)}"
            f"{_LETTERS[int(pick() * 20)]}{_LETTERS[int(pick() * 20)]}"
        )
