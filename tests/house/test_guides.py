"""The guides are read where the work is done: every one is a page, and each link in it leads somewhere here."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from goldenthread.config.guides import DOCS, GUIDES, written

pytestmark = pytest.mark.django_db


def test_every_guide_for_somebody_is_a_page_of_the_service():
    assert {path.name for path in DOCS.glob("for-*.md")} <= {file for file, _title in GUIDES.values()}
    list_of_all = Client().get("/guides").content.decode()
    assert all(f'href="/guides/{name}"' in list_of_all for name in GUIDES)


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_has_one_heading_no_picture_from_elsewhere_and_no_link_that_leads_nowhere(name):
    page = Client().get(f"/guides/{name}").content.decode()
    assert page.count("<h1") == 1
    assert "<img" not in written(name)
    hrefs = re.findall(r'<a [^>]*href="([^"]*)"', written(name)) + re.findall(r'<a href="([^"]*)"', written(name))
    assert all(href.partition("#")[0] in {f"/guides/{other}" for other in GUIDES} for href in hrefs)


def test_a_guide_that_is_not_there_is_said_to_be_missing():
    assert Client().get("/guides/magicians").status_code == 404
