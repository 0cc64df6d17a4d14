"""Where children of an area are taught: its settings by kind, a few with many children and most with few."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from ..chance import Lot

#: Kinds of placement that are taught in a setting of another kind.
TAUGHT_IN = {
    "mainstream": ("primary", "secondary"),
    "sen_unit": ("primary", "secondary"),
    "resourced": ("primary", "secondary"),
}
#: Kinds of placement that the return knows by a code, having no establishment.
CODES = frozenset({"EHE", "OLA", "OPA", "OTH", "NEET", "NIEC", "NIEO"})
#: Of those, the ones that a plan cannot name.
NEVER_NAMED = frozenset({"NEET", "NIEC", "NIEO"})


@dataclass(frozen=True)
class Known:
    """A setting as a return names it: by URN, or by UKPRN where it has no URN."""

    kind: str
    urn: str | None
    ukprn: str | None
    weight: float
    unit: str = ""


class Places:
    """The settings of one area, drawn by kind."""

    def __init__(self, settings: Iterable[Known]) -> None:
        kinds: dict[str, dict[Known, float]] = {}
        for setting in settings:
            kinds.setdefault(setting.kind, {})[setting] = setting.weight
            if setting.unit:
                kinds.setdefault(f"{setting.unit} {setting.kind}", {})[setting] = setting.weight
        self._lots = {kind: Lot(weights) for kind, weights in kinds.items()}

    def draw(self, dice: Random, kind: str, age: int) -> Known | None:
        """A setting for a kind of placement and an age; None where there is none, or the kind is only a code."""
        if kind in CODES:
            return None
        if kind in TAUGHT_IN:
            phase = "nursery" if age < 4 else "primary" if age < 11 else "secondary"
            special = {"sen_unit": f"unit {phase}", "resourced": f"resourced {phase}"}.get(kind, phase)
            lot = self._lots.get(special) or self._lots.get(phase)
        else:
            lot = self._lots.get(kind)
        return lot.draw(dice) if lot else None
