"""Of thousands of children it is found by column who is not tied to the right words, and that is who is found child by child."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import connection

from goldenthread.core.keeping import Some
from goldenthread.people import words
from goldenthread.people.models import Attendance, Child, ChildWord, FormerUpn, Organisation, SearchWord
from goldenthread.people.wholesale_words import differing
from tests import making

pytestmark = pytest.mark.django_db

NAMES = ("Kai Alder", "Zoë O’Neill-Smith", "Anna-Maria van der Berg", "Łukasz Ærø", "李 小龍", "Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk")


def school(name: str) -> Organisation:
    return Organisation.objects.create(name=name, kind="school")


@pytest.fixture
def some() -> Some:
    """Children with names of every kind, at no school, one and four, with numbers now and before."""
    children = [making.child(name) for name in NAMES]
    Child.objects.filter(pk=children[0].pk).update(preferred_name="Kai", upn="X999900000001")
    Child.objects.filter(pk=children[1].pk).update(preferred_name="Zoë O'Neill", upn="not known")
    Child.objects.filter(pk=children[2].pk).update(date_of_birth=date(999, 3, 9))
    FormerUpn.objects.create(child=children[3], upn="X999900000002")
    for child, names in ((children[0], ("Alder Bank School",)), (children[4], ("St. Anne’s", "Alder Bank School", "Ferry Lane", "Kai’s Place"))):
        for name in names:
            Attendance.objects.create(child=child, organisation=school(name), rank=1)
    Attendance.objects.create(child=children[5], organisation=school("Left Long Ago"), rank=1, left_on=date(2020, 1, 1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', 'test', true)")
    words.refresh_words([child.pk for child in children])
    return Some(first=UUID(int=0), last=UUID(int=2**128 - 1))


def one_by_one() -> set[UUID]:
    return words.differing(Some(named=list(Child.objects.values_list("pk", flat=True))))


def test_nobody_differs_whose_words_were_just_tied(some):
    assert differing(some) == one_by_one() == set()


def test_a_tie_too_many_too_few_or_to_another_word_is_found(some):
    for n, child_id in enumerate(Child.objects.order_by("pk").values_list("pk", flat=True)):
        tie = ChildWord.objects.filter(child_id=child_id).order_by("word_id").first()
        if n % 3 != 1:
            ChildWord.objects.filter(child_id=child_id, word_id=tie.word_id).delete()
        if n % 3:
            ChildWord.objects.create(child_id=child_id, word=SearchWord.objects.create(word=f"elsewhere{n}"), area_id=tie.area_id)
        assert differing(some) == one_by_one() == set(Child.objects.order_by("pk").values_list("pk", flat=True)[: n + 1])


def test_a_new_name_number_school_or_birthday_is_found(some):
    children = list(Child.objects.order_by("pk"))
    for child, fields in zip(children, ({"forename": "Wren"}, {"upn": "X999900000003"}, {"date_of_birth": date(2011, 1, 1)}, {"preferred_name": "Al"}), strict=False):
        Child.objects.filter(pk=child.pk).update(**fields)
    Attendance.objects.create(child=children[4], organisation=school("Hill Top"), rank=1)
    ChildWord.objects.filter(child=children[5]).update(area=None)
    assert differing(some) == one_by_one() == {child.pk for child in children}


def test_of_nobody_nobody_differs():
    assert differing(Some(first=UUID(int=0), last=UUID(int=2**128 - 1))) == set()
