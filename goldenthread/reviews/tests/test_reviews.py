"""A review from the day it is arranged to the day it is complete."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.core.models import Message
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Deadline, Document
from goldenthread.plans.models import Served, Version
from goldenthread.reviews.actions import amending, arranging, deciding, meeting
from goldenthread.reviews.amendments import gate, notice, version_of

from . import review_situations as now

pytestmark = pytest.mark.django_db


def clocks(scene) -> dict[str, Deadline]:
    return {each.clock: each for each in Deadline.objects.filter(child=scene.child).order_by("due_on")}


def test_the_list_of_those_to_invite_is_the_laws_from_what_is_on_record():
    scene = now.arranged()
    assert {one.role: one.name for one in scene.review.invitees.all()} == {
        "parent": "Jo Alder", "child": "Kai Alder", "setting": "Calder Valley Academy", "council": "Priya Nair",
        "health": "Calder Valley Integrated Care Board", "social_care": "Calderbeck Social Care",
    }  # fmt: skip


def test_a_meeting_that_leaves_less_than_two_weeks_notice_is_refused_with_the_first_day_that_does():
    scene = now.in_force()
    with pytest.raises(Refused, match="on or after 8 December 2026"):
        now.arranged(scene, met_on=now.TODAY + timedelta(days=14), on=now.TODAY)


def test_an_invitation_says_nothing_of_the_child_and_the_letter_to_the_family_says_all():
    scene = now.invited()
    messages = Message.objects.exclude(channel="post")
    assert {message.to_user_id for message in messages} >= {scene.parent.user_id, scene.senco.pk, scene.worker.pk}
    assert not any("Kai" in message.subject + message.body or "Academy" in message.body for message in messages)
    letter = Document.objects.get(child=scene.child, kind__startswith="review-invitation", title__endswith="Jo Alder")
    assert letter.addressee == scene.parent and letter.matter_id == scene.review.pk
    assert scene.fresh().invited_on == now.ARRANGED


def test_whoever_the_law_lists_and_is_left_out_stops_the_invitations():
    scene = now.arranged()
    arranging.remove_invitee(invitee=scene.review.invitees.select_related("review__plan__child").get(role="health"), by=scene.worker, on=now.ARRANGED)
    with pytest.raises(Refused, match="a health professional"):
        arranging.invite(review=scene.fresh(), by=scene.worker, on=now.ARRANGED)


def test_a_meeting_moved_to_another_day_needs_new_invitations():
    scene = now.invited()
    review = scene.fresh()
    arranging.change_meeting(review=review, planned_on=now.MET + timedelta(weeks=2), planned_at=None, place="", way="video", by=scene.senco, on=now.ARRANGED + timedelta(days=1))
    assert scene.fresh().invited_on is None and not scene.review.invitees.filter(invited_on__isnull=False).exists()


def test_the_council_holds_the_review_of_a_child_taught_at_home():
    scene = now.invited(now.in_force(school=False))
    assert scene.fresh().convened_by is None
    assert not scene.review.invitees.filter(role="setting").exists()


def test_a_service_that_is_invited_may_read_what_goes_round_until_the_review_is_over():
    scene = now.invited()
    [tie] = scene.child.involvements.filter(organisation=scene.care)
    assert tie.until_on == now.MET + arranging.READS_ON


def test_the_form_begins_from_the_outcomes_of_the_plan():
    scene = now.met()
    [one] = scene.review.progress.all()
    assert one.outcome == "Kai will ask for help with a card" and one.lineage == scene.version.lines.get(section="E").lineage


def test_a_report_that_says_nothing_of_an_outcome_is_not_sent():
    scene = now.met()
    with pytest.raises(Refused, match="how far 1 outcome was reached"):
        meeting.send_report(review=scene.fresh(), year_group=5, by=scene.senco, on=now.REPORTED)


def test_from_year_nine_the_report_says_how_adult_life_is_prepared_for():
    scene = now.met()
    review = scene.fresh()
    assert any("adult life" in words for words in meeting.missing_from_report(review, review.report, year_group=9))
    assert not any("adult life" in words for words in meeting.missing_from_report(review, review.report, year_group=8))


def test_keeping_the_plan_tells_the_family_every_right_and_completes_the_review():  # draws letters: about half a second
    scene = now.reported(recommends="M")
    deciding.decide_review(review=scene.fresh(), outcome="M", reasons="The plan fits.", by=scene.manager, on=now.REPORTED)
    assert scene.fresh().is_complete
    assert clocks(scene)["AR-PACK-DECISION"].met_on == now.REPORTED
    assert Document.objects.filter(child=scene.child, kind="review-no-change", addressee=scene.parent).exists()


def test_only_a_manager_decides():
    scene = now.reported()
    with pytest.raises(Refused, match="Your role does not let you"):
        deciding.decide_review(review=scene.fresh(), outcome="M", reasons="It fits.", by=scene.senco, on=now.REPORTED)


def test_a_service_reads_old_words_beside_new_in_the_notice():
    scene = now.changed()
    version = version_of(scene.review)
    said = [getattr(block, "text", "") for block in notice(scene.fresh(), version, now.REPORTED, scene.child.area, None).blocks]
    assert "Now: Kai will ask for help with a card" in said and "Proposed: Kai will ask for help in words" in said


def test_the_amended_plan_goes_out_by_two_people_and_closes_the_review():  # draws the plan twice: about two seconds
    scene = now.amended()
    assert scene.fresh().is_complete and scene.review.amended_final_on == now.REPORTED + timedelta(days=20)
    version = Version.objects.get(child=scene.child, number=2)
    assert version.kind == "amended" and version.issued_by == scene.manager
    assert version.lines.get(section="I", removed_on__isnull=True).body == scene.school
    assert Served.objects.filter(version=version, adult=scene.parent, as_kind="amended").exists()


def test_the_family_has_its_fifteen_days_before_the_amended_plan_can_go():  # draws the plan: about a second
    scene = now.amending_()
    stops = [stop.key for stop in gate(scene.fresh(), version_of(scene.review), now.REPORTED + timedelta(days=14)) if stop.holds]
    assert any(key.startswith("fifteen_days") for key in stops)
    with pytest.raises(Refused, match="may comment until"):
        amending.propose_amended(review=scene.fresh(), by=scene.worker, on=now.REPORTED + timedelta(days=14))


def test_changes_that_are_dropped_are_told_with_reasons_and_rights():  # draws the plan: about a second
    scene = now.amending_()
    with pytest.raises(Refused, match="reasons why"):
        amending.drop_changes(review=scene.fresh(), reasons=" ", by=scene.manager, on=now.REPORTED + timedelta(days=20))
    amending.drop_changes(review=scene.fresh(), reasons="Nothing would be gained.", by=scene.manager, on=now.REPORTED + timedelta(days=20))
    assert scene.fresh().is_complete and version_of(scene.review) is None
    assert Document.objects.filter(child=scene.child, kind="review-changes-dropped").exists()


def test_a_second_review_can_be_arranged_while_an_amendment_is_open():  # draws the plan: about a second
    scene = now.amending_()
    again = arranging.arrange_review(
        plan=scene.plan, kind="early", planned_on=now.TODAY + timedelta(weeks=8), why="His parents ask: he has stopped eating.", convened_by=scene.school,
        by=scene.worker, on=now.REPORTED,
    )  # fmt: skip
    assert again.is_planned and scene.fresh().is_amending


def test_a_meeting_arranged_is_no_review_so_the_year_runs_on():
    scene = now.arranged()
    assert clocks(scene)["AR-FIRST12"].due_on == date(2026, 12, 14)
    arranging.call_off(review=scene.fresh(), why="The SENCO is ill", by=scene.worker, on=now.ARRANGED)
    assert clocks(scene)["AR-FIRST12"].met_on is None
