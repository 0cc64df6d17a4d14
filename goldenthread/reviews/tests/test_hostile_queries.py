"""No address of a list is answered with a fault, whatever stands in it."""

import pytest

from tests import making

from .change_situations import manager, with_plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/transfers", "/leavers", "/moves-in"])
@pytest.mark.parametrize("query", ["%00=%00&%ff=%ff&&==;;&x=%ED%A0%80", "phase=%00&year=-1&page=0&school=x&show=late", "page=99999&do=none", "page=%D9%A3"])
def test_an_odd_query_is_no_fault(client, address, query):
    with_plan(school=making.school("Mill School"))
    with_plan(name="Wren Poole", school=making.school("Hill School"))
    client.force_login(manager())
    assert client.get(f"{address}?{query}").status_code == 200
