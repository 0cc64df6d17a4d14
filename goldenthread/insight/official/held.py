"""Official figures as they are shown: the newest with its day and source, what it was before, and those it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from goldenthread.people.models import Area

from .declared import OFFICIAL, Official
from .models import OfficialFigure


@dataclass(frozen=True, slots=True)
class Shown:
    """One official figure of an area: the newest on or before a day, the one before it, and those of others for the same day."""

    of: Official
    now: OfficialFigure
    before: OfficialFigure | None = None
    beside: dict[str, float] = field(default_factory=dict)

    @property
    def value(self) -> float:
        return float(self.now.value)


def newest(area_id: int, at: date) -> dict[str, Shown]:
    """What is held of an area as at a day, by figure, in the order in which they are declared. One question."""
    rows: dict[str, dict[str, list[OfficialFigure]]] = {}
    for each in OfficialFigure.objects.filter(area_id=area_id, on__lte=at).exclude(of="district").select_related("checked_by").order_by("-on"):
        rows.setdefault(each.key, {}).setdefault(each.of, []).append(each)
    found = {}
    for key, declared in OFFICIAL.items():
        own = rows.get(key, {}).get("area", [])
        if own:
            beside = {of: float(each.value) for of, held in rows[key].items() if of != "area" for each in held if each.on == own[0].on}
            found[key] = Shown(declared, own[0], own[1] if len(own) > 1 else None, beside)
    return found


def of_districts(area_id: int, at: date) -> dict[str, dict[str, float]]:
    """By figure: the newest value of each postcode district on or before a day. One question."""
    found: dict[str, dict[str, float]] = {}
    for each in OfficialFigure.objects.filter(area_id=area_id, of="district", on__lte=at).order_by("on"):
        found.setdefault(each.key, {})[each.district] = float(each.value)
    return found


def sources_of_districts(area_id: int, at: date) -> dict[str, str]:
    """By figure: of what time the newest of a district is, and where it was published. One question."""
    rows = OfficialFigure.objects.filter(area_id=area_id, of="district", on__lte=at).order_by("on").values_list("key", "period", "source").distinct()
    return {key: f"{period}, {source}" for key, period, source in rows}


def per_thousand(number: float | None, population: float | None) -> float | None:
    """So many of a thousand, to one decimal; None where either is not known. From numbers as they are shown, so that it tells no more."""
    return None if number is None or not population else round(1000 * number / population, 1)


def unchecked(area: Area, on: date) -> QuerySet[OfficialFigure]:
    """What the page of a day shows and nobody has held against its source yet: the newest of each figure and the one before it, of the
    area and of those beside it. Districts stand on no page with their sources, so nobody is taken to have checked them."""
    days = [(each.key, each.on) for shown in newest(area.pk, on).values() for each in (shown.now, shown.before) if each]
    shown_there = reduce(or_, (Q(key=key, on=day) for key, day in days), Q(pk=None))
    return OfficialFigure.objects.filter(shown_there, area=area, checked_on=None).exclude(of=OfficialFigure.Of.DISTRICT)
