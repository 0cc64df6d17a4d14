"""Runs a command of the platform: ./manage COMMAND (which sets the environment up first)."""

from __future__ import annotations

import fcntl
import os
import sys
from importlib import import_module

# Commands of the law alone need neither Django nor a database, and start in a tenth of the time.
WITHOUT_DJANGO = {"check_deadlines": "goldenthread.law.worked_cases"}


def hold_the_database() -> None:
    """While this runs, nobody who stops ./run stops the database that we share (GT_HOLD names the file to hold)."""
    if path := os.environ.get("GT_HOLD"):
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)  # held until the process ends
        fcntl.flock(held, fcntl.LOCK_SH)


def main() -> None:
    """Hand the command to the law, or to Django."""
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command in WITHOUT_DJANGO and not any(word.startswith("-") for word in sys.argv[2:]):
        sys.exit(import_module(WITHOUT_DJANGO[command]).main(sys.argv[2:]))
    hold_the_database()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
