"""Goes through every page as somebody: every address of the URL map with what there is in the world, and every link found."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlencode

from django.db import connection
from django.test import Client

from goldenthread.access.doors import PUBLIC_NAMES, SIGNED_IN_NAMES
from goldenthread.core.models import Reading

from .addresses import ROUTES, Route
from .world import World

LINK = re.compile(r"""(?:href|action)=["'](/[^"'#]*)""")
#: Links that the crawl does not follow: what is the same for everybody.
NOT_ASKED = re.compile(r"^/(static/|accounts/|roles/|robots|favicon|csp-report|invitations/)")
#: A list's own filters and orders make more links than can be followed: so many with a query are.
MOST_QUERIES = 4


@dataclass(frozen=True)
class Answer:
    """What came back. `children` are the ids that the reading event of this request names; None where there is none."""

    address: str
    status: int
    text: str
    headers: dict[str, str]
    children: frozenset | None

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.headers.get("Content-Type", "").startswith("text/html")


STEPS = ("who", "match", "child", "family", "request", "said", "check")


def addresses(
    world: World, children: Iterable[str], *, of_libraries: bool = False, drafts: bool = True
) -> Iterator[str]:
    """Every concrete address of this world that is about these children, or about none."""
    subjects = [world.children[name].ids for name in children]
    first = subjects[0]
    for route in ROUTES:
        if not of_libraries and route.name in PUBLIC_NAMES | SIGNED_IN_NAMES:
            continue
        if not route.children:
            yield from _about_nobody(world, route, first, drafts)
            continue
        yield from dict.fromkeys(route.address(**ids) for ids in subjects)
        if "request_id" in route.parameters:
            yield from (route.address(**{**ids, "request_id": ids["decided"]}) for ids in subjects[:1])
        if len(route.children) > 1:  # a paper of one child asked for under another's address
            last = route.children[-1]
            yield from (route.address(**{**first, last: told.ids[last]}) for told in world.children.values())


def _about_nobody(world: World, route: Route, ids: dict[str, Any], drafts: bool) -> Iterator[str]:
    """A page that leads to no child: once, or once for each step of each draft."""
    if "key" not in route.parameters:
        yield route.address(**ids)
        return
    for key in world.drafts if drafts else world.drafts[:1]:
        for step in STEPS if drafts and "step" in route.parameters else ("who",):
            yield route.address(**{**ids, "key": key, "step": step})


def lists(world: World) -> Iterator[str]:
    """The lists as somebody would ask them who tries to learn of what they may not see."""
    yield from ("/work?tab=unassigned", "/work?tab=team", "/area?area=990", "/area?area=991")
    yield from (f"/caseload?{query}" for query in ("show=all", "show=all&sort=-name", "late=1", "q=Lane", "q=2016"))
    for told in world.children.values():
        child = told.child
        for typed in (child.surname, child.upn):
            yield f"/caseload?{urlencode({'q': typed, 'show': 'all'})}"
        yield f"/caseload?show=all&sort=name&after={child.pk}"


def ask(client: Client, address: str) -> Answer:
    """One GET, with the reading event that it left."""
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    readings = (
        list(Reading.objects.filter(request_id=response["X-Request-Id"]).values_list("child_ids", flat=True))
        if "X-Request-Id" in response
        else []
    )
    return Answer(
        address, response.status_code, content.decode("utf-8", "replace"), dict(response.headers),
        frozenset(child for ids in readings for child in ids) if readings else None,
    )  # fmt: skip


def crawl(client: Client, begin: Iterable[str]) -> dict[str, Answer]:
    """Every answer by its address: those to begin with, and those that the pages lead to."""
    waiting = list(dict.fromkeys(begin))
    found: dict[str, Answer] = {}
    queries = 0
    while waiting:
        address = waiting.pop(0)
        if address in found:
            continue
        found[address] = answer = ask(client, address)
        links = [html.unescape(each) for each in LINK.findall(answer.text)] if answer.is_page else []
        if answer.status in (301, 302) and answer.headers["Location"].startswith("/"):
            links.append(answer.headers["Location"])
        for link in dict.fromkeys(links):
            if link in found or NOT_ASKED.match(link) or link.startswith("//"):
                continue
            if "?" in link:
                queries += 1
                if queries > MOST_QUERIES:
                    continue
            waiting.append(link)
    return found


def asked(address: str) -> str:
    """What the asker typed into the address, as a page may repeat it."""
    return f"{unquote(address)} {html.escape(unquote(address))} {quote(address)}"


def contents(*, but: frozenset[str] = frozenset()) -> dict[str, Any]:
    """A mark of what every table holds, to tell whether anything was written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = 'public' ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall() if name not in but]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}', count(*), md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) FROM \"{name}\" t"
                for name in tables
            )
        )
        return {name: mark for name, *mark in cursor.fetchall()}
