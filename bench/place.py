"""Where the bench runs: its own PostgreSQL, databases of each size, web servers on loopback. Nothing of the demo's is touched."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
LOCAL = (BENCH / ".local").resolve()
PYTHON = ROOT / ".venv" / "bin" / "python"
VENVS = (BENCH / ".venvs").resolve()
os.environ["GT_LOCAL"] = str(LOCAL)  # before devdb is read: its clusters then live here
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # every start would read all the code anew, which no service does
sys.path.insert(0, str(ROOT))

import devdb  # noqa: E402

# More memory than a demonstration's, the same for everybody who is measured.
devdb.FOR_THE_DEMO = [*devdb.FOR_THE_DEMO, "shared_buffers=2GB", "effective_cache_size=6GB", "max_wal_size=4GB", "maintenance_work_mem=512MB"]
CLUSTER = devdb.Cluster()
TICK = os.sysconf("SC_CLK_TCK")
PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")


def url(name: str, role: str = devdb.ROLE) -> str:
    """The address of a database of the bench."""
    return CLUSTER.url(name, role)


def connect(name: str, role: str = "postgres"):
    """A connection as the cluster's owner, to whom no wall applies."""
    import psycopg

    return psycopg.connect(url(name, role), autocommit=True)


def start() -> None:
    """The cluster, running."""
    CLUSTER.start()


def environment(database: str, settings: str = "bench.settings", **more: str) -> dict[str, str]:
    """The environment of a program that is measured."""
    return {
        **os.environ, "GT_ENV": "local", "GT_DEMO": "1", "GT_LOCAL": str(LOCAL), "GT_HOSTS": "127.0.0.1,localhost", "GT_BASE_URL": "http://127.0.0.1",
        "GT_LOG_LEVEL": "ERROR", "DJANGO_SETTINGS_MODULE": settings, "DATABASE_URL": url(database), "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(LOCAL / "bytecode"), **more,
    }  # fmt: skip


def manage(database: str, *words: str, settings: str = "goldenthread.config.settings") -> str:
    """Run a command of the platform; what it printed."""
    done = subprocess.run(
        [str(PYTHON), str(ROOT / "manage.py"), *words], env=environment(database, settings), cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


def exists(database: str) -> bool:
    """Whether it was made to its end."""
    return database in made()


def made() -> dict[str, dict]:
    """What was made, by database: written when each is whole."""
    note = LOCAL / "made.json"
    return json.loads(note.read_text()) if note.exists() else {}


def say_made(database: str, **facts: object) -> None:
    (LOCAL / "made.json").write_text(json.dumps({**made(), database: facts}, indent=1))


def create(database: str, template: str = "template0") -> None:
    """A database, afresh."""
    with connect("postgres") as owner:
        owner.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        owner.execute(f"CREATE DATABASE {database} OWNER {devdb.ROLE} TEMPLATE {template}")


def in_memory(database: str) -> None:
    """Cleans a database up, as PostgreSQL does by itself over a day, and reads its files once, so that they lie in the machine's memory:
    otherwise the one that was used last, or is small, is quick, and the other waits for the disk or walks over what other jobs left."""
    with connect(database) as owner:
        owner.execute("VACUUM (ANALYZE)")
    with connect("postgres") as owner:
        found = owner.execute("SELECT oid FROM pg_database WHERE datname = %s", [database]).fetchone()
    folder = CLUSTER.data / "base" / str(found[0]) if found else None
    for file in sorted(folder.iterdir()) if folder else []:
        with contextlib.suppress(FileNotFoundError), file.open("rb", buffering=0) as opened:  # one that went meanwhile is not needed
            while opened.read(1 << 20):
                pass


def named(env: dict[str, str]) -> str:
    """The database that an environment names, or nothing where it is not of the bench's own PostgreSQL."""
    return env["DATABASE_URL"].rsplit("/", 1)[1].split("?")[0] if "%2F" in env.get("DATABASE_URL", "") else ""


# --- processes


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found, children = [pid], {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    for each in found:
        found += children.get(each, [])
    return found


def cpu_of(pids: list[int]) -> float:
    """Seconds of processor that these have used."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += sum(int(each) for each in parts[11:15])  # its own and its dead children's
    return total / TICK


def title(pid: int) -> str:
    """What a process calls itself: PostgreSQL's say whom they serve."""
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    return ""


def rss_of(pid: int) -> float:
    """MB of memory that a process holds, shared pages shared out (PSS) where the system says so."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return plain_rss_of(pid)


def plain_rss_of(pid: int) -> float:
    """MB of memory that a process holds, shared pages counted whole."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_SIZE / 1024 / 1024


def postgres_pid() -> int:
    pid = CLUSTER.pid()
    assert pid is not None
    return pid


class Server:
    """gunicorn with two workers of eight threads on a port of its own."""

    def __init__(self, process: subprocess.Popen, port: int, ready_in: float, database: str) -> None:
        self.process, self.port, self.ready_in, self.database = process, port, ready_in, database

    def cpu(self) -> float:
        """Seconds of processor of the server and of those processes of PostgreSQL that serve its database."""
        return cpu_of([*tree(self.process.pid), *(pid for pid in tree(postgres_pid()) if f" {self.database} " in title(pid))])

    def workers(self) -> list[int]:
        return [pid for pid in tree(self.process.pid) if pid != self.process.pid]


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


@contextlib.contextmanager
def served(application: str, env: dict[str, str], *, python: Path = PYTHON, ready: str = "/healthz") -> Iterator[Server]:
    """The application while it serves: the platform as ./run starts it, a peer with as many workers and threads."""
    if database := named(env):
        in_memory(database)
    port = free_port()
    words = [str(python), "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    words += ["-c", "python:goldenthread.config.webserver"] if application == "goldenthread.config.wsgi" else ["--worker-class", "gthread", "--workers", "2"]
    words += ["--threads", "8", "--timeout", "300", "--keep-alive", "60", "--worker-tmp-dir", "/dev/shm", "--log-level", "error"]
    log = (LOCAL / f"server-{port}.log").open("wb")
    began = time.perf_counter()
    process = subprocess.Popen(words, env=env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
    try:
        until = time.monotonic() + 60
        while True:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The server did not come up: {(LOCAL / f'server-{port}.log').read_text()[-2000:]}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{ready}", timeout=30):
                    break
            except OSError:
                time.sleep(0.02)
        yield Server(process, port, time.perf_counter() - began, database)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def peer_python(name: str) -> Path | None:
    """The interpreter of a peer's own environment, made from its requirements the first time; None where that failed."""
    folder, wanted = VENVS / name, BENCH / "peers" / name / "requirements.txt"
    python, mark = folder / "bin" / "python", folder / "made-from.txt"
    if mark.exists() and mark.read_bytes() == wanted.read_bytes():
        return python
    print(f"Installing the peer {name} …", file=sys.stderr)
    uv = ROOT / ".tools" / "bin" / "uv"
    env = {**os.environ, "UV_NATIVE_TLS": "1", "UV_NO_CONFIG": "1", "UV_PYTHON_DOWNLOADS": "never"}
    env.pop("VIRTUAL_ENV", None)
    for words in ([uv, "venv", "-q", "--clear", "--python", sys.executable, folder], [uv, "pip", "install", "-q", "--python", python, "-r", wanted]):
        if subprocess.run([str(word) for word in words], env=env).returncode:
            return None
    mark.write_bytes(wanted.read_bytes())
    return python
