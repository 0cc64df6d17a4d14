"""A return taken in goes out again as it came, and comes in once more without changing anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from goldenthread.people.models import Child
from goldenthread.returns import outgoing
from goldenthread.returns.structure import collections, readable_years
from goldenthread.returns.tests import making as invented


@pytest.mark.parametrize("year", readable_years())
def test_what_came_in_goes_out_the_same_and_comes_in_unchanged(take, area, year):  # 33 people in, out and in: about 1 s
    people = [
        replace(invented.person(year, case, number), number=number) for number, case in enumerate(invented.CASES * 3, 1)
    ]
    run = take(people, year)
    assert (run.created, run.held, run.refused) == (33, 0, 0)
    told = list(outgoing.people_of(area, year))
    assert _comparable(told) == _comparable(_of_the_year(each, year) for each in people)
    again = take(told, year)
    assert (again.people_in, again.unchanged) == (33, 33)
    assert _comparable(outgoing.people_of(area, year)) == _comparable(told)


def test_what_the_record_does_not_say_is_left_out_and_not_made_up(take, area):
    take([invented.person(2026, "7", 1)])
    _change(ethnicity="", upn="", uln="", no_upn_because="", sex="U")
    (told,) = outgoing.people_of(area, 2026)
    assert (told.ethnicity, told.upn, told.uln, told.upn_unknown, told.sex) == (None,) * 5


def test_somebody_on_the_closed_list_is_in_the_whole_return_alone(take, area):
    take([invented.person(2026, "1", 1)])
    _change(closed_list_on=date(2026, 1, 20))
    assert len(list(outgoing.people_of(area, 2026))) == 1
    assert list(outgoing.people_of(area, 2026, closed=False)) == []


def _change(**facts):
    Child.objects.update(**facts)


def _of_the_year(person, year):
    """The same without placements that had ended before the year, which no return asks for again."""
    begins = collections()[year].activity_from

    def kept(active):
        return active and replace(
            active, placements=tuple(one for one in active.placements if not (one.left_on and one.left_on < begins))
        )

    return replace(person, requests=tuple(replace(one, active_plan=kept(one.active_plan)) for one in person.requests))


def _comparable(people):
    return {
        (person.surname, person.forename, person.born_on): replace(
            person,
            number=0,
            requests=tuple(
                replace(one, active_plan=one.active_plan and replace(one.active_plan, placements=_sorted(one.active_plan)))
                for one in person.requests
            ),
        )
        for person in people
    }


def _sorted(active):
    return tuple(sorted(active.placements, key=lambda one: (one.rank, str(one.entered_on), str(one.urn), str(one.ukprn))))
