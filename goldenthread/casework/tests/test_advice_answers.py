"""An adviser answers: who may, what the form takes, what stops the sending, a file line by line, and the receipt."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.casework.actions import advising, answering
from goldenthread.casework.advice.filetext import joined
from goldenthread.casework.advice.weaknesses import of_advice
from goldenthread.casework.models import AdviceRequest, TakenPassage
from goldenthread.core import clock
from goldenthread.core.models import Message, Reading
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.people.models import Deadline, Document
from goldenthread.plans.models import Passage
from tests import making

from .advice_situations import PROVISION, answered, asked, assessing, psychologist, write
from .situations import manager
from .test_recording_pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(db):
    """Asked of a psychology service."""
    [made] = asked(assessing(), body=making.body("psychology", name="Calderbeck Psychology"))
    return made


@pytest.fixture
def owen(ask):
    """Somebody of that service."""
    return psychologist(ask.asked_of)


@pytest.fixture
def at_clinic(sign_in, owen):
    return sign_in(owen)


def again(ask):
    return AdviceRequest.objects.select_related("advice", "request", "child", "asked_of", "adviser").get(pk=ask.pk)


# Who answers


def test_a_colleague_of_the_body_takes_it_up_and_hands_it_over_with_what_is_written(ask, owen):
    mina = making.somebody("psychologist", ask.asked_of, name="Mina Karimi")
    answering.take_up(ask=ask, by=owen, on=making.TODAY)
    answering.add_passage(ask=ask, kind="need", text="Kai cannot ask for help", by=owen, on=making.TODAY)
    answering.hand_over(ask=ask, to=mina, colleagues={mina.pk}, by=owen, on=making.TODAY)
    assert again(ask).adviser == mina and again(ask).advice.passages.count() == 1
    assert Message.objects.filter(to_user_id=mina.pk, key__startswith=f"ask-handed:{ask.pk}").exists()


def test_it_is_not_handed_to_somebody_of_another_body(ask, owen):
    stranger = making.somebody("psychologist", making.body("psychology"))
    with pytest.raises(Refused, match="same service"):
        answering.hand_over(ask=ask, to=stranger, colleagues={owen.pk}, by=owen, on=making.TODAY)


@pytest.mark.parametrize("who", ["another service", "a school that knows the child", "an officer of another case"])
def test_nobody_else_answers(ask, who, sign_in):
    if who == "another service":
        clinic = making.body("health")
        making.involve(clinic, ask.child, "adviser")
        person = making.somebody("health_adviser", clinic)
    elif who == "a school that knows the child":
        school = making.school()
        making.involve(school, ask.child, "setting")
        person = making.somebody("setting_staff", school)
    else:
        person = making.officer()
    with pytest.raises(NotAllowed):
        answering.begin_answer(ask=ask, by=person, on=making.TODAY)
    client = sign_in(person)
    assert client.get(f"/advice/{ask.pk}").status_code == 404
    assert ask.child.name not in words(client.get("/advice", follow=True))


# The queue


def test_the_queue_shows_what_is_asked_with_the_late_first(at_clinic, ask, owen):
    later = asked(assessing(new_child=_another()), body=ask.asked_of, on=making.TODAY)[0]
    AdviceRequest.objects.filter(pk=later.pk).update(due_on=date(2026, 11, 20))
    page = words(at_clinic.get("/advice"))
    assert page.index("Robin Teal") < page.index("Kai Alder")
    assert "3 days late" in page and "Late" in page and "42 days left" in page
    assert set(Reading.objects.get(page="casework.advice_queue").child_ids) == {ask.child_id, later.child_id}


def _another():
    from .situations import new_child

    return new_child(forename="Robin", surname="Teal", date_of_birth=date(2014, 8, 2), adults=())


# Writing


def test_a_whole_answer_is_written_a_line_at_a_time_and_gets_a_receipt(at_clinic, ask, owen):
    at = f"/advice/{ask.pk}"
    assert "How does the child learn?" in words(at_clinic.get(at))
    at_clinic.post(f"{at}/take")
    about = {"author_role": "Educational psychologist", "seen_on-day": "20", "seen_on-month": "11", "seen_on-year": "2026", "summary": "A quiet boy"}
    assert at_clinic.post(f"{at}/about", about).url == at
    at_clinic.post(f"{at}/add/need", {"text": "Kai cannot ask for help in words", "broad_area": "communication"})
    need = Passage.objects.get(kind="need")
    at_clinic.post(
        f"{at}/add/outcome",
        {"text": "Kai will ask for help with a card", "serves": [str(need.pk)], "by_when-day": "31", "by_when-month": "7", "by_when-year": "2027", "measure": "A tally"},
    )
    outcome = Passage.objects.get(kind="outcome")
    assert list(outcome.serves.all()) == [need]
    typed = {name: str(value) for name, value in PROVISION.items()}
    at_clinic.post(f"{at}/add/provision", {"text": "Teaching Kai to exchange picture cards", "serves": [str(outcome.pk)], **typed})
    page = words(at_clinic.get(f"{at}/send"))
    assert "30 minutes each time. Once a week for 39 weeks of the year" in page
    assert at_clinic.post(f"{at}/send", {"version": str(again(ask).advice.version)}).url == f"{at}/sent"
    receipt = words(at_clinic.get(f"{at}/sent"))
    assert "Advice received" in receipt and "23 November 2026" in receipt and "Owen Pritchard" in receipt
    assert Message.objects.filter(key__startswith=f"advice-received:{ask.pk}", to_user_id=owen.pk).count() == 1
    assert (again(ask).received_on, again(ask).findings) == (making.TODAY, [])


def test_vague_words_are_said_at_once_with_the_reason_and_the_line_is_kept(at_clinic, ask):
    answer = at_clinic.post(f"/advice/{ask.pk}/add/provision", {"text": "Access to speech therapy as appropriate"}, follow=True)
    page = words(answer)
    assert "leaves room for doubt" in page and "‘as appropriate’" in page and "Worcestershire" in page
    assert Passage.objects.get().text == "Access to speech therapy as appropriate"


def test_a_line_is_changed_and_what_it_is_for_with_it(at_clinic, ask, owen):
    write(ask, owen)
    outcome, need = Passage.objects.get(kind="outcome"), Passage.objects.get(kind="need")
    at = f"/advice/{ask.pk}/lines/{outcome.pk}"
    assert "Kai will ask for help" in words(at_clinic.get(at))
    version = str(again(ask).advice.version)
    at_clinic.post(at, {"text": "Kai will ask aloud", "version": version})
    outcome.refresh_from_db()
    assert outcome.text == "Kai will ask aloud" and not outcome.serves.exists() and need.pk


def test_a_line_that_a_colleague_changed_meanwhile_comes_back_with_what_was_typed(at_clinic, ask, owen):
    write(ask, owen)
    need = Passage.objects.get(kind="need")
    version = str(again(ask).advice.version)
    answering.add_passage(ask=again(ask), kind="strength", text="Kai draws", by=owen, on=making.TODAY)
    answer = at_clinic.post(f"/advice/{ask.pk}/lines/{need.pk}", {"text": "My own new words", "version": version})
    assert answer.status_code == 200 and "My own new words" in words(answer) and "Somebody else changed" in words(answer)
    need.refresh_from_db()
    assert need.text != "My own new words"
    with pytest.raises(Changed):
        answering.change_passage(ask=again(ask), passage=need, text="x", version=1, by=owen, on=making.TODAY)


def test_what_is_typed_and_not_saved_is_there_again(at_clinic, ask):
    at = f"/advice/{ask.pk}/add/need"
    at_clinic.get(at)
    kept = at_clinic.post(f"/drafts/need.{ask.pk}/line", {"text": "Half a sent"})
    assert kept.status_code == 204 and "Half a sent" in words(at_clinic.get(at))
    assert not Passage.objects.exists()


def test_a_line_is_taken_out(at_clinic, ask, owen):
    write(ask, owen)
    outcome = Passage.objects.get(kind="outcome")
    at_clinic.post(f"/advice/{ask.pk}/lines/{outcome.pk}/remove")
    assert not Passage.objects.filter(kind="outcome").exists()


# Sending


@pytest.mark.parametrize("kind", ["outcome", "provision"])
def test_advice_without_an_outcome_or_without_provision_is_not_sent(ask, owen, kind):
    write(ask, owen)
    Passage.objects.filter(kind=kind).delete()
    with pytest.raises(answering.NotComplete) as stopped:
        answering.send_advice(ask=again(ask), by=owen, on=making.TODAY)
    assert [finding.what for finding in stopped.value.findings] == [f"no_{kind}"]
    assert again(ask).received_on is None


@pytest.mark.parametrize(
    ("left_out", "said"),
    [("deliverer", "who gives it"), ("per", "how often"), ("minutes", "how long each time")],
)
def test_provision_that_does_not_say_who_how_often_or_how_long_stops_the_sending(ask, owen, left_out, said):
    write(ask, owen)
    Passage.objects.filter(kind="provision").update(text="Work on asking for help", skill="", **{left_out: None if left_out == "minutes" else ""})
    with pytest.raises(answering.NotComplete) as stopped:
        answering.send_advice(ask=again(ask), by=owen, on=making.TODAY)
    assert said in stopped.value.findings[0].sentence


def test_the_page_says_what_stops_it_and_sends_nothing(at_clinic, ask):
    answering.add_passage(ask=ask, kind="need", text="A need", by=psychologist(ask.asked_of), on=making.TODAY)
    answer = at_clinic.post(f"/advice/{ask.pk}/send", {"version": str(again(ask).advice.version)})
    assert "Add at least one outcome" in words(answer) and "cannot be sent yet" in words(answer)
    assert again(ask).received_on is None


def test_an_adviser_who_found_no_needs_says_so_and_sends(ask, owen):
    answering.describe_advice(ask=ask, seen_on=making.TODAY, summary="", author="", author_role="", nothing_found=True, by=owen, on=making.TODAY)
    answering.send_advice(ask=ask, by=owen, on=making.TODAY)
    assert again(ask).received_on == making.TODAY and again(ask).findings == []


def test_advice_is_sent_once(ask, owen):
    write(ask, owen)
    stale = again(ask)
    answering.send_advice(ask=again(ask), by=owen, on=making.TODAY)
    with pytest.raises(Refused):
        answering.send_advice(ask=again(ask), by=owen, on=making.TODAY)
    with pytest.raises(Changed):
        answering.send_advice(ask=stale, by=owen, on=making.TODAY)


def test_what_came_by_post_is_entered_for_the_adviser_on_the_day_it_came_whatever_it_lacks(ask):
    officer, came = manager(), making.TODAY + timedelta(days=10)
    on = came + timedelta(days=3)
    answering.describe_advice(ask=ask, seen_on=None, summary="", author="Dr Owen", author_role="Psychologist", nothing_found=False, by=officer, on=on)
    answering.add_passage(ask=ask, kind="need", text="He needs help", by=officer, on=on)
    answering.send_advice(ask=ask, received_on=came, by=officer, on=on)
    assert (again(ask).received_on, again(ask).advice.author) == (came, "Dr Owen")
    assert {finding["what"] for finding in again(ask).findings} >= {"no_outcome", "no_provision", "no_area"}
    assert Deadline.objects.get(matter_id=ask.pk).met_on == came


def test_it_cannot_have_come_before_it_was_asked_for(ask):
    with pytest.raises(Refused, match="from the day it was asked for"):
        answering.send_advice(ask=ask, received_on=making.TODAY - timedelta(days=1), by=manager(), on=making.TODAY)


# Earlier advice as a beginning


def test_last_years_advice_of_the_same_service_is_a_beginning_and_each_line_keeps_where_it_began():
    first = answered()
    owen = first.adviser
    found = first.request
    AdviceRequest.objects.filter(pk=first.pk).update(accepted_on=making.TODAY)
    [second] = asked(found, body=first.asked_of, kind="family_asks", because="The parent wants it looked at again")
    made = answering.take_earlier(ask=second, earlier=first.advice, by=owen, on=making.TODAY)
    assert [passage.kind for passage in made] == ["need", "outcome", "provision"]
    new = Passage.objects.get(advice=second.advice, kind="outcome")
    assert list(new.serves.all()) == [Passage.objects.get(advice=second.advice, kind="need")]
    assert TakenPassage.objects.get(passage=new).earlier.advice == first.advice
    assert Passage.objects.get(advice=second.advice, kind="provision").minutes == 30
    with pytest.raises(Refused, match="nothing more"):
        answering.take_earlier(ask=again(second), earlier=first.advice, by=owen, on=making.TODAY)


def test_another_services_advice_is_no_beginning(ask, owen):
    other = answered(assessing(new_child=_another())).advice
    with pytest.raises(Refused, match="same service"):
        answering.take_earlier(ask=ask, earlier=other, by=owen, on=making.TODAY)


# A file


WRITTEN = b"Kai has a need for help with speech.\n\nKai will ask for help.\nA therapist works with Kai.\nThank you for asking me.\n"


def send_file(client, ask, content=WRITTEN, name="advice.txt"):
    return client.post(f"/advice/{ask.pk}/file", {"paper": SimpleUploadedFile(name, content)})


def test_each_line_of_a_file_waits_to_be_placed_and_none_is_lost(at_clinic, ask):  # another process reads the file: half a second
    assert send_file(at_clinic, ask).url == f"/advice/{ask.pk}/lines"
    lines = list(Passage.objects.order_by("position"))
    assert [line.text for line in lines] == [line for line in WRITTEN.decode().splitlines() if line] and {line.kind for line in lines} == {""}
    placed = {"line1-kind": "need", "line1-broad_area": "communication", "line2-kind": "outcome", "line4-kind": "left_out"}
    at_clinic.post(f"/advice/{ask.pk}/lines", placed)
    assert [line.kind for line in Passage.objects.order_by("position")] == ["need", "outcome", "", "left_out"]
    page = words(at_clinic.get(f"/advice/{ask.pk}/lines"))
    assert "1 line waits" in page and "1 left out" in page
    need = Passage.objects.get(kind="need")
    assert {finding.what for finding in of_advice(again(ask).advice) if finding.stops} == {"unplaced", "no_provision"}
    at_clinic.post(f"/advice/{ask.pk}/lines/{need.pk}/remove")
    assert Passage.objects.count() == 4 and not Document.objects.filter(kind="advice").exists()


def test_the_file_becomes_a_paper_of_the_record_when_the_advice_is_sent(ask, owen):
    from goldenthread.core import files

    stored = files.store(b"the report", content_type="text/plain")
    answering.take_file(ask=ask, file=stored, title="Report", lines=[(1, "Thank you for asking")], by=owen, on=making.TODAY)
    line = Passage.objects.get()
    answering.place_lines(ask=ask, placed={line.pk: {"kind": "left_out"}}, by=owen, on=making.TODAY)
    write(ask, owen)
    answering.send_advice(ask=again(ask), by=owen, on=making.TODAY)
    paper = Document.objects.get(kind="advice")
    assert (paper.file_id, paper.title, again(ask).advice.file) == (stored.pk, "Report", paper)


def test_a_word_file_is_read_paragraph_by_paragraph(at_clinic, ask):  # another process reads the file: half a second
    import docx

    paper, content = docx.Document(), io.BytesIO()
    for line in ("Kai needs help.", "Kai will ask."):
        paper.add_paragraph(line)
    paper.save(content)
    send_file(at_clinic, ask, content.getvalue(), "advice.docx")
    assert [line.text for line in Passage.objects.order_by("position")] == ["Kai needs help.", "Kai will ask."]


def test_a_file_without_text_is_refused_with_what_to_do(at_clinic, ask):  # another process reads the file: half a second
    answer = send_file(at_clinic, ask, b"   \n  \n")
    assert "No text was found" in words(answer) and not Passage.objects.exists() and again(ask).paper_id is None


def test_printed_lines_are_put_together_where_a_sentence_goes_on():
    assert joined(["Kai needs a", "therapist each week.", "", "He likes trains", "And cars"]) == [
        "Kai needs a therapist each week.", "", "He likes trains", "And cars",
    ]  # fmt: skip


# After it was returned


def test_returned_advice_opens_again_with_the_reasons(at_clinic, ask, owen):
    write(ask, owen)
    answering.send_advice(ask=again(ask), by=owen, on=making.TODAY)
    with clock.standing_on(making.TODAY + timedelta(days=2)):
        advising.return_advice(ask=again(ask), reasons="Say how often.", by=manager(), on=clock.today())
        page = words(at_clinic.get(f"/advice/{ask.pk}"))
    assert "Say how often." in page and "The date has not changed" in page and "Check and send" in page
