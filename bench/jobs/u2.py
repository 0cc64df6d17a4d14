"""U2 and the area's part of U3: from a clone to the invented area on the screen, by the one command, and what it then holds."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import place
from bench.load import Client
from bench.results import Result

PATIENCE = 400


def results(run: Any) -> Iterator[Result]:
    folder = Path(tempfile.mkdtemp(prefix="gt-clone-"))
    env = {name: value for name, value in os.environ.items() if name not in ("GT_LOCAL", "DATABASE_URL", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV")}
    env["UV_CACHE_DIR"] = str(folder / "cache")  # cold: every wheel comes from the registry
    try:
        began = time.perf_counter()
        subprocess.run(["git", "clone", "-q", str(place.ROOT), str(folder / "house")], check=True)
        house = folder / "house"
        port = place.free_port()
        log = folder / "said.txt"
        with log.open("wb") as into:
            process = subprocess.Popen(["./run", "--port", str(port)], cwd=house, env=env, stdout=into, stderr=into, start_new_session=True)
        installed = None
        try:
            said = ""
            while "Golden Thread is at" not in said:
                ended = process.poll() is not None
                said = log.read_text(errors="replace")
                if ended or time.perf_counter() - began > PATIENCE:
                    yield Result("U2-clone", "5,000", None, why_not=f"./run did not come up: {said[-300:]}")
                    return
                if installed is None and "Installed in" in said:
                    installed = float(said.split("Installed in ")[1].split(" s")[0])
                time.sleep(0.05)
            whole = time.perf_counter() - began
            client = Client(port)
            page = client.get("/demo")
            client.post("/demo/become/ellis", {"csrfmiddlewaretoken": client.token(page)}, Referer=f"http://127.0.0.1:{port}/demo")
            client.times(["/caseload", "/work"], 40)
            pids = place.tree(process.pid)
            server = int((house / ".local" / "pgdemo" / "postmaster.pid").read_text().split("\n", 1)[0])
            held = {"platform": sum(place.rss_of(pid) for pid in pids), "postgresql": sum(place.rss_of(pid) for pid in place.tree(server))}
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            process.wait(60)
        disk = sum(path.lstat().st_size for path in (house / ".venv").rglob("*") if path.is_file()) / 1e6
        yield Result("U2-clone", "5,000", whole, f"{whole:.0f} s")
        if installed is not None:
            yield Result("U2-install", "", installed, f"{installed:.0f} s", extra={"note": "cold cache, wheels from the registry"})
        yield Result("U2-disk", "", disk, f"{disk:.0f} MB")
        yield Result("U3-area", "5,000", sum(held.values()), f"{sum(held.values()):.0f} MB", extra=held)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"removed {folder}", file=sys.stderr)
