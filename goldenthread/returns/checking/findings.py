"""What a rule has found, where, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One failure of one rule. `severity` is E, Q or W; `person` is the place in the file, None for the whole return.

    `refuses` says that the person cannot be taken on by an import while it stands.
    """

    rule: str
    severity: str
    sentence: str
    path: str
    line: int | None = None
    file: str = ""
    person: int | None = None
    refuses: bool = False


def refusals(findings: Iterable[Finding]) -> list[Finding]:
    """Those that keep a person from being taken on; none means that the person can be."""
    return [finding for finding in findings if finding.refuses]
