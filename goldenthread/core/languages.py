"""The languages of pages. English stands in the code; every other language is a catalogue in `locale/`.

A page has a frame (header, navigation, footer) and a content. The frame is drawn in the reader's language on every page.
The content is too where the page says that it is translated (`@translated` on its view); elsewhere it stays English and
is marked as such, so that a screen reader reads it rightly. Nothing but a page is ever translated: letters, emails and
what is kept are written outside, or in `english()`.
"""

from __future__ import annotations

import gettext as catalogues
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.functional import lazy
from markupsafe import Markup

ENGLISH = "en-GB"
DOMAIN = "pages"
#: Languages that are written from right to left.
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ur"})
#: A date, one pattern a month, so that a language may inflect the month and order the parts as it does.
DATES: tuple[str, ...]

#: The language of the frame and of the content; empty is English.
_frame: ContextVar[str] = ContextVar("frame", default="")
_content: ContextVar[str] = ContextVar("content", default="")


class Tongue(NamedTuple):
    """What a page says of its languages: the frame's and the content's, each with its direction."""

    lang: str
    dir: str
    content_lang: str
    content_dir: str

    @property
    def mixed(self) -> bool:
        """Whether the content is in another language than its frame."""
        return self.lang != self.content_lang


def translated(view: Any) -> Any:
    """Mark a view whose page's content is in the catalogues."""
    view.translated = True
    return view


@cache
def others() -> dict[str, str]:
    """The languages beside English that this service speaks, by code, each by its own name."""
    return {code: name for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE}


def direction(language: str) -> str:
    """How a language is written: ltr or rtl."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def tongue() -> Tongue:
    """The languages of the page that is being drawn."""
    return _tongue(_frame.get(), _content.get())


@cache
def _tongue(frame: str, content: str) -> Tongue:
    return Tongue(frame or ENGLISH, direction(frame), content or ENGLISH, direction(content))


@contextmanager
def speaking(language: str, *, content: bool = True) -> Iterator[None]:
    """Inside, frames are in this language (empty is English), and contents too unless said otherwise."""
    was = _frame.set(language), _content.set(language if content else "")
    try:
        yield
    finally:
        _frame.reset(was[0])
        _content.reset(was[1])


def english() -> Any:
    """Inside, everything is in English whoever asks: for what leaves the page."""
    return speaking("")


def is_foreign() -> bool:
    """Whether the content of this page is in another language than English."""
    return bool(_content.get())


def set_frame(language: str) -> Any:
    """The language of this request's frame, from here on. Gives what `forget` puts back."""
    return _frame.set(language), _content.set("")


def set_content() -> None:
    """The content of this request's page is in the frame's language as well."""
    _content.set(_frame.get())


def forget(before: Any) -> None:
    """The request is over."""
    _frame.reset(before[0])
    _content.reset(before[1])


@cache
def catalogue(language: str) -> catalogues.NullTranslations:
    """A language's messages, as `scripts/languages.py` compiled them."""
    return catalogues.translation(DOMAIN, localedir=str(settings.LOCALE_PATHS[0]), languages=[language])


def gettext(message: str) -> str:
    """A sentence of the content."""
    language = _content.get()
    return catalogue(language).gettext(message) if language else message


def ngettext(one: str, many: str, number: int) -> str:
    """A sentence of the content that counts something."""
    language = _content.get()
    if language:
        return catalogue(language).ngettext(one, many, number)
    return one if number == 1 else many


def frame(message: str) -> str:
    """A sentence of the frame."""
    language = _frame.get()
    return catalogue(language).gettext(message) if language and message else message


def say(message: str, **named: Any) -> str:
    """A sentence of the content with its parts filled in: `say("%(subject)s must be a real date", subject=…)`."""
    return gettext(message) % named


def to_choose() -> Markup:
    """The buttons with which a reader chooses a language, in the frame's."""
    return _to_choose(_frame.get())


@cache
def _to_choose(chosen: str) -> Markup:
    one = Markup('<li><button class="gt-languages__one" type="submit" name="language" value="{}" lang="{}" dir="{}"{}>{}</button></li>')
    here = Markup(' aria-current="true"')
    buttons = [one.format("en-gb", ENGLISH, "ltr", "" if chosen else here, "English")]
    buttons += [one.format(code, code, direction(code), here if code == chosen else "", name) for code, name in others().items()]
    name = Markup('<span id="languages-name">{}</span>').format(frame("Language"))
    return name + Markup('<ul class="gt-languages__list" aria-labelledby="languages-name">{}</ul>').format(Markup("").join(buttons))


def later(message: str) -> str:
    """A message that is named here and translated when it is shown: for constants."""
    return message


gettext_lazy = lazy(gettext, str)
DATES = (
    later("%(day)s January %(year)s"), later("%(day)s February %(year)s"), later("%(day)s March %(year)s"), later("%(day)s April %(year)s"),
    later("%(day)s May %(year)s"), later("%(day)s June %(year)s"), later("%(day)s July %(year)s"), later("%(day)s August %(year)s"),
    later("%(day)s September %(year)s"), later("%(day)s October %(year)s"), later("%(day)s November %(year)s"), later("%(day)s December %(year)s"),
)  # fmt: skip
#: What pages show and others name: roles, places, what is wrong with a number.
NAMED_ELSEWHERE = (
    later("Parent or carer"), later("Young person"), later("Your family"),
    later("NHS number must be 10 numbers, like 999 000 0018"), later("NHS number is not right. Check each number"),
)  # fmt: skip


def ltr(text: Any) -> str:
    """A number, an address or a reference that reads from left to right wherever it stands: in a language of the other
    direction the groups of a telephone number would change places."""
    return f"\u2066{text}\u2069" if direction(_content.get()) == "rtl" else str(text)


def day(on: date | datetime | None) -> str:
    """A date in words, in the language of the content."""
    if on is None:
        return gettext("not known")
    return gettext(DATES[on.month - 1]) % {"day": on.day, "year": on.year}
