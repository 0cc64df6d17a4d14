"""No day of a group lies before the child was born, and the page of a file says nothing of a child who is not named there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core.refusals import Refused
from goldenthread.people.groups import actions, files
from goldenthread.people.models import ChildGroup
from tests import making

from .test_groups import ON, kai, ola, put, signed_in, the_day

__all__ = ["kai", "ola", "the_day"]
pytestmark = pytest.mark.django_db


def test_a_group_does_not_end_before_the_child_was_born(kai, ola):
    made = put(kai, ola, "meals", from_on=None)
    with pytest.raises(Refused, match="before the child was born") as refusal:
        actions.end_group(entry=made, until_on=kai.date_of_birth - timedelta(days=1), by=ola, on=ON)
    assert refusal.value.field == "until_on"
    made.refresh_from_db()
    actions.end_group(entry=made, until_on=kai.date_of_birth + timedelta(days=1), by=ola, on=ON)


def test_a_row_that_waits_tells_neither_when_the_child_was_born_nor_what_the_family_took_back(kai, ola):
    ruth = making.somebody("team_manager")
    actions.take_back_agreement(entry=put(kai, ola), how="spoken", by=ola, on=ON)
    wren = making.child("Wren Alder", born=date(2009, 3, 9), upn="A999900000077")
    content = (
        "UPN,Group,From,Agreed by,Name of who agreed,How agreed,Agreed on\n"
        f"{kai.reference},Free school meals,01/01/1999,,,,\n"
        f"{kai.reference},Young carer,,parent,Ash Alder,written,02/11/2026\n"
        f"{kai.reference},Young carer,,parent,Ash Alder,written,01/01/1999\n"
        f"{wren.upn},Young carer,,parent,Ash Alder,written,02/11/2026\n"
    )
    file = files.take_in_groups(area=making.area(), file_name="groups.csv", content=content.encode(), source="family", by=ruth, on=ON)
    assert (len(file.held), ChildGroup.objects.held().count()) == (4, 0)
    shown = signed_in(ruth).get(f"/groups-of-children/{file.pk}").content.decode()
    born = [f"{each.date_of_birth.day} {each.date_of_birth:%B %Y}" for each in (kai, wren)]
    for told in (*born, "20 November 2026: ", "took an agreement back on", "From 27 June 2025", "From 26 June 2025"):
        assert told not in shown, told
    assert "before the child was born" in shown and "the young person decides" in shown and "ask them again" in shown


def test_whoever_takes_back_or_brings_a_file_holds_the_child_first(kai, ola):
    """Else a group could be put on the record between the look at what was taken back and the write."""
    made, ruth = put(kai, ola), making.somebody("team_manager")

    def held(act):
        with CaptureQueriesContext(connection) as asked:
            act()
        return [each["sql"] for each in asked if "FOR UPDATE" in each["sql"] and '"people_child"."id"' in each["sql"]]

    assert held(lambda: actions.take_back_agreement(entry=made, how="spoken", by=ola, on=ON))
    content = f"UPN,Group\n{kai.reference},Free school meals\n".encode()
    assert held(lambda: files.take_in_groups(area=making.area(), file_name="groups.csv", content=content, source="school", by=ruth, on=ON))


def test_a_file_in_which_every_row_waits_is_told_in_part(kai, ola):
    ruth = making.somebody("team_manager")
    content = "UPN,Group\n" + "NOBODY1,Free school meals\n" * 501
    file = files.take_in_groups(area=making.area(), file_name="groups.csv", content=content.encode(), source="school", by=ruth, on=ON)
    shown = signed_in(ruth).get(f"/groups-of-children/{file.pk}").content.decode()
    assert shown.count(files.NOBODY) == 500 and "These are the first 500 of 501" in shown
