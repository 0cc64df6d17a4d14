"""Counts docs/coverage.md and says what is wrong with its shape: `python3 scripts/coverage.py [--write]`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "coverage.md"
#: How many rows each plan has, numbered from 001.
PLANS = {"ESX": 95, "STH": 167, "LEI": 74, "STK": 50, "STR": 31}
STATES = ("works", "part", "not yet")
NOWHERE = "–"
BEGIN, END = "<!-- counts: written by scripts/coverage.py -->", "<!-- end of counts -->"
_ID = re.compile(rf"(?:{'|'.join(PLANS)})-\d+")


@dataclass(frozen=True)
class Row:
    """One thing asked for. `plan` and `subject` are those of the headings it stands under; `where` is "–" for nowhere."""

    id: str
    asked: str
    state: str
    where: str
    plan: str
    subject: str


def read(text: str) -> list[Row]:
    """Every row of the page, in its order."""
    rows, plan, subject = [], "", ""
    for line in text.splitlines():
        if line.startswith("## "):
            plan, subject = line[3:].split(":")[0], ""
        elif line.startswith("### "):
            subject = line[4:]
        elif line.startswith("|") and _ID.match(line[2:]):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            rows.append(Row(*(cells + [""] * 4)[:4], plan, subject))
    return rows


def faults(rows: list[Row]) -> list[str]:
    """A sentence for each thing that is wrong."""
    found = []
    times = Counter(row.id for row in rows)
    for plan, number in PLANS.items():
        for n in range(1, number + 1):
            if times.pop(f"{plan}-{n:03}", 0) != 1:
                found.append(f"{plan}-{n:03} must be there once.")
    found += [f"{unknown} is no row that was asked for." for unknown in times]
    for row in rows:
        if row.state not in STATES:
            found.append(f"{row.id} is “{row.state}”. It must be one of: {', '.join(STATES)}.")
        if not row.asked:
            found.append(f"{row.id} does not say what is asked.")
        if row.plan != row.id[:3] or not row.subject:
            found.append(f"{row.id} stands under the wrong heading.")
        if (row.state == "not yet") != (row.where == NOWHERE):
            found.append(f"{row.id} is “{row.state}”, which does not go with “{row.where}”.")
        if (row.state == "part") != ("Missing: " in row.where):
            found.append(f"{row.id} must say what is missing where it is in part, and only there.")
    return found


def counts(rows: list[Row]) -> str:
    """Two tables of counts: by plan, and by subject."""
    return "\n\n".join(_table(rows, name, heading) for name, heading in (("plan", "Plan"), ("subject", "Subject")))


def _table(rows: list[Row], name: str, heading: str) -> str:
    groups = dict.fromkeys(getattr(row, name) for row in rows)
    tally = Counter((getattr(row, name), row.state) for row in rows)
    lines = [f"| {heading} | {' | '.join(STATES)} | all |", "|---|---:|---:|---:|---:|"]
    for group in sorted(groups) if name == "subject" else groups:
        numbers = [tally[group, state] for state in STATES]
        lines.append(f"| {group} | {' | '.join(map(str, numbers))} | {sum(numbers)} |")
    every = [sum(row.state == state for row in rows) for state in STATES]
    lines.append(f"| **All** | {' | '.join(f'**{n}**' for n in every)} | **{sum(every)}** |")
    return "\n".join(lines)


def counted(text: str) -> str:
    """The page with its counts made again."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{counts(read(text))}\n{END}{after}"


def main() -> int:
    """Print the faults, or the counts; with --write, put the counts into the page."""
    text = PAGE.read_text(encoding="utf-8")
    wrong = faults(read(text))
    if "--write" in sys.argv[1:]:
        PAGE.write_text(counted(text), encoding="utf-8")
    elif counted(text) != text:
        wrong.append("The counts are old: run this with --write.")
    print("\n".join(wrong) or counts(read(text)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
