"""Counts made with one call each. No child is in any of them."""

from __future__ import annotations

from datetime import date

from goldenthread.core.actors import command
from goldenthread.insight.schools import actions
from goldenthread.insight.schools.models import PublishedNeed
from goldenthread.insight.schools.reading import absence_said, needs_said, young_people_said
from tests import making

ON = making.TODAY
JANUARY, BEFORE = date(2026, 1, 15), date(2025, 1, 16)
OCTOBER = date(2026, 10, 31)


def gave_needs(school, on_roll=200, day=JANUARY, *, by=None, on=ON, **needs):
    """What a school says of a census day: `SEMH=4`; `unknown` those not recorded."""
    counts = {"" if code == "unknown" else code: number for code, number in needs.items()}
    return actions.give_needs(
        area=school.area, said={(school.pk, day): needs_said(on_roll, counts)}, by=by or command("tests"), on=on
    )


def gave_absence(school, month=OCTOBER, *, by=None, on=ON, **said):
    """What a school says of a month: `plan=(pupils, possible, authorised, unauthorised, often)`."""
    return actions.give_absence(
        area=school.area,
        said={(school.pk, month, status): absence_said(*numbers) for status, numbers in said.items()},
        by=by or command("tests"),
        on=on,
    )


def gave_young(month, people, neet, unknown=0, *, age="16-17", status="plan", of_year=False, by=None, on=ON):
    """What Calderbeck says of its young people."""
    return actions.give_young_people(
        area=making.area(),
        said={(month, of_year, age, status): young_people_said(age, status, people, neet, unknown)},
        by=by or command("tests"),
        on=on,
    )


def england(year=2026, status="support", **needs):
    """England’s published pupils by need."""
    PublishedNeed.objects.bulk_create(
        PublishedNeed(
            year=year,
            level="E",
            place="E92000001",
            status=status,
            need="" if code == "unknown" else code,
            pupils=number,
            source="Invented",
            taken_in_on=ON,
        )
        for code, number in needs.items()
    )


def csv(*lines):
    """A file of lines."""
    return "\n".join(lines).encode()
