"""What this room's pages call by name."""

from __future__ import annotations

from .rhythm import monday

GLOBALS = {"monday_of": monday}
