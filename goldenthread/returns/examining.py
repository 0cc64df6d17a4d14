"""A return file against every rule of its year, without taking anything in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from goldenthread.returns.checking.around import Beyond
from goldenthread.returns.checking.checker import Checker
from goldenthread.returns.checking.findings import Finding
from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading import read_return
from goldenthread.returns.reading.limits import DEFAULT, Limits
from goldenthread.returns.reading.survey import Survey, survey

#: A finding's severity as files and pages say it.
SEVERITY = {"E": "error", "Q": "query", "W": "warning"}
#: The rule that a file which cannot be read has broken, by the fault's code; any other fault of reading is S001.
BROKEN = {
    "no_header": "S005", "no_persons": "S005", "no_people": "S005", "missing_file": "S005", "two_headers": "S004", "too_many_people": "S004",
    "wrong_collection": "H101", "wrong_year": "H102", "other_day": "H103",
}  # fmt: skip


@dataclass
class Examined:
    """What became of a check: people counted as they were read, findings by severity as they were given."""

    people: int = 0
    year: int | None = None
    counts: Counter[str] = field(default_factory=Counter)

    def counted(self, findings: Iterator[Finding]) -> Iterator[Finding]:
        """The same findings, counted on the way."""
        for finding in findings:
            self.counts[SEVERITY[finding.severity]] += 1
            yield finding

    def as_said(self) -> dict[str, int | None]:
        """The counts under the names that a command or a page gives them."""
        return {
            "year": self.year,
            "people": self.people,
            "errors": self.counts["error"],
            "queries": self.counts["query"],
            "warnings": self.counts["warning"],
        }


def examine(path: Path | str, into: Examined, *, beyond: Beyond | None = None, limits: Limits = DEFAULT) -> Iterator[Finding]:
    """Every finding of the file, in the order of the file, those of the whole last. Memory does not grow with the file.

    A file that cannot be read has one finding, which says what to do; nothing is raised but `OSError`.
    """
    try:
        found = survey(path, limits=limits)
    except ReturnUnreadable as fault:
        yield from into.counted(iter([of_unreadable(fault)]))
        return
    yield from into.counted(_findings(path, found, into, beyond, limits))


def _findings(path: Path | str, found: Survey, into: Examined, beyond: Beyond | None, limits: Limits) -> Iterator[Finding]:
    into.year = found.header.year
    with read_return(path, limits=limits) as source:
        checker = Checker(found.header, repeated=found.repeated, beyond=beyond)
        yield from checker.check_header()
        for person in source.people():
            into.people += 1
            yield from checker.check_person(person)
        yield from chain(checker.finish(source.problems))


def of_unreadable(fault: ReturnUnreadable) -> Finding:
    """The finding of a file that cannot be read: it keeps everybody in it out."""
    return Finding(BROKEN.get(fault.code, "S001"), "E", fault.sentence, "Message", fault.line, fault.file, None, True)


def as_said(finding: Finding) -> dict[str, str | int | None]:
    """One finding as data: rule, severity in words, where, and what to do."""
    return {
        "rule": finding.rule,
        "severity": SEVERITY[finding.severity],
        "path": finding.path,
        "sentence": finding.sentence,
        "line": finding.line,
        "file": finding.file,
        "person": finding.person,
    }
