"""Whether the invented area was made to its end. One that was broken off is made again."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.models import AreaSetting

NAME = "demo.whole"


def is_whole() -> bool:
    """Everything is there."""
    return AreaSetting.objects.filter(name=NAME).exists()


@action
def say_whole(*, plans: int, seed: str, by: Any, on: date) -> None:
    """The last thing that is written."""
    AreaSetting.objects.create(
        name=NAME, value={"plans": plans, "seed": seed}, decided_on=on, because="The invented area was made"
    )
    record("demo.say_whole", fact={"plans": plans, "seed": seed})
