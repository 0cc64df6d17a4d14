"""D2: an area's dashboard against django-helpdesk's dashboard and report by month, and what is counted ahead against a count from nothing.

Equal first: the tiles of our page must be what the tables hold, counted here by the cluster's owner.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Any

from bench import ours, place
from bench.datagen import plans
from bench.ours import turn
from bench.pairs import interleave
from bench.peers import helpdesk
from bench.results import Result, compared

PAGE = "/area"
_TILE = re.compile(r"<dt>(?:<a[^>]*>)?([^<]+)(?:</a>)?</dt><dd>([\d,]+)</dd>")
#: So many pages for one figure of processor time: the system counts it in hundredths of a second.
PAGES = 100
STAGES = {"Plans in force": "plan", "Deciding whether to assess": "deciding", "Assessing": "assessing", "Writing the plan": "drafting"}


def results(run: Any) -> Iterator[Result]:
    for size in run.sizes:
        database, label = plans.prepare(size), plans.label(size)
        place.in_memory(database)
        before = place.cpu_of([place.postgres_pid()])
        told = json.loads(place.manage(database, "recount"))
        time.sleep(0.5)  # until the process that counted is gone, whose time is then its parent's
        seconds = place.cpu_of([place.postgres_pid()]) - before
        assert told["equal"], told
        yield Result("D2-recount", label, seconds, f"{seconds:.1f} s of processor, {told['seconds']} on the wall, equal", extra=told)
        place.manage(database, "rebuild_snapshots", "--area", area_code(database))
        counted = from_the_tables(database)
        with ours.served(database, "ruth") as (server, client):
            asked = [client.get(PAGE) for _ in range(20)]  # each process has shown it
            shown = tiles(asked[-1])
            assert {name: shown[name] for name in counted} == counted, (shown, counted)
            before = server.cpu()
            for _ in range(PAGES):
                client.get(PAGE)
            spent = (server.cpu() - before) / PAGES * 1000
            statements = client.get(PAGE, **ours.COUNT).queries
            yield Result("D2-cpu", label, spent, f"{spent:.1f} ms, {statements} statements")
            for tickets in (10_000, 100_000):
                if size >= tickets and helpdesk.prepare(tickets) is not None:
                    with helpdesk.served(tickets) as (other, theirs):
                        for goal, address in (("dashboard", "/dashboard/"), ("report", "/reports/daysuntilticketclosedbymonth/")):
                            pairs = interleave(turn(server, client, PAGE, 20, ok), turn(other, theirs, address, 1, ok), lambda mine, theirs: mine == theirs == 200)
                            yield compared(f"D2-{goal}-{tickets // 1000}k", f"{size:,} / {tickets:,}", pairs)


def tiles(answer: Any) -> dict[str, int]:
    """The figures at the top of the page."""
    return {name: int(value.replace(",", "")) for name, value in _TILE.findall(answer.text)}


def area_code(database: str) -> str:
    """Of the area whose head of SEND looks."""
    with place.connect(database) as owner:
        return owner.execute(
            "SELECT a.code FROM access_user u JOIN people_membership m ON m.user_id = u.id JOIN people_organisation o ON o.id = m.organisation_id JOIN people_area a ON a.id = o.area_id"
            " WHERE u.persona = 'ruth'"
        ).fetchone()[0]


def from_the_tables(database: str) -> dict[str, int]:
    """The same, counted from the rows."""
    with place.connect(database) as owner:
        area = owner.execute("SELECT o.area_id FROM access_user u JOIN people_membership m ON m.user_id = u.id JOIN people_organisation o ON o.id = m.organisation_id WHERE u.persona = 'ruth'").fetchone()[0]
        stages = dict(owner.execute("SELECT stage, count(*) FROM casework_case WHERE area_id = %s AND open GROUP BY 1", [area]).fetchall())
        nobody, late = owner.execute(
            "SELECT count(*) FILTER (WHERE worker_id IS NULL), count(*) FILTER (WHERE next_due_on < current_date) FROM casework_case WHERE area_id = %s AND open", [area]
        ).fetchone()
    return {**{name: stages.get(stage, 0) for name, stage in STAGES.items()}, "No named worker": nobody, "Cases with a legal date past": late}


def ok(answer: Any) -> int:
    return answer.status
