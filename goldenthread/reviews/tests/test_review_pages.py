"""The pages of a review, as each person sees them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from goldenthread.core import clock
from goldenthread.reviews.actions import meeting
from goldenthread.reviews.models import Review
from tests import making

from . import review_situations as now

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code, answer.headers.get("Location"))
    return answer.content.decode()


def errors(answer) -> list[str]:
    return re.findall(r'class="govuk-error-summary__list">(.*?)</ul>', answer.content.decode(), re.S)


def test_the_school_sees_its_own_pupils_reviews_and_no_others(sign_in):
    scene = now.in_force()
    making.kept(scene.child)
    assert "Kai Alder" in page(sign_in(scene.senco), "/reviews")
    other = making.somebody("setting_staff", making.school("Weir School"))
    assert "Kai Alder" not in page(sign_in(other), "/reviews")
    assert sign_in(other).get(f"/children/{scene.child.pk}/reviews").status_code == 404


def test_a_coordinator_lists_their_own_caseload_and_a_manager_the_area(sign_in):
    scene = now.in_force()
    making.kept(scene.child)
    assert "Kai Alder" in page(sign_in(scene.worker), "/reviews")
    assert "Kai Alder" not in page(sign_in(making.officer("Ellis Ward")), "/reviews")
    assert "Kai Alder" in page(sign_in(scene.manager), "/reviews?month=2026-12&school=calder&list=due")
    assert "Kai Alder" not in page(sign_in(scene.manager), "/reviews?late=yes")
    assert "Kai Alder" not in page(sign_in(scene.manager), "/reviews?school=nowhere&list=nonsense&page=x&month=9999-99")


def test_a_school_arranges_invites_and_writes_the_one_form(sign_in):  # many pages: about two seconds
    scene = now.in_force()
    making.kept(scene.child)
    with clock.standing_on(now.ARRANGED):
        school = sign_in(scene.senco)
        assert "Arrange a review" in page(school, f"/children/{scene.child.pk}/reviews")
        form = page(school, f"/children/{scene.child.pk}/reviews/new")
        assert "Calder Valley Academy" in form and "The year ends on 14 December 2026" in form
        sent = {"kind": "annual", "planned_at": "14:00", "way": "person", "place": "Room 4", "convened": "setting"}
        sent |= {"planned_on-day": "23", "planned_on-month": "11", "planned_on-year": "2026", "form_key": "00000000-0000-4000-8000-000000000001"}
        answer = school.post(f"/children/{scene.child.pk}/reviews/new", sent)
        assert answer.status_code == 302, errors(answer)
        review = Review.objects.get()
        here = f"/reviews/{review.pk}"
        assert "23 November 2026 at 14:00" in page(school, here)
        page(school, f"{here}/meeting"), page(school, f"{here}/people/new"), page(school, f"{here}/call-off")
        school.post(f"{here}/invite")
        parent = review.invitees.get(role="parent")
        page(school, f"{here}/people/{parent.pk}/words")
        school.post(f"{here}/people/{parent.pk}/words", {"text": "He sleeps badly", "form_key": "00000000-0000-4000-8000-000000000002"})
        school.post(f"{here}/papers")
    review.refresh_from_db()
    assert review.invited_on == review.papers_on == now.ARRANGED
    school = sign_in(scene.senco)
    assert "He sleeps badly" in page(school, here)
    came = {f"came-{one.pk}": "yes" for one in review.invitees.all()}
    page(school, f"{here}/held")
    day = {"met_on-day": "23", "met_on-month": "11", "met_on-year": "2026"}
    answer = school.post(f"{here}/held", {**day, **came, "version": str(review.version)})
    assert answer.status_code == 302, errors(answer)
    assert "Kai will ask for help with a card" in page(school, f"{here}/outcomes")
    assert school.post(f"{here}/outcomes", {"scale-1": "3", "evidence-1": "Nine of ten", "next-1": "In the playground", "version": "1"}).status_code == 302
    page(school, f"{here}/report")
    assert school.post(f"{here}/report", {"working": "Cards", "recommends": "M", "recommends_why": "It fits", "version": "2"}).status_code == 302
    assert school.post(f"{here}/report/send").status_code == 302
    assert Review.objects.get().report_on == now.TODAY
    assert "Good progress" in page(school, here)
    assert school.get(f"{here}/decide").status_code in (403, 404)


def test_a_manager_reads_the_letter_before_it_leaves(sign_in):  # draws letters: a second
    scene = now.reported(recommends="M")
    with clock.standing_on(now.REPORTED):
        boss = sign_in(scene.manager)
        here = f"/reviews/{scene.review.pk}"
        assert "Tell the family by" in page(boss, f"{here}/decide")
        said = {"outcome": "M", "reasons": "The plan fits him.", "form_key": "00000000-0000-4000-8000-000000000003", "version": str(scene.fresh().version)}
        checked = boss.post(f"{here}/decide", said)
        letter = checked.content.decode()
        assert "We will not change Kai’s plan" in letter and scene.fresh().notified_on is None

        seen = re.findall(r'name="seen" value="([^"]+)"', letter)
        answer = boss.post(f"{here}/decide", {**said, "seen": seen, "confirm": "yes"})
        assert answer.status_code == 302, errors(answer)
        assert "This review is complete" in page(boss, here)


def test_a_service_that_was_invited_reads_the_meeting_and_sends_advice(sign_in):
    scene = now.invited()
    carer = making.somebody("social_care_adviser", scene.care)
    client = sign_in(carer)
    here = f"/reviews/{scene.review.pk}"
    assert "A review to which you are invited" in page(client, here)
    own = scene.review.invitees.get(role="social_care")
    other = scene.review.invitees.get(role="parent")
    page(client, f"{here}/people/{own.pk}/words")
    assert client.get(f"{here}/people/{other.pk}/words").status_code == 404
    assert client.get(f"{here}/held").status_code in (403, 404)
    client.post(f"{here}/people/{own.pk}/words", {"text": "A short break each month", "form_key": "00000000-0000-4000-8000-000000000004"})
    assert "A short break each month" in page(client, here)


def test_changes_stand_old_beside_new_and_the_amended_plan_is_read_before_it_is_sent(sign_in):  # draws the plan: two seconds
    scene = now.amending_()
    here = f"/reviews/{scene.review.pk}"
    with clock.standing_on(now.REPORTED + timedelta(days=16)):
        words = page(sign_in(scene.worker), f"{here}/changes")
        assert "Nothing stops it" in words and "<ins>" in words
        version = scene.child.plan_versions.get(number=2)
        to_issue = sign_in(scene.worker).get(f"/children/{scene.child.pk}/plan/{version.pk}/issue")
        assert to_issue["Location"] == f"{here}/changes"
        answer = sign_in(scene.worker).post(f"{here}/changes/propose", {"form_key": "00000000-0000-4000-8000-000000000005", "looked": "yes", "look": re.findall(r'name="look" value="([^"]+)"', words)})
        assert answer.status_code == 302, answer.status_code
        boss = sign_in(scene.manager)
        assert "Read the letter, then send" in page(boss, f"{here}/changes")
        letter = page(boss, f"{here}/changes/send")
        assert "amended education, health and care" in letter
        page(boss, f"{here}/changes/drop")

        seen = re.findall(r'name="seen" value="([^"]+)"', letter)
        answer = boss.post(f"{here}/changes/send", {"seen": seen, "sure": "yes", "form_key": "00000000-0000-4000-8000-000000000006"})
        assert answer.status_code == 302
        assert scene.fresh().is_complete


def test_the_changes_begin_from_the_review_page(sign_in):
    scene = now.reported()
    with clock.standing_on(now.REPORTED):
        client = sign_in(scene.worker)
        answer = client.post(f"/reviews/{scene.review.pk}/changes/begin")
        assert answer.status_code == 302 and "/plan/" in answer["Location"]
        assert "Nothing differs yet" in page(client, f"/reviews/{scene.review.pk}/changes")
        assert "The changes that are being written" in page(client, f"/reviews/{scene.review.pk}")


def test_a_parent_says_what_she_thinks_in_her_own_thread_and_reads_the_others_when_the_papers_are_round(sign_in):
    scene = now.invited()
    other = scene.fresh().invitees.select_related("review__plan__child").get(role="setting")
    meeting.contribute(invitee=other, text="He reads more", by=scene.senco, on=now.ARRANGED)
    with clock.standing_on(now.ARRANGED):
        mother = sign_in(scene.parent.user)
        address = f"/my/{scene.child.pk}/review"
        first = page(mother, address)
        assert "The meeting is on 23 November 2026 at 14:00" in first and "He reads more" not in first and "Priya Nair" in first
        answer = mother.post(address, {"about": "well", "text": "He sings", "form_key": "00000000-0000-4000-8000-000000000007"})
        assert answer.status_code == 302, errors(answer)
        assert "He sings" in page(mother, address)
        empty = mother.post(address, {"about": "well", "form_key": "00000000-0000-4000-8000-000000000008"})
        assert "Write something, or add a picture or a recording" in empty.content.decode()
        meeting.send_papers(review=scene.fresh(), by=scene.worker, on=now.ARRANGED)
        assert "He reads more" in page(mother, address)
        assert "The review of the plan" in page(mother, f"/my/{scene.child.pk}")
    stranger = making.somebody("parent", making.body("forum"))
    assert sign_in(stranger).get(address).status_code == 404


def test_a_family_whose_review_is_late_is_told_so_on_its_own_page(sign_in):
    scene = now.in_force(made_on=now.TODAY - timedelta(days=800))
    assert "It is late" in page(sign_in(scene.parent.user), f"/my/{scene.child.pk}/review")


def test_the_family_sees_old_words_beside_new_and_where_to_comment(sign_in):  # draws the plan: a second
    scene = now.amending_()
    with clock.standing_on(now.REPORTED):
        words = page(sign_in(scene.parent.user), f"/my/{scene.child.pk}/review")
    assert "<ins>" in words and "Say what you think, line by line" in words and "Tell us what you think of them by 14 December 2026" in words
