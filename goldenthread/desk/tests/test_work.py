import html
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.models import Reading

from . import making
from .making import ON


def test_a_visitor_reads_what_this_is_and_where_to_sign_in(client, db):
    page = client.get("/")
    assert page.status_code == 200
    assert "Sign in" in page.content.decode()
    assert Reading.objects.count() == 0


def test_an_officer_who_signs_in_comes_to_their_work(at_desk):
    assert at_desk.get("/").url == "/work"


def test_what_is_late_comes_first_and_says_why(at_desk, area, ellis):
    making.child(area, forename="Late", surname="Larch", received_on=ON - timedelta(days=45), worker=ellis)
    making.child(area, forename="Soon", surname="Sorrel", received_on=ON - timedelta(days=40), worker=ellis)
    text = at_desk.get("/work").content.decode()
    assert text.index("Late Larch") < text.index("Soon Sorrel")
    text = html.unescape(text)
    assert "3\u00a0days\u00a0late" in text
    assert "2\u00a0days\u00a0left" in text
    assert "6 weeks from 6\u00a0Oct\u00a02026, when a request was received" in text
    assert "SEND Regulations 2014, regulation 5(1)" in text


def test_another_workers_children_are_not_my_work(at_desk, area):
    other = making.officer(area, name="Robin Vale")
    making.child(area, forename="Theirs", received_on=ON, worker=other)
    text = at_desk.get("/work").content.decode()
    assert "Theirs" not in text
    assert "Nothing is due to you" in text


def test_a_child_without_a_named_worker_is_found_under_no_named_worker(at_desk, area, ellis):
    making.child(area, forename="Nobody", surname="Yet", received_on=ON)
    making.child(area, forename="Somebody", surname="Has", received_on=ON, worker=ellis)
    text = at_desk.get("/work?tab=unassigned").content.decode()
    assert "Nobody Yet" in text
    assert "Somebody Has" not in text
    assert "Somebody Has" in at_desk.get("/work?tab=team").content.decode()


@pytest.mark.parametrize("tab", ["", "?tab=unassigned", "?tab=team", "?tab=nonsense", "?after=x", "?after=99999999999999999999", "?before=7", "?tab=team&after=x"])  # fmt: skip
def test_looking_at_work_leaves_one_reading_of_the_children_shown(at_desk, area, ellis, tab):
    child = making.child(area, received_on=ON, worker=ellis)
    making.child(area, forename="Other", received_on=ON)
    assert at_desk.get(f"/work{tab}").status_code == 200
    for reading in Reading.objects.all():
        assert reading.by_id == ellis.pk
        assert child.pk in reading.child_ids or tab == "?tab=unassigned"


def test_work_is_paged_both_ways_without_loss(at_desk, area, ellis):
    # 120 children: the only way to see three pages.
    making.fill(area, 120, worker=ellis)
    seen, address = [], "/work"
    while address:
        page = at_desk.get(address)
        seen.append([row.name for row in page.context["work"].rows])
        address = page.context["steps"].get("next", {}).get("href")
    assert [len(names) for names in seen] == [50, 50, 20]
    assert len({name for names in seen for name in names}) == 120
    back = at_desk.get(page.context["steps"]["previous"]["href"])
    assert [row.name for row in back.context["work"].rows] == seen[1]


@pytest.mark.parametrize("tab, most", [("mine", 6), ("team", 6)])
def test_my_work_asks_the_database_the_same_few_questions_whatever_the_caseload(at_desk, area, ellis, tab, most):
    # 5,000 children take a second to make: the point is that they cost the page no question more than 25.
    counted = []
    for how_many in (25, 5_000):
        making.fill(area, how_many, worker=ellis)
        at_desk.get("/work")
        with CaptureQueriesContext(connection) as captured:
            assert at_desk.get(f"/work?tab={tab}").status_code == 200
        counted.append(len(making.queries(captured)))
    assert counted[0] == counted[1] <= most


def test_a_head_of_send_in_another_area_sees_none_of_it(client, area, ellis):
    making.child(area, received_on=ON, worker=ellis)
    elsewhere = making.area("Elsewhere")
    making.sign_in(client, making.officer(elsewhere, role="head_of_send"))
    assert "Amy Ash" not in client.get("/work?tab=team").content.decode()


def test_somebody_who_is_no_officer_gets_a_plain_page(client, area):
    making.sign_in(client, making.officer(area, role="board_member"))
    page = client.get("/", follow=True)
    assert page.status_code == 200
    assert "You are signed in" in page.content.decode()


def test_due_on_the_day_is_not_late(at_desk, area, ellis):
    making.child(area, received_on=date(2026, 10, 9), worker=ellis)
    text = at_desk.get("/work").content.decode()
    assert "due\u00a0today" in html.unescape(text)
    assert "Nothing late" in text
