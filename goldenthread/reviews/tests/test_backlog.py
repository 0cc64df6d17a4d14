"""Overdue reviews: ranked with reasons, shared out fairly, with the day they clear."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from goldenthread.people.models import Attendance
from goldenthread.plans.models import Plan
from goldenthread.reviews import due
from goldenthread.reviews.actions.catching_up import begin_catch_up
from goldenthread.reviews.burning_down import planned, went
from goldenthread.reviews.models import CatchUpPlace, LookedAfter, Review
from goldenthread.reviews.overdue import Overdue, late_words, overdue
from goldenthread.reviews.punctuality import within_a_month, words
from goldenthread.reviews.sharing_out import share
from tests import making

TODAY = making.TODAY


def late(worker: int | None, score: int = 10, number: int = 0) -> Overdue:
    return Overdue(uuid4(), uuid4(), TODAY - timedelta(days=10 + number), worker, score)


def with_plan(name: str, *, made_on: date, worker=None, born=date(2016, 3, 9)):
    child = making.child(name, born=born)
    if worker:
        making.involve(worker, child, "named_worker")
    Attendance.objects.create(child=child, organisation=making.school(), entry_on=made_on)
    plan = Plan.objects.create(child=child, area=child.area, made_on=made_on)
    making.kept(child)
    return plan


def ranked():
    return overdue([making.area().pk], TODAY, due.LISTS["due"][0])


@pytest.mark.django_db
def test_a_plan_never_reviewed_and_years_late_comes_first_and_says_why():
    just = with_plan("Ada Reed", made_on=date(2025, 11, 1))
    never = with_plan("Ben Reed", made_on=date(2021, 11, 1))
    with_plan("Cat Reed", made_on=date(2026, 2, 1))
    first, second = ranked()
    assert (first.plan_id, second.plan_id) == (never.pk, just.pk)
    assert first.reasons[:2] == ("4 years late", "Never reviewed")


@pytest.mark.django_db
def test_what_makes_a_late_review_riskier_is_said():
    plan = with_plan("Ada Reed", made_on=date(2025, 10, 1), born=date(2016, 1, 9))  # in Year 6: leaves primary school
    before = ranked()[0]
    LookedAfter.objects.create(child=plan.child, area=plan.area, from_on=date(2026, 1, 1), authority="Calderbeck")
    plan.child.attendances.update(attendance_pattern="PT")
    after = ranked()[0]
    assert "Changes phase by 14 February 2027" in before.reasons
    assert {"Looked after", "Part-time"} <= set(after.reasons) and after.score == before.score + 35


@pytest.mark.django_db
def test_a_closed_record_is_in_nobodys_list_of_overdue_reviews():
    plan = with_plan("Ada Reed", made_on=date(2024, 10, 1))
    plan.child.closed_list_on = TODAY
    plan.child.save()
    making.kept(plan.child)
    assert ranked() == []


def test_reviews_stay_with_their_worker_while_that_is_fair_and_go_to_the_least_loaded_when_it_is_not():
    many = [late(1, number=number) for number in range(10)] + [late(2), late(None)]
    shared = share(many, [1, 2, 3], weekly=2, today=TODAY)
    assert shared.loads == {1: 4, 2: 4, 3: 4}
    assert [place.moved for place in shared.places[:5]] == [False] * 4 + [True]
    assert shared.unfair == [(1, 10)] and shared.unowned == 1


def test_the_last_week_is_when_it_clears_and_what_is_left_falls_to_nothing():
    shared = share([late(1) for _ in range(5)], [1], weekly=2, today=TODAY)
    assert [left for _, left in shared.remaining] == [3, 1, 0]
    assert shared.starts_on == date(2026, 11, 30) and shared.clears_on == date(2026, 12, 18)


def test_the_most_pressing_are_in_the_first_week():
    ranks = [late(1, 90), late(1, 50), late(1, 10)]
    shared = share(ranks, [1], weekly=1, today=TODAY)
    assert [place.one.score for place in sorted(shared.places, key=lambda place: place.week_on)] == [90, 50, 10]


def test_nobody_to_share_among_gives_no_date_instead_of_a_fault():
    shared = share([late(None)], [], weekly=3, today=TODAY)
    assert shared.clears_on is None and shared.places == []


@pytest.mark.parametrize(("days", "words"), [(1, "1 day"), (29, "29 days"), (61, "2 months"), (366, "1 year"), (800, "2 years 2 months")])
def test_how_late_is_said_as_people_say_it(days, words):
    assert late_words(days) == words


@pytest.mark.django_db
def test_a_kept_plan_is_followed_by_what_was_decided_since():
    manager, worker = making.somebody("team_manager"), making.officer()
    plans = [with_plan(name, made_on=date(2024, 10, 1), worker=worker) for name in ("Ada Reed", "Ben Reed")]
    made = begin_catch_up(area=making.area(), shared=share(ranked(), [worker.pk], weekly=1, today=TODAY), by=manager, on=TODAY)
    assert CatchUpPlace.objects.filter(catch_up=made).count() == 2
    assert [left for _, left in planned(made)] == [1, 0]
    Review.objects.create(plan=plans[0], met_on=TODAY, notified_on=TODAY + timedelta(days=9), outcome="M")
    weeks, left = went(made, TODAY + timedelta(days=15))
    assert [count for _, count in weeks] == [1, 1] and left == 1


@pytest.mark.django_db
def test_the_page_of_overdue_reviews_is_for_those_who_decide(sign_in):
    with_plan("Ada Reed", made_on=date(2024, 10, 1), worker=making.officer("Priya Nair"))
    assert sign_in(making.officer()).get("/reviews/overdue").status_code == 403
    page = sign_in(making.somebody("team_manager")).get("/reviews/overdue")
    assert page.status_code == 200
    assert "Never reviewed" in page.content.decode() and "is done by" in page.content.decode()
    kept = sign_in(making.somebody("team_manager")).post("/reviews/overdue", {"weekly": "2"})
    assert kept.status_code == 302 and CatchUpPlace.objects.count() == 1


@pytest.mark.django_db
def test_the_measure_counts_reviews_told_within_a_month_either_side_of_their_day():
    area = [making.area().pk]
    early, late_ = with_plan("Ada Reed", made_on=date(2025, 11, 20)), with_plan("Ben Reed", made_on=date(2025, 6, 1))
    Review.objects.create(plan=early, met_on=date(2026, 11, 1), notified_on=date(2026, 11, 10), outcome="M")  # due 19 November
    Review.objects.create(plan=late_, met_on=date(2026, 10, 1), notified_on=date(2026, 10, 20), outcome="M")  # due 31 May
    assert within_a_month(area, TODAY) == (2, 1)
    assert "1 of 2 reviews (50%)" in words(2, 1) and "No review" in words(0, 0)
