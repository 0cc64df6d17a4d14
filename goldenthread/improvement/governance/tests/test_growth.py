"""A list asks the database as many questions for many rows as for few."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.improvement.governance.actions.engagement import log_engagement, receive_question
from goldenthread.improvement.governance.actions.following import agree_action
from goldenthread.improvement.governance.actions.ladder import seat, set_up_board
from goldenthread.improvement.governance.actions.risk import escalate
from tests import making

from . import made

pytestmark = pytest.mark.django_db

LISTS = ("ladder", "agreed_actions", "risks", "escalations", "reports", "engagements", "questions")


def fill(of, held, many: int) -> None:
    """So many more of everything."""
    for number in range(many):
        common = {"by": made.BY, "on": made.TODAY}
        group = set_up_board(area=of.area, name=f"Group {held.pk} {many} {number}", kind="working", above=of.board, must_have=["health"], **common)
        seat(board=group, name="Di Moor", post="", organisation=of.health.organisation, sector="health", level="lead", role="chair", **common)
        risk = made.risk(of)
        escalate(from_board=of.board, about="risk", risk=risk, title=str(risk), reason="No money", asked="Posts", **common)
        agree_action(meeting=held, item=None, words="Write", owner=of.health, due_on=made.TODAY + timedelta(days=7), **common)
        log_engagement(area=of.area, kind="event", title="Evening", about="Waits", from_on=made.TODAY, until_on=made.TODAY, people={"family": 9}, **common)
        receive_question(area=of.area, kind="public", asked_on=made.TODAY, asked_by="", asked_at="", board=of.board, words="Why?", **common)


# Sets up a dozen groups with all that belongs to them, and opens nine pages twice: about two seconds.
def test_a_list_asks_no_more_of_many_than_of_few(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.standing_on(made.TODAY):
        of = made.governed()
        made.planned(of)
        held = made.meeting(of, held=True)
        client.force_login(making.somebody("board_member", of=of.area), backend="django.contrib.auth.backends.ModelBackend")
        addresses = [reverse(f"improvement:{name}") for name in LISTS] + [reverse("improvement:board", args=[of.board.pk]), reverse("improvement:board_meeting", args=[held.pk])]
        counts = []
        for more in (2, 10):
            fill(of, held, more)
            counted = {}
            for address in addresses:
                client.get(address)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(address).status_code == 200
                counted[address] = len(asked)
            counts.append(counted)
    assert counts[0] == counts[1]
    assert max(counts[1].values()) < 26, counts[1]
