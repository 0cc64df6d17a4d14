"""D3: all indicators with all their breakdowns, as at today and at 24 month's ends, an area and so many of England's areas in one process."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import plans
from bench.results import Result

SCRIPT = place.BENCH / "datagen" / "count_everything.py"
#: Of England's areas so many are counted; the others are their copies.
SOME = 12


def results(run: Any) -> Iterator[Result]:
    for size in run.sizes:
        database, label = plans.prepare(size), plans.label(size)
        copies = 1 if size in plans.LOADED else size // plans.BASE
        said = asked(database, min(copies, SOME))
        seconds, note = said["seconds"], f"{said['figures']:,} figures with {said['parts']:,} parts"
        if copies == 1:
            yield Result("D3-area", label, seconds, f"{seconds:.1f} s for {note}", extra=said)
        else:
            whole = seconds / said["areas"] * copies
            yield Result("D3-england", label, whole, f"{whole:.0f} s, from {said['areas']} of {copies} areas: {seconds:.0f} s for {note}", extra=said)
        yield Result("D3-memory", label, said["peak"], f"{said['peak']:.0f} MB, {said['peak_first']:.0f} after the first area", extra=said)


def asked(database: str, areas: int) -> dict[str, Any]:
    done = subprocess.run([str(place.PYTHON), str(SCRIPT), str(areas)], env=place.environment(database, "goldenthread.config.settings"), cwd=place.ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])
