"""Which papers a member of a panel may open, and which matters they may see."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from .models import AgendaItem, Meeting, Member, PackPaper, Recusal


def in_pack_of(document_id: UUID, user_id: Any, on: date) -> bool:
    """Whether a paper is in a pack that was sent to this member of a panel, for a matter from which they did not stand aside."""
    sits = Member.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), group=OuterRef("item__meeting__group"), user_id=user_id, from_on__lte=on
    )
    aside = Recusal.objects.filter(item=OuterRef("item"), user_id=user_id)
    return PackPaper.objects.filter(
        Exists(sits), ~Exists(aside), document_id=document_id, item__meeting__pack_sent_on__isnull=False
    ).exists()


def before_panel(matter_id: UUID) -> AgendaItem | None:
    """The open matter of this request on the agenda of a meeting whose record is open, the latest first."""
    return (
        AgendaItem.objects.filter(matter_id=matter_id, ended="", meeting__closed_at__isnull=True)
        .select_related("meeting", "meeting__group", "child")
        .prefetch_related("recusals")
        .order_by("-meeting__on", "pk")
        .first()
    )


def stood_aside(meeting: Meeting, user_id: Any) -> Any:
    """The matters of a meeting from which this person stood aside."""
    return Recusal.objects.filter(user_id=user_id, item__meeting=meeting).values("item_id")
