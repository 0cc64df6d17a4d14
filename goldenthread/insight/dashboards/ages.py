"""How plans share out by age elsewhere, from what is published."""

from __future__ import annotations

from ..benchmarks import compare
from ..benchmarks.comparing import Published
from ..benchmarks.measures import AGES
from . import told

#: Share in the region and in England: of an age that nothing is published of, and of all ages together.
NOWHERE, EVERYWHERE = ("–", "–"), ("100%", "100%")


def ages_elsewhere(la_code: str, held: Published) -> dict[str, tuple[str, str]]:
    """By age band: the share of plans in the region and in England, in the newest January that is published by age."""
    found = {}
    for part, label in AGES.items():
        one = compare("BND01", la_code=la_code, part=part, held=held)
        found[label] = (told.amount(one.region.value if one.region else None, "%"), told.amount(one.england, "%"))
    return found
