"""The usual ORM way and the naive one, over the platform's own tables."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from bench import place
from bench.load import Client


@contextlib.contextmanager
def served(database: str) -> Iterator[tuple[place.Server, Client]]:
    """The views serving, and a client who has signed in as the persona Ellis."""
    env = place.environment(database, "bench.peers.usual_orm.settings")
    with place.served("bench.peers.usual_orm.wsgi", env) as server:
        client = Client(server.port)
        assert client.get("/sign-in/ellis").status == 302
        yield server, client
