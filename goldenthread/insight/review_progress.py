"""What reviews found of progress, for the page of a child's outcomes: the rooms of one floor do not know each other."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.people.models import Child
from goldenthread.provision.progress import Point, also_from
from goldenthread.reviews.models import Progress


@also_from
def found_at_reviews(child: Child) -> Sequence[Point]:
    """How far each outcome was reached at each review that was met."""
    found = Progress.objects.filter(review__plan__child=child, scale__isnull=False, lineage__isnull=False, review__met_on__isnull=False).select_related("review")
    return [
        Point(row.lineage, row.review.met_on, row.scale, row.evidence, "The review")
        for row in found.order_by("review__met_on", "position")
        if row.lineage is not None and row.review.met_on is not None and row.scale is not None
    ]
