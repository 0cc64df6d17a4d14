"""Which children a person may know of: one queryset, and everything that hangs from a child goes through it."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from goldenthread.core import clock


class ChildQuerySet(models.QuerySet):
    """Children and young people."""

    def visible_to(self, standing, on=None):
        """Children whose records this standing opens on a day: its areas' (save closed ones), or by involvement."""
        if standing is None or not standing.signed_in:
            return self.none()
        return self.filter(visible(standing, on or clock.today()))


def visible(standing, on, child: str = "") -> Q:
    """The same rule as a condition on any model that reaches the child by the path `child` (as `child__`)."""
    own = Q(organisation_id__in=standing.organisation_ids)
    if standing.user_id is not None:  # else every involvement of a body, which has no user, would be nobody's own
        own = Q(user_id=standing.user_id) | own
    reach = Q(Exists(_involved(own, on, child)))
    if standing.area_ids:
        reach |= Q(**{f"{child}area_id__in": list(standing.area_ids), f"{child}closed_list_on__isnull": True})
    return reach


#: What `visible_often` asks for, and the types of it.
STANDING = {"user": int, "organisations": [int], "areas": [int], "on": date}


def visible_often(child: str = "", *, user: Any, organisations: Any, areas: Any, on: Any) -> Q:
    """The same rule for a statement that is asked often (`core/asked_often.py`): of values, not of a standing."""
    involved = _involved(Q(user_id=user) | Q(organisation_id__any=organisations), on, child)
    return Q(Exists(involved)) | Q(**{f"{child}area_id__any": areas, f"{child}closed_list_on__isnull": True})


def values_of(standing: Any, on: date) -> dict[str, Any]:
    """What `visible_often` is asked with for this standing."""
    return {"user": standing.user_id, "organisations": list(standing.organisation_ids), "areas": list(standing.area_ids), "on": on}


def _involved(who: Q, on: Any, child: str) -> models.QuerySet:
    from .models import Involvement

    return Involvement.objects.filter(
        who, Q(until_on__isnull=True) | Q(until_on__gte=on), child_id=OuterRef(f"{child}pk" if not child else f"{child}id"), from_on__lte=on
    )
