"""Counts all indicators with all their breakdowns as at today and at 24 month's ends, for so many areas: count_everything.py AREAS [PART/OF]

With PART/OF only that part of them, so that several processes share the work.

Prints processor seconds of this process and of PostgreSQL's that serves it, figures, and the most memory held after the first
area and at the end. Figures of the first area are held against each counted by itself.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402

from goldenthread.core import clock  # noqa: E402
from goldenthread.insight.indicators import figure, month_ends, series  # noqa: E402
from goldenthread.insight.indicators.everything import everything  # noqa: E402

#: So many of the first area's are counted by themselves too.
SAMPLE = 24


def main(areas: int, part: int = 1, of: int = 1) -> None:
    on = clock.today()
    ends = month_ends(on, months=24)
    connection.ensure_connection()
    backend = connection.connection.info.backend_pid
    found: dict[str, object] = {"areas": 0, "figures": 0, "parts": 0, "each": []}
    began = time.perf_counter()
    chosen = busy(areas)
    for area in chosen[len(chosen) * (part - 1) // of : len(chosen) * part // of]:
        before, own, figures, parts, kept = spent(backend), time.process_time(), 0, 0, []
        for code, by, counted in everything(area=area, on=on, ends=ends):
            figures += len(counted)
            parts += sum(len(each.parts) for each in counted)
            if not found["areas"]:
                kept.append((code, by, counted))
        found["each"].append([round(time.process_time() - own, 2), round(spent(backend) - before, 2)])
        if not found["areas"]:
            same(kept, area, on, ends)
            found["peak_first"] = peak()
            kept.clear()
        found["areas"] += 1
        found["figures"] += figures
        found["parts"] += parts
        print(f"{found['areas']} areas: {sum(map(sum, found['each'])):.0f} s of processor, {time.perf_counter() - began:.0f} s, {peak():.0f} MB", file=sys.stderr, flush=True)
    found |= {"peak": peak(), "peak_postgres": peak(backend), "wall": round(time.perf_counter() - began, 1), "seconds": round(sum(map(sum, found["each"])), 1)}
    print(json.dumps(found))


def busy(areas: int) -> list[int]:
    """Areas that have cases, by number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT area_id FROM insight_tally ORDER BY 1 LIMIT %s", [areas])
        return [row[0] for row in cursor.fetchall()]


def same(kept: list, area: int, on, ends) -> None:
    for code, by, counted in random.Random(1).sample(kept, SAMPLE):
        alone = [*series(code, area=area, ends=ends, by=by, over="12 months"), figure(code, area=area, at=on, by=by)]
        assert counted == alone, (code, by)


def spent(pid: int) -> float:
    parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def peak(pid: int | str = "self") -> float:
    """MB, the most ever held; of PostgreSQL's process without what all share."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    held = int(status["VmHWM"].split()[0])
    if pid != "self":
        held -= int(status["RssShmem"].split()[0])
    return round(held / 1024, 1)


if __name__ == "__main__":
    main(int(sys.argv[1]), *map(int, sys.argv[2].split("/") if len(sys.argv) > 2 else ()))
