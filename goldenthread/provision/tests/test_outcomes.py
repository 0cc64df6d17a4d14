"""Progress towards outcomes, the bank of examples, and My work."""

from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from goldenthread.core import clock
from goldenthread.provision.examples import EXAMPLES
from goldenthread.provision.models import OutcomeExample, OutcomeProgress
from tests import making, upstairs

from . import making as provision
from .test_pages import as_, key_of, words

ON = provision.ON
#: What reviews find is told by a room above; its rows are made here by name.
Review, Progress = apps.get_model("reviews", "Review"), apps.get_model("reviews", "Progress")


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def version(db):
    return provision.plan(making.child("Kai Alder"), {"text": "Weekly help"}, {"section": "E", "kind": "outcome", "text": "Kai asks for help", "broad_area": "communication"}, at=making.school())


def note(client, version, scale="3", day=(20, 11, 2026), evidence="Seen in class"):
    line = version.lines.get(kind="outcome")
    where = f"/children/{version.child_id}/outcomes/{line.pk}"
    said = {"scale": scale, "evidence": evidence, **{f"seen_on-{part}": str(value) for part, value in zip(("day", "month", "year"), day, strict=True)}}
    return client.post(where, said, follow=True)


def test_school_and_family_note_progress_and_a_review_joins_them_on_one_line(version):
    school = making.somebody("setting_staff", version.child.attendances.get().organisation)
    parent = provision.parent_of(version.child)
    assert "The progress is noted" in words(note(as_(school), version, "1", (1, 10, 2026)))
    note(as_(parent), version, "3")
    upstairs.review_found(version.lines.get(kind="outcome"), met_on=date(2026, 11, 2), scale=2, evidence="Said at the meeting")
    shown = words(as_(parent).get(f"/children/{version.child_id}/outcomes"))
    assert "Good progress, as expected, on 20 November 2026. It was “no progress yet” on 1 October 2026." in shown
    assert "The review" in shown and "Said at the meeting" in shown and "Jo Alder, family" in shown


def test_a_second_word_of_the_same_day_corrects_the_first_and_keeps_it(version):
    parent = as_(provision.parent_of(version.child))
    for scale in ("1", "2", "2"):
        note(parent, version, scale)
    assert [(each.scale, each.corrected_at is None) for each in OutcomeProgress.objects.order_by("said_at")] == [(1, False), (2, True)]


def test_what_went_backwards_needs_what_shows_it_and_no_day_to_come_is_taken(version):
    parent = as_(provision.parent_of(version.child))
    assert "Say what shows it" in words(note(parent, version, "0", evidence=""))
    assert "must be today or in the past" in words(note(parent, version, "2", (1, 12, 2026)))
    assert not OutcomeProgress.objects.exists()


def test_whoever_gives_one_line_and_strangers_see_no_outcomes(version):
    body = making.body("provider")
    making.involve(body, version.child, "deliverer")
    for who in (making.somebody("provider", body), making.somebody("setting_staff", making.school())):
        assert as_(who).get(f"/children/{version.child_id}/outcomes").status_code == 404


# --- the bank


def test_the_bank_is_narrowed_and_an_area_adds_its_own(db):
    manager = as_(making.somebody("team_manager"))
    assert f"{len(EXAMPLES)} examples" in words(manager.get("/outcomes/bank"))
    early = sum(1 for each in EXAMPLES if each.stage == "early")
    assert f"{early} examples" in words(manager.get("/outcomes/bank?stage=early&theme=nonsense"))
    said = {"text": "By July Mo rides his bicycle to school twice a week.", "measure": "His own tally", "why": "He chose it", "stage": "secondary", "broad_area": "independence", "theme": ""}
    form = manager.get("/outcomes/bank/add")
    assert "Enter the outcome" in words(manager.post("/outcomes/bank/add", {"form_key": key_of(form)}))
    manager.post("/outcomes/bank/add", {"form_key": key_of(form), **said})
    assert "rides his bicycle" in words(manager.get("/outcomes/bank?broad_area=independence"))
    manager.post(f"/outcomes/bank/{OutcomeExample.objects.get().pk}/remove")
    assert "rides his bicycle" not in words(manager.get("/outcomes/bank"))
    assert as_(making.somebody("setting_staff", making.school())).get("/outcomes/bank/add").status_code == 404


def test_every_example_is_of_a_stage_and_an_area_of_need_and_says_how_it_is_known():
    for each in EXAMPLES:
        OutcomeExample(**each._asdict(), area_id=1, added_on=ON).clean_fields(exclude=["area", "added_by", "theme"])
        assert each.measure and each.why and "access to" not in each.text.lower()


# --- my work


def test_a_fortnight_missed_is_on_the_named_workers_list_and_on_nobody_elses(version):
    parent = provision.parent_of(version.child)
    row = provision.watched(version)
    for number in (-2, -1):
        as_(parent).post(f"/children/{version.child_id}/provision/{row.pk}/say", {"week": provision.week(number).isoformat(), "state": "missed"})
    worker = version.child.involvements.get(role="named_worker").user
    shown = words(as_(worker).get("/work"))
    assert "Help that did not arrive" in shown and "Kai Alder" in shown and "30 November 2026" in shown
    assert "Help that did not arrive" not in words(as_(making.officer()).get("/work"))


def test_equipment_is_on_the_list_before_its_six_weeks_are_over(db):
    version = provision.plan(making.child("Kai Alder"), {"text": "A standing frame for use in class"}, issued_on=date(2026, 10, 19))
    worker = version.child.involvements.get(role="named_worker").user
    shown = words(as_(worker).get("/work"))
    assert "See that equipment arrives within 6 weeks" in shown and "30 November 2026" in shown


def test_a_visitor_sees_none_of_it(db):
    assert Client().get("/outcomes/bank").status_code == 302
