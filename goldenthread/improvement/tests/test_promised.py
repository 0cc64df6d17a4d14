"""What each partner promised, by the roles that belong to it, and how it stands."""

from __future__ import annotations

import pytest

from goldenthread.core import clock
from goldenthread.core.refusals import Refused
from goldenthread.improvement import actions
from goldenthread.improvement.models import PlanRole
from tests import making

from .living import action_of, plan_of
from .test_living_pages import at, sent

pytestmark = pytest.mark.django_db
ON = making.TODAY


@pytest.fixture(autouse=True)
def still():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def plan():
    return plan_of("coloured")


# Three pages and a form: a fifth of a second.
def test_a_partner_sees_what_its_roles_promised_and_how_it_stands(client, plan):
    head = making.somebody("head_of_send", of=plan.area)
    board = making.body("icb", of=plan.area, name="Bristowe Integrated Care Board")
    client.force_login(head)
    role = PlanRole.objects.get(words="P Rowe")
    assert "Of nobody yet" in client.get(at("promised")).content.decode()
    sent(client, at("role_partner", role.pk), partner=str(board.pk))
    actions.mend_date(action=action_of(plan, "1.1"), due_on=ON.replace(day=1), why="The minutes", version=None, by=head, on=ON)
    page = client.get(at("promised")).content.decode()
    mine = page.partition("Bristowe Integrated Care Board")[2].partition("Of nobody yet")[0]
    assert "1 action, 0 done, 1 late." in mine and "1.1" in mine and "Amber" in mine
    assert "Bristowe Integrated Care Board" in client.get(at("roles")).content.decode()


def test_a_role_belongs_to_no_body_of_another_area(plan):
    other = making.body("icb", of=making.area(), name="Another board")
    with pytest.raises(Refused, match="of this area"):
        actions.belongs_to(role=PlanRole.objects.first(), partner=other, by=making.somebody("head_of_send", of=plan.area), on=ON)
