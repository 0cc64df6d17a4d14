"""The page of the law's assumed readings."""

from dataclasses import fields

import pytest

from goldenthread.law.settings import LawSettings

from . import making


def test_an_officer_reads_each_assumption_with_its_value_and_its_source(at_desk):
    page = at_desk.get("/law/settings").content.decode()
    assert page.count('scope="row"') == len(fields(LawSettings))
    for words in ("Count day of event", "1 September", "strict", "regulation 18(1)", "Off"):
        assert words in page, words


@pytest.mark.parametrize("role", ["administrator", "board_member"])
def test_whoever_has_no_requests_to_read_is_refused(client, area, role):
    making.sign_in(client, making.officer(area, role=role))
    assert client.get("/law/settings").status_code == 403
