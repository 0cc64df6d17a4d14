"""S1 whole and S2: a return read, held against all its rules and reported, beside csc-validator-be-cin asking its own rules of its own return.

England is 153 returns of at most 60,000 people. A quarter of it, 160,000 people as four returns of 40,000, is checked in one process,
and four times its seconds are judged.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.asking import Asked
from bench.datagen import returns as data
from bench.pairs import interleave, interval, timed
from bench.results import Result

PEOPLE = 500
QUARTER, FILE = 4, 40_000
#: Of the file, every so many people have lost what a rule asks for.
PLANTED = {"Ethnicity": ("P108", 7), "PostCode": ("P110", 11)}
CHECK = """
import json, resource, sys, time
from goldenthread.returns.examining import Examined, as_said, examine
people, found = 0, {}
used = resource.getrusage(resource.RUSAGE_SELF); before, began = used.ru_utime + used.ru_stime, time.perf_counter()
with open("/dev/null", "w") as report:
    for path in sys.argv[1:]:
        done = Examined()
        for finding in examine(path, done):
            found[finding.rule] = found.get(finding.rule, 0) + 1
            report.write(json.dumps(as_said(finding)))
        people += done.people
used = resource.getrusage(resource.RUSAGE_SELF)
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([people, time.perf_counter() - began, used.ru_utime + used.ru_stime - before, peak / 1024, found]))
"""


def planted(path: Any, people: int, seed: int) -> tuple[Any, dict[str, int]]:
    """A return in which known people lack an ethnicity or a postcode, and how often each rule must speak of that."""
    from goldenthread.returns.tests import making
    from goldenthread.returns.writing import write_xml

    count = {rule: 0 for rule, _ in PLANTED.values()}

    def spoilt():
        for number, person in enumerate(making.people(data.YEAR, people, seed=seed)):
            for element, (rule, every) in PLANTED.items():
                if number % every == 0:
                    setattr(person, {"Ethnicity": "ethnicity", "PostCode": "postcode"}[element], None)
                    count[rule] += 1
            yield person

    with path.open("wb") as file:
        write_xml(making.header(data.YEAR), spoilt(), file)
    return path, count


def ours(path: Any) -> list[Any]:
    """People, and how often each rule spoke: read, every rule asked, every finding said as data."""
    from goldenthread.returns.examining import Examined, as_said, examine

    done, found, said = Examined(), {}, []
    for finding in examine(path, done):
        found[finding.rule] = found.get(finding.rule, 0) + 1
        said.append(json.dumps(as_said(finding)))
    return [done.people, found]


def results(run: Any) -> Iterator[Result]:
    path, count = planted(place.LOCAL / f"sen2-check-{PEOPLE}.xml", PEOPLE, run.seed)
    people, found = ours(path)
    assert people == PEOPLE and all(found.get(rule) == many for rule, many in count.items()), (found, count)
    python = place.peer_python("csc_cin")
    if python is None:
        yield Result("S1-rules", f"{PEOPLE:,}", None, why_not="csc-validator-be-cin could not be installed")
    else:
        cin = data.cin(place.LOCAL / f"cin-{PEOPLE}.xml", PEOPLE, run.seed)
        with Asked(python, place.BENCH / "peers" / "csc_cin" / "checking.py", str(cin)) as peer:
            pairs = interleave(timed(lambda: ours(path)), peer.turn, lambda mine, theirs: mine[0] == theirs[0] == PEOPLE, most=5)
        ratio, low, high = interval([theirs.cpu / mine.cpu for mine, theirs in zip(pairs.ours, pairs.peer, strict=True)])
        least, theirs = (min(each.cpu for each in way) / PEOPLE * 1e6 for way in (pairs.ours, pairs.peer))
        extra = {"note": "processor seconds a person, 170 rules; its own return and rules of as many children", "wall": pairs.ratio()}
        yield Result("S1-rules", f"{PEOPLE:,}", ratio, f"{least:.0f} µs", f"{theirs:,.0f} µs", (low, high), theirs / least, extra=extra)
        yield Result("S1-rules-person", f"{PEOPLE:,}", least, f"{least:.0f} µs of processor")
    path.unlink()
    yield from england(run)


def england(run: Any) -> Iterator[Result]:
    """A quarter of England in one process of its own."""
    path, count = planted(place.LOCAL / f"sen2-check-{FILE}.xml", FILE, run.seed)
    env = {**os.environ, "PYTHONPATH": str(place.ROOT)}
    done = subprocess.run([str(place.PYTHON), "-c", CHECK, *[str(path)] * QUARTER], stdout=subprocess.PIPE, text=True, env=env, check=True)
    people, wall, cpu, peak, found = json.loads(done.stdout)
    path.unlink()
    assert people == QUARTER * FILE and all(found.get(rule) == QUARTER * many for rule, many in count.items()), (people, found, count)
    extra = {"people": people, "wall": wall, "processor": cpu, "rss MB": peak}
    yield Result("S2-time", f"{people:,}", 4 * cpu, f"{cpu:.0f} s of processor a quarter ({wall:.0f} s on the wall)", extra=extra)
    yield Result("S2-memory", f"{people:,}", peak, f"{peak:.0f} MB", extra=extra)
