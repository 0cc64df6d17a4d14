"""S1, its reading part, and S4: reading a return against csc-validator-be-cin's ingress and against a tree in memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.asking import Asked
from bench.datagen import returns as data
from bench.pairs import interleave, slope, timed
from bench.results import Result, compared

PEOPLE = 1000
SIZES = (1000, 4000, 16_000, 56_000)
#: Read to the end in a process of its own; only the system knows what lxml holds.
ALONE = """
import json, sys, time
from goldenthread.returns.reading import read_return
began = time.perf_counter()
with read_return(sys.argv[1]) as source:
    people = sum(1 for _ in source.people())
spent = time.perf_counter() - began
# Not ru_maxrss: a child's begins at what its parent held before it was another program.
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([people, spent, peak / 1024]))
"""


def ours(path: Any) -> list[int]:
    """People, requests, plans and placements of a return, read as the import reads it."""
    from goldenthread.returns.reading import read_return

    people = requests = plans = placements = 0
    with read_return(path) as source:
        for person in source.people():
            people += 1
            for request in person.requests:
                requests += 1
                plans += bool(request.named_plan)
                placements += len(request.active_plan.placements) if request.active_plan else 0
    return [people, requests, plans, placements]


def results(run: Any) -> Iterator[Result]:
    sen2 = data.sen2(place.LOCAL / f"sen2-{PEOPLE}.xml", PEOPLE, run.seed)
    python = place.peer_python("csc_cin")
    if python is None:
        yield Result("S1-csc-cin", f"{PEOPLE:,}", None, why_not="csc-validator-be-cin could not be installed")
    else:
        cin = data.cin(place.LOCAL / f"cin-{PEOPLE}.xml", PEOPLE, run.seed)
        with Asked(python, place.BENCH / "peers" / "csc_cin" / "reading.py", str(cin)) as peer:
            pairs = interleave(timed(lambda: ours(sen2)), peer.turn, lambda mine, theirs: mine[0] == theirs[0] == PEOPLE)
        yield compared("S1-csc-cin", f"{PEOPLE:,}", pairs, per=PEOPLE, unit="µs", note="a person; its own return of as many children")
    with Asked(place.PYTHON, place.BENCH / "peers" / "dom_reading" / "reading.py", str(sen2)) as peer:
        pairs = interleave(timed(lambda: ours(sen2)), peer.turn, lambda mine, theirs: mine == theirs)
    yield compared("S1-dom", f"{PEOPLE:,}", pairs, per=PEOPLE, unit="µs", note="a person")
    yield from growth(run)


def growth(run: Any) -> Iterator[Result]:
    """Time and memory at four sizes, each in a fresh process, twice."""
    seconds, memory = [], []
    for size in SIZES:
        path = data.sen2(place.LOCAL / f"sen2-{size}.xml", size, run.seed)
        each = [alone(path, size) for _ in range(2)]
        seconds.append(statistics.median(one[0] for one in each))
        memory.append(max(one[1] for one in each))
        path.unlink()
    micro = [second / size * 1e6 for second, size in zip(seconds, SIZES, strict=True)]
    shown = {"sizes": SIZES, "seconds": seconds, "rss MB": memory, "µs a person": micro}
    yield Result("S1-person", f"{SIZES[0]:,}", micro[0], f"{micro[0]:.0f} µs", extra=shown)
    yield Result("S4-time", f"{SIZES[0]:,}–{SIZES[-1]:,}", slope(list(SIZES), seconds), " / ".join(f"{one:.0f}" for one in micro) + " µs", extra=shown)
    yield Result("S4-memory", f"{SIZES[0]:,}–{SIZES[-1]:,}", slope(list(SIZES), memory), " / ".join(f"{one:.0f}" for one in memory) + " MB", extra=shown)


def alone(path: Any, size: int) -> tuple[float, float]:
    """Seconds of reading, and the most memory in MB that the process had."""
    env = {**os.environ, "PYTHONPATH": str(place.ROOT)}
    done = subprocess.run([str(place.PYTHON), "-c", ALONE, str(path)], stdout=subprocess.PIPE, text=True, env=env, check=True)
    people, seconds, peak = json.loads(done.stdout)
    assert people == size, "not everybody was read"
    return seconds, peak
