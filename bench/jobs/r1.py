"""R1: a plan to clear every review of an area of 5,000 plans, ranked with reasons, shared out and counted down."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import plans
from bench.results import Result

SCRIPT = place.BENCH / "datagen" / "share_out_reviews.py"


def results(run: Any) -> Iterator[Result]:
    database = plans.prepare(min(run.sizes))
    done = subprocess.run([str(place.PYTHON), str(SCRIPT)], env=place.environment(database), cwd=place.ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise RuntimeError("the reviews could not be shared out")
    found = json.loads(done.stdout.splitlines()[-1])
    yield Result("R1-backlog", f"{found['reviews']:,} reviews", found["seconds"], f"{found['seconds']:.2f} s, {found['statements']} statement", extra=found)
