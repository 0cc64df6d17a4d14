"""A choice of one or of several, drawn as radios, a list to pick from, or boxes to tick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from markupsafe import Markup

from .drawn import Drawn, draw

Choices = Iterable[tuple[Any, str]] | Callable[[], Iterable[tuple[Any, str]]]


class ChoiceField(Drawn):
    """One answer out of some. The cleaned value is the choice's value as text, empty when optional and not answered.

    ``draw_as`` is "radios" or "select". ``hints`` explains a choice under it; ``reveals`` names the fields of the same
    form that belong to a choice: they are shown under it, and read only when it is made. ``divider`` is a word such as
    "or" put before the last choice. ``say_nothing`` is the first line of a select.
    """

    asks = "Select"
    empty_value: Any = ""

    def __init__(
        self,
        *,
        choices: Choices,
        draw_as: str = "radios",
        hints: Mapping[Any, str] | None = None,
        reveals: Mapping[Any, list[str]] | None = None,
        inline: bool = False,
        small: bool = False,
        divider: str | None = None,
        say_nothing: str = "Choose one",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.given_choices = choices
        self.draw_as = draw_as
        self.hints = {str(key): words for key, words in (hints or {}).items()}
        self.reveals = {str(key): names for key, names in (reveals or {}).items()}
        self.inline, self.small, self.divider, self.say_nothing = inline, small, divider, say_nothing

    @property
    def macro(self) -> str:  # type: ignore[override]
        return self.draw_as

    @property
    def choices(self) -> list[tuple[str, str]]:
        given = self.given_choices() if callable(self.given_choices) else self.given_choices
        return [(str(value), str(words)) for value, words in given if str(value) != ""]

    def to_python(self, value: Any) -> Any:
        return "" if value is None else str(value)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value not in dict(self.choices):
            raise ValidationError(self.missing, code="choice")

    # --- drawing

    def params(self, bound: BoundField) -> dict[str, Any]:
        params = super().params(bound)
        if self.draw_as == "select":
            return {**params, "items": self.options(bound)}
        identity = params.pop("id")
        params.pop("label")
        params.pop("autocomplete", None)
        layout = [f"govuk-{self.macro}--inline"] if self.inline else []
        layout += [f"govuk-{self.macro}--small"] if self.small else []
        items = self.items(bound)
        if self.divider and len(items) > 1:
            items.insert(-1, {"divider": self.divider})
        return {
            **params,
            "idPrefix": identity,
            "fieldset": self.fieldset_params(bound),
            "items": items,
            "classes": " ".join([*filter(None, [self.classes]), *layout]),
        }

    def chosen(self, bound: BoundField) -> set[str]:
        value = bound.value()
        return set() if value is None else {str(value)}

    def options(self, bound: BoundField) -> list[dict[str, Any]]:
        chosen = self.chosen(bound)
        nothing = {"value": "", "text": self.say_nothing, "selected": not chosen - {""}}
        return [
            nothing,
            *({"value": value, "text": words, "selected": value in chosen} for value, words in self.choices),
        ]

    def items(self, bound: BoundField) -> list[dict[str, Any]]:
        chosen = self.chosen(bound)
        return [
            {
                "value": value,
                "text": words,
                "checked": value in chosen,
                **({"hint": {"text": self.hints[value]}} if value in self.hints else {}),
                **({"conditional": {"html": self.draw_revealed(bound, value)}} if value in self.reveals else {}),
            }
            for value, words in self.choices
        ]

    def draw_revealed(self, bound: BoundField, value: str) -> Markup:
        form = bound.form
        return Markup("\n").join(draw(form[name]) for name in self.reveals[value])


class ManyChoiceField(ChoiceField):
    """Any number of answers out of some, as boxes to tick. The cleaned value is a list of text."""

    widget = forms.SelectMultiple
    empty_value = None

    def __init__(self, *, choices: Choices, none: str | None = None, **kwargs: Any) -> None:
        super().__init__(choices=choices, draw_as="checkboxes", **kwargs)
        self.none = none

    def fieldset_params(self, bound: BoundField) -> dict[str, Any]:
        return super().fieldset_params(bound)

    def to_python(self, value: Any) -> list[str]:
        return [str(one) for one in value or []]

    def validate(self, value: list[str]) -> None:
        if self.required and not value:
            raise self.say_missing()
        known = dict(self.choices)
        if any(one not in known for one in value):
            raise ValidationError(self.missing, code="choice")
        if self.none and self.none in value and len(value) > 1:
            words = known[self.none]
            raise ValidationError(f"Select what applies, or select ‘{words}’", code="none_and_some")

    def chosen(self, bound: BoundField) -> set[str]:
        value = bound.value()
        return {str(one) for one in value} if isinstance(value, list | tuple | set) else set()

    def items(self, bound: BoundField) -> list[dict[str, Any]]:
        items = super().items(bound)
        for item in items:
            if self.none and item["value"] == self.none:
                item["behaviour"] = "exclusive"
        return items


class YesNoField(ChoiceField):
    """A question answered yes or no. The cleaned value is True, False, or None when optional and not answered."""

    asks = "Select"
    empty_value = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"choices": [("yes", "Yes"), ("no", "No")], "inline": not kwargs.get("reveals"), **kwargs})

    def clean(self, value: Any) -> bool | None:
        answer = super().clean(value)
        return {"yes": True, "no": False}.get(answer)

    def chosen(self, bound: BoundField) -> set[str]:
        value = bound.value()
        return {{True: "yes", False: "no"}.get(value, str(value))} if value is not None else set()


class ConfirmField(ManyChoiceField):
    """One box that must be ticked before going on. The cleaned value is True or False."""

    def __init__(self, *, label: str, statement: str | None = None, **kwargs: Any) -> None:
        super().__init__(label=label, choices=[("yes", statement or label)], **kwargs)

    def clean(self, value: Any) -> bool:
        return bool(super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial) != bool(data)
