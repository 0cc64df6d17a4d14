"""W7: pages a second from four clients, 95 % reading, while the clients and PostgreSQL are on the same cores."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench import ours, place
from bench.datagen import plans
from bench.jobs.w1 import addresses
from bench.load import Client
from bench.pairs import Pairs, Sample
from bench.peers import usual_orm
from bench.results import Result, compared

CLIENTS, SECONDS, TURNS = 4, 5, 5
#: Shares of pages in a working day at the desk; a twentieth keeps a draft.
MIX = (("work", 25), ("list", 25), ("search name", 10), ("record", 20), ("record dates", 10), ("record timeline", 5))
WRITING = 5
#: The same day of a team manager: a tenth of it are pages of figures.
FIGURES = ("/area", "/area/late", "/insight", "/insight/EHC01", "/area/equity") * 2


def results(run: Any) -> Iterator[Result]:
    for size in run.sizes:
        database = plans.prepare(size)
        found = ours.known(database)
        known = addresses(found)
        with place.connect(database) as owner:
            code = owner.execute("SELECT code FROM people_area WHERE id = %s", [found.area]).fetchone()[0]
        place.manage(database, "rebuild_snapshots", "--area", code)  # what the night's and the ten minutes' jobs keep
        with ours.served(database) as (server, client), usual_orm.served(database) as (other, theirs):
            mixed = [known[kind][number % len(known[kind])] for kind, share in MIX for number in range(share)]
            draft = client.post("/requests/new", {}).headers["location"]
            client.post(draft, {"forename": "Amy"})
            writes = [draft] * WRITING
            rate(server, client, mixed, writes)  # warms up: each connection of each worker makes its plans
            rates = [rate(server, client, mixed, writes) for _ in range(TURNS)]
            yield Result("W7", f"{size:,}", statistics.median(rates), f"{statistics.median(rates):.0f} pages/s", extra={"rates": rates, "mix": MIX})
            lead = Client(server.port)
            ours.sign_in(lead, "marek")
            draft = lead.post("/requests/new", {}).headers["location"]
            lead.post(draft, {"forename": "Amy"})
            rates = [rate(server, lead, [*mixed, *FIGURES], [draft] * WRITING) for _ in range(TURNS)]
            yield Result("W7-figures", f"{size:,}", statistics.median(rates), f"{statistics.median(rates):.0f} pages/s", extra={"rates": rates, "figures": FIGURES})
            pairs = Pairs()
            for _ in range(TURNS):
                pairs.ours.append(Sample(1 / rate(server, client, ["/caseload"], []), 0.0))
                pairs.peer.append(Sample(1 / rate(other, theirs, ["/usual/caseload"], []), 0.0))
            yield compared("W7-usual", f"{size:,}", pairs, note="the list alone, a page")


def rate(server: place.Server, client: Client, paths: list[str], writes: list[str]) -> float:
    """Pages a second of CLIENTS processes over SECONDS."""
    asked = json.dumps({"port": server.port, "cookies": client.cookies, "paths": paths, "writes": writes, "seconds": SECONDS})
    env = {**os.environ, "PYTHONPATH": str(place.ROOT)}
    crowd = [
        subprocess.Popen([sys.executable, str(place.BENCH / "crowd.py"), str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        for number in range(CLIENTS)
    ]
    for one in crowd:
        assert one.stdin
        one.stdin.write(asked)
        one.stdin.close()
    return sum(float(one.stdout.read()) for one in crowd if one.stdout and not one.wait())
