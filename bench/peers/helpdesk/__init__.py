"""django-helpdesk, in its own environment, beside the platform on the same PostgreSQL."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from bench import place
from bench.load import Answer, Client

HERE = Path(__file__).resolve().parent


def environment(size: int) -> dict[str, str]:
    code = place.LOCAL / "helpdesk"
    code.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(place.BENCH / "counting.py", code / "bench_counting.py")
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        "DATABASE_URL": place.url(f"helpdesk_{size}"), "DJANGO_SETTINGS_MODULE": "desk.settings", "PYTHONPATH": f"{HERE}:{code}",
        "PYTHONPYCACHEPREFIX": str(place.LOCAL / "bytecode"),
    }  # fmt: skip


def prepare(size: int) -> Path | None:
    """Its environment and its database of so many tickets; None where it will not install."""
    python = place.peer_python("helpdesk")
    if python and not place.exists(f"helpdesk_{size}"):
        place.create(f"helpdesk_{size}")
        subprocess.run([str(python), str(HERE / "fill.py"), str(size)], env=environment(size), check=True)
        place.say_made(f"helpdesk_{size}", tickets=size)
    return python


@contextlib.contextmanager
def served(size: int) -> Iterator[tuple[place.Server, Client]]:
    """It serving, and a client who has signed in."""
    python = prepare(size)
    assert python
    with place.served("desk.wsgi", environment(size), python=python) as server:
        client = Client(server.port)
        assert client.get("/sign-in").status == 200
        yield server, client


def data_path(*, search: str = "", start: int = 0) -> str:
    """The address from which its list takes its rows."""
    asked = {"filtering": {"status__in": [1, 2]}, "sorting": "due_date", "sortreverse": False, "search_string": search}
    query = b64encode(json.dumps(asked).encode()).decode()
    return f"/datatables_ticket_list/{query}?draw=1&start={start}&length=25&order[0][column]=6&order[0][dir]=asc"


def rows(answer: Answer) -> int:
    """How many rows a list answered."""
    return len(json.loads(answer.text)["data"])
