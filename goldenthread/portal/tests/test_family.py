"""The family's page says where the case is, who holds it and what is late; messages stay in one person's thread."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from goldenthread.casework import actions as casework
from goldenthread.casework.models import Case, Correspondence
from goldenthread.casework.tests import situations
from goldenthread.core import opaque
from goldenthread.core.models import Message, Reading
from goldenthread.core.refusals import NotAllowed
from goldenthread.people import helping
from goldenthread.people.models import Adult
from tests import making

TODAY = making.TODAY


@pytest.fixture
def worker(db):
    return making.officer("Priya Nair")


@pytest.fixture
def request_(worker):
    return situations.received(by=worker)


@pytest.fixture
def parent(request_):
    return parent_of(request_.child)


def parent_of(child, name="Jo Alder"):
    person = making.somebody("parent", making.body("forum"), name=name)
    making.involve(person, child, "family")
    adult = child.relationships.filter(adult__user__isnull=True).first()
    if adult is not None and adult.adult.name == name:
        Adult.objects.filter(pk=adult.adult_id).update(user=person)
    else:
        child.relationships.create(adult=Adult.objects.create(name=name, user=person), kind="father")
    return person


def test_the_page_says_where_we_are_who_holds_it_and_by_when(sign_in, parent, request_):
    answer = sign_in(parent).get(f"/my/{request_.child_id}")
    assert "The council is deciding whether to carry out an assessment." in answer.text
    assert "Priya Nair" in answer.text
    assert "14 December 2026" in answer.text
    assert Reading.objects.filter(page="portal.family", by_id=parent.pk, child_ids__contains=[request_.child_id]).exists()


def test_what_is_late_is_said_with_how_late_it_is(sign_in, parent, request_):
    from goldenthread.core import clock

    with clock.standing_on(date(2026, 12, 20)):
        answer = sign_in(parent).get(f"/my/{request_.child_id}")
    assert "Late by 6 days" in answer.text


def test_a_refusal_says_that_it_can_be_challenged(sign_in, parent, request_):
    situations.decided(request_, yes=False)
    answer = sign_in(parent).get(f"/my/{request_.child_id}")
    assert "decided not to carry out an assessment" in answer.text
    assert "how you can challenge it" in answer.text


def test_a_stranger_and_an_officer_find_no_such_page(sign_in, request_, parent):
    other = making.somebody("parent", making.body("forum"))
    assert sign_in(other).get(f"/my/{request_.child_id}").status_code == 404
    assert sign_in(making.officer("Tom Birch")).get(f"/my/{request_.child_id}").status_code in (403, 404)


def test_a_parent_writes_the_worker_answers_and_the_other_parent_sees_nothing_of_it(sign_in, parent, request_, worker):
    other = parent_of(request_.child, "Sam Alder")
    sign_in(parent).post(f"/my/{request_.child_id}/messages", {"form_key": uuid4(), "text": "When is the meeting?"})
    wrote = Correspondence.objects.get()
    assert wrote.answer_by == TODAY + timedelta(days=5)
    assert Message.objects.filter(to_user_id=worker.pk, subject="A family has written to you").exists()
    officer = sign_in(worker)
    assert "Jo Alder" in officer.get("/messages").text
    adult = Adult.objects.get(user=parent)
    answer = officer.post(f"/children/{request_.child_id}/messages/{adult.pk}", {"form_key": uuid4(), "text": "On Monday."}, follow=True)
    assert "When is the meeting?" in answer.text
    assert "Jo Alder" not in officer.get("/messages").text
    assert "On Monday." in sign_in(parent).get(f"/my/{request_.child_id}/messages").text
    page = sign_in(other).get(f"/my/{request_.child_id}/messages").text
    assert "On Monday." not in page
    assert "When is the meeting?" not in page


def test_what_a_family_does_leaves_the_named_worker_on_the_list(sign_in, parent, request_, worker):
    sign_in(parent).post(f"/my/{request_.child_id}/messages", {"form_key": uuid4(), "text": "When is the meeting?"})
    assert Case.objects.get(child=request_.child_id).worker_id == worker.pk


def test_an_email_says_only_that_there_is_something_to_read(request_, parent, worker):
    adult = Adult.objects.get(user=parent)
    casework.write_to_family(child=request_.child, adult=adult, text="Kai’s report came.", by=worker, on=TODAY)
    told = Message.objects.get(subject="There is a message for you")
    assert "Kai" not in told.subject + told.body


def test_nobody_writes_in_another_s_thread(request_, parent):
    other = parent_of(request_.child, "Sam Alder")
    with pytest.raises(NotAllowed, match="somebody else"):
        casework.write_from_family(child=request_.child, adult=Adult.objects.get(user=parent), text="Hello", by=other, on=TODAY)


def test_an_empty_message_is_refused_by_its_field(sign_in, parent, request_):
    answer = sign_in(parent).post(f"/my/{request_.child_id}/messages", {"form_key": uuid4(), "text": "  "})
    assert "Write your message before you send it" in answer.text


def test_a_family_lets_the_advice_service_in_sees_its_readings_and_ends_it(sign_in, parent, request_):
    service = making.body("sendiass", name="Calderbeck SENDIASS")
    helper = making.somebody("sendiass", service, name="Jo Hartley")
    assert sign_in(helper).get(f"/children/{request_.child_id}").status_code == 404
    day = {"until_on-day": "1", "until_on-month": "3", "until_on-year": "2027"}
    answer = sign_in(parent).post(f"/my/{request_.child_id}/helpers", {"who": str(service.pk), **day}, follow=True)
    assert "Calderbeck SENDIASS" in answer.text
    assert sign_in(helper).get(f"/children/{request_.child_id}").status_code == 200
    one = helping.helpers_of(request_.child, TODAY).get()
    sign_in(parent).post(f"/my/{request_.child_id}/helpers/{opaque.key('involvement', one.pk)}/end")
    assert sign_in(helper).get(f"/children/{request_.child_id}").status_code == 404


def test_a_helper_is_gone_after_the_last_day(sign_in, parent, request_):
    from goldenthread.core import clock

    service = making.body("sendiass", name="Calderbeck SENDIASS")
    helper = making.somebody("sendiass", service)
    helping.let_helper_in(child=request_.child, organisation=service, until_on=TODAY, by=parent, on=TODAY)
    assert sign_in(helper).get(f"/children/{request_.child_id}").status_code == 200
    with clock.standing_on(TODAY + timedelta(days=1)):
        assert sign_in(helper).get(f"/children/{request_.child_id}").status_code == 404


def test_only_the_family_lets_somebody_in(request_, worker):
    service = making.body("sendiass")
    with pytest.raises(NotAllowed, match="Only the family"):
        helping.let_helper_in(child=request_.child, organisation=service, until_on=TODAY, by=worker, on=TODAY)


def test_a_family_with_one_child_comes_straight_to_its_page(sign_in, parent, request_):
    client = sign_in(parent)
    assert client.get("/").headers["location"] == "/my"
    assert client.get("/my").headers["location"] == f"/my/{request_.child_id}"


def test_a_telephone_number_keeps_its_order_in_a_language_from_right_to_left(sign_in, parent, request_):
    client = sign_in(parent)
    client.post("/language", {"language": "ur"})
    page = client.get(f"/my/{request_.child_id}").text
    assert '<html lang="ur" dir="rtl"' in page
    assert 'id="main-content">' in page  # the content is in the frame's language
    assert "\u206601632 960100\u2069" in page
    assert "14 دسمبر 2026" in page
    assert "The council is deciding" not in page


def test_nothing_that_leaves_a_page_is_translated(sign_in, parent, request_):
    client = sign_in(parent)
    client.post("/language", {"language": "pl"})
    client.post(f"/my/{request_.child_id}/messages", {"form_key": uuid4(), "text": "Kiedy jest spotkanie?"})
    assert Message.objects.filter(subject="A family has written to you").exists()
