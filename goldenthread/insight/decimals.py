"""A box for a number with a decimal or two, such as 62.5."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core.form_fields.words import Typed


class NumberField(Typed):
    """A number as people write it, with a comma for thousands or a % behind it. The cleaned value is a Decimal, or None when empty."""

    inputmode, spellcheck = "decimal", False
    empty_value = None  # type: ignore[assignment]

    def __init__(self, *, least: int = 0, most: int = 1_000_000, decimals: int = 1, **kwargs: Any) -> None:
        super().__init__(**{"width": 5, **kwargs})
        self.least, self.most, self.decimals = Decimal(least), Decimal(most), decimals

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = self.to_python(value).strip().replace(",", "").removesuffix("%").strip()
        if not text:
            if self.required:
                raise self.say_missing()
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or not text.isascii() or "e" in text.lower():
            raise ValidationError(f"{self.subject} must be a number, like 62.5", code="number")
        if not self.least <= number <= self.most:
            raise ValidationError(f"{self.subject} must be between {self.least:,} and {self.most:,}", code="range")
        if number != round(number, self.decimals):
            many = "one decimal" if self.decimals == 1 else f"{self.decimals} decimals"
            raise ValidationError(f"{self.subject} must have at most {many}, like 62.5", code="decimals")
        return round(number, self.decimals)
