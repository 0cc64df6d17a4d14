"""Families rest longer than staff before they are signed out."""

from datetime import date

import pytest
import time_machine

from goldenthread.people.models import Membership, Organisation


@pytest.mark.parametrize("minutes, still_in", [(29, True), (32, False)])
def test_families_have_half_an_hour(client, user, minutes, still_in):
    families = Organisation.objects.create(kind="forum", name="Families")
    Membership.objects.create(user=user, organisation=families, role="parent", from_on=date(2020, 1, 1))
    with time_machine.travel("2026-11-20T09:00:00Z", tick=False) as clock:
        client.force_login(user)
        assert client.get("/account").status_code == 200
        clock.shift(minutes * 60)
        assert (client.get("/account").status_code == 200) is still_in
