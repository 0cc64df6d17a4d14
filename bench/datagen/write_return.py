"""The return of an area written three ways by turns, and one record checked again and again: write_return.py FEW TURNS.

Prints one line of JSON: seconds on the wall and of processor (PostgreSQL's included), by way, and the milliseconds of each check.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import resource
import statistics
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402

from bench import place  # noqa: E402
from bench.peers.usual_return import ways  # noqa: E402
from goldenthread.core import wall  # noqa: E402
from goldenthread.people.models import Area, Child  # noqa: E402
from goldenthread.returns import holding, outgoing  # noqa: E402
from goldenthread.returns.structure import readable_years  # noqa: E402
from goldenthread.returns.writing import write_xml  # noqa: E402

YEAR = readable_years()[-1]


def cpu(server: int) -> float:
    """Processor seconds of this process and of PostgreSQL's that serves it so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime + place.cpu_of([server])


def timed(work, server: int) -> tuple[float, float]:
    gc.collect()  # what the turn before left is not this one's to clear
    before, began = cpu(server), time.perf_counter()
    work()
    return time.perf_counter() - began, cpu(server) - before


def canonical(path: Path) -> str:
    return hashlib.sha256(ET.canonicalize(from_file=str(path), strip_text=True).encode()).hexdigest()


def peak() -> float:
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")) / 1024


def main(few: int, turns: int) -> None:
    server = connection.connection.info.backend_pid  # one connection asks for all three
    area = max(Area.objects.all(), key=lambda each: Child.objects.filter(area=each).count())
    ids = list(Child.objects.filter(area=area).order_by("reference").values_list("pk", flat=True))
    header = outgoing.header(area, YEAR, made_at=datetime(2026, 2, 1, 9))  # noqa: DTZ001 - as a file says it
    folder = Path(tempfile.mkdtemp())
    paths = {way: folder / f"{way}.xml" for way in ("ours", "loop", "prefetch")}
    people = {}

    def ours() -> None:
        with paths["ours"].open("wb") as stream:
            people["ours"] = write_xml(header, outgoing.people_of(area, YEAR), stream)

    def prefetch() -> None:
        people["prefetch"] = ways.write_tree(header, ways.prefetched(ids, YEAR), str(paths["prefetch"]))

    def loop() -> None:
        people["loop"] = ways.write_tree(header, ways.loop(ids[:few], YEAR), str(paths["loop"]))

    def ours_few() -> None:
        with paths["ours"].open("wb") as stream:
            people["few"] = write_xml(header, (person for _, person in outgoing.of_children(ids[:few], YEAR) if person), stream)

    ours()
    before_tree = peak()
    if os.environ.get("BENCH_ALONE"):
        print(json.dumps({"people": people["ours"], "rss": before_tree}))
        return
    prefetch()
    assert canonical(paths["ours"]) == canonical(paths["prefetch"]), "the usual way tells another return"
    loop()
    ours_few()
    assert canonical(paths["ours"]) == canonical(paths["loop"]), "the loop tells another return"
    samples: dict[str, list[tuple[float, float]]] = {"ours": [], "prefetch": [], "loop": []}
    for _ in range(turns):
        samples["ours"].append(timed(ours, server))
        samples["prefetch"].append(timed(prefetch, server))
        samples["loop"].append(timed(loop, server))
    checks = []
    step = max(1, len(ids) // 300)
    for child in Child.objects.filter(pk__in=ids[::step]).select_related("area"):
        used, began = time.process_time(), time.perf_counter()
        holding.of_child(child, YEAR)
        checks.append((1000 * (time.perf_counter() - began), 1000 * (time.process_time() - used)))
    walls, own = sorted(one for one, _ in checks), sorted(one for _, one in checks)
    print(
        json.dumps(
            {
                "people": people, "few": few, "samples": samples, "rss": before_tree, "rss_tree": peak(), "checks": len(checks),
                "p50": statistics.median(walls), "p95": walls[int(len(walls) * 0.95)], "cpu_p95": own[int(len(own) * 0.95)],
            }
        )
    )  # fmt: skip


with wall.lifted_throughout(because="bench: the return of an area"):
    connection.ensure_connection()
    main(int(sys.argv[1]), int(sys.argv[2]))
