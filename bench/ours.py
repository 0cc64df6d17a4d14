"""The platform while it serves, somebody who has signed in, and addresses of what is measured."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bench import place
from bench.load import Answer, Client
from bench.pairs import Sample

_CHILD = re.compile(r'href="/children/([0-9a-f-]{36})"')
COUNT = {"X-Bench-Count": "1"}


@contextlib.contextmanager
def served(database: str, persona: str = "ellis") -> Iterator[tuple[place.Server, Client]]:
    """The platform serving, and a client who has become a persona."""
    with place.served("goldenthread.config.wsgi", place.environment(database)) as server:
        client = Client(server.port)
        sign_in(client, persona)
        yield server, client


def sign_in(client: Client, persona: str = "ellis") -> None:
    page = client.get("/demo")
    answer = client.post(f"/demo/become/{persona}", {"csrfmiddlewaretoken": client.token(page)}, Referer="http://127.0.0.1/demo")
    assert answer.status == 302, (answer.status, answer.text[:500])


def children(answer: Answer) -> list[str]:
    """The children whom a page names, in its order, each once."""
    if answer.status != 200:
        raise RuntimeError(f"{answer.status}: {answer.text[:500]}")
    return list(dict.fromkeys(_CHILD.findall(answer.text)))


def turn(server: place.Server, client: Client, path: str, n: int, read=children):
    """A sample: the mean of `n` requests, with what the last one showed."""

    def once() -> Sample:
        before = server.cpu()
        answers = [client.get(path) for _ in range(n)]
        return Sample(sum(each.seconds for each in answers) / n, (server.cpu() - before) / n, read(answers[-1]))

    return once


@dataclass
class Known:
    """What is asked for in a database: somebody to search for, the middle of the list, records of some size."""

    area: int
    name: str
    upn: str
    born: date
    misspelt: str
    common: str
    deep_after: str
    deep_number: int
    records: list[str]
    total: int


ORDER = "ORDER BY next_due_on NULLS LAST, child_id"


def known(database: str) -> Known:
    """Chosen by the same rule in every database: the records are those with the most clocks kept."""
    with place.connect(database) as owner:
        area = owner.execute("SELECT o.area_id FROM access_user u JOIN people_membership m ON m.user_id = u.id JOIN people_organisation o ON o.id = m.organisation_id WHERE u.persona = 'ellis'").fetchone()[0]
        total = owner.execute("SELECT count(*) FROM casework_case WHERE area_id = %s AND open", [area]).fetchone()[0]
        page = int(total * 0.8) // 25
        deep = owner.execute(f"SELECT child_id FROM casework_case WHERE area_id = %s AND open {ORDER} OFFSET %s LIMIT 1", [area, page * 25 - 1]).fetchone()[0]
        name, upn, born = owner.execute(
            "SELECT c.name, c.upn, c.date_of_birth FROM casework_case c WHERE area_id = %s AND open AND upn <> '' AND name ~ '^[A-Z][a-z]{4,} [A-Z][a-z]{4,}$'"
            " AND (SELECT count(*) FROM casework_case o WHERE o.area_id = c.area_id AND o.sort_name = c.sort_name AND o.open) = 1 ORDER BY child_id LIMIT 1", [area],
        ).fetchone()  # fmt: skip
        common = owner.execute("SELECT name FROM casework_case WHERE area_id = %s AND open GROUP BY name ORDER BY count(*) DESC, name LIMIT 1", [area]).fetchone()[0]
        records = owner.execute(
            "SELECT d.child_id FROM people_deadline d JOIN casework_case c ON c.child_id = d.child_id WHERE c.area_id = %s AND c.open GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 5", [area]
        ).fetchall()  # fmt: skip
    forename, surname = name.split()
    return Known(area, name, upn, born, f"{forename} {surname[:-2]}{surname[-1]}{surname[-2]}", common, str(deep), page * 25 + 1, [str(each[0]) for each in records], total)
