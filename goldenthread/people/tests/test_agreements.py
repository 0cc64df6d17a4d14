"""Agreements with partners: signed by whom, counted, looked at again in time, and named where children's data go out."""

from datetime import date, timedelta

import pytest

from goldenthread.core import clock
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.agreements import actions, policies, states
from goldenthread.people.clients.actions import write_client
from goldenthread.people.models import Agreement
from goldenthread.people.tasks import remind_of_agreements
from tests import making

from .agreeing import ON, signed, signed_in, written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def ines():
    return making.somebody("information_governance", name="Ines Hall")


@pytest.fixture
def trust():
    return making.body("health", name="Northmoor Community Trust")


def test_it_counts_those_who_signed_of_those_who_are_to_sign(ines, trust):
    one = written(ines, trust, making.school("Brook Primary School"), making.school("Moor School"))
    first = one.partners.first()
    actions.sign_agreement(partner=first, signed_by="Jo Marsh", signed_on=ON, by=ines, on=ON)
    written(ines, trust, kind="joint", name="Joint working", basis="")
    counted = {each.kind: (each.agreements, each.wanted, each.signed, each.share) for each in states.counted(Agreement.objects.all())}
    assert counted == {"data": (1, 3, 1, 33), "joint": (1, 1, 0, 0)}


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"until_on": date(2026, 11, 19)}, "The last day must be on or after the first"),
        ({"review_on": date(2026, 11, 1)}, "must be after the first day"),
        ({"until_on": date(2027, 1, 1)}, "looked at again before its last day"),
        ({"review_on": date(2031, 1, 1)}, "within three years"),
        ({"basis": ""}, "under which law"),
    ],
)
def test_dates_that_contradict_each_other_and_sharing_without_a_law_are_refused(ines, trust, what, said):
    with pytest.raises(Refused, match=said):
        written(ines, trust, **what)


def test_data_go_out_only_under_what_the_body_has_signed_and_what_is_in_force(ines, trust):
    one = written(ines, trust)
    with pytest.raises(Refused, match="has not signed"):
        policies.check_covers(one, trust, ON)
    signed(one, ines)
    policies.check_covers(one, trust, ON)
    assert list(policies.covering([one.area_id], trust, ON)) == [one]
    with pytest.raises(Refused, match="has not begun"):
        policies.check_covers(one, trust, ON - timedelta(days=1))
    with pytest.raises(Refused, match="has not signed"):
        policies.check_covers(one, making.body("health"), ON)
    actions.end_agreement(agreement=one, because="Replaced", by=ines, on=ON)
    one.refresh_from_db()
    with pytest.raises(Refused, match="has ended"):
        policies.check_covers(one, trust, ON)
    assert not policies.covering([one.area_id], trust, ON).exists()


def test_a_system_reads_under_an_agreement_that_its_body_has_signed(ines, trust):
    ada = making.somebody("administrator", name="Ada Field")
    client = write_client(
        organisation=trust, name="Trust diary", purpose="Lists", contact="it@example.org", resources=["ident"], from_on=ON, until_on=date(2027, 7, 1), by=ada, on=ON
    )
    one = written(ines, trust)
    with pytest.raises(Refused, match="has not signed"):
        actions.put_under_agreement(client=client, agreement=one, by=ada, on=ON)
    at = signed_in(ada)
    assert "has signed no agreement to share data" in at.get(f"/systems/{client.pk}/agreement").content.decode()
    signed(one, ines)
    assert at.post(f"/systems/{client.pk}/agreement", {"agreement": str(one.pk)}).status_code == 302
    assert one.name in at.get(f"/systems/{client.pk}").content.decode()
    assert "Trust diary" in signed_in(ines).get(f"/agreements/{one.pk}").content.decode()


def test_whoever_answers_for_it_is_told_once_at_each_step_before_it_is_to_be_looked_at(ines, trust):
    one = written(ines, trust, review_on=ON + timedelta(days=90))
    told = []
    for days in (29, 30, 31, 76, 77, 90, 91):
        with clock.standing_on(ON + timedelta(days=days)):
            remind_of_agreements()
        told.append(Message.objects.filter(key__startswith=f"agreement:{one.pk}").count())
    assert told == [0, 1, 1, 2, 2, 3, 3]
    with clock.standing_on(ON + timedelta(days=91)):
        actions.review_agreement(agreement=one, reviewed_on=ON + timedelta(days=91), review_on=ON + timedelta(days=400), by=ines, on=ON + timedelta(days=91))
        assert states.to_remind(ON + timedelta(days=91)) == []


def test_the_register_is_written_by_whoever_governs_information_and_read_by_those_who_work_by_it(ines, trust):
    one = written(ines, trust)
    with pytest.raises(NotAllowed, match="write agreements with partners"):
        written(making.somebody("team_manager"), trust)
    assert one.name in signed_in(making.somebody("team_manager")).get("/agreements").content.decode()
    assert signed_in(making.officer()).get("/agreements").status_code == 403
    elsewhere = making.somebody("head_of_send", of=making.area("991", "Northmarsh"))
    assert signed_in(elsewhere).get(f"/agreements/{one.pk}").status_code == 404
    assert one.name not in signed_in(elsewhere).get("/agreements").content.decode()


def test_an_agreement_is_added_signed_and_looked_at_again_on_its_pages(ines, trust):
    council = making.body("authority", of=making.area("991", "Northmarsh"), name="Northmarsh Council")
    at = signed_in(ines)
    days = {"from_on-day": "1", "from_on-month": "11", "from_on-year": "2026", "review_on-day": "1", "review_on-month": "5", "review_on-year": "2027", "until_on-day": "", "until_on-month": "", "until_on-year": ""}
    typed = {"kind": "border", "name": "Children across our border", "purpose": "To see them safe", "basis": "", "owner": str(ines.pk), "partners": [], **days}
    wrong = at.post("/agreements/new", typed).content.decode()
    assert "Choose the bodies that are to sign" in wrong and "Children across our border" in wrong
    made = at.post("/agreements/new", {**typed, "partners": [str(council.pk)]})
    page = at.get(made["Location"]).content.decode()
    assert "Northmarsh Council" in page and "0 of 1 signed" in page and "Waits for signatures" in page
    one = Agreement.objects.get(name="Children across our border")
    change = next(part.split('"')[0] for part in page.split('href="') if part.startswith("/agreements/partners/"))
    signing = {"signed_by": "", "signed_on-day": "2", "signed_on-month": "11", "signed_on-year": "2026", "contact": "Sam Reed, access officer", "email": "sam@example.org", "phone": "07700 900123"}
    assert "Enter who signed" in at.post(change, signing).content.decode()
    at.post(change, {**signing, "signed_by": "Lee Hope, Director"})
    page = at.get(f"/agreements/{one.pk}").content.decode()
    assert "1 of 1 signed" in page and "Lee Hope, Director" in page and "Sam Reed, access officer" in page and "In force" in page


def test_an_agreement_that_goes_on_for_years_is_looked_at_again_every_time(ines, trust):
    one = written(ines, trust, from_on=date(2022, 1, 1), review_on=date(2024, 12, 1))
    actions.review_agreement(agreement=one, reviewed_on=ON, review_on=date(2027, 11, 1), by=ines, on=ON)
    with pytest.raises(Refused, match="within three years"):
        actions.review_agreement(agreement=one, reviewed_on=ON, review_on=date(2031, 1, 1), by=ines, on=ON)
    with pytest.raises(Refused, match="before it began"):
        actions.review_agreement(agreement=one, reviewed_on=date(2021, 1, 1), review_on=date(2027, 1, 1), by=ines, on=ON)


def test_who_signed_is_not_lost_for_want_of_a_day(ines, trust):
    one = written(ines, trust)
    at = signed_in(ines)
    change = next(part.split('"')[0] for part in at.get(f"/agreements/{one.pk}").content.decode().split('href="') if part.startswith("/agreements/partners/"))
    typed = {"signed_by": "Lee Hope, Director", "signed_on-day": "", "signed_on-month": "", "signed_on-year": "", "contact": "", "email": "", "phone": ""}
    page = at.post(change, typed).content.decode()
    assert "Enter the day of signing" in page and "Lee Hope, Director" in page
    signed(one, ines)
    assert "is on record" in at.post(change, {**typed, "signed_by": ""}).content.decode()
    assert one.partners.get().signed_on == ON


def test_of_an_agreement_whose_keeper_has_left_whoever_writes_agreements_is_told(ines, trust):
    left = making.somebody("head_of_send", name="Lee Gone")
    one = written(ines, trust, owner=left, review_on=ON + timedelta(days=10))
    left.is_active = False
    left.save()
    assert [each for each, _ in states.to_remind(ON)] == [one]
    remind_of_agreements()
    told = Message.objects.filter(key__startswith=f"agreement:{one.pk}")
    assert list(told.values_list("to_user_id", flat=True)) == [ines.pk]
