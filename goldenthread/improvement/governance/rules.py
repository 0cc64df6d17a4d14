"""The rules that say when a risk is raised: declared in `data/rules.json`, each answer in words that name its figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from goldenthread.law.days import in_words

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Holds:
    """A rule that holds for a risk, and why, in a sentence."""

    key: str
    why: str


@cache
def declared() -> tuple[dict[str, Any], ...]:
    """The rules as declared, the most pressing first."""
    return tuple(json.loads((HERE / "data" / "rules.json").read_text("utf-8"))["rules"])


def in_plain_words() -> list[str]:
    """Each rule as a sentence, for the page that explains them."""
    said = {
        "after_at_least": "The score, with what is done about the risk, is {score} or more out of 25.",
        "rose_by": "The score rose by {score} or more since it was last scored.",
        "high_in_a_row": "The score was {score} or more the last {times} times.",
        "review_late_by": "Nobody has looked at the risk for {days} days after it was due.",
    }
    return [said[rule["test"]].format(**rule) for rule in declared()]


#: Rules that a score alone makes true or untrue.
BY_SCORE = frozenset(rule["key"] for rule in declared() if rule["test"] != "review_late_by")


def that_hold(*, scores: Sequence[int], review_on: date, on: date) -> list[Holds]:
    """The rules that hold for a risk with these scores, the oldest first (each after controls). Of two that say the same at
    another height only the more pressing is named."""
    found: list[Holds] = []
    tests: set[str] = set()
    for rule in declared():
        figures = _TESTS[rule["test"]](rule, scores, review_on, on)
        if figures is not None and rule["test"] not in tests:
            tests.add(rule["test"])
            found.append(Holds(rule["key"], rule["words"].format(**rule, **figures)))
    return found


def _after_at_least(rule: dict[str, Any], scores: Sequence[int], review_on: date, on: date) -> dict[str, Any] | None:
    return {"after": scores[-1]} if scores and scores[-1] >= rule["score"] else None


def _rose_by(rule: dict[str, Any], scores: Sequence[int], review_on: date, on: date) -> dict[str, Any] | None:
    if len(scores) < 2 or scores[-1] - scores[-2] < rule["score"]:
        return None
    return {"rise": scores[-1] - scores[-2], "before_that": scores[-2], "after": scores[-1]}


def _high_in_a_row(rule: dict[str, Any], scores: Sequence[int], review_on: date, on: date) -> dict[str, Any] | None:
    last = scores[-rule["times"] :]
    return {} if len(last) == rule["times"] and min(last) >= rule["score"] else None


def _review_late_by(rule: dict[str, Any], scores: Sequence[int], review_on: date, on: date) -> dict[str, Any] | None:
    late = (on - review_on).days
    return {"late": late, "review_on": in_words(review_on)} if late > rule["days"] else None


_TESTS = {"after_at_least": _after_at_least, "rose_by": _rose_by, "high_in_a_row": _high_in_a_row, "review_late_by": _review_late_by}
