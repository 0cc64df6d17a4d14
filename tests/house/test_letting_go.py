"""What was made for one answer is gone with it, before anybody else's page is drawn."""

from __future__ import annotations

import gc
import weakref

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.template import engines
from django.test import RequestFactory

from goldenthread.config.handler import Handler


class Thing:
    """Something that a template is told."""


@pytest.fixture
def without_looking_for_circles():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_a_template_with_a_macro_of_its_own_keeps_nothing_that_it_was_told(without_looking_for_circles):
    template = engines["jinja2"].from_string("{% macro twice(thing) %}{{ thing.word }}{{ other.word }}{% endmacro %}{{ twice(other) }}")
    thing = Thing()
    thing.word = "so"
    seen = weakref.ref(thing)
    assert template.render({"other": thing}) == "soso"
    del thing
    assert seen() is None


def test_a_template_that_fails_says_where_and_still_lets_go(without_looking_for_circles):
    template = engines["jinja2"].from_string("{{ nobody_said_this }}")
    with pytest.raises(Exception, match="nobody_said_this"):
        template.render({})
    assert template.render({"nobody_said_this": "now"}) == "now"


@pytest.fixture
def in_one_transaction(db):
    """The connection is the test's, and stays open when an answer is closed."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_a_request_is_gone_when_its_answer_is_closed(in_one_transaction, without_looking_for_circles):
    environ = RequestFactory().get("/").environ
    seen = []

    class Noting(Handler):
        def get_response(self, request):
            seen.append(weakref.ref(request))
            return super().get_response(request)

    for _ in range(2):  # the first reads code and templates
        said = []
        answer = Noting()(dict(environ), lambda status, headers, said=said: said.append(status))
        text = b"".join(answer).decode()
        answer.close()
        assert said[0].startswith("200") and "Golden Thread" in text
        del answer
    assert seen[-1]() is None
