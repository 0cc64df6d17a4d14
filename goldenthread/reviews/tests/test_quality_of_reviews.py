"""How well a review was held follows from what was done and when, and settings outside the area are counted too."""

from datetime import timedelta

import pytest

from goldenthread.reviews import quality
from goldenthread.reviews.models import Invitee, Progress, Review
from tests import making

from .change_situations import TODAY, manager, with_plan, words

pytestmark = pytest.mark.django_db
MET = TODAY - timedelta(days=60)


def held(name="Kai Alder", by=None, **more):
    plan = with_plan(name=name)
    said = {"planned_on": MET, "invited_on": MET - timedelta(days=21), "papers_on": MET - timedelta(days=14), "report_on": MET + timedelta(days=14), **more}
    one = Review.objects.create(plan=plan, met_on=MET, convened_by=by, outcome="M", notified_on=MET + timedelta(days=28), **said)
    for role in ("child", "parent"):
        Invitee.objects.create(review=one, role=role, name=role, advice_on=MET, attended="yes")
    Invitee.objects.create(review=one, role="health", name="A clinic", attended="sent")
    Progress.objects.create(review=one, position=1, outcome="Kai reads a page.", scale=3, evidence="His reading book.")
    return one


def missed(one):
    return [said for said, kept in quality.of_review(one.pk, TODAY).told if kept is False]


def test_a_review_that_was_held_as_the_law_asks_has_kept_all_eight():
    assert quality.of_review(held().pk, TODAY).score == (8, 8)


def test_each_thing_that_was_missed_is_named():
    one = held(papers_on=MET - timedelta(days=13), report_on=None)
    Invitee.objects.filter(review=one, role="child").update(advice_on=None)
    Invitee.objects.filter(review=one, role="health").update(attended="no")
    Progress.objects.filter(review=one).update(evidence="")
    assert len(missed(one)) == 5 and "The papers went round two weeks before" in missed(one)


def test_what_is_not_due_yet_or_does_not_apply_counts_neither_way():
    one = held(report_on=None)
    Review.objects.filter(pk=one.pk).update(met_on=TODAY, notified_on=None)
    Invitee.objects.filter(review=one, role="health").delete()
    assert quality.of_review(one.pk, TODAY).score[1] == 5
    Review.objects.filter(pk=one.pk).update(first_return=2026)
    assert quality.of_review(one.pk, TODAY) is None, "a return alone says nothing of it"


def test_settings_stand_the_weakest_first_and_one_outside_the_area_is_marked(client):
    far = making.body("setting", name="Distant Independent School", la_code="888")
    held(by=making.school("Mill School"))
    held("Wren Poole", by=far, papers_on=None)
    held("Ash Reed")
    rows = quality.by_setting([making.area().pk], TODAY)
    assert (rows[0].name, rows[0].outside, rows[0].share) == ("Distant Independent School", True, 87)
    client.force_login(manager())
    page = words(client.get("/reviews/quality"))
    assert "Distant Independent School (outside the area)" in page and "The papers went round two weeks before" in page and "Held by the council" in page
    assert "How well this review was held: 8 of 8" in words(client.get(f"/reviews/{Review.objects.get(convened_by__name='Mill School').pk}"))


def test_an_area_without_reviews_says_so(client):
    client.force_login(manager())
    assert "No review yet" in words(client.get("/reviews/quality"))


def test_two_settings_of_one_name_are_counted_apart():
    for place, late in (("888", None), ("990", MET - timedelta(days=14))):
        held(f"Kai {place}", by=making.body("setting", name="St Mary’s", la_code=place), papers_on=late)
    rows = quality.by_setting([making.area().pk], TODAY)
    assert [(row.name, row.outside, row.reviews, row.share) for row in rows] == [("St Mary’s", True, 1, 87), ("St Mary’s", False, 1, 100)]


def test_councils_of_two_areas_are_counted_apart():
    held("Ash Reed")
    other = making.area("991", "Otherdale")
    rows = quality.by_setting([making.area().pk, other.pk], TODAY)
    assert [row.name for row in rows] == ["Held by the council of area 990"]
