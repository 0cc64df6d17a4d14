"""Whether a figure has been checked, as its page, the list of indicators, dashboards, papers and the scorecard say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from goldenthread.core.form_fields.reading import long_date
from goldenthread.people.models import Area

from ..indicators import Figure
from ..indicators.declared import window_of
from .actions import as_counted, newest_checks
from .models import FigureCheck

NOBODY = "Nobody has checked it yet."


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said beside a figure. `stands`: it was checked as it is shown."""

    words: str
    stands: bool = False


def mark_of(found: Figure, checks: Iterable[FigureCheck]) -> Mark:
    """The mark of a figure over its own time, as its reader sees it. `checks` of its indicator, the newest day first."""
    of_day = next((each for each in checks if each.at == found.at), None)
    if of_day is None:
        newest = next(iter(checks), None)
        return Mark(NOBODY if newest is None else f"Nobody has checked it as at this day. {_newest(newest)}")
    counted = of_day.shown if found.hidden else [of_day.numerator, of_day.denominator, of_day.value]
    if of_day.changed_on or as_counted(found) != counted:
        return Mark(f"It has changed since {of_day.checked_by.name} checked it on {long_date(of_day.checked_on)}, so somebody must check it again.")
    return Mark(f"Checked by {of_day.checked_by.name} on {long_date(of_day.checked_on)}.", stands=True)


def _newest(one: FigureCheck) -> str:
    if one.changed_on:
        return f"The one as at {long_date(one.at)} was checked, and has changed since."
    return f"The one as at {long_date(one.at)} was checked by {one.checked_by.name}."


def checks_of(area: Area, code: str) -> list[FigureCheck]:
    """The newest check of each day of one figure. One question."""
    return list(newest_checks(area).filter(code=code).select_related("checked_by")[:24])


def marks_of(area: int, found: Iterable[Figure]) -> dict[str, Mark]:
    """The marks of many figures as at one day, by code. One question. None where nobody checked the figure as at that day, or where
    what is shown counts over another time than its own."""
    own = {each.indicator.code: each for each in found if each.window == window_of(each.indicator, each.at)}
    if not own:
        return {}
    rows = FigureCheck.objects.filter(area=area, code__in=list(own), at__in={each.at for each in own.values()})
    checks: dict[str, list[FigureCheck]] = {}
    for each in rows.order_by("code", "-at", "-pk").distinct("code", "at").select_related("checked_by"):
        checks.setdefault(each.code, []).append(each)
    return {code: mark_of(own[code], of_code) for code, of_code in checks.items() if any(each.at == own[code].at for each in of_code)}
