"""What rules ask of facts outside a return: the register of schools, and how many plans there were a year before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from goldenthread.core import wall
from goldenthread.people.models import Area, Organisation
from goldenthread.plans.models import Plan

from .checking.around import Beyond
from .structure import collections

#: Kinds of establishment that a plan seldom names: the register's own words.
UNUSUAL = frozenset({"Offshore schools", "British schools overseas", "Service children’s education", "Service children's education", "Children's centre", "Online provider"})


@dataclass(frozen=True, slots=True)
class Registered:
    """One establishment of the register. The register's published files do not say of units and resourced provision."""

    closed_on: date | None
    unusual: bool
    has_sen_unit: bool | None = None
    has_resourced_provision: bool | None = None


def beyond(area: Area | None, year: int) -> Beyond:
    """What is known here beside the return of one area and year. A register that was never taken in says nothing."""
    return Beyond(establishment=_register(), plans_last_year=plans_on_census_day(area, year - 1) if area else None)


def _register() -> Callable[[str], Registered | None] | None:
    rows = Organisation.objects.exclude(urn=None).values_list("urn", "closed_on", "establishment_type")
    known = {str(urn): Registered(closed_on, kind in UNUSUAL) for urn, closed_on, kind in rows}
    return known.get if known else None


def plans_on_census_day(area: Area, year: int) -> int | None:
    """How many plans the area had in force on that year's census day; None where that year is not known."""
    when = collections().get(year)
    if when is None:
        return None
    day = when.census_date
    with wall.lifted(because="count last year’s plans for the return’s checks"):
        return Plan.objects.filter(
            Q(ceased_on=None) | Q(ceased_on__gt=day), child__area=area, made_on__lte=day
        ).count()
