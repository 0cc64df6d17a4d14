"""Gives the tests their PostgreSQL before any setting is read, and a template database that each worker copies.

pytest loads this first (`-p tests.pgplugin`). The process that was started by hand starts the cluster and makes the
template; workers inherit its address. With DATABASE_URL another PostgreSQL is used: its role must be allowed to make
databases.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

import devdb

ROOT = devdb.ROOT
KEEP_TEMPLATES = 4
# A superuser is not held by row-level security, so the tests never run as one.
PLAIN_ROLE = "send_app_test"


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """A wrapper, so that it comes before conftest.py and before pytest-django reads the settings."""
    provide_database(early_config)
    return (yield)


def provide_database(early_config: pytest.Config) -> None:
    """Set the environment that the settings are read from, and make the template."""
    os.environ["GT_ENV"] = "test"
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's event loop shares the tests' thread
    for name in ("GT_DEMO", "GT_DEBUG", "GT_HTTPS", "GT_SECRET_KEY", "GT_HOSTS", "GT_BASE_URL", "EMAIL_HOST"):
        os.environ.pop(name, None)
    if "GT_TEST_TEMPLATE" in os.environ:
        return
    holding = contextlib.ExitStack()
    if given := os.environ.get("DATABASE_URL"):
        url = plain(given)
    else:
        url = holding.enter_context(devdb.Cluster("test").used())
    early_config.add_cleanup(holding.close)
    os.environ["DATABASE_URL"] = url
    os.environ["GT_TEST_RUN"] = str(os.getpid())
    os.environ["GT_TEST_TEMPLATE"] = template(url)


def plain(url: str) -> str:
    """The same address, as a role that row-level security holds."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(
            "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
        ).fetchone()
        if row is None or not row[0]:
            return url
        if not connection.execute("select 1 from pg_roles where rolname = %s", [PLAIN_ROLE]).fetchone():
            connection.execute(
                sql.SQL("create role {} nosuperuser nobypassrls createdb").format(sql.Identifier(PLAIN_ROLE))
            )
        connection.execute(sql.SQL("alter role {} createdb").format(sql.Identifier(PLAIN_ROLE)))
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}options=-c%20role%3D{PLAIN_ROLE}"


def on_database(url: str, name: str) -> str:
    """The same server, another database."""
    parts = urlsplit(url)
    # urlunsplit drops the empty host of a socket address, which psycopg needs.
    return urlunsplit(parts._replace(path=f"/{name}")) if parts.netloc else re.sub(r"(?<=//)/\w*", f"/{name}", url)


def template(url: str) -> str:
    """The name of a database made from the migrations as they are now; made once, kept for the runs that follow."""
    files = sorted(ROOT.glob("goldenthread/*/migrations/*.py")) + [ROOT / "requirements-dev.txt", ROOT / "goldenthread/config/settings.py"]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]
    with devdb.lock("template.lock"), psycopg.connect(url, autocommit=True) as connection:
        names = owned(connection, "gt_tpl_")
        forget_dead_runs(connection)
        for name in names:
            if name.endswith(mark):
                return name
        began = time.monotonic()
        print("Making the test database from the migrations …", file=sys.stderr, flush=True)
        building = f"gt_building_{os.getpid()}_{mark}"
        drop(connection, building)
        create(connection, building)
        env = {**os.environ, "DATABASE_URL": on_database(url, building), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, str(ROOT / "manage.py"), "prepare", "migrate"], env=env, capture_output=True, text=True
        )
        if done.returncode:
            drop(connection, building)
            pytest.exit(f"The migrations fail, so no test can run.\n{done.stderr[-3000:]}", returncode=3)
        name = f"gt_tpl_{int(time.time())}_{mark}"
        connection.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(building), sql.Identifier(name))
        )
        print(f"Made in {time.monotonic() - began:.1f} s.", file=sys.stderr, flush=True)
        for old in sorted(names, key=lambda n: n.split("_")[2])[: -(KEEP_TEMPLATES - 1)]:
            with contextlib.suppress(psycopg.errors.ObjectInUse):
                connection.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(old)))
        return name


def owned(connection: psycopg.Connection, beginning: str) -> list[str]:
    """The databases of this role whose names begin so; another role's can be neither copied nor dropped."""
    rows = connection.execute(
        "select datname from pg_database join pg_roles on pg_roles.oid = datdba "
        "where rolname = current_user and starts_with(datname, %s)",
        [beginning],
    )
    return [name for (name,) in rows]


def forget_dead_runs(connection: psycopg.Connection) -> None:
    """Drop the databases of runs that were killed."""
    for name in owned(connection, "gt_run_"):
        if not Path(f"/proc/{name.split('_')[2]}").exists():
            drop(connection, name)


def create(connection: psycopg.Connection, name: str, copied_from: str = "template0") -> None:
    """A database, empty or a copy. Copying files takes about 30 ms; migrating takes seconds."""
    order = sql.SQL("create database {} template {} strategy file_copy")
    connection.execute(order.format(sql.Identifier(name), sql.Identifier(copied_from)))


def drop(connection: psycopg.Connection, name: str) -> None:
    """Gone, whoever is still connected."""
    connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
