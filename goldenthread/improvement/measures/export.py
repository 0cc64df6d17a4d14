"""The measures of a plan as rows, for files: the same numbers as the pages show."""

from __future__ import annotations

from datetime import date

from goldenthread.improvement.models import ImprovementPlan

from .figures import values_of
from .goals import goal_of
from .listed import described
from .words import stands

#: The columns, with what each one holds: the dictionary of the public file as well.
DICTIONARY = {
    "reference": "The measure's reference in the plan, where it has one",
    "measure": "What is measured",
    "tells_of": "The part of the plan that it tells of",
    "kind": "What kind of measure it is",
    "level": "Whether it tells of what is put in, what is done, what comes of it, or how people find it",
    "value": "The value; empty where it is not known or too small to show",
    "unit": "What the value is given in",
    "value_until": "The last day that the value tells of, as YYYY-MM-DD",
    "counted": "How many were counted; empty where the value is not made of two numbers, or one is too small to show",
    "out_of": "Out of how many",
    "baseline": "The value at the start",
    "baseline_on": "The day of the value at the start",
    "comparator": "How the value is to lie to the target",
    "target": "The target; empty where none is set",
    "due_on": "The day by which the target is to be met",
    "standing": "How the value stands to the target",
    "source": "Where the value comes from",
    "why_no_value": "Why there is no value",
}
COLUMNS = list(DICTIONARY)


def lines_of(plan: ImprovementPlan, *, at: date, exact: bool) -> list[list[str]]:
    """A row for each measure as at a day, in the order of COLUMNS."""
    held = list(plan.measures.filter(dropped_on__isnull=True).select_related("plan", "group__section", "action__group__section"))
    values = values_of(held, at=at, exact=exact)
    rows = []
    for each in held:
        value, goal = values[each.pk], goal_of(each)
        met = goal.met_by(value.value) if goal and value.value is not None else None
        rows.append(
            [
                _safe(each.reference), _safe(each.words), _safe(described(each)), str(each.get_kind_display()), str(each.get_level_display()), _plain(value.value),
                str(each.get_unit_display()), _day(value.on), _plain(value.numerator), _plain(value.denominator), _plain(each.baseline), _day(each.baseline_on),
                str(each.get_comparator_display()), _plain(each.target), _day(each.due_on), stands(met, value.value, hidden=value.hidden).word,
                str(each.get_source_display()), value.reason,
            ]
        )  # fmt: skip
    return rows


def _plain(number) -> str:
    """A number without thousands, as programs read it."""
    return "" if number is None else f"{float(number):.10g}"


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _safe(words: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words
