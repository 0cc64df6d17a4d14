"""How this installation reads the law where it can be read in two ways."""

from dataclasses import fields

from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.law.cite import CHECKED_ON
from goldenthread.law.days import in_words
from goldenthread.law.settings import DEFAULT


@require_safe
@needs("request", "list", reads=False)
def settings(request):
    """Each assumed reading: what it is, how it stands here, and the text that it reads."""
    readings = [
        (one.name.replace("_", " ").capitalize(), one.metadata["says"], _in_words(getattr(DEFAULT, one.name)), one.metadata["source"])
        for one in fields(DEFAULT)
    ]
    return render(request, "desk/law_settings.html", {"settings": readings, "checked_on": in_words(CHECKED_ON)})


def _in_words(value) -> str:
    match value:
        case bool():
            return "On" if value else "Off"
        case (month, day):
            return in_words(CHECKED_ON.replace(month=month, day=day)).rsplit(" ", 1)[0]
        case _:
            return str(value).replace("_", " ")
