"""Measures that an area's plan may hold, drawn from what areas have promised, with the indicator that counts each one."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from goldenthread.insight.indicators import LIBRARY

#: Which indicator says that it counts a measure of the catalogue.
COUNTED_BY = {measure: code for code, each in reversed(list(LIBRARY.items())) for measure in each.measures}
FILE = Path(__file__).parent / "data" / "catalogue.csv"


@dataclass(frozen=True)
class Listed:
    """A measure of the catalogue. `counted` says that casework can know it; then it has an `indicator` or a survey's
    `question` that gives it, or `awaits` says why the facts do not exist yet.
    `part` is the only part that is taken of the indicator broken down by `part_of`, where it is not the whole. The others take values that are entered."""

    code: str
    words: str
    kind: str
    level: str
    numerator: str
    denominator: str
    unit: str
    direction: str
    comparator: str
    target: Decimal | None
    rhythm: str
    whose: str
    counted: bool
    indicator: str
    question: str
    awaits: str
    part_of: str
    part: str

    @property
    def computed(self) -> bool:
        """Whether its value comes with no typing today."""
        return bool(self.question) or (self.indicator in LIBRARY and LIBRARY[self.indicator].counted)

    def said(self) -> dict[str, Any]:
        """What is said of a measure that is taken from here."""
        source = "survey" if self.question else "indicator" if self.computed else "entered"
        return {
            "words": self.words, "kind": self.kind, "level": self.level, "numerator": self.numerator, "denominator": self.denominator, "unit": self.unit,
            "direction": self.direction, "comparator": self.comparator, "target": self.target, "rhythm": self.rhythm, "source": source,
            "source_words": self.whose if source == "entered" else "", "indicator": self.indicator if source == "indicator" else "", "survey_question": self.question,
            "part_of": self.part_of if source == "indicator" else "", "part": self.part if source == "indicator" else "",
        }  # fmt: skip


def _read() -> dict[str, Listed]:
    found = {}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            target = Decimal(row["target"]) if row["target"] else None
            indicator = row["indicator"] or ("" if row["question"] else COUNTED_BY.get(row["code"], ""))
            said: dict[str, Any] = {**row, "target": target, "counted": row["counted"] == "yes", "indicator": indicator}
            found[row["code"]] = Listed(**said)
    return found


CATALOGUE = MappingProxyType(_read())
