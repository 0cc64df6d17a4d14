"""Check a statutory return against every rule of its year, and take nothing in."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from goldenthread.people.models import Area
from goldenthread.returns.checking.around import Beyond
from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.examining import Examined, as_said, examine
from goldenthread.returns.reading import read_return
from goldenthread.returns.registers import beyond


class Command(BaseCommand):
    """`check_return FILE [--json]`. Exit 0 where every rule could be asked, whatever they found; 1 where the file cannot be read."""

    help = "Check a SEN2 return (XML of 2023 to 2026, or the nine-file export as a folder or zip) against all the rules"

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how to answer."""
        parser.add_argument("path", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one line of JSON: findings and counts")

    def handle(self, *args: Any, path: str, json: bool, **options: Any) -> None:  # noqa: A002 - the option's own name
        """Findings as they are found, or all of them on the last line."""
        done = Examined()
        findings = examine(path, done, beyond=_beside(path))
        try:
            said = [as_said(finding) for finding in findings] if json else None
            if said is None:
                for finding in findings:
                    one = as_said(finding)
                    at = f", line {one['line']}" if one["line"] else ""
                    self.stdout.write(f"{one['rule']} {one['severity']}: {one['path']}{at}: {one['sentence']}")
        except OSError as fault:
            raise CommandError(f"{path} cannot be opened: {fault.strerror}. Check the path.") from None
        counts = done.as_said()
        if said is not None:
            self.stdout.write(_line({"findings": said, **counts}))
        else:
            self.stdout.write(
                f"{counts['people']:,} people: {counts['errors']:,} errors, {counts['queries']:,} queries, {counts['warnings']:,} warnings"
            )
        if done.year is None:
            raise SystemExit(1)


def _line(answer: dict[str, Any]) -> str:
    return json.dumps(answer)


def _beside(path: str) -> Beyond | None:
    """What this system knows beside the file; a file can be checked where there is no database too."""
    try:
        with read_return(path) as source:
            year, code = source.header.year, source.header.lea
        return beyond(Area.objects.filter(code=code or "").first(), year)
    except (ReturnUnreadable, OSError, DatabaseError):
        return None
