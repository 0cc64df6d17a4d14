"""The reading log: who was shown which children's records. No event, no page."""

from collections.abc import Iterable

from .models import Reading
from .requests import current_request_id


def read(request, *, page: str, children: Iterable, scope: str = "", reason: str = "") -> None:
    """Note that this answer shows these children (ids or rows). An empty list is noted too, without a row."""
    request.readings += 1
    ids = [getattr(child, "pk", child) for child in children]
    if not ids:
        return
    standing = request.standing
    Reading.objects.create(
        by_id=standing.user_id,
        role=standing.roles[0] if standing.roles else "",
        scope=scope,
        page=page,
        child_ids=ids,
        reason=reason,
        request_id=current_request_id(),
    )
