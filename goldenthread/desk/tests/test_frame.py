"""The frame around every page, drawn once for what it says, and the token of its forms."""

import re

from django.middleware.csrf import _does_token_match
from django.test import Client

from goldenthread.core.form_token import masked

from . import making

SECRET = "aZ09" * 8
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def tokens(page) -> list[str]:
    return TOKEN.findall(page.content.decode())


def header(client, address: str) -> str:
    page = client.get(address).content.decode()
    return page[: page.index("<main")]


def test_a_masked_secret_is_read_as_django_reads_it_and_never_looks_the_same():
    made = {masked(SECRET) for _ in range(50)}
    assert len(made) == 50
    assert all(_does_token_match(each, SECRET) for each in made)
    assert not _does_token_match(masked(SECRET[::-1]), SECRET)


def test_two_people_at_one_place_each_read_their_own_name(client, area):
    first, second = (making.officer(area, name=name) for name in ("Asha Reed", "Tom & Co <b>"))
    making.sign_in(client, first)
    assert "Asha Reed" in header(client, "/caseload")
    making.sign_in(client, second)
    seen = header(client, "/caseload")
    assert "Asha Reed" not in seen
    assert "Tom &amp; Co &lt;b&gt;" in seen


def test_one_place_is_marked_at_a_time(client, area):
    making.sign_in(client, making.officer(area))
    for address in ("/caseload", "/work", "/caseload"):
        assert re.findall(r'href="([^"]+)" aria-current="page"', header(client, address)) == [address]


def test_every_page_has_a_token_of_its_own_and_its_forms_share_it(client, area):
    making.sign_in(client, making.officer(area))
    first, second = tokens(client.get("/caseload")), tokens(client.get("/caseload"))
    assert len(set(first)) == len(set(second)) == 1
    assert first[0] != second[0]
    assert len(first) > 1


def test_a_form_is_taken_with_its_page_s_token_and_with_no_other(area):
    client = Client(enforce_csrf_checks=True)
    making.sign_in(client, making.officer(area))
    token = tokens(client.get("/caseload"))[0]
    asked = {"language": "en-gb"}
    assert client.post("/language", {**asked, "csrfmiddlewaretoken": token}).status_code == 302
    assert client.post("/language", {**asked, "csrfmiddlewaretoken": masked(SECRET)}).status_code == 403
    assert client.post("/language", asked).status_code == 403


def test_whoever_has_signed_in_keeps_the_cookie_they_have(client, area):
    making.sign_in(client, making.officer(area))
    given = client.get("/caseload").cookies
    assert "csrf" in given
    assert "csrf" not in client.get("/caseload").cookies
