"""Every statement of the desk's pages has a way through the large tables along an index.

The planner is told to avoid reading a table from end to end, and does so only where nothing else is possible: what this
holds is that something else is. Which way it chooses by itself among 640,000 plans is measured by the bench (job X1).
"""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection

from . import making
from .making import ON

LARGE = {"people_child", "casework_case", "people_deadline", "people_childword"}


def read_whole(plan: dict) -> set[str]:
    """The large tables that a plan reads from end to end."""
    found = {plan["Relation Name"]} & LARGE if plan["Node Type"] == "Seq Scan" else set()
    return found.union(*(read_whole(part) for part in plan.get("Plans", ())))


@pytest.fixture
def scans(at_desk, area, ellis):
    """Opens a page; what its statements read from end to end, with each statement's beginning."""
    child = making.child(area, forename="Amy", surname="Ash", received_on=ON - timedelta(days=50), worker=ellis)
    making.fill(area, 200, worker=ellis)

    def opened(path):
        found, explained = [], 0

        def explain(execute, sql, params, many, context):
            nonlocal explained
            if re.match(r"\s*(SELECT|WITH)", sql) and "set_config" not in sql[:60]:
                cursor = context["cursor"].cursor
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                said = cursor.fetchone()[0]
                found.extend((table, sql[:80]) for table in read_whole((json.loads(said) if isinstance(said, str) else said)[0]["Plan"]))
                explained += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(explain):
            assert at_desk.get(path.format(child=child.pk)).status_code == 200
        assert explained >= 2
        return found

    return opened


PAGES = (
    "/caseload", "/caseload?sort=name", "/caseload?sort=-due", "/caseload?stage=plan&late=1", "/caseload?q=ash", "/caseload?q=ahs+amy",
    "/work", "/work?tab=team", "/work?tab=unassigned", "/children/{child}", "/children/{child}/dates", "/children/{child}/timeline", "/children/{child}/people",
)  # fmt: skip


def test_no_page_of_the_desk_must_read_a_large_table_from_end_to_end(scans):
    # Thirteen pages of one caseload: a second and a half together, apart each would make the children again.
    assert {page: found for page in PAGES if (found := scans(page))} == {}
