"""The shape of the data in a plan bundle, and the check that a file keeps it. Small on purpose: no name is known beyond these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

FORMAT = "golden-thread-bundle/1"
MANIFEST, DATA, PLAN, ADVICE = "manifest.json", "data.json", "plan.json", "advice.json"

TEXT, DAY, YES_NO, NUMBER = "text", "day", "yes_no", "number"
#: Longest text of a field, and most rows of a list.
LONG, MANY = 20_000, 500


def _optional(kind: Any) -> tuple[Any, bool]:
    return (kind, False)


#: Each field with its kind; a tuple with False where it may be empty or missing.
CHILD = {
    "forename": TEXT, "surname": _optional(TEXT), "preferred_name": _optional(TEXT), "date_of_birth": DAY, "sex": _optional(TEXT),
    "upn": _optional(TEXT), "uln": _optional(TEXT), "nhs_number": _optional(TEXT), "ethnicity": _optional(TEXT), "first_language": _optional(TEXT),
    "interpreter": _optional(TEXT), "communication": _optional(TEXT),
}  # fmt: skip
ADULT = {
    "name": TEXT, "kind": TEXT, "email": _optional(TEXT), "phone": _optional(TEXT), "address": _optional(TEXT), "postcode": _optional(TEXT),
    "letter_format": _optional(TEXT), "tell_by": _optional(TEXT), "parental_responsibility": YES_NO, "lives_with": YES_NO,
}  # fmt: skip
SETTING = {"name": _optional(TEXT), "urn": _optional(NUMBER), "setting_type": _optional(TEXT), "rank": NUMBER}
REVIEW = {
    "met_on": _optional(DAY), "outcome": _optional(TEXT), "notified_on": _optional(DAY), "notice_sent_on": _optional(DAY),
    "amended_final_on": _optional(DAY), "no_amendment_on": _optional(DAY),
}  # fmt: skip
PLAN_FIELDS = {
    "made_on": DAY, "issued_on": _optional(DAY), "version_digest": _optional(TEXT), "residential": _optional(TEXT), "work_based": _optional(TEXT),
    "personal_budget": _optional(YES_NO), "organised_arrangements": _optional(YES_NO), "direct_payment": _optional(TEXT),
    "named": [SETTING],
}  # fmt: skip
SHAPE = {
    "format": TEXT, "made_on": DAY, "from": {"code": _optional(TEXT), "council": TEXT, "email": _optional(TEXT), "phone": _optional(TEXT)},
    "child": CHILD, "address": {"lines": _optional(TEXT), "postcode": _optional(TEXT)}, "family": [ADULT],
    "needs": [{"need": TEXT, "rank": NUMBER}], "attends": [SETTING], "plan": PLAN_FIELDS, "reviews": [REVIEW],
    "move": {"aware_on": _optional(DAY), "moving_on": _optional(DAY)},
}  # fmt: skip


def faults(said: Any, shape: Any = None, at: str = "") -> Iterator[str]:
    """Every way in which data does not keep the shape, in words: where, and what is expected there."""
    shape = SHAPE if shape is None else shape
    if isinstance(shape, Mapping):
        if not isinstance(said, dict):
            yield f"{at or 'the data'} must be a group of named values"
            return
        for name, kind in shape.items():
            needed = not isinstance(kind, tuple)
            value, where = said.get(name), f"{at}.{name}" if at else name
            if value is None or value == "":
                if needed:
                    yield f"{where} is missing"
                continue
            yield from faults(value, kind if needed else kind[0], where)
    elif isinstance(shape, list):
        if not isinstance(said, list):
            yield f"{at} must be a list"
        elif len(said) > MANY:
            yield f"{at} has more than {MANY} rows"
        else:
            for number, each in enumerate(said, 1):
                yield from faults(each, shape[0], f"{at} {number}")
    elif not _is(said, shape):
        yield f"{at} must be {_WORDS[shape]}"


_WORDS = {TEXT: f"text of at most {LONG:,} letters", DAY: "a date like 2026-11-23", YES_NO: "true or false", NUMBER: "a whole number"}


def _is(said: Any, kind: str) -> bool:
    match kind:
        case "text":
            return isinstance(said, str) and len(said) <= LONG and "\x00" not in said
        case "yes_no":
            return isinstance(said, bool)
        case "number":
            return isinstance(said, int) and not isinstance(said, bool) and 0 <= said < 2**31
        case _:
            try:
                return isinstance(said, str) and 1900 <= date.fromisoformat(said).year < 2100
            except ValueError:
                return False


def day(text: str | None) -> date | None:
    """A date of the data."""
    return date.fromisoformat(text) if text else None
