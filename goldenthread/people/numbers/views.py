"""The page of a child's numbers: what is on record, who held it against what and when, and the next check."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.refusals import Refused, allowed
from goldenthread.law.identifiers import nhs_number_in_words

from ..models import Child, NumberCheck
from ..policies import check_may
from .actions import FIELDS, check_number
from .forms import CheckNumberForm


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ident", "update", reads=True)
def numbers(request: Any, child_id: UUID) -> HttpResponse:
    """A child's NHS number and UPN with their checks; a check is recorded here."""
    found = Child.objects.visible_to(request.standing).filter(pk=child_id).first()
    if found is None or not allowed(check_may, request.standing, found, "ident", "update"):
        raise Http404
    readings.read(request, page="people.numbers", children=[found])
    form = CheckNumberForm(request.POST if request.method == "POST" else None, initial={"checked_on": request.standing.on})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            check_number(
                child=found, kind=said["kind"], number=said["number"], source=said["source"], checked_on=said["checked_on"],
                replaces=bool(said["replaces"]), by=request.user, on=request.standing.on,
            )  # fmt: skip
        except Refused as refused:
            form.add_error("number", refused.sentence)
        else:
            messages.success(request, "The check is on the record.")
            return redirect("numbers", child_id=found.pk)
    checks = list(NumberCheck.objects.filter(child=found).select_related("by")[:50])
    shown = []
    for kind, (field, _) in FIELDS.items():
        number = getattr(found, field)
        newest = next((each for each in checks if each.kind == kind and each.number == number), None) if number else None
        shown.append({"kind": kind.label, "number": said_aloud(kind, number), "newest": newest})
    before = [(each, said_aloud(each.kind, each.number)) for each in checks]
    return render(request, "people/numbers.html", {"child": found, "form": form, "shown": shown, "before": before})


def said_aloud(kind: str, number: str) -> str:
    """A number as people read it."""
    return nhs_number_in_words(number) if number and kind == NumberCheck.Kind.NHS else number
