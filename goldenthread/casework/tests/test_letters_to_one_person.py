"""Whose letter it is: rights that pass to the young person in the middle of a case do not open one's letters to the other."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from goldenthread.casework import tasks
from goldenthread.core import clock
from goldenthread.people.models import Adult, Document, Involvement
from goldenthread.people.standing import stand
from tests import making

from .situations import decided, manager, new_child, received

pytestmark = pytest.mark.django_db
#: Compulsory school age ends on 26 June 2026 for those born then.
BORN = date(2010, 3, 9)
BEFORE, AFTER = date(2026, 6, 22), date(2026, 7, 6)


@pytest.fixture
def case(settings):
    """A request of June, acknowledged to the parent, and decided in July, when the rights were Kai's. Draws real letters."""
    with clock.standing_on(BEFORE):
        request = received(new_child=new_child(date_of_birth=BORN), received_on=date(2026, 6, 15), on=BEFORE)
        tasks.acknowledge(str(request.pk))
    parent, kai = making.somebody("parent", making.body("forum")), making.somebody("young_person", making.body("forum"))
    Adult.objects.update(user=parent)
    making.involve(parent, request.child, "family")
    making.involve(kai, request.child, "young_person")
    with clock.standing_on(AFTER):
        decided(request, consulted_on=date(2026, 6, 22), made_on=AFTER, on=AFTER)
    return request, parent, kai


def test_each_reads_their_own_letters_and_not_the_others_and_an_officer_reads_all(case, sign_in):
    request, parent, kai = case
    to_parent = Document.objects.get(kind="acknowledgement", title__endswith="to Jo Alder")
    to_kai = Document.objects.get(kind="decision-assess", title__endswith="to Kai Alder")
    assert (to_parent.to_child, to_kai.to_child, to_kai.addressee) == (False, True, None)
    for reader, opens, hidden in ((parent, to_parent, to_kai), (kai, to_kai, to_parent)):
        client = sign_in(reader)
        for page in (f"/children/{request.child_id}/papers", f"/requests/{request.pk}"):
            text = client.get(page).content.decode()
            assert str(opens.pk) in text, page
            assert str(hidden.pk) not in text, page
        assert client.get(f"/documents/{opens.pk}").status_code == 200
        assert client.get(f"/documents/{hidden.pk}").status_code == 404
    officer = sign_in(manager())
    assert [officer.get(f"/documents/{paper.pk}").status_code for paper in (to_parent, to_kai)] == [200, 200]


def test_the_wall_itself_keeps_them_apart(case):
    request, parent, kai = case
    Involvement.objects.create(
        child=request.child, area=request.area, organisation=making.school(), role="setting", from_on=BEFORE, because="On roll"
    )
    school = making.somebody("setting_staff", Involvement.objects.get(role="setting").organisation)
    everything = set(Document.objects.values_list("title", flat=True))

    def shown_to(person, on=making.TODAY):
        stand(person, on)
        with connection.cursor() as cursor:
            cursor.execute("SELECT title FROM people_document")
            return {row[0] for row in cursor.fetchall()}

    to_kai = {title for title in everything if "to Kai Alder" in title}
    to_jo = {title for title in everything if "to Jo Alder" in title}
    assert to_kai and to_jo
    assert shown_to(parent) == everything - to_kai
    assert shown_to(kai) == everything - to_jo
    assert shown_to(manager()) == shown_to(school) == everything
    assert shown_to(making.user("Nobody Yet")) == set()
