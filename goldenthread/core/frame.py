"""What stands around the content of every page: the header with its navigation, and the foot.

It is the same on every page for one person at one place, so it is drawn once for whatever it says and kept. It tells
nothing of any child. The token of its forms is another on every page, and is put in last.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import jinja2
from markupsafe import Markup

from . import languages

#: What each part is told: see layout.html.
TOLD = {
    "frame_top.html": ("area_name", "demo", "signed_in", "navigation"),
    "frame_foot.html": ("session", "help_href", "footer_links"),
}
#: Where the token comes. Nothing that is escaped can look like it.
_PLACE = Markup("<token>")


def frame_top(context: Any) -> Markup:
    """From the way past the navigation to the navigation."""
    return _part("frame_top.html", context)


def frame_foot(context: Any) -> Markup:
    """The foot."""
    return _part("frame_foot.html", context)


def _part(template: str, context: Any) -> Markup:
    token = context.get("csrf_input")
    told = tuple((name, _flat(context[name])) for name in TOLD[template] if name in context)
    drawn = _drawn(context.environment, template, languages.tongue(), token is not None, told)
    return drawn if token is None else Markup(str.replace(drawn, _PLACE, str(token)))  # noqa: S704 - a field of a form


def _flat(value: Any) -> Any:
    """The same as something that can be looked up by."""
    if isinstance(value, dict):
        return ("dict", *value.items())
    if isinstance(value, list | tuple):
        return ("list", *map(_flat, value))
    return value


def _full(value: Any) -> Any:
    if not isinstance(value, tuple):
        return value
    kind, *parts = value
    return dict(parts) if kind == "dict" else [_full(part) for part in parts]


@lru_cache(maxsize=512)
def _drawn(
    environment: jinja2.Environment, template: str, tongue: languages.Tongue, has_token: bool, told: tuple[tuple[str, Any], ...]
) -> Markup:
    token = _PLACE if has_token else ""
    drawn = environment.get_template(template).render({name: _full(value) for name, value in told}, token=token)
    return Markup(in_ascii(drawn) if tongue.lang == languages.ENGLISH else drawn)  # noqa: S704 - drawn by a template that escapes


def in_ascii(html: str) -> str:
    """The same HTML with every letter beyond ASCII as its number, for pages that are in English but for a few letters. One such letter
    makes Python keep the whole page that it stands on in twice to four times the memory, and write it out letter by letter: the names of
    languages in the foot did so to every page."""
    return html if html.isascii() else html.encode("ascii", "xmlcharrefreplace").decode("ascii")


GLOBALS = {"frame_top": jinja2.pass_context(frame_top), "frame_foot": jinja2.pass_context(frame_foot)}
