"""The invented area's own return. What its stories do not say of somebody is filled in, so that the file can be taken in whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

from goldenthread.people.models import Area
from goldenthread.returns import outgoing
from goldenthread.returns.records import Header, Person
from goldenthread.returns.structure import collections
from goldenthread.returns.writing import write_xml

POSTS = outgoing.Posts(dmo="Y", dco="Y", dsco="N")


def header(area: Area, year: int, *, made_at: datetime) -> Header:
    """What stands at the head of the file."""
    return outgoing.header(area, year, made_at=made_at, posts=POSTS)


def write_return(area: Area, year: int, path: Path, *, made_at: datetime | None = None) -> int:
    """Write the file; gives how many people are in it."""
    made_at = made_at or datetime.combine(collections()[year].census_date, time(9))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        count = write_xml(header(area, year, made_at=made_at), people_of(area, year), file)
    part.replace(path)
    return count


def people_of(area: Area, year: int) -> Iterator[Person]:
    """Everybody who belongs in that year's return, nobody of the closed list among them."""
    for person in outgoing.people_of(area, year, closed=False):
        yield replace(
            person,
            sex=person.sex or "F",
            ethnicity=person.ethnicity or "NOBT",
            upn_unknown=None if person.upn or person.uln else person.upn_unknown or "UN2",
        )
