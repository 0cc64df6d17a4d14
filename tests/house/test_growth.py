"""A list asks the database as many questions for two thousand children as for twenty-five."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.desk.tests import making as desk
from tests import making

from .addresses import ROUTES

pytestmark = pytest.mark.django_db

#: Lists by their address; a route that lists children (its door says "list") must be among them.
LISTS = (
    "/advice", "/advice/board", "/work", "/work?tab=team", "/work?tab=unassigned", "/caseload", "/caseload?show=all&sort=-name&q=child", "/caseload?late=1&worker=me", "/area", "/area/late", "/area/late/cases", "/area/flow", "/area/workload",
    "/transfers", "/leavers", "/after-16", "/reviews", "/reviews/quality", "/themes", "/plans-to-judge", "/reviews?list=decide&late=yes&school=a", "/steps-across", "/panels", "/consultations", "/messages", "/provision/sheet", "/provision/given", "/provision/given/list", "/provision/files", "/provision/terms",
    "/exclusions", "/exclusions?kind=permanent&calls=yes", "/disputes", "/disputes?late=yes&stage=open", "/disputes/to-do", "/disputes/lessons", "/disputes/figures", "/outbox", "/exports", "/returns", "/requests/new", "/users", "/law/settings", "/records-looked-at", "/improvement", "/improvement/strategies", "/improvement/promised", "/improvement/inspections", "/improvement/groups", "/improvement/actions", "/improvement/risks", "/improvement/raised", "/improvement/reports",
    "/improvement/consultations", "/improvement/questions", "/returns/years/2026", "/agreements", "/returns/health", "/returns/numbers?whose=all", "/returns/to-put-right?whose=all",
)  # fmt: skip


def test_every_page_that_lists_is_counted_here():
    listing = {
        route.address()
        for route in ROUTES
        if route.door.action == "list" and not route.parameters and route.door.kind == "needs"
    }
    only_sent = {"/caseload/views"}
    assert listing - only_sent <= {address.partition("?")[0] for address in LISTS}


# Makes two thousand children at once and opens twelve lists twice: about two seconds.
@pytest.mark.parametrize("role", ["team_manager", "head_of_send", "administrator"])
def test_a_list_asks_no_more_of_two_thousand_than_of_twenty_five(client, role):
    with clock.standing_on(desk.ON):
        area = making.area()
        person = making.somebody(role)
        client.force_login(person)
        asked = []
        for how_many in (25, 2000):
            desk.fill(area, how_many, worker=person)
            counts = {}
            for address in LISTS:
                client.get(address)
                with CaptureQueriesContext(connection) as captured:
                    answer = client.get(address)
                counts[address] = (answer.status_code, len(desk.queries(captured)))
            asked.append(counts)
    assert asked[0] == asked[1]
    # A dashboard counts its history anew until the night's job has kept it: a statement for each kind of thing counted.
    assert max(number for address, (_, number) in asked[1].items() if address != "/area") < 20
    assert any(status == 200 for status, _ in asked[1].values())
