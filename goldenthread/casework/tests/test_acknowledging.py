"""The letter that says a request was received: made once, by a job, naming the worker and the date."""

from __future__ import annotations

import io

import docx
import pytest

from goldenthread.casework import actions, letters, tasks
from goldenthread.core import files, outbox
from goldenthread.core.actors import job
from goldenthread.core.models import Event, Message
from goldenthread.people.models import Document
from tests import making

from .situations import new_child, received

pytestmark = pytest.mark.django_db


def said(document) -> str:
    """The words of a Word letter."""
    paper = docx.Document(io.BytesIO(files.opened(document.file).read()))
    return "\n".join(paragraph.text for paragraph in paper.paragraphs)


def test_the_job_makes_the_letter_once_and_queues_it():
    request = received()
    assert tasks.acknowledge(str(request.pk)) == 2
    assert tasks.acknowledge(str(request.pk)) == 0
    word = Document.objects.get(matter_id=request.pk, title__contains="(Word)")
    words = said(word)
    for part in (
        "Jo Alder",
        "1 Mill Lane",
        "Priya Nair",
        "by 14 December 2026",
        "2 November 2026",
        "22 March 2027",
        "Calderbeck SENDIASS",
        "You do not have to fill in a form",
    ):
        assert part in words, part
    assert Message.objects.filter(channel="post").count() == 1
    assert Event.objects.filter(verb="casework.acknowledge_request", by_label="job:acknowledge").count() == 1


def test_those_of_regulation_4_get_a_copy():
    making.body("icb", name="Calder ICB")
    request = received(new_child=new_child(setting=making.school("Brook End School")))
    tasks.acknowledge(str(request.pk))
    copies = Document.objects.filter(matter_id=request.pk, title__contains=": copy to ").exclude(
        title__contains="(Word)"
    )
    assert copies.count() == 2


def test_a_request_withdrawn_before_the_job_ran_gets_no_letter():
    request = received()
    actions.withdraw_request(request=request, why="Jo telephoned.", by=job("test"), on=making.TODAY)
    assert tasks.acknowledge(str(request.pk)) == 0


def test_a_letter_is_put_in_the_print_folder_once_under_its_own_number(settings, tmp_path):
    settings.PRINT_FOLDER = tmp_path / "print"
    request = received()
    tasks.acknowledge(str(request.pk))
    assert outbox.deliver()["sent"] == 1
    message = Message.objects.get(channel="post")
    [printed] = (tmp_path / "print").iterdir()
    assert printed.name == f"{message.pk}.pdf"
    assert printed.read_bytes().startswith(b"%PDF-")


def test_a_letter_already_taken_from_the_print_folder_is_not_printed_again(settings, tmp_path):
    settings.PRINT_FOLDER = tmp_path
    request = received()
    tasks.acknowledge(str(request.pk))
    message = outbox.claim()
    (tmp_path / f"{message.pk}.printed").touch()
    with outbox._bookkeeping():
        Message.objects.filter(pk=message.pk).update(lease_until=message.queued_at)
    assert outbox.deliver()["sent"] == 1
    assert not (tmp_path / f"{message.pk}.pdf").exists()


def test_an_envelope_holds_one_childs_letter_and_it_is_the_one_that_was_made():
    request = received()
    tasks.acknowledge(str(request.pk))
    message = Message.objects.get(channel="post")
    document = Document.objects.get(pk=message.document_id)
    assert (message.child_id, message.file_id, document.child_id) == (
        request.child_id,
        document.file_id,
        request.child_id,
    )


def test_the_letter_of_a_young_person_speaks_to_them():
    from datetime import date

    request = received(route="young_person", new_child=new_child(date_of_birth=date(2009, 3, 9), adults=()))
    [draft] = letters.drafts_of_acknowledgement(request, making.TODAY)
    assert draft.to.name == "Kai Alder"
    assert "your education" in draft.wording.parts[0].text
