"""Measures whose figures somebody enters, for the calendar on which figures are collected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

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
    rows = MeasureValue.objects.filter(measure__plan__area=area, measure_id__in=list(keys), entered_on__lte=on, replaced_on=None).order_by()
    for measure, at, entered in rows.values_list("measure_id", "on", "entered_on"):
        found.setdefault(str(measure), []).append(Came(at, entered))
    return found


given_from(Source("measure", "Measures of improvement plans", _entered, _came))
