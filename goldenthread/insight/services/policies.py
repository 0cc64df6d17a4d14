"""Who may see a service's figures and how, who sends its return, and who says which services there are.

Whoever is concerned with the area's contracts, and an analyst, sees numbers as they are; a service's own people see their own
service as it is, and no other. Whoever may see the area's totals sees all services with small numbers hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from goldenthread.access import permissions
from goldenthread.core.refusals import NotAllowed
from goldenthread.people.models import Area
from goldenthread.people.policies import standing_of, who_may
from goldenthread.people.standing import Standing

from ..dashboards.entrance import OF_AN_AREA
from ..guarding import Guard
from .models import Service

#: An analyst works with rows that name nobody, which these are.
ROWS = frozenset({"area", "deid"})


def own_bodies(standing: Standing, action: str) -> set[int]:
    """Organisations whose contracts are this person's own."""
    return {seat.organisation_id for seat in standing.seats if "org" in permissions.scopes(seat.role, "contract", action)}


def may_send(standing: Standing | None, service: Service) -> bool:
    """Whether somebody may give a service's return: its own people, the commissioner, the head of SEND, an analyst. A job may."""
    return standing is None or service.area_id in standing.areas_where("contract", "create", ROWS) or service.organisation_id in own_bodies(standing, "create")


def check_may_send(by: Any, service: Service, on: date) -> None:
    """Refuse everybody else."""
    if not may_send(standing_of(by, on), service):
        raise NotAllowed(f"Your role does not let you give the return of {service.name}. {who_may('contract', 'create')}")


def may_set(standing: Standing | None, area_id: int) -> bool:
    """Whether somebody says which services an area has, and what it must be told of them."""
    return standing is None or area_id in standing.areas_where("contract", "update", ROWS)


def check_may_set(by: Any, area: Area, on: date) -> None:
    """Refuse everybody else."""
    if not may_set(standing_of(by, on), area.pk):
        raise NotAllowed(f"Your role does not let you change the services of {area.name}. {who_may('contract', 'update')}")


@dataclass(frozen=True)
class View:
    """What a reader may see of an area's services on a day. `whole`: every service is open to them, guarded or not; `rows`: so are the area's children."""

    area: Area
    on: date
    exact_area: bool
    whole: bool
    bodies: frozenset[int]
    rows: bool = False

    def all_services(self) -> QuerySet[Service]:
        """The services that may be seen, those that have ended among them: what they told stays."""
        found = Service.objects.filter(area=self.area).select_related("organisation")
        return found if self.whole else found.filter(organisation__in=self.bodies)

    def services(self, day: date | None = None) -> QuerySet[Service]:
        """Those of them that had not ended on a day: today, where none is named."""
        return self.all_services().filter(Q(ended_on=None) | Q(ended_on__gt=day or self.on))

    def guard(self, service: Service) -> Guard:
        """How the numbers of a service are shown to them."""
        return Guard(open_rows=self.exact_area or service.organisation_id in self.bodies)

    @property
    def all_exact(self) -> bool:
        """Whether nothing on a page of theirs is hidden."""
        return self.exact_area or not self.whole

    @property
    def query(self) -> str:
        """What a link to another page of the same area ends with."""
        return f"?area={self.area.code}"


def view_of(request: Any) -> View:
    """The area that was asked for, or the first of the reader's own. 404 for one that is not theirs."""
    standing = request.standing
    exact = set(standing.areas_where("contract", "view", ROWS))
    totals = set(standing.areas_where("agg", "view", OF_AN_AREA))
    bodies = own_bodies(standing, "view")
    own = {seat.area_id for seat in standing.seats if seat.organisation_id in bodies and seat.area_id}
    code = request.GET.get("area")
    found = Area.objects.filter(pk__in=exact | totals | own).order_by("name", "pk")
    area = None if code is not None and "\0" in code else (found.filter(code=code) if code is not None else found).first()
    if area is None:
        raise Http404("No area of yours has that number.")
    return View(area, standing.on, area.pk in exact, area.pk in exact | totals, frozenset(bodies), area.pk in standing.areas_where("agg", "view"))


def service_of(view: View, service_id: Any) -> Service:
    """A service that may be seen, one that has ended too; or 404."""
    found = view.all_services().filter(pk=service_id).first()
    if found is None:
        raise Http404("There is no such service.")
    return found
