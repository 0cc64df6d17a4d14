"""A school's own dashboard: its pupils with plans, what is late of its own and of the council's, and how the area does beside it.

Whoever sees it may open every pupil it counts, so its numbers are as they are; those of the area beside it are guarded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Chart, bars_across
from goldenthread.people.models import Organisation

from ..guarding import Guard
from ..pictures import NEEDS
from . import moved
from .entrance import Place

#: What of the area a school is shown beside its own.
BESIDE = ("EHC01", "EHC05", "AR03", "AR06", "PRV01")


@dataclass(frozen=True, slots=True)
class Own:
    """A school's own counts: pupils by stage, asks for advice and consultations that wait, those past their date, reviews past theirs."""

    stages: dict[str, int]
    needs: list[tuple[str, int]]
    late: int
    advice: int
    advice_late: int
    consultations: int
    consultations_late: int
    reviews_late: int


@require_safe
@needs("agg", "view")
def school(request: Any) -> HttpResponse:
    """The school of whoever asks; one of several by its key."""
    seats = [seat for seat in request.standing.seats if seat.role == "setting_staff"]
    bodies = list(Organisation.objects.filter(pk__in=[seat.organisation_id for seat in seats]).select_related("area").order_by("name"))
    chosen = next((each for each in bodies if "school" not in request.GET or str(each.urn) == request.GET["school"]), None)
    if chosen is None:
        raise Http404("That school is not yours.")
    own = counted(chosen.pk, request.standing.on)
    moves: Sequence[moved.Move] = ()
    if chosen.area:
        moves = moved.moves(BESIDE, Place(chosen.area, request.standing.on, Guard(open_rows=False), rows=False))
    return render(
        request, "insight/dashboards/school.html",
        {
            "school": chosen, "on": request.standing.on, "counts": counts(own), "made": picture(own), "moves": moves, "moved": moved.sentence(moves), "any": bool(own.stages),
            "month": moves[0].now.at if moves else None,
            "tabs": [{"text": each.name, "href": f"?school={each.urn}", "current": each.pk == chosen.pk} for each in bodies] if len(bodies) > 1 else [],
        },
    )  # fmt: skip


def counted(school_id: int, on: date) -> Own:
    """Behind the school's own wall: only pupils whom it may open are counted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stage, need, count(*), count(*) FILTER (WHERE next_due_on < %s) FROM casework_case WHERE open AND setting_id = %s GROUP BY 1, 2", [on, school_id]
        )
        rows = cursor.fetchall()
        cursor.execute(
            """
            SELECT count(*), count(*) FILTER (WHERE a.due_on < %(on)s) FROM casework_advicerequest a JOIN casework_case c ON c.child_id = a.child_id AND c.open
             WHERE a.asked_of_id = %(school)s AND a.asked_on IS NOT NULL AND a.received_on IS NULL AND a.withdrawn_on IS NULL
            """,
            {"on": on, "school": school_id},
        )
        advice, advice_late = cursor.fetchone()
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE due_on < %(on)s) FROM casework_consultation WHERE setting_id = %(school)s AND replied_on IS NULL AND withdrawn_on IS NULL",
            {"on": on, "school": school_id},
        )
        consulted, consulted_late = cursor.fetchone()
        cursor.execute(
            """
            SELECT count(DISTINCT d.child_id) FROM people_deadline d JOIN casework_case c ON c.child_id = d.child_id AND c.setting_id = %(school)s AND c.open
             WHERE d.clock IN ('AR-FIRST12', 'AR-NEXT12') AND d.due_on < %(on)s AND d.met_on IS NULL AND d.lifted_on IS NULL AND d.ended_on IS NULL
            """,
            {"on": on, "school": school_id},
        )
        reviews = cursor.fetchone()[0]
    stages: dict[str, int] = {}
    by_need: dict[str, int] = {}
    for stage, need, count, _ in rows:
        stages[stage] = stages.get(stage, 0) + count
        if stage == "plan":
            by_need[need] = by_need.get(need, 0) + count
    return Own(
        stages, sorted(by_need.items(), key=lambda pair: (-pair[1], pair[0])), sum(row[3] for row in rows), advice, advice_late, consulted, consulted_late,
        reviews,
    )  # fmt: skip


def counts(own: Own) -> list[dict[str, str]]:
    """The tiles, each with the page behind it."""
    rows = [
        ("Pupils with a plan", own.stages.get("plan", 0), ""), ("Being assessed", sum(own.stages.get(stage, 0) for stage in ("deciding", "assessing", "drafting")), ""),
        ("Annual reviews past their date", own.reviews_late, "/reviews"), ("Advice asked of you", own.advice, "/advice"), ("Of it past its date", own.advice_late, "/advice"),
        ("Consultations to answer", own.consultations, "/consultations"), ("Of them past their date", own.consultations_late, "/consultations"),
    ]  # fmt: skip
    return [{"name": name, "value": f"{count:,}", "href": href} for name, count, href in rows]


def picture(own: Own) -> Chart:
    """Pupils with plans by need."""
    first = NEEDS.get(own.needs[0][0], own.needs[0][0]).lower() if own.needs else ""
    return bars_across(
        identity="needs", title="Pupils with a plan, by main type of need", heading="Type of need", labels=[NEEDS.get(code, code) for code, _ in own.needs], values=[count for _, count in own.needs],
        value_name="Pupils", sentence=f"The commonest main need is {first}." if first else "No pupil here has a plan in force.",
    )  # fmt: skip
