"""Sets up everything that ./run, ./test and ./manage need, and starts it. Standard library only.

What is fresh is not done again: a mark under `.venv` or `.local` holds the hash of what it was made from.
Chatter goes to standard error, so that a command's own output stays clean.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import devdb

ROOT = devdb.ROOT
LOCAL = devdb.LOCAL
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
PYTHON = VENV / "bin" / "python"
# Commands that read no table: nothing is started or migrated for them.
WITHOUT_DATABASE = {"check_deadlines", "help", "--help", "--version", "version"}
# Commands that change migrations or must see the tables as they are.
WITHOUT_MIGRATING = {"makemigrations", "migrate", "check", "showmigrations", "sqlmigrate", "createcachetable", "prepare"}


class SetupError(Exception):
    """Something on this machine is missing; the message says what to do."""


def say(words: str) -> None:
    """Tell the person at the terminal."""
    print(words, file=sys.stderr, flush=True)


# The environment


def install(kind: str) -> None:
    """Make `.venv` hold exactly requirements-`kind`.txt (demo or dev). One that has dev already serves for demo."""
    if fresh(kind):
        return
    with devdb.lock("install.lock"):
        if fresh(kind):
            return
        if kind == "demo" and _mark("dev").exists():
            kind = "dev"  # somebody runs the tests in this checkout: keep what they need
        began = time.monotonic()
        say(f"Installing Python packages ({kind}) into .venv …")
        wanted = ROOT / f"requirements-{kind}.txt"
        for mark in VENV.glob("installed-*.txt"):
            mark.unlink()
        uv = _uv()
        if uv is None or not _sync_with_uv(uv, wanted):
            _install_with_pip(wanted)
        for done in ("demo", "dev") if kind == "dev" else ("demo",):
            shutil.copyfile(ROOT / f"requirements-{done}.txt", _mark(done))
        say(f"Installed in {time.monotonic() - began:.1f} s.")


def fresh(kind: str) -> bool:
    """Whether `.venv` was made from the requirements as they are now."""
    try:
        return _mark(kind).read_bytes() == (ROOT / f"requirements-{kind}.txt").read_bytes() and PYTHON.exists()
    except FileNotFoundError:
        return False


def _mark(kind: str) -> Path:
    return VENV / f"installed-{kind}.txt"


def _uv() -> Path | None:
    uv = TOOLS / "bin" / "uv"
    if uv.exists():
        return uv
    pip = [sys.executable, "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True).returncode:
        return None
    order = [*pip, "install", "--quiet", "--disable-pip-version-check", "--no-warn-script-location", "--require-hashes"]
    done = subprocess.run(
        [*order, "--target", str(TOOLS), "-r", str(ROOT / "requirements-tools.txt")], stdout=sys.stderr, env=_quiet()
    )
    return uv if done.returncode == 0 and uv.exists() else None


def _quiet() -> dict[str, str]:
    return {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "PYTHONWARNINGS": "ignore"}


def _sync_with_uv(uv: Path, wanted: Path) -> bool:
    # The system's own certificates: councils inspect TLS with theirs.
    env = {**os.environ, "UV_NATIVE_TLS": "1", "UV_PYTHON_DOWNLOADS": "never", "UV_NO_CONFIG": "1"}
    env.pop("VIRTUAL_ENV", None)
    home = Path(os.environ.get("HOME") or "/nonexistent")
    if "UV_CACHE_DIR" not in env and not os.access(home, os.W_OK):
        env["UV_CACHE_DIR"] = str(LOCAL / "uv-cache")
    if not PYTHON.exists():
        order = [uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV]
        made = subprocess.run(order, env=env, stdout=sys.stderr, umask=0o022)
        if made.returncode:
            return False
    order = [uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, wanted]
    return subprocess.run(order, env=env, stdout=sys.stderr, umask=0o022).returncode == 0


def _install_with_pip(wanted: Path) -> None:
    say("Falling back to pip, which is slower …")
    shutil.rmtree(VENV, ignore_errors=True)
    if subprocess.run([sys.executable, "-m", "venv", VENV], stdout=sys.stderr, umask=0o022).returncode:
        raise SetupError("Python could not make a virtual environment. On Debian: apt-get install python3-venv python3-pip.")
    order = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", wanted]
    if subprocess.run(order, stdout=sys.stderr, umask=0o022).returncode:
        raise SetupError("The Python packages could not be installed. Is a package registry within reach?")


# The database and what is kept ready in it


def settings(url: str, **more: str) -> dict[str, str]:
    """The environment in which a program of ours runs on this machine."""
    ours = {"GT_HOLD": str(LOCAL / "pgdemo.users")} if url == devdb.Cluster().url() else {}
    return {
        **os.environ,
        **ours,
        "GT_ENV": os.environ.get("GT_ENV", "local"),
        "GT_DEMO": os.environ.get("GT_DEMO", "1"),
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "DATABASE_URL": url,
        "PYTHONPATH": str(ROOT),
        **more,
    }


def prepare(url: str, *, static: bool = False, demo: bool = False, **environment: str) -> None:
    """Bring tables, static files and the invented area up to date, each only when its mark is stale."""
    marks = LOCAL / f"marks-{hashlib.sha256(url.encode()).hexdigest()[:12]}"
    wanted = {"migrate": migrations_mark()}
    if static:
        wanted["static"] = static_mark()
    if demo:
        wanted["demo"] = "loaded" if any(ROOT.glob("goldenthread/demo/management/commands/load_demo.py")) else "none"
    if not (stale := _stale(marks, wanted)):
        return
    with devdb.lock("prepare.lock"):
        stale = _stale(marks, wanted)
        env = settings(url, **environment)
        # Static files need no table, so they are collected beside the rest.
        beside = subprocess.Popen(_step("static"), env=env, stdout=sys.stderr) if "static" in stale else None
        try:
            for step in [step for step in stale if step != "static"]:
                _done(step, subprocess.run(_step(step), env=env, stdout=sys.stderr).returncode, marks, wanted)
            if beside:
                _done("static", beside.wait(), marks, wanted)
        finally:
            if beside:
                beside.kill()
        if url == devdb.Cluster().url():
            (LOCAL / "pgdemo.ready").write_text(f"{url}\n{wanted['migrate']}\n")  # ./manage reads this


def _step(name: str) -> list[str]:
    return [str(PYTHON), str(ROOT / "manage.py"), "prepare", name]


def _done(step: str, code: int, marks: Path, wanted: dict[str, str]) -> None:
    if code:
        raise SetupError(f"The step “{step}” failed; what it said is above.")
    marks.mkdir(parents=True, exist_ok=True)
    (marks / step).write_text(wanted[step])


def _stale(marks: Path, wanted: dict[str, str]) -> list[str]:
    def read(step: str) -> str:
        return (marks / step).read_text() if (marks / step).exists() else ""

    return [step for step, mark in wanted.items() if read(step) != mark]


def migrations_mark() -> str:
    """The hash of what makes the tables: every migration of ours, and the versions of everybody else's.

    ./manage works out the same in its own words (sha256sum over the same files in the same order).
    """
    files = sorted(ROOT.glob("goldenthread/*/migrations/*.py"), key=lambda p: p.relative_to(ROOT).parts)
    return _hash(path.read_bytes() for path in [ROOT / "requirements-demo.txt", *files])


def static_mark() -> str:
    """The hash of which static files there are and when they changed."""
    files = sorted(path for path in ROOT.glob("goldenthread/*/static/**/*") if path.is_file())
    rows = (f"{p.relative_to(ROOT)} {p.stat().st_size} {p.stat().st_mtime_ns}\n".encode() for p in files)
    return _hash([(ROOT / "requirements-demo.txt").read_bytes(), *rows])


def _hash(parts: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(part)
    return total.hexdigest()


# The three commands


def manage(arguments: Sequence[str]) -> int:
    """Run a command of manage.py in this environment; ./manage comes here only when something is not ready."""
    install("demo")
    command = arguments[0] if arguments else "help"
    url = os.environ.get("DATABASE_URL") or ""
    if command not in WITHOUT_DATABASE:
        url = url or devdb.Cluster().start()
        if command not in WITHOUT_MIGRATING and os.environ.get("GT_ENV") != "production":
            prepare(url)
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *arguments], settings(url))


def test(arguments: Sequence[str]) -> int:
    """Run the tests; anything given goes to pytest. The test database is started and stopped by tests/pgplugin.py."""
    began = time.monotonic()
    install("dev")
    paths = any((ROOT / word.split("::")[0]).exists() or Path(word.split("::")[0]).exists() for word in arguments)
    chosen = any(word.startswith(("-n", "--numprocesses", "--pdb", "--collect-only")) or word == "no:xdist" for word in arguments)
    # In the order of the folders: journeys, which are long, come first, and many short files fill what is left of the time.
    spread = [] if paths or chosen else ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    order = [str(PYTHON), "-m", "pytest", *spread, *arguments]
    env = {**os.environ, "GT_ENV": "test", "PYTHONPATH": str(ROOT)}
    code = subprocess.run(order, cwd=ROOT, env=env).returncode
    say(f"./test took {time.monotonic() - began:.1f} s.")
    return code


def main(arguments: list[str]) -> int:
    """Hand over to the command named first."""
    os.umask(0o077)  # what we keep is ours alone; packages, which hold nothing, are installed with the usual mask
    # Compiled once and kept out of the way, whatever the shell says about bytecode: all that follows starts sooner.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(LOCAL / "bytecode")
    orders = {"manage": manage, "test": test}
    try:
        if sys.version_info < (3, 11):
            raise SetupError("Golden Thread needs Python 3.11 or newer.")
        if arguments[:1] == ["run"]:
            import serve

            return serve.run(arguments[1:])
        return orders[arguments[0]](arguments[1:])
    except (SetupError, devdb.DatabaseError) as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    import bootstrap  # under its own name, so that serve.py and this file speak of one SetupError

    sys.exit(bootstrap.main(sys.argv[1:]))
