"""Who holds the rights is asked as the law is read in the child's area, everywhere."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from goldenthread.people import law_readings, rights
from goldenthread.people.models import LawReading
from goldenthread.people.standing import somebody
from tests import making

HOUSE = Path(rights.__file__).parents[1]
BORN = date(2000, 2, 29)
#: In a year without a 29 February.
LAST_DAY = date(2025, 2, 28)


@pytest.fixture
def reading(db):
    """The area reads the law so that they reach an age on 28 February."""
    LawReading.objects.create(
        area=making.area(), name="born_on_29_february_ages_on_1_march", value=False, why="Counsel’s advice", set_on=making.TODAY
    )
    law_readings.forget()
    yield
    law_readings.forget()


@pytest.mark.django_db
def test_where_nothing_was_chosen_they_are_24_until_1_march():
    law_readings.forget()
    child = making.child("Lee Alder", born=BORN)
    assert rights.age_of(child, LAST_DAY) == 24
    assert rights.are_their_own(child, LAST_DAY)


def test_an_area_that_reads_it_otherwise_counts_otherwise(reading):
    child = making.child("Lee Alder", born=BORN)
    assert rights.age_of(child, LAST_DAY) == 25
    assert rights.holder_of(child, LAST_DAY).who == "none"
    assert rights.their_own_from(child) == date(2016, 6, 25)


def test_a_child_of_another_area_is_not_touched_by_it(reading):
    child = making.child("Mia Birch", born=BORN, of=making.area("991", "Otherdale"))
    assert rights.holder_of(child, LAST_DAY).who == "young_person"


def test_nobody_asks_the_law_who_holds_the_rights_without_the_area_s_reading():
    asks = re.compile(r"\b(?:rights|law)\.(?:rights_holder|young_person_from|age_on|turns)\((?![^\n]*settings_of\()|rights import [^\n]*(?:rights_holder|young_person_from|age_on)")
    rooms = [path for path in HOUSE.rglob("*.py") if not {"tests", "law", "returns"} & set(path.relative_to(HOUSE).parts[:-1])]
    assert len(rooms) > 200
    found = [f"{path.relative_to(HOUSE)}: {said[0]}" for path in rooms for said in asks.finditer(path.read_text())]
    assert found == []


@pytest.mark.django_db
def test_what_another_process_set_holds_from_the_next_page_on():
    area = making.area()
    law_readings.forget()
    assert law_readings.settings_of(area.pk).born_on_29_february_ages_on_1_march
    LawReading.objects.create(area=area, name="born_on_29_february_ages_on_1_march", value=False, why="Counsel’s advice", set_on=making.TODAY)
    assert law_readings.settings_of(area.pk).born_on_29_february_ages_on_1_march  # nobody has told this process yet
    somebody(making.officer().pk)
    assert not law_readings.settings_of(area.pk).born_on_29_february_ages_on_1_march
    law_readings.forget()
