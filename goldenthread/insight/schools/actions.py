"""Every write of counts: given by a school or the area, given again as a further version, and the published needs beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import models

from goldenthread.core.actions import action, record
from goldenthread.core.models import AreaSetting
from goldenthread.core.refusals import Refused
from goldenthread.core.rows import insert_many
from goldenthread.people.models import Area

from .models import PublishedNeed, SchoolAbsence, SchoolNeeds, YoungPeople
from .policies import check_may_give
from .published import read_needs

Said = Mapping[tuple[Any, ...], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many counts were new, how many replaced an earlier one, and how many said what is held already."""

    new: int
    replaced: int
    same: int

    @property
    def words(self) -> str:
        """For a page."""
        return f"{self.new:,} new, {self.replaced:,} in place of an earlier one, {self.same:,} as before."


@action
def give_needs(*, area: Area, said: Said, file_name: str = "", by: Any, on: date) -> Taken:
    """Say how many pupils with SEN Support schools have by need: by school and census day."""
    check_may_give(by, area, {school for school, _ in said}, on)
    return _give(SchoolNeeds, ("school_id", "census_on"), said, area, file_name, by, on, "insight.give_needs")


@action
def give_absence(*, area: Area, said: Said, file_name: str = "", by: Any, on: date) -> Taken:
    """Say how many sessions were possible and missed: by school, month and status."""
    check_may_give(by, area, {school for school, _, _ in said}, on)
    return _give(SchoolAbsence, ("school_id", "month", "status"), said, area, file_name, by, on, "insight.give_absence")


@action
def give_young_people(*, area: Area, said: Said, file_name: str = "", by: Any, on: date) -> Taken:
    """Say how many young people are in no education, work or training, or not known: by month or year, age and status."""
    check_may_give(by, area, set(), on)
    return _give(
        YoungPeople, ("month", "of_year", "age", "status"), said, area, file_name, by, on, "insight.give_young_people"
    )


def _give(
    model: type[models.Model],
    key: tuple[str, ...],
    said: Said,
    area: Area,
    file_name: str,
    by: Any,
    on: date,
    verb: str,
) -> Taken:
    """Write what is new; what was said before and otherwise is replaced, and kept."""
    if not said:
        raise Refused("There is nothing to give. Fill in at least one row.")
    held: dict[tuple[Any, ...], Any] = {}
    for row in model._default_manager.filter(
        area=area, replaced_on=None, **{f"{key[0]}__in": {each[0] for each in said}}
    ).select_for_update():
        held[tuple(getattr(row, name) for name in key)] = row
    written, replaced, same = [], [], 0
    for each, values in said.items():
        before = held.get(each)
        if before is not None and all(getattr(before, name) == value for name, value in values.items()):
            same += 1
            continue
        if before is not None:
            replaced.append(before.pk)
        version = before.version + 1 if before else 1
        written.append(
            model(area=area, version=version, file_name=file_name[:200], given_on=on, given_by_id=getattr(by, "pk", None), **dict(zip(key, each, strict=True)), **values)
        )  # fmt: skip
    model._default_manager.filter(pk__in=replaced).update(replaced_on=on)
    insert_many(model, written)
    taken = Taken(len(written) - len(replaced), len(replaced), same)
    record(
        verb,
        fact={
            "area": area.code,
            "new": taken.new,
            "replaced": taken.replaced,
            "same": taken.same,
            "from_file": bool(file_name),
        },
    )
    return taken


def base_setting(area: Area) -> str:
    """Under which name an area's base year is kept."""
    return f"insight.neet_base.{area.code}"


@action
def set_base_year(*, area: Area, year: int, by: Any, on: date) -> int:
    """Say from which year on the share of young people in no education, work or training is to fall."""
    check_may_give(by, area, set(), on)
    if not on.year - 15 <= year <= on.year:
        raise Refused("The base year lies too far away. Choose one of the last fifteen years.")
    AreaSetting.objects.update_or_create(
        name=base_setting(area),
        defaults={
            "value": year,
            "decided_on": on,
            "because": "The area chose the year from which the share is to fall",
        },
    )
    record("insight.set_base_year", fact={"area": area.code, "year": year})
    return year


@action
def take_in_needs(*, path: Path, source: str = "", by: Any, on: date) -> int:
    """Take in published pupils by SEN status and primary need, in place of what was held of its years. Gives how many figures."""
    lines = read_needs(path)
    said = (source.strip() or f"Department for Education, Special educational needs in England ({path.name})")[:300]
    PublishedNeed.objects.filter(year__in={line.year for line in lines}).delete()
    insert_many(
        PublishedNeed,
        [
            PublishedNeed(
                year=line.year,
                level=line.level,
                place=line.place,
                status=line.status,
                need=line.need,
                pupils=line.pupils,
                source=said,
                taken_in_on=on,
            )
            for line in lines
        ],
    )
    record("insight.take_in_needs", fact={"figures": len(lines)})
    return len(lines)
