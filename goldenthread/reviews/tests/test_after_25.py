"""The last day to which a plan can go on after 25 is kept as other clocks are, for those who near it."""

from datetime import date

import pytest

from goldenthread.people.models import Deadline
from goldenthread.reviews import wholesale
from goldenthread.reviews.keeping import refresh_plan_clocks
from goldenthread.reviews.models import Course, Review

from . import review_situations as now
from .change_situations import day, key_of, words

pytestmark = pytest.mark.django_db


def kept_25(born, made_on):
    plan = now.in_force(born=born, made_on=made_on, lines=False).plan
    return plan, Deadline.objects.filter(matter_id=plan.pk, clock="AGE25").first()


def test_the_last_day_after_25_is_kept_and_found_on_lists_and_in_my_work(sign_in):
    plan, clock = kept_25(date(2002, 3, 9), date(2025, 12, 15))
    assert (clock.starts_on, clock.due_on, clock.kind) == (date(2027, 3, 9), date(2027, 7, 31), "limit")
    worker = plan.child.involvements.get(role="named_worker").user
    page = sign_in(worker).get("/reviews?list=age_25").content.decode()
    assert "Reaching 25" in page and plan.child.name in page and "31 July 2027" in page
    assert clock.worker_id == worker.pk
    assert wholesale.refresh([plan.child_id]) == 0


def test_a_plan_of_a_child_keeps_no_day_of_a_25th_birthday():
    plan, clock = kept_25(date(2016, 3, 9), date(2025, 12, 15))
    assert clock is None and wholesale.refresh([plan.child_id]) == 0


def test_a_plan_that_is_reviewed_late_in_life_keeps_it_too():
    plan, _ = kept_25(date(2002, 3, 9), date(2015, 12, 15))
    Review.objects.create(plan=plan, met_on=date(2025, 6, 1), outcome="M", notified_on=date(2025, 6, 20))
    assert refresh_plan_clocks([plan.child_id]) and Deadline.objects.filter(clock="AGE25", child=plan.child).exists()
    assert wholesale.refresh([plan.child_id]) == 0


def test_an_apprenticeship_ends_the_academic_year_when_it_ends_and_no_course_goes_past_the_day_before_26(sign_in):
    """SEND Regulations 2014, regulation 46: 31 July is the end of the academic year in further education alone."""
    plan, clock = kept_25(date(2002, 3, 9), date(2025, 12, 15))
    assert clock.due_on == date(2027, 7, 31)
    worker = plan.child.involvements.get(role="named_worker").user
    client, at = sign_in(worker), f"/children/{plan.child_id}/ceasing"
    assert "Nobody has said yet which course it is" in words(client.get(at))
    form = client.get(f"{at}/course")
    assert "Enter the day on which the course is to end" in words(client.post(f"{at}/course", {**key_of(form), "kind": "apprenticeship"}))
    for ends_on, last in ((date(2027, 5, 28), date(2027, 5, 28)), (date(2029, 5, 28), date(2028, 3, 8))):
        sent = {**key_of(client.get(f"{at}/course")), "kind": "apprenticeship", **day("ends_on", ends_on)}
        assert client.post(f"{at}/course", sent).url == at
        assert Deadline.objects.get(matter_id=plan.pk, clock="AGE25").due_on == last
        assert wholesale.refresh([plan.child_id]) == 0
        assert f"{last.day} {last:%B %Y}" in words(client.get(f"/children/{plan.child_id}/dates")), "the record's own page says another day"
    assert "8 March 2028" in words(client.get(at))
    client.post(f"{at}/course", {**key_of(client.get(f"{at}/course")), "kind": "fe"})
    assert Deadline.objects.get(matter_id=plan.pk, clock="AGE25").due_on == date(2027, 7, 31)


def test_a_course_that_ends_before_the_25th_birthday_ends_no_plan_and_gives_no_day(sign_in):
    """A wrong last day here would tell somebody of 21 that their plan may end with their course."""
    plan, clock = kept_25(date(2005, 3, 9), date(2026, 3, 16))
    worker = plan.child.involvements.get(role="named_worker").user
    client, at = sign_in(worker), f"/children/{plan.child_id}/ceasing/course"
    sent = {**key_of(client.get(at)), "kind": "apprenticeship", **day("ends_on", date(2027, 5, 28))}
    page = words(client.post(at, sent))
    assert "This course ends before the 25th birthday" in page, page
    assert not Course.objects.exists()
    Course.objects.create(plan=plan, kind="apprenticeship", ends_on=date(2027, 5, 28), said_on=date(2026, 5, 1))  # said before this was refused
    shown = words(client.get(f"/children/{plan.child_id}/ceasing"))
    assert "ends on 28 May 2027, before the 25th birthday" in shown and "Change which course" in shown
    assert Deadline.objects.get(matter_id=plan.pk, clock="AGE25").due_on == clock.due_on == date(2030, 7, 31)
