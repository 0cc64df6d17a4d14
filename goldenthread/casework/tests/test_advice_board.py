"""The board: what is late, due, weak and returned, for whom, and how each service keeps its six weeks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.casework.actions import advising, answering
from goldenthread.casework.advice import board
from goldenthread.casework.advice.board import Asked, Place
from goldenthread.casework.models import AdviceRequest, Request
from goldenthread.casework.views.board import chart_by_body, sentence
from goldenthread.core import clock
from goldenthread.people.models import Child
from goldenthread.people.policies import standing_of
from tests import making

from .advice_situations import answered, asked, assessing, psychologist
from .situations import manager, new_child
from .test_recording_pages import words

pytestmark = pytest.mark.django_db

DUE = date(2027, 1, 4)


@pytest.fixture
def ask(db):
    """Asked of a psychology service."""
    [made] = asked(assessing(), body=making.body("psychology", name="Calderbeck Psychology"))
    return made


def seen_by(person, on, **asked_for):
    with clock.standing_on(on):
        person.__dict__.pop("standing", None)
        standing = standing_of(person)
        rows, *_ = board.page(standing, Asked(**asked_for))
        return [row.id for row in rows], board.counts(standing, Asked(**asked_for))


@pytest.mark.parametrize(
    ("days", "tabs"), [(-20, {"all"}), (-7, {"all", "week"}), (0, {"all", "week"}), (1, {"all", "late"})]
)
def test_an_ask_stands_under_what_is_true_of_it_that_day(ask, days, tabs):
    person = manager()
    for show in board.SHOWS:
        ids, counts = seen_by(person, DUE + timedelta(days=days), show=show)
        assert (ids == [ask.pk], counts[show]) == (show in tabs, int(show in tabs)), show


def test_weak_advice_is_listed_until_it_is_accepted_and_returned_advice_until_it_comes(ask):
    person = manager()
    answering.add_passage(ask=ask, kind="need", text="Help", by=person, on=making.TODAY)
    answering.send_advice(ask=ask, by=person, on=making.TODAY)
    assert seen_by(person, making.TODAY, show="weak")[1] == {"all": 1, "late": 0, "week": 0, "check": 1, "weak": 1, "returned": 0}
    advising.return_advice(ask=ask, reasons="More", by=person, on=making.TODAY)
    assert seen_by(person, making.TODAY, show="returned") == ([ask.pk], {"all": 1, "late": 0, "week": 0, "check": 0, "weak": 0, "returned": 1})
    advising.withdraw_ask(ask=ask, why="Enough", by=person, on=making.TODAY)
    assert seen_by(person, making.TODAY)[0] == []


def test_a_coordinator_finds_their_own_cases_and_a_manager_the_area(ask):
    own = ask.child.case.worker
    assert seen_by(own, making.TODAY)[0] == [ask.pk]
    assert seen_by(making.officer(), making.TODAY)[0] == []
    assert seen_by(making.somebody("team_manager", of=making.area("991", "Thornmouth")), making.TODAY)[0] == []


def test_a_designated_officer_finds_the_health_asks_of_the_boards_children(ask):
    icb, clinic = making.body("icb"), making.body("health")
    making.involve(icb, ask.child, "health")
    [of_health] = asked(ask.request, body=clinic, kind="medical")
    assert seen_by(making.somebody("designated_officer", icb), making.TODAY)[0] == [of_health.pk]


def test_a_closed_record_is_on_nobodys_board_but_theirs_who_are_named(ask, sign_in):
    person = manager()
    Child.objects.filter(pk=ask.child_id).update(closed_list_on=making.TODAY)
    assert ask.child.name not in words(sign_in(person).get("/advice/board"))
    making.involve(person, ask.child, "named_list")
    assert ask.child.name in words(sign_in(person).get("/advice/board"))


def test_filters_are_kept_in_the_address(ask, sign_in):
    client = sign_in(manager())
    assert "Kai Alder" in words(client.get(f"/advice/board?body={ask.asked_of_id}&kind=psychology"))
    page = words(client.get("/advice/board?kind=medical&show=late"))
    assert "Kai Alder" not in page and "Kind of advice: Medical" in page
    assert client.get("/advice/board?after=nonsense&body=x&show=%00").status_code == 200


def test_an_adviser_has_no_board(ask, sign_in):
    assert sign_in(psychologist(ask.asked_of)).get("/advice/board").status_code == 404


def test_advice_counts_as_in_time_by_the_day_it_first_came():
    ask = answered()
    advising.return_advice(ask=ask, reasons="More", by=manager(), on=making.TODAY)
    asked(assessing(new_child=new_child(forename="Robin", surname="Teal", date_of_birth=date(2014, 8, 2), adults=())), body=ask.asked_of)
    person = manager()
    with clock.standing_on(DUE + timedelta(days=1)):
        [kept] = board.league(standing_of(person), Asked())
    assert (kept.due, kept.in_time, kept.out) == (2, 1, 2)
    assert chart_by_body([kept]).sentence == "Of 2 pieces of advice due in the last year, 1 (50%) came in time."
    assert sentence(0, 0, [], []) == "No advice has fallen due in the last year."


def many(count, first=0):
    """So many children with an open ask each, written at once."""
    area, service = making.area(), making.body("psychology", name="Large Service")
    born, on = date(2015, 1, 1), making.TODAY
    children = Child.objects.bulk_create(
        [Child(forename=f"Wren{n}", surname="Poole", date_of_birth=born, area=area, first_recorded_on=on, reference=f"GT-{n:08}") for n in range(first, first + count)]
    )
    requests = Request.objects.bulk_create([Request(child=child, area=area, received_on=on, route="parent", channel="email") for child in children])
    AdviceRequest.objects.bulk_create(
        [
            AdviceRequest(request=request, child_id=request.child_id, area=area, kind="psychology", asked_of=service, asked_on=on,
                          due_on=on + timedelta(days=n % 40))
            for n, request in enumerate(requests)
        ]
    )  # fmt: skip
    from goldenthread.casework.keeping import refresh_cases

    refresh_cases([child.pk for child in children])


def test_every_ask_is_found_once_by_going_on_and_back(sign_in):  # makes 120 children: half a second
    many(120)
    person = manager()
    standing = standing_of(person)
    seen, place = [], None
    while True:
        rows, _, after = board.page(standing, Asked(place=place))
        seen += [row.id for row in rows]
        if after is None:
            break
        place = Place.read(after)
    assert len(seen) == len(set(seen)) == 120
    rows, before, _ = board.page(standing, Asked(place=place))
    back, *_ = board.page(standing, Asked(place=Place.read(before, backwards=True)))
    assert [row.id for row in back] == seen[50:100]


def test_the_board_asks_the_database_no_more_of_a_larger_area(sign_in):  # makes 60 children: half a second
    client, counts = sign_in(manager()), []
    client.get("/advice/board")
    for first, number in ((0, 3), (3, 57)):
        many(number, first=first)
        with CaptureQueriesContext(connection) as captured:
            client.get("/advice/board")
        counts.append(len(captured))
    assert counts[0] == counts[1]
