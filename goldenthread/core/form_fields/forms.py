"""The form that every page's form is made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from .. import kept
from ..languages import later
from .drawn import Drawn, confirm_name, first_error, link_of, sentence

TITLE_OF_ERRORS = later("There is a problem")


class _Copied(dict[str, forms.Field]):
    """The fields of a class of forms. Each form copies them, which takes less time where nobody asks how each is copied."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {name: field.__deepcopy__(memo) for name, field in self.items()}


class Form(forms.Form):
    """A form whose fields draw themselves, with an error summary.

    ``one_time = True`` adds a hidden ``form_key``: the action that is called with it can see that the same form was sent
    twice. ``version=`` adds a hidden ``version``: the action can see that somebody changed the record meanwhile.
    """

    use_required_attribute = False
    one_time = False
    marks_optional = True  # a filter says no: all of its fields are

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "%s")
        kwargs.setdefault("label_suffix", ":")  # Django would look its own up, and no field of ours shows it
        if type(self.base_fields) is dict:
            type(self).base_fields = _Copied(self.base_fields)
        super().__init__(*args, **kwargs)
        if self.one_time:
            self.fields["form_key"] = HiddenKey()
            self.initial.setdefault("form_key", uuid4())
        if version is not None:
            self.fields["version"] = HiddenVersion()
            self.initial["version"] = version

    def is_valid(self) -> bool:
        """Whether it may be acted on; never while what was typed is only shown again (`core.kept`)."""
        return super().is_valid() and not kept.is_shown_again(self.data)

    def look_again(self) -> None:
        """The page is shown again beside the record as it is now, so sending it once more is meant for that."""
        if "version" in self.fields and self.is_bound:
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # what was sent is a QueryDict, or a dict in a test
            data[self.add_prefix("version")] = str(self.initial["version"])
            self.data = data

    # --- which answers were asked for

    def put_away(self) -> set[str]:
        """The names of fields under a choice that was not made: they are not read."""
        names: set[str] = set()
        for name, field in self.fields.items():
            reveals: dict[str, list[str]] = getattr(field, "reveals", {})
            if not reveals:
                continue
            value = self[name].value()
            chosen = {str(one) for one in value} if isinstance(value, list | tuple | set) else {str(value)}
            for choice, revealed in reveals.items():
                if str(choice) not in chosen:
                    names |= set(revealed)
        return names

    def _clean_fields(self) -> None:
        put_away = self.put_away()
        every = self.fields
        self.fields = {name: field for name, field in every.items() if name not in put_away}
        try:
            super()._clean_fields()  # type: ignore[misc]
            self._ask_about_doubts()
        finally:
            self.fields = every
        for name in put_away:
            self.cleaned_data[name] = getattr(every[name], "empty_value", None)

    def _ask_about_doubts(self) -> None:
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not isinstance(field, Drawn) or not field.doubts or value in field.empty_values:
                continue
            confirmed = self.data.get(confirm_name(self.add_prefix(name)))
            for doubt in field.doubts:
                said = doubt(value)
                if said and confirmed not in (str(value), str(self[name].value())):
                    self.add_error(name, ValidationError(said, code="doubt"))

    # --- what went wrong

    def problems(self) -> Iterator[tuple[str, str | None]]:
        """Each problem as its sentence and the id its link goes to, in the order of the page."""
        for error in self.errors.as_data().get("__all__", []):
            yield sentence(error), None
        for bound in self:
            wrong = first_error(bound)
            if wrong is not None:
                yield sentence(wrong), None if bound.is_hidden else link_of(bound)

    def revealed(self) -> set[str]:
        """The names of fields that another field draws inside itself."""
        found: set[str] = set()
        for field in self.fields.values():
            for names in getattr(field, "reveals", {}).values():
                found |= set(names)
        return found

    def shown(self) -> list[BoundField]:
        """The fields to draw, in order, leaving out hidden ones and those that another field reveals."""
        revealed = self.revealed()
        return [bound for bound in self if not bound.is_hidden and bound.name not in revealed]


class HiddenKey(forms.UUIDField):
    """A random key that one filled-in form carries, so that sending it twice does the thing once. Cleaned to a UUID."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(error_messages={"required": OUT_OF_DATE, "invalid": OUT_OF_DATE})

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A page shown again for want of a key carries a new one."""
        try:
            return UUID(str(data))
        except ValueError:
            return initial


class HiddenVersion(forms.IntegerField):
    """The version of the record that the person was looking at."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        words = dict.fromkeys(("required", "invalid", "min_value", "max_value"), OUT_OF_DATE)
        super().__init__(min_value=0, max_value=2**31 - 1, error_messages=words)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A page shown again for want of a version carries the present one."""
        return data if str(data or "").isdecimal() else initial


OUT_OF_DATE = "This page was out of date. Check your answers and send them again"
