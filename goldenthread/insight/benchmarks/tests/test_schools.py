"""Needs found by school: what chance explains, what it does not, and the question that follows."""

import re
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.casework.models import Case
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.benchmarks.schools import actions
from goldenthread.insight.benchmarks.schools.finder import Deviation, School, deviations, limits, phase_of, schools_of
from goldenthread.insight.benchmarks.schools.models import SchoolNumbers, SchoolQuery
from tests import making

ON = making.TODAY


def school(pk: int, asd: int = 2, *, plans: int = 20, pupils: int | None = None, meals: float | None = None, phase: str = "primary") -> School:
    return School(pk, f"School {pk:02}", phase, pupils, meals, plans, {"ASD": asd, "SLCN": plans - asd})


def alike(count: int = 6, **more) -> list[School]:
    return [school(each, **more) for each in range(1, count + 1)]


# What chance explains


def test_limits_are_those_of_the_binomial_distribution():
    """Worked from tables: of 20 with one in ten each, 7 or more happen less than 3 times in 1,000, and nought 122."""
    assert limits(20, 0.1) == (0, 7)
    assert limits(100, 0.5) == (35, 65)


@given(st.integers(1, 3000), st.floats(0, 1))
def test_limits_lie_within_the_base_and_hold_the_expected_number(base, share):
    low, high = limits(base, share)
    assert 0 <= low <= high <= base
    assert low <= base * share + 1 and high >= base * share - 1


def test_the_fewer_the_children_the_wider_the_limits():
    few, many = limits(10, 0.3), limits(1000, 0.3)
    assert (few[1] - few[0]) / 10 > (many[1] - many[0]) / 1000


def test_a_school_far_from_its_like_is_named_and_one_that_is_a_little_above_is_not():
    found = deviations([*alike(), school(90, 14), school(91, 5)])
    assert {(each.school.pk, each.need, each.more) for each in found} == {(90, "ASD", True), (90, "SLCN", False)}
    assert "primary" in found[0].alike and found[0].others == 7


def test_schools_are_named_in_the_order_of_their_names_and_not_by_how_far_they_lie_out():
    found = deviations([school(1, 15), *[school(each) for each in range(2, 9)], school(9, 19)])
    assert [each.school.pk for each in found if each.need == "ASD"] == [1, 9]


def test_a_special_school_is_not_held_against_primary_schools():
    assert deviations([*alike(), school(90, 20, phase="special")]) == []


def test_few_children_or_few_schools_are_not_compared():
    assert deviations([*alike(), school(90, 7, plans=7)]) == []
    assert deviations([*alike(4), school(90, 20)]) == []


def test_with_pupils_known_the_base_is_pupils_and_only_schools_of_known_size_are_held_against():
    schools = [school(each, 4, pupils=200 + each, meals=20) for each in range(1, 12)]
    found = deviations([*schools, school(90, 18, pupils=205, meals=20)])
    assert [(each.base, each.of_pupils) for each in found] == [(205, True)] * len(found) and found
    assert deviations([*schools, school(90, 18)]) == []


def test_the_group_is_of_like_size_and_free_meals_where_there_are_enough():
    schools = [school(each, 4, pupils=100 * each, meals=each) for each in range(1, 25)]
    found = deviations([*schools, school(90, 20, pupils=2400, meals=24)])
    assert "of like size" in found[0].alike and "with a like share of free school meals" in found[0].alike


@pytest.mark.parametrize(
    ("phase", "kind", "group"),
    [
        ("Primary", "Academy converter", "primary"),
        ("Middle deemed secondary", "Community school", "secondary"),
        ("Not applicable", "Community special school", "special"),
        ("Not applicable", "Pupil referral unit", "alternative provision"),
        ("16 plus", "Further education", "after 16"),
        ("", "", "of unknown phase"),
    ],
)
def test_a_schools_group_follows_its_kind_and_phase(phase, kind, group):
    assert phase_of(phase, kind) == group


# The record, the question and the answer


@pytest.fixture
def place(db):
    """Seven primary schools with eight children each; at one of them all have autism. Takes half a second."""
    area = making.area()
    schools, cases = [], []
    for number in range(7):
        at = making.school(f"School {number}")
        at.phase = "Primary"
        at.save()
        schools.append(at)
        for each in range(8):
            child = making.child(f"Child{number}x{each} Alder")
            need = "ASD" if number == 0 or each == 0 else "SLCN"
            cases.append(Case(child=child, area=area, reference=f"GT-{number}-{each}", name=child.name, sort_name=child.name, date_of_birth=child.date_of_birth, stage="plan", open=True, setting=at, need=need))
    Case.objects.bulk_create(cases, update_conflicts=True, unique_fields=["child"], update_fields=["open", "stage", "setting", "need", "area"])
    return area, schools


@pytest.fixture
def found(place) -> Deviation:
    return next(each for each in deviations(schools_of(place[0].pk)) if each.need == "ASD")


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_question_goes_to_the_school_is_answered_on_a_page_and_closed(place, found):
    """The whole story in the pages; takes a second."""
    _, schools = place
    head, senco = making.somebody("head_of_send"), making.somebody("setting_staff", schools[0])
    officer, at_school = signed_in(head), signed_in(senco)
    said = words(officer.get("/insight/needs-by-school"))
    assert "School 0" in said and "It is a reason to ask, not a finding." in said
    page = f"/insight/needs-by-school/ask?school={schools[0].pk}&need=ASD"
    assert "chance explains" in words(officer.get(page))
    key = re.search(r'name="form_key" value="([^"]+)"', officer.get(page).content.decode())
    answer = officer.post(page, {"question": "What lies behind this?", **({"form_key": key[1]} if key else {})})
    query = SchoolQuery.objects.get()
    assert answer.status_code == 302 and (query.found, query.base) == (8, 8)
    assert Message.objects.filter(to_user_id=senco.pk).count() == 1
    assert "Asked" in words(officer.get("/insight/needs-by-school"))

    assert "School 0" in words(at_school.get("/insight/school-queries"))
    own = f"/insight/school-queries/{query.pk}"
    assert "What lies behind this?" in words(at_school.get(own))
    assert "Write your answer" in words(at_school.post(own, {"answer": ""}))
    assert at_school.post(own, {"answer": "We run the unit for the whole district."}).status_code == 302
    assert "whole district" in words(officer.get(own))
    assert Message.objects.filter(to_user_id=head.pk).exists()
    assert officer.post(own, {"outcome": "explained"}).status_code == 302
    query.refresh_from_db()
    assert (query.outcome, query.answered_by, query.closed_by) == ("explained", senco, head)
    assert {"insight.ask_school", "insight.answer_school_query", "insight.close_school_query"} <= set(Event.objects.values_list("verb", flat=True))
    assert "Closed on" in words(at_school.get(own))


def test_another_school_and_whoever_sees_totals_only_find_nothing(place, found):
    area, schools = place
    query = actions.ask_school(area=area, deviation=found, question="Why?", by=making.somebody("head_of_send"), on=ON)
    for user in (making.somebody("setting_staff", schools[1]), making.somebody("board_member"), making.user("Pat Alder")):
        client = signed_in(user)
        assert client.get(f"/insight/school-queries/{query.pk}").status_code in (403, 404)
        assert client.get("/insight/needs-by-school").status_code in (403, 404)
    head = signed_in(making.somebody("head_of_send"))
    assert head.get(f"/insight/school-queries/{uuid4()}").status_code == 404
    assert head.get("/insight/needs-by-school/ask").status_code == head.get(f"/insight/needs-by-school/ask?school={schools[1].pk}&need=ASD").status_code == 404


def test_refusals_say_why(place, found):
    area, schools = place
    head = making.somebody("head_of_send")
    with pytest.raises(NotAllowed, match="Your role does not let you"):
        actions.ask_school(area=area, deviation=found, question="Why?", by=making.somebody("setting_staff", schools[1]), on=ON)
    with pytest.raises(Refused, match="Say what you would like to know"):
        actions.ask_school(area=area, deviation=found, question=" ", by=head, on=ON)
    query = actions.ask_school(area=area, deviation=found, question="Why?", by=head, on=ON)
    with pytest.raises(Refused, match="has been asked about this need already"):
        actions.ask_school(area=area, deviation=found, question="Why?", by=head, on=ON)
    with pytest.raises(NotAllowed, match="Only staff of the school that was asked"):
        actions.answer_school_query(query=query, answer="So", by=making.somebody("setting_staff", schools[1]), on=ON)
    with pytest.raises(NotAllowed):
        actions.close_school_query(query=query, outcome="explained", by=making.somebody("setting_staff", schools[0]), on=ON)
    with pytest.raises(Refused, match="Say what came of it"):
        actions.close_school_query(query=query, outcome="", by=head, on=ON)
    actions.close_school_query(query=query, outcome="records", by=head, on=ON)
    with pytest.raises(Refused, match="closed already"):
        actions.close_school_query(query=query, outcome="records", by=head, on=ON)
    with pytest.raises(Refused, match="can be answered no more"):
        actions.answer_school_query(query=query, answer="So", by=making.somebody("setting_staff", schools[0]), on=ON)


def test_a_closed_record_is_in_no_schools_number(place):
    area, schools = place
    Case.objects.filter(setting=schools[0]).update(area=None)
    assert schools[0].pk not in {each.pk for each in schools_of(area.pk)}


def test_pupils_and_free_meals_come_from_the_register(db, tmp_path, capsys):
    at = making.school("Low Wood School")
    at.urn = 990001
    at.save()
    path = tmp_path / "extract.csv"
    path.write_text("URN,NumberOfPupils,PercentageFSM\n990001,210,31.4\n990002,99,\n990001,,\n")
    call_command("import_school_numbers", str(path))
    assert capsys.readouterr().out.strip() == '{"schools": 1, "elsewhere": 1, "without": 1}'
    held = SchoolNumbers.objects.get()
    assert (held.school, held.pupils, float(held.free_meals)) == (at, 210, 31.4)
    for said, sentence in (("URN\n", "no column NumberOfPupils"), ("URN,NumberOfPupils,PercentageFSM\n990001,many,1\n", "no number of pupils"), ("URN,NumberOfPupils,PercentageFSM\n990001,3,101\n", "no percentage")):
        path.write_text(said)
        with pytest.raises(CommandError, match=sentence):
            call_command("import_school_numbers", str(path))
    assert SchoolNumbers.objects.get().pupils == 210
