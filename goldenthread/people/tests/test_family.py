"""Adults of a family: what ends when a tie ends."""

from __future__ import annotations

import pytest

from goldenthread.core import files
from goldenthread.core.actions import action, record
from goldenthread.core.actors import command
from goldenthread.core.models import Message
from goldenthread.core.outbox import tell
from goldenthread.people.actions import end_relationship, relate_adult
from goldenthread.people.models import Adult, Document, Involvement
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY
BY = command("tests")


@pytest.fixture
def child():
    return making.child()


@pytest.fixture
def father():
    return Adult.objects.create(name="Sol Alder", user=making.somebody("parent", making.body("forum")))


def test_nobody_reads_what_is_for_an_adult_without_an_account(child):
    mother = Adult.objects.create(name="Jo Alder")
    file = files.store(b"A letter", content_type="text/plain")
    for title, addressee in (("For all", None), ("For Jo", mother)):
        Document.objects.create(child=child, file=file, kind="letter", title=title, made_on=ON, addressee=addressee)
    assert [each.title for each in Document.objects.filter(child=child).readable(None, {("parent", "own")})] == ["For all"]


def tied(child, adult, kind="father"):
    relate_adult(child=child, adult=adult, kind=kind, parental_responsibility=True, lives_with=False, by=BY, on=ON)
    return child.relationships.get(adult=adult, kind=kind)


@action
def write_to(*, child, adult, file, by, on):
    """A letter by post and an email that wait to be sent."""
    letter = Document.objects.create(child=child, file=file, kind="letter", title="A letter", made_on=on, addressee=adult)
    record("tests.write_to", child=child, touches=())
    tell(key="post", channel="post", subject="Letter to print", body="One letter to print.", child=child, document=letter)
    tell(key="email", channel="email", subject="There is a new letter for you", body="", child=child, to_user=adult.user)
    tell(key="mother", channel="email", subject="There is a new letter for you", body="", child=child, to="mother@example.org")


@action
def tie_again(*, child, adult, by, on):
    """The same adult is tied to the child in a second way."""
    record("tests.tie_again", child=child, touches=())
    return child.relationships.create(adult=adult, kind="carer", from_on=on)


def test_when_the_last_tie_ends_the_way_in_ends_and_what_waits_for_them_is_stopped(child, father, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    tie = tied(child, father)
    with_file = files.store(b"Dear Sol", content_type="text/plain", scan="made_here")
    write_to(child=child, adult=father, file=with_file, by=BY, on=ON)
    end_relationship(relationship=tie, why="A court order", by=BY, on=ON)
    assert not Involvement.objects.filter(child=child, user=father.user, until_on=None).exists()
    assert dict(Message.objects.values_list("key", "state")) == {"post": "stopped", "email": "stopped", "mother": "queued"}


def test_an_adult_who_is_tied_in_another_way_keeps_their_way_in(child, father):
    tie = tied(child, father)
    other = tie_again(child=child, adult=father, by=BY, on=ON)
    end_relationship(relationship=tie, why="Recorded wrongly", by=BY, on=ON)
    assert Involvement.objects.filter(child=child, user=father.user, until_on=None).exists()
    end_relationship(relationship=other, why="A court order", by=BY, on=ON)
    assert not Involvement.objects.filter(child=child, user=father.user, until_on=None).exists()
