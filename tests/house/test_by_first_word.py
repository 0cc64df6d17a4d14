"""An address is found among those that begin as it does, and it is the page that Django would find among all."""

import re
from uuid import UUID

import pytest
from django.urls import Resolver404, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from goldenthread.config.by_first_word import ByFirstWord

from .addresses import ROUTES

SAMPLES = {"uuid": str(UUID(int=7)), "int": "7", "slug": "kai-7", "str": "kai", "path": "a/b"}
[QUICK] = [each for each in get_resolver().url_patterns if isinstance(each, ByFirstWord)]
PLAIN = URLResolver(RoutePattern(""), QUICK.urlconf_name)


def written(route: str) -> list[str]:
    """Addresses that a route may stand for."""
    found = re.findall(r"<(?:(\w+):)?\w+>", route)
    samples = [[SAMPLES.get(kind or "str", one) for kind in found] for one in ("kai", "7", "2026", "2026-11", "csv")]
    return ["".join(_mixed(re.split(r"<[^>]+>", route), each)) for each in samples]


def _mixed(parts, samples):
    for number, part in enumerate(parts):
        yield part
        if number < len(samples):
            yield samples[number]


def answer(resolver, address):
    try:
        match = resolver.resolve(address)
    except Resolver404:
        return None
    return match.func, match.args, match.kwargs, match.view_name, match.namespaces, match.app_names, match.route


def addresses():
    plain = [route.written for route in ROUTES if "^" not in route.written and "(" not in route.written]
    every = {address for route in plain for address in written(route)}
    return sorted(every | {"", "?", "?/x", "no-such-page", "children", "children/7/dates/more", "requests/", "accounts/login/"})


def test_every_address_is_the_page_that_it_would_be():
    asked = addresses()
    answers = {address: answer(PLAIN, address) for address in asked}
    assert sum(each is not None for each in answers.values()) > 200
    assert {address: answer(QUICK, address) for address in asked} == answers


def test_few_addresses_are_tried():
    QUICK.resolve("caseload")
    with pytest.raises(Resolver404) as stopped:
        QUICK.resolve("caseload/no-such-page")
    assert len(stopped.value.args[0]["tried"]) < 40
