"""A date in three boxes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from .. import clock, languages
from ..languages import later
from .drawn import Drawn, first_error, refusal
from .reading import Unreadable, parse_date_parts

PARTS = ("day", "month", "year")
LABELS = (later("Day"), later("Month"), later("Year"))
Bound = dt.date | Callable[[dt.date], dt.date] | None


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day some years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


class ThreeBoxes(forms.Widget):
    """Reads and keeps what was typed in the boxes for day, month and year."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {part: data.get(f"{name}-{part}") or "" for part in PARTS}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in PARTS)


#: No day that matters to anybody lies so many years ahead. Beyond the year 9999 no day can be worked out from it.
FARTHEST = 100


class DateField(Drawn):
    """A date asked for as a day, a month and a year. The cleaned value is a date, or None when optional and empty.

    ``past`` allows today and earlier, ``future`` only later than today. ``earliest`` and ``latest`` are included in
    what is allowed; each is a date or a function of today. ``after`` excludes the day it gives.
    """

    widget = ThreeBoxes
    macro = "date-input"
    asks = "Enter"

    def __init__(
        self,
        *,
        past: bool = False,
        future: bool = False,
        earliest: Bound = None,
        latest: Bound = None,
        after: Bound = None,
        birth: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.past, self.future = past, future
        self.earliest, self.latest, self.after = earliest, latest, after
        self.birth = birth

    def clean(self, value: Any) -> dt.date | None:
        try:
            date = self.read(value)
        except Unreadable as unreadable:
            raise refusal(unreadable) from None
        if date is None:
            if self.required:
                raise self.say_missing()
            return None
        self.check_bounds(date)
        self.run_validators(date)
        return date

    def read(self, value: Any) -> dt.date | None:
        if value is None or isinstance(value, dt.date):
            return value
        return parse_date_parts(*(value[part] for part in PARTS), subject=self.subject)

    def check_bounds(self, date: dt.date) -> None:
        today = clock.today()
        if self.past and date > today:
            raise ValidationError(languages.say("%(subject)s must be today or in the past", subject=self.subject), code="future")
        if self.future and date <= today:
            raise ValidationError(languages.say("%(subject)s must be in the future", subject=self.subject), code="past")
        after, earliest, latest = (_on(bound, today) for bound in (self.after, self.earliest, self.latest))
        farthest = dt.date(today.year + FARTHEST, 12, 31)
        latest = min(latest, farthest) if latest else farthest
        if after and date <= after:
            raise ValidationError(languages.say("%(subject)s must be after %(date)s", subject=self.subject, date=languages.day(after)), code="too_early")
        if earliest and date < earliest:
            raise ValidationError(languages.say("%(subject)s must be %(date)s or later", subject=self.subject, date=languages.day(earliest)), code="too_early")
        if latest and date > latest:
            raise ValidationError(languages.say("%(subject)s must be %(date)s or earlier", subject=self.subject, date=languages.day(latest)), code="too_late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.read(initial) != self.read(data)
        except Unreadable:
            return True

    # --- drawing

    def params(self, bound: BoundField) -> dict[str, Any]:
        typed = bound.value()
        if isinstance(typed, dt.date):
            typed = {"day": typed.day, "month": typed.month, "year": typed.year}
        wrong = self.wrong_part(bound)
        error_class = " govuk-input--error" if first_error(bound) else ""
        items = [
            {
                "id": f"{self.base_id(bound)}-{part}",
                "name": f"{bound.html_name}-{part}",
                "label": languages.gettext(part.capitalize()),
                "value": str(typed[part]) if typed else "",
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
                + (error_class if wrong in ("", part) else ""),
                "inputmode": "text" if part == "month" else "numeric",
                "autocomplete": f"bday-{part}" if self.birth else None,
            }
            for part in PARTS
        ]
        params = super().params(bound)
        del params["label"]
        params.pop("autocomplete", None)
        return {**params, "fieldset": self.fieldset_params(bound), "items": items}

    def base_id(self, bound: BoundField) -> str:
        return bound.auto_id or bound.html_name

    def wrong_part(self, bound: BoundField) -> str:
        return getattr(first_error(bound), "part", "")

    def first_id(self, bound: BoundField) -> str:
        return f"{self.base_id(bound)}-{self.wrong_part(bound) or 'day'}"


def _on(bound: Bound, today: dt.date) -> dt.date | None:
    return bound(today) if callable(bound) else bound


def date_of_birth(**kwargs: Any) -> DateField:
    """A child's or young person's date of birth: not in the future, and under 26 today."""
    words = {"label": "Date of birth", "help_text": "For example, 27 3 2015", "missing": "Enter a date of birth"}
    return DateField(past=True, after=lambda today: years_before(today, 26), **{**words, **kwargs})
