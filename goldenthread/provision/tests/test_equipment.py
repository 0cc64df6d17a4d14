"""Equipment that no line of a plan names: asked for, answered, and with the child six weeks from the day the need was seen."""

from datetime import date, timedelta

import pytest
from django.test import Client

from goldenthread.core import clock
from goldenthread.core.models import Message
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.people.standing import stand
from goldenthread.provision import actions
from goldenthread.provision.models import EquipmentRequest
from goldenthread.provision.tasks import tasks_of
from tests import making

from . import making as provision
from .test_pages import as_, key_of, words

ON = provision.ON
SEEN = ON - timedelta(days=10)


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def story(db):
    class Story:
        pass

    story = Story()
    story.school, story.clinic = making.school("Low Wood School"), making.body("health", name="Calder Community Therapies")
    story.version = provision.plan(making.child("Kai Alder"), {**provision.THERAPY, "body": story.clinic}, at=story.school)
    story.child, story.worker = story.version.child, provision.watched(story.version).worker
    story.parent = provision.parent_of(story.child)
    story.therapist = making.somebody("health_adviser", story.clinic, name="Grace Otieno")
    making.involve(story.clinic, story.child, "deliverer")
    return story


def at(story, more=""):
    return f"/children/{story.child.pk}/equipment{more}"


def ask(story, who, what="A writing slope", seen=SEEN):
    form = as_(who).get(at(story, "/ask"))
    said = {"form_key": key_of(form), "what": what, "why": "To write without pain", **{f"identified_on-{part}": str(getattr(seen, part)) for part in ("day", "month", "year")}}
    return as_(who).post(at(story, "/ask"), said, follow=True)


def test_a_therapist_asks_and_six_weeks_run_from_the_day_the_need_was_seen(story):
    shown = words(ask(story, story.therapist))
    one = EquipmentRequest.objects.get()
    assert (one.due_on, one.organisation) == (SEEN + timedelta(weeks=6), story.clinic)
    assert "It is asked for" in shown and "Alder" not in shown
    assert "A writing slope" in words(as_(story.parent).get(at(story))) and ", says whether it will come, and how" in words(as_(story.parent).get(at(story)))


def test_the_named_worker_has_it_on_their_list_until_it_is_answered_and_again_before_it_is_due(story):
    ask(story, story.parent)
    assert "A writing slope" in words(as_(story.worker).get("/work"))
    one = EquipmentRequest.objects.select_related("child").get()
    stand(story.worker, ON)
    actions.answer_equipment(request=one, agreed=True, answer="Ordered from the county store", by=story.worker, on=ON)
    assert tasks_of(stand(story.worker, ON)) == []
    later = one.due_on - timedelta(days=13)
    assert [task.kind for task in tasks_of(stand(story.worker, later))] == ["asked"]
    assert "county store" in words(as_(story.parent).get(at(story)))
    assert Message.objects.get(to_user_id=story.parent.pk).subject == "There is an answer about special equipment"


def test_the_day_on_which_it_came_ends_it_and_late_is_said(story):
    ask(story, story.parent, seen=date(2026, 9, 1))
    assert "Late since 13 October 2026" in words(as_(story.parent).get(at(story)))
    one = EquipmentRequest.objects.get()
    form = as_(story.parent).get(at(story, f"/{one.pk}/came"))
    as_(story.parent).post(at(story, f"/{one.pk}/came"), {"form_key": key_of(form), "came_on-day": "20", "came_on-month": "11", "came_on-year": "2026"})
    assert "Came 20 November 2026" in words(as_(story.parent).get(at(story))) and "after the six weeks" in words(as_(story.parent).get(at(story)))
    assert tasks_of(stand(story.worker, ON)) == []


def test_a_refusal_has_a_reason_which_the_family_reads(story):
    ask(story, story.parent)
    one = EquipmentRequest.objects.select_related("child").get()
    where = at(story, f"/{one.pk}/answer")
    form = as_(story.worker).get(where)
    assert "Error:" in words(as_(story.worker).post(where, {"form_key": key_of(form), "agreed": "no", "answer": ""}))
    as_(story.worker).post(where, {"form_key": key_of(form), "agreed": "no", "answer": "The school has one that he can use."})
    shown = words(as_(story.parent).get(at(story)))
    assert "The school has one" in shown and "If you do not agree" in shown
    stand(story.worker, ON)
    with pytest.raises(Changed):
        actions.answer_equipment(request=one, agreed=True, answer="After all", by=story.worker, on=ON)


@pytest.mark.parametrize(
    ("what", "seen", "sentence"),
    [("A slope", ON + timedelta(days=1), "must be today or in the past"), ("A slope", date(2024, 1, 2), "more than a year ago"), (" ", ON, "what is needed")],
)
def test_what_cannot_be_asked_for_says_why(story, what, seen, sentence):
    stand(story.parent, ON)
    with pytest.raises(Refused, match=sentence):
        actions.ask_for_equipment(child=story.child, what=what, why="To write", identified_on=seen, by=story.parent, on=ON)


def test_the_same_thing_is_waited_for_once(story):
    ask(story, story.parent)
    assert "asked for already" in words(ask(story, story.therapist, "a writing SLOPE"))
    assert EquipmentRequest.objects.count() == 1


def test_a_therapist_reads_what_their_own_service_asked_for_and_nothing_else_of_it(story):
    ask(story, story.parent, "A standing frame")
    ask(story, story.therapist)
    shown = words(as_(story.therapist).get(at(story)))
    assert "A writing slope" in shown and "A standing frame" not in shown
    other = EquipmentRequest.objects.get(what="A standing frame")
    assert as_(story.therapist).get(at(story, f"/{other.pk}/came")).status_code == 404


def test_strangers_find_none_of_it_and_only_officers_answer(story):
    ask(story, story.parent)
    one = EquipmentRequest.objects.select_related("child").get()
    stranger = making.somebody("setting_staff", making.school())
    for more in ("", "/ask", f"/{one.pk}/came", f"/{one.pk}/answer"):
        assert as_(stranger).get(at(story, more)).status_code == 404
        assert Client().get(at(story, more)).status_code == 302
    assert as_(story.parent).get(at(story, f"/{one.pk}/answer")).status_code == 404
    stand(stranger, ON)
    with pytest.raises(NotAllowed):
        actions.note_equipment_came(request=one, came_on=ON, by=stranger, on=ON)
