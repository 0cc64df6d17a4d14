"""The letter that says a request was received: made by a job, so that recording a request waits for nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record, write

from .. import letters
from ..models import Request


@action
def acknowledge_request(*, request: Request, by: Any, on: date) -> int:
    """Tell the family, and those of regulation 4(2), that a request was received. Told once; gives how many letters."""
    Request.objects.select_for_update().get(pk=request.pk)  # two workers at once: the second finds the first's letters
    if letters.acknowledged(request):
        record("casework.acknowledged_before", child=request.child, subject=request, touches=())
        return 0
    made = letters.make(
        letters.drafts_of_acknowledgement(request, on),
        kind=letters.ACKNOWLEDGEMENT,
        request=request,
        on=on,
        rendered={},
    )
    record(
        "casework.acknowledge_request",
        child=request.child,
        subject=request,
        fact={"letters": len(made.documents)},
        touches=(),
    )
    write(made.documents, *made.parts())
    return len(made.documents)
