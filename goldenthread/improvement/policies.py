"""Who may bring a plan, and see one."""

from __future__ import annotations

from typing import Any

from goldenthread.people.policies import check_may_in_area
from goldenthread.people.standing import Standing


def check_bring(standing: Standing | None, area: Any) -> None:
    """This person may bring a plan into the area: for the whole of it."""
    check_may_in_area(standing, area, "improve", "create")
