"""Finding a school or other setting, or a health body, by what an officer types: its number, or words of its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When

from goldenthread.people.models import Area, Organisation

MOST = 10


def find_settings(text: str, area: Area) -> Sequence[Organisation]:
    """Open settings that fit, the area's own first, up to one more than `MOST`."""
    typed = text.strip()
    number = typed.upper().removeprefix("URN").strip()
    found = Organisation.objects.filter(kind=Organisation.Kind.SETTING, closed_on__isnull=True)
    if number.isascii() and number.isdecimal() and len(number) < 9:
        return list(found.filter(urn=int(number)))
    words = Q()
    for word in typed.replace("’", "'").split()[:6]:
        words &= Q(name__icontains=word)
    if not words:
        return []
    own = Case(When(Q(area=area) | Q(la_code=area.code), then=Value(0)), default=Value(1), output_field=IntegerField())
    fitting = list(found.filter(words).annotate(away=own).order_by("away", "name", "pk")[: MOST + 1])
    exact = [each for each in fitting if each.name.casefold() == typed.casefold()]
    return exact if len(exact) == 1 else fitting


def find_health_bodies(text: str) -> Sequence[Organisation]:
    """Health services and boards whose name holds these words, up to one more than `MOST`; one of that very name alone."""
    words = Q()
    for word in text.replace("’", "'").split()[:6]:
        words &= Q(name__icontains=word)
    kinds = (Organisation.Kind.HEALTH, Organisation.Kind.ICB)
    fitting = list(Organisation.objects.filter(words, kind__in=kinds, closed_on__isnull=True).order_by("name", "pk")[: MOST + 1])
    exact = [each for each in fitting if each.name.casefold() == text.strip().casefold()]
    return exact if len(exact) == 1 else fitting


def spoken(organisation: Any) -> str:
    """A setting as a choice: name, town and number."""
    parts = [organisation.name, organisation.town, f"URN {organisation.urn}" if organisation.urn else ""]
    return ", ".join(part for part in parts if part)
