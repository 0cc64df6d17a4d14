"""Nobody agreed to anything before the child was born."""

from datetime import date

import pytest

from goldenthread.core.refusals import Refused
from goldenthread.people.groups.files import take_in_groups
from goldenthread.people.models import ChildGroup
from tests import making

from .test_groups import ON, kai, ola, put, the_day

__all__ = ["kai", "ola", "the_day"]
pytestmark = pytest.mark.django_db


def test_an_agreement_from_before_the_birth_is_refused_by_its_field(kai, ola):
    with pytest.raises(Refused, match="before the child was born"):
        put(kai, ola, group="adopted", agreed_by="parent", agreed_name="Ana Alder", agreed_how="written", agreed_on=date(2010, 1, 1))
    assert not ChildGroup.objects.exists()


def test_a_row_of_a_file_with_such_a_day_waits_and_the_others_are_taken(kai):
    other = making.child("Mia Beck")
    content = (
        "Reference,Group,Agreed by,Name of who agreed,How agreed,Agreed on\n"
        f"{kai.reference},adopted,parent,Ana Alder,written,01/01/2010\n{other.reference},adopted,parent,Bo Beck,written,01/09/2026\n"
    ).encode()
    made = take_in_groups(area=making.area(), file_name="g.csv", content=content, source="school", by=making.somebody("team_manager"), on=ON)
    assert (made.added, [each["row"] for each in made.held]) == (1, [2])
