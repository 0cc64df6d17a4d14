"""The contacts that an area's letters print: an administrator asks, the head of SEND decides."""

from __future__ import annotations

import pytest

from goldenthread.core import clock
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.areas.actions import agree_to_contacts, ask_for_contacts, refuse_contacts, waiting
from goldenthread.people.models import Area, ContactsChange
from tests import making

ON = making.TODAY
NEW = {"phone": "01632 960199", "mediation": "Fairground Mediation, 01632 960177"}


@pytest.fixture(autouse=True)
def the_day(db):
    with clock.standing_on(ON):
        yield


@pytest.fixture
def area():
    return making.area()


@pytest.fixture
def administrator(area):
    return making.somebody("administrator")


@pytest.fixture
def head(area):
    return making.somebody("head_of_send")


@pytest.fixture
def asked(area, administrator, head):
    return ask_for_contacts(area=area, contacts=NEW, by=administrator, on=ON)


def printed(area):
    area = Area.objects.get(pk=area.pk)
    return {name: getattr(area, name) for name in NEW}


def test_nothing_changes_until_the_head_of_send_agrees(area, asked, head):
    assert printed(area) != NEW
    assert Message.objects.get().to_user_id == head.pk
    agree_to_contacts(change=asked, by=head, on=ON)
    assert printed(area) == NEW
    assert list(Event.objects.filter(subject_id=str(asked.pk)).order_by("pk").values_list("verb", "by_id")) == [
        ("people.ask_for_contacts", asked.asked_by_id),
        ("people.agree_to_contacts", head.pk),
    ]
    with pytest.raises(Refused, match="decided on this change already"):
        refuse_contacts(change=asked, by=head, on=ON)


def test_a_change_that_is_refused_leaves_them_as_they_were(area, asked, head):
    before = printed(area)
    refuse_contacts(change=asked, by=head, on=ON)
    assert printed(area) == before
    assert waiting(area) is None


def test_a_newer_change_replaces_the_one_that_waits(area, asked, administrator, head):
    newer = ask_for_contacts(area=area, contacts={"phone": "01632 960155"}, by=administrator, on=ON)
    assert waiting(area) == newer
    with pytest.raises(Refused, match="replaced by a newer one"):
        agree_to_contacts(change=asked, by=head, on=ON)


def test_asking_for_what_is_printed_already_is_refused(area, administrator):
    with pytest.raises(Refused, match="print these contacts already"):
        ask_for_contacts(area=area, contacts={"phone": area.phone}, by=administrator, on=ON)


@pytest.mark.parametrize("role", ["coordinator", "team_manager", "head_of_send", "analyst", "information_governance"])
def test_nobody_else_asks(area, role):
    with pytest.raises(NotAllowed):
        ask_for_contacts(area=area, contacts=NEW, by=making.somebody(role), on=ON)


def test_nobody_else_decides(area, asked, administrator):
    elsewhere = making.somebody("head_of_send", of=making.area("991", "Thornmouth"))
    for person in (administrator, making.somebody("team_manager"), elsewhere):
        with pytest.raises(NotAllowed):
            agree_to_contacts(change=asked, by=person, on=ON)
    assert waiting(area) == asked


# The pages


def test_an_administrator_asks_and_the_head_of_send_agrees_on_the_pages(client, area, administrator, head):
    client.force_login(administrator)
    assert "Contacts" in client.get("/start").content.decode()
    assert "Not given yet" not in client.get("/contacts").content.decode()
    form = {name: getattr(area, name) for name in ("phone", "email", "address", "sendiass", "mediation", "disagreement")}
    answer = client.post("/contacts/change", {**form, **NEW, "email": "not an address"})
    assert "Enter an email address in the correct format" in answer.content.decode()
    assert NEW["mediation"] in answer.content.decode()
    assert client.post("/contacts/change", {**form, **NEW}).status_code == 302
    change = ContactsChange.objects.get()
    assert change.contacts == NEW
    page = client.get("/contacts").content.decode()
    assert "A change waits" in page
    assert "Agree to the change" not in page
    assert client.post(f"/contacts/{change.pk}/agree").status_code == 403
    client.force_login(head)
    page = client.get("/contacts").content.decode()
    assert "Fairground Mediation" in page
    assert "Agree to the change" in page
    assert "Change the contacts" not in page
    assert client.post(f"/contacts/{change.pk}/agree").status_code == 302
    assert printed(area) == NEW


def test_the_contacts_of_another_area_are_nobody_elses(client, area, asked):
    client.force_login(making.somebody("head_of_send", of=making.area("991", "Thornmouth")))
    assert client.get(f"/contacts?area={area.code}").status_code == 404
    assert client.post(f"/contacts/{asked.pk}/agree").status_code == 404
    client.force_login(making.officer())
    assert client.get("/contacts").status_code == 403


def test_a_contact_that_is_missing_says_so(client, administrator):
    Area.objects.update(mediation="")
    client.force_login(administrator)
    assert "Not given yet" in client.get("/contacts").content.decode()
