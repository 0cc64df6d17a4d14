"""Who may publish."""

from __future__ import annotations

from typing import Any

from goldenthread.people.policies import check_may_in_area
from goldenthread.people.standing import Standing


def check_publish(standing: Standing | None, area: Any) -> None:
    """This person decides what everybody may read of the area's plans."""
    check_may_in_area(standing, area, "improve", "decide")


def check_write(standing: Standing | None, area: Any) -> None:
    """This person writes the words that are published."""
    check_may_in_area(standing, area, "improve", "update")
