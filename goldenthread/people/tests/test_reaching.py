"""A message that did not arrive is followed by another way to the same person, and by a word to the named worker."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.core import clock, files, outbox
from goldenthread.core.actions import action, record
from goldenthread.core.actors import command
from goldenthread.core.models import Event, Message
from goldenthread.people.actions import end_relationship
from goldenthread.people.models import Adult, Document
from tests import making

pytestmark = pytest.mark.django_db
ON, BY = making.TODAY, command("tests")


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def child(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    made = making.child()
    making.involve(making.officer(), made, "named_worker")
    return made


def parent(child, *, tell_by="email", address="1 Mill Lane", phone="07700 900123", user=True):
    adult = Adult.objects.create(
        name="Sol Alder", address=address, phone=phone, email="sol@example.org",
        user=making.somebody("parent", making.body("forum")) if user else None,
    )  # fmt: skip
    child.relationships.create(adult=adult, kind="father", tell_by=tell_by, from_on=date(2026, 1, 5))
    return adult


@action
def write(*, child, by, on, letter_to=None, **notice):
    """A message about a child, and the letter it speaks of."""
    document = None
    if letter_to is not None:
        file = files.store(b"%PDF-1.7 a letter", content_type="application/pdf", scan="made_here")
        document = Document.objects.create(
            child=child, file=file, kind="letter", title="A letter", made_on=on, addressee=letter_to
        )
    record("tests.write", child=child, touches=())
    outbox.tell(subject="There is a new letter for you", body="Sign in.", child=child, document=document, **notice)


def sent(child, **notice):
    write(child=child, by=BY, on=ON, **{"key": "letter", "channel": "email", **notice})
    return Message.objects.get(key=notice.get("key", "letter"))


def fails(message):
    """What the outbox queues when this message cannot be delivered: to the family, by key; and the worker's."""
    outbox.give_up(message=message, because="No such address.", by=BY, on=ON)
    made = Message.objects.filter(instead_of=message)
    return [each for each in made if not each.key.endswith(":worker")], [
        each for each in made if each.key.endswith(":worker")
    ]


def test_a_letter_is_printed_where_the_email_that_spoke_of_it_did_not_arrive(child):
    adult = parent(child)
    message = sent(child, to_user=adult.user, letter_to=adult)
    [letter], [told] = fails(message)
    assert (letter.channel, letter.to, letter.file_id) == ("post", "Sol Alder", message.file_id)
    assert (told.channel, told.subject) == ("email", "A message did not arrive")
    assert told.to_user_id == child.involvements.get(role="named_worker").user_id
    assert {each.fact["channel"] for each in Event.objects.filter(verb="core.message_another_way")} == {"post", "email"}


def test_whoever_chose_texts_is_sent_one_that_says_only_that_there_is_something_to_read(child):
    adult = parent(child, tell_by="text")
    [text], _ = fails(sent(child, to_user=adult.user, letter_to=adult))
    assert (text.channel, text.to) == ("text", "07700 900123")
    assert text.body.startswith("There is something to read for you. Sign in to read it: ")
    assert "Kai" not in text.body and "Alder" not in text.body


def test_a_message_that_spoke_of_no_letter_is_followed_by_a_text(child):
    [text], _ = fails(sent(child, to_user=parent(child).user))
    assert text.channel == "text"


def test_a_text_that_did_not_arrive_is_followed_by_the_letter(child):
    adult = parent(child, tell_by="text")
    [letter], _ = fails(sent(child, channel="text", to_user=adult.user, letter_to=adult))
    assert letter.channel == "post"


@pytest.mark.parametrize(
    "why_not",
    [
        {"tell_by": "post", "address": ""},
        {"address": "", "phone": ""},
        {"address": "", "phone": "01632 960100"},
    ],
)
def test_where_nothing_would_reach_them_a_person_is_told_and_nothing_leaves(child, why_not):
    adult = parent(child, **why_not)
    assert fails(sent(child, to_user=adult.user, letter_to=adult))[0] == []
    assert Message.objects.filter(key__endswith=":worker").count() == 1


def test_a_letter_to_one_parent_is_not_posted_to_the_other(child):
    mother, father = parent(child), parent(child, phone="")
    assert fails(sent(child, to_user=father.user, letter_to=mother))[0] == []


def test_nobody_is_reached_in_another_way_after_their_tie_ended(child):
    adult = parent(child)
    message = sent(child, to_user=adult.user, letter_to=adult)
    end_relationship(relationship=child.relationships.get(adult=adult), why="A court order", by=BY, on=ON)
    assert fails(message)[0] == []


def test_another_way_that_waits_is_stopped_when_the_tie_ends(child):
    adult = parent(child, user=False)
    [text], _ = fails(sent(child, to="sol@example.org"))
    end_relationship(relationship=child.relationships.get(adult=adult), why="A court order", by=BY, on=ON)
    text.refresh_from_db()
    assert (text.channel, text.state) == ("text", "stopped")


def test_an_old_letter_is_not_posted_by_itself(child):
    adult = parent(child, phone="")
    message = sent(child, to_user=adult.user, letter_to=adult)
    with outbox._bookkeeping():
        Message.objects.filter(pk=message.pk).update(queued_at=message.queued_at - timedelta(days=15))
    message.refresh_from_db()
    assert fails(message)[0] == []


def test_another_way_that_fails_too_is_left_to_a_person(child):
    adult = parent(child)
    [letter], _ = fails(sent(child, to_user=adult.user, letter_to=adult))
    assert fails(letter)[0] == []
    assert Message.objects.filter(key__endswith=":worker").count() == 2


def test_an_email_to_the_worker_that_fails_starts_no_chain(child):
    adult = parent(child)
    _, [told] = fails(sent(child, to_user=adult.user, letter_to=adult))
    assert fails(told) == ([], [])
