"""Who and where: names, postcodes, and the numbers that schools and the NHS give a child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .reading import parse_name, parse_nhs_number, parse_postcode, parse_uln, parse_upn, postcode_area
from .words import Typed


class NameField(Typed):
    """A part of a person's name, kept exactly as typed."""

    spellcheck = False

    def read(self, text: str) -> str:
        return parse_name(text, subject=self.subject)


class FullNameField(NameField):
    """A person's whole name in one box, in whatever order they write it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Full name", "autocomplete": "name", **kwargs})


class PostcodeField(Typed):
    """A UK postcode, kept in capitals with one space.

    ``area`` is the letters that postcodes of the local area start with; any other is asked about once.
    """

    spellcheck = False

    def __init__(self, *, area: tuple[str, ...] = (), **kwargs: Any) -> None:
        words = {"label": "Postcode", "missing": "Enter a postcode", "autocomplete": "postal-code", "width": 10}
        doubts = (*kwargs.pop("doubts", ()), *((outside(area),) if area else ()))
        super().__init__(**{**words, **kwargs, "doubts": doubts})

    def read(self, text: str) -> str:
        return parse_postcode(text)


def outside(area: tuple[str, ...]) -> Callable[[str], str | None]:
    """The question asked of a postcode that does not start like the area's own."""

    def doubt(postcode: str) -> str | None:
        if postcode_area(postcode) in area:
            return None
        return (
            "This postcode may be outside our area. The council where the child lives is responsible. Check it is right"
        )

    return doubt


class UpnField(Typed):
    """A unique pupil number, permanent or temporary."""

    spellcheck = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Unique pupil number (UPN)", "missing": "Enter a UPN", "width": 20, **kwargs})

    def read(self, text: str) -> str:
        return parse_upn(text)


class UlnField(Typed):
    """A unique learner number, given from the age of 14."""

    spellcheck, inputmode = False, "numeric"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "Unique learner number (ULN)", "missing": "Enter a ULN", "width": 20, **kwargs})

    def read(self, text: str) -> str:
        return parse_uln(text)


class NhsNumberField(Typed):
    """An NHS number. ``live`` refuses the numbers that are kept for tests."""

    spellcheck, inputmode = False, "numeric"

    def __init__(self, *, live: bool = False, **kwargs: Any) -> None:
        super().__init__(**{"label": "NHS number", "missing": "Enter an NHS number", "width": 20, **kwargs})
        self.live = live

    def read(self, text: str) -> str:
        return parse_nhs_number(text, live=self.live)
