"""Taking in a published file of pupils' figures, and setting targets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.rows import insert_many
from goldenthread.people.models import Area

from ..figure_keepers import check_answers_for
from .measures import MEASURES
from .models import STATUSES, PupilFile, PupilRow, PupilTarget
from .reading import read_pupils


@action
def take_in_pupils(*, path: Path, measure: str, column: str = "", source: str = "", by: Any, on: date) -> int:
    """Take in a file of one measure, in place of what was held of its years. Gives how many figures; 0 where it was taken in before."""
    declared = MEASURES.get(measure)
    if declared is None:
        raise Refused(f"There is no measure {measure}. The measures are: {', '.join(MEASURES)}.")
    read = read_pupils(path, declared, column)
    newest = PupilFile.objects.filter(measure=measure).order_by("-pk").first()
    if newest and (newest.sha256, newest.column) == (read.sha256, read.column):
        record("insight.take_in_pupils", fact={"measure": measure, "figures": 0})
        return 0
    file = PupilFile.objects.create(
        measure=measure, name=read.name[:200], column=read.column[:80], source=(source.strip() or f"Department for Education, {declared.release} ({read.name})")[:300], sha256=read.sha256, taken_in_on=on,
    )  # fmt: skip
    PupilRow.objects.filter(measure=measure, year__in={line.year for line in read.lines}).delete()
    insert_many(
        PupilRow,
        [
            PupilRow(of=file, measure=measure, status=line.status, year=line.year, level=line.level, place=line.place, name=line.name[:100], region=line.region, value=line.value, sign=line.sign)
            for line in read.lines
        ],
    )  # fmt: skip
    record("insight.take_in_pupils", fact={"measure": measure, "figures": len(read.lines)})
    return len(read.lines)


@action
def set_target(*, area: Area, measure: str, status: str, year: int, value: Decimal, by: Any, on: date) -> PupilTarget:
    """Say what the area wants to reach in a school year."""
    check_answers_for(by, area, on)
    if measure not in MEASURES or status not in dict(STATUSES):
        raise Refused("There is no such measure.")
    if not on.year - 10 <= year <= on.year + 10:
        raise Refused("The year lies too far away.")
    if MEASURES[measure].unit == "%" and not 0 <= value <= 100 and measure != "suspended":
        raise Refused("A share is from 0 to 100.")
    known = PupilTarget.objects.filter(area=area, measure=measure, status=status, year=year).first()
    before = str(known.value) if known else ""
    target, _ = PupilTarget.objects.update_or_create(area=area, measure=measure, status=status, year=year, defaults={"value": value, "set_on": on, "set_by": by})
    record("insight.set_target", subject=target, fact={"area": area.code, "measure": measure, "status": status, "year": year, "value": str(value), "before": before})
    return target
