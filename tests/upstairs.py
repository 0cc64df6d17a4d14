"""What rooms above tell of a case, for the tests of a room below, which may not import them."""

from __future__ import annotations

from typing import Any

from goldenthread.demo import returning
from goldenthread.insight import counting


def twenty_weeks(area_id: Any, today: Any) -> Any:
    """The 20-week rate by month, as the area's page shows it."""
    return counting.twenty_weeks(area_id, today)


def people_of_the_return(area: Any, year: int) -> Any:
    """The people of an area's return of a year."""
    return returning.people_of(area, year)
