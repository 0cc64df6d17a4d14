from datetime import date, timedelta
from io import BytesIO

import pytest
import python_calamine
from django.db import IntegrityError, transaction

from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.models import Event, Message, Reading
from goldenthread.core.refusals import NotAllowed
from goldenthread.desk import actions
from goldenthread.desk.models import Export
from goldenthread.desk.tests import making
from goldenthread.desk.workbook import COLUMNS
from goldenthread.people.models import Membership
from tests import making as every

from .making import ON

WHY = "For the panel on Wednesday"


@pytest.fixture
def ruth(area):
    return making.officer(area, role="team_manager", name="Ruth Lane")


@pytest.fixture
def nora(area):
    return making.officer(area, role="head_of_send", name="Nora Hale")


def sheet(answer):
    return python_calamine.load_workbook(BytesIO(answer.content)).get_sheet_by_name("Caseload").to_python()


def asked(client, query="", reason=WHY):
    return client.post(f"/caseload/export{query}", {"reason": reason})


def test_what_is_shown_is_what_is_in_the_file(client, area, ruth):
    making.child(area, forename="Amy", surname="Ash", received_on=ON - timedelta(days=50), upn="A999900000001")
    making.child(area, forename="Ben", surname="Birch", plan_on=date(2024, 1, 10))
    making.sign_in(client, ruth)
    answer = asked(client, "?stage=deciding")
    heading, *rows = sheet(answer)
    assert heading == [words for words, _ in COLUMNS]
    assert [row[1] for row in rows] == ["Amy Ash"]
    assert rows[0][2] == date(2016, 3, 4)
    assert rows[0][3] == "A999900000001"
    assert rows[0][13:] == ["Decide whether to assess and tell the family", 1.0]
    assert "Amy" not in answer["Content-Disposition"]


def test_a_file_leaves_its_reason_in_each_childs_record(client, area, ruth):
    amy = making.child(area, forename="Amy", surname="Ash", received_on=ON)
    making.sign_in(client, ruth)
    asked(client)
    [reading] = Reading.objects.filter(page="desk.export")
    assert (reading.by_id, reading.child_ids, reading.reason) == (ruth.pk, [amy.pk], WHY)
    taken = Event.objects.get(verb="desk.take_export")
    assert (taken.why, taken.fact) == (WHY, {"children": 1})


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+44", "-2+3", "@SUM(A1)", "https://example.org"])
def test_a_name_that_looks_like_a_formula_stays_a_name(client, area, ruth, name):
    making.child(area, forename=name, surname="Ash", received_on=ON)
    making.sign_in(client, ruth)
    answer = asked(client)
    assert sheet(answer)[1][1] == f"{name} Ash"
    formulas = [
        row
        for row in python_calamine.load_workbook(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        if row[1] == 0
    ]
    assert not formulas


@pytest.mark.parametrize(
    "reason, sentence",
    [("", "Enter why you need this list as a file"), ("work", "Say in a few words who will use the file")],
)
def test_no_file_without_a_reason(client, area, ruth, reason, sentence):
    making.child(area, received_on=ON)
    making.sign_in(client, ruth)
    page = asked(client, reason=reason)
    assert sentence in page.content.decode()
    assert not Export.objects.exists()


def test_no_file_without_a_second_factor_of_the_last_five_minutes(client, area, ruth):
    making.child(area, received_on=ON)
    making.sign_in(client, ruth)
    session = client.session
    session["second_factor_at"] -= 400
    session.save()
    assert asked(client).status_code == 302
    assert not Export.objects.exists()


def test_a_coordinator_takes_only_their_own_caseload(at_desk, area, ellis):
    making.child(area, forename="Mine", surname="Marsh", received_on=ON, worker=ellis)
    making.child(area, forename="Theirs", surname="Vale", received_on=ON)
    assert [row[1] for row in sheet(asked(at_desk))[1:]] == ["Mine Marsh"]


def test_a_coordinator_with_no_caseload_is_told_so(at_desk, area):
    making.child(area, received_on=ON)
    assert "There is no child on this list that you may take away" in at_desk.get("/caseload/export").content.decode()


@pytest.mark.parametrize("role", ["analyst", "board_member", "administrator", "panel_member"])
def test_who_may_not_export_has_no_such_page(client, area, role):
    making.sign_in(client, making.officer(area, role=role))
    assert client.get("/caseload/export").status_code == 403


# --- a second person


@pytest.fixture
def waiting(client, area, ruth, nora):
    """Ruth has asked for sixty children: one too many for one person ten times over."""
    making.fill(area, 60)
    making.sign_in(client, ruth)
    asked(client)
    return Export.objects.get()


def test_over_fifty_children_wait_for_a_second_person_who_is_told(client, waiting, nora, ruth):
    assert client.post(f"/exports/{waiting.pk}/file").status_code == 302
    waiting.refresh_from_db()
    assert waiting.taken_on is None
    assert not Reading.objects.filter(page="desk.export").exists()
    assert [message.to_user_id for message in Message.objects.all()] == [nora.pk]


def test_nobody_agrees_to_their_own_export(client, waiting):
    client.post(f"/exports/{waiting.pk}/agree")
    waiting.refresh_from_db()
    assert waiting.agreed_on is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.filter(pk=waiting.pk).update(agreed_on=ON, decided_by=waiting.asked_by)


def test_no_command_agrees_to_an_export_or_takes_one(waiting):
    with pytest.raises(NotAllowed, match="A person must agree"):
        actions.agree_to_export(export=waiting, by=command("tests"), on=ON)
    with pytest.raises(NotAllowed, match="Only the person who asked"):
        actions.take_export(export=waiting, how_many=1, by=command("tests"), on=ON)


def test_once_a_second_person_agrees_the_asker_takes_the_file_once(client, waiting, ruth, nora):
    making.sign_in(client, nora)
    client.post(f"/exports/{waiting.pk}/agree")
    assert client.post(f"/exports/{waiting.pk}/file").status_code == 404
    making.sign_in(client, ruth)
    assert len(sheet(client.post(f"/exports/{waiting.pk}/file"))) == 61
    again = client.post(f"/exports/{waiting.pk}/file", follow=True)
    assert "This export was taken already" in again.content.decode()


def test_what_was_refused_is_never_handed_over(client, waiting, ruth, nora):
    making.sign_in(client, nora)
    client.post(f"/exports/{waiting.pk}/refuse")
    client.post(f"/exports/{waiting.pk}/agree")
    making.sign_in(client, ruth)
    assert "This export was refused" in client.post(f"/exports/{waiting.pk}/file", follow=True).content.decode()


def test_agreement_is_good_for_a_week(client, waiting, ruth, nora):
    Export.objects.update(agreed_on=ON, decided_by=nora)
    with clock.standing_on(ON + timedelta(days=8)):
        making.sign_in(client, ruth)
        assert "agreed more than a week ago" in client.post(f"/exports/{waiting.pk}/file", follow=True).content.decode()


def test_rights_lost_after_asking_keep_the_children_out_of_the_file(client, waiting, area, ruth, nora):
    Export.objects.update(agreed_on=ON, decided_by=nora)
    ruth.memberships.update(role="coordinator")
    making.sign_in(client, ruth)
    assert len(sheet(client.post(f"/exports/{waiting.pk}/file"))) == 1


def test_who_has_left_takes_no_file(client, waiting, ruth, nora):
    Export.objects.update(agreed_on=ON, decided_by=nora)
    ruth.memberships.update(until_on=ON - timedelta(days=1))
    making.sign_in(client, ruth)
    assert client.post(f"/exports/{waiting.pk}/file").status_code == 403


def test_a_coordinator_or_another_areas_manager_finds_no_export_to_agree_to(client, waiting, ellis):
    other = making.officer(making.area("Elsewhere"), role="head_of_send")
    for user in (ellis, other):
        making.sign_in(client, user)
        assert client.post(f"/exports/{waiting.pk}/agree").status_code == 404
        assert "Ruth Lane" not in client.get("/exports").content.decode()


def test_a_file_holds_nobody_of_an_area_where_this_person_only_works_cases(client, area, ruth):
    there = every.area("991", "Thornmouth")
    Membership.objects.create(user=ruth, organisation=every.team(there), role="coordinator", from_on=date(2020, 1, 1))
    making.child(area, forename="Amy", surname="Ash", received_on=ON)
    making.child(there, forename="Ben", surname="Birch", received_on=ON)
    making.sign_in(client, ruth)
    assert "Birch" in client.get("/caseload").content.decode()
    assert [row[1] for row in sheet(asked(client))[1:]] == ["Amy Ash"]
    theirs = Export.objects.create(area=there, asked_by=making.officer(there), asked_on=ON, reason=WHY, child_ids=[])
    assert client.post(f"/exports/{theirs.pk}/agree").status_code == 404


@pytest.fixture
def there(ruth):
    """Another area, in which Ruth is a manager too."""
    there = every.area("991", "Thornmouth")
    Membership.objects.create(user=ruth, organisation=every.team(there), role="team_manager", from_on=date(2020, 1, 1))
    return there


def test_who_may_export_from_two_areas_chooses_from_which(client, area, ruth, there):
    making.child(area, forename="Amy", surname="Ash", received_on=ON)
    making.child(there, forename="Ben", surname="Birch", received_on=ON)
    making.sign_in(client, ruth)
    first = client.get("/caseload/export?stage=deciding").content.decode()
    assert f'href="?stage=deciding&amp;area={there.code}"' in first
    taken = {code: sheet(asked(client, f"?area={code}"))[1][1] for code in (area.code, there.code)}
    assert taken == {area.code: "Amy Ash", there.code: "Ben Birch"}
    assert set(Export.objects.values_list("area__code", flat=True)) == set(taken)
    assert client.get("/caseload/export?area=000").status_code == 404


def test_whose_right_in_one_area_has_ended_is_told_so_and_the_file_stays(client, waiting, ruth, nora, there):
    Export.objects.update(agreed_on=ON, decided_by=nora)
    ruth.memberships.exclude(organisation__area=there).update(until_on=ON - timedelta(days=1))
    making.sign_in(client, ruth)
    answer = client.post(f"/exports/{waiting.pk}/file", follow=True)
    assert "Your role in this area has ended" in answer.content.decode()
    assert Export.objects.get().taken_on is None


def test_whose_right_to_agree_ended_while_the_page_was_open_gets_an_answer(client, waiting, nora, there):
    making.sign_in(client, nora)
    assert "Agree" in client.get("/exports").content.decode()
    with transaction.atomic():
        nora.memberships.update(role="coordinator")
    for answer in ("agree", "refuse"):
        assert client.post(f"/exports/{waiting.pk}/{answer}").status_code == 404
    assert (Export.objects.get().agreed_on, Export.objects.get().refused_on) == (None, None)
