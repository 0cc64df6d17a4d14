"""Numbers of invented people and places: right in form, and never anybody's.

Pupil numbers are of the pseudo authorities 001 to 005 and of establishments 9999 and 9998, which no school has; NHS
numbers of the test range 999; establishments are numbered far above any issued.
"""

from __future__ import annotations

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
FIRST_URN = 990_001
FIRST_UKPRN = 19_990_001
#: England-sized areas count their establishments from here.
FIRST_URN_OF_MANY = 600_001


def upn(number: int, year: int) -> str:
    """The `number`th pupil number given out in a year (0 to 9,999)."""
    body = f"{1 + number // 2000 % 5:03}{9999 - number // 1000 % 2}{year % 100:02}{number % 1000:03}"
    return LETTERS[sum(place * int(digit) for place, digit in enumerate(body, start=2)) % 23] + body


def uln(number: int) -> str:
    """A unique learner number; where the number has no check digit, the next free one far away."""
    body = f"{999_900_000 - number:09}"
    rest = sum((10 - place) * int(digit) for place, digit in enumerate(body)) % 11
    return uln(number + 1_000_000) if rest == 0 else f"{body}{10 - rest}"


def nhs_number(number: int) -> str:
    """A number of the range kept for tests; the next where this one has no check digit."""
    body = f"999{number:06}"
    check = 11 - sum((10 - place) * int(digit) for place, digit in enumerate(body)) % 11
    return nhs_number(number + 500_000) if check == 10 else f"{body}{0 if check == 11 else check}"
