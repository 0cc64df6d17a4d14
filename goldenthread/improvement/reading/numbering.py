"""Letters and numbers that Word prints before a paragraph without keeping them in its words."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Numbering:
    """Counts a document's lists while its paragraphs are read in order."""

    PRINTED = ("lowerLetter", "upperLetter", "decimal", "lowerRoman")

    def __init__(self, root: Any) -> None:
        self.counts: dict[tuple[str, int], int] = defaultdict(int)
        self.levels: dict[tuple[str, int], tuple[str, str]] = {}
        if root is None:
            return
        kinds = {
            (kind.get(f"{W}abstractNumId"), _level(level)): (_value(level, "numFmt"), _value(level, "lvlText"))
            for kind in root.iter(f"{W}abstractNum")
            for level in kind.iter(f"{W}lvl")
        }
        for number in root.iter(f"{W}num"):
            kind = number.find(f"{W}abstractNumId")
            for (abstract, level), said in kinds.items():
                if kind is not None and abstract == kind.get(f"{W}val"):
                    self.levels[number.get(f"{W}numId"), level] = said

    def before(self, which: str, level: int) -> str:
        """What stands before the next paragraph of a list at a level: "a.", "2.1"; nothing for bullets."""
        key = (which, level)
        kind, pattern = self.levels.get(key, ("", ""))
        if kind not in self.PRINTED:
            return ""
        self.counts[key] += 1
        for other in [other for other in self.counts if other[0] == key[0] and other[1] > level]:
            del self.counts[other]

        def counted(match: re.Match[str]) -> str:
            at = (key[0], int(match[1]) - 1)
            return _spoken(max(self.counts.get(at, 1), 1), self.levels.get(at, (kind, ""))[0])

        return re.sub(r"%(\d)", counted, pattern)


def _level(element: Any) -> int:
    value = element.get(f"{W}ilvl", "0")
    return int(value) if value.isdigit() else 0


def _value(level: Any, name: str) -> str:
    found = level.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _spoken(number: int, kind: str) -> str:
    match kind:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (number - 1) % 26)
            return letter if kind == "lowerLetter" else letter.upper()
        case "lowerRoman":
            return ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")[(number - 1) % 10]
    return str(number)
