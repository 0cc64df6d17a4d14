"""How long things took: from a request to its decision, its assessment and its plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from ..chance import near
from .shape import ASSESSMENT_OUTCOME, EXCEPTIONS, MONTHS, PLAN_ISSUED, REQUEST_OUTCOME, SHARES

SIX_WEEKS, SIXTEEN_WEEKS, TWENTY_WEEKS = 42, 112, 140
#: Days between deciding to issue a plan and sending the final one.
DRAFTING = (21, 75, 40)


@dataclass(slots=True)
class Timeline:
    """A request to its end, in days from the day it came: Y, N or W of both decisions, as the return codes them.

    `told` is when the decision whether to assess was told, `ended` the day of the final plan or of the last word.
    """

    request: str
    told: int
    assessment: str = ""
    drafting_from: int = 0
    ended: int = 0
    excepted: bool = False


def of_a_plan(dice: Random) -> Timeline:
    """A request that led to a plan."""
    how = PLAN_ISSUED.draw(dice)
    match how:
        case "within_20_weeks":
            ended = near(dice, 84, TWENTY_WEEKS, 139)
        case "within_a_year":
            ended = near(dice, TWENTY_WEEKS + 1, 364, 150)
        case _:
            ended = near(dice, 366, 600, 380)
    drafting = ended - min(near(dice, *DRAFTING), ended // 2)
    return Timeline("Y", min(told(dice), drafting - 14), "Y", drafting, ended, dice.random() < EXCEPTIONS[how])


def of_any(dice: Random) -> Timeline:
    """A request, whatever came of it."""
    outcome = REQUEST_OUTCOME.draw(dice)
    if outcome == "W":
        days = near(dice, 3, 60, 20)
        return Timeline("W", days, ended=days)
    if outcome == "N":
        days = told(dice)
        return Timeline("N", days, ended=days)
    after = ASSESSMENT_OUTCOME.draw(dice)
    if after == "Y":
        return of_a_plan(dice)
    days = told(dice)
    if after == "W":
        return Timeline("Y", days, "W", 0, days + near(dice, 10, 90, 30))
    in_time = dice.random() < SHARES["no_plan_in_time"]
    ended = near(dice, 70, SIXTEEN_WEEKS, 108) if in_time else near(dice, SIXTEEN_WEEKS + 1, 260, 130)
    return Timeline("Y", min(days, ended - 21), "N", 0, ended)


def told(dice: Random) -> int:
    """Days until the family was told whether there would be an assessment."""
    if dice.random() < SHARES["request_in_six_weeks"]:
        return near(dice, 10, SIX_WEEKS, 41)
    return near(dice, SIX_WEEKS + 1, 120, 48)


def a_day_of_asking(dice: Random, first: date, last: date) -> date:
    """A day on which a request comes: by how busy months are, and rarely at a weekend."""
    days = (last - first).days + 1
    while True:
        day = first + timedelta(days=int(dice.random() * days))
        if dice.random() * 1.25 < MONTHS[day.month] * (0.12 if day.weekday() > 4 else 1):
            return day
