"""D2: an area's dashboard against django-helpdesk's dashboard and report by month, and what is counted ahead against a count from nothing.

Equal first: the tiles of our page must be what the tables hold, counted here by the cluster's owner.
"""

from __future__ import annotations

import json
import re
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
STAGES = {"Plans in force": "plan", "Deciding whether to assess": "deciding", "Assessing": "assessing", "Writing the plan": "drafting"}


def results(run: Any) -> Iterator[Result]:
    for size in run.sizes:
        database, label = plans.prepare(size), plans.label(size)
        told = json.loads(place.manage(database, "recount"))
        assert told["equal"], told
        yield Result("D2-recount", label, told["seconds"], f"{told['seconds']} s, equal")
        place.manage(database, "rebuild_snapshots")
        counted = from_the_tables(database)
        with ours.served(database, "ruth") as (server, client):
            asked = [client.get(PAGE) for _ in range(5)]
            shown = tiles(asked[-1])
            assert {name: shown[name] for name in counted} == counted, (shown, counted)
            before = server.cpu()
            for _ in range(20):
                client.get(PAGE)
            yield Result("D2-cpu", label, (server.cpu() - before) / 20 * 1000, f"{(server.cpu() - before) / 20 * 1000:.0f} ms")
            for tickets in (10_000, 100_000):
                if size >= tickets and helpdesk.prepare(tickets) is not None:
                    with helpdesk.served(tickets) as (other, theirs):
                        for goal, address in (("dashboard", "/dashboard/"), ("report", "/reports/daysuntilticketclosedbymonth/")):
                            pairs = interleave(turn(server, client, PAGE, 4, ok), turn(other, theirs, address, 1, ok), lambda mine, theirs: mine == theirs == 200)
                            yield compared(f"D2-{goal}-{tickets // 1000}k", f"{size:,} / {tickets:,}", pairs)


def tiles(answer: Any) -> dict[str, int]:
    """The figures at the top of the page."""
    return {name: int(value.replace(",", "")) for name, value in _TILE.findall(answer.text)}


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
