"""A body's system reads by key: two people agree, a key is shown once, and it ends when it should."""

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.clients import actions
from goldenthread.people.clients.standing import readable
from goldenthread.people.models import ApiKey
from tests import making

ON = date(2026, 11, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def ada():
    return making.somebody("administrator", name="Ada Field")


@pytest.fixture
def hana():
    return making.somebody("head_of_send", name="Hana Rook")


def written(ada, at=None, resources=("ident", "plan"), **more):
    said = {"from_on": ON, "until_on": date(2027, 7, 31), **more}
    at = at or making.school("Brook Primary School")
    return actions.write_client(organisation=at, name="Brook records", purpose="Registers", contact="it@example.org", resources=resources, by=ada, on=ON, **said)


def test_a_contract_opens_nothing_until_a_second_person_agrees(ada, hana):
    client = written(ada)
    with pytest.raises(Refused, match="A second person must agree to the contract before a key is made"):
        actions.make_key(client=client, by=ada, on=ON)
    actions.agree_to_client(client=client, by=hana, on=ON)
    assert actions.make_key(client=client, by=ada, on=ON).startswith("gt_")


def test_who_wrote_it_does_not_agree_to_it_and_an_officer_writes_none(ada, hana):
    both = making.somebody("administrator", name="Bea Both")
    making.Membership.objects.create(user=both, organisation=making.team(), role="head_of_send", from_on=date(2020, 1, 1))
    with pytest.raises(NotAllowed, match="you wrote this contract"):
        actions.agree_to_client(client=written(both), by=both, on=ON)
    with pytest.raises(NotAllowed, match="Your role does not let you"):
        written(making.officer())
    with pytest.raises(NotAllowed, match="Your role does not let you"):
        actions.agree_to_client(client=written(ada), by=ada, on=ON)


def test_a_body_gets_no_more_than_it_may_see_itself_and_no_longer_than_a_year(ada):
    assert "plan" in readable("setting") and "contact" not in readable("setting")
    assert "plan" not in readable("provider") and readable("forum") == ()
    with pytest.raises(Refused, match="may not itself see this"):
        written(ada, at=making.body("provider"), resources=["ident", "plan"])
    with pytest.raises(Refused, match="for a year at most"):
        written(ada, until_on=date(2028, 1, 1))
    with pytest.raises(Refused, match="read no child’s record"):
        written(ada, at=making.body("forum"))


def test_a_key_is_kept_as_a_hash_and_no_event_holds_it(ada, hana):
    client = written(ada)
    actions.agree_to_client(client=client, by=hana, on=ON)
    secret = actions.make_key(client=client, by=ada, on=ON)
    kept = ApiKey.objects.get()
    assert secret not in (kept.hashed, kept.begins) and secret.startswith(kept.begins)
    assert not any(secret in str(event.fact) for event in Event.objects.all())


def test_ending_a_contract_withdraws_its_keys_for_good(ada, hana):
    client = written(ada)
    actions.agree_to_client(client=client, by=hana, on=ON)
    actions.make_key(client=client, by=ada, on=ON)
    actions.end_client(client=client, by=ada, on=ON)
    assert ApiKey.objects.get().revoked_at is not None
    client.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        actions.make_key(client=client, by=ada, on=ON)




def test_an_administrator_writes_one_on_the_page_a_head_agrees_and_the_key_is_shown_once(ada, hana, client):
    school = making.school("Brook Primary School")
    client.force_login(ada)
    typed = {
        "organisation": school.pk, "name": "Brook records", "purpose": "Registers", "contact": "it@example.org", "resources": ["ident"],
        "from_on-day": "20", "from_on-month": "11", "from_on-year": "2026", "until_on-day": "31", "until_on-month": "7", "until_on-year": "2027",
    }  # fmt: skip
    wrong = client.post("/systems/new", {**typed, "resources": []})
    assert "Choose what it may read" in wrong.content.decode() and "Registers" in wrong.content.decode()
    page = client.post("/systems/new", typed, follow=True)
    assert "A second person must agree" in page.content.decode()
    here = page.request["PATH_INFO"]
    client.force_login(hana)
    assert "Agree to this contract" in client.get(here).content.decode()
    client.post(f"{here}/agree")
    client.force_login(ada)
    shown = client.post(f"{here}/keys").content.decode()
    assert "It is shown this once" in shown and "gt_" in shown
    begins = ApiKey.objects.get().begins
    assert "It is shown this once" not in (again := client.get(here).content.decode()) and begins in again
    client.post(f"/systems/keys/{ApiKey.objects.get().pk}/withdraw")
    assert ApiKey.objects.get().revoked_at is not None


def test_another_areas_administrator_finds_no_such_contract(ada, client):
    one = written(ada)
    client.force_login(making.somebody("administrator", of=making.area("991", "Ferngate")))
    assert client.get(f"/systems/{one.pk}").status_code == 404
    assert client.post(f"/systems/{one.pk}/end").status_code == 404
