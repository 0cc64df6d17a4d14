"""Every address of the house has a door, and the table behind the doors says who may."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.access import permissions
from goldenthread.access.doors import PUBLIC_NAMES, SETTING_UP_NAMES, SIGNED_IN_NAMES, door_of
from goldenthread.access.roles import lines


def routes(patterns=None, before="", space=""):
    """Every address: how it is written, its view, and its full name."""
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from routes(pattern.url_patterns, f"{before}{pattern.pattern}", inner)
        elif isinstance(pattern, URLPattern):
            yield f"{before}{pattern.pattern}", pattern.callback, f"{space}{pattern.name}" if pattern.name else None


def test_every_address_has_a_door():
    assert [address for address, view, name in routes() if door_of(view, name) is None] == []


def test_a_visitor_may_open_few_pages():
    public = {name or address for address, view, name in routes() if door_of(view, name).kind == "public"}
    assert len(public) <= 48, sorted(public)


def test_every_name_in_the_lists_of_doors_is_an_address():
    names = {name for _, _, name in routes()}
    assert names >= PUBLIC_NAMES
    assert names >= SIGNED_IN_NAMES
    assert names >= SETTING_UP_NAMES


def test_every_door_asks_for_something_that_the_table_knows():
    for address, view, name in routes():
        door = door_of(view, name)
        if door.kind in ("needs", "key"):
            assert permissions.roles_that_may(door.resource, door.action), f"{address}: nobody may {door.action} {door.resource}"


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "options", "head"])
def test_a_visitor_gets_past_no_door_by_any_method(client, db, method):
    for address, view, name in routes():
        if door_of(view, name).kind == "public" or "<" in address or "(?P" in address:
            continue
        answer = getattr(client, method)(f"/{address.lstrip('^').rstrip('$')}")
        assert answer.status_code in ((401,) if door_of(view, name).kind == "key" else (302, 403, 404)), address
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/accounts/login/"), address


def test_the_table_refuses_what_it_does_not_list():
    cells = [(role, resource, action) for role in permissions.ROLES for resource in permissions.RESOURCES for action in permissions.ACTIONS]
    allowed = [cell for cell in cells if permissions.scopes(*cell)]
    assert (len(cells), len(allowed)) == (6624, 804)


@pytest.mark.parametrize("words", [("ghost", "plan", "view"), ("parent", "ghost", "view"), ("parent", "plan", "ghost")])
def test_a_word_that_is_not_in_the_table_is_a_fault(words):
    with pytest.raises(KeyError):
        permissions.scopes(*words)


@pytest.mark.parametrize("role", ["administrator", "board_member", "commissioner", "analyst", "forum", "local_offer_editor", "information_governance"])
def test_roles_without_cases_see_no_child(role):
    assert not permissions.scopes(role, "ident", "view")
    assert not permissions.scopes(role, "plan", "view")


def test_the_page_of_a_role_says_what_it_may_and_how_far():
    said = {line.thing.split(":")[0]: line.cells for line in lines("provider")}
    assert said["Provision record"] == ("What they themselves deliver", "What they themselves deliver", "No", "No")
    assert "Issued plan" not in said
