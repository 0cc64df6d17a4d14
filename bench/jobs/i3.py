"""I3: a workbook of 5,000 rows and forty columns, typed, mapped and in the database, against openpyxl and a save() loop."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import improvement as data
from bench.results import Result

SCRIPT = place.BENCH / "datagen" / "plan_sheet.py"
DATABASE = "improvement"
#: With its headings the sheet has as many rows as a plan may have.
ACTIONS, TURNS = 4_999, 3


def results(run: Any) -> Iterator[Result]:
    from bench.pairs import interval

    python = place.peer_python("usual_sheet")
    if python is None:
        yield Result("I3-sheet", f"{ACTIONS + 1:,} × 40", None, why_not="the peer could not be installed")
        return
    place.start()
    if not place.exists(DATABASE):
        place.create(DATABASE)
        place.say_made(DATABASE)
    place.manage(DATABASE, "migrate", "-v", "0")
    path = data.wide(place.LOCAL / "plan.xlsx", ACTIONS, run.seed)
    packages = python.parents[1] / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    done = subprocess.run(
        [str(place.PYTHON), str(SCRIPT), str(path), str(packages), str(TURNS)], env=place.environment(DATABASE), cwd=place.ROOT, stdout=subprocess.PIPE, text=True
    )
    if done.returncode:
        raise RuntimeError("the workbook could not be brought in")
    said = json.loads(done.stdout.splitlines()[-1])
    ratio, low, high = interval([theirs["wall"] / mine["wall"] for mine, theirs in zip(said["ours"], said["usual"], strict=True)])
    mine, theirs = (statistics.median(one["wall"] for one in said[way]) for way in ("ours", "usual"))
    cpu = {way: min(one["cpu"] for one in said[way]) for way in ("ours", "usual")}
    rows = said["ours"][0]["rows"]
    shown = f"{mine:.2f} s ({cpu['ours']:.2f} of processor, PostgreSQL’s too)"
    yield Result("I3-sheet", f"{ACTIONS + 1:,} × 40, {rows:,} rows", ratio, shown, f"{theirs:.1f} s", (low, high), cpu["usual"] / cpu["ours"], extra=said)
    yield Result("I3-time", f"{ACTIONS + 1:,} × 40", cpu["ours"], f"{cpu['ours']:.2f} s of processor")
