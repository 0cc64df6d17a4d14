"""U1: how long a command takes to start, and the first page after the web server is started. Fresh processes, five times."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import plans
from bench.results import Result

TIMES = 5


def results(run: Any) -> Iterator[Result]:
    size = min(run.sizes)
    database = plans.prepare(size)
    case = place.LOCAL / "one-case.csv"
    lines = (place.ROOT / "goldenthread" / "law" / "tests" / "deadline_cases.csv")
    source = lines if lines.exists() else next((place.ROOT / "goldenthread" / "law").rglob("*cases*.csv"))
    case.write_text("\n".join(source.read_text().splitlines()[:2]) + "\n")
    env = place.environment(database, "goldenthread.config.settings")
    yield _of("U1-command", size, [_spent(["check_deadlines", str(case)], env) for _ in range(TIMES)])
    yield _of("U1-command-database", size, [_spent(["sign_ins"], env) for _ in range(TIMES)])
    started = []
    for _ in range(TIMES):
        with place.served("goldenthread.config.wsgi", place.environment(database), ready="/demo") as server:
            started.append(server.ready_in)
    yield _of("U1-first-page", size, started)


def _spent(words: list[str], env: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run([str(place.PYTHON), str(place.ROOT / "manage.py"), *words], env={**os.environ, **env}, cwd=place.ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


def _of(goal: str, size: int, seconds: list[float]) -> Result:
    middle = statistics.median(seconds)
    return Result(goal, f"{size:,}", middle, f"{middle:.2f} s", extra={"samples": seconds, "least": min(seconds)})
