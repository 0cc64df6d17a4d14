"""An official figure in words, as every page tells it. Shares and changes are worked out from the numbers beside them."""

from __future__ import annotations

from dataclasses import dataclass

from ..dashboards import told
from ..guarding import SMALL, Guard
from .held import Shown

OTHERS = ("region", "england", "neighbours")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure with the one before, how far it moved, and those it is compared with, in words."""

    name: str
    now: str
    before: str
    change: str
    region: str
    england: str
    neighbours: str

    @property
    def cells(self) -> list[str]:
        return [self.name, self.now, self.before, self.change, self.region, self.england, self.neighbours]


def row_of(shown: Shown, guard: Guard) -> Row:
    """One figure in words; a count from 1 to 7 is hidden from who has no right to the rows, though others published it. Counts
    of others are as large as they are, so only shares and scores are laid beside them."""
    unit = shown.of.unit
    now, before = seen(shown.value, unit, guard), seen(None if shown.before is None else float(shown.before.value), unit, guard)
    beside = {} if unit == "count" else shown.beside
    return Row(
        shown.of.name, "*" if now is None else told.amount(now, unit), "*" if before is None and shown.before else told.amount(before, unit), moved(now, before, unit),
        *(told.amount(beside.get(of), unit) for of in OTHERS),
    )  # fmt: skip


def share_of(part: Shown | None, whole: Shown | None, guard: Guard) -> Row | None:
    """A part as a share of its whole, now, before, and elsewhere, from the counts that are shown; None where either is not held,
    or they are of different days."""
    if part is None or whole is None or part.now.on != whole.now.on:
        return None
    now = _percent(seen(part.value, "count", guard), seen(whole.value, "count", guard))
    before = None
    if part.before and whole.before and part.before.on == whole.before.on:
        before = _percent(seen(float(part.before.value), "count", guard), seen(float(whole.before.value), "count", guard))
    elsewhere = (told.amount(_percent(part.beside.get(of), whole.beside.get(of)), "%") for of in OTHERS)
    return Row(f"{part.of.name}, as a share of {whole.of.name[0].lower()}{whole.of.name[1:]}", told.amount(now, "%"), told.amount(before, "%"), moved(now, before, "%"), *elsewhere)


def gap_of(one: Shown, others: Shown | None) -> Row | None:
    """How far one group lies from pupils without special educational needs, now, before, and elsewhere, in points; None where
    either is not held, or they are of different days."""
    if others is None or one.now.on != others.now.on:
        return None
    now = round(one.value - others.value, 1)
    before = round(float(one.before.value - others.before.value), 1) if one.before and others.before and one.before.on == others.before.on else None
    elsewhere = (None if of not in one.beside or of not in others.beside else round(one.beside[of] - others.beside[of], 1) for of in OTHERS)
    return Row(f"{one.of.name}: gap to no special educational needs", _points(now), _points(before), moved(now, before, "points"), *(_points(each) for each in elsewhere))


def _points(value: float | None) -> str:
    return "–" if value is None else f"{value:+.1f} points".replace("-", "−")


def seen(value: float | None, unit: str, guard: Guard) -> float | None:
    """A value as somebody may see it: None for a count that is hidden."""
    return None if value is not None and unit == "count" and not guard.open_rows and 0 < value <= SMALL else value


def moved(now: float | None, before: float | None, unit: str) -> str:
    """How far it moved: of a count in percent, of a share or score in points."""
    if now is None or before is None:
        return "–"
    if unit == "count":
        return f"{100 * (now - before) / before:+.1f}%".replace("-", "−") if before else "–"
    return "no change" if round(now - before, 1) == 0 else f"{now - before:+.1f} points".replace("-", "−")


def _percent(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else round(100 * part / whole, 1)
