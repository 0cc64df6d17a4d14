"""Who may change measures and their values."""

from __future__ import annotations

from typing import Any

from goldenthread.people.policies import check_may_in_area
from goldenthread.people.standing import Standing


def check_change(standing: Standing | None, area: Any) -> None:
    """This person may change the measures of the area's plans, and enter values."""
    check_may_in_area(standing, area, "improve", "update")
