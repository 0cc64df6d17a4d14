"""On the day after the last Friday of June the rights become the young person's own, in the middle of a case as well."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.access import session as rules
from goldenthread.casework.tests import situations
from goldenthread.core import clock, files, wall
from goldenthread.core.actors import job
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Adult, Document, Involvement
from goldenthread.portal import passing
from goldenthread.portal.tasks import pass_rights_on
from tests import making

#: He turns sixteen in August; compulsory school age ends on Friday 25 June 2027.
BORN, LAST, FIRST = date(2011, 8, 20), date(2027, 6, 25), date(2027, 6, 26)


@pytest.fixture
def worker(db):
    return making.officer("Priya Nair")


@pytest.fixture
def kai(worker):
    return situations.received(new_child=situations.new_child(forename="Kai", surname="Alder", date_of_birth=BORN), by=worker).child


@pytest.fixture
def mother(kai):
    return tied(kai, "parent", "family", "Jo Alder")


@pytest.fixture
def himself(kai):
    return tied(kai, "young_person", "young_person", "Kai Alder")


def tied(child, role, tie, name):
    person = making.somebody(role, making.body("forum"), name=name)
    making.involve(person, child, tie)
    if tie == "family":
        adult = Adult.objects.create(name=name, user=person)
        child.relationships.create(adult=adult, kind="mother", from_on=date(2026, 1, 5), parental_responsibility_from=date(2026, 1, 5))
    return person


def paper(child, title, on):
    kept = files.store(title.encode(), content_type="text/plain", scan="made_here")
    return Document.objects.create(child=child, file=kept, kind="evidence", title=title, made_on=on)


def night(day):
    return pass_rights_on.func(day.isoformat())


def at(client, person):
    client.force_login(person)
    session = client.session
    rules.begin(session, second_factor=True)
    session.save()
    return client


def test_nothing_happens_before_the_day_and_it_happens_once(kai, mother, himself):
    assert night(LAST) == 0
    assert night(FIRST) == 1
    assert night(FIRST) == night(FIRST + timedelta(days=1)) == 0
    assert Event.objects.filter(verb=passing.VERB).count() == 1


def test_a_round_that_was_missed_is_made_good_and_those_of_earlier_years_are_left_alone(kai, mother):
    elder = situations.received(new_child=situations.new_child(forename="Mia", surname="Birch", date_of_birth=date(2010, 5, 2))).child
    assert night(FIRST + timedelta(days=9)) == 1
    assert not Event.objects.filter(verb=passing.VERB, child_id=elder.pk).exists()


def test_the_young_person_and_the_parent_each_get_a_letter(kai, mother, himself):
    night(FIRST)
    letters = Document.objects.filter(child=kai, kind="rights-pass", sent_on=FIRST)
    assert letters.get(to_child=True).title.startswith("Your rights are now your own")
    assert letters.filter(addressee__user=mother).exists()
    told = Message.objects.filter(child_id=kai.pk, document_id__in=letters.values("pk"))
    assert told.count() == letters.count()
    assert all("Kai" not in each.subject + each.body for each in told)


def test_a_parent_keeps_what_they_had_and_sees_nothing_new(client, kai, mother, himself):
    old = paper(kai, "Old report", LAST)
    night(FIRST)
    new = paper(kai, "New report", FIRST)
    with clock.standing_on(FIRST):
        page = at(client, mother).get(f"/my/{kai.pk}").text
        assert "Old report" in page
        assert "New report" not in page
        assert client.get(f"/documents/{old.pk}").status_code == 200
        assert client.get(f"/documents/{new.pk}").status_code == 404
        assert client.get(f"/children/{kai.pk}").status_code == 404
        assert client.get(f"/my/{kai.pk}/messages").status_code == 404
        assert client.get("/my").headers["location"] == f"/my/{kai.pk}"


def test_the_young_person_lets_a_parent_go_on_seeing_and_ends_it_again(client, kai, mother, himself):
    night(FIRST)
    new = paper(kai, "New report", FIRST)
    with clock.standing_on(FIRST):
        at(client, himself)
        assert f"/my/{kai.pk}/family-sees" in client.get(f"/my/{kai.pk}").text
        client.post(f"/my/{kai.pk}/family-sees", {f"sees-{mother.pk}": "sees"})
        assert at(client, mother).get(f"/documents/{new.pk}").status_code == 200
    with clock.standing_on(FIRST + timedelta(days=10)):
        later = paper(kai, "Later report", FIRST + timedelta(days=10))
        at(client, himself).post(f"/my/{kai.pk}/family-sees", {f"sees-{mother.pk}": "had"})
        at(client, mother)
        assert client.get(f"/documents/{new.pk}").status_code == 200
        assert client.get(f"/documents/{later.pk}").status_code == 404


def test_an_officer_notes_what_the_young_person_said_and_says_how(client, kai, mother, worker):
    night(FIRST)
    with clock.standing_on(FIRST):
        at(client, worker)
        page = f"/children/{kai.pk}/family-sees"
        assert "Write how the young person said so" in client.post(page, {f"sees-{mother.pk}": "sees"}).text
        client.post(page, {f"sees-{mother.pk}": "sees", "because": "By telephone today"})
    assert Event.objects.get(verb="portal.let_family_see").why == "By telephone today"
    assert Involvement.objects.filter(child=kai, user=mother, role="family", until_on__isnull=True).exists()


def test_a_parent_cannot_say_it_for_the_young_person(kai, mother):
    night(FIRST)
    with clock.standing_on(FIRST), wall.lifted(because="a test"), pytest.raises(NotAllowed):
        passing.let_family_see(child=kai, user=mother, sees=True, because="I say so", by=mother, on=FIRST)


def test_rights_do_not_pass_early(kai):
    with wall.lifted(because="a test"), pytest.raises(Refused, match="not the young person’s yet"):
        passing.pass_rights(child=kai, by=job("pass_rights"), on=LAST)


def test_the_named_worker_is_told_to_invite_whoever_has_no_account(kai, mother, worker):
    night(FIRST)
    assert "invite them" in Message.objects.get(to_user_id=worker.pk, key__startswith="rights.").body
