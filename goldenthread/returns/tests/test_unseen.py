"""An import tells nobody of a closed record: not by a row, a count, a file or an answer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from goldenthread.people.models import Child
from goldenthread.returns.models import ImportRun
from tests import making

from . import making as invented

pytestmark = pytest.mark.django_db
#: What is new in every answer: the marks that a form is sent with.
ONE_TIME = re.compile(r'(?<=value=")[^"]{36,}(?=")')


def everything_shown(client, run) -> list[str]:
    """All that somebody can read of a run."""
    ends = ("held", "refused", "created", "changed", "unchanged")
    pages = [f"/returns/{run.pk}?outcome={end}" for end in ends] + [f"/returns/{run.pk}/held-and-refused.csv", "/returns"]
    pages += [f"/returns/{run.pk}/people/{number}" for number in (1, 2, 3)]
    said = []
    for page in pages:
        answer = client.get(page)
        text = ONE_TIME.sub("", answer.content.decode().split("<main")[-1])
        said.append(f"{answer.status_code} {text}")
    return said


def reader(client, role="head_of_send"):
    user = making.somebody(role, of=making.area("801", "Bristowe"))
    client.force_login(user)
    return user


def people():
    """One who will be the same, one who will be changed and one who may be somebody on record."""
    same, changed = invented.person(2026, "1", 1), invented.person(2026, "7", 2)
    like = replace(invented.person(2026, "4", 3), upn=None, uln=None, upn_unknown="UN1", postcode="ZZ1 1ZZ", forename="Jon")
    return [same, changed, like]


def second_return(take):
    same, changed, like = people()
    run = take([same, replace(changed, forename=f"{changed.forename} May"), replace(like, forename="John")])
    assert (run.people_in, run.created, run.changed, run.unchanged, run.held) == (3, 0, 1, 1, 1)
    return run


def test_rows_about_closed_records_read_as_rows_that_changed_nothing(take, client):
    take(people())
    Child.objects.update(closed_list_on=date(2026, 1, 5))
    run = second_return(take)
    reader(client)
    listed, counts = client.get(f"/returns/{run.pk}?outcome=unchanged").content.decode(), client.get("/returns").content.decode()
    assert "Already the same (3)" in listed and "Held for a person (0)" in listed and "Record changed (0)" in listed
    assert listed.count("There is nothing to do.") == 3
    assert "In and out balance" in listed
    assert "3 people were in" in listed
    assert counts.count(">1<") == 0
    assert client.get(f"/returns/{run.pk}/people/3").status_code == 404
    assert "John" not in "".join(everything_shown(client, run))
    assert ImportRun.objects.get(pk=run.pk).held == 1


def test_a_file_of_the_same_people_unchanged_reads_the_same_whether_their_records_are_closed_or_not(take, client):
    take(people()[:2])
    run = take(people()[:2])
    reader(client)
    open_records = everything_shown(client, run)
    Child.objects.update(closed_list_on=date(2026, 1, 5))
    assert everything_shown(client, run) == open_records


def test_those_on_the_named_list_see_which_record_is_meant_and_settle_it(take, client):
    take(people())
    like = Child.objects.get(forename="Jon")
    Child.objects.update(closed_list_on=date(2026, 1, 5))
    run = second_return(take)
    making.involve(reader(client), like, "named_list")
    assert "Held for a person (1)" in client.get(f"/returns/{run.pk}").content.decode()
    assert like.reference in client.get(f"/returns/{run.pk}/people/3").content.decode()
