"""K2: all that is kept, recomputed and what changed written, against a loop that saves each row."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import time
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import plans
from bench.results import Result

ENGLAND = 640_000
SCRIPT = place.BENCH / "datagen" / "rebuild_some.py"


def results(run: Any) -> Iterator[Result]:
    from bench.pairs import interval

    size = min(run.sizes)
    database = plans.prepare(size)
    done = subprocess.run([str(place.PYTHON), str(SCRIPT), "2000", "5"], env=place.environment(database), cwd=place.ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError("the rebuild did not run")
    said = json.loads(done.stdout.splitlines()[-1])
    ratio, low, high = interval([theirs / mine for mine, theirs in zip(said["ours"], said["loop"], strict=True)])
    mine, theirs = (statistics.median(said[way]) / said["children"] for way in ("ours", "loop"))
    cpu = {way: min(seconds) / said["children"] for way, seconds in said["cpu"].items()}
    extra = {"children": said["children"], "rows": said["rows"], "samples": said, "processor µs a child": {way: each * 1e6 for way, each in cpu.items()}}
    shown = f"{mine * 1e6:.0f} µs a child ({cpu['ours'] * 1e6:.0f} of processor)"
    yield Result("K2", f"{size:,}", ratio, shown, f"{theirs * 1e6:.0f} µs", (low, high), cpu["loop"] / cpu["ours"], extra=extra)
    if max(run.sizes) >= ENGLAND:
        yield from england(plans.prepare(ENGLAND))
    else:
        # Calculated, not run: each batch is for itself, and England has 1.4 children for each plan.
        children = said["of_all"] / size * ENGLAND
        shown = f"{mine * children:.0f} s (calculated; {cpu['ours'] * children:.0f} s of processor)"
        yield Result("K2-england", f"{size:,}", mine * children, shown, extra={"children": children})


def england(database: str) -> Iterator[Result]:
    """The command itself over all children of England, after one clock in three hundred was spoilt; then once more, with nobody wrong."""
    place.in_memory(database)
    with place.connect(database) as owner:
        right, clocks = mark(owner)
        owner.execute("SET session_replication_role = replica")  # as a fault would come about: past every action
        spoilt = owner.execute("UPDATE people_deadline SET due_on = due_on + 1 WHERE id % 300 = 0").rowcount
        owner.execute("VACUUM people_deadline")
        owner.execute("CHECKPOINT")
    said, wall, cpu = rebuilt(database)
    assert said["changed"] >= spoilt, (said, spoilt)
    with place.connect(database) as owner:
        assert mark(owner) == (right, clocks), "the rebuild left other rows"
    again, calm, calm_cpu = rebuilt(database)
    assert again["changed"] == 0, again
    shown = f"{wall:.0f} s ({cpu:.0f} s of processor); with nobody wrong {calm:.0f} ({calm_cpu:.0f})"
    yield Result("K2-england", f"{ENGLAND:,}", wall, shown, extra={"children": said["children"], "clocks": clocks, "spoilt": spoilt, "cpu": [cpu, calm_cpu]})


def rebuilt(database: str) -> tuple[dict[str, Any], float, float]:
    """What the command said, its seconds, and those of processor with PostgreSQL's."""
    before, began, own = place.cpu_of([place.postgres_pid()]), time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    said = json.loads(place.manage(database, "rebuild").splitlines()[-1])
    wall, now = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = now.ru_utime + now.ru_stime - own.ru_utime - own.ru_stime
    return said, wall, cpu + place.cpu_of([place.postgres_pid()]) - before


def mark(owner: Any) -> tuple[int, int]:
    """A sum over the kept clocks that a single other date changes, and how many they are."""
    return owner.execute(
        "SELECT sum(hashtextextended(concat_ws(',', matter_id, clock, about, starts_on, due_on, met_on, lifted_on, ended_on), 0)::numeric), count(*) FROM people_deadline"
    ).fetchone()
