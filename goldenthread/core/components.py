"""The parts of the design system, drawn from Python or from a page.

The macros come from govuk_frontend_jinja. They ask freely for parameters nobody gave, so they live in a forgiving
environment of their own, while our pages stay strict: a misspelt name in a page is an error.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

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
    return _drawn(name, {**(params or {}), **more})


def _drawn(name: str, params: dict[str, Any]) -> Markup:
    return Markup(str(_macro(name)(params)).strip())


@lru_cache(maxsize=256, typed=True)  # by type too: markup and the same words as text are drawn differently
def _button(**more: Any) -> Markup:
    """There are few buttons and every page has some."""
    return _drawn("button", more)


def without_nothing(params: dict[str, Any]) -> dict[str, Any]:
    """The same parameters without those that were not given."""
    return {key: value for key, value in params.items() if value is not None}
