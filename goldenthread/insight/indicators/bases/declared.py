"""What a base is: the rows that indicators count, one kind of thing each, as they stood on a day.

A base is written in two steps. `rows` are the facts of an area without a date (`x`). `when` ties them to a day that is
asked about: `e.at` is the day as at which we look, `e.since` and `e.until` the first and last day counted over. A fact
counts at `e.at` only if it had happened by then, so every condition on a later fact compares it with `e.at`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

IN_WINDOW = "{} BETWEEN e.since AND e.until"


@dataclass(frozen=True, slots=True)
class Base:
    """`key` is the day that a row belongs to, for breakdowns by year. `child` is false for things that no child hangs from.

    `recorded` says which actions record a dated column: with "what was known then" it is empty until one of them was done.
    `told`: the rows themselves say by which day each was given and replaced, and so answer "what was known then" by `known`.
    `own` are breakdowns of this base alone. `odd` are conditions for rows that are in no number, each with its sentence.
    """

    rows: str
    when: str
    key: str
    child: bool = True
    recorded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    odd: Mapping[str, str] = field(default_factory=dict)
    told: bool = False
