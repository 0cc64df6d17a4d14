"""Which children a person may know of: one queryset, and everything that hangs from a child goes through it."""

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
    from .models import Involvement

    involved = Involvement.objects.filter(
        Q(user_id=standing.user_id) | Q(organisation_id__in=standing.organisation_ids),
        Q(until_on__isnull=True) | Q(until_on__gte=on),
        child_id=OuterRef(f"{child}pk" if not child else f"{child}id"),
        from_on__lte=on,
    )
    reach = Q(Exists(involved))
    if standing.area_ids:
        reach |= Q(**{f"{child}area_id__in": list(standing.area_ids), f"{child}closed_list_on__isnull": True})
    return reach
