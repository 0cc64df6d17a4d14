"""Words: short text, long text, an email address, a telephone number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.boundfield import BoundField

from ..components import without_nothing
from ..languages import gettext, is_foreign, later
from .drawn import Drawn, refusal
from .reading import Unreadable, parse_phone, parse_text, tidy, whole_number


class Typed(Drawn):
    """Something typed into one box. The cleaned value is text, empty when nothing was typed.

    ``width`` is how many characters the box shows: 2, 3, 4, 5, 10, 20 or 30.
    """

    widget: type[forms.Widget] = forms.TextInput
    empty_value = ""
    inputmode: str | None = None
    input_type: str | None = None
    spellcheck: bool | None = None

    def __init__(self, *, width: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.width = width

    def read(self, text: str) -> str:
        """The value, or Unreadable. Each kind of field says how."""
        raise NotImplementedError

    def to_python(self, value: Any) -> str:
        return "" if value is None else str(value)

    def clean(self, value: Any) -> str:
        try:
            read = self.read(self.to_python(value))
        except Unreadable as unreadable:
            raise refusal(unreadable) from None
        if not read and self.required:
            raise self.say_missing()
        if read:
            self.run_validators(read)
        return read

    def params(self, bound: BoundField) -> dict[str, Any]:
        value = bound.value()
        classes = " ".join(filter(None, [self.classes, f"govuk-input--width-{self.width}" if self.width else ""]))
        return without_nothing(
            {
                **super().params(bound),
                "value": "" if value is None else str(value),
                "classes": classes or None,
                "inputmode": self.inputmode,
                "type": self.input_type,
                "spellcheck": self.spellcheck,
            }
        )


class TextField(Typed):
    """One line of text, up to ``max_length`` characters."""

    def __init__(self, *, max_length: int = 255, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = max_length

    def read(self, text: str) -> str:
        return parse_text(text, subject=self.subject, max_length=self.max_length)


class TextareaField(Typed):
    """Some lines of text, with a count of what is left when there is a limit."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int | None = 5000, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.max_length = max_length
        self.rows = rows

    @property
    def macro(self) -> str:  # type: ignore[override]
        return "character-count" if self.max_length else "textarea"

    def read(self, text: str) -> str:
        return parse_text(text, subject=self.subject, max_length=self.max_length, lines=True)

    def params(self, bound: BoundField) -> dict[str, Any]:
        params = super().params(bound)
        params.pop("type", None)
        limit: dict[str, Any] = {"maxlength": self.max_length} if self.max_length else {}
        if limit and is_foreign():
            limit |= _count_in_words()
        return {**params, "rows": str(self.rows), **limit}


def _count_in_words() -> dict[str, Any]:
    """What the count of characters says, for a language in which a number needs no form of its own."""
    under, over = gettext("Characters left: %{count}"), gettext("Characters too many: %{count}")
    forms_of_number = ("zero", "one", "two", "few", "many", "other")
    return {
        "textareaDescriptionText": gettext("At most %{count} characters"),
        "charactersUnderLimitText": dict.fromkeys(forms_of_number, under),
        "charactersAtLimitText": gettext("No characters left"),
        "charactersOverLimitText": dict.fromkeys(forms_of_number, over),
    }


class EmailField(Typed):
    """An email address."""

    input_type, spellcheck = "email", False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"autocomplete": "email", **kwargs})

    def read(self, text: str) -> str:
        address = tidy(text)
        if address:
            said = Unreadable("format", later("Enter an email address in the correct format, like name@example.com"))
            if not address.isprintable():
                raise said
            try:
                validate_email(address)
            except ValidationError:
                raise said from None
        return address


class PhoneField(Typed):
    """A telephone number, kept as people write it."""

    input_type, inputmode = "tel", None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"autocomplete": "tel", "width": 20, **kwargs})

    def read(self, text: str) -> str:
        return parse_phone(text)


class PasswordField(Typed):
    """A password: taken exactly as typed, never drawn back onto the page."""

    macro = "password-input"
    widget = forms.PasswordInput

    def __init__(self, *, new: bool = False, **kwargs: Any) -> None:
        super().__init__(**{"autocomplete": "new-password" if new else "current-password", **kwargs})

    def read(self, text: str) -> str:
        return text

    def params(self, bound: BoundField) -> dict[str, Any]:
        params = super().params(bound)
        params.pop("type", None)
        return {**params, "value": ""}


class CodeField(Typed):
    """A short code of figures, as an authenticator app shows: spaces are forgiven."""

    inputmode, spellcheck = "numeric", False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"autocomplete": "one-time-code", "width": 10, **kwargs})

    def read(self, text: str) -> str:
        return "".join(text.split())


class WholeNumberField(Typed):
    """A whole number in any script's digits. The cleaned value is an int, or None when optional and empty."""

    inputmode, spellcheck = "numeric", False
    empty_value = None  # type: ignore[assignment]

    def __init__(self, *, least: int = 0, most: int = 1_000_000, **kwargs: Any) -> None:
        super().__init__(**{"width": 5, **kwargs})
        self.least, self.most = least, most

    def clean(self, value: Any) -> int | None:  # type: ignore[override]
        text = tidy(self.to_python(value)).replace(",", "")
        if not text:
            if self.required:
                raise self.say_missing()
            return None
        number = whole_number(text)
        if number is None:
            raise ValidationError(f"{self.subject} must be a whole number, like {max(self.least, 15)}", code="number")
        if not self.least <= number <= self.most:
            raise ValidationError(f"{self.subject} must be between {self.least:,} and {self.most:,}", code="range")
        self.run_validators(number)
        return number
