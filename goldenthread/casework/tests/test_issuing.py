"""Two people issue a plan; the version is then closed for good, sealed, drawn, served and told of."""

from __future__ import annotations

import pytest

from goldenthread.casework.issuing import gate, holding

from . import issue_situations as now

pytestmark = pytest.mark.django_db


def test_nothing_stops_a_plan_that_is_ready():
    story = now.ready()
    assert [stop.sentence for stop in holding(gate(story.fresh(), now.TODAY))] == []


def test_issue():
    story = now.issued()
    print(story.version.digest)
