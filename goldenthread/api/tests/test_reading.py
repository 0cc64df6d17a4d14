"""A body's system reads the children its body is involved with, what its contract names, and nothing else."""

from datetime import date, timedelta

import pytest

from goldenthread.core import clock
from goldenthread.core.models import Reading
from goldenthread.people.clients import actions
from goldenthread.people.clients.arriving import A_MINUTE
from goldenthread.people.models import ApiKey
from goldenthread.plans.models import Line, Plan, Version
from goldenthread.provision.models import DeliveryRecord
from tests import making

ON = date(2026, 11, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def ada():
    return making.somebody("administrator")


@pytest.fixture
def hana():
    return making.somebody("head_of_send")


@pytest.fixture
def school():
    return making.school("Brook Primary School")


@pytest.fixture
def ask(client, ada, hana):
    """Ask an address with the key of a contract of this body."""

    def with_contract(at, *resources, **more):
        contract = actions.write_client(
            organisation=at, name="Its records", purpose="Registers", contact="it@example.org", resources=resources, by=ada, on=ON,
            from_on=ON, until_on=ON + timedelta(days=200),
        )  # fmt: skip
        actions.agree_to_client(client=contract, by=hana, on=ON)
        key = actions.make_key(client=contract, by=ada, on=ON)

        def asked(path, **headers):
            return client.get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {key}", **headers})

        asked.contract = contract
        return asked

    return with_contract


def child_of(school, name="Kai Alder", **more):
    one = making.child(name, **more)
    making.involve(school, one, "setting")
    return one


def test_a_school_reads_its_own_children_and_the_record_says_who_looked(ask, school):
    mine, other = child_of(school), making.child("Zed Otherwise")
    asked = ask(school, "ident")
    answer = asked("children")
    assert answer.status_code == 200, answer.content
    assert [row["id"] for row in answer.json()["data"]] == [str(mine.pk)] and answer.json()["next"] is None
    assert answer.json()["data"][0]["date_of_birth"] == "2016-03-09"
    assert b"Otherwise" not in answer.content
    seen = Reading.objects.get()
    assert (seen.child_ids, seen.page, seen.by_id) == ([mine.pk], "api.children", asked.contract.user_id)
    assert asked(f"children/{mine.pk}").json()["surname"] == "Alder"
    assert asked(f"children/{other.pk}").status_code == 404


def test_what_the_contract_does_not_name_is_refused_with_a_sentence(ask, school):
    child_of(school)
    answer = ask(school, "ident")("plans")
    assert answer.status_code == 403 and answer["Content-Type"] == "application/problem+json"
    assert "Your contract does not name this" in answer.json()["detail"]


def test_a_plan_is_read_by_the_school_and_the_council_and_not_from_another_area(ask, school):
    mine = child_of(school)
    plan = Plan.objects.create(child=mine, area=mine.area, made_on=date(2025, 3, 1))
    away = making.area("991", "Ferngate")
    theirs = making.child("Far Away", of=away)
    making.involve(school, theirs, "setting")
    Plan.objects.create(child=theirs, area=away, made_on=date(2025, 3, 1))
    for body in (school, making.team()):
        rows = ask(body, "plan")("plans").json()["data"]
        assert [row["id"] for row in rows] == [str(plan.pk)]
        assert rows[0]["made_on"] == "2025-03-01" and rows[0]["version"] is None


def test_a_provider_knows_a_child_by_first_name_alone(ask):
    provider = making.body("provider")
    one = making.child("Kai Alder")
    making.involve(provider, one, "deliverer")
    rows = ask(provider, "ident")("children").json()["data"]
    assert rows == [{"id": str(one.pk), "forename": "Kai", "known_as": "Kai"}]


def test_a_setting_that_is_only_consulted_reads_nothing_by_system(ask, school):
    making.involve(school, making.child("Kai Alder"), "consulted")
    assert ask(school, "ident")("children").json()["data"] == []


def test_a_closed_record_is_not_there_for_any_system_even_of_a_body_that_is_let_in(ask, school):
    closed = making.child("Kept Close", closed_list_on=date(2026, 6, 1))
    making.involve(school, closed, "setting")
    making.involve(making.team(), closed, "named_list")
    for body in (school, making.team()):
        assert ask(body, "ident")("children").json()["data"] == []


def test_pages_follow_each_other_until_all_are_read_once(ask, school):
    children = {str(child_of(school, f"Child Number{n}").pk) for n in range(5)}
    asked, seen, path = ask(school, "ident"), [], "children?limit=2"
    while path:
        answer = asked(path.removeprefix("/api/v1/")).json()
        seen += [row["id"] for row in answer["data"]]
        path = answer["next"]
    assert sorted(seen) == sorted(children)


@pytest.mark.parametrize(
    ("asked_for", "sentence"),
    [
        ("children?limit=0", "a whole number from 1 to 200"),
        ("children?limit=ten", "a whole number from 1 to 200"),
        ("children?child=Kai", "must be the id of a child"),
        ("children?after=1", "as the last answer’s ‘next’ gave it"),
        ("children?name=Kai", "is not understood here"),
        ("children?limit=1&limit=2", "is not understood here"),
    ],
)
def test_a_question_that_is_not_understood_says_what_to_send(ask, school, asked_for, sentence):
    answer = ask(school, "ident")(asked_for)
    assert answer.status_code == 400 and sentence in answer.json()["detail"]


def test_no_key_a_wrong_key_and_a_session_open_nothing(client, ask, school):
    ask(school, "ident")
    client.force_login(making.officer())
    assert client.get("/api/v1/children").status_code == 401
    wrong = client.get("/api/v1/children", headers={"Authorization": "Bearer gt_wrong"})
    assert wrong.status_code == 401 and "not known" in wrong.json()["detail"]
    assert client.get("/api/v1/children", headers={"Authorization": "Basic abc"}).status_code == 401


def test_a_withdrawn_key_and_a_contract_that_ended_or_ran_out_open_nothing(ask, ada, school):
    asked = ask(school, "ident")
    with clock.standing_on(ON + timedelta(days=201)):
        assert asked("children").status_code == 403
    with clock.standing_on(ON - timedelta(days=1)):
        assert asked("children").status_code == 403
    assert asked("children").status_code == 200
    actions.withdraw_key(key=ApiKey.objects.get(), by=ada, on=ON)
    assert asked("children").status_code == 401


def test_a_key_that_asks_too_often_waits_for_the_next_minute(ask, school):
    asked = ask(school, "ident")
    assert asked("children").status_code == 200
    ApiKey.objects.update(asked=A_MINUTE)
    answer = asked("children")
    assert answer.status_code == 429 and 0 < int(answer["Retry-After"]) <= 60


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_version_one_is_only_read(client, ask, school, method):
    ask(school, "ident")
    assert getattr(client, method)("/api/v1/children").status_code in (401, 405)


def test_who_gives_a_line_reads_its_own_words_and_not_the_familys(ask, school):
    provider, one = making.body("provider"), making.child("Kai Alder")
    making.involve(provider, one, "deliverer")
    making.involve(school, one, "setting")
    version = Version.objects.create(child=one, area=one.area, number=1, started_on=ON)
    line = Line.objects.create(version=version, section="F", kind="provision", position=1, text="Speech therapy")
    for side, body in (("family", None), ("deliverer", provider), ("deliverer", making.body("provider")), ("setting", school)):
        DeliveryRecord.objects.create(
            child=one, area=one.area, line=line, lineage=line.lineage, week=date(2026, 11, 16), side=side, voice=body.name if body else "", state="given", organisation=body, said_on=ON
        )
    own = ask(provider, "provision")(f"deliveries?child={one.pk}").json()["data"]
    assert [row["side"] for row in own] == ["deliverer"]
    assert len(ask(school, "provision")(f"deliveries?child={one.pk}").json()["data"]) == 4
