"""What changed between two wordings, word by word, and between two versions, line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, NamedTuple
from uuid import UUID

from .snapshot import LineSaid, PlanSaid

SAME, ADDED, TAKEN_OUT = "same", "added", "taken_out"
_WORDS = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")


class Part(NamedTuple):
    """A run of words that is the same, was added, or was taken out."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line in two versions: `before` or `after` is None where it stands in only one of them."""

    before: LineSaid | None
    after: LineSaid | None
    parts: tuple[Part, ...]
    fields: tuple[tuple[str, str, str], ...] = ()
    moved: bool = False

    @property
    def what(self) -> str:
        if self.before is None:
            return ADDED
        if self.after is None:
            return TAKEN_OUT
        return SAME if not (self.fields or self.moved or any(part.what != SAME for part in self.parts)) else "changed"

    @property
    def section(self) -> str:
        line = self.after or self.before
        return line.section if line else ""


def words(before: str, after: str) -> tuple[Part, ...]:
    """What stands in both, what was taken out and what was added. Put together, the parts give either text whole."""
    if before == after:
        return (Part(SAME, after),) if after else ()
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[Part] = []
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            parts.append(Part(SAME, "".join(new[c:d])))
            continue
        if b > a:
            parts.append(Part(TAKEN_OUT, "".join(old[a:b])))
        if d > c:
            parts.append(Part(ADDED, "".join(new[c:d])))
    return tuple(_joined(parts))


def _joined(parts: list[Part]) -> list[Part]:
    """Lone spaces between two changes belong to the changes: one run reads better than three."""
    found: list[Part] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.what == SAME and not part.text.strip() and found and at + 1 < len(parts) and found[-1].what != SAME and parts[at + 1].what != SAME:
            taken = "".join(each.text for each in _run_back(found) if each.what == TAKEN_OUT) + part.text
            added = "".join(each.text for each in _run_back(found) if each.what == ADDED) + part.text
            del found[len(found) - len(_run_back(found)) :]
            at += 1
            while at < len(parts) and parts[at].what != SAME:
                taken += parts[at].text if parts[at].what == TAKEN_OUT else ""
                added += parts[at].text if parts[at].what == ADDED else ""
                at += 1
            found += [Part(TAKEN_OUT, taken), Part(ADDED, added)]
            continue
        found.append(part)
        at += 1
    return found


def _run_back(found: list[Part]) -> list[Part]:
    run: list[Part] = []
    for part in reversed(found):
        if part.what == SAME:
            break
        run.insert(0, part)
    return run


#: Fields besides the words, with the name that a reader knows them by.
NAMED = {
    "broad_area": "Area of need", "theme": "Theme", "by_when": "By when", "measure": "How we will know", "steps": "Steps", "deliverer": "Who gives it",
    "skill": "Skill", "group_size": "Group size", "minutes": "Minutes", "times": "Times", "per": "In each", "weeks": "Weeks a year", "starts_on": "Starts",
    "review": "Review", "body_name": "Body", "funder": "Paid for by", "said_by": "Said by", "primary": "Main need",
}  # fmt: skip


def fields(before: Any, after: Any) -> tuple[tuple[str, str, str], ...]:
    """Fields that differ besides the words: name, what it was, what it is. Takes lines or wordings."""
    found = []
    for name, spoken in NAMED.items():
        was, now = _get(before, name), _get(after, name)
        if (was or "") != (now or ""):
            found.append((spoken, _said(was), _said(now)))
    return tuple(found)


def _get(of: Any, name: str) -> Any:
    return of.get(name) if isinstance(of, Mapping) else getattr(of, name, None)


def _said(value: Any) -> str:
    return "" if value is None else {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def versions(before: PlanSaid, after: PlanSaid) -> tuple[LineChange, ...]:
    """Every line of either version in the order of the later one; a line is known by its lineage."""
    old: dict[UUID | None, LineSaid] = {line.lineage: line for line in before.lines}
    found = []
    for line in after.lines:
        was = old.pop(line.lineage, None)
        if was is None:
            found.append(LineChange(None, line, words("", line.text)))
        else:
            found.append(LineChange(was, line, words(was.text, line.text), fields(was, line), (was.section, was.kind) != (line.section, line.kind)))
    found += [LineChange(line, None, words(line.text, "")) for line in old.values()]
    return tuple(sorted(found, key=lambda change: after.template.order(change.section)))
