"""What a parent had before the rights passed to the young person, and goes on having."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.casework.models import Correspondence
from goldenthread.core import readings
from goldenthread.people.children import visible
from goldenthread.people.models import Child
from goldenthread.people.papers import had_before

from .. import passing


def of_before(request: Any, child_id: UUID) -> Child | None:
    """A child whose parent this person was before the rights passed."""
    return _before(request).filter(pk=child_id).first()


def all_of_before(request: Any) -> list[Child]:
    """Every such child."""
    return list(_before(request).order_by("date_of_birth", "pk")[:20])


def _before(request: Any) -> Any:
    on = request.standing.on
    ties = passing.ties_before(request.user, on)
    return Child.objects.filter(visible(request.standing, on), pk__in=ties.values("child_id")).select_related("area")


def what_they_had(request: Any, found: Child) -> HttpResponse:
    """A parent's page once the rights are the young person's: what they had before, and what to do for more."""
    on = request.standing.on
    readings.read(request, page="portal.what_they_had", children=[found], scope="own")
    papers = had_before(found, request.user.pk, on).select_related("file").order_by("-made_on", "title")
    said = Correspondence.objects.filter(child=found, adult__user_id=request.user.pk).select_related("by").order_by("-said_at", "-pk")
    return render(request, "portal/what_they_had.html", {"child": found, "papers": list(papers[:100]), "said": list(said[:100])})

