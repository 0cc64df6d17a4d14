"""A2: every measure of four improvement plans worked out anew, with at most one statement for each."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import plans
from bench.results import Result

SCRIPT = place.BENCH / "datagen" / "plan_measures.py"


def results(run: Any) -> Iterator[Result]:
    size = min(run.sizes)
    database = plans.prepare(size)
    done = subprocess.run([str(place.PYTHON), str(SCRIPT)], env=place.environment(database), cwd=place.ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError("the measures could not be worked out")
    said = json.loads(done.stdout.splitlines()[-1])
    shown = f"{min(said['cpu']):.2f} s of processor for {said['measures']} measures of {said['children']:,} children"
    yield Result("A2-measures", f"{size:,}", min(said["cpu"]), shown, extra=said)
    yield Result("A2-statements", f"{size:,}", said["statements"] / said["measures"], f"{said['statements']} for {said['measures']} measures")
