"""How many statements the database is sent when something is saved, and that a larger area needs no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.casework.keeping import refresh_request_clocks
from goldenthread.people import law_readings
from tests import making

from .situations import manager, new_child, received
from .test_deciding_pages import ANSWERS
from .test_recording_pages import ADULT, WHO, begin, fill

pytestmark = pytest.mark.django_db

# What sending a request asks, in order: the session, whoever asks with their standing (and the wall), the draft (taken)
# with the area and its officers, the action's guard, likenesses, all that is written (rows, search words, the job, the
# events), and the case with the guard closed again.
SENDING = 7

# What confirming a decision asks: the session, whoever asks with their standing, the request with its decisions and its
# claims, the draft (taken), the guard, who gets the letter and from whom, all that is written (the version, files,
# letters, the decision, the clocks, messages and their job, the event), and the case with the guard closed again.
CONFIRMING = 8


def statements(do) -> int:
    """What was sent besides savepoints, what the tests' own transaction adds at the end, and what a process keeps for
    some seconds (how the law is read)."""
    law_readings.settings_of(None)
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


def test_the_clocks_of_a_childs_requests_are_read_in_one_statement_and_kept_in_another():
    request = received()
    law_readings.settings_of(None)
    with CaptureQueriesContext(connection) as captured:
        assert refresh_request_clocks([request.child_id]) == 0
    assert len(captured) == 2
