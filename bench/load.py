"""A browser's part on loopback: one connection kept open, cookies kept, bounded in count and in time."""

from __future__ import annotations

import gzip
import html
import http.client
import re
import statistics
import time
from dataclasses import dataclass
from urllib.parse import urlencode

MOST_REQUESTS, MOST_SECONDS = 20_000, 3600
IDLE = 30  # seconds after which a connection is opened again: servers here keep one for 60
_TOKEN = re.compile(r'name="csrfmiddlewaretoken"[^>]*value="([^"]+)"')


@dataclass
class Answer:
    """One answer: status, headers, text, bytes that went over the wire, and seconds."""

    status: int
    headers: dict[str, str]
    text: str
    wire: int
    seconds: float

    @property
    def queries(self) -> int | None:
        """How many statements the database was asked, where that was counted."""
        counted = self.headers.get("x-bench-queries")
        return int(counted) if counted else None


class Client:
    """Keeps one connection to a server on this machine, and refuses any other."""

    #: Whether pages are unpacked and read. Those of a crowd are only taken, so that it uses little of the cores it shares.
    reads = True

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        if host != "127.0.0.1":
            raise ValueError("The bench speaks to this machine only.")
        self.connection = http.client.HTTPConnection(host, port, timeout=300)
        self.cookies: dict[str, str] = {}
        self.count, self.began = 0, time.monotonic()
        self.asked = self.began

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, typed: dict[str, str | list[str]], **headers: str) -> Answer:
        body = {"csrfmiddlewaretoken": self.cookies.get("csrf") or self.cookies.get("csrftoken", ""), **typed}
        return self._ask("POST", path, urlencode(body, doseq=True), {"Content-Type": "application/x-www-form-urlencoded", **headers})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        self.count += 1
        if self.count > MOST_REQUESTS or time.monotonic() - self.began > MOST_SECONDS:
            raise RuntimeError("The client has asked for long enough.")
        sent = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": "gzip", "Accept": "text/html,*/*", **headers,
        }  # fmt: skip
        if time.monotonic() - self.asked > IDLE:
            self.connection.close()  # the server has given it up
        began = time.perf_counter()
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        self.asked = time.monotonic()
        raw = response.read()
        seconds = time.perf_counter() - began
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                pair = value.split(";", 1)[0]
                self.cookies[pair.partition("=")[0]] = pair.partition("=")[2]
        found = {name.lower(): value for name, value in response.getheaders()}
        if not self.reads:
            return Answer(response.status, found, "", len(raw), seconds)
        plain = gzip.decompress(raw) if found.get("content-encoding") == "gzip" else raw
        return Answer(response.status, found, plain.decode("utf-8", "replace"), len(raw), seconds)

    def token(self, page: Answer) -> str:
        """The form's own token."""
        found = _TOKEN.search(page.text)
        return html.unescape(found[1]) if found else self.cookies.get("csrf", "")

    def times(self, paths: list[str], n: int) -> list[float]:
        """Seconds of `n` requests, the paths in turn."""
        seconds = []
        for number in range(n):
            answer = self.get(paths[number % len(paths)])
            if answer.status != 200:
                raise RuntimeError(f"{paths[number % len(paths)]} answered {answer.status}: {answer.text[:300]}")
            seconds.append(answer.seconds)
        return seconds


def percentiles(seconds: list[float]) -> dict[str, float]:
    """p50, p95 and p99 in milliseconds."""
    if len(seconds) < 2:
        return {"p50": seconds[0] * 1000, "p95": seconds[0] * 1000, "p99": seconds[0] * 1000}
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return {"p50": cuts[49] * 1000, "p95": cuts[94] * 1000, "p99": cuts[98] * 1000}
