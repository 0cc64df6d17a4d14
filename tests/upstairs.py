"""What rooms above tell of a case, for the tests of a room below, which may not import them."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.demo import returning
from goldenthread.insight.dashboards import months
from goldenthread.reviews.models import Progress, Review


def twenty_weeks(area_id: Any, today: Any) -> Any:
    """The 20-week rate by month, as the area's page shows it."""
    return months.twenty_weeks(area_id, today)


def people_of_the_return(area: Any, year: int) -> Any:
    """The people of an area's return of a year."""
    return returning.people_of(area, year)


def review_found(line: Any, *, met_on: date, scale: int, evidence: str) -> None:
    """A review's meeting said how far one outcome of a plan was reached."""
    review = Review.objects.create(plan=line.version.plan, met_on=met_on)
    Progress.objects.create(review=review, position=1, lineage=line.lineage, outcome=line.text, scale=scale, evidence=evidence)
