"""A file chosen by a person. What is in it is checked where it is stored, by its content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from ..components import without_nothing
from .drawn import Drawn

MEGABYTE = 1024 * 1024


class FileField(Drawn):
    """A file to send. ``endings`` are the ends of names that are taken; ``most`` is the largest size in bytes."""

    macro = "file-upload"
    asks = "Select"
    widget = forms.FileInput

    def __init__(self, *, endings: Iterable[str] = (), most: int = 20 * MEGABYTE, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.endings = tuple(ending.lower() for ending in endings)
        self.most = most

    def clean(self, value: Any, initial: Any = None) -> Any:
        if not value:
            if self.required and not initial:
                raise self.say_missing()
            return initial
        name = (value.name or "").lower()
        if self.endings and not name.endswith(self.endings):
            raise ValidationError(f"The selected file must be a {self.spoken_endings()}", code="type")
        if value.size == 0:
            raise ValidationError("The selected file is empty", code="empty")
        if value.size > self.most:
            raise ValidationError(
                f"The selected file must be smaller than {self.most // MEGABYTE} MB", code="too_large"
            )
        self.run_validators(value)
        return value

    def spoken_endings(self) -> str:
        names = [ending.lstrip(".").upper() for ending in self.endings]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"

    def params(self, bound: BoundField) -> dict[str, Any]:
        params = super().params(bound)
        attributes = {"accept": ",".join(self.endings)} if self.endings else None
        return without_nothing({**params, "attributes": attributes})
