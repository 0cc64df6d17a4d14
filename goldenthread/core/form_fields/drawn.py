"""What every field shares: its words, its errors, and drawing itself from the design system."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from markupsafe import Markup

from .. import languages
from ..components import component, without_nothing
from .reading import Unreadable


def refusal(unreadable: Unreadable) -> ValidationError:
    """The form's error for something that could not be read. It remembers which part of the field was wrong."""
    error = ValidationError(languages.gettext(unreadable.sentence), code=unreadable.code)
    error.part = unreadable.part  # type: ignore[attr-defined]
    return error


class Drawn(forms.Field):
    """A form field that draws itself.

    ``missing`` is the sentence shown when nothing was entered. ``subject`` starts the other sentences about the field
    ("Date of birth must be…") and is the label unless given. ``page_heading`` makes the label the page's h1.
    ``doubts`` are questions asked of a good value: a sentence given back is shown once for the person to confirm.
    """

    asks = "Enter"  # the verb of the sentence for a missing answer
    macro = "input"

    def __init__(
        self,
        *,
        missing: str | None = None,
        subject: str | None = None,
        page_heading: bool = False,
        classes: str = "",
        autocomplete: str | None = None,
        doubts: tuple[Callable[[Any], str | None], ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.given_missing = missing
        self.given_subject = subject
        self.page_heading = page_heading
        self.classes = classes
        self.autocomplete = autocomplete
        self.doubts = doubts

    def __deepcopy__(self, memo: dict[int, Any]) -> Drawn:
        """A form's own copy of the field, as Django makes it, in a third of the time: every form copies all of its fields."""
        made = object.__new__(type(self))
        memo[id(self)] = made
        widget = self.widget
        own = _copied(widget) if type(widget).__deepcopy__ is forms.Widget.__deepcopy__ else deepcopy(widget, memo)
        made.__dict__.update(
            self.__dict__, widget=own, error_messages=self.error_messages.copy(), validators=self.validators[:]
        )
        return made

    # --- words

    @property
    def subject(self) -> str:
        label = str(self.label or "")
        return self.given_subject or ("Your answer" if label.endswith("?") else label)

    @property
    def missing(self) -> str:
        if self.given_missing:
            return self.given_missing
        if not self.given_subject and str(self.label or "").endswith("?"):
            return f"Answer ‘{self.label}’"
        words = self.subject
        keep_capital = words[1:2].isupper() or not words  # UPN, NHS number
        return f"{self.asks} {words if keep_capital else words[0].lower() + words[1:]}"

    def say_missing(self) -> ValidationError:
        return ValidationError(self.missing, code="missing")

    def validate(self, value: Any) -> None:
        if self.required and value in self.empty_values:
            raise self.say_missing()

    # --- drawing

    def draw(self, bound: BoundField) -> Markup:
        """The field with its label, hint and error."""
        return component(self.macro, self.params(bound)) + self.draw_doubt(bound)

    def params(self, bound: BoundField) -> dict[str, Any]:
        """What the design system's macro is given. Kinds of field add to it."""
        return without_nothing(
            {
                "id": bound.auto_id or bound.html_name,
                "name": bound.html_name,
                "label": self.label_params(bound),
                "hint": {"text": str(bound.help_text)} if bound.help_text else None,
                "errorMessage": error_params(bound),
                "classes": self.classes or None,
                "autocomplete": self.autocomplete,
            }
        )

    def label_params(self, bound: BoundField) -> dict[str, Any]:
        label: dict[str, Any] = {"text": self.spoken_label(bound)}
        if self.page_heading:
            return {**label, "isPageHeading": True, "classes": "govuk-label--l"}
        return label

    def fieldset_params(self, bound: BoundField) -> dict[str, Any]:
        size = "l" if self.page_heading else "s"
        legend = {"text": self.spoken_label(bound), "classes": f"govuk-fieldset__legend--{size}"}
        return {"legend": {**legend, "isPageHeading": True} if self.page_heading else legend}

    def spoken_label(self, bound: BoundField) -> str:
        label = str(bound.label)
        plain = (
            self.required
            or self.page_heading
            or "(optional)" in label
            or languages.gettext("(optional)") in label
            or not getattr(bound.form, "marks_optional", True)
        )
        return label if plain else languages.say("%(label)s (optional)", label=label)

    def first_id(self, bound: BoundField) -> str:
        """The id that the error summary's link goes to."""
        return bound.auto_id or bound.html_name

    def draw_doubt(self, bound: BoundField) -> Markup:
        error = first_error(bound)
        if error is None or error.code != "doubt":
            return Markup()
        name = confirm_name(bound.html_name)
        box = {"value": str(bound.value()), "text": languages.say("Yes, %(value)s is right", value=bound.value())}
        return component("checkboxes", idPrefix=name, name=name, classes="govuk-checkboxes--small", items=[box])


def _copied(widget: forms.Widget) -> forms.Widget:
    made = object.__new__(type(widget))
    made.__dict__.update(widget.__dict__, attrs=widget.attrs.copy())
    return made


TYPED = {"text", "email", "tel", "url", "search", "number"}


def draw(bound: BoundField) -> Markup:
    """A field with its label, hint and error. A plain field of Django's, from a library's form, is drawn in the same look."""
    if isinstance(bound.field, Drawn):
        return bound.field.draw(bound)
    widget = bound.field.widget
    kinds = {forms.Textarea: "textarea", forms.PasswordInput: "password-input"}
    macro = next((macro for kind, macro in kinds.items() if isinstance(widget, kind)), "input")
    if macro == "input" and getattr(widget, "input_type", "") not in TYPED:
        return Markup(str(bound))
    params = without_nothing(
        {
            "id": bound.id_for_label or bound.html_name,
            "name": bound.html_name,
            "label": {"text": str(bound.label)},
            "hint": {"text": str(bound.help_text)} if bound.help_text else None,
            "errorMessage": error_params(bound),
            "value": None if macro == "password-input" or bound.value() is None else str(bound.value()),
            "type": getattr(widget, "input_type", None) if macro == "input" else None,
            "autocomplete": widget.attrs.get("autocomplete"),
        }
    )
    return component(macro, params)


def link_of(bound: BoundField) -> str:
    """The id that the error summary's link goes to."""
    return bound.field.first_id(bound) if isinstance(bound.field, Drawn) else bound.id_for_label or bound.html_name


def confirm_name(html_name: str) -> str:
    return f"{html_name}-confirmed"


def first_error(bound: BoundField) -> ValidationError | None:
    """The first thing wrong with a field, with its code."""
    errors = bound.form.errors.as_data().get(bound.name) if bound.form.is_bound else None
    return errors[0] if errors else None


def sentence(error: ValidationError) -> str:
    return str(next(iter(error)))


def error_params(bound: BoundField) -> dict[str, str] | None:
    error = first_error(bound)
    if error is None:
        return None
    return {"text": sentence(error), "visuallyHiddenText": languages.gettext("Error")} if languages.is_foreign() else {"text": sentence(error)}
