"""D1: a school's weekly sheet for 60 children, three lines each, shown and saved in one request."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bench import ours, place
from bench.datagen import plans
from bench.results import Result

SCRIPT = place.BENCH / "datagen" / "weekly_sheet.py"
COPY = "weekly_sheet"
CHILDREN, LINES, WEEKS = 60, 180, 9
_KEY = re.compile(r'name="(s\.[0-9a-f-]{36})"')


def results(run: Any) -> Iterator[Result]:
    plans.prepare(plans.BASE)
    place.create(COPY, template=plans.name(plans.BASE))
    assert script("prepare", str(CHILDREN)) == {"children": CHILDREN}
    saved, shown = [], []
    with ours.served(COPY, "priya") as (server, client):
        monday = date.today() - timedelta(days=date.today().weekday())  # noqa: DTZ011 - the bench's own day
        for back in range(1, 40):
            at = f"/provision/sheet?week={monday - timedelta(weeks=back)}"
            before = server.cpu()
            page = client.get(at)
            seconds = server.cpu() - before
            keys = _KEY.findall(page.text)
            if len(keys) < LINES:
                continue  # a week of the holidays
            said = dict.fromkeys(keys, "given") | {keys[len(keys) // 2]: "missed:staff"}
            before = server.cpu()
            answer = client.post(at, {"csrfmiddlewaretoken": client.token(page), **said})
            saved.append((server.cpu() - before, answer.seconds))
            shown.append(seconds)
            assert answer.status == 302, (answer.status, answer.text[:300])
            same(script("check", str(monday - timedelta(weeks=back))), len(keys))
            if len(saved) == WEEKS:
                break
    assert len(saved) == WEEKS, len(saved)
    least, wall = min(saved)
    yield Result("D1-sheet", f"{CHILDREN} children, {LINES} lines", least, f"{least:.2f} s of processor, {wall:.2f} s on the wall", extra={"shown": min(shown), "all": saved})


def same(became: dict[str, Any], lines: int) -> None:
    """One request wrote of every line what was chosen for it, once."""
    assert became["states"] == {"given": lines - 1, "missed": 1} and became["corrected"] == 0, became
    assert became["lines"] == lines and became["children"] >= CHILDREN, became


def script(*words: str) -> Any:
    done = subprocess.run([str(place.PYTHON), str(SCRIPT), *words], env=place.environment(COPY), cwd=place.ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])
