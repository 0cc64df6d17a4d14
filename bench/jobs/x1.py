"""X1: the plans of the statements of every hot page, as PostgreSQL would run them with this much data: no sequential scan."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import plans
from bench.results import Result

SCRIPT = place.BENCH / "datagen" / "explain_pages.py"


def results(run: Any) -> Iterator[Result]:
    kinds = [(size, False) for size in run.sizes] + [(size, True) for size in run.sizes if size not in plans.LOADED and size == max(run.sizes)]
    for size, one_area in kinds:
        database = plans.prepare(size, one_area=one_area)
        done = subprocess.run([str(place.PYTHON), str(SCRIPT)], env=place.environment(database), cwd=place.ROOT, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise RuntimeError("the pages could not be explained")
        found = json.loads(done.stdout.splitlines()[-1])
        shown = f"{found['statements']} statements of {found['pages']} pages" + ("; " + ", ".join(sorted({each[1] for each in found["scans"]})) if found["scans"] else "")
        yield Result("X1", plans.label(size, one_area=one_area), len(found["scans"]), shown, extra=found)
