"""Measures whose figures somebody enters, for the calendar on which figures are collected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Min, Q
from django.urls import reverse

from goldenthread.insight.collecting.rounds import Came
from goldenthread.insight.collecting.sources import Given, Source, given_from
from goldenthread.people.models import Area

from .models import Measure, MeasureValue


def _entered(area: Area) -> list[Given]:
    found = Measure.objects.filter(plan__area=area, source=Measure.Source.ENTERED, dropped_on=None).order_by("words", "pk")
    return [Given(str(each.pk), each.words, each.source_words, reverse("improvement:measure", args=[each.pk])) for each in found]


def _came(area: Area, keys: Iterable[str], on: date) -> dict[str, list[Came]]:
    found: dict[str, list[Came]] = {}
    rows = MeasureValue.objects.filter(measure__plan__area=area, measure_id__in=list(keys), entered_on__lte=on).order_by()
    first = rows.values_list("measure_id", "on").annotate(Min("entered_on"), standing=Count("pk", filter=Q(replaced_on=None)))
    for measure, at, entered, _ in first.filter(standing__gt=0):  # one that was put right later came when it first came
        found.setdefault(str(measure), []).append(Came(at, entered))
    return found


given_from(Source("measure", "Measures of improvement plans", _entered, _came))
