"""W6 and its part of W5: a new request, sent: checked, written with its event, clocks worked out, committed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bench import ours
from bench.datagen import plans
from bench.load import Client, percentiles
from bench.results import Result

N = 25
SYLLABLES = "ba de fi go lu mar nel os pri quin ros sel tam ul vin wes yar zeb".split()


def results(run: Any) -> Iterator[Result]:
    for size in run.sizes:
        database = plans.prepare(size)
        dice = random.Random(run.seed * 1000 + size)
        with ours.served(database) as (_, client):
            seconds, queries = [], []
            for number in range(N):
                sent = send(client, dice, count=number % 10 == 0)
                if sent.queries is not None:
                    queries.append(sent.queries)
                elif number > 3:
                    seconds.append(sent.seconds)
            times = percentiles(seconds)
            yield Result("W6", f"{size:,}", times["p95"], f"{times['p50']:.1f}/{times['p95']:.1f} ms", extra={"ms": times, "sql": last_sql})
            yield Result("W5-post", f"{size:,}", max(queries), f"{max(queries)} statements")


last_sql: list[str] = []


def send(client: Client, dice: random.Random, *, count: bool):
    """One request from the first page to the last; the answer to the last POST."""
    at = client.post("/requests/new", {}).headers["location"].removesuffix("/who")
    forename, surname = ("".join(dice.choices(SYLLABLES, k=3)).title() for _ in range(2))
    post(client, f"{at}/who", {"forename": forename, "surname": surname, "date_of_birth-day": str(dice.randint(1, 28)), "date_of_birth-month": str(dice.randint(1, 12)), "date_of_birth-year": "2016"})
    post(client, f"{at}/child", {"sex": "M", "address": "1 Mill Lane", "postcode": "LE1 6TP"})
    post(client, f"{at}/family", {"name": f"Jo {surname}", "kind": "mother", "responsible": "yes", "lives_with": "yes", "tell_by": "post"})
    page = client.get(f"{at}/request")
    worker = re.search(r'<option value="(\d+)"', page.text)
    assert worker, "nobody can work on it"
    came = date.today() - timedelta(days=dice.randint(3, 20))
    asked = {"route": "parent", "channel": "email", "custody": "no", "worker": worker[1], "received_on-day": str(came.day), "received_on-month": str(came.month), "received_on-year": str(came.year)}
    post(client, f"{at}/request", asked)
    post(client, f"{at}/said", {"about": "School is hard. " * 20})
    sent = client.post(f"{at}/check", {}, **(ours.COUNT if count else {}))
    assert sent.status == 302 and sent.headers["location"].endswith("/recorded"), (sent.status, sent.headers.get("location"), sent.text[-1500:])
    if count:
        last_sql[:] = sent.headers.get("x-bench-sql", "").split(" | ")
    return sent


def post(client: Client, path: str, typed: dict[str, str]) -> None:
    answer = client.post(path, typed)
    assert answer.status == 302, (path, answer.status, re.findall(r'error-message[^>]*>(.*?)</p>', answer.text, re.S)[:3])
