"""How progress moves quarter by quarter, by need, school and agency, and who comes to reviews: as totals in which nobody is recognised."""

from datetime import date

import pytest
from django.test import Client

from goldenthread.core import clock
from goldenthread.insight import outcomes, over_time
from goldenthread.insight.guarding import Guard
from goldenthread.provision.tests import making as provision
from goldenthread.reviews.models import Invitee, Review
from tests import making

from .test_arrived import with_outcome

ON = provision.ON
OPEN, CLOSED = Guard(open_rows=True), Guard(open_rows=False)


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with clock.standing_on(ON):
        yield


def moves(by, guard=OPEN, names=None):
    area = making.area()
    found = over_time.cells(outcomes._POINTS, outcomes._asked(area.pk, ON), by, outcomes.BY.get(by, ""))
    return over_time.shown(found, guard, names or {}, over_time.OVER_TIME[by])


def page(role, more=""):
    client = Client()
    client.force_login(making.somebody(role))
    return client.get(f"/area/outcomes{more}").content.decode()


@pytest.fixture
def progress(db):
    """Two children, whose progress was some in summer and as expected in autumn, and of one only in autumn."""
    provision.terms()
    with_outcome("Kai Alder", (date(2026, 9, 20), 1), (date(2026, 11, 20), 3))
    with_outcome("Ada Birch", (date(2026, 11, 12), 1))


@pytest.mark.parametrize(("by", "group"), [("area of need", "communication"), ("agency", "Education"), ("school", "Not known"), ("need", "Not known"), ("theme", "Not known")])
def test_each_group_has_its_own_row_with_a_share_for_each_quarter(progress, by, group):
    found = moves(by)
    assert found.columns == [over_time.OVER_TIME[by], "2026 quarter 3", "2026 quarter 4"]
    [row] = found.rows
    assert row == [group, "0%", "50%"] and "went from 0% to 50%" in found.chart.sentence


def test_a_quarter_of_few_children_shows_nothing_to_who_has_no_right_to_the_rows(progress):
    assert moves("area of need", CLOSED).rows == [["communication", "*", "*"]]
    for number in range(8):
        with_outcome(f"Child{number} Alder", (date(2026, 11, 2), 3))
    [row] = moves("area of need", CLOSED).rows
    assert row[1] == "*" and row[2] != "*"


def test_a_group_of_which_nothing_is_noted_in_a_quarter_has_a_gap_and_not_nought(progress):
    with_outcome("Bo Cole", (date(2026, 8, 3), 3), theme="work")
    rows = {row[0]: row[1:] for row in moves("theme").rows}
    assert rows["work"] == ["100%", "–"]


def met(child, **came):
    review = Review.objects.create(plan=child.plans.get(), met_on=date(2026, 10, 12))
    for role, attended in came.items():
        Invitee.objects.create(review=review, role=role, name="Somebody", invited_on=date(2026, 9, 1), attended=attended)


def test_who_came_is_counted_by_agency_and_a_letter_instead_is_told_apart(progress):
    for version in provision.Version.objects.all():
        met(version.child, parent="yes", health="sent", social_care="no")
    found = {each.role: (each.invited, each.came, each.sent, each.reviews) for each in over_time.who_came(making.area().pk, ON)}
    assert found == {"parent": (2, 2, 0, 2), "health": (2, 0, 2, 2), "social_care": (2, 0, 0, 2)}
    shown = page("head_of_send")
    assert "Who came to reviews" in shown and "came least often: to 0%" in shown
    assert "Somebody" not in shown
    few = over_time.came_shown(over_time.who_came(making.area().pk, ON), CLOSED)[1]
    assert {cell for row in few for cell in row[1:]} == {"*"}


def test_the_page_shows_one_way_of_grouping_at_a_time_and_takes_no_other(progress):
    assert "<strong>area of need</strong>" in page("head_of_send")
    assert "<strong>school or setting</strong>" in page("head_of_send", "?by=school")
    assert "<strong>area of need</strong>" in page("head_of_send", "?by=c.name;--")
