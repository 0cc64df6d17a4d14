"""A body's system reads the children its body is involved with, what its contract names, and nothing else."""

from datetime import date, timedelta

import pytest

from goldenthread.api.things import THINGS
from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.core import clock
from goldenthread.core.models import Reading
from goldenthread.people.agreements.actions import end_agreement, put_under_agreement
from goldenthread.people.clients import actions
from goldenthread.people.clients.arriving import A_MINUTE
from goldenthread.people.clients.standing import readable
from goldenthread.people.models import ApiKey, Organisation
from goldenthread.people.tests.agreeing import signed, written
from goldenthread.plans.models import Line, Plan, Version
from goldenthread.provision.models import DeliveryRecord, WatchedLine
from goldenthread.reviews.models import Cease, Progress, Report, Review
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
        ("children?limit=0002001", "a whole number from 1 to 200"),
        ("children?limit=00020099999999999999999999", "a whole number from 1 to 200"),
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


# What each kind of body is told of everything there is


def test_every_address_answers_who_has_the_right_and_refuses_who_has_not(ask, school):
    one = child_of(school)
    whole = ask(making.team(), *readable("send_team"))
    for thing in THINGS.values():
        path = f"{thing.name}?child={one.pk}" if thing.one_child else thing.name
        answer = whole(path)
        assert answer.status_code == 200, (thing.name, answer.content)
        assert thing.one_child == (whole(thing.name).status_code == 400)
    narrow = ask(school, "ident")
    refused = {thing.name for thing in THINGS.values() if narrow(f"{thing.name}?child={one.pk}" if thing.child is not None else thing.name).status_code == 403}
    assert refused == {thing.name for thing in THINGS.values() if thing.resource != "ident"}


def test_whoever_knows_a_child_by_first_name_alone_is_told_nothing_else_of_the_child(ask):
    provider, one = making.body("provider"), making.child("Kai Alder")
    making.involve(provider, one, "deliverer")
    one.sen_needs.create(need="ASD", from_on=ON)
    one.attendances.create(organisation=making.school("Brook Primary School"), entry_on=date(2025, 9, 1))
    asked = ask(provider, "ident")
    for name in ("needs", "attendances"):
        assert asked(name).json()["data"] == []
        assert asked(f"{name}?child={one.pk}").json()["data"] == []


def test_needs_and_attendances_are_read_by_the_school_of_the_child(ask, school):
    one = child_of(school)
    one.sen_needs.create(need="ASD", from_on=ON)
    one.attendances.create(organisation=school, entry_on=date(2025, 9, 1))
    other = making.child("Zed Otherwise")
    other.sen_needs.create(need="MLD", from_on=ON)
    asked = ask(school, "ident")
    assert [row["need"] for row in asked("needs").json()["data"]] == ["ASD"]
    assert [(row["setting"], row["entry_on"]) for row in asked("attendances").json()["data"]] == [("Brook Primary School", "2025-09-01")]


def test_the_register_of_schools_is_nobodys_record_and_leaves_no_reading(ask, school):
    Organisation.objects.filter(pk=school.pk).update(urn=990001, establishment_type="Community school", la_code="990")
    asked = ask(school, "ident")
    rows = asked("establishments").json()["data"]
    assert [(row["urn"], row["name"]) for row in rows] == [(990001, "Brook Primary School")]
    assert not Reading.objects.exists()
    assert "Ask by limit and after" in asked("establishments?child=1").json()["detail"]


def test_a_report_of_a_review_is_told_of_only_from_the_day_it_was_sent(ask, school):
    one = child_of(school)
    plan = Plan.objects.create(child=one, area=one.area, made_on=date(2024, 3, 1))
    review = Review.objects.create(plan=plan, met_on=date(2026, 11, 2))
    Progress.objects.create(review=review, position=1, outcome="Asks for help in class", scale=3)
    report = Report.objects.create(review=review, recommends="A")
    asked = ask(school, "review")
    assert asked("reviews").json()["data"][0]["recommends"] is None
    assert asked("review-progress").json()["data"] == []
    report.sent_on = date(2026, 11, 10)
    report.save()
    assert asked("reviews").json()["data"][0]["recommends"] == "A"
    assert [(row["outcome"], row["scale"]) for row in asked("review-progress").json()["data"]] == [("Asks for help in class", 3)]


def test_a_plan_that_may_end_is_told_of_only_once_the_family_has_been_told(ask, school):
    one = child_of(school)
    plan = Plan.objects.create(child=one, area=one.area, made_on=date(2024, 3, 1))
    cease = Cease.objects.create(plan=plan, child=one, area=one.area, reason="paid_employment", why="She works", proposed_on=date(2026, 9, 1))
    asked = ask(school, "review")
    assert asked("ceasings").json()["data"] == []
    Cease.objects.filter(pk=cease.pk).update(yes=True, reasons="She works", decided_on=date(2026, 10, 1), notified_on=date(2026, 10, 2))
    assert [(row["reason"], row["told_on"]) for row in asked("ceasings").json()["data"]] == [("paid_employment", "2026-10-02")]


def test_who_gives_a_line_reads_how_often_it_is_due_and_no_other_bodys_line(ask):
    provider, one = making.body("provider"), making.child("Kai Alder")
    making.involve(provider, one, "deliverer")
    version = Version.objects.create(child=one, area=one.area, number=1, started_on=ON)
    for position, body in enumerate((provider, making.body("provider")), 1):
        line = Line.objects.create(version=version, section="F", kind="provision", position=position, text="Speech therapy")
        WatchedLine.objects.create(line=line, child=one, area=one.area, deliverer=body, lineage=line.lineage, section="F", every="week", starts_on=ON)
    rows = ask(provider, "provision")(f"provision?child={one.pk}").json()["data"]
    assert [(row["given_by"], row["every"]) for row in rows] == [(provider.name, "week")]


def test_drafts_and_what_they_say_are_read_by_no_system(ask, school):
    one = child_of(school)
    plan = Plan.objects.create(child=one, area=one.area, made_on=date(2024, 3, 1))
    issued = Version.objects.create(child=one, area=one.area, plan=plan, number=1, started_on=date(2024, 1, 5), issued_on=date(2024, 3, 1), issued_by=making.officer(), kind="final", digest="0" * 64)
    Version.objects.create(child=one, area=one.area, plan=plan, number=2, started_on=ON, earlier=issued)
    assert [row["number"] for row in ask(school, "plan")("plan-versions").json()["data"]] == [1]


def test_a_decision_and_an_exception_are_read_with_their_request(ask, school):
    one = child_of(school)
    request = Request.objects.create(child=one, area=one.area, received_on=date(2026, 6, 1), route="parent", channel="post")
    Decision.objects.create(request=request, about="assess", yes=True, made_on=date(2026, 7, 1), notified_on=date(2026, 7, 2), reasons="Words for people")
    ExceptionClaim.objects.create(request=request, clock="EHCNA-20", ground="not_stated", accepted_on=date(2026, 8, 1), evidence="Words for people")
    asked = ask(school, "request")
    (decision,) = asked("decisions").json()["data"]
    assert (decision["request"], decision["yes"], decision["told_on"]) == (str(request.pk), True, "2026-07-02")
    (claim,) = asked("exceptions").json()["data"]
    assert (claim["clock"], claim["accepted_on"]) == ("EHCNA-20", "2026-08-01")
    assert b"Words for people" not in asked("decisions").content + asked("exceptions").content


def test_a_system_reads_nothing_once_the_agreement_that_it_reads_under_has_ended(ask, school, ada, hana):
    child_of(school)
    asked = ask(school, "ident")
    agreement = signed(written(hana, school, review_on=ON + timedelta(days=30), until_on=ON + timedelta(days=60)), hana)
    put_under_agreement(client=asked.contract, agreement=agreement, by=ada, on=ON)
    assert len(asked("children").json()["data"]) == 1
    with clock.standing_on(ON + timedelta(days=61)):
        assert asked("children").status_code == 403
    end_agreement(agreement=agreement, because="Replaced", by=hana, on=ON)
    answer = asked("children")
    assert answer.status_code == 403 and "agreement to share data" in answer.json()["detail"]
