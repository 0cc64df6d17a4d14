"""What is due before a meeting is kept and listed; schools have their schedule; settings of every kind hold reviews."""

from datetime import date, timedelta

import pytest

from goldenthread.people.models import Deadline
from goldenthread.reviews import wholesale
from goldenthread.reviews.actions import arranging
from goldenthread.reviews.models import Invitee
from tests import making

from . import review_situations as now
from .change_situations import words

pytestmark = pytest.mark.django_db


def kept(scene):
    return {row.clock: row for row in Deadline.objects.filter(matter_id=scene.plan.pk, clock__in=("AR-PACK-NOTICE", "AR-PACK-PAPERS"))}


def test_invitations_and_papers_are_due_two_weeks_before_the_meeting_and_found_on_lists(sign_in):
    scene = now.arranged()
    found = kept(scene)
    assert found["AR-PACK-NOTICE"].due_on == now.MET - timedelta(days=15) and found["AR-PACK-PAPERS"].due_on == now.MET - timedelta(days=14)
    assert found["AR-PACK-NOTICE"].worker_id == scene.worker.pk
    page = words(sign_in(scene.worker).get("/reviews?list=before"))
    assert "Review invitations" in page and "Review papers" in page and "Kai Alder" in page
    assert wholesale.refresh([scene.child.pk]) == 0


def test_sending_them_meets_what_was_due_and_the_meeting_ends_it():
    scene = now.papers_round()
    found = kept(scene)
    assert found["AR-PACK-NOTICE"].met_on == now.ARRANGED and found["AR-PACK-PAPERS"].met_on == now.ARRANGED + timedelta(weeks=2)
    assert wholesale.refresh([scene.child.pk]) == 0
    assert not kept(now.met(now.in_force(name="Wren Poole", lines=False)))


def test_of_two_meetings_the_first_to_come_is_invited_to():
    scene = now.arranged()
    arranging.arrange_review(
        plan=scene.plan, kind="early", planned_on=now.MET + timedelta(weeks=3), why="His mother asks.", convened_by=scene.school, by=scene.worker, on=now.ARRANGED
    )
    assert kept(scene)["AR-PACK-NOTICE"].due_on == now.MET - timedelta(days=15)
    assert wholesale.refresh([scene.child.pk]) == 0


def test_the_list_is_a_schedule_school_by_school(sign_in):
    scene = now.in_force(made_on=date(2025, 12, 1), lines=False)
    other = making.child("Wren Poole")
    school = making.school("Hill School")
    other.attendances.create(organisation=school, entry_on=date(2024, 9, 2))
    scene.plan.__class__.objects.create(child=other, area=other.area, made_on=date(2025, 3, 1))
    making.kept(other)
    page = words(sign_in(scene.manager).get("/reviews"))
    assert "By school" in page and "Hill School" in page and "Calder Valley Academy" in page
    assert "Wren Poole" not in words(sign_in(scene.manager).get("/reviews?school=Calder+Valley"))


def test_a_school_outside_the_area_holds_the_review_of_its_own_pupil(sign_in):
    scene = now.in_force(lines=False)
    away = making.area("991", "Fellshire")
    school = making.school("Fell Special School", of=away)
    scene.child.attendances.update(left_on=date(2026, 7, 20), rank=2)
    scene.child.attendances.create(organisation=school, entry_on=date(2026, 9, 2), rank=1)
    making.involve(school, scene.child, "setting")
    scene.school, scene.senco = school, making.somebody("setting_staff", school, name="Noor Aziz")
    now.arranged(scene)
    assert scene.review.convened_by == school
    assert {one.organisation for one in scene.fresh().invitees.filter(role="setting")} == {school}
    arranging.invite(review=scene.fresh(), by=scene.senco, on=now.ARRANGED)
    page = words(sign_in(scene.senco).get(f"/reviews/{scene.review.pk}"))
    assert "Fell Special School" in page and "Kai Alder" in page


def test_an_officer_of_the_council_keeps_the_capitals_of_send_in_a_sentence():
    assert [Invitee(role=role).role_in_words for role in ("council", "parent")] == ["council SEND officer", "parent or carer"]
