"""What every test shares: its worker's own copy of the database, and promises that hold in all of them."""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests import browser, pgplugin

pytest_plugins = ["tests.mailbox"]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in one line when the journeys could not run."""
    if browser.executable() is None:
        terminalreporter.write_line(browser.ABSENT, yellow=True)


def own_database() -> str:
    """The name of this worker's database."""
    return f"gt_run_{os.environ['GT_TEST_RUN']}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"


def fresh_copy() -> None:
    """(Re)make this worker's database from the template."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        pgplugin.drop(server, own_database())
        pgplugin.create(server, own_database(), copied_from=os.environ["GT_TEST_TEMPLATE"])


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Copy the template (about 30 ms) where Django would migrate (seconds)."""
    from django.db import connection

    with django_db_blocker.unblock():
        fresh_copy()
        connection.close()
        connection.settings_dict["NAME"] = own_database()
    yield
    with django_db_blocker.unblock():
        connection.close()
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            pgplugin.drop(server, own_database())


@pytest.fixture(scope="session", autouse=True)
def _a_test_that_commits_is_followed_by_a_fresh_copy() -> Iterator[None]:
    """Django would empty every table, which append-only tables refuse and which loses what migrations put there."""
    from django.db import connection
    from django.test import TransactionTestCase

    patch = pytest.MonkeyPatch()

    def start_afresh(self: Any) -> None:
        connection.close()
        fresh_copy()

    patch.setattr(TransactionTestCase, "_fixture_teardown", start_afresh)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _rows_without_an_order_come_in_any_order() -> Iterator[None]:
    """PostgreSQL promises no order that was not asked for; here it keeps that promise badly on purpose."""
    from django.db.models.query import QuerySet

    patch, dice = pytest.MonkeyPatch(), random.Random(20260901)
    fetch = QuerySet._fetch_all

    def fetch_and_shuffle(self: Any) -> None:
        new = self._result_cache is None
        fetch(self)
        if new and len(self._result_cache) > 1 and not self.ordered and not self.query.is_sliced:
            dice.shuffle(self._result_cache)

    patch.setattr(QuerySet, "_fetch_all", fetch_and_shuffle)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _the_network_is_off() -> Iterator[None]:
    """A test may speak to this machine and to nobody else."""
    patch, connect = pytest.MonkeyPatch(), socket.socket.connect

    def connect_at_home(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise OSError(f"A test tried to reach {address[0]}: the network is off in tests.")
        connect(self, address)

    patch.setattr(socket.socket, "connect", connect_at_home)
    yield
    patch.undo()


def scene_without_a_wall() -> dict[str, str]:
    """The wall's settings while a test sets its scene."""
    from goldenthread.core import wall

    return {**wall.NOBODY, "app.wall": "lifted", "app.today": "2026-11-23"}


@pytest.fixture(autouse=True)
def _no_test_inherits_the_standing_of_the_one_before() -> None:
    """Rolling a test back takes its settings out of the database; what we remember of them must go as well."""
    from django.db import connection

    connection.golden_thread_wall = scene_without_a_wall()


@pytest.fixture(scope="session", autouse=True)
def _a_test_sets_its_scene_behind_no_wall() -> Iterator[None]:
    """A test that sets a scene sees and writes what it likes; a request or an action inside it is held as in life."""
    from django.db.backends.signals import connection_created

    from goldenthread.core import actions

    scene = scene_without_a_wall()

    def set_scene(connection: Any, **kwargs: Any) -> None:
        with connection.cursor() as cursor:
            for name, value in {**scene, "app.action": "tests"}.items():
                cursor.execute("SELECT set_config(%s, %s, false)", [name, value])
        connection.golden_thread_wall = scene

    patch = pytest.MonkeyPatch()
    patch.setattr(actions, "OUTSIDE", "tests")
    connection_created.connect(set_scene, dispatch_uid="scene", weak=False)
    yield
    connection_created.disconnect(dispatch_uid="scene")
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def _signing_in_by_force_stands_for_both_factors() -> Iterator[None]:
    """`client.force_login(user)` leaves a session such as a password and a second factor leave."""
    from django.test import Client

    from goldenthread.access import session as rules

    patch, force_login = pytest.MonkeyPatch(), Client.force_login

    def with_both_factors(self: Any, user: Any, backend: Any = None) -> None:
        force_login(self, user, backend)
        session = self.session
        rules.begin(session, how="test", second_factor=True)
        session.save()

    patch.setattr(Client, "force_login", with_both_factors)
    yield
    patch.undo()
