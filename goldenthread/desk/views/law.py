"""How an area reads the law where it can be read in two ways."""

from dataclasses import fields

from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.law.cite import CHECKED_ON
from goldenthread.law.days import in_words
from goldenthread.law.settings import DEFAULT
from goldenthread.people.law_readings import settings_of
from goldenthread.people.models import Area


@require_safe
@needs("request", "list", reads=False)
def settings(request):
    """Each assumed reading: what it is, how it stands in the areas where this person works, and the text that it reads."""
    areas = Area.objects.filter(pk__in=request.standing.own_area_ids).order_by("name")
    readings = [
        (one.name.replace("_", " ").capitalize(), one.metadata["says"], _held(areas, one.name), one.metadata["source"])
        for one in fields(DEFAULT)
    ]
    return render(request, "desk/law_settings.html", {"settings": readings, "checked_on": in_words(CHECKED_ON)})


def _held(areas, name: str) -> str:
    """How a reading stands: once where all areas agree, otherwise for each."""
    held = {area: _in_words(getattr(settings_of(area.pk), name)) for area in areas}
    if len(set(held.values())) < 2:
        return next(iter(held.values()), _in_words(getattr(DEFAULT, name)))
    return "; ".join(f"{area.name}: {words}" for area, words in held.items())


def _in_words(value) -> str:
    match value:
        case bool():
            return "On" if value else "Off"
        case (month, day):
            return in_words(CHECKED_ON.replace(month=month, day=day)).rsplit(" ", 1)[0]
        case _:
            return str(value).replace("_", " ")
