"""Measures the platform beside its peers: python bench/run.py [--profile ci] [--job W1,K1] [--sizes 5000,15000] [--seed 1].

Writes bench/out/<time>.json and prints a table. Ends with 1 where a must was missed, with 2 where the machine was too
busy for a verdict (and nothing was missed otherwise).
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # the house, not this folder: a room is no module of the bench

from bench import place, yardstick  # noqa: E402
from bench.results import Result, table  # noqa: E402

#: Each profile: sizes in plans, and jobs.
PROFILES: dict[str, tuple[list[int], list[str]]] = {
    "ci": ([5000, 100_000], ["K1", "S1", "U4", "W1", "W5", "W6"]),
    "la": ([5000], ["B1", "C1", "C2", "D1", "K1", "K2", "P1", "R1", "R2", "S1", "S2", "S3", "S4", "U1", "U3", "U4", "W1", "W6", "W7", "X1"]),
    "county": ([15_000], ["K1", "W1", "W6", "W7", "X1"]),
    "england": ([640_000], ["K1", "W1", "W6", "W7", "X1"]),
    "all": ([5000, 15_000, 100_000, 640_000], ["B1", "C1", "C2", "D1", "K1", "K2", "P1", "R1", "R2", "S1", "S2", "S3", "S4", "U1", "U2", "U3", "U4", "W1", "W6", "W7", "X1"]),
}
JOBS = {"S5": "S3", "W2": "W1", "W3": "W1", "W4": "W1", "W5": "W1"}  # measured together with another


@dataclass
class Run:
    """What the jobs of one run are asked for. `heard` is what earlier jobs of the run left for later ones."""

    sizes: list[int]
    seed: int
    heard: dict


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bench/run.py", description=__doc__.splitlines()[0])
    parser.add_argument("--profile", choices=PROFILES, default="la")
    parser.add_argument("--job", default="", help="jobs, with commas between them")
    parser.add_argument("--sizes", default="", help="plans in force, with commas between them")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--retries", type=int, default=2, help="how often a noisy job is done again")
    options = parser.parse_args(arguments)
    sizes, jobs = PROFILES[options.profile]
    sizes = [int(each) for each in options.sizes.split(",")] if options.sizes else sizes
    jobs = options.job.split(",") if options.job else jobs
    jobs = list(dict.fromkeys(JOBS.get(each, each) for each in jobs))
    os.environ["PYTHONPYCACHEPREFIX"] = str(place.LOCAL / "bytecode")
    place.LOCAL.mkdir(exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is stopped
    began = datetime.now(UTC)
    run, results, readings = Run(sizes, options.seed, {}), [], {}
    for job in jobs:
        found, noise = _tried(job, run, options.retries)
        for each in found:
            each.noise = noise
        results += found
        readings[job] = noise
    note = _written(began, options, results, readings)
    print(f"\n{table(results)}\n\n{note}")
    if run.heard.get("faults"):
        print(run.heard["faults"], file=sys.stderr)
        return 1
    missed = [each for each in results if each.verdict() == "missed"]
    return 1 if any(each.noise <= yardstick.NOISY for each in missed) else 2 if missed else 0


def _tried(job: str, run: Run, retries: int) -> tuple[list[Result], float]:
    """A job's results with how unsteady the machine was, done again while that is too much."""
    module = importlib.import_module(f"bench.jobs.{job.lower()}")
    for left in range(retries, -1, -1):
        print(f"— {job}", file=sys.stderr, flush=True)
        before = [yardstick.measure()]
        found = []
        try:
            for each in module.results(run):
                found.append(each)
                print(f"{each.goal:20} {each.size:>18} {each.ours[:60]:>24} {each.peer:>12}  {'' if each.value is None else f'{each.value:.3g}'}", flush=True)
        except Exception as fault:  # what was measured before it is kept; the run is then no success
            traceback.print_exc()
            run.heard.setdefault("faults", []).append(f"{job}: {fault!r}")
        noise = yardstick.spread([*before, yardstick.measure()])
        if noise <= yardstick.NOISY or not left:
            return found, noise
        print(f"  the machine was unsteady ({noise:.2f}); again", file=sys.stderr, flush=True)
    raise AssertionError


def _written(began: datetime, options: argparse.Namespace, results: list[Result], noise: dict[str, float]) -> Path:
    out = place.BENCH / "out"
    out.mkdir(exist_ok=True)
    path = out / f"{began:%Y%m%dT%H%M%SZ}.json"
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=place.ROOT, capture_output=True, text=True).stdout.strip()
    path.write_text(
        json.dumps(
            {
                "at": began.isoformat(), "commit": commit, "options": vars(options), "python": platform.python_version(), "machine": _machine(),
                "versions": versions(), "load": os.getloadavg(), "noise": noise, "yardstick": yardstick.measure(), "results": [each.as_json() for each in results],
            },
            indent=1, ensure_ascii=False, default=str,
        )
    )  # fmt: skip
    return path


def _machine() -> str:
    names = [line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{len(names)} × {names[0] if names else platform.machine()}, {memory:.0f} GB, {platform.system()} {platform.release()}"


def versions() -> dict[str, str]:
    """What is compared: our packages, the peers', PostgreSQL."""
    from importlib import metadata

    found = {name: metadata.version(name) for name in ("django", "psycopg", "gunicorn", "lxml", "numpy")}
    for peer in ("helpdesk", "csc_cin"):
        for line in (place.BENCH / "peers" / peer / "requirements.txt").read_text().splitlines():
            found[f"{peer}: {line.split('=')[0]}"] = line
    found["postgresql"] = subprocess.run([str(place.devdb.find_binaries() / "postgres"), "--version"], capture_output=True, text=True).stdout.strip()
    return found


if __name__ == "__main__":
    began = time.monotonic()
    code = main(sys.argv[1:])
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    sys.exit(code)
