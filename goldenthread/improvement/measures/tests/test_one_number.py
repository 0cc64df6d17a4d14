"""One number: the dashboard's, the measure's, the board's, the public page's and the files'; and the children behind it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.urls import reverse

from goldenthread.casework.models import Decision, Request
from goldenthread.core import clock
from goldenthread.core.models import Reading
from goldenthread.improvement.governance.actions.reporting import make_report
from goldenthread.improvement.governance.off_target import measures_held
from goldenthread.improvement.measures import actions
from goldenthread.improvement.measures.figures import value_of
from goldenthread.improvement.measures.trend import trend_of
from goldenthread.improvement.models import ImprovementPlan
from goldenthread.improvement.published.actions import publish_edition
from goldenthread.insight.indicators import figure, guarded
from goldenthread.plans.models import Plan
from tests import making

pytestmark = pytest.mark.django_db
AT = date(2026, 10, 31)
ASKED = {"on-day": "31", "on-month": "10", "on-year": "2026"}


@pytest.fixture
def measure():
    """Twelve plans in time and eight that took 150 days, and a measure that counts them."""
    for number in range(20):
        issued = date(2026, 9, 1) + timedelta(days=number)
        child = making.child(f"Child{number} Ash")
        plan = Plan.objects.create(child=child, area=child.area, made_on=issued)
        asked = Request.objects.create(child=child, area=child.area, received_on=issued - timedelta(days=100 if number < 12 else 150), route="parent", channel="post", plan=plan)
        Decision.objects.create(request=asked, about="assess", yes=True, made_on=issued, notified_on=issued)
    plan = ImprovementPlan.objects.create(area=making.area(), title="Our promises", file_name="plan.docx", sha256="0" * 64, saved_on=making.TODAY)
    [made] = actions.take_measures(plan=plan, codes=["LEI-M001"], by=making.somebody("head_of_send"), on=making.TODAY)
    return made


def signed_in(client, role):
    client.force_login(making.somebody(role), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    return client


def rows(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def headline(page: str) -> str:
    """The value in large figures."""
    return page.partition("govuk-heading-xl")[2].partition(">")[2].partition("<")[0]


# Makes twenty children with a request and a plan: about a second.
def test_everybody_is_shown_the_same_number_and_who_may_see_the_children_the_exact_one(client, measure):
    plan, area = measure.plan, making.area().pk
    dashboard = guarded(figure("EHC01", area=area, at=AT), exact=False)
    assert (figure("EHC01", area=area, at=AT).value, dashboard.value) == (60.0, 50.0), "what is guarded is rounded"
    edition = publish_edition(plan=plan, name="October 2026", as_at=AT, by=making.somebody("head_of_send"), on=making.TODAY)
    [board] = measures_held(Q(plan=plan), AT)
    public = client.get(reverse("improvement:published_plan", args=[plan.pk])).content.decode()
    [in_csv] = rows(client.get(reverse("improvement:edition_file", args=[edition.pk, "measures.csv"])))
    in_json = json.loads(client.get(reverse("improvement:edition_file", args=[edition.pk, "edition.json"])).content)["edition"]["measures"][0]
    signed_in(client, "forum")
    page = client.get(reverse("improvement:measure", args=[measure.pk]), ASKED).content.decode()
    [taken] = rows(client.get(reverse("improvement:measures_file", args=[plan.pk]), ASKED))
    assert dashboard.value == value_of(measure, at=AT, exact=False).value == in_json["value"] == float(in_csv["value"]) == float(taken["value"])
    assert (board.shown, in_json["shown"]) == ("50%", "50%")
    with clock.standing_on(AT):
        paper = json.dumps(make_report(kind="stocktake", area=plan.area, by=making.somebody("head_of_send"), on=AT).content, ensure_ascii=False)
    assert "Plans issued within 20 weeks" in paper and "50%" in paper and "60%" not in paper, "the board’s paper says the same"
    assert "<strong>50%</strong>" in public
    assert (headline(page), "12 of 20" in page) == ("50%", False)
    signed_in(client, "head_of_send")
    exact = client.get(reverse("improvement:measure", args=[measure.pk]), ASKED).content.decode()
    assert (headline(exact), "12 of 20" in exact) == ("60%", True)


# The same children again: about a second.
def test_the_children_behind_a_measure_are_shown_to_those_who_may_and_it_is_noted(client, measure):
    address = reverse("improvement:measure_cases", args=[measure.pk])
    signed_in(client, "head_of_send")
    late = client.get(address, ASKED | {"part": "missed"}).content.decode()
    assert "8 children" in late
    assert "Child12 Ash" in late and "Child11 Ash" not in late
    assert len(Reading.objects.filter(page="improvement.measure_cases").latest("pk").child_ids) == 8
    assert client.get(address, ASKED | {"part": "odd"}).status_code == 200
    for role, answer in (("forum", 403), ("board_member", 403)):
        assert signed_in(client, role).get(address).status_code == answer


def test_a_trend_tells_of_each_time_alone(client, measure):
    trend = trend_of(measure, at=AT, exact=True)
    assert [(each.on, each.value) for each in trend.known] == [(date(2026, 9, 30), 60.0)]
    assert trend.met is False
