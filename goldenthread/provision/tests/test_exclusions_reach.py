"""How far a school sees the register once a child has left it, gives but a line, or is only asked; and what an officer without the case is told."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import load_workbook

from goldenthread.access import session
from goldenthread.people.models import Involvement
from goldenthread.provision.exclusions import reach
from goldenthread.provision.exclusions.workbook import workbook
from goldenthread.provision.models import Exclusion
from tests import making

from .losing_school import ON, _on_the_day_of_the_tests, at, put, story
from .test_pages import as_, words

__all__ = ["_on_the_day_of_the_tests", "story"]


def took(who, settings):
    """A signed-in client that was fresh just now."""
    settings.DEMO = True
    client = as_(who)
    held = client.session
    held[session.HOW] = "persona"
    held.save()
    return client


def left(story):
    Involvement.objects.filter(child=story.child, role="setting").update(until_on=ON + timedelta(days=20))


def test_a_school_that_a_child_left_reads_on_for_a_while_and_takes_nothing_away(story, settings):
    put(story)
    left(story)
    assert "Kai Alder" in words(as_(story.senco).get("/exclusions"))
    assert as_(story.senco).get(at(story)).status_code == 200
    client = took(story.senco, settings)
    assert "The list is empty" in words(client.get("/exclusions/file"))
    assert client.post("/exclusions/file", {"reason": "To look at it"})["Content-Type"].startswith("text/html")


def test_a_school_that_a_child_left_is_not_offered_the_child_to_enter_one_for(story):
    left(story)
    assert "Nobody of that name" in words(as_(story.senco).get("/exclusions/find?q=kai"))


@pytest.mark.parametrize("role", ["deliverer", "consulted", "adviser"])
def test_a_school_that_only_gives_a_line_or_is_asked_lists_nobody(story, settings, role):
    put(story)
    Involvement.objects.filter(child=story.child, role="setting").update(role=role)
    assert as_(story.senco).get(at(story)).status_code in (403, 404)
    assert "Kai" not in words(as_(story.senco).get("/exclusions"))
    assert "The list is empty" in words(took(story.senco, settings).get("/exclusions/file"))
    assert "Nobody of that name" in words(as_(story.senco).get("/exclusions/find?q=kai"))


def test_an_officer_without_the_case_is_not_told_of_it_among_what_has_happened(story):
    put(story)
    elsewhere = as_(making.officer("Somebody else"))
    assert elsewhere.get(at(story)).status_code == 404
    assert elsewhere.get(f"/children/{story.child.pk}/timeline").status_code == 200
    assert "suspension" not in words(elsewhere.get(f"/children/{story.child.pk}/timeline")).lower()
    assert "A suspension from 16 November 2026" in words(as_(story.worker).get(f"/children/{story.child.pk}/timeline"))


def test_two_who_enter_suspensions_of_one_child_at_once_come_one_after_the_other(story):
    """Else each would look before the other wrote, and both would stand for the same days."""
    with CaptureQueriesContext(connection) as asked:
        put(story)
    held = next(number for number, each in enumerate(asked) if "FOR UPDATE" in each["sql"] and '"people_child"."id"' in each["sql"])
    looked = next(number for number, each in enumerate(asked) if 'FROM "provision_exclusion"' in each["sql"])
    assert held < looked


def test_a_file_of_many_children_holds_no_free_words_which_may_name_somebody(story):
    put(story, note="He hit Mia Beck in the yard")
    rows = list(reach.with_phase(Exclusion.objects.all()).select_related("child", "school").prefetch_related("support"))
    for named in (True, False):
        content = workbook(rows, named=named, today=ON, taken_by="Ruth Hale", reason="To look at it", filters=[])
        told = str(load_workbook(BytesIO(content)).get_sheet_by_name("Register").to_python())
        assert ("Mia Beck" in told, "Kai Alder" in told) == (named, named)
