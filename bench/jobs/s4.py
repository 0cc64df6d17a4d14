"""S4: how processor time and memory of reading, checking and writing a return grow with the people in it.

Each size is done in fresh processes. Only the work counts, from when the process had started and read its code and tables; of memory, the most
that the process ever had, code and all, since that is what a machine must have. A file that is read may hold 60,000 people; what is written
has no such bound, and all that a database holds is written.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import plans
from bench.datagen import returns as data
from bench.pairs import slope
from bench.results import Result

SIZES, TURNS, FIRST = (1000, 4000, 16_000, 56_000), 3, 20
#: A file done to the end in a process of its own, after a short one, for which code and tables are read.
SCRIPT = """
import json, resource, sys, time
{work}
def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
done(sys.argv[1])
before = spent()
people = done(sys.argv[2])
after = spent()
# Not ru_maxrss: a child's begins at what its parent held before it was another program. Only the system knows what lxml holds.
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([people, after - before, peak / 1024]))
"""
READ = """
from goldenthread.returns.reading import read_return
def done(path):
    with read_return(path) as source:
        return sum(1 for _ in source.people())
"""
CHECK = """
from goldenthread.returns.examining import Examined, as_said, examine
def done(path):
    into = Examined()
    with open("/dev/null", "w") as report:
        for finding in examine(path, into):
            report.write(json.dumps(as_said(finding)))
    return into.people
"""
ALONE = place.BENCH / "datagen" / "write_alone.py"


def results(run: Any) -> Iterator[Result]:
    yield from filed(run)
    yield from written(run)


def filed(run: Any) -> Iterator[Result]:
    """Files of each size read, and held against all rules."""
    seconds: dict[str, list[float]] = {"read": [], "check": []}
    memory: dict[str, list[float]] = {"read": [], "check": []}
    short = data.sen2(place.LOCAL / f"sen2-{FIRST}.xml", FIRST, run.seed)
    for size in SIZES:
        path = data.sen2(place.LOCAL / f"sen2-{size}.xml", size, run.seed)
        for kind, script in (("read", READ), ("check", CHECK)):
            each = [fresh(script, short, path, size) for _ in range(TURNS)]
            seconds[kind].append(min(one[0] for one in each))
            memory[kind].append(max(one[1] for one in each))
        path.unlink()
    short.unlink()
    least = seconds["read"][0] / SIZES[0] * 1e6
    yield Result("S1-person", f"{SIZES[0]:,}", least, f"{least:.0f} µs of processor")
    yield from grown("S4-time", "S4-memory", SIZES, seconds["read"], memory["read"])
    yield from grown("S4-check-time", "S4-check-memory", SIZES, seconds["check"], memory["check"])


def fresh(work: str, short: Any, path: Any, people: int) -> tuple[float, float]:
    """Seconds of processor that the work took in a process of its own, and the most memory in MB that it had."""
    env = {**os.environ, "PYTHONPATH": str(place.ROOT)}
    done = subprocess.run([str(place.PYTHON), "-c", SCRIPT.format(work=work), str(short), str(path)], stdout=subprocess.PIPE, text=True, env=env, check=True)
    found, processor, peak = json.loads(done.stdout)
    assert found == people, "not everybody was read"
    return processor, peak


def written(run: Any) -> Iterator[Result]:
    """The return of one area of each size, written from its database; England, as the areas that it has, one after another."""
    found = {size: alone(plans.prepare(size, one_area=True)) for size in sorted(run.sizes)}
    people = [each["people"] for each in found.values()]
    if len(people) > 1:
        yield from grown("S4-write-time", "S4-write-memory", people, [took(each) for each in found.values()], [each["rss"] for each in found.values()], extra=found)
    else:
        yield Result("S4-write-time", f"{people[0]:,}", None, why_not="one size says nothing of growth: give --sizes")
    for size, each in found.items():
        if size >= 640_000:
            yield from england(plans.label(size, one_area=True), each)
    if max(run.sizes) >= 640_000:
        yield from england(plans.label(640_000), alone(plans.prepare(640_000)))


def england(size: str, each: dict[str, Any]) -> Iterator[Result]:
    said = f"{each['people']:,} people in {each['areas']} returns: {each['python']:.0f} s of Python and {each['postgresql']:.0f} s of PostgreSQL, {each['wall']:.0f} s on the wall"
    yield Result("S3-england", size, took(each), said, extra=each)
    yield Result("S3-memory", size, each["rss"], f"{each['rss']:.0f} MB", extra=each)


def alone(database: str) -> dict[str, Any]:
    """Every return of a database written in processes of their own, the cheaper of two: the first may wait for what lies in no memory yet."""
    place.in_memory(database)
    env = place.environment(database, "goldenthread.config.settings")
    each = []
    for _ in range(2):
        done = subprocess.run([str(place.PYTHON), str(ALONE)], env=env, cwd=place.ROOT, stdout=subprocess.PIPE, text=True, check=True)
        each.append(json.loads(done.stdout.splitlines()[-1]))
    return {**min(each, key=took), "rss": max(one["rss"] for one in each)}


def took(each: dict[str, Any]) -> float:
    return each["python"] + each["postgresql"]


def grown(time: str, memory: str, sizes: Any, seconds: list[float], held: list[float], **more: Any) -> Iterator[Result]:
    """Both slopes over sizes in people."""
    sizes, span = list(sizes), f"{sizes[0]:,}–{sizes[-1]:,}"
    micro = [second / size * 1e6 for second, size in zip(seconds, sizes, strict=True)]
    extra = {"sizes": sizes, "processor": seconds, "rss MB": held, "µs a person": micro, **more}
    yield Result(time, span, slope(sizes, seconds), " / ".join(f"{one:.0f}" for one in micro) + " µs", extra=extra)
    yield Result(memory, span, slope(sizes, held), " / ".join(f"{one:.0f}" for one in held) + " MB", extra=extra)
