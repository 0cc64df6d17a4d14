"""When settings are open: the area's term dates, or one setting's own."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, readings
from goldenthread.core.refusals import Refused, allowed
from goldenthread.people.models import Area, Organisation

from .. import actions
from ..actions.terms import check_terms
from ..forms import TermForm
from ..models import TermDates
from .finding import acting
from .sheet import settings_spoken_for


def _where(request: Any) -> tuple[Area, Organisation | None]:
    """The area whose dates these are, and the setting where they are one setting's own."""
    standing = request.standing
    own = Organisation.objects.filter(pk__in=settings_spoken_for(standing)).select_related("area").order_by("pk").first()
    if own is not None and own.area is not None:
        return own.area, own
    area = Area.objects.filter(pk__in=standing.own_area_ids).order_by("pk").first()
    if area is None:
        raise Http404
    return area, None


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "list", reads=False)
def terms(request: Any) -> HttpResponse:
    """The dates, and a form for another half term."""
    area, setting = _where(request)
    may = allowed(check_terms, request.standing, area.pk, setting)
    form = TermForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with suppress(form_keys.AlreadySent):
            try:
                with form_keys.once(form, user_id=request.user.pk, result_url=reverse("provision:terms")):
                    actions.set_term(
                        area=area, organisation=setting, term=said["term"], first_on=said["first_on"], last_on=said["last_on"], by=acting(request), on=request.standing.on
                    )
            except Refused as refused:
                form.add_error("first_on", refused.sentence)
                return _show(request, area, setting, form, may)
            messages.success(request, "The dates are saved")
        return redirect("provision:terms")
    return _show(request, area, setting, form, may)


def _show(request: Any, area: Area, setting: Organisation | None, form: TermForm, may: bool) -> HttpResponse:
    readings.read(request, page="provision.terms", children=[])
    known = TermDates.objects.filter(area=area, removed_on__isnull=True)
    own = list(known.filter(organisation=setting).order_by("first_on"))
    of_area = list(known.filter(organisation__isnull=True).order_by("first_on")) if setting else own
    return render(request, "provision/terms.html", {"area": area, "setting": setting, "form": form, "own": own, "of_area": of_area, "may": may})


@require_POST
@needs("provision", "list", reads=False)
def remove_term(request: Any, term_id: UUID) -> HttpResponse:
    """Half a term is taken out."""
    area, setting = _where(request)
    found = TermDates.objects.filter(pk=term_id, area=area, organisation=setting, removed_on__isnull=True).select_related("area", "organisation").first()
    if found is None:
        raise Http404
    try:
        actions.remove_term(term=found, by=acting(request), on=request.standing.on)
        messages.success(request, "The dates were taken out")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("provision:terms")
