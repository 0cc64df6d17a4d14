"""A return in which every row is wrong makes no page that grows with it."""

from __future__ import annotations

import pytest
from django.test import Client

from goldenthread.core import clock
from goldenthread.core.actions import action, record
from goldenthread.core.actors import command
from goldenthread.insight.services.models import ServiceReturn
from tests import making

from . import made

pytestmark = pytest.mark.django_db


@action
def _wrong(*, of, by, on):
    ServiceReturn.objects.filter(pk=of.pk).update(refused=[{"line": number, "column": "Number", "sentence": "Enter the number."} for number in range(2, 503)])
    record("tests.wrong", subject=of)


def test_the_first_of_the_rows_that_were_not_taken_are_shown_and_how_many_there_are():
    with clock.standing_on(made.ON):
        one = made.service()
        sent = made.send(one, made.row())
        _wrong(of=sent, by=command("tests"), on=made.ON)
        client = Client()
        client.force_login(making.somebody("commissioner"))
        shown = client.get(f"/services/{one.pk}/returns/{sent.pk}").content.decode()
    assert shown.count("Enter the number.") == 500 and "These are the first 500 of 501" in shown
