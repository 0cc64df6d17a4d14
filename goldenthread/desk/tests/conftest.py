import pytest
from django.template.backends.jinja2 import Template
from django.test.signals import template_rendered

from goldenthread.core import clock

from . import making


@pytest.fixture(autouse=True)
def the_day():
    """Today is 20 November 2026 in every story at the desk."""
    with clock.standing_on(making.ON):
        yield


@pytest.fixture
def area(db):
    return making.area()


@pytest.fixture
def ellis(area):
    return making.officer(area)


@pytest.fixture
def at_desk(client, ellis):
    making.sign_in(client, ellis)
    return client


@pytest.fixture(autouse=True)
def pages_show_what_they_were_given(monkeypatch):
    """Lets `response.context` work: Django's test client learns of contexts from its own template engine only."""
    render = Template.render

    def tell(self, context=None, request=None):
        template_rendered.send(sender=self, template=self, context=dict(context or {}))
        return render(self, context, request)

    monkeypatch.setattr(Template, "render", tell)
