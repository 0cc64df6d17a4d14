"""The content security policy: one for all pages that need nothing of their own, and their own for those that do."""

from __future__ import annotations

import pytest
from csp.constants import HEADER
from csp.exceptions import CSPNonceError
from django.http import HttpResponse
from django.test import RequestFactory

from goldenthread.config.headers import PolicyMiddleware


def answered(view):
    """Answers of one server, each from a fresh request."""
    middleware = PolicyMiddleware(view)
    return lambda: middleware(RequestFactory().get("/"))


def test_every_plain_page_has_the_whole_policy():
    ask = answered(lambda request: HttpResponse("plain"))
    first, second = ask(), ask()
    assert first.headers[HEADER] == second.headers[HEADER]
    assert "script-src 'self';" in first.headers[HEADER] and "frame-ancestors 'none'" in first.headers[HEADER]


def test_a_page_with_a_nonce_has_it_in_its_own_policy_and_no_other_page_has():
    wanted = iter((False, True, False, True))
    ask = answered(lambda request: HttpResponse(str(request.csp_nonce) if next(wanted) else "plain"))
    plain, one, again, other = ask(), ask(), ask(), ask()
    assert one.content != other.content
    for page in (one, other):
        assert f"'nonce-{page.content.decode()}'" in page.headers[HEADER]
    assert "nonce" not in plain.headers[HEADER] + again.headers[HEADER]


def test_a_page_that_made_its_own_policy_keeps_it():
    kept = HttpResponse("a file", headers={HEADER: "sandbox"})
    pages = iter((HttpResponse("plain"), HttpResponse("plain"), kept))
    ask = answered(lambda request: next(pages))
    assert [ask().headers[HEADER] == "sandbox" for _ in range(3)] == [False, False, True]


def test_a_nonce_asked_for_too_late_is_refused():
    requests = []
    ask = answered(lambda request: requests.append(request) or HttpResponse("plain"))
    ask(), ask()
    for request in requests:
        with pytest.raises(CSPNonceError):
            str(request.csp_nonce)
