"""Whoever gives a line of a plan sees it while the plan goes on, also while an appeal holds it, and no day longer."""

from datetime import timedelta

import pytest

from goldenthread.casework.tests import issue_situations as casework
from goldenthread.casework.tests import situations
from goldenthread.core.models import Event
from goldenthread.people.models import Involvement
from goldenthread.plans.models import Line
from goldenthread.reviews.actions import ceasing
from goldenthread.reviews.models import Cease
from tests import making

pytestmark = pytest.mark.django_db
TODAY = casework.TODAY


# A plan is made by all of its steps: half a second.
def test_the_way_in_lasts_while_a_plan_that_is_to_end_goes_on_and_no_day_longer():
    """The hold until the time to appeal is over, or the appeal is decided, keeps whoever gives a line (section 45(4))."""
    clinic = making.body("health", name="Calder Community Therapies")
    story = casework.ready()
    Line.objects.filter(version=story.version, section="F").update(body=clinic)
    casework.issued(story)
    issued = story.version
    plan, boss = issued.plan, situations.manager()
    ways = Involvement.objects.filter(child=issued.child, role="deliverer")
    told = TODAY
    cease = Cease.objects.create(plan=plan, child=issued.child, area=issued.area, reason="left_england", why="They moved to Spain.", proposed_on=told)
    ceasing.offer_meeting(cease=cease, offered_on=told, by=boss, on=told)
    ceasing.note_meeting(cease=cease, answer="declined", by=boss, on=told)
    ceasing.note_consulted(cease=cease, whom="family", consulted_on=told, said="We moved.", by=boss, on=told)
    ceasing.decide_to_cease(cease=cease, reasons="They live in Spain.", by=boss, on=told)
    appealed, decided = told + timedelta(days=40), told + timedelta(days=200)
    ceasing.note_appeal(cease=cease, appealed_on=appealed, by=boss, on=appealed)
    assert [each.organisation for each in ways.filter(until_on__isnull=True)] == [clinic], "a notice ends nothing, and an appeal holds the plan"
    ceasing.note_appeal(cease=cease, decided_on=decided, upheld=False, by=boss, on=decided)
    ceasing.end_plan(cease=cease, ended_on=decided + timedelta(days=1), by=boss, on=decided + timedelta(days=3))
    assert ways.get().until_on == decided + timedelta(days=1)
    assert Event.objects.filter(verb="provision.let_deliverers_in").order_by("-id").first().fact["left"] == [clinic.pk]
