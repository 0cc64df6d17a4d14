"""A1: how a plan of 500 actions with five years of ratings and news stands, as the page that a board looks at, and the highlight report as PDF."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.results import Result

SCRIPT = place.BENCH / "datagen" / "plan_stands.py"
DATABASE = "improvement"


def results(run: Any) -> Iterator[Result]:
    place.start()
    if not place.exists(DATABASE):
        place.create(DATABASE)
        place.say_made(DATABASE)
    place.manage(DATABASE, "migrate", "-v", "0")
    done = subprocess.run([str(place.PYTHON), str(SCRIPT), str(run.seed)], env=place.environment(DATABASE), cwd=place.ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError("the plan could not be shown")
    said = json.loads(done.stdout.splitlines()[-1])
    shown = f"{said['page'] * 1e3:.1f} ms"
    size = f"{said['actions']} actions, {said['ratings']:,} ratings"
    yield Result("A1-board", size, said["page"] * 1e3, shown, extra={"samples": said["pages"]})
    yield Result("A1-report", size, said["report"], f"{said['report']:.2f} s, {said['kB']:.0f} kB", extra={"samples": said["reports"]})
