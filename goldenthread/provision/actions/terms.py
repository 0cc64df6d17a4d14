"""When settings are open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.access import permissions
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law.days import in_words
from goldenthread.law.school_year import school_year
from goldenthread.people.models import Area, Organisation
from goldenthread.people.policies import standing_of

from .. import keeping
from ..models import TermDates, WatchedLine

LONGEST_DAYS = 120


def check_terms(standing: Any, area_id: int, organisation: Organisation | None) -> None:
    """This person keeps the dates of the area, or those of their own setting."""
    if standing is None:
        return
    for seat in standing.seats:
        scopes = permissions.scopes(seat.role, "provision", "update")
        if seat.area_id == area_id and "area" in scopes:
            return
        if organisation is not None and seat.organisation_id == organisation.pk and "roll" in scopes:
            return
    raise NotAllowed("Your role does not let you change these dates. Ask a team manager, or the setting itself for its own.")


@action
def set_term(*, area: Area, organisation: Organisation | None, term: str, first_on: date, last_on: date, by: Any, on: date) -> TermDates:
    """Half a term, for the whole area or for one setting of it."""
    check_terms(standing_of(by), area.pk, organisation)
    if last_on < first_on:
        raise Refused("The last day must be the same as or after the first day.")
    if (last_on - first_on).days > LONGEST_DAYS:
        raise Refused("Half a term is not as long as this. Check both dates.")
    known = TermDates.objects.filter(area=area, organisation=organisation, removed_on__isnull=True)
    over = known.filter(first_on__lte=last_on, last_on__gte=first_on).first()
    if over is not None:
        raise Refused(f"These days overlap with those from {in_words(over.first_on)} to {in_words(over.last_on)}. Take those out first.")
    made = TermDates.objects.create(
        area=area, organisation=organisation, year=school_year(first_on), term=term, first_on=first_on, last_on=last_on, set_by_id=getattr(by, "pk", None)
    )
    record("provision.set_term", subject=made, fact={"first_on": first_on, "last_on": last_on, "organisation": getattr(organisation, "pk", None)})
    _weeks_changed(area.pk, organisation)
    return made


@action
def remove_term(*, term: TermDates, by: Any, on: date) -> None:
    """These dates no longer hold."""
    check_terms(standing_of(by), term.area_id, term.organisation)
    if term.removed_on:
        raise Refused("These dates were taken out already.")
    term.removed_on = on
    term.save(update_fields=["removed_on"])
    record("provision.remove_term", subject=term, fact={"first_on": term.first_on})
    _weeks_changed(term.area_id, term.organisation)


def _weeks_changed(area_id: int, organisation: Organisation | None) -> None:
    """Where somebody spoke of weeks already, which of them make a fortnight is worked out again."""
    lines = WatchedLine.objects.filter(Q(area_id=area_id) | Q(child__area_id=area_id), child__delivery_records__isnull=False)
    if organisation is not None:
        lines = lines.filter(setting=organisation)
    if children := list(lines.order_by().values_list("child_id", flat=True).distinct()):
        keeping.refresh_lines(children)
