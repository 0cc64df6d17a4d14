"""The board paper: the dashboard that is on the screen, as a tagged PDF for a board's pack. One context makes both, so no number differs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import Chart
from goldenthread.core.charts.drawing import on_paper
from goldenthread.core.documents_out.letter import printable
from goldenthread.core.documents_out.pdf import typeset
from goldenthread.core.form_fields.reading import long_date

from .area import as_seen, context
from .boards import boards_of
from .entrance import OF_AN_AREA, Place, place_of

HERE = Path(__file__).parent
#: The look of a chart's parts, which the sheet gives them on a page.
LOOK = (
    ".gt-axis{stroke:#0b0c0c;stroke-width:1}.gt-grid{stroke:#dcd8cc}.gt-tick,.gt-label{font-family:'Noto Sans';font-size:14px;fill:#0b0c0c}.gt-label{font-weight:bold}"
    ".gt-s1{stroke:#0e4a57;fill:#0e4a57}.gt-s2{stroke:#b3620a;fill:#b3620a}.gt-s3{stroke:#5a3a86;fill:#5a3a86}.gt-line{fill:none;stroke-width:3}"
    ".gt-line.gt-s2{stroke-dasharray:8 4}.gt-bar{stroke:#fff}.gt-stripe{fill:none;stroke:#fff;stroke-width:1.5}.gt-range{fill:#d9cba0}.gt-behind{fill:#fff}.gt-ref{stroke:#0b0c0c;stroke-dasharray:2 4}"
)
_NAMED = re.compile(r"<(title|desc)[^>]*>.*?</\1>", re.DOTALL)


@require_safe
@needs("agg", "export")
def paper(request: Any) -> HttpResponse:
    """The dashboard of `?for=`, or the reader's own, as PDF."""
    place = place_of(request)
    if place.area.pk not in request.standing.areas_where("agg", "export", OF_AN_AREA):
        raise Http404("That paper is not yours to take away.")
    boards = boards_of(request.standing, place.area.pk)
    chosen = next((each for each in boards if "for" not in request.GET or each.key == request.GET["for"]), None)
    if chosen is None:
        raise Http404("That dashboard is not yours to open.")
    place = as_seen(place, chosen)
    shown = context(request, place, chosen, boards)
    response = HttpResponse(drawn(place, shown), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{place.area.code}-{chosen.key}-{place.on:%Y-%m-%d}.pdf"'
    return response


def drawn(place: Place, shown: dict[str, Any]) -> bytes:
    """The PDF of what the page shows."""
    return typeset(HERE / "paper.typ", {"paper": json.dumps(told(place, shown))}, day=place.on)


def told(place: Place, shown: dict[str, Any]) -> dict[str, Any]:
    """All that the paper says, in its order."""
    about = [f"As at {long_date(place.on)}, counted from the record itself."]
    if not place.rows:
        about.append("Numbers from 1 to 7 are shown as * and others to the nearest 5, so that nobody can be recognised.")
    month = f"{shown['month']:%B %Y}"
    parts = [
        _part("Today", "", ["Figure", "Today"], [[each["name"], each["value"]] for each in shown["counts"]]),
        _part(
            f"What moved in {month}", shown["moved"] + " Each counts over the twelve months to the end of the month, or on its last day.",
            ["Figure", "At the end of the month", "A month before", "Change"], [[f"{each.name}. {each.mark.words}" if each.mark else each.name, each.told, each.told_before, each.change] for each in shown["moves"]],
        ),
        *(_chart(each) for each in shown["charts"]),
    ]  # fmt: skip
    title = f"{place.area.name} in figures: {shown['board'].name}"
    return {"title": printable(title), "council": printable(place.area.council), "about": about, "parts": parts, "footer": printable(f"{title}, {long_date(place.on)}")}


def _part(title: str, sentence: str, headings: list[str], rows: list[list[str]], svg: str = "") -> dict[str, Any]:
    return {"title": title, "sentence": printable(sentence), "headings": headings, "rows": [[printable(cell) for cell in row] for row in rows], "svg": svg}


def _chart(made: Chart) -> dict[str, Any]:
    """A chart with its sentence and its table. Its title and words stand beside it, so the picture itself has none."""
    svg = _NAMED.sub("", on_paper(str(made.svg))).replace(">", f"><style>{LOOK}</style>", 1)
    return _part(made.table.caption, made.sentence, made.table.headings, made.table.rows, svg)
