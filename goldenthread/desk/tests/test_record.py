import html
from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.access.models import User
from goldenthread.casework.models import Decision, ExceptionClaim
from goldenthread.core import files, wall
from goldenthread.core.actions import action, record
from goldenthread.core.actors import command
from goldenthread.core.models import Reading
from goldenthread.desk.record import load
from goldenthread.people.models import (
    Address,
    Adult,
    Child,
    Document,
    Involvement,
    Membership,
    Organisation,
    Relationship,
)
from goldenthread.people.policies import involvements_of
from goldenthread.people.standing import NOBODY, permitted, stand

from . import making
from .making import ON

PARTS = ("", "/dates", "/timeline", "/people", "/papers", "/readings")


@pytest.fixture
def amy(area, ellis):
    return making.child(
        area, forename="Amy", surname="Ash", preferred_name="Ames", received_on=ON - timedelta(days=50), worker=ellis,
        school="Harrow Field School", upn="A999900000001", nhs_number="9990000018",
    )  # fmt: skip


@action
def _family(*, child, by, on):
    adult = Adult.objects.create(name="Rowan Ash", phone="07700 900123", address="1 Mill Lane", postcode="CB1 1AA")
    Relationship.objects.create(
        child=child, adult=adult, kind="mother", parental_responsibility_from=child.date_of_birth
    )
    Address.objects.create(child=child, lines="1 Mill Lane", postcode="CB1 1AA", from_on=date(2020, 1, 1))
    record("people.add_adult", child=child, subject=adult, fact={"kind": "mother", "parental_responsibility": True})


@action
def _paper(*, child, by, on):
    file = files.store(b"Dear Ms Ash", content_type="text/plain", scan="made_here")
    made = Document.objects.create(child=child, file=file, kind="letter", title="Letter about Amy", made_on=on)
    record("people.add_document", child=child, subject=made, fact={"kind": "letter"})
    return made


def given(something, **told):
    with wall.lifted(because="a test sets the scene"):
        return something(by=command("test"), on=ON, **told)


def read(client, child, part=""):
    return client.get(f"/children/{child.pk}{part}").content.decode()


def test_the_first_page_says_who_where_and_what_is_next(at_desk, amy, ellis):
    text = read(at_desk, amy)
    for words in ("Amy Ash", "Known as", "Ames", "age 10", "Year 6", "A999900000001", "999 000 0018", "Harrow Field School",
                  "Deciding whether to assess", "Ellis Marsh", "Decide whether to assess and tell the family", "8\u00a0days\u00a0late"):  # fmt: skip
        assert words in text, words


def test_the_first_page_says_who_holds_the_rights_until_when_and_by_what_law(at_desk, amy):
    text = read(at_desk, amy)
    assert "The parent" in text
    assert "From 26 June 2032 the rights are the young person’s own" in text
    assert "Children and Families Act 2014, section 83(2)" in text


def test_every_clock_gives_its_date_its_state_and_why(at_desk, amy):
    text = read(at_desk, amy, "/dates")
    assert "Request received on 1 October 2026" in text
    assert "12 November 2026" in text
    assert "by 8\u00a0days" in html.unescape(text)
    assert "SEND Regulations 2014, regulation 5(1)" in text
    assert "Excused only by" in text
    assert "Send the final plan" in text


def test_a_record_of_plain_names_is_a_page_in_ascii_whatever_languages_its_foot_offers(at_desk, amy):
    text = read(at_desk, amy, "/dates")
    assert text.isascii()
    assert "\u0627\u0631\u062f\u0648" in html.unescape(text), "Urdu is offered by its own name"


@action
def _claim(*, child, accepted_on, by, on):
    request = child.requests.get()
    ExceptionClaim.objects.create(
        request=request, clock="EHCNA-06", ground="absence", claimed_on=on, accepted_on=accepted_on
    )
    record("casework.claim_exception", child=child, subject=request, fact={"clock": "EHCNA-06", "ground": "absence"})


def test_a_claim_that_is_not_accepted_leaves_the_date_binding(at_desk, amy):
    given(_claim, child=amy, accepted_on=None)
    text = read(at_desk, amy, "/dates")
    assert "away from the area for at least four weeks. Nobody has accepted it, so the date still binds" in text
    assert "by 8\u00a0days" in html.unescape(text)


def test_an_accepted_exception_shows_that_no_date_binds(at_desk, amy):
    given(_claim, child=amy, accepted_on=ON)
    text = read(at_desk, amy, "/dates")
    assert "Exception: no fixed date" in text
    assert "8\u00a0days\u00a0late" not in text


@action
def _decided(*, child, by, on):
    request = child.requests.get()
    Decision.objects.create(request=request, about="assess", yes=True, made_on=on, notified_on=on)
    record(
        "casework.decide_to_assess",
        child=child,
        subject=request,
        fact={"yes": True, "made_on": on, "notified_on": on, "letters": 2},
    )


def test_what_was_done_late_says_by_how_much(at_desk, amy):
    given(_decided, child=amy)
    text = read(at_desk, amy, "/dates")
    assert "Done late" in text
    assert "8 days after the date" in text


def test_the_timeline_tells_what_happened_in_words(at_desk, amy):
    given(_decided, child=amy)
    text = read(at_desk, amy, "/timeline")
    assert "Decided to assess on 20 November 2026; told on 20 November 2026. 2 letters" in text
    assert "Golden Thread (command: test)" in text


def test_who_looked_names_the_person_their_role_and_their_body(at_desk, amy):
    read(at_desk, amy)
    text = read(at_desk, amy, "/readings")
    assert "Ellis Marsh, SEND team" in text
    assert "EHC coordinator" in text
    assert "The record’s first page" in text


# --- who sees what


def test_the_named_worker_sees_family_and_contact(at_desk, amy):
    given(_family, child=amy)
    assert "Rowan Ash" in read(at_desk, amy)
    text = read(at_desk, amy, "/people")
    assert "07700 900123" in text
    assert "1 Mill Lane" in text


def test_an_officer_who_is_not_the_worker_sees_no_family_contact_or_papers(client, area, amy):
    given(_family, child=amy)
    given(_paper, child=amy)
    making.sign_in(client, making.officer(area, name="Robin Vale"))
    everything = "".join(read(client, amy, part) for part in PARTS)
    assert "Amy Ash" in everything
    for hidden in ("Rowan Ash", "07700 900123", "Mill Lane", "Letter about Amy"):
        assert hidden not in everything
    for part in ("/papers", "/readings"):
        assert client.get(f"/children/{amy.pk}{part}").status_code == 404
    assert "Who looked" not in read(client, amy)


def test_a_manager_sees_it_all_by_area(client, area, amy):
    given(_family, child=amy)
    given(_paper, child=amy)
    making.sign_in(client, making.officer(area, role="team_manager", name="Ruth Lane"))
    assert "07700 900123" in read(client, amy, "/people")
    assert "Letter about Amy" in read(client, amy, "/papers")


def test_to_a_stranger_there_is_no_such_page(client, area, amy):
    making.sign_in(client, making.officer(making.area("Elsewhere"), role="head_of_send"))
    for part in PARTS:
        refused = client.get(f"/children/{amy.pk}{part}")
        nothing = client.get(f"/children/{uuid4()}{part}")
        assert refused.status_code == nothing.status_code == 404
    assert not Reading.objects.exists()


@action
def _world(*, areas, ties, periods, by, on):
    """A child for each area, open and closed, without a tie and with each tie in each period. No case is kept."""
    tied = [(None, None), *product(ties, periods)]
    for area, closed, (tie, period) in product(areas, (None, on), tied):
        child = Child.objects.create(
            area=area, forename="Kai", date_of_birth=date(2016, 3, 4), first_recorded_on=on, closed_list_on=closed
        )
        if tie:
            since, until = period
            Involvement.objects.create(child=child, area=area, from_on=since, until_on=until, because="a test", **tie)
    record("test.world")


# Some 40 children, each opened by four people: about half a second.
def test_the_record_opens_to_whom_the_rule_of_the_house_opens_it_and_as_far(area, ellis):
    """One statement says again what `visible_to` and the involvements say, the wall aside."""
    elsewhere, day = making.area("Elsewhere"), timedelta(days=1)
    school = Organisation.objects.create(kind="setting", name="Harrow Field School")
    teacher = User.objects.create_user("teacher@example.org", name="Tess Hill")
    Membership.objects.create(user=teacher, organisation=school, role="setting_staff", from_on=ON)
    given(
        _world, areas=(area, elsewhere), ties=({"user": ellis, "role": "cover"}, {"organisation": school, "role": "setting"}),
        periods=((ON, ON), (ON - day, None), (ON - day, ON - day), (ON + day, None)),
    )  # fmt: skip
    for person in (ellis, teacher, making.officer(area, "head_of_send"), making.officer(elsewhere, "team_manager")):
        standing, answers = stand(person, ON), set()
        with wall.lifted(because="a test asks the statement alone, and the queryset alone"):
            seen = set(Child.objects.visible_to(standing, ON))
            for child in Child.objects.select_related("area"):
                pairs = standing.scopes_on(child, involvements_of(standing, child, ON)) if child in seen else set()
                may = permitted(pairs, "ident", "view") and permitted(pairs, "request", "view")
                opened = load(standing, child.pk)
                assert bool(opened) == may
                if opened:
                    assert (opened.pairs, opened.child.area, opened.case) == (pairs, child.area, None)
                answers.add(may)
        assert answers == {True, False}


def test_a_visitor_opens_no_record(amy):
    with wall.lifted(because="a test asks the statement alone"):
        assert load(NOBODY, amy.pk) is None


def test_a_closed_record_is_no_page_even_for_the_head_of_send(client, area):
    hidden = making.child(area, forename="Hidden", surname="Hart", received_on=ON, closed_list_on=ON)
    making.sign_in(client, making.officer(area, role="head_of_send"))
    assert client.get(f"/children/{hidden.pk}").status_code == 404


def test_each_part_that_is_read_leaves_its_own_reading_event(at_desk, amy, ellis):
    given(_paper, child=amy)
    for part in PARTS:
        assert at_desk.get(f"/children/{amy.pk}{part}").status_code == 200
    assert list(Reading.objects.order_by("pk").values_list("page", "scope", "by_id")) == [
        (page, "case", ellis.pk)
        for page in (
            "desk.record",
            "desk.record.clocks",
            "desk.record.timeline",
            "desk.record.people",
            "desk.record.documents",
            "desk.record.readings",
        )
    ]


def test_the_record_leads_to_its_request_and_its_papers(at_desk, amy):
    paper = given(_paper, child=amy)
    request = amy.requests.get()
    assert f"/requests/{request.pk}" in read(at_desk, amy)
    assert f"/requests/{request.pk}" in read(at_desk, amy, "/dates")
    assert f"/documents/{paper.pk}" in read(at_desk, amy, "/papers")


# --- a long record stays usable, and costs no more


@action
def _much(*, child, how_many, by, on):
    for number in range(how_many):
        record("people.correct_child", child=child, fact={"changed": ["surname"], "number": number}, touches=())


def test_a_long_history_is_read_in_pages_to_its_end(at_desk, amy):
    given(_much, child=amy, how_many=60)
    seen, address = [], f"/children/{amy.pk}/timeline"
    while address:
        page = at_desk.get(address)
        seen.append([told.id for told in page.context["told"]])
        address = page.context["steps"].get("next", {}).get("href")
    assert [len(ids) for ids in seen] == [25, 25, 11]
    assert len({key for ids in seen for key in ids}) == 61


# The session, the user with their standing (and the wall), the record with its case and this person's ties to it, what the
# part shows, and the reading event.
QUESTIONS = [
    'FROM "django_session"',
    "people_membership m JOIN",
    "FROM people_child c",
    'INSERT INTO "core_reading"',
]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_record_asks_as_few_questions_however_long_the_record(at_desk, amy, part):
    """One more where what is shown stands in the log of readings or of events itself: the others note the reading as they ask."""
    given(_family, child=amy)
    expected = [*QUESTIONS, ""] if part in ("/timeline", "/readings") else QUESTIONS
    counted = []
    for how_many in (1, 300):
        given(_much, child=amy, how_many=how_many)
        read(at_desk, amy, part)
        with CaptureQueriesContext(connection) as captured:
            read(at_desk, amy, part)
        asked = making.queries(captured)
        counted.append(len(asked))
        for sql, words in zip(asked, expected, strict=True):
            assert words in sql
    assert counted == [len(expected)] * 2


@pytest.mark.parametrize("query", ["?before=x", "?before=-1", "?before=99999999999999999999", "?before=1"])
def test_a_place_that_makes_no_sense_is_left_out(at_desk, amy, query):
    for part in ("/timeline", "/readings"):
        assert at_desk.get(f"/children/{amy.pk}{part}{query}").status_code == 200
