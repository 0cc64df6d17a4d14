"""K2: all that is kept, recomputed and what changed written, against a loop that saves each row."""

from __future__ import annotations

import json
import statistics
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
    mine, theirs = (statistics.median(said[way]) / said["children"] for way in ("ours", "loop"))
    cpu = {way: min(seconds) / said["children"] for way, seconds in said["cpu"].items()}
    extra = {"children": said["children"], "rows": said["rows"], "samples": said, "processor µs a child": {way: each * 1e6 for way, each in cpu.items()}}
    shown = f"{mine * 1e6:.0f} µs a child ({cpu['ours'] * 1e6:.0f} of processor)"
    yield Result("K2", f"{size:,}", ratio, shown, f"{theirs * 1e6:.0f} µs", (low, high), cpu["loop"] / cpu["ours"], extra=extra)
    # Calculated, not run: the cost is in step with children (each batch is for itself), and England has 1.4 for each plan.
    children = said["of_all"] / size * 640_000
    shown = f"{mine * children:.0f} s (calculated; {cpu['ours'] * children:.0f} s of processor)"
    yield Result("K2-england", f"{size:,}", mine * children, shown, extra={"children": children})
