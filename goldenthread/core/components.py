"""The parts of the design system, drawn from Python or from a page.

The macros come from govuk_frontend_jinja. They ask freely for parameters nobody gave, so they live in a forgiving
environment of their own, while our pages stay strict: a misspelt name in a page is an error.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup, escape

LIBRARY = "govuk_frontend_jinja"


@cache
def _library() -> Environment:
    return Environment(
        loader=PrefixLoader({LIBRARY: PackageLoader(LIBRARY)}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=ChainableUndefined,
        auto_reload=False,
    )


@cache
def _macro(name: str) -> Any:
    spoken = "govuk" + "".join(word.capitalize() for word in name.split("-"))
    template = _library().get_template(f"{LIBRARY}/components/{name}/macro.html")
    return getattr(template.module, spoken)


def component(name: str, params: dict[str, Any] | None = None, /, **more: Any) -> Markup:
    """Draw one part of the design system: ``component("button", text="Save")``.

    Parameters keep the names of the GOV.UK Frontend macros, given as one mapping or by keyword.
    """
    if name == "button" and params is None and "attributes" not in more:
        return _button(**more)
    given = {**(params or {}), **more}
    return _field(name, given) if name in FIELDS else plainly_drawn(name, given)


def plainly_drawn(name: str, params: dict[str, Any]) -> Markup:
    """A part as the library draws it, each time anew."""
    return Markup(str(_macro(name)(params)).strip())


@lru_cache(maxsize=256, typed=True)  # by type too: markup and the same words as text are drawn differently
def _button(**more: Any) -> Markup:
    """There are few buttons and every page has some."""
    return plainly_drawn("button", more)


# --- Fields are drawn once for all that is said of them but what was typed


#: Parts whose macros take most of a form's time, and write a `value` as it is and nowhere else.
FIELDS = frozenset({"input", "textarea", "select", "date-input"})
#: Drawn fields kept in a process, and the longest that is kept, in characters: some megabytes at most.
MOST_KEPT, LONGEST_KEPT = 512, 8_000
_HOLE = "\ue000{}\ue001"


class _Asked:
    """What a field is drawn from, without what was typed. Two are the same where they would be drawn the same."""

    __slots__ = ("key", "name", "params")

    def __init__(self, name: str, params: dict[str, Any]) -> None:
        self.name, self.params = name, params
        self.key = (name, _frozen(params))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.key == other.key


class _CannotKeep(TypeError):
    """A parameter that is not plain: such a field is drawn each time."""


def _field(name: str, params: dict[str, Any]) -> Markup:
    """The same as `plainly_drawn`. What was typed is put in afterwards, and so is a complaint about it, which may repeat it: nothing typed
    into a field is kept."""
    typed: list[str] = []
    try:
        asked = _Asked(name, _with_holes(name, _without_complaint(params, typed), typed))
    except _CannotKeep:
        return plainly_drawn(name, params)
    if any("\ue000" in each for each in typed):
        return plainly_drawn(name, params)
    try:
        drawn = _kept(asked)
    except _TooLong as long:
        drawn = str(long.drawn)
    for number, each in enumerate(typed):
        drawn = drawn.replace(_HOLE.format(number), escape(each))
    return Markup(drawn)


def _with_holes(name: str, params: dict[str, Any], typed: list[str]) -> dict[str, Any]:
    if name == "date-input":
        return {**params, "items": [_without_value(item, typed) for item in params.get("items") or ()]}
    return params if name == "select" else _without_value(params, typed)


def _without_complaint(params: dict[str, Any], typed: list[str]) -> dict[str, Any]:
    """A complaint is written once, as text of one line: lines after the first would be indented by the library."""
    complaint = params.get("errorMessage")
    if not complaint:
        return params
    said = complaint.get("text")
    if type(said) is not str or said.splitlines() != [said] or complaint.get("html"):
        raise _CannotKeep("errorMessage")
    typed.append(said)
    return {**params, "errorMessage": {**complaint, "text": _HOLE.format(len(typed) - 1)}}


def _without_value(params: dict[str, Any], typed: list[str]) -> dict[str, Any]:
    value = params.get("value")
    if type(value) is not str or not value:
        return params
    typed.append(value)
    return {**params, "value": _HOLE.format(len(typed) - 1)}


def _frozen(value: Any) -> Any:
    kind = type(value)
    if kind is dict:
        return tuple([(key, _frozen(each)) for key, each in value.items()])
    if kind is list or kind is tuple:
        return (kind, tuple([_frozen(each) for each in value]))
    if kind in _PLAIN:
        return (kind, value)
    raise _CannotKeep(kind.__name__)


_PLAIN = frozenset({str, Markup, int, bool, float, type(None)})


class _TooLong(Exception):  # noqa: N818 - drawn, and not kept
    def __init__(self, drawn: Markup) -> None:
        self.drawn = drawn


@lru_cache(maxsize=MOST_KEPT)
def _kept(asked: _Asked) -> str:
    drawn = plainly_drawn(asked.name, asked.params)
    if len(drawn) > LONGEST_KEPT:
        raise _TooLong(drawn)
    return str(drawn)


def without_nothing(params: dict[str, Any]) -> dict[str, Any]:
    """The same parameters without those that were not given."""
    return {key: value for key, value in params.items() if value is not None}
