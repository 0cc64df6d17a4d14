"""From a finding to change that lasts, and what several plans share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from goldenthread.access.models import User
from goldenthread.core import clock
from goldenthread.improvement.actions import answer_finding
from goldenthread.improvement.measures import actions
from goldenthread.improvement.measures.figures import Value
from goldenthread.improvement.measures.goals import Goal
from goldenthread.improvement.measures.lasting import lasting_of, met_since
from goldenthread.improvement.models import Action, ActionGroup, Finding, ImprovementPlan, Inspection, Section
from goldenthread.people.models import Membership
from tests import making

ON = making.TODAY
SAID = {"words": "Plans in time", "kind": "rate", "unit": "percent", "direction": "up", "comparator": "gte", "target": Decimal(90), "source": "entered", "rhythm": "month"}


def points(*values):
    return [Value(value, date(2026, number, 28), hidden=value is None) for number, value in enumerate(values, 1)]


@pytest.mark.parametrize(
    ("values", "since"),
    [
        ((80, 92, 93, 95), date(2026, 2, 28)), ((92, 93, 95, 89), None), ((80, 92, 93), None), ((92, None, 93, 95), date(2026, 1, 28)), ((), None),
        ((95, 80, 92, 93, 94), date(2026, 3, 28)),
    ],
)  # fmt: skip
def test_change_lasts_when_a_target_was_met_three_times_in_a_row_and_still_is(values, since):
    assert met_since(points(*values), Goal("gte", 90.0)) == since


@pytest.fixture
def head(db):
    with clock.standing_on(ON):
        yield making.somebody("head_of_send")


@pytest.fixture
def finding(head):
    """A finding of a report of January, and an action that answers it."""
    inspection = Inspection.objects.create(area=making.area(), title="Area inspection", published_on=date(2026, 1, 31))
    found = Finding.objects.create(inspection=inspection, position=0, words="Plans are late")
    plan = ImprovementPlan.objects.create(area=making.area(), title="Our promises", file_name="plan.docx", sha256="0" * 64, saved_on=ON)
    section = Section.objects.create(plan=plan, position=0, title="Time", leader="Rosa Field")
    action = Action.objects.create(group=ActionGroup.objects.create(section=section, position=0), position=0, reference="1.1", words="Be on time")
    answer_finding(action=action, finding=found, by=head, on=ON)
    return found


def measured(finding, head, *values):
    made = actions.add_measure(plan=Action.objects.get().group.section.plan, said=SAID, of=Action.objects.get(), by=head, on=ON)
    for number, value in enumerate(values, 6):
        actions.enter_value(measure=made, day=date(2026, number, 28), value=Decimal(value), said_by="The list", by=head, on=ON)
    return made


def test_a_finding_without_a_measure_says_that_nothing_can_be_seen(finding):
    assert "cannot be seen" in lasting_of(finding, at=ON, exact=True).sentence


def test_the_days_run_from_the_report_until_every_target_lasts(finding, head):
    measured(finding, head, 92, 93, 94)
    told = lasting_of(finding, at=ON, exact=True)
    assert (told.since, told.days) == (date(2026, 6, 28), 148)
    assert told.sentence == "Lasting change 148 days after the report: every target has been met since 28 June 2026."
    measured(finding, head, 92, 93)
    told = lasting_of(finding, at=ON, exact=True)
    assert told.sentence == "No lasting change yet 296 days after the report: 1 of 2 measures have met the target 3 times in a row."


# Two pages: a tenth of a second.
def test_the_pages_tell_of_lasting_change_and_of_what_plans_share(client, finding, head):
    measured(finding, head, 92, 93, 94)
    other = ImprovementPlan.objects.create(area=making.area(), title="The strategy", kind="strategic", file_name="s.docx", sha256="1" * 64, saved_on=ON)
    actions.add_measure(plan=other, said=SAID | {"target": Decimal(95)}, by=head, on=ON)
    client.force_login(head)
    page = client.get(reverse("improvement:lasting", args=[finding.inspection_id])).content.decode()
    assert "Lasting change" in page and "target met since 28 June 2026" in page
    page = client.get(reverse("improvement:strategies")).content.decode()
    assert "Rosa Field" in page and "Measures that more than one plan holds" in page and "at least 95%" in page and "94%" in page
    client.force_login(making.somebody("coordinator"))
    assert client.get(reverse("improvement:strategies")).status_code == 403


def test_an_inspection_of_another_area_is_not_found(client, finding):
    other = making.area("801", "Bristowe")
    client.force_login(making.somebody("head_of_send", of=other))
    assert client.get(reverse("improvement:lasting", args=[finding.inspection_id])).status_code == 404


def test_the_same_indicator_of_two_areas_is_no_shared_measure(client, finding, head):
    """Somebody who leads in two areas was shown the one's number as the other's."""
    Membership.objects.create(user=head, organisation=making.team(making.area("801", "Bristowe")), role="head_of_send", from_on=date(2020, 1, 1))
    measured(finding, head, 92)
    other = ImprovementPlan.objects.create(area=making.area("801", "Bristowe"), title="The strategy", kind="strategic", file_name="s.docx", sha256="1" * 64, saved_on=ON)
    actions.add_measure(plan=other, said=SAID, by=User.objects.get(pk=head.pk), on=ON)
    client.force_login(head)
    assert "No two plans share a measure" in client.get(reverse("improvement:strategies")).content.decode()
