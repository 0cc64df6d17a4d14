"""Parts of the design system, drawn from Python."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from goldenthread.core import components
from goldenthread.core.components import component, plainly_drawn

LABEL = {"text": "What is <hard>?"}
DAY = [{"name": "day", "id": "on-day", "value": "3", "classes": "govuk-input--width-2"}, {"name": "month", "id": "on-month", "value": "11"}]
FIELDS = [
    ("input", {"id": "a", "name": "a", "label": LABEL, "value": 'Amy "A" <b> & Ö'}),
    ("input", {"id": "a", "name": "a", "label": LABEL, "value": ""}),
    ("input", {"id": "a", "name": "a", "label": LABEL, "value": 12}),
    ("input", {"id": "a", "name": "a", "label": {"html": Markup("<b>Name</b>")}, "hint": {"text": "As on the letter"}, "value": "x", "prefix": {"text": "£"}}),
    ("input", {"id": "a", "name": "a", "label": {"html": "<b>Name</b>"}, "value": Markup("<i>")}),
    ("input", {"id": "a", "name": "a", "label": LABEL, "value": "wrong", "errorMessage": {"text": "Enter a name"}}),
    ("input", {"id": "a", "name": "a", "label": LABEL, "errorMessage": {"text": "<Amy> & ‘B’ is too short", "visuallyHiddenText": "Błąd"}}),
    ("input", {"id": "a", "name": "a", "label": LABEL, "value": "x", "errorMessage": {"text": "Enter a name\nor two", "classes": "c"}}),
    ("input", {"id": "a", "name": "a", "label": LABEL, "errorMessage": {"text": "", "html": "<b>Enter a name</b>"}}),
    ("input", {"id": "a", "name": "a", "label": LABEL, "errorMessage": {"text": Markup("<b>Enter a name</b>")}}),
    ("input", {"id": "a", "name": "a", "label": LABEL, "value": "\ue0001\ue001", "errorMessage": {"text": "Enter \ue0000\ue001"}}),
    ("textarea", {"id": "t", "name": "t", "label": LABEL, "value": "<one>\n two", "errorMessage": {"text": "<one> two"}}),
    ("textarea", {"id": "t", "name": "t", "label": LABEL, "rows": 4, "value": "One\n  two </textarea><script>"}),
    ("textarea", {"id": "t", "name": "t", "label": LABEL, "value": "\ue0000\ue001"}),
    ("select", {"id": "s", "name": "s", "label": LABEL, "items": [{"value": "", "text": "Not said"}, {"value": "1", "text": "One", "selected": True}]}),
    ("select", {"id": "s", "name": "s", "label": LABEL, "items": [{"value": n, "text": f"Number {n}" * 9} for n in range(200)]}),
    ("date-input", {"id": "on", "fieldset": {"legend": LABEL}, "items": DAY}),
    ("date-input", {"id": "on", "fieldset": {"legend": LABEL}, "items": DAY, "hint": {"text": "3 11"}, "errorMessage": {"text": "3 <11>"}}),
    ("date-input", {"id": "on", "fieldset": {"legend": LABEL}, "items": [{**DAY[0], "value": "'"}, {**DAY[1], "value": None}]}),
]


@pytest.mark.parametrize(("name", "params"), FIELDS)
def test_a_field_drawn_again_is_as_the_library_draws_it(name, params):
    drawn = plainly_drawn(name, params)
    assert component(name, params) == drawn
    assert component(name, params) == drawn
    assert isinstance(component(name, params), Markup)


def test_what_is_typed_into_one_field_is_never_seen_in_the_next():
    first = component("input", {"id": "n", "name": "n", "label": LABEL, "value": "Amina"})
    second = component("input", {"id": "n", "name": "n", "label": LABEL, "value": "Brook"})
    assert "Amina" in first
    assert "Brook" in second
    assert "Amina" not in second


def test_markup_and_the_same_words_as_text_are_two_things():
    drawn = [component("input", {"id": "n", "name": "n", "label": {"text": words}}) for words in ("<b>", Markup("<b>"), "<b>")]
    assert drawn[0] == drawn[2] != drawn[1]
    ticked = [component("input", {"id": "n", "name": "n", "label": LABEL, "attributes": {"data-a": one}}) for one in (1, "1", True)]
    assert ticked[2] != ticked[0]


def test_nothing_that_was_typed_is_kept(monkeypatch):
    asked = []
    monkeypatch.setattr(components, "_kept", lambda each: asked.append(each) or "")
    component("textarea", {"id": "t", "name": "t", "label": LABEL, "value": "Amina cannot read"})
    component("input", {"id": "n", "name": "n", "label": LABEL, "value": "Amina", "errorMessage": {"text": "Amina is too short"}})
    assert len(asked) == 2
    assert "Amina" not in repr([(each.key, each.params) for each in asked])


def test_no_more_than_some_fields_are_kept():
    for number in range(components.MOST_KEPT + 5):
        component("input", {"id": str(number), "name": "n", "label": LABEL})
    assert components._kept.cache_info().currsize == components.MOST_KEPT
