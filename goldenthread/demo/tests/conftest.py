"""Calderbeck in small, made once for each file of tests and taken back at its end."""

from __future__ import annotations

from itertools import count
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction

from goldenthread.casework.letters import making
from goldenthread.core import clock, wall
from goldenthread.core.actors import command
from goldenthread.demo import loading, whole
from goldenthread.demo.area import CALDERBECK, CODE, NEIGHBOUR_CODE
from goldenthread.demo.setting_up import set_up
from goldenthread.demo.stories import Teller, tell_all

from . import TODAY


@pytest.fixture(scope="module")
def calderbeck(django_db_setup, django_db_blocker):
    """The areas with their staff, sixty plans and what belongs to them. Takes a second."""
    by = command("test")
    with django_db_blocker.unblock(), clock.standing_on(TODAY), transaction.atomic():
        areas = set_up(by=by, on=TODAY)
        filled = loading.fill(
            areas[CODE], seed="1 990", plans=60, postcodes=CALDERBECK.postcodes, neighbour=NEIGHBOUR_CODE, places=loading.places_of(CODE),
            today=TODAY, by=by, said=lambda words: None,
        )  # fmt: skip
        whole.say_whole(plans=60, seed="1", by=by, on=TODAY)
        yield SimpleNamespace(areas=areas, area=areas[CODE], neighbour=areas[NEIGHBOUR_CODE], filled=filled, by=by)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def told(calderbeck, tmp_path_factory):
    """What each story was about, by its name. Takes a second or two. Letters are kept but not drawn: casework's tests do."""
    drawn = count(1)
    with pytest.MonkeyPatch.context() as patch, wall.lifted(because="a test tells the stories"):
        patch.setattr(making, "draw", lambda letter: (f"PDF {next(drawn)}".encode(), f"Word {next(drawn)}".encode()))
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("files"))
        return tell_all(Teller(today=TODAY, areas=calderbeck.areas, seed="1"))


@pytest.fixture(autouse=True)
def the_day():
    """Today is the day on which the area was made."""
    with clock.standing_on(TODAY):
        yield


@pytest.fixture
def seen_whole():
    """The wall lifted, as for a command."""
    with wall.lifted(because="a test looks at everything"):
        yield
