"""How many statements the database is sent when something is saved, and that a larger area needs no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import making

from .situations import manager, new_child, received
from .test_deciding_pages import ANSWERS
from .test_recording_pages import ADULT, WHO, begin, fill

pytestmark = pytest.mark.django_db

# What sending a request asks, in order: the session, the user, the standing (with the wall), the draft (taken), the
# colleagues (with the area), the action's guard, likenesses, all new rows in one statement, the job, three for search
# words, the case, the events, and the guard again.
SENDING = 15

# What confirming a decision asks: the session, the user, the standing, the request with its decisions and its claims
# (3), the reading event, the draft (taken), the guard, five for who gets the letter and from whom, the version, the
# files, all new rows in one statement, the messages and their job, seven for the clocks, the case, the events, the guard.
CONFIRMING = 29


def statements(do) -> int:
    """What was sent besides savepoints and what the tests' own transaction adds at the end."""
    with CaptureQueriesContext(connection) as captured:
        answer = do()
    assert answer.status_code == 302
    sql = [each["sql"] for each in captured.captured_queries]
    return len(
        [
            each
            for each in sql
            if "SAVEPOINT" not in each and not each.startswith("SELECT set_config('app.wall', 'lifted'")
        ]
    )


def test_sending_a_request_asks_no_more_in_a_larger_area(at_desk, officer):  # makes 40 children: a second
    at = begin(at_desk)
    fill(at_desk, at, officer)
    assert statements(lambda: at_desk.post(f"{at}/check")) <= SENDING
    for number in range(40):
        making.child(f"Wren{number} Poole", born=date(2015, 1, 1) + timedelta(days=number))
    at = begin(at_desk)
    fill(
        at_desk,
        at,
        officer,
        who={**WHO, "forename": "Robin", "surname": "Teal", "date_of_birth-year": "2013"},
        child={"sex": "F"},
    )
    at_desk.post(f"{at}/family?adult=1", {**ADULT, "name": "Sam Reed"})
    assert statements(lambda: at_desk.post(f"{at}/check")) <= SENDING


def test_confirming_a_decision_asks_no_more_for_more_letters(sign_in):
    client = sign_in(manager())
    small = received()
    client.post(f"/requests/{small.pk}/decide", ANSWERS)
    assert statements(lambda: client.post(f"/requests/{small.pk}/decide/check")) <= CONFIRMING
    making.body("icb")
    making.body("social_care")
    child = new_child(forename="Robin", surname="Teal", date_of_birth=date(2013, 1, 2), setting=making.school())
    large = received(new_child=child)
    client.post(f"/requests/{large.pk}/decide", ANSWERS)
    assert statements(lambda: client.post(f"/requests/{large.pk}/decide/check")) <= CONFIRMING
