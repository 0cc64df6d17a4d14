"""The register of rules: each is one row of `data/rules.csv` and one function, joined by its number.

A function is given the record of the rule's level and what stands around it, and answers one of
  None or False    the rule holds,
  True             it fails, at the rule's own element of this record,
  "E", "Q", "W"    it fails with another severity than its usual one,
  a Record         it fails, at that record,
  a Problem        it fails because this value could not be read, and the problem has the better sentence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from goldenthread.returns.records import Problem, Record
from goldenthread.returns.structure import rows

Answer = None | bool | str | Record | Problem
Test = Callable[..., Answer]

SEVERITIES = {
    "E": "error: the return cannot be authorised",
    "Q": "query: it may stand with an explanation",
    "W": "warning of our own, for tidiness",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `refuses` says that a person who fails it as an error cannot be taken on by an import.

    `basis` tells how it is known: A guide, B structure of the file, C a common COLLECT rule, D our own logic.
    `official_number` is empty where the published number is not known to us.
    """

    number: str
    severity: str
    level: str
    first_year: int
    elements: tuple[str, ...]
    refuses: bool
    sentence: str
    fails_when: str
    basis: str
    confidence: str
    official_number: str


@cache
def catalogue() -> dict[str, Rule]:
    """Every rule by its number."""
    return {
        row["rule"]: Rule(
            number=row["rule"],
            severity=row["severity"],
            level=row["level"],
            first_year=int(row["first_year"]),
            elements=tuple(row["element"].split()),
            refuses=row["on_import"] == "refuse",
            sentence=row["sentence"],
            fails_when=row["fails_when"],
            basis=row["basis"],
            confidence=row["confidence"],
            official_number=row["official_number"],
        )
        for row in rows("rules.csv")
    }


TESTS: dict[str, Test] = {}
OF_THE_UNREADABLE: set[str] = set()


def rule(number: str, *, only_of_the_unreadable: bool = False) -> Callable[[Test], Test]:
    """Register a function as the one place of a rule.

    A rule only about values that could not be read need not be asked of a record where everything could.
    """

    def register(test: Test) -> Test:
        if number in TESTS or number not in catalogue():
            raise LookupError(f"Rule {number} is not in rules.csv, or has two functions.")
        TESTS[number] = test
        if only_of_the_unreadable:
            OF_THE_UNREADABLE.add(number)
        return test

    return register


# What the reader or the checker itself finds, with no function of its own: by the kind of the problem met.
OF_PROBLEM = {
    "unknown": "S002",
    "order": "S003",
    "too_many": "S004",
    "orphan": "S005",
    "other_year": "S006",
    "empty": "S007",
    "date": "S008",
    "spelling": "S009",
    "namespace": "S010",
    "blanks": "S011",
}
# A file that fails these is not read at all: the reader raises ReturnUnreadable.
OF_THE_READER = frozenset({"S001", "S005"})


def unreadable(record: Record, element: str) -> Problem | None:
    """The problem of a value that was sent but is no value."""
    for problem in record.problems:
        if problem.element == element and problem.kind in ("code", "number", "date"):
            return problem
    return None


def absent(record: Record, value: Any, element: str) -> bool:
    """Nothing was sent: a value that was sent but could not be read has its own finding."""
    return value is None and (not record.problems or unreadable(record, element) is None)


def missing_or_unreadable(record: Record, value: Any, element: str) -> Answer:
    """For a value that there must be, and be of the set."""
    return value is None and (unreadable(record, element) or True)


def not_in_the_set(record: Record, *elements: str) -> Answer:
    """For a value that there may be, but only one of the set."""
    if record.problems:
        for element in elements:
            if problem := unreadable(record, element):
                return problem
    return None
