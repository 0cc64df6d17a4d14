"""C2: the web server and the worker are killed (kill -9) again and again while 1,000 requests are sent; what had no answer is
sent again, as a browser does. At the end each request is there once, with its letters once."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import queue
import random
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from bench import ours, place
from bench.datagen import plans
from bench.jobs import w6
from bench.load import Client
from bench.results import Result

DATABASE = "killed"
MANY, CLIENTS, KILLS = 1000, 6, 6
#: A worker that died is noticed after a minute, and what it did is taken up in the minute after that: seconds without any
#: new letter after which none is waited for.
NO_LETTER_FOR = 240
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def results(run: Any) -> Iterator[Result]:
    place.start()
    if not place.exists(DATABASE):
        place.create(DATABASE)
        place.manage(DATABASE, "prepare", "migrate")
        place.manage(DATABASE, "load_demo", "--plans", "60")
        place.say_made(DATABASE, plans=60)
    plans.migrated(DATABASE)
    with place.connect(DATABASE) as owner:
        owner.execute("TRUNCATE procrastinate_jobs CASCADE")  # what a run that was broken off left
    port, dice = place.free_port(), random.Random(time.time_ns())
    with House(port) as house:
        keys = drafted(house, port, dice)
        sent = sending(house, port, keys)
        house.wait_for_letters(keys)
    found = counted(keys)
    shown = {**found, **sent}
    yield Result("C2-lost", f"{MANY:,}", MANY - found["requests"] + found["without_letters"], f"{found['requests']:,} requests, {sent['kills']} kills", extra=shown)
    yield Result("C2-twice", f"{MANY:,}", found["children_twice"] + found["letters_twice"], f"{sent['again']} sent again", extra=shown)


class House:
    """The web server and the worker, as ./run starts them, which can be killed and started again on the same port."""

    def __init__(self, port: int) -> None:
        self.port, self.members = port, []
        self.env = place.environment(DATABASE, "goldenthread.config.settings")
        self.lock = threading.Lock()

    def __enter__(self) -> House:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        log = (place.LOCAL / "killed.log").open("ab")
        web = ["-m", "gunicorn", "goldenthread.config.wsgi", "--bind", f"127.0.0.1:{self.port}", "-c", "python:goldenthread.config.webserver"]
        work = [str(place.ROOT / "manage.py"), "procrastinate", "worker", "--concurrency", "2"]
        for words in (web + ["--worker-tmp-dir", "/dev/shm", "--log-level", "error", "--no-control-socket"], work):
            self.members.append(subprocess.Popen([str(place.PYTHON), *words], env=self.env, cwd=place.ROOT, stdout=log, stderr=log, start_new_session=True))
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.05)
        raise RuntimeError("The web server did not come up.")

    def kill(self) -> None:
        """Both, with all below them, without a word."""
        for member in self.members:
            for pid in place.tree(member.pid):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            member.wait()
        self.members.clear()

    def wait_for_letters(self, keys: list[str]) -> None:
        """Until every request that is there was acknowledged, or no letter was made for long."""
        left, since = None, time.monotonic()
        while (now := counted(keys)["without_letters"]) and time.monotonic() - since < NO_LETTER_FOR:
            if now != left:
                left, since = now, time.monotonic()
            time.sleep(2)


def drafted(house: House, port: int, dice: random.Random) -> list[str]:
    """Drafts that only wait to be sent: one is typed, the others are copies of it about other children."""
    client = Client(port)
    ours.sign_in(client)
    first = w6.typed(client, dice)
    with place.connect(DATABASE) as owner:
        user, data = owner.execute("SELECT user_id, data::text FROM core_draft WHERE form = %s", [f"request.{first}"]).fetchone()
        keys = []
        for _ in range(MANY):
            parts, key = json.loads(data), str(uuid4())
            for part, names in (("who", ("forename", "surname")), ("adult0", ("name",))):
                for name in names:
                    parts[part][name] = ["".join(dice.choices(LETTERS, k=11)).title() + (" Ash" if name == "name" else "")]
            owner.execute("INSERT INTO core_draft (user_id, form, data, saved_at) VALUES (%s, %s, %s, now())", [user, f"request.{key}", json.dumps(parts)])
            keys.append(key)
    return keys


def sending(house: House, port: int, keys: list[str]) -> dict[str, int]:
    """Several clients send all of them, and send again what had no answer; meanwhile everything is killed some times."""
    waiting: queue.Queue[str] = queue.Queue()
    for key in keys:
        waiting.put(key)
    answered, wrong, again = set(), [], [0]
    done = threading.Event()

    def one() -> None:
        client = None
        while len(answered) < len(keys) and not done.is_set():
            try:
                key = waiting.get(timeout=0.2)
            except queue.Empty:
                continue
            try:
                if client is None:
                    client = Client(port)
                    ours.sign_in(client)
                answer = client.post(f"/requests/new/{key}/check", {})
                if answer.status == 302 and answer.headers["location"] == f"/requests/{key}/recorded":
                    answered.add(key)
                    continue
                wrong.append((answer.status, answer.headers.get("location", ""), answer.text[:200]))
            except (OSError, http.client.HTTPException, AssertionError):
                client = None
                again[0] += 1
                time.sleep(0.2)
            waiting.put(key)

    crowd = [threading.Thread(target=one) for _ in range(CLIENTS)]
    for each in crowd:
        each.start()
    kills = 0
    try:
        for number in range(1, KILLS + 1):
            until = time.monotonic() + 300
            while len(answered) < len(keys) * number // (KILLS + 1) and time.monotonic() < until:
                time.sleep(0.01)
            house.kill()
            kills += 1
            house.start()
        for each in crowd:
            each.join(600)
    finally:
        done.set()
    assert len(answered) == len(keys), f"{len(keys) - len(answered)} were never answered: {wrong[:3]}"
    return {"kills": kills, "again": again[0], "other_answers": len(wrong)}


def counted(keys: list[str]) -> dict[str, int]:
    """What is on record of these, asked of the database itself."""
    with place.connect(DATABASE) as owner:
        requests, children, names = owner.execute(
            "SELECT count(*), count(DISTINCT child_id), count(DISTINCT c.forename || ' ' || c.surname)"
            " FROM casework_request r JOIN people_child c ON c.id = r.child_id WHERE r.id = ANY (%s::uuid[])", [keys]
        ).fetchone()  # fmt: skip
        born = owner.execute(
            "SELECT count(*) - count(DISTINCT forename || ' ' || surname) FROM people_child WHERE length(forename) = 11 AND length(surname) = 11"
        ).fetchone()[0]
        letters = owner.execute(
            "SELECT count(*), count(DISTINCT matter_id), count(DISTINCT (matter_id, addressee_id, to_child, title)) FROM people_document"
            " WHERE kind = 'acknowledgement' AND matter_id = ANY (%s::uuid[])", [keys]
        ).fetchone()  # fmt: skip
    return {
        "requests": requests, "children": children, "children_twice": born + children - names, "letters": letters[0],
        "without_letters": requests - letters[1], "letters_twice": letters[0] - letters[2],
    }  # fmt: skip
