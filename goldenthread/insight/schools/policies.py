"""Who gives counts of schools and of young people, and who sees them how.

A school's own people give and see their own school's, and no other. Whoever gives them for the area sees every school's as they are: no
count names a child. Whoever may see the area's totals alone sees them with small numbers hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from goldenthread.access import permissions
from goldenthread.core.refusals import NotAllowed
from goldenthread.people.models import Area, Organisation
from goldenthread.people.policies import standing_of, who_may
from goldenthread.people.standing import Standing

from ..dashboards.entrance import Place, place_of
from ..guarding import Guard

#: An analyst works with rows that name nobody, which these are.
ROWS = frozenset({"area", "deid"})


def own_schools(standing: Standing, action: str) -> set[int]:
    """Schools that somebody works at and gives or sees the counts of."""
    return {
        seat.organisation_id
        for seat in standing.seats
        if seat.kind == "setting" and "org" in permissions.scopes(seat.role, "counts", action)
    }


def gives_for_area(standing: Standing | None, area_id: int) -> bool:
    """Whether somebody gives counts for a whole area. A named job or command does."""
    return standing is None or area_id in standing.areas_where("counts", "create", ROWS)


def check_may_give(by: Any, area: Area, school_ids: set[int], on: date) -> None:
    """Refuse whoever neither works at each of these schools nor gives counts for the area. No school at all: the area's own counts."""
    standing = standing_of(by, on)
    if gives_for_area(standing, area.pk) or (
        standing is not None and school_ids and school_ids <= own_schools(standing, "create")
    ):
        return
    raise NotAllowed(f"Your role does not let you give these counts. {who_may('counts', 'create')}")


@dataclass(frozen=True)
class Giver:
    """Somebody who gives counts on a day: for a whole area, or for their own schools."""

    area: Area
    on: date
    whole: bool
    own: frozenset[int]

    def schools(self) -> QuerySet[Organisation]:
        """The schools that they give counts for."""
        found = schools_in(self.area, self.on)
        return found if self.whole else found.filter(pk__in=self.own)

    @property
    def query(self) -> str:
        """What a link to another page of the same area ends with."""
        return f"?area={self.area.code}"


def schools_in(area: Area, on: date) -> QuerySet[Organisation]:
    """The area's schools and other settings with a number, open on a day."""
    return Organisation.objects.filter(
        Q(closed_on=None) | Q(closed_on__gt=on), area=area, kind=Organisation.Kind.SETTING, urn__isnull=False
    )


def giver_of(request: Any) -> Giver:
    """The area that was asked for, or the first of the giver's own. 404 for one that is not theirs."""
    standing = request.standing
    own = own_schools(standing, "create")
    whole = set(standing.areas_where("counts", "create", ROWS))
    mine = {seat.area_id for seat in standing.seats if seat.organisation_id in own and seat.area_id}
    code = request.GET.get("area")
    found = Area.objects.filter(pk__in=whole | mine).order_by("name", "pk")
    area = (
        None if code is not None and "\0" in code else (found.filter(code=code) if code is not None else found).first()
    )
    if area is None:
        raise Http404("No area of yours has that number.")
    return Giver(area, standing.on, area.pk in whole, frozenset(own))


def school_of(giver: Giver, urn: str) -> Organisation:
    """The school with this number, or the first of theirs where none is asked for; 404 for one that is not theirs."""
    found = giver.schools().order_by("name", "pk")
    chosen = (
        (found.filter(urn=int(urn)) if urn.isascii() and urn.isdecimal() and len(urn) < 10 else found.none()).first()
        if urn
        else found.first()
    )
    if chosen is None:
        raise Http404("That school is not yours to give counts for.")
    return chosen


def reader_of(request: Any) -> Place:
    """The area that was asked for, its counts as they are for whoever gives them for the area."""
    place = place_of(request)
    return replace(place, guard=Guard(open_rows=True)) if gives_for_area(request.standing, place.area.pk) else place
