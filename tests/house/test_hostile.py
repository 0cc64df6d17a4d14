"""What somebody may send who makes mistakes, or means harm: every address and every form, never a fault, never a script.

Addresses come from the URL map and forms from the pages themselves. A form that is shown again says what is wrong, at
its head and in its title, and holds what was typed; a script that was typed is words, wherever it comes back.
"""

from __future__ import annotations

import html
import inspect
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import transaction
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as pages

from goldenthread.core import clock
from tests import making

from . import crawl, world
from .addresses import ROUTES

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('qx')</script>"
TYPED = json.loads((Path(__file__).parents[2] / "goldenthread/core/tests/data/typed.json").read_text())
#: Put into every field at once.
HOSTILE = {
    "a script": SCRIPT,
    "a script out of an attribute": "\" onfocus=alert('qx') autofocus x=\"",
    "a template": "{{ 7*191 }}{% if 1 %}${7*191}",
    "SQL": "' OR '1'='1'; DROP TABLE people_child; --",
    "a NUL": "Kai\x00Alder",
    "control marks": "Kai\x07\x1b[31m\x7f",
    "half a pair": "Kai \ud800 Alder",
    "turned round": "Kai \u202egnp.exe",
    "an empty name": "\u200b\u200d\ufeff",
    "new lines": "Kai\r\nSet-Cookie: a=b\r\n\r\n<b>",
    "a formula": '=HYPERLINK("http://192.0.2.1","x")',
    "many marks on one letter": "e" + "\u0301" * 400,
    "a number too big": "9" * 40,
    "below nothing": "-1",
    "not a number": "NaN",
    "other figures": "\u0661\u0662\uff13",
    "no id": "00000000-0000-0000-0000-00000000000g",
    "a path": "../../../../etc/passwd\x00.pdf",
    "long": "W" * 300_000,
    "nothing": "",
    "spaces": "   \t  ",
}
#: Sent as the body of a POST, whatever the form.
BODIES = {
    "no UTF-8": (b"name=\xff\xfe\xc3\x28&q=%ff%fe", "application/x-www-form-urlencoded"),
    "JSON": (b'{"name": ["x"', "application/json"),
    "XML": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "text/xml"),
    "half a multipart": (b'--x\r\nContent-Disposition: form-data; name="name', "multipart/form-data; boundary=x"),
    "a multipart without its mark": (b"name=x", "multipart/form-data"),
    "an unknown charset": (b"name=x", "application/x-www-form-urlencoded; charset=utf-99"),
    "too many fields": (b"&".join(b"f%d=1" % n for n in range(2500)), "application/x-www-form-urlencoded"),
    "the same name often": (b"name=a&" * 500 + b"name=", "application/x-www-form-urlencoded"),
}
#: Every name that any module asks an address's query for.
NAMES_ASKED = sorted(
    {
        name
        for path in Path(__file__).parents[2].glob("goldenthread/*/**/*.py")
        if not {"tests", "config", "law"} & set(path.parts)
        for name in re.findall(
            r"(?:GET\.get(?:list)?\(|GET\[|query\.get(?:list)?\(|\bone\(|\bchosen\(|\bnumber\()\s*[\"']([a-z]\w*)[\"']",
            path.read_text(),
        )
    }
    | {"before", "after"}
)


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    logging.disable(logging.CRITICAL)
    with clock.standing_on(making.TODAY):
        yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def the_world(_today):
    return world.build()


@contextmanager
def undone():
    """Whatever a post wrote is taken back, so that the next one finds the world as it was."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Addresses


def reads_a_query(route) -> bool:
    """Whether this view, or a function beside it that it calls, reads what stands after the question mark."""
    view = inspect.unwrap(getattr(route.view, "view_class", route.view))
    if not getattr(view, "__module__", "").startswith("goldenthread."):
        return False
    beside = vars(inspect.getmodule(view))
    source, known = inspect.getsource(view), set()
    while more := {name for name in re.findall(r"\b(_\w+)\(", source) if inspect.isfunction(beside.get(name))} - known:
        known |= more
        source += "".join(inspect.getsource(beside[name]) for name in more)
    return "request.GET" in source or "Listing.of" in source


def runs(text: str) -> bool:
    """Whether a script of ours would run on this page."""
    return SCRIPT in text or ("onfocus" in text and bool(pages.fromstring(text).xpath("//*[@onfocus]")))


# Every address, and those that read a query two dozen ways: three hundred pages.
def test_no_address_answers_a_hostile_query_with_a_fault(the_world):
    client = the_world.client("team_manager")
    client_of_users = the_world.client("administrator")
    ids = the_world.children["mine"].ids
    deep = "&".join(f"a[{'b' * n}]={n}" for n in range(200))
    everywhere = "%00=%00&%ff=%ff&&==;;&x=%ED%A0%80"
    values = [*(quote(each, errors="surrogatepass") for name, each in HOSTILE.items() if name != "long"), "W" * 3000]
    queries = [
        everywhere,
        deep,
        "q=" + "%25" * 2000,
        *("&".join(f"{name}={value}" for name in NAMES_ASKED) for value in values),
    ]
    faults, asked = [], 0
    for route in ROUTES:
        asker = client_of_users if route.door.resource == "user" else client
        for query in queries[: None if not route.children else 8] if reads_a_query(route) else [everywhere]:
            answer = asker.get(f"{route.address(**ids)}?{query}")
            asked += 1
            if answer.status_code == 405:
                break
            if answer.status_code >= 500 or (not answer.streaming and runs(answer.content.decode("utf-8", "replace"))):
                faults.append((route.name, query[:60], answer.status_code))
    assert faults == []
    assert asked > len(ROUTES) + 100


# Each address with its last word gone wrong: some three hundred, most of them refused at once.
def test_no_address_that_was_cut_or_mangled_is_a_fault(the_world):
    client = the_world.client("team_manager")
    ids = the_world.children["mine"].ids
    faults, tried = [], set()
    for route in ROUTES:
        before = route.address(**ids).rstrip("/").rpartition("/")[0]
        for bad in ("%00", "%ff%fe%ED%A0%80", "..%2f..%2f%F0%9F%A7%A9", "9" * 40):
            wrong = f"{before}/{bad}"
            if wrong in tried:
                continue
            tried.add(wrong)
            with undone():
                if client.get(wrong).status_code >= 500 or (bad == "%00" and client.post(wrong).status_code >= 500):
                    faults.append(wrong)
    assert faults == []


# Every address with eight bodies, no page of which is drawn but to refuse: some seven hundred.
def test_no_address_answers_a_broken_body_with_a_fault(the_world):
    officer, administrator = the_world.client("team_manager"), the_world.client("administrator")
    ids = the_world.children["mine"].ids
    faults = []
    for route in ROUTES:
        client = administrator if route.door.resource == "user" else officer
        for name, (body, kind) in BODIES.items():
            with undone():
                answer = client.generic("POST", route.address(**ids), body, content_type=kind)
            if answer.status_code == 405:
                break
            if answer.status_code >= 500:
                faults.append((route.name, name, answer.status_code))
    assert faults == []


# Every address by two methods that nobody uses.
def test_an_unheard_of_method_is_no_fault(the_world):
    client = the_world.client("team_manager")
    ids = the_world.children["mine"].ids
    for route in ROUTES:
        for method in ("PUT", "BREW"):
            with undone():
                assert client.generic(method, route.address(**ids)).status_code < 500, (method, route.name)


# Forms


@dataclass(frozen=True)
class Found:
    """A form of a page: where it is, where it goes, and what it asks."""

    page: str
    action: str
    texts: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def forms(client, addresses) -> Iterator[Found]:
    """Every form that a person is shown, once for each address of the map that it goes to."""
    seen = set()
    for answer in crawl.crawl(client, addresses).values():
        if not answer.is_page:
            continue
        for form in pages.fromstring(answer.text).forms:
            if form.method != "POST":
                continue
            action = form.get("action") or answer.address
            texts, choices, files = [], {}, []
            for field in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]|.//button[@name]"):
                kind = field.get("type", "text") if field.tag == "input" else field.tag
                name = field.get("name")
                if name == "csrfmiddlewaretoken":
                    continue
                if kind == "file":
                    files.append(name)
                elif kind in ("radio", "checkbox", "select", "button", "submit"):
                    choices.setdefault(name, field.get("value") or "")
                else:
                    texts.append(name)
            key = (resolve(action.split("?")[0]).view_name, tuple(texts), tuple(choices))
            if key not in seen:
                seen.add(key)
                yield Found(answer.address, action, tuple(texts), tuple(choices.items()), tuple(files))


def shown_again(answer, form: Found, value: str) -> list[str]:
    """What is wrong with a form that came back."""
    text = answer.content.decode("utf-8", "replace")
    wrong = []
    if runs(text):
        wrong.append("the script could run")
    if "7*191" in value and "1337" in text:
        wrong.append("the template was worked out")
    page = pages.fromstring(text)
    if not page.xpath("//form"):
        return wrong
    if not page.xpath("//*[contains(@class,'govuk-error-summary')]"):
        wrong.append("no summary of what is wrong")
    if not (page.findtext(".//title") or "").strip().startswith("Error: "):
        wrong.append("no Error: in the title")
    for link in page.xpath("//*[contains(@class,'govuk-error-summary')]//a/@href"):
        if not page.xpath("//*[@id=$id]", id=link.lstrip("#")):
            wrong.append(f"the summary leads to {link}, which is not there")
    return wrong


# Some thirty forms, twenty values: ten seconds, most of them drawing pages.
@pytest.mark.parametrize("person", ["coordinator", "team_manager", "administrator"])
def test_every_form_takes_whatever_is_typed_without_a_fault(the_world, person):
    client = the_world.client(person)
    begin = ["/", "/account", *crawl.addresses(the_world, ["mine"], of_libraries=person == "administrator")]
    faults, tried = [], 0
    for form in list(forms(client, begin)):
        few = ("a script", "a NUL", "half a pair") if not form.texts else tuple(HOSTILE)
        for name in few:
            value = HOSTILE[name]
            said = dict.fromkeys(form.texts, value)
            for choose in (False, True) if name in ("a script", "a NUL", "no id") else (False,):
                typed = {**said, **{each: value if choose else first for each, first in form.choices}}
                body = "&".join(f"{quote(key)}={quote(each, errors='surrogatepass')}" for key, each in typed.items())
                with undone():
                    answer = client.post(form.action, body, content_type="application/x-www-form-urlencoded")
                tried += 1
                where = (form.action, form.page, name, "chosen" if choose else "")
                if answer.status_code >= 500:
                    faults.append((*where, answer.status_code))
                elif (
                    answer.status_code == 200
                    and not answer.streaming
                    and answer["Content-Type"].startswith("text/html")
                ):
                    faults += [(*where, each) for each in shown_again(answer, form, value)]
                if "\n" in answer.headers.get("Location", "") or "a=b" in str(answer.cookies):
                    faults.append((*where, "a header was split"))
    assert faults == []
    assert tried > 60


def test_what_was_typed_comes_back_as_words(the_world):
    """In a form that is refused for another field, what was typed in the others is there, escaped."""
    client = the_world.client("team_manager")
    request = the_world.children["mine"].ids["request_id"]
    for address, typed in (
        (f"/requests/{request}/withdraw", {"why": "x" * 70_000 + SCRIPT}),
        (
            f"/requests/{request}/received-date",
            {
                "why": f"O’Neill & Sons {SCRIPT}",
                "received_on-day": "31",
                "received_on-month": "2",
                "received_on-year": "2026",
            },
        ),
        ("/users/invite", {"name": "Kai", "email": f"{SCRIPT}@example.org"}),
    ):
        with undone():
            answer = client.post(address, typed)
        if answer.status_code != 200:
            continue
        text = answer.content.decode()
        assert SCRIPT not in text
        for value in typed.values():
            assert value in html.unescape(text), (address, value[:40])


# Lists: whatever Hypothesis thinks of


@pytest.fixture
def officer(the_world):
    return the_world.client("team_manager")


WHATEVER = (
    st.text(max_size=30)
    | st.sampled_from([str(each["typed"]) for each in TYPED])
    | st.integers().map(str)
    | st.uuids().map(str)
    | st.dates().map(str)
)
QUERIES = st.lists(st.tuples(st.sampled_from([*NAMES_ASKED, "unknown"]) | st.text(max_size=5), WHATEVER), max_size=8)


# Sixty questions of each list: about two seconds each.
@pytest.mark.parametrize(
    "address", ["/caseload", "/work", "/area", "/exports", "/returns", "/caseload/export", "/outbox"]
)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(query=QUERIES)
def test_no_question_of_a_list_is_a_fault(officer, address, query):
    asked = "&".join(
        f"{quote(name, errors='surrogatepass')}={quote(value, errors='surrogatepass')}" for name, value in query
    )
    with undone():
        answer = officer.get(f"{address}?{asked}")
    assert answer.status_code in (200, 302, 403, 404), asked
    if answer.status_code == 200:
        assert "Cache-Control" in answer
