"""Official figures are taken in from a file, and a second person says that they are as published."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may_in_area, standing_of

from .held import unchecked
from .models import OfficialFigure
from .reading import read_official


@dataclass
class Taken:
    """What became of a file: figures new, figures with another value than before, and figures as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def as_said(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


@action
def take_in_official(*, area: Area, path: Path, by: Any, on: date) -> Taken:
    """Take in a file of official figures, all of it or nothing. Twice changes nothing. A figure that changed must be checked again."""
    from ..collecting.keeping import refresh  # which asks what is held here

    taken = Taken()
    held = {(each.key, each.of, each.district, each.on): each for each in OfficialFigure.objects.filter(area=area)}
    before: dict[str, str] = {}
    for line in read_official(path):
        known = held.get(line.place)
        if known is None:
            taken.added += 1
            OfficialFigure.objects.create(
                area=area, key=line.key, of=line.of, district=line.district, on=line.on, period=line.period, value=line.value, source=line.source,
                taken_in_on=on, first_held_on=on, taken_in_by=_name(by),
            )  # fmt: skip
        elif (known.value, known.period, known.source) == (line.value, line.period, line.source):
            taken.unchanged += 1
        else:
            taken.changed += 1
            before[f"{line.key} {line.of} {line.district} {line.on}"] = str(known.value)
            known.value, known.period, known.source, known.taken_in_on, known.taken_in_by = line.value, line.period, line.source, on, _name(by)
            known.checked_on = known.checked_by = None
            known.save()
    refresh(area, on, "official")
    record("insight.take_in_official", fact={"area": area.code, **taken.as_said(), "before": before})
    return taken


@action
def check_official(*, area: Area, group: Any, by: Any, on: date) -> int:
    """Somebody who answers for the area held the figures of one group, as its page shows them, against their sources. Returns how many
    were not checked before. Nobody checks what they gave themselves."""
    check_may_in_area(standing_of(by, on), area, "return", "decide")
    waiting = unchecked(area, on).filter(key__in=group).exclude(taken_in_by=_name(by))
    many = waiting.update(checked_on=on, checked_by_id=by.pk)
    record("insight.check_official", fact={"area": area.code, "figures": many, "keys": sorted(group)})
    return many


def _name(by: Any) -> str:
    return str(getattr(by, "name", "") or by)[:200]
