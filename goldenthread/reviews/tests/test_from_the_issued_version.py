"""The final plan of a phase transfer and of a reassessment follows from the version that was issued, changes beside old words."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from goldenthread.access import session as rules
from goldenthread.casework import issuing as casework_gate
from goldenthread.casework.actions import advising, agreeing, consulting, issuing
from goldenthread.casework.issuing import looks
from goldenthread.casework.models import AdviceRequest, Case, Request
from goldenthread.core import clock
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Attendance, Deadline, Involvement
from goldenthread.plans import actions as plans
from goldenthread.plans.models import NextSetting, Served, Version
from goldenthread.plans.snapshot import said_of
from goldenthread.reviews.actions import amending, deciding, reassessing, transferring
from goldenthread.reviews.amendments import gate, version_of
from goldenthread.reviews.models import PhaseTransfer, Reassessment
from goldenthread.reviews.tasks import take_up_settings_on
from tests import making

from . import review_situations as now
from .change_situations import words

pytestmark = pytest.mark.django_db

FIFTEEN_DAYS_ON = now.REPORTED + timedelta(days=20)
NEXT_SEPTEMBER = date(2027, 9, 1)


def entered(client, user):
    client.force_login(user)
    session = client.session
    rules.begin(session, second_factor=True)
    session.save()
    return client


def stops_of(scene, on=FIFTEEN_DAYS_ON):
    return {stop.key for stop in gate(scene.fresh(), version_of(scene.review), on) if stop.holds}


def moving(scene=None):
    """A review before the move to secondary school: changes sent, the family's fifteen days over."""
    return now.amending_(scene, kind="phase")


def placed(scene, start_on=NEXT_SEPTEMBER):
    """The next school was consulted, said yes, and is chosen."""
    beck = making.school("Beck Academy")
    version = version_of(scene.fresh())
    head = making.somebody("setting_staff", beck, name="Noor Aziz")
    asked = consulting.consult_setting(version=version, setting=beck, family_asked=True, by=scene.worker, on=now.REPORTED)
    consulting.answer_consultation(consultation=asked, reply="yes", by=head, on=now.REPORTED)
    issuing.place(version=version, where="setting", setting=beck, start_on=start_on, by=scene.worker, on=FIFTEEN_DAYS_ON)
    return beck


def sent(scene, on=FIFTEEN_DAYS_ON):
    seen = frozenset(stop.key for stop in looks(gate(scene.fresh(), version_of(scene.review), on)))
    amending.propose_amended(review=scene.fresh(), looked=seen, by=scene.worker, on=on)
    return amending.issue_amended(review=scene.fresh(), by=scene.manager, on=on)


# --- A phase transfer


def test_before_a_move_the_plan_cannot_go_without_the_next_setting_and_its_day():  # draws the plan: about a second
    scene = moving()
    assert "next_setting" in stops_of(scene)
    placed(scene, start_on=now.REPORTED)
    assert "next_setting" in stops_of(scene)


def test_the_final_plan_of_a_move_follows_from_the_amended_plan_that_was_issued(client):  # draws the plan twice: two seconds
    scene = moving()
    beck = placed(scene)
    assert "next_setting" not in stops_of(scene)
    version = sent(scene)
    row = PhaseTransfer.objects.get(plan=scene.plan)
    assert (row.phase, row.final_on, row.final_version, row.final_setting) == ("primary_to_secondary", FIFTEEN_DAYS_ON, version, beck)
    assert Deadline.objects.get(matter_id=scene.plan.pk, clock="PHASE-SCHOOL").met_on == FIFTEEN_DAYS_ON
    named = list(version.lines.filter(section="I", removed_on__isnull=True).order_by("text").values_list("text", flat=True))
    assert named == ["Beck Academy, from 1 September 2027", "Calder Valley Academy"]
    with clock.standing_on(FIFTEEN_DAYS_ON):
        page = words(entered(client, scene.parent.user).get(f"/my/{scene.child.pk}/next-setting"))
        assert "It names Beck Academy" in page and "What changed in the plan" in page
        assert "Kai will ask for help with a card" in page and "Since then" in page
        officers = words(entered(client, scene.manager).get(f"/children/{scene.child.pk}/transfer"))
    assert "What changed in the plan of 20 December 2026" in officers and "The final plan was sent on paper" not in officers


def test_the_next_school_takes_effect_in_september_and_lists_by_school_are_right_in_between():  # draws the plan: about a second
    scene = moving()
    beck = placed(scene)
    sent(scene)
    attends = Attendance.objects.get(child=scene.child, left_on__isnull=True)

    def named():
        return scene.plan.named_settings.get().organisation

    def at(organisation, on):
        open_ways = Involvement.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), child=scene.child, role="setting", organisation=organisation, from_on__lte=on)
        return open_ways.exists()

    assert named() == scene.school and Case.objects.get(child=scene.child).setting_id == scene.school.pk
    day_before = NEXT_SEPTEMBER - timedelta(days=1)
    assert take_up_settings_on.func(day_before.isoformat()) == 0 and named() == scene.school
    assert not at(beck, day_before)
    assert take_up_settings_on.func(NEXT_SEPTEMBER.isoformat()) == 1
    assert named() == beck and Case.objects.get(child=scene.child).setting_id == beck.pk
    attends.refresh_from_db()
    assert attends.left_on == NEXT_SEPTEMBER
    assert at(beck, NEXT_SEPTEMBER) and at(scene.school, NEXT_SEPTEMBER) and not at(scene.school, NEXT_SEPTEMBER + timedelta(days=29))
    assert take_up_settings_on.func(NEXT_SEPTEMBER.isoformat()) == 0


def test_a_roll_elsewhere_than_the_plan_named_stays_where_it_is():  # draws the plan: about a second
    scene = moving()
    placed(scene)
    sent(scene)
    elsewhere = making.school("Hill School")
    Attendance.objects.filter(child=scene.child, left_on__isnull=True).update(organisation=elsewhere)
    take_up_settings_on.func(NEXT_SEPTEMBER.isoformat())
    assert Attendance.objects.get(child=scene.child, left_on__isnull=True).organisation == elsewhere


def test_a_plan_that_names_a_type_alone_takes_nobody_off_a_roll():  # draws the plan: about a second
    scene = moving()
    placed(scene)
    sent(scene)
    NextSetting.objects.update(organisation=None, setting_other="A special school")
    assert take_up_settings_on.func(NEXT_SEPTEMBER.isoformat()) == 1
    assert scene.plan.named_settings.get().setting_other == "A special school"
    assert Attendance.objects.get(child=scene.child, left_on__isnull=True).organisation == scene.school
    assert Involvement.objects.filter(child=scene.child, role="setting", organisation=scene.school, until_on__isnull=True).exists()


def test_a_child_whom_the_next_school_put_on_its_roll_early_leaves_the_former_one():  # draws the plan: about a second
    scene = moving()
    beck = placed(scene)
    sent(scene)
    Attendance.objects.create(child=scene.child, organisation=beck, entry_on=NEXT_SEPTEMBER)
    take_up_settings_on.func(NEXT_SEPTEMBER.isoformat())
    assert [each.organisation for each in Attendance.objects.filter(child=scene.child, left_on__isnull=True)] == [beck]


def test_an_amended_plan_that_names_no_next_setting_settles_no_move():  # draws the plan twice: about two seconds
    scene = now.amended()
    assert not PhaseTransfer.objects.filter(plan=scene.plan, final_on__isnull=False).exists()
    assert Deadline.objects.get(matter_id=scene.plan.pk, clock="PHASE-SCHOOL").met_on is None


def test_nobody_types_the_day_of_a_final_plan_that_is_kept_here():
    scene = now.in_force()
    with pytest.raises(Refused, match="follow from the amended plan"):
        transferring.note_transfer_final(
            plan=scene.plan, phase="primary_to_secondary", year=2027, final_on=now.TODAY, setting=None, words="A special school", by=scene.manager, on=now.TODAY
        )


# --- A reassessment


def agreed(scene=None):
    scene = scene or now.in_force()
    row = reassessing.note_reassessment(plan=scene.plan, route="parent", requested_on=now.TODAY, why="He has changed.", by=scene.manager, on=now.TODAY)
    scene.row = reassessing.decide_to_reassess(row=row, by=scene.manager, on=now.TODAY)
    return scene


def test_an_agreed_reassessment_opens_advice_as_a_first_assessment_does(client):
    scene = agreed()
    at = f"/requests/{scene.row.request_id}/advice"
    entered(client, scene.worker)
    page = words(client.get(at))
    assert "psycholog" in page.lower() and "Calderbeck Social Care" in page
    psychology = making.body("psychology", name="Calderbeck Psychology")
    [ask] = advising.seek_advice(request=scene.row.request, asks=[advising.NewAsk(kind="psychology", what="How does he learn?", body=psychology)], by=scene.worker, on=now.TODAY)
    assert ask.due_on == date(2027, 1, 4)
    assert Deadline.objects.get(matter_id=ask.pk).clock == "ADV-06"
    assert "Calderbeck Psychology" in words(client.get(f"/children/{scene.child.pk}/reassessment"))
    assert "Calderbeck Psychology" in words(client.get(f"/children/{scene.child.pk}/dates"))


def test_a_reassessment_is_no_request_for_a_first_assessment():
    """It has the clocks of a reassessment alone, is on no list of requests, and leaves the case a case with a plan."""
    scene = agreed()
    assert not Request.objects.filter(child=scene.child).exists() and Request.every.get().again == scene.plan
    assert not Deadline.objects.filter(child=scene.child, matter_kind="request").exists()
    assert Deadline.objects.get(matter_id=scene.row.pk, clock="REASSESS-14W").due_on == date(2027, 3, 1)
    case = Case.objects.get(child=scene.child)
    assert (case.plan_made_on, case.received_on) == (now.MADE, None)


def test_a_decision_to_reassess_after_a_review_begins_the_reassessment():
    scene = now.reported()
    deciding.decide_review(review=scene.fresh(), outcome="M", reasons="It fits, and more must be known.", reassess=True, by=scene.manager, on=now.REPORTED)
    row = Reassessment.objects.get(plan=scene.plan)
    assert row.will and row.request is not None and Deadline.objects.get(matter_id=row.pk).clock == "REASSESS-14W"


def test_the_plan_of_a_reassessment_is_issued_as_any_plan_and_ends_it(client):  # draws the plan three times: about three seconds
    scene = agreed()
    Served.objects.create(version=scene.version, as_kind="final", adult=scene.parent, served_on=now.MADE, how="portal")
    version = reassessing.begin_plan_again(row=scene.row, by=scene.worker, on=now.TODAY)
    assert version.earlier == scene.version and not version.lines.filter(section="I", removed_on__isnull=True).exists()
    line = version.lines.get(section="E")
    plans.change_line(line=line, said={**said_of(line), "text": "Kai will ask for help in words"}, revision=line.revision, by=scene.worker, on=now.TODAY)
    version = Version.objects.select_related("child__area").get(pk=version.pk)
    agreeing.serve_draft(version=version, by=scene.worker, on=now.TODAY)
    asked = consulting.consult_setting(version=version, setting=scene.school, family_asked=False, by=scene.worker, on=now.TODAY)
    consulting.answer_consultation(consultation=asked, reply="yes", by=scene.senco, on=now.TODAY)
    later = now.TODAY + timedelta(days=20)
    issuing.place(version=version, where="setting", setting=scene.school, by=scene.worker, on=later)
    version = Version.objects.select_related("child__area").get(pk=version.pk)
    seen = frozenset(stop.key for stop in looks(casework_gate.gate(version, later)))
    issuing.propose_issue(version=version, looked=seen, by=scene.worker, on=later)
    issuing.issue_plan(version=version, by=scene.manager, on=later)
    row = Reassessment.objects.get(pk=scene.row.pk)
    assert (row.final_on, row.final_version_id) == (later, version.pk)
    assert Deadline.objects.get(matter_id=row.pk, clock="REASSESS-14W").met_on == later
    assert Version.objects.get(pk=version.pk).kind == "amended"
    scene.plan.refresh_from_db()
    assert scene.plan.made_on == now.MADE
    with clock.standing_on(later):
        page = words(entered(client, scene.manager).get(f"/children/{scene.child.pk}/reassessment"))
        assert "What changed in the plan of 13 December 2026" in page and "Kai will ask for help with a card" in page
        family = entered(client, scene.parent.user)
        assert "See each change beside the old words" in words(family.get(f"/my/{scene.child.pk}"))
        compared = words(family.get(f"/children/{scene.child.pk}/plan/{version.pk}/compare"))
        assert "From version 1 to version 2" in compared and "with a card" in compared


def test_advice_that_is_still_out_ends_with_the_reassessment():
    scene = agreed()
    psychology = making.body("psychology", name="Calderbeck Psychology")
    advising.seek_advice(request=scene.row.request, asks=[advising.NewAsk(kind="psychology", what="How does he learn?", body=psychology)], by=scene.worker, on=now.TODAY)
    reassessing.finish_reassessment(row=reassessing.open_reassessment(scene.plan), final_on=now.TODAY, words="Nothing changes.", by=scene.manager, on=now.TODAY)
    assert AdviceRequest.objects.get().withdrawn_why == "The assessment is over"
