"""A file chosen by a person. What is in it is checked where it is stored, by its content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from ..components import without_nothing
from ..languages import gettext, is_foreign, say
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
            raise ValidationError(say("The selected file must be one of these: %(kinds)s", kinds=self.spoken_endings()) if is_foreign() else f"The selected file must be a {self.spoken_endings()}", code="type")
        if value.size == 0:
            raise ValidationError(gettext("The selected file is empty"), code="empty")
        if value.size > self.most:
            raise ValidationError(
                say("The selected file must be smaller than %(number)s MB", number=self.most // MEGABYTE), code="too_large"
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
