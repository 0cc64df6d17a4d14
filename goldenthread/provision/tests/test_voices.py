"""Two parents who see it differently are two voices: each is kept, shown by its own name, and neither takes the other's place."""

import pytest
from django.test import Client

from goldenthread.core import clock
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Adult, Relationship
from goldenthread.people.standing import stand
from goldenthread.provision import actions, voices
from goldenthread.provision.models import DeliveryRecord, OutcomeProgress
from goldenthread.provision.saying import Told
from tests import making

from . import making as provision

ON = provision.ON


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def story(db):
    """Kai has therapy once a week; his mother has an account and is on record, his father too, and they live apart."""

    class Story:
        pass

    provision.terms()
    story = Story()
    story.school, story.clinic = making.school("Low Wood School"), making.body("health", name="Calder Community Therapies")
    story.version = provision.plan(None, {**provision.THERAPY, "body": story.clinic}, {"kind": "outcome", "section": "E", "text": "Kai asks for help"}, at=story.school)
    story.child = story.version.child
    story.worker = provision.watched(story.version).worker
    story.mother, story.father = (parent(story.child, name, kind) for name, kind in (("Jo Alder", "mother"), ("Sam Reed", "father")))
    story.therapist = making.somebody("health_adviser", story.clinic, name="Grace Otieno")
    making.involve(story.clinic, story.child, "deliverer")
    return story


def parent(child, name, kind):
    login = provision.parent_of(child, name)
    adult = Adult.objects.create(name=name, user=login)
    Relationship.objects.create(child=child, adult=adult, kind=kind, from_on=ON)
    return login


def line(story):
    return provision.watched(story.version)


def say(story, who, state, week=-1, side="family", **more):
    stand(who, ON)
    return actions.say(told=Told(line(story), side, provision.week(week), state, **more), by=who, on=ON)


def page(story, who, more=""):
    client = Client()
    who.__dict__.pop("standing", None)
    client.force_login(who)
    return client.get(f"/children/{story.child.pk}/provision{more}").content.decode()


def columns(shown):
    return [head for head in ("You", "Jo Alder, family", "Sam Reed, family", "Family, person 1", "Family, person 2") if f">{head}</th>" in shown]


def test_the_fathers_word_does_not_take_the_place_of_the_mothers(story):
    assert say(story, story.mother, "missed") == "created"
    assert say(story, story.father, "given") == "created"
    assert say(story, story.mother, "missed") == "unchanged"
    standing = DeliveryRecord.objects.filter(corrected_at__isnull=True)
    assert sorted(standing.values_list("by__name", "state")) == [("Jo Alder", "missed"), ("Sam Reed", "given")]


def test_where_two_parents_differ_it_is_not_agreed_and_two_such_weeks_are_a_fortnight_to_look_into(story):
    for week in (-2, -1):
        say(story, story.mother, "missed", week)
        say(story, story.father, "given", week)
    assert "Not agreed" in page(story, story.worker)
    assert line(story).missing_from == provision.week(-2)


def test_each_parent_reads_you_above_their_own_word_and_the_others_name_above_the_other(story):
    say(story, story.mother, "missed")
    say(story, story.father, "given")
    assert columns(page(story, story.mother)) == ["You", "Sam Reed, family"]
    assert columns(page(story, story.father)) == ["You", "Jo Alder, family"]
    assert columns(page(story, story.worker)) == ["Jo Alder, family", "Sam Reed, family"]


def test_a_therapist_reads_that_two_people_of_the_family_spoke_and_neither_name(story):
    say(story, story.mother, "missed")
    say(story, story.father, "given")
    shown = page(story, story.therapist)
    assert columns(shown) == ["Family, person 1", "Family, person 2"]
    assert "Alder" not in shown and "Reed" not in shown


def test_a_parent_who_has_not_spoken_is_asked_though_the_other_has(story):
    say(story, story.father, "given")
    shown = page(story, story.mother)
    assert "Sam Reed, family: Given" in shown and "I do not agree" in shown and "You: " not in shown


def test_nobody_speaks_in_anothers_voice_by_what_they_send(story):
    say(story, story.father, "given", voice=voices.voice_of(story.mother, story.child, ON))
    assert DeliveryRecord.objects.get().voice == voices.voice_of(story.father, story.child, ON)


def test_an_officer_notes_what_the_mother_told_them_as_hers(story):
    mothers = voices.voice_of(story.mother, story.child, ON)
    say(story, story.worker, "missed", voice=mothers)
    assert say(story, story.mother, "missed") == "unchanged"
    assert set(voices.of_family(story.child, ON).values()) == {"Jo Alder", "Sam Reed", story.child.known_as}
    shown = page(story, story.worker, f"/{line(story).pk}/week?week={provision.week(-1)}")
    assert "Jo Alder, family" in shown and "School or setting" in shown


def test_an_officer_notes_no_word_of_somebody_who_is_not_of_the_family(story):
    with pytest.raises(Refused, match="not of the child’s family"):
        say(story, story.worker, "missed", voice="adult:00000000-0000-0000-0000-000000000000")


def test_progress_that_two_parents_see_on_one_day_is_kept_of_both(story):
    outcome = story.version.lines.select_related("version__child").get(kind="outcome")
    for who, scale in ((story.mother, 1), (story.father, 3)):
        stand(who, ON)
        actions.note_progress(line=outcome, seen_on=ON, scale=scale, evidence="", by_family=True, by=who, on=ON)
    assert sorted(OutcomeProgress.objects.filter(corrected_at__isnull=True).values_list("by__name", "scale")) == [("Jo Alder", 1), ("Sam Reed", 3)]


def test_a_young_person_who_speaks_for_themself_is_neither_parent(story):
    kai = making.somebody("young_person", making.body("forum"), name="Kai Alder")
    making.involve(kai, story.child, "young_person")
    assert voices.voice_of(kai, story.child, ON) == voices.CHILD
    assert voices.voice_of(story.worker, story.child, ON) == ""
