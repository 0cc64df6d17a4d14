"""What a template writes out is escaped as `markupsafe` escapes it, whatever it is."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from jinja2 import pass_context, pass_environment
from markupsafe import Markup, escape

ENVIRONMENT = engines["jinja2"].env


class Word(str):
    """A kind of text of its own."""


class Drawn:
    """Something that draws itself."""

    def __repr__(self) -> str:
        return "what draws itself"

    def __html__(self) -> str:
        return "<b>&amp;</b>"


VALUES = [
    "", "O'Neil & <b>\"Sons\"</b>", Word("<i>"), Markup("<b>kept</b>"), mark_safe("<b>kept</b>"), Drawn(), 7, 7.5, Decimal("0.10"), None, True,
    UUID(int=7), ["<"], {"<": ">"}, gettext_lazy("Yes & no"),
]  # fmt: skip


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_written_as_it_would_be_escaped(value):
    assert ENVIRONMENT.from_string("{{ value }}").render(value=value) == str(escape(value))
    assert ENVIRONMENT.from_string("{% set kept %}{{ value }}{% endset %}{{ kept }}").render(value=value) == str(escape(value))
    assert ENVIRONMENT.from_string("{% macro one() %}{{ value }}{% endmacro %}{{ one() ~ '&' }}").render(value=value) == f"{escape(value)}&amp;"


def test_what_was_never_given_stops_a_page():
    with pytest.raises(Exception, match="undefined"):
        ENVIRONMENT.from_string("{{ nothing }}").render()


def test_a_part_that_does_not_escape_is_left_as_it_is():
    assert ENVIRONMENT.from_string("{% autoescape false %}{{ value }}{% endautoescape %}{{ value }}").render(value="<") == "<&lt;"


def test_what_a_template_calls_is_called_with_what_it_asks_for():
    @pass_context
    def told(context, word):
        return f"{context['name']} {word}"

    class Kept:
        @pass_environment
        def __call__(self, environment):
            return environment is ENVIRONMENT

    given = {"plain": lambda word, *, loud=False: word.upper() if loud else word, "told": told, "kept": Kept(), "name": "Kai"}
    page = "{% for one in (1,) %}{{ plain('a', loud=true) }} {{ plain('b') }} {{ told('c') }} {{ kept() }} {{ [2, 1]|sort }}{% endfor %}"
    assert ENVIRONMENT.from_string(page).render(**given) == "A b Kai c True [1, 2]"


def test_a_call_with_what_a_function_does_not_take_stops_a_page():
    with pytest.raises(TypeError, match="argument"):
        ENVIRONMENT.from_string("{{ plain(1, 2) }}").render(plain=lambda: 0)
