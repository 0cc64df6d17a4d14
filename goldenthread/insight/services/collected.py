"""Returns of services, for the calendar on which figures are collected: somebody is reminded of each before its day and once it is late."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Min
from django.urls import reverse

from goldenthread.people.models import Area

from ..collecting.rounds import Came
from ..collecting.sources import Given, Source, given_from
from .models import Service, ServiceReturn

KIND = "service"


def _returns(area: Area) -> list[Given]:
    found = Service.objects.filter(area=area, ended_on=None).select_related("organisation")
    return [Given(str(each.pk), f"Return of {each.name}", each.organisation.name, f"{reverse('insight:send_return', args=[each.pk])}?area={area.code}") for each in found]


def _came(area: Area, keys: Iterable[str], on: date) -> dict[str, list[Came]]:
    found: dict[str, list[Came]] = {}
    rows = ServiceReturn.objects.that_count().filter(service__area=area, service__in=list(keys), sent_on__lte=on).order_by()
    for service, quarter, first in rows.values_list("service_id", "quarter").annotate(Min("sent_on")):
        found.setdefault(str(service), []).append(Came(quarter, first))
    return found


given_from(Source(KIND, "Returns of services", _returns, _came))
