"""The golden thread of a version: which aspiration, need, outcome and provision hang together, and where it breaks.

Drawn as a picture and told as a nested list; the two say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import shorten, wrap
from uuid import UUID

from markupsafe import Markup

from goldenthread.core.charts.drawing import element, picture, text

from . import checks
from .snapshot import LineSaid, PlanSaid

COLUMNS = (("aspiration", "Aspirations"), ("need", "Needs"), ("outcome", "Outcomes"), ("provision", "Provision"))
#: Findings that are breaks in the thread, in a few words.
BREAKS = {
    "need_unmet": "no provision is for it",
    "need_without_outcome": "no outcome is for it",
    "outcome_unserved": "no provision works towards it",
    "outcome_without_need": "it is for no need",
    "provision_for_nothing": "it is for no need or outcome",
}
WIDE, APART, LETTERS, LINES = 216, 64, 26, 4
ROW, PAD, TOP = 18, 10, 40


@dataclass(frozen=True, slots=True)
class Knot:
    """One line on the thread: what is below it, and in which words the thread breaks here; empty where it holds."""

    line: LineSaid
    below: tuple[Knot, ...]
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Strand:
    """A part of the list: those that begin at an aspiration, or those that begin nowhere."""

    heading: str
    knots: tuple[Knot, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """The picture, the list and one sentence, which say the same."""

    svg: Markup
    strands: tuple[Strand, ...]
    sentence: str
    lines: int
    breaks: int


def of(told: PlanSaid) -> Thread:
    """The thread of everything that stands in a version."""
    breaks = broken(told)
    lines = {kind: told.of_kind(kind) for kind, _ in COLUMNS}
    total = sum(len(each) for each in lines.values())
    sentence = _sentence(lines, breaks)
    return Thread(_picture(told, breaks, sentence), tuple(_strands(told, breaks)), sentence, total, len(breaks))


def broken(told: PlanSaid) -> dict[UUID, tuple[str, ...]]:
    """Line → in which words the thread breaks there."""
    found: dict[UUID, tuple[str, ...]] = {}
    for one in checks.findings(told):
        if one.code in BREAKS and one.line_id:
            found[one.line_id] = (*found.get(one.line_id, ()), BREAKS[one.code])
    return found


def _sentence(lines: dict[str, tuple[LineSaid, ...]], breaks: dict[UUID, tuple[str, ...]]) -> str:
    def count(kind: str, one: str, many: str) -> str:
        number = len(lines[kind])
        return f"{number} {one if number == 1 else many}"

    said = f"{count('aspiration', 'aspiration', 'aspirations')}, {count('need', 'need', 'needs')}, {count('outcome', 'outcome', 'outcomes')}, {len(lines['provision'])} of provision"
    return f"{said}. " + (f"The thread breaks at {len(breaks)} of them." if breaks else "The thread holds throughout.")


# --- The list


def _strands(told: PlanSaid, breaks: dict[UUID, tuple[str, ...]]) -> Iterator[Strand]:
    kinds = {kind: at for at, (kind, _) in enumerate(COLUMNS)}

    def knot(line: LineSaid) -> Knot:
        below = [told.by_id[each] for each in line.lowers if each in told.by_id]
        through = {lower for each in below if each.kind == "outcome" for lower in each.lowers}
        direct = [each for each in below if not (line.kind == "need" and each.id in through)]
        return Knot(line, tuple(knot(each) for each in sorted(direct, key=lambda each: (kinds.get(each.kind, 9), each.position))), breaks.get(line.id, ()))

    headings = ("From what they hope for", "Needs that are tied to no aspiration", "Outcomes that are for no need", "Provision that is for nothing")
    for at, ((kind, _), heading) in enumerate(zip(COLUMNS, headings, strict=True)):
        begins = [line for line in told.of_kind(kind) if at == 0 or not any(each in told.by_id for each in line.uppers)]
        if begins:
            yield Strand(heading, tuple(knot(line) for line in begins))


# --- The picture


def _picture(told: PlanSaid, breaks: dict[UUID, tuple[str, ...]], sentence: str) -> Markup:
    columns = _in_order(told)
    places: dict[UUID, tuple[float, float, float]] = {}
    bottom = TOP + 40.0
    for number, column in enumerate(columns):
        x, y = number * (WIDE + APART) + 2.0, float(TOP)
        for line in column:
            high = len(_wrapped(line)) * ROW + 2 * PAD
            places[line.id] = (x, y, high)
            y += high + 14
        bottom = max(bottom, y)
    parts = [text(heading, number * (WIDE + APART) + 2, 20, classes="plan-thread__heading") for number, (_, heading) in enumerate(COLUMNS)]
    parts += [_tie(places[upper], places[line.id]) for column in columns for line in column for upper in line.uppers if upper in places]
    for column in columns:
        for line in column:
            parts.append(_knot(line, places[line.id], broken=bool(breaks.get(line.id))))
    width = len(COLUMNS) * WIDE + (len(COLUMNS) - 1) * APART + 4
    return picture(f"thread-{told.number}", "The golden thread", sentence, width, bottom, parts)


def _in_order(told: PlanSaid) -> list[list[LineSaid]]:
    """The columns, each in the order of what it hangs from, so that few ties cross."""
    place: dict[UUID, float] = {}
    columns = []
    for kind, _ in COLUMNS:
        column = list(told.of_kind(kind))
        at = {line.id: number for number, line in enumerate(column)}
        column.sort(key=lambda line: (_middle([place[each] for each in line.uppers if each in place]), at[line.id]))
        place |= {line.id: float(number) for number, line in enumerate(column)}
        columns.append(column)
    return columns


def _middle(places: list[float]) -> float:
    return sum(places) / len(places) if places else float("inf")


def _wrapped(line: LineSaid) -> list[str]:
    words = f"{line.section} {line.text or 'A picture or a recording'}"
    return wrap(shorten(words, LETTERS * LINES - 6, placeholder=" …"), LETTERS)[:LINES] or [line.section]


def _knot(line: LineSaid, place: tuple[float, float, float], *, broken: bool) -> Markup:
    x, y, high = place
    classes = f"plan-thread__knot plan-thread__knot--{line.kind}{' plan-thread__knot--broken' if broken else ''}"
    parts = [element("rect", classes=classes, x=x, y=y, width=WIDE, height=high, rx=4)]
    parts += [text(words, x + PAD, y + PAD + 13 + number * ROW, classes="plan-thread__words") for number, words in enumerate(_wrapped(line))]
    if broken:  # a triangle with an exclamation mark at the corner: told by its shape, not by its colour
        parts.append(element("path", classes="plan-thread__mark", d=f"M{x + WIDE - 11:g} {y - 9:g}l11 19h-22z"))
        parts.append(text("!", x + WIDE - 11, y + 8, anchor="middle", classes="plan-thread__bang"))
    return Markup("").join(parts)


def _tie(upper: tuple[float, float, float], lower: tuple[float, float, float]) -> Markup:
    x1, y1 = upper[0] + WIDE, upper[1] + upper[2] / 2
    x2, y2 = lower[0], lower[1] + lower[2] / 2
    bend = (x2 - x1) / 2
    far = x2 - x1 > APART  # it passes a column by: dotted, so that it is not taken for a tie of the box it passes behind
    return element("path", classes=f"plan-thread__tie{' plan-thread__tie--far' if far else ''}", d=f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2:g} {y2:g}")
