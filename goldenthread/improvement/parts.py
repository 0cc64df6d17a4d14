"""The parts of the room that are built: each a package with its own models, actions, pages and templates."""

from pathlib import Path

HERE = Path(__file__).resolve().parent
PARTS = ("governance", "measures", "published")


def parts_with(name: str) -> list[str]:
    """The full names of the parts' modules of this name that are there."""
    return [f"{__package__}.{part}.{name}" for part in PARTS if (HERE / part / f"{name}.py").is_file() or (HERE / part / name / "__init__.py").is_file()]
