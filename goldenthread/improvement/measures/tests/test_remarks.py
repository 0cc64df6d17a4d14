"""Partners comment on a measure, sign its figure off or differ: in their own name, of the figure that everybody is shown, for good."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.improvement.actions import add_partner, end_partner
from goldenthread.improvement.measures import actions
from goldenthread.improvement.measures.models import Remark
from goldenthread.improvement.models import ImprovementPlan
from goldenthread.improvement.tests.test_living_pages import sent
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY
BOARD = "Bristowe Integrated Care Board"


@pytest.fixture(autouse=True)
def still():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def head():
    return making.somebody("head_of_send")


@pytest.fixture
def measure(head):
    """A measure whose value was entered, in a plan that the council and the health board sign."""
    plan = ImprovementPlan.objects.create(area=making.area(), title="Our promises", file_name="plan.docx", sha256="0" * 64, saved_on=ON)
    for name in ("Bristowe Council", BOARD):
        add_partner(plan=plan, name=name, by=head, on=ON)
    said = {"words": "Waits for therapy", "kind": "duration", "unit": "days", "direction": "down", "comparator": "lte", "target": Decimal(60), "source": "entered", "rhythm": "quarter"}
    made = actions.add_measure(plan=plan, said=said, by=head, on=ON)
    actions.enter_value(measure=made, day=date(2026, 9, 30), value=Decimal(80), said_by="The trust", by=head, on=ON)
    return made


def partner(measure, name=BOARD):
    return measure.plan.partners.get(name=name)


def signs(measure, by, **said):
    return actions.remark(**{"measure": measure, "partner": partner(measure), "stance": "signed", "name": "Wren Okafor, chief nurse", "by": by, "on": ON} | said)


def page(client, name, *args):
    return client.get(reverse(f"improvement:{name}", args=args)).content.decode()


def test_a_partner_signs_the_figure_that_everybody_is_shown(client, measure, head):
    client.force_login(head)
    assert "Not signed off yet" in page(client, "measure", measure.pk)
    assert "Signed off by 0 of 2" in page(client, "measures", measure.plan_id)
    made = signs(measure, head)
    assert (made.shown, made.value_on) == ("80 days", date(2026, 9, 30))
    assert "Wren Okafor, chief nurse" in page(client, "measure", measure.pk)
    assert "Signed off by 1 of 2" in page(client, "measures", measure.plan_id)


def test_a_figure_that_changed_since_is_no_longer_signed(client, measure, head):
    signs(measure, head)
    actions.enter_value(measure=measure, day=date(2026, 10, 31), value=Decimal(75), said_by="The trust", by=head, on=ON)
    client.force_login(head)
    assert "Signed off an earlier figure" in page(client, "measure", measure.pk)
    assert "Signed off by 0 of 2" in page(client, "measures", measure.plan_id)


def test_who_differs_says_why_and_a_comment_signs_nothing(client, measure, head):
    with pytest.raises(Refused, match="Say in words"):
        signs(measure, head, stance="differs")
    signs(measure, head, stance="comment", words="We count from referral")
    client.force_login(head)
    assert "Signed off by 0 of 2" in page(client, "measures", measure.plan_id)
    signs(measure, head, stance="differs", words="The July list is missing")
    shown = page(client, "measure", measure.pk)
    assert "Does not agree" in shown and "The July list is missing" in shown and "We count from referral" in shown
    assert "1 does not agree" in page(client, "measures", measure.plan_id)


def test_a_measure_without_a_figure_is_not_signed(measure, head):
    bare = actions.add_measure(plan=measure.plan, said={"words": "Trust of families", "kind": "score", "source": "entered"}, by=head, on=ON)
    with pytest.raises(Refused, match="no figure"):
        signs(bare, head)
    assert signs(bare, head, stance="comment", words="Begin in spring").shown == "None yet"


def test_only_a_body_that_signs_the_plan_speaks_and_nobody_of_another(measure, head):
    officer = making.somebody("designated_officer", name="Ana Pryce")
    with pytest.raises(NotAllowed, match="Only the body itself"):
        signs(measure, officer)
    board = partner(measure)
    end_partner(partner=board, by=head, on=date(2026, 11, 1))
    with pytest.raises(Refused, match="does not sign the plan"):
        signs(measure, head, partner=board)


# A form opened twice and sent twice: a fifth of a second.
def test_a_body_speaks_for_itself_on_a_page_of_its_own(client, measure):
    officer = making.somebody("designated_officer", name="Ana Pryce")
    organisation = officer.memberships.get().organisation
    board = partner(measure)
    organisation.name = board.name
    organisation.save()
    client.force_login(officer)
    address = reverse("improvement:say_of_measure", args=[measure.pk])
    opened = client.get(address).content.decode()
    assert "80 days on 30 September 2026" in opened and "Bristowe Council" not in opened, "it speaks for itself alone"
    refused = sent(client, address, partner=str(board.pk), stance="differs", words="", name="Ana Pryce")
    assert "Say why the partner does not agree" in refused.content.decode()
    sent(client, address, partner=str(board.pk), stance="signed", words="", name="Ana Pryce, designated clinical officer")
    assert Remark.objects.get().name == "Ana Pryce, designated clinical officer"


def test_a_stranger_to_every_partner_is_told_whom_to_ask(client, measure):
    client.force_login(making.somebody("quality_auditor"))
    answer = client.get(reverse("improvement:say_of_measure", args=[measure.pk]))
    assert answer.status_code == 403


def test_a_remark_is_never_changed(measure, head):
    made = signs(measure, head)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Remark.objects.filter(pk=made.pk).update(name="Somebody else")
