"""The project's own PostgreSQL: made, started, killed and started again, in a folder with a space in its name."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from django.db import connection

import bootstrap
import devdb

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    monkeypatch.setattr(devdb, "LOCAL", tmp_path / "with a space")
    found = devdb.Cluster("demo")
    yield found
    found.stop()


# Makes a real cluster (about two seconds), once for all that one can be asked.
def test_a_cluster_is_made_once_survives_being_killed_and_leaves_nothing_running(cluster):
    with ThreadPoolExecutor(2) as both:
        first, second = both.map(lambda _: devdb.Cluster("demo").start(), range(2))
    assert first == second
    pid = cluster.pid()
    with psycopg.connect(first) as connection:
        row = connection.execute(
            "select rolsuper, rolbypassrls, pg_encoding_to_char(encoding) from pg_roles, pg_database "
            "where rolname = current_user and datname = current_database()"
        ).fetchone()
        assert row == (False, False, "UTF8")
        connection.execute("create table kept (said text)")
        connection.execute("insert into kept values ('yes')")
    os.kill(pid, signal.SIGKILL)
    while cluster.pid() is not None:
        pass
    assert (cluster.data / "postmaster.pid").exists(), "the stale file that a start must see through"
    with psycopg.connect(cluster.start()) as connection:
        assert connection.execute("select said from kept").fetchall() == [("yes",)]
    assert cluster.pid() not in (None, pid)
    with cluster.used():
        assert devdb.Cluster("demo").stop(unless_used=True) is False, "somebody is still using it"
    assert cluster.pid() is None, "the last to leave stops it"


def test_a_long_path_still_gets_a_socket_that_the_system_allows(monkeypatch, tmp_path):
    monkeypatch.setattr(devdb, "LOCAL", tmp_path / ("deep" * 30))
    assert len(os.fsencode(devdb.Cluster().socket)) <= devdb.LONGEST_SOCKET_FOLDER


def test_a_named_folder_without_postgresql_is_refused_in_plain_words(monkeypatch, tmp_path):
    monkeypatch.setenv("PGBIN", str(tmp_path))
    with pytest.raises(devdb.DatabaseError, match="no initdb in that folder"):
        devdb.find_binaries()


def test_there_is_no_third_cluster():
    with pytest.raises(devdb.DatabaseError, match="say demo or test"):
        devdb.Cluster("production")


def test_the_shell_and_python_agree_which_migrations_there_are():
    said = subprocess.run(
        ["sh", "-c", "LC_ALL=C; export LC_ALL; cat requirements-demo.txt goldenthread/*/migrations/*.py | sha256sum"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.split()[0] == bootstrap.migrations_mark()
    assert "cat requirements-demo.txt goldenthread/*/migrations/*.py | sha256sum" in (ROOT / "manage").read_text()


# Starts a process: about half a second.
def test_a_commands_own_words_are_alone_on_standard_output():
    done = subprocess.run([str(ROOT / "manage"), "version"], capture_output=True, text=True)
    assert done.returncode == 0
    assert done.stdout.strip().startswith("5.2")
    assert len(done.stdout.splitlines()) == 1


# Starts a process: about half a second.
def test_a_commands_failure_is_the_scripts_failure():
    done = subprocess.run([sys.executable, str(ROOT / "manage.py"), "no_such_command"], capture_output=True, text=True)
    assert done.returncode != 0
    assert "no_such_command" in done.stderr


@pytest.mark.django_db
def test_no_statement_is_compiled_before_it_runs():
    """Debian's PostgreSQL compiles what it takes to be long: two minutes for a statement that runs in less than a second."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
