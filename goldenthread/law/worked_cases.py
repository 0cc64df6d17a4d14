"""Worked cases: a file of rule ids with inputs and the answers the law gives, checked against the rules here.

Run as ``python -m goldenthread.law.worked_cases FILE.csv``. Each failure is printed, then ``N passed, N failed``.
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from goldenthread.law.refusals import LawRefusal
from goldenthread.law.worked_rules import RULES, Inputs

COLUMNS = ("case_id", "rule_id", "inputs", "expected")


@dataclass(frozen=True, slots=True)
class Result:
    """``failures``: what is wrong, each as a sentence; none when the case passed. ``line`` is the line in the file."""

    case_id: str
    rule_id: str
    line: int
    failures: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was wrong."""
        return not self.failures

    @property
    def sentence(self) -> str:
        """The case, its rule and what is wrong, on one line."""
        return f"{self.case_id or f'line {self.line}'} {self.rule_id}: {' '.join(self.failures)}"


def pairs(text: str) -> dict[str, str]:
    """``k=v;k=v`` as a dictionary; an empty value is kept. A piece without ``=`` is refused."""
    found: dict[str, str] = {}
    for piece in text.split(";"):
        if not piece.strip():
            continue
        name, equals, value = piece.partition("=")
        if not equals:
            raise LawRefusal(f"'{piece.strip()}' is not of the form name=value.")
        if name.strip() in found:
            raise LawRefusal(f"'{name.strip()}' is given twice.")
        found[name.strip()] = value.strip()
    return found


def written(answer: object) -> str:
    """An answer as the file writes it."""
    if answer is None:
        return "none"
    if isinstance(answer, bool):
        return "true" if answer else "false"
    if isinstance(answer, date):
        return answer.isoformat()
    return "|".join(str(part) for part in answer) if isinstance(answer, tuple) else str(answer)


def same(expected: str, given: str) -> bool:
    """Equal, a list in any order."""
    return expected == given or ("|" in expected and sorted(expected.split("|")) == sorted(given.split("|")))


def check(rule_id: str, inputs: str, expected: str) -> tuple[str, ...]:
    """What is wrong with one case, each as a sentence."""
    rule = RULES.get(rule_id)
    if rule is None:
        return (f"There is no rule called '{rule_id}'." if rule_id else "The row names no rule.",)
    try:
        wanted = pairs(expected)
        if not wanted:
            return ("The row expects nothing, so it shows nothing.",)
        answers = rule(Inputs(pairs(inputs)))
    except LawRefusal as refusal:
        return (refusal.sentence,)
    except (OverflowError, ValueError, KeyError, TypeError, AttributeError) as fault:
        return (f"The inputs cannot be worked out ({fault}).",)
    wrong = []
    for name, value in wanted.items():
        if name not in answers:
            wrong.append(f"The rule does not give '{name}'.")
        elif not same(value, written(answers[name])):
            wrong.append(f"{name} should be {value} but is {written(answers[name])}.")
    return tuple(wrong)


def check_file(path: Path) -> Iterator[Result]:
    """Check each row of a file. A file that cannot be read as cases is refused with a sentence."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as fault:
        raise LawRefusal(f"Cannot open {path}: {fault.strerror}.") from None
    except UnicodeDecodeError:
        raise LawRefusal(f"{path} is not text in UTF-8.") from None
    reader = csv.DictReader(text.splitlines(keepends=True))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise LawRefusal(f"{path} has no column called {', '.join(missing)}.")
    for row in reader:
        if row.get(None) or any(row[name] is None for name in COLUMNS):
            failures: tuple[str, ...] = ("The row does not have the same number of cells as the heading.",)
        else:
            failures = check(row["rule_id"].strip(), row["inputs"], row["expected"])
        yield Result((row["case_id"] or "").strip(), (row["rule_id"] or "").strip(), reader.line_num, failures)


def report(path: Path, out) -> bool:
    """Print each failure and the count; whether all passed. A file without a case does not pass."""
    passed = failed = 0
    try:
        for result in check_file(path):
            if result.passed:
                passed += 1
            else:
                failed += 1
                out.write(f"{result.sentence}\n")
    except (LawRefusal, csv.Error) as refusal:
        failed += 1
        out.write(f"{refusal}\n")
    out.write(f"{passed} passed, {failed} failed\n")
    return failed == 0 and passed > 0


def main(arguments: list[str]) -> int:
    """Check the file that is named; 0 when all passed, 1 when not, 2 when no file was named."""
    if len(arguments) != 1:
        sys.stderr.write("Give the path of one CSV file of worked cases.\n")
        return 2
    return 0 if report(Path(arguments[0]), sys.stdout) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
