"""Under five, a review is considered three to six months after the last, and the yearly one is not moved by it."""

from datetime import date

import pytest

from goldenthread.core.refusals import Refused
from goldenthread.people.models import Deadline
from goldenthread.reviews import wholesale
from goldenthread.reviews.actions import considering
from tests import making

from . import review_situations as now
from .change_situations import key_of, words

pytestmark = pytest.mark.django_db
THREE = date(2023, 3, 9)
MADE = date(2026, 6, 1)


def clocks(scene):
    return {row.clock: row for row in Deadline.objects.filter(matter_id=scene.plan.pk)}


def test_it_is_listed_until_somebody_considered_it_and_the_year_runs_on(sign_in):
    scene = now.in_force(born=THREE, made_on=MADE, lines=False)
    assert clocks(scene)["AR-U5"].due_on == date(2026, 12, 1) and clocks(scene)["AR-FIRST12"].due_on == date(2027, 5, 31)
    inside = sign_in(scene.worker)
    assert "Kai Alder" in words(inside.get("/reviews?list=under_five"))
    at = f"/children/{scene.child.pk}/reviews/consider"
    page = inside.get(at)
    assert "by 1 December 2026" in words(page)
    empty = inside.post(at, {**key_of(page), "holds": "no", "why": ""})
    assert empty.status_code == 200 and "Enter why a review is not held now" in words(empty)
    sent = {**key_of(inside.get(at)), "holds": "no", "why": "The nursery began in September and it goes well."}
    assert inside.post(at, sent).url == f"/children/{scene.child.pk}/reviews"
    assert clocks(scene)["AR-U5"].met_on == making.TODAY and clocks(scene)["AR-FIRST12"].met_on is None
    assert "Kai Alder" not in words(inside.get("/reviews?list=under_five"))
    assert "it goes well" in words(inside.get(f"/children/{scene.child.pk}/reviews"))
    assert "not now" in words(inside.get(f"/children/{scene.child.pk}/timeline")) and "Consider" in words(inside.get(f"/children/{scene.child.pk}/dates"))
    assert wholesale.refresh([scene.child.pk]) == 0


def test_to_hold_one_leads_to_arranging_it(sign_in):
    scene = now.in_force(born=THREE, made_on=MADE, lines=False)
    inside = sign_in(scene.worker)
    at = f"/children/{scene.child.pk}/reviews/consider"
    assert inside.post(at, {**key_of(inside.get(at)), "holds": "yes"}).url == f"/children/{scene.child.pk}/reviews/new"
    assert clocks(scene)["AR-U5"].met_on == making.TODAY


def test_the_next_review_begins_the_three_to_six_months_again():
    scene = now.in_force(born=THREE, made_on=MADE, lines=False)
    considering.consider_early(plan=scene.plan, holds=False, why="It goes well.", by=scene.worker, on=making.TODAY)
    scene.plan.reviews.create(met_on=date(2026, 12, 7), outcome="M", notified_on=date(2026, 12, 14))
    making.kept(scene.child)
    again = Deadline.objects.get(matter_id=scene.plan.pk, clock="AR-U5")
    assert (again.due_on, again.met_on) == (date(2027, 6, 14), None)
    assert wholesale.refresh([scene.child.pk]) == 0


def test_from_five_on_it_is_no_longer_asked(sign_in):
    scene = now.in_force(lines=False)
    assert "AR-U5" not in clocks(scene)
    assert sign_in(scene.worker).get(f"/children/{scene.child.pk}/reviews/consider").status_code == 404
    with pytest.raises(Refused, match="five or older"):
        considering.consider_early(plan=scene.plan, holds=False, why="x", by=scene.worker, on=making.TODAY)
