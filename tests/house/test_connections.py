"""Who is asking never stays on a connection that many share: real threads of the web server, few connections, several people."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.test import Client, RequestFactory

from goldenthread.config.handler import Handler
from goldenthread.core import actions
from tests import making

THREADS, EACH, CONNECTIONS = 6, 20, 2


@pytest.fixture
def as_in_life(transactional_db, monkeypatch):
    """A pool of few connections, and no scene set on them as other tests have it."""
    receivers = connection_created.receivers[:]
    connection.close()
    connection.settings_dict["OPTIONS"]["pool"] = {"min_size": 1, "max_size": CONNECTIONS, "timeout": 30}

    def begin():
        connection_created.receivers = [each for each in receivers if each[0][0] != "scene"]
        connection_created.sender_receivers_cache.clear()
        monkeypatch.setattr(actions, "OUTSIDE", "")
        connection.close()
        connection.close_pool()

    yield begin
    connection_created.receivers = receivers
    connection_created.sender_receivers_cache.clear()
    connection.close()
    connection.close_pool()
    del connection.settings_dict["OPTIONS"]["pool"]


def people() -> dict[str, tuple[str, str, str]]:
    """Cookie → what this person's caseload shows, and two names that it must not."""
    found = {}
    here, there, school = making.area(), making.area("991", "Thornmouth"), making.school("Harrow Field School")
    mine, far = making.child("Wrenqx Poole"), making.child("Rowanqx Birch", of=there)
    making.involve(school, mine, "setting")
    pupil = making.child("Hazelqx Dean", of=there)
    making.involve(school, pupil, "setting")
    psychologist = making.somebody("psychologist", name="Asa Quill")
    making.involve(psychologist, far, "adviser")
    shown = {
        making.officer("Imogen Vale", of=here): {"Wrenqx"},
        making.officer("Jonas Reed", of=there): {"Rowanqx", "Hazelqx"},
        making.somebody("setting_staff", school, name="Petra Lund"): {"Wrenqx", "Hazelqx"},
        psychologist: {"Rowanqx"},
        making.somebody("parent", making.body("forum"), name="Tilda Marsh"): set(),
    }
    for user, names in shown.items():
        client = Client()
        client.force_login(user)
        found[client.cookies[django_settings.SESSION_COOKIE_NAME].value] = (
            user.name,
            names,
            {"Wrenqx", "Rowanqx", "Hazelqx"} - names,
        )
    return found


def get(application, cookie: str) -> str:
    """One request as the web server makes it: the connection goes back to the pool when its answer is closed."""
    environ = RequestFactory().get("/caseload?show=all").environ
    environ["HTTP_COOKIE"] = f"{django_settings.SESSION_COOKIE_NAME}={cookie}"
    status = []
    answer = application(environ, lambda said, headers: status.append(said))
    try:
        return f"{status[0]}\n{b''.join(answer).decode()}"
    finally:
        answer.close()


# A hundred requests of five people over two connections: about three seconds.
def test_a_hundred_requests_of_five_people_over_two_connections_are_never_crossed(as_in_life):
    told = people()
    as_in_life()
    application = Handler()
    together = Barrier(THREADS)

    def ask(thread: int) -> list[str]:
        together.wait()
        crossed = []
        for turn in range(EACH):
            cookie = list(told)[(thread + turn * 7) % len(told)]
            name, mine, others = told[cookie]
            text = get(application, cookie)
            if (
                not text.startswith("200")
                or name not in text
                or any(each not in text for each in mine)
                or any(each in text for each in others)
            ):
                crossed.append((name, text[:60]))
        connections.close_all()
        return crossed

    with ThreadPoolExecutor(THREADS) as threads:
        assert [each for found in threads.map(ask, range(THREADS)) for each in found] == []

    left = Counter()
    pool = connection.pool
    assert pool.get_stats()["pool_size"] <= CONNECTIONS
    for _ in range(CONNECTIONS):
        with pool.connection() as kept:
            row = kept.execute(
                "SELECT "
                + ", ".join(
                    f"coalesce(current_setting('app.{name}', true), '')"
                    for name in ("wall", "user", "areas", "organisations", "action")
                )
            ).fetchone()
            left[tuple(row)] += 1
            with pytest.raises(Exception, match="Nobody said who is asking"), kept.transaction():
                kept.execute("SELECT 1 FROM people_child")
    assert left == {("",) * 5: CONNECTIONS}
    assert date.today() >= date(2026, 1, 5), "the ties of this story began then"
