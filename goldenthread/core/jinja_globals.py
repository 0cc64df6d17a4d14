"""What every page can call by name: ``field``, ``error_summary``, ``page_title``, ``hidden_fields``, ``component``."""

from __future__ import annotations

import datetime as dt

from django.forms.boundfield import BoundField
from markupsafe import Markup

from . import frame, languages
from .components import component
from .form_fields.drawn import draw
from .form_fields.forms import TITLE_OF_ERRORS, Form
from .form_fields.reading import long_date


def field(bound: BoundField, *, label: str | None = None, hint: str | None = None) -> Markup:
    """One field with its label, hint and error. ``label`` and ``hint`` change the words for this page only."""
    if label is not None:
        bound.label = label
    if hint is not None:
        bound.help_text = hint
    return draw(bound)


def fields(form: Form) -> Markup:
    """Every field of a form in order, with the hidden ones."""
    return hidden_fields(form) + Markup("\n").join(field(bound) for bound in form.shown())


def hidden_fields(form: Form) -> Markup:
    """The fields that a person does not see: the form's key, the version they looked at."""
    return Markup("\n").join(Markup(str(bound)) for bound in form.hidden_fields())


def error_summary(*forms: Form) -> Markup:
    """What is wrong on the page, each with a link to its field; nothing when all is well."""
    problems = [problem for form in forms if form.is_bound for problem in form.problems()]
    if not problems:
        return Markup()
    items = [{"text": text, "href": f"#{target}"} if target else {"text": text} for text, target in problems]
    return component("error-summary", titleText=languages.gettext(TITLE_OF_ERRORS), errorList=items)


def page_title(text: str, *forms: Form) -> str:
    """The page's title, starting "Error: " when there is one."""
    return languages.say("Error: %(title)s", title=text) if any(form.is_bound and form.errors for form in forms) else text


def day(date: dt.date | dt.datetime | None) -> str:
    """A date in words, or "not known", in the language of the page's content."""
    if languages.is_foreign():
        return languages.day(date)
    return long_date(date) if date else "not known"


GLOBALS = {
    **frame.GLOBALS,
    "component": component,
    "day": day,
    "error_summary": error_summary,
    "field": field,
    "fields": fields,
    "hidden_fields": hidden_fields,
    "page_title": page_title,
}
