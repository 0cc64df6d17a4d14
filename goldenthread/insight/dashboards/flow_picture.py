"""The way from a request to a plan as a picture: a box for each stage with who waits in it, arrows for who went on in a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.core.charts.drawing import WIDTH, Chart, Table, element, picture, spoken, text

BOX, GAP, TALL, TOP = 176, 56, 96, 10


@dataclass(frozen=True, slots=True)
class Stage:
    """One box. `waiting` cases are in it, for `days` in the middle; `went_on` left it forwards in a year, `left` by its exit.
    None is a hidden number."""

    name: str
    waiting: int | None
    days: int | None
    went_on: int | None
    exit: str
    left: int | None


def flow_chart(stages: Sequence[Stage], sentence: str) -> Chart:
    """Boxes from left to right; under a box who left the way there."""
    title = "From a request to a plan: who waits where today, and who went on in a year"
    parts = []
    for nth, stage in enumerate(stages):
        x = 4 + nth * (BOX + GAP)
        parts.append(element("rect", classes="gt-behind gt-axis", x=x, y=TOP, width=BOX, height=TALL))
        for line, words in enumerate(_lines(stage.name)):
            parts.append(text(words, x + 10, TOP + 22 + 18 * line, classes="gt-label"))
        parts.append(text(f"{_number(stage.waiting)} waiting", x + 10, TOP + 64))
        parts.append(text("" if stage.days is None else f"{stage.days:,} days in the middle", x + 10, TOP + 84))
        middle, end = TOP + TALL / 2, x + BOX
        stop = end + GAP if nth + 1 < len(stages) else end + GAP - 14
        parts.append(element("path", classes="gt-axis", d=f"M{end:g} {middle:g}H{stop - 8:g}"))
        parts.append(element("path", classes="gt-axis", d=f"M{stop - 8:g} {middle - 5:g}l8 5l-8 5z"))
        parts.append(text(_number(stage.went_on), end + GAP / 2 - 4, middle - 10, anchor="middle"))
        if stage.exit:
            parts.append(element("path", classes="gt-axis", d=f"M{x + 30:g} {TOP + TALL:g}v22l-5 0l5 8l5 -8l-5 0"))
            parts.append(text(f"{stage.exit}: {_number(stage.left)}", x + 44, TOP + TALL + 28))
    table = Table(
        title, ["Stage", "Waiting now", "Days waited, in the middle", "Went on in a year", "Left the way in a year"],
        [[stage.name, _number(stage.waiting), spoken(stage.days) if stage.days is not None else "–", _number(stage.went_on), f"{stage.exit}: {_number(stage.left)}" if stage.exit else "–"] for stage in stages],
    )  # fmt: skip
    return Chart(picture("flow", title, sentence, WIDTH, TOP + TALL + 46, parts), table, sentence)


def _number(count: int | None) -> str:
    return "*" if count is None else f"{count:,}"


def _lines(name: str) -> list[str]:
    """A name in two lines at most, each as wide as a box."""
    words, lines = name.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 19 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines[:2]
