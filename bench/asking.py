"""A program in another environment that does its work by turns, when asked."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from bench import place
from bench.pairs import Sample


class Asked:
    """Started once; `turn` has it do its work once and gives the time that it took by its own clock."""

    def __init__(self, python: Path, script: Path, *arguments: str) -> None:
        words = [str(python), str(place.BENCH / "peers" / "asked.py"), str(script), *arguments]
        env = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(place.ROOT) if python == place.PYTHON else "", "PYTHONPYCACHEPREFIX": str(place.LOCAL / "bytecode")}
        self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        self.rss = 0.0
        assert self.process.stdout and self.process.stdout.readline().strip() == "ready", "the peer did not start"

    def turn(self) -> Sample:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        self.rss = said["rss"]
        return Sample(said["wall"], said["cpu"], said["answer"])

    def __enter__(self) -> Asked:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
