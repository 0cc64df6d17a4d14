"""What was found, and how it stands against the goals."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.pairs import Pairs

GOALS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "goals.toml").read_text())


@dataclass
class Result:
    """One figure for one goal at one size. `value` is what the goal judges; None was not measured, and says why."""

    goal: str
    size: str
    value: float | None
    ours: str = ""
    peer: str = ""
    interval: tuple[float, float] | None = None
    cpu: float | None = None
    why_not: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    noise: float = 1.0

    @property
    def judged(self) -> float | None:
        """The lower end where there is an interval of "times", otherwise the value."""
        return self.interval[0] if self.interval and GOALS[self.goal]["metric"] == "times" else self.value

    def verdict(self) -> str:
        """aim, must, missed or not measured; "shown" at a size smaller than the goal speaks of, or where it speaks of another."""
        if self.judged is None:
            return "not measured"
        goal = GOALS[self.goal]
        if "judged_from" in goal and int(self.size.split()[0].replace(",", "")) < goal["judged_from"]:
            return "shown"
        if not self.size.endswith(goal.get("judged_in", "")):
            return "shown"
        good: Callable[[float], bool] = (
            (lambda bar: self.judged <= bar) if goal["metric"] == "most" else (lambda bar: self.judged >= bar)  # type: ignore[operator]
        )
        return "aim" if good(goal["aim"]) else "must" if good(goal["must"]) else "missed"

    def as_json(self) -> dict[str, Any]:
        return {**vars(self), "verdict": self.verdict(), **{name: GOALS[self.goal][name] for name in ("what", "metric", "must", "aim")}}


def compared(goal: str, size: str, pairs: Pairs, *, per: int = 1, unit: str = "ms", **extra: Any) -> Result:
    """A result from pairs; `per` is how many things one sample did."""
    ratio, low, high = pairs.ratio()
    scale = {"ms": 1e3, "s": 1.0, "µs": 1e6, "ns": 1e9}[unit] / per
    ours, peer = pairs.medians()
    return Result(
        goal, size, ratio, f"{ours * scale:,.3g} {unit}", f"{peer * scale:,.3g} {unit}", (low, high), pairs.cpu_ratio(),
        extra={**extra, "samples": {"ours": [each.wall for each in pairs.ours], "peer": [each.wall for each in pairs.peer]}},
    )  # fmt: skip


def table(results: list[Result]) -> str:
    """The results as a table in Markdown."""
    lines = ["| id | size | ours | peer | times (95 %) | CPU times | must | aim | verdict |", "|---|---|---|---|---|---|---|---|---|"]
    for each in results:
        goal = GOALS[each.goal]
        shown = "" if each.value is None else f"{each.value:,.3g}"
        times = f"{shown} ({each.interval[0]:,.3g}–{each.interval[1]:,.3g})" if each.interval else shown
        cpu = "" if each.cpu is None else f"{each.cpu:,.3g}"
        noisy = " (noisy)" if each.noise > 1.5 else ""
        sign = "≤ " if goal["metric"] == "most" else "≥ "
        ours = each.ours or (each.why_not if each.value is None else "")
        lines.append(
            f"| {each.goal} | {each.size} | {ours} | {each.peer} | {times} | {cpu} | {sign}{goal['must']} | {sign}{goal['aim']} | {each.verdict()}{noisy} |"
        )
    return "\n".join(lines)
