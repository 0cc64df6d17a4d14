"""What goes over the wire: the same page, smaller, and not of a length that tells what is in it."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from goldenthread.config.compression import QuickGZipMiddleware, padded

PAGE = "<p>Kai Alder, Ravenbeck Academy</p>" * 200


def answer(response, accepts="gzip, br"):
    return QuickGZipMiddleware(lambda request: response)(RequestFactory().get("/", headers={"Accept-Encoding": accepts}))


def test_a_page_is_sent_packed_and_reads_the_same():
    sent = answer(HttpResponse(PAGE))
    assert gzip.decompress(sent.content).decode() == PAGE
    assert len(sent.content) < len(PAGE) / 5
    assert sent.headers["Content-Length"] == str(len(sent.content))
    assert sent.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in sent.headers["Vary"]


@pytest.mark.parametrize(("page", "accepts"), [(PAGE, "br"), ("short", "gzip")])
def test_what_cannot_or_need_not_be_packed_is_sent_as_it_is(page, accepts):
    sent = answer(HttpResponse(page), accepts)
    assert sent.content.decode() == page and "Content-Encoding" not in sent.headers


def test_the_length_of_a_page_changes_from_one_answer_to_the_next():
    # Forty answers all of one length by chance: less than one in 10 to the power of 70.
    assert len({len(answer(HttpResponse(PAGE)).content) for _ in range(40)}) > 1
    assert {gzip.decompress(padded(gzip.compress(b"x", 3), by)) for by in (0, 1, 99)} == {b"x"}


def test_a_page_with_a_mark_of_its_version_keeps_it_as_a_weak_one():
    sent = answer(HttpResponse(PAGE, headers={"ETag": '"7"'}))
    assert sent.headers["ETag"] == 'W/"7"' and gzip.decompress(sent.content).decode() == PAGE
