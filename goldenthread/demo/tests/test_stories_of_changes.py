"""Stories of plans that change are held to what they show."""

import pytest

from goldenthread.core import wall
from goldenthread.demo.stories import STORIES, Teller
from goldenthread.people.models import Deadline
from goldenthread.reviews.models import Leaver, PhaseTransfer

from . import TODAY

pytestmark = pytest.mark.usefixtures("told", "seen_whole")
OURS = ("next_college", "ceasing_proposed", "after_leaving", "moving_away", "reassessment_late")


@pytest.fixture(scope="module")
def told(calderbeck):
    """These stories alone."""
    teller = Teller(today=TODAY, areas=calderbeck.areas, seed="1")
    with wall.lifted(because="a test tells the stories"):
        return {name: STORIES[name].tell(teller) for name in OURS}


def test_an_end_that_is_proposed_ends_nothing(told):
    assert told["ceasing_proposed"].cease_notified_on is None and told["ceasing_proposed"].ceased_on is None


def test_a_reassessment_that_nobody_decided_is_late(told):
    due = Deadline.objects.get(child=told["reassessment_late"].child, clock="REASSESS-15D")
    assert due.met_on is None and due.due_on < TODAY


def test_a_plan_passes_on_the_day_of_a_move_that_was_known_in_good_time(told):
    due = Deadline.objects.get(child=told["moving_away"].child, clock="XFER-15WD")
    assert due.met_on is None and (due.due_on - TODAY).days == 14


def test_somebody_who_left_is_to_be_asked_again(told):
    leaver = Leaver.objects.get(child=told["after_leaving"].child)
    assert leaver.destination == "neet" and leaver.next_on < TODAY


def test_a_family_said_which_college_it_would_like(told):
    row = PhaseTransfer.objects.get(plan=told["next_college"], phase="secondary_to_post16")
    assert row.said_on and row.final_on is None
