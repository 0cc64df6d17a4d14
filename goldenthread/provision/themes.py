"""Who brings themes to those who lead, who leads, and what each may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from goldenthread.people.models import Area, Membership

from .models import Theme

BRINGS = frozenset({"area", "org"})
LEADS = ("head_of_send", "board_member")


def areas_brought(standing: Any) -> tuple[int, ...]:
    """Areas in which this person may bring a theme to those who lead: those who take part in improvement, the forum among them."""
    return tuple(standing.areas_where("improve", "create", BRINGS))


def areas_answered(standing: Any) -> tuple[int, ...]:
    """Areas that this person leads, and so answers for."""
    return tuple(standing.areas_where("improve", "decide"))


def themes_of(standing: Any) -> Any:
    """Every theme of this person's areas, those that wait for an answer first."""
    areas = standing.areas_where("improve", "view")
    return Theme.objects.filter(area_id__in=areas).select_related("area", "sent_by", "answered_by").order_by("answered_on", "answer_by", "pk")


def leaders_of(area: Area, on: Any) -> list[int]:
    """Accounts of those who lead in an area today."""
    sits = Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), organisation__area=area, role__in=LEADS, from_on__lte=on, user__is_active=True)
    return list(sits.order_by("user_id").values_list("user_id", flat=True).distinct())
