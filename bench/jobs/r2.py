"""R2: a month of 1,500 reviews: scheduled, invited and sent the papers; three weeks later held and decided. Through HTTP, by 40 people at once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from bench import ours, place
from bench.datagen import plans
from bench.jobs.c1 import hidden, shown, went
from bench.jobs.w6 import day
from bench.load import Client, percentiles
from bench.results import Result

SCRIPT = place.BENCH / "datagen" / "review_month.py"
COPY = "review_month"
#: The bar speaks of 1,500; fewer show whether all still works.
REVIEWS = int(os.environ.get("BENCH_REVIEWS", "1500"))
WEEKS = 3


def results(run: Any) -> Iterator[Result]:
    plans.prepare(plans.BASE)
    place.create(COPY, template=plans.name(plans.BASE))
    told = script("prepare", str(REVIEWS))
    children, people = told["children"], told["people"]
    assert len(children) == REVIEWS, f"only {len(children)} plans can be reviewed"
    with place.served("goldenthread.config.wsgi", place.environment(COPY, "goldenthread.config.settings")) as server:  # whose clock can be moved
        crowd = [Person(server.port, name) for name in people]
        before, began = server.cpu(), time.perf_counter()
        meeting = date.today() + timedelta(days=7 * WEEKS - 2)  # noqa: DTZ011
        shared(crowd, children, lambda person, child: person.arranges(child, meeting))
        one = Client(server.port)
        page = one.get("/demo")
        for _ in range(WEEKS):
            assert one.post("/demo/date", {"csrfmiddlewaretoken": one.token(page), "step": "week"}).status == 302
        for person in crowd:
            person.enters()  # nobody stays signed in for three weeks
        shared(crowd, children, lambda person, child: person.decides(child, meeting))
        spent, taken = server.cpu() - before, time.perf_counter() - began
    same(children, script("check", said=children))
    seconds = [each for person in crowd for each in person.seconds]
    said = {"wall": taken, "pages": len(seconds), "ms": percentiles(seconds), "ms_of_a_review": spent / REVIEWS * 1000, "people": len(crowd)}
    yield Result("R2-month", f"{REVIEWS:,} reviews", spent / REVIEWS * 1500, f"{spent:.0f} s of processor, {len(seconds):,} pages", extra=said)


def script(*words: str, said: object = None) -> Any:
    done = subprocess.run(
        [str(place.PYTHON), str(SCRIPT), *words], env=place.environment(COPY), cwd=place.ROOT, input=json.dumps(said), stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def same(children: list[str], became: dict[str, int]) -> None:
    """The outcome is that of as many reviews done one by one: each decided and told, its next year begun, nothing kept wrongly."""
    n = len(children)
    assert became["decided"] == became["next_years"] == n and not became["not_invited"] and not became["kept_wrongly"], became
    assert became["letters"] >= n and became["invited"] >= 4 * n, became


def shared(crowd: list[Person], children: list[str], does: Callable[[Person, str], None]) -> None:
    """Everybody works through their own share at the same time; the first fault of anybody is raised."""
    faults: list[BaseException] = []

    def works(person: Person, own: list[str]) -> None:
        try:
            for child in own:
                does(person, child)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=works, args=(person, children[number :: len(crowd)])) for number, person in enumerate(crowd)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    if faults:
        raise faults[0]


class Person:
    """A manager with a browser. `seconds` are those of every page."""

    def __init__(self, port: int, persona: str) -> None:
        self.port, self.persona = port, persona
        self.reviews: dict[str, str] = {}
        self.seconds: list[float] = []
        self.enters()

    def enters(self) -> None:
        self.client = Timed(self.port, self.seconds)
        ours.sign_in(self.client, self.persona)

    def arranges(self, child: str, meeting: date) -> None:
        """The meeting, the invitations, and the papers."""
        at = f"/children/{child}/reviews/new"
        page = shown(self.client, at)
        said = {"kind": "annual", "way": "person", "place": "Room 4", "planned_at": "14:00", **day("planned_on", meeting)}
        if 'name="convened"' in page.text:
            said["convened"] = "setting"
        answer = self.client.post(at, {**hidden(page), **said})
        went(answer, "/reviews/")
        self.reviews[child] = answer.headers["location"]
        went(self.client.post(f"{self.reviews[child]}/invite", {}))
        went(self.client.post(f"{self.reviews[child]}/papers", {}))

    def decides(self, child: str, meeting: date) -> None:
        """Who came, and then the decision, its letter read before it leaves."""
        at = self.reviews[child]
        page = shown(self.client, f"{at}/held")
        came = dict.fromkeys(re.findall(r'name="(came-[0-9a-f-]+)"', page.text), "yes")
        went(self.client.post(f"{at}/held", {**hidden(page), **came, **day("met_on", meeting)}))
        page = shown(self.client, f"{at}/decide")
        read = self.client.post(f"{at}/decide", {**hidden(page), "outcome": "M", "reasons": "Every outcome is on its way."})
        assert read.status == 200, (read.status, read.headers.get("location"))
        seen = re.findall(r'name="seen"[^>]*value="([^"]*)"', read.text)
        assert seen, re.findall(r"error-message[^>]*>(.*?)</p>", read.text, re.S)[:4]
        went(self.client.post(f"{at}/decide", {**hidden(read), "seen": seen}))


class Timed(Client):
    """Keeps the seconds of each answer."""

    def __init__(self, port: int, seconds: list[float]) -> None:
        super().__init__(port)
        self.kept = seconds

    def _ask(self, *args: Any) -> Any:
        answer = super()._ask(*args)
        self.kept.append(answer.seconds)
        return answer
