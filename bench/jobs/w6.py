"""W6 and its part of W5: a new request sent, and a decision confirmed: the last POST of each, checked, written, committed."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bench import ours, place
from bench.datagen import plans
from bench.load import Answer, Client, percentiles
from bench.results import Result

N = 120  # a 95th percentile of twenty is the second worst of them
WARM = 20  # of each kind, not timed: each of the server's threads makes its own plans the first times
COUNTED = 10  # every so many, statements are counted and the time is not
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TEST = {
    "has_or_may_have_sen": "yes", "why_has_or_may_have_sen": "Two years behind in speech.",
    "plan_may_be_necessary": "yes", "why_plan_may_be_necessary": "More than the school can give.",
    "outcome": "assess", "reasons": "", "forum": "officer", "version": "1",
}  # fmt: skip


def results(run: Any) -> Iterator[Result]:
    for size in run.sizes:
        dice = random.Random(time.time_ns())  # names and births of their own in every run: the last one's are on record
        with ours.served(plans.prepare(size)) as (server, officer):
            manager = Client(server.port)
            ours.sign_in(manager, "marek")
            sending, deciding = Kind(server), Kind(server)
            for number in range(N):
                count = number % COUNTED == 0
                sent, cpu, request = send(officer, dice, sending, count=count)
                sending.add(number, sent, cpu)
                decided, cpu = decide(manager, request, deciding, count=count)
                deciding.add(number, decided, cpu)
            yield from sending.results("W6", "W5-post", size)
            yield from deciding.results("W6-decision", "W5-decision", size)


class Kind:
    """What was seen of one kind of POST."""

    def __init__(self, server: place.Server) -> None:
        self.server = server
        self.seconds: list[float] = []
        self.cpu: list[float] = []
        self.queries: list[int] = []
        self.sql: list[str] = []

    def add(self, number: int, sent: Answer, cpu: float) -> None:
        if sent.queries is not None:
            if sent.queries >= max(self.queries, default=0):
                self.sql = sent.headers.get("x-bench-sql", "").split(" | ")
            self.queries.append(sent.queries)
        elif number > WARM:
            self.seconds.append(sent.seconds)
            self.cpu.append(cpu)

    def asked(self, client: Client, path: str, *, count: bool) -> tuple[Answer, float]:
        """The POST that is measured, and the processor's seconds it took: web server and PostgreSQL."""
        before = self.server.cpu()
        answer = client.post(path, {}, **(ours.COUNT if count else {}))
        return answer, self.server.cpu() - before

    def results(self, time_goal: str, statements_goal: str, size: int) -> Iterator[Result]:
        times, cpu = percentiles(self.seconds), sum(self.cpu) / len(self.cpu) * 1000
        said = f"{times['p50']:.1f}/{times['p95']:.1f} ms"
        yield Result(time_goal, f"{size:,}", times["p95"], said, extra={"ms": times, "cpu_ms": cpu, "sql": self.sql})
        yield Result(statements_goal, f"{size:,}", max(self.queries), f"{max(self.queries)} statements")


def send(client: Client, dice: random.Random, kind: Kind, *, count: bool) -> tuple[Answer, float, str]:
    """One request from the first page to the last: the answer to the last POST, its processor seconds, the request's id."""
    key = typed(client, dice)
    sent, cpu = kind.asked(client, f"/requests/new/{key}/check", count=count)
    assert sent.status == 302 and sent.headers["location"].endswith("/recorded"), (sent.status, sent.headers.get("location"), sent.text[-1500:])
    return sent, cpu, key


def typed(client: Client, dice: random.Random) -> str:
    """One request typed page by page and not sent yet: its id. Any of the area's officers works on it: with always the same, a dozen runs made
    of her two hundred families fifteen hundred, and her own work is what other jobs measure."""
    at = client.post("/requests/new", {}).headers["location"].removesuffix("/who")
    forename, surname = ("".join(dice.choices(LETTERS, k=9)).title() for _ in range(2))
    post(client, f"{at}/who", {"forename": forename, "surname": surname, **day("date_of_birth", date(2009, 1, 1) + timedelta(days=dice.randrange(4000)))})
    post(client, f"{at}/child", {"sex": "M", "address": "1 Mill Lane", "postcode": "LE1 6TP"})
    post(client, f"{at}/family", {"name": f"Jo {surname}", "kind": "mother", "responsible": "yes", "lives_with": "yes", "tell_by": "post"})
    page = client.get(f"{at}/request")
    workers = re.findall(r'<option value="(\d+)"', page.text)
    assert workers, "nobody can work on it"
    came = date.today() - timedelta(days=dice.randint(3, 20))
    post(client, f"{at}/request", {"route": "parent", "channel": "email", "custody": "no", "worker": dice.choice(workers), **day("received_on", came)})
    post(client, f"{at}/said", {"about": "School is hard. " * 20})
    return at.rsplit("/", 1)[1]


def decide(client: Client, request: str, kind: Kind, *, count: bool) -> tuple[Answer, float]:
    """Whether to assess, from the test to the last POST: its answer and its processor seconds."""
    at, today = f"/requests/{request}/decide", date.today()
    post(client, at, {**TEST, **day("consulted_on", today), **day("made_on", today)})
    sent, cpu = kind.asked(client, f"{at}/check", count=count)
    assert sent.status == 302 and sent.headers["location"].endswith("/decided"), (sent.status, sent.headers.get("location"), sent.text[-1500:])
    return sent, cpu


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def post(client: Client, path: str, typed: dict[str, str]) -> None:
    answer = client.post(path, typed)
    assert answer.status == 302, (path, answer.status, re.findall(r'error-message[^>]*>(.*?)</p>', answer.text, re.S)[:3])
