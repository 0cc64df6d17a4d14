"""Fifty people who are new here, for trying the import: most are right, a few are not, and one may be on record already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from random import Random

from goldenthread.core import clock
from goldenthread.people.models import Area, Organisation
from goldenthread.returns.records import Person
from goldenthread.returns.structure import collections
from goldenthread.returns.writing import write_xml

from . import numbers
from .area import CODE, NEIGHBOUR_CODE, NORTHMARSH, SETTINGS
from .population.people import Someone
from .population.places import Known, Places
from .population.plans import Plans
from .returning import header

PEOPLE = 50
#: What is wrong with the person at this place of the file, so that each way a row can end is seen once.
FAULTS = {
    7: "a UPN whose check letter is wrong",
    19: "no date of birth",
    31: "a plan that ended before it began",
    44: "a setting that nobody knows",
}
TWIN = 25


def write_small_return(area: Area, year: int, path: Path, *, seed: str = "1") -> int:
    """Write the file; gives how many people are in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        return write_xml(
            header(area, year, made_at=datetime.combine(date(year, 2, 3), time(9, 5))), people(year, seed), file
        )


def people(year: int, seed: str) -> Iterator[Person]:
    """The same fifty each time."""
    dice, day = Random(f"{seed} small"), collections()[year].census_date
    urns = dict(Organisation.objects.filter(kind="setting", la_code=CODE).order_by().values_list("name", "urn"))
    places = Places(
        Known(each.kind, str(urns[each.name]), None, each.weight, each.unit) for each in SETTINGS if each.name in urns
    )
    someone = Someone(dice, NORTHMARSH.postcodes)
    drawn = Plans(dice, someone, places, today=day, since=date(year - 1, 1, 1), neighbour=NEIGHBOUR_CODE)
    for number in range(1, PEOPLE + 1):
        person = _of_school_age(drawn, year)
        yield faulty(new(person, number), number)


def _of_school_age(drawn: Plans, year: int) -> Person:
    """The next who is old enough to have a pupil number."""
    while True:
        person = drawn.in_force().person
        if person.born_on and person.born_on.year < year - 5:
            return person


def new(person: Person, number: int) -> Person:
    """With numbers that nobody in the area has."""
    assert person.born_on
    return replace(
        person, number=number, upn=numbers.upn(9900 + number, person.born_on.year + 5), uln=None, upn_unknown=None
    )


def faulty(person: Person, number: int) -> Person:
    """With the fault of its place, if it has one."""
    match number:
        case 7:
            assert person.upn
            wrong = numbers.LETTERS[(numbers.LETTERS.index(person.upn[0]) + 1) % 23]
            return replace(person, upn=wrong + person.upn[1:])
        case 19:
            return replace(person, born_on=None)
        case 25:  # Ebony Clegg of the stories, with no number to know her by
            return replace(
                person,
                forename="Eboney",
                surname="Clegg",
                sex="F",
                born_on=date(clock.today().year - 13, 7, 17),
                upn=None,
                upn_unknown="UN5",
            )
        case 31:
            plan = person.requests[-1].named_plan
            assert plan and plan.started_on
            plan.ceased_on, plan.cease_reason = date(plan.started_on.year - 1, 7, 24), "2"
        case 44:
            active = person.requests[-1].active_plan
            assert active
            active.placements = tuple(
                replace(
                    each,
                    urn="999999",
                    ukprn=None,
                    setting=None,
                    setting_other=None,
                    sen_unit="0",
                    resourced_provision="0",
                )
                for each in active.placements
            )
    return person
