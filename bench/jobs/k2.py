"""K2: all that is kept, recomputed and what changed written, against a loop that saves each row."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import plans
from bench.results import Result

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
    mine, theirs = sorted(said["ours"])[2] / said["children"], sorted(said["loop"])[2] / said["children"]
    extra = {"children": said["children"], "rows": said["rows"], "samples": said}
    yield Result("K2", f"{size:,}", ratio, f"{mine * 1e6:.0f} µs", f"{theirs * 1e6:.0f} µs", (low, high), extra=extra)
    # Calculated, not run: the cost is in step with children (each batch is for itself), and England has 1.4 for each plan.
    per_plan = said["of_all"] / size
    yield Result("K2-england", f"from {size:,}", mine * per_plan * 640_000, f"{mine * per_plan * 640_000:.0f} s (calculated)", extra={"children a plan": per_plan})
