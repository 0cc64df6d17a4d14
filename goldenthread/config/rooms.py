"""The rooms of the house, from the street down to the foundations, and which of them are built."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent

# The order is the import contract's (pyproject.toml) read from the bottom, so that a lower room is ready first.
ROOMS = (
    "core",
    "access",
    "people",
    "meetings",
    "local_offer",
    "voice",
    "plans",
    "casework",
    "disputes",
    "quality",
    "reviews",
    "provision",
    "returns",
    "commissioning",
    "insight",
    "improvement",
    "api",
    "portal",
    "desk",
    "demo",
)


def built(filename: str) -> list[str]:
    """The rooms that have this file, lowest first."""
    return [room for room in ROOMS if (HOUSE / room / filename).is_file()]


def present(dotted: str) -> bool:
    """Whether a class or function named by its full path has a module to live in."""
    module = dotted.rpartition(".")[0]
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False
