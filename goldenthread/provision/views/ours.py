"""What a body gives: its lines, by child, with a tap for each of the newest weeks."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access import permissions
from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.people.children import visible

from .. import board, rhythm
from ..keeping import terms_of
from ..models import DeliveryRecord, WatchedLine
from ..policies import Side
from ..reading import COLUMNS, line_reference
from .child import QUICK_WHYS
from .sheet import settings_spoken_for

MOST_LINES = 500


def bodies_spoken_for(standing: Any) -> list[int]:
    """The bodies whose lines this person answers for."""
    return list(dict.fromkeys(seat.organisation_id for seat in standing.seats if "line" in permissions.scopes(seat.role, "provision", "create")))


def lines_given(standing: Any) -> list[WatchedLine]:
    """The lines that this person's bodies give, of children that they may know of."""
    found = WatchedLine.objects.filter(visible(standing, standing.on, "child__"), deliverer_id__in=bodies_spoken_for(standing))
    return list(found.select_related("child__area", "line__body", "deliverer", "setting").order_by("child__forename", "child_id", "section", "line__position", "pk")[:MOST_LINES])


@require_safe
@needs("provision", "list", reads=True)
def ours(request: Any) -> HttpResponse:
    """Every line that this person's bodies give."""
    standing, today = request.standing, request.standing.on
    rows = lines_given(standing)
    readings.read(request, page="provision.ours", children=dict.fromkeys(row.child_id for row in rows), scope="line")
    since = rhythm.monday(today)
    records = board.records_of(rows)
    terms = terms_of({row.child.area_id for row in rows}, {row.setting_id for row in rows if row.setting_id})
    sides = [str(Side.DELIVERER)]
    views = [
        board.view_of(row, records[row.lineage], terms, today, sides, board.CARD_WEEKS, labels=board.labels_of({row.lineage: records[row.lineage]}, None, "", False))
        for row in rows
    ]
    return render(
        request, "provision/ours.html",
        {
            "views": views, "today": today, "since": since, "why_words": dict(DeliveryRecord.Why.choices),
            "quick_whys": QUICK_WHYS, "has_sheet": bool(settings_spoken_for(standing)),
        },
    )  # fmt: skip


@require_safe
@needs("provision", "list", reads=True)
def list_file(request: Any) -> HttpResponse:
    """A file to fill in: a row for each line that this person's bodies give, and for a setting each of its children's."""
    standing = request.standing
    rows = lines_given(standing)
    mine = settings_spoken_for(standing)
    if mine:
        rows += list(WatchedLine.objects.filter(visible(standing, standing.on, "child__"), setting_id__in=mine).select_related("child", "line").order_by("child_id", "pk")[:MOST_LINES])
    readings.read(request, page="provision.list_file", children=dict.fromkeys(row.child_id for row in rows), scope="line")
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*COLUMNS, "Child’s first name", "What is promised"])
    for row in rows:
        writer.writerow([row.child.reference, line_reference(row.lineage), "", "", "", "", _plain(row.child.known_as), _plain(row.line.text[:200])])
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="lines-we-give.csv"'
    return answer


def _plain(words: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in "=+-@\t\r" else words
