"""The measures of a plan as a file, with the numbers that the page shows."""

from __future__ import annotations

import csv
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs

from ..export import COLUMNS, lines_of
from ..found import plan_of, sees_rows
from .showing import as_at


@require_safe
@needs("improve", "list")
def measures_file(request: Any, plan_id: UUID) -> HttpResponse:
    """CSV: a line for each measure, as at the day that was asked for."""
    plan = plan_of(request, plan_id, "list")
    _, at = as_at(request)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="measures-{at:%Y-%m-%d}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    writer.writerows(lines_of(plan, at=at, exact=sees_rows(request, plan)))
    return answer
