"""The plan to be read: whole, as the golden thread, and compared with another version."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs

from .. import checks, compare, snapshot
from .. import thread as threads
from ..policies import may_read
from .finding import open_version, show


@require_safe
@needs("plan", "view")
def read(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """The whole plan on one page, section by section, without the tools of those who write it."""
    opened = open_version(request, child_id, version_id)
    return show(request, "read", opened, "read")


@require_safe
@needs("plan", "view")
def thread(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """The golden thread as a picture, and the same as a list."""
    opened = open_version(request, child_id, version_id)
    writes = opened.may("draft", "update")
    gaps = checks.findings(opened.told) if writes else ()
    return show(request, "thread", opened, "thread", thread=threads.of(opened.told), gaps=len([one for one in gaps if one.code in threads.BREAKS]))


@require_safe
@needs("plan", "view")
def compared(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """This version beside an earlier one, line by line and word by word."""
    opened = open_version(request, child_id, version_id)
    others = [
        each
        for each in opened.child.plan_versions.exclude(pk=opened.version.pk).prefetch_related("served__adult")
        if may_read(each, pairs=opened.pairs, standing=opened.standing, served=each.served.all())
    ]
    wanted = request.GET.get("with", "")
    default = str(opened.version.earlier_id or "")
    other = next((each for each in others if str(each.pk) == (wanted or default)), others[0] if others else None)
    changes: tuple[compare.LineChange, ...] = ()
    if other is not None:
        other.child = opened.child
        changes = compare.versions(snapshot.of(other), opened.told)
    changed = [each for each in changes if each.what != compare.SAME]
    return show(request, "compare", opened, "compare", others=others, other=other, changes=changed, unchanged=len(changes) - len(changed))
