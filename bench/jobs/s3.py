"""S3 and S5: the return written from the database against the ORM's two usual ways with ElementTree; one record checked again."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import plans
from bench.pairs import interval
from bench.results import Result

SCRIPT = place.BENCH / "datagen" / "write_return.py"
FEW, TURNS = 300, 5


def results(run: Any) -> Iterator[Result]:
    size = min(run.sizes)
    database = plans.prepare(size)
    said = asked(database, str(FEW), str(TURNS))
    people = said["people"]
    each = {way: [(wall / people[of], cpu / people[of]) for wall, cpu in said["samples"][way]] for way, of in (("ours", "ours"), ("prefetch", "prefetch"), ("loop", "loop"))}
    least = {way: min(cpu for _, cpu in samples) for way, samples in each.items()}
    for goal, way, note in (("S3-loop", "loop", f"of {FEW} children"), ("S3-prefetch", "prefetch", "")):
        ratios = [theirs[1] / mine[1] for mine, theirs in zip(each["ours"], each[way], strict=True)]
        ratio, low, high = interval(ratios)
        yield Result(
            goal, f"{people['ours']:,} people", ratio, f"{least['ours'] * 1e6:.0f} µs", f"{least[way] * 1e6:.0f} µs", (low, high), least[way] / least["ours"],
            extra={**said, "note": f"processor seconds with PostgreSQL's, a person {note}"},
        )  # fmt: skip
    alone = asked(database, "1", "1", BENCH_ALONE="1")
    yield Result("S3-memory", f"{alone['people']:,} people", alone["rss"], f"{alone['rss']:.0f} MB", f"{said['rss_tree']:.0f} MB", extra=alone)
    yield Result("S5", f"{said['checks']:,} records", said["p95"], f"{said['p50']:.1f}/{said['p95']:.1f} ms ({said['cpu_p95']:.1f} of processor)", extra=said)


def asked(database: str, *words: str, **more: str) -> dict[str, Any]:
    done = subprocess.run([str(place.PYTHON), str(SCRIPT), *words], env=place.environment(database, "goldenthread.config.settings", **more), cwd=place.ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError("the return could not be written")
    return json.loads(done.stdout.splitlines()[-1])
