"""From how many children on what is kept is worked out by column, and whether it can be."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

#: From so many children on, columns are quicker than rows.
MANY = 500


@cache
def by_column() -> bool:
    """Whether numpy is installed. Without it, the readable functions do all."""
    return find_spec("numpy") is not None
