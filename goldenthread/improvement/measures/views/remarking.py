"""The page on which a partner says what it thinks of a measure."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import clock
from goldenthread.improvement.actions.versions import partners_of
from goldenthread.improvement.views.finding import ask

from .. import actions, policies
from ..figures import value_of
from ..forms import RemarkForm
from ..found import measure_of
from ..remarks import shown_of
from ..units import day, target_words


@require_http_methods(["GET", "POST"])
@needs("improve", "view")
def say(request: Any, measure_id: UUID) -> HttpResponse:
    """Comment on a measure for a partner, sign its figure off, or differ."""
    found, today = measure_of(request, measure_id), clock.today()
    partners = partners_of(found.plan, today)
    mine = policies.speaks_for(request.standing, found.plan, partners)
    if partners and not mine:
        raise PermissionDenied(policies.NOT_YOURS)
    form = RemarkForm(request.POST or None, partners=[(one.pk, one.name) for one in mine], initial={"partner": mine[0].pk} if len(mine) == 1 else {})
    value = value_of(found, at=today, exact=False)
    figure = f"The figure that everybody is shown: {shown_of(found, value)}{f' on {day(value.on)}' if value.on else ''}. Target: {target_words(found)}."

    def do(said: dict[str, Any]) -> None:
        partner = next(one for one in mine if str(one.pk) == str(said["partner"]))
        actions.remark(measure=found, partner=partner, stance=said["stance"], name=said["name"], words=said["words"], by=request.user, on=today)

    lead = "" if partners else "No body signs the plan yet. Name those that do under its versions first."
    return ask(
        request, form, do, heading="What a partner says of this measure", caption=found.words, lead=lead, shown=figure, back=reverse("improvement:measure", args=[found.pk]),
        button="Keep it", done="It is kept.",
    )  # fmt: skip
