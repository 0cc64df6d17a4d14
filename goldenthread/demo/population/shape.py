"""The published shares, ready to draw from. What no release tells is assumed here, and said to be."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from ..chance import Lot

SHARES: dict[str, Any] = json.loads((Path(__file__).parent.parent / "shares.json").read_text(encoding="utf-8"))
A_YEAR = SHARES["a_year_for_each_plan"]

AGE = Lot({int(age): share for age, share in SHARES["age"].items()})
AGE_ASKED = Lot({int(age): share for age, share in SHARES["age_asked"].items()})
SEX = Lot(SHARES["sex"])
ETHNICITY = Lot(SHARES["ethnicity"])
REQUEST_OUTCOME = Lot(SHARES["request_outcome"])
ASSESSMENT_OUTCOME = Lot(SHARES["assessment_outcome"])
PLAN_ISSUED = Lot(SHARES["plan_issued"])
EXCEPTIONS: dict[str, float] = SHARES["exceptions"]
REVIEWS: dict[str, Any] = SHARES["reviews"]
REVIEW_OUTCOME = Lot(REVIEWS["outcome"])
CEASE_REASON = Lot(SHARES["cease_reason"])
DIRECT_PAYMENT = Lot(SHARES["direct_payment"])

_NEED = {int(age): Lot(shares) for age, shares in SHARES["need_by_age"].items()}
_PLACEMENT = {int(age): Lot(shares) for age, shares in SHARES["placement_by_age"].items()}

# Assumed: the first release with the source of requests comes later, and no release counts by month.
SOURCE = Lot({"1": 0.36, "2": 0.575, "3": 0.02, "4": 0.01, "5": 0.035})
CHANNEL = Lot({"online": 0.55, "email": 0.34, "post": 0.05, "telephone": 0.03, "in_person": 0.03})
#: How busy each month is for requests: schools ask before holidays and hardly in August.
MONTHS = {1: 1.05, 2: 0.95, 3: 1.2, 4: 0.85, 5: 1.0, 6: 1.15, 7: 1.25, 8: 0.45, 9: 0.75, 10: 1.05, 11: 1.25, 12: 0.9}
SECOND_NEED = 0.44
FINAL_AFTER_NOTICE_IN_TIME = 0.62
MOVED_IN = 0.02
MOVED_OUT = 0.012
NO_WORKER = 0.04


def need(age: int) -> Lot[str]:
    """Types of need at an age."""
    return _NEED[min(max(age, 2), 25)]


def placement(age: int) -> Lot[str]:
    """Kinds of placement at an age."""
    return _PLACEMENT[min(max(age, 2), 25)]


@cache
def years_in_place(most: int) -> Lot[int]:
    """How many whole years a plan has been in place, `most` at most. The release counts the current year apart."""
    shares = {int(band): share for band, share in SHARES["years_in_place"].items()}
    bands = {max(band - 1, 0): 0.0 for band in shares}
    for band, share in shares.items():
        bands[max(band - 1, 0)] += share
    return Lot({band: share for band, share in bands.items() if band <= max(most, 0)})
