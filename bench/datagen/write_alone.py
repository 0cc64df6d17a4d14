"""The return of every area of a database written one after another by export_return, in a process of its own: write_alone.py.

Prints one line of JSON: people, areas, seconds on the wall and of processor (this process's and those of PostgreSQL's that serves it), each from
when the process had started to when the last file was made, and the most memory in MB, then and before. What was made is rolled back.
"""

from __future__ import annotations

import io
import json
import resource
import tempfile
import time
from pathlib import Path

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from bench import place  # noqa: E402
from goldenthread.core import wall  # noqa: E402
from goldenthread.people.models import Area, Child  # noqa: E402
from goldenthread.returns.structure import readable_years  # noqa: E402

YEAR = readable_years()[-1]


def peak() -> float:
    """The most memory that this process had, in MB. Not ru_maxrss, which begins at what its parent held."""
    return next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")) / 1024


def main(folder: Path) -> dict:
    areas = [each for each in Area.objects.order_by("code") if Child.objects.filter(area=each).exists()]
    server = connection.connection.info.backend_pid
    before, used, of_server, began = peak(), resource.getrusage(resource.RUSAGE_SELF), place.cpu_of([server]), time.perf_counter()
    people = size = 0
    for area in areas:
        path = folder / f"{area.code}.xml"
        with transaction.atomic():
            call_command("export_return", "--year", str(YEAR), "--area", area.code, "--output", str(path), "--json", stdout=(said := io.StringIO()))
            transaction.set_rollback(True)
        people += json.loads(said.getvalue())["people"]
        size += path.stat().st_size
        path.unlink()
    now = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "people": people, "areas": len(areas), "bytes": size, "wall": time.perf_counter() - began, "python": now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime,
        "postgresql": place.cpu_of([server]) - of_server, "rss": peak(), "rss before": before,
    }  # fmt: skip


with wall.lifted_throughout(because="bench: returns"), tempfile.TemporaryDirectory() as folder:
    connection.ensure_connection()
    print(json.dumps(main(Path(folder))))
