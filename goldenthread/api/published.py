"""An area's published figures: the ends of whole months, small numbers hidden, the same for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.insight.indicators import LIBRARY, Figure, Indicator, guarded, month_ends
from goldenthread.insight.indicators.declared import YEAR
from goldenthread.insight.indicators.kept import holding
from goldenthread.insight.indicators.snapshots import of_months
from goldenthread.people.models import Area

from .models import PublishedFigure

MONTHS = 13
AS_AT = "as at"
_TEXT, _SOME = {"type": "string"}, {"type": ["integer", "null"]}
INDICATOR: dict[str, Any] = {
    "type": "object",
    "description": "One number that is counted in one way everywhere.",
    "properties": dict.fromkeys(("code", "name", "definition", "numerator", "denominator", "unit", "period", "good", "source"), _TEXT),
    "required": ["code", "name", "definition", "numerator", "denominator", "unit", "period", "good", "source"],
    "additionalProperties": False,
}
PART: dict[str, Any] = {
    "type": "object",
    "properties": {"label": _TEXT, "numerator": _SOME, "denominator": _SOME, "value": {"type": ["number", "null"]}},
    "required": ["label", "numerator", "denominator", "value"],
    "additionalProperties": False,
}
FIGURE: dict[str, Any] = {
    "type": "object",
    "description": "As things stood at the end of a month. A number from 1 to 7 is hidden and null; others are to the nearest 5.",
    "properties": {"at": {"type": "string", "format": "date"}, "numerator": _SOME, "denominator": _SOME, "value": {"type": ["number", "null"]}, "complete": {"type": "boolean"}},
    "required": ["at", "numerator", "denominator", "value", "complete"],
    "additionalProperties": False,
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of the table of published figures, as the data dictionary says it."""

    name: str
    kind: str
    words: str


COLUMNS = (
    Column("area", "text", "The authority’s three-digit DfE number."),
    Column("code", "text", "The indicator’s code."),
    Column("indicator", "text", "Its name."),
    Column("at", "date", "The end of the month that the figure speaks of."),
    Column("unit", "text", "What the value is in."),
    Column("over", "text", "What the figure counts over: “as at” the day, or the 12 months that end with it."),
    Column("numerator", "whole", "What is counted. Empty where it is from 1 to 7, or would tell such a number; otherwise to the nearest 5."),
    Column("denominator", "whole", "Out of what. Empty as above, and where there is nothing to divide by."),
    Column("value", "number", "The value, worked out from the numbers shown. Empty where one of them is."),
)


def codes(area: Area) -> list[str]:
    """What the area publishes now, in the library's order."""
    now = set(PublishedFigure.objects.filter(area=area, until_on=None).values_list("code", flat=True))
    return [code for code in LIBRARY if code in now]


def figures(area: Area, code: str, today: date) -> list[Figure]:
    """One indicator at the ends of the last thirteen whole months."""
    return _months(area, [code], today).get(code, [])


def rows(area: Area, today: date) -> Iterable[tuple[Any, ...]]:
    """The whole table, in the order of `COLUMNS`."""
    made = _months(area, codes(area), today)
    for code in made:
        one = LIBRARY[code]
        for each in made[code]:
            yield (area.code, code, one.name, each.at, one.unit, over(one), each.numerator, each.denominator, each.value)


def over(one: Indicator) -> str:
    """What each figure counts over: its day, or the twelve months that end with it."""
    return one.period if one.period == AS_AT else YEAR


def _months(area: Area, asked: list[str], today: date) -> dict[str, list[Figure]]:
    """Guarded, and the same as pages say at this moment. Anybody may ask, and nobody shall make the whole record be counted by
    asking: what was counted today is given as it was, and what was not, in the first minutes of a day or while the jobs stand
    still, is counted of these indicators alone."""
    with holding():
        found = of_months(asked, area=area.pk, ends=month_ends(today, months=MONTHS))
    return {code: [guarded(each, exact=False) for each in found[code]] for code in asked if code in found}


def said(one: Indicator) -> dict[str, str]:
    """An indicator in words."""
    return {name: str(getattr(one, name)) for name in INDICATOR["required"]} | {"period": over(one)}


def figure_said(one: Figure) -> dict[str, Any]:
    """A figure as data."""
    return {"at": one.at.isoformat(), "numerator": one.numerator, "denominator": one.denominator, "value": one.value, "complete": one.complete}
