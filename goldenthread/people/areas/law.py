"""How an area reads the law: shown to its administrator, who may choose another reading."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.fresh import fresh
from goldenthread.core import clock
from goldenthread.core.actions import action, record
from goldenthread.core.form_fields import ChoiceField, Form, TextareaField
from goldenthread.core.form_fields.words import WholeNumberField
from goldenthread.core.refusals import Refused

from .. import law_readings as law
from ..models import Area, LawReading
from ..policies import check_may_in_area, standing_of


@action
def set_law_reading(*, area: Area, name: str, value: Any, why: str, by: Any, on: date) -> LawReading:
    """The area reads this part of the law so from today. A job counts its clocks anew; what was met or decided stays."""
    check_may_in_area(standing_of(by, on), area, "config", "update")
    if not law.acceptable(name, value):
        raise TypeError(f"{name} cannot be {value!r}")
    law.forget()
    before = getattr(law.settings_of(area.pk), name)
    if before == value:
        raise Refused("The law is read so here already. Choose another reading, or go back.")
    reading = LawReading.objects.create(area=area, name=name, value=value, why=why, set_on=on, set_by_id=getattr(by, "pk", None))
    record("people.set_law_reading", subject=reading, fact={"area": area.code, "name": name, "was": before, "is": value}, why=why)
    law.forget()
    connection.on_commit(law.forget)
    from ..tasks import count_anew  # the task imports what acts

    count_anew.configure(lock=f"people.count_anew.{area.pk}", schedule_in={"seconds": law.KEPT_FOR + 5}).defer(reading_id=str(reading.pk))
    return reading


class ReadingForm(Form):
    """Another reading, and why."""

    def __init__(self, *args: Any, name: str, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"value": {True: "on", False: "off"}.get(now, now) if isinstance(now, bool) else now}})
        label = law.spoken(name)
        if isinstance(now, bool):
            self.fields["value"] = ChoiceField(label=label, choices=[("on", "On"), ("off", "Off")], missing="Select on or off")
        elif name in law.CHOICES:
            self.fields["value"] = ChoiceField(label=label, choices=list(law.CHOICES[name].items()), missing="Select a reading")
        else:
            self.fields["value"] = WholeNumberField(label=label, least=law.LEAST, most=law.MOST, missing="Enter a whole number")
        self.fields["why"] = TextareaField(
            label="Why the area reads it so", help_text="Such as whose advice this follows", max_length=500, rows=3, missing="Enter why the area reads it so"
        )
        self.switch = isinstance(now, bool)

    @property
    def value(self) -> Any:
        """What was chosen, as the law takes it."""
        chosen = self.cleaned_data["value"]
        return chosen == "on" if self.switch else chosen


@needs("config", "update")
@require_safe
def readings(request: Any) -> HttpResponse:
    """Each reading as it holds in the area, who chose it, and how far its dates follow."""
    area, others = _area(request)
    held, chosen = law.settings_of(area.pk), _newest(area)
    rows = [
        {
            "name": name, "words": law.spoken(name), "says": each.metadata["says"], "source": each.metadata["source"],
            "value": law.in_words(name, getattr(held, name)), "set": chosen.get(name),
        }
        for name, each in law.MAY_BE_SET.items()
    ]  # fmt: skip
    working = LawReading.objects.filter(area=area, finished_at=None).first()
    return render(request, "people/law_readings.html", {"area": area, "others": others, "rows": rows, "working": working})


@needs("config", "update")
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def change_reading(request: Any, name: str) -> HttpResponse:
    """Choose another reading for the area."""
    area, _ = _area(request)
    if name not in law.MAY_BE_SET:
        raise Http404
    now = getattr(law.settings_of(area.pk), name)
    form = ReadingForm(request.POST or None, name=name, now=now)
    back = f"{reverse('law_readings')}?area={area.code}"
    if request.method == "POST" and form.is_valid():
        try:
            set_law_reading(area=area, name=name, value=form.value, why=form.cleaned_data["why"], by=request.user, on=clock.today())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The reading is changed. The area’s dates are counted anew; this page says how far.")
            return redirect(back)
    told = {"area": area, "form": form, "back": back, "words": law.spoken(name), "about": law.MAY_BE_SET[name].metadata}
    return render(request, "people/change_law_reading.html", told)


def _newest(area: Area) -> dict[str, LawReading]:
    found = LawReading.objects.filter(area=area).select_related("set_by").order_by("name", "-set_at").distinct("name")
    return {each.name: each for each in found}


def _area(request: Any) -> tuple[Area, list[Area]]:
    """The area that is meant (`?area=` and its number; otherwise the first), and the others that it may be."""
    places = list(Area.objects.filter(pk__in=request.standing.areas_where("config", "update")).order_by("name"))
    code = request.GET.get("area") or (places[0].code if places else "")
    chosen = next((area for area in places if area.code == code), None)
    if chosen is None:
        raise Http404("There is no such area of yours.")
    return chosen, [area for area in places if area != chosen]
