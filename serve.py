"""./run: everything that serves the invented area on one machine, started together and stopped together."""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import bootstrap
import devdb
from bootstrap import LOCAL, PYTHON, ROOT, SetupError, say

USUAL_PORT = 8000
PATIENCE = 60  # seconds that the web server may take to answer for the first time


class Stop(Exception):
    """Somebody pressed Ctrl-C, or the system asked us to end."""


def run(arguments: list[str]) -> int:
    """Set up, serve, wait, stop."""
    options = _options(arguments)
    began = time.monotonic()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        bootstrap.install("demo")
        with _database() as url:
            return _serve(url, options, began)
    except Stop:
        return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", description="Serve the invented local area on this machine.")
    parser.add_argument("--port", type=int, default=None, help=f"port to serve on (usually {USUAL_PORT})")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (usually only this machine)")
    return parser.parse_args(arguments)


def _stop(number: int, _frame: object) -> None:
    # The second Ctrl-C must not break off the stopping.
    for other in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Stop


@contextlib.contextmanager
def _database() -> Iterator[str]:
    if given := os.environ.get("DATABASE_URL"):
        yield given
    else:
        with devdb.Cluster().used() as url:
            yield url


def _serve(url: str, options: argparse.Namespace, began: float) -> int:
    door = _door(options)
    port = door.getsockname()[1]
    mail = {} if os.environ.get("EMAIL_HOST") else {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(_free_port())}
    reach = options.host if options.host != "0.0.0.0" else "127.0.0.1"
    address = f"http://localhost:{port}" if reach == "127.0.0.1" else f"http://{reach}:{port}"
    hosts = os.environ.get("GT_HOSTS") or "localhost,127.0.0.1,[::1]" + (
        f",{options.host},{socket.gethostname()}" if options.host not in ("127.0.0.1", "localhost", "0.0.0.0") else ""
    )
    here = {"GT_BASE_URL": os.environ.get("GT_BASE_URL") or address, "GT_HOSTS": hosts, **mail}
    bootstrap.prepare(url, static=True, demo=True, **here)
    env = bootstrap.settings(url, **here)
    with Household(env) as household:
        if mail:
            household.start("mail", "-m", "goldenthread.config.mailbox", mail["EMAIL_PORT"], str(LOCAL / "mail"))
        household.start(
            *("web", "-m", "gunicorn", "goldenthread.config.wsgi", "--bind", f"fd://{door.fileno()}"),
            *("-c", "python:goldenthread.config.webserver"),
            *("--graceful-timeout", "5", "--worker-tmp-dir", str(_memory()), "--log-level", "warning", "--no-control-socket"),
            keep=(door.fileno(),),
        )
        household.start("worker", str(ROOT / "manage.py"), "procrastinate", "worker", "--concurrency", "2")
        sign_ins = subprocess.Popen(
            [str(PYTHON), str(ROOT / "manage.py"), "sign_ins"], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        household.wait_for(f"http://{reach}:{port}/healthz")
        people = sign_ins.communicate()[0]
        print(f"\nGolden Thread is at {address}   (ready in {time.monotonic() - began:.1f} s)\n", flush=True)
        if sign_ins.returncode == 0 and people.strip():
            print(people.rstrip() + "\n", flush=True)
        print("Press Ctrl-C to stop it all.", flush=True)
        return household.watch()


def _door(options: argparse.Namespace) -> socket.socket:
    """The open socket that the web server will take over, so that two starts at once cannot choose one port."""
    wanted = options.port or USUAL_PORT
    for port in (wanted, 0):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((options.host, port))
            door.listen(256)
        except OSError as error:
            door.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise SetupError(f"Nothing can listen on {options.host}: {error.strerror}.") from error
            continue
        if port == 0:
            say(f"Port {wanted} is taken, so this is on port {door.getsockname()[1]}.")
        return door
    raise SetupError("There is no free port on this machine.")


def _free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return attempt.getsockname()[1]


def _memory() -> Path:
    """Where the web server's workers show that they live: in memory, so that a slow disk cannot make them look dead."""
    shared = Path("/dev/shm")
    return shared if os.access(shared, os.W_OK) else LOCAL


class Household:
    """The programs that serve together: when one ends all end, and none outlives us."""

    def __init__(self, env: dict[str, str]) -> None:
        self.env = env
        self.members: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Household:
        (LOCAL / "logs").mkdir(exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        for member in reversed(self.members.values()):
            with contextlib.suppress(ProcessLookupError):
                member.terminate()
        until = time.monotonic() + 10
        for member in reversed(self.members.values()):
            try:
                member.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            # Whatever it started and left goes with it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(member.pid, signal.SIGKILL)
            member.wait()

    def start(self, name: str, *words: str, keep: tuple[int, ...] = ()) -> None:
        """Start a program of ours in its own group, so that Ctrl-C reaches only us and we stop them in order.

        `keep` are the open sockets it takes over.
        """
        with self._log(name).open("wb") as log:
            self.members[name] = subprocess.Popen(
                [str(PYTHON), *words],
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=keep,
                preexec_fn=_die_with_parent,
            )

    def wait_for(self, address: str) -> None:
        """Until the address answers well."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self._nobody_has_ended()
            try:
                with urllib.request.urlopen(address, timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise SetupError(f"The web server did not answer within {PATIENCE} seconds.\n{self._last_words('web')}")

    def watch(self) -> int:
        """Wait until one of them ends, which none should."""
        while True:
            self._nobody_has_ended()
            time.sleep(0.5)

    def _nobody_has_ended(self) -> None:
        for name, member in self.members.items():
            if member.poll() is not None:
                raise SetupError(f"The {name} program ended by itself.\n{self._last_words(name)}")

    def _log(self, name: str) -> Path:
        return LOCAL / "logs" / f"{name}-{os.getpid()}.log"

    def _last_words(self, name: str) -> str:
        lines = self._log(name).read_text(errors="replace").splitlines()
        return "\n".join(["Its log ends:", *lines[-15:], f"All of it: {self._log(name)}"])


def _die_with_parent() -> None:
    """On Linux, be told to end when ./run is killed outright."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
