"""W1 to W5 and the page's part of U4: list, my work, search, a deep page and a record, through HTTP on loopback.

Ours is the whole page with its look, its standing, its second wall and its reading event; the usual and the naive way are
bare HTML over the same rows; django-helpdesk has its own tickets, fewer than we have children wherever they are compared.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from bench import ours, place
from bench.datagen import plans
from bench.load import Client, percentiles
from bench.ours import COUNT, Known, children, turn
from bench.pairs import interleave
from bench.peers import helpdesk, usual_orm
from bench.results import Result, compared

N = 25  # requests for middle times and 95th percentiles
#: Requests of one turn: of ours, which take a few thousandths of a second each, and of a peer's, which take ten times that. In a turn of four
#: a good part was the first, which finds the processor's caches full of the peer.
SHORT, LONGER = 20, 5
#: Pages that go through an area's whole list.
LISTED = ("list", "by name", "filtered", "search name", "search UPN", "search birth", "search misspelt", "search common", "deep")
FLAT = ("list", "work", "search name", "search UPN", "deep", "record", "record dates")


def results(run: Any) -> Iterator[Result]:
    for size in run.sizes:
        database = plans.prepare(size)
        for tickets in (10_000, 100_000):
            if size >= tickets:
                helpdesk.prepare(tickets)
        found = ours.known(database)
        with ours.served(database) as (server, client):
            yield from pages(run, plans.label(size), server, client, found)
            yield from beside_orm(plans.label(size), database, server, client, found)
            for tickets in (10_000, 100_000):
                if size >= tickets:
                    yield from beside_helpdesk(size, tickets, server, client, found)
            workers, own = ([each(pid) for pid in server.workers()] for each in (place.plain_rss_of, place.rss_of))
            shown = f"{max(workers):.0f} MB, {max(own):.0f} with what is shared shared out"
            yield Result("U3-worker", f"{size:,}", max(workers), shown, extra={"workers": workers, "shared out": own})
    if max(run.sizes) not in plans.LOADED:
        yield from in_one_area(run, max(run.sizes))
    yield from flat(run)


def in_one_area(run: Any, size: int) -> Iterator[Result]:
    """The list, a search and the deep page where all children lie in one area. A record and one's own work know of no size."""
    database, label = plans.prepare(size, one_area=True), plans.label(size, one_area=True)
    found = ours.known(database)
    with ours.served(database) as (server, client):
        yield from pages(run, label, server, client, found, LISTED)
        yield from beside_orm(label, database, server, client, found, LISTED)


def addresses(found: Known) -> dict[str, list[str]]:
    """What is asked for, by kind of page."""
    return {
        "list": ["/caseload"],
        "by name": ["/caseload?sort=name"],
        "filtered": ["/caseload?late=1&stage=plan"],
        "work": ["/work"],
        "team": ["/work?tab=team"],
        "search name": [f"/caseload?{urlencode({'q': found.name})}"],
        "search UPN": [f"/caseload?{urlencode({'q': found.upn})}"],
        "search birth": [f"/caseload?{urlencode({'q': f'{found.born:%d/%m/%Y}'})}"],
        "search misspelt": [f"/caseload?{urlencode({'q': found.misspelt})}"],
        "search common": [f"/caseload?{urlencode({'q': found.common})}"],
        "deep": [deep(found)],
        "record": [f"/children/{each}" for each in found.records],
        "record dates": [f"/children/{each}/dates" for each in found.records],
        "record timeline": [f"/children/{each}/timeline" for each in found.records],
        "record people": [f"/children/{each}/people" for each in found.records],
    }


def deep(found: Known) -> str:
    return f"/caseload?after={found.deep_after}&n={found.deep_number}"


def pages(run: Any, label: str, server: place.Server, client: Client, found: Known, kinds: tuple[str, ...] = ()) -> Iterator[Result]:
    """Middle times, 95th percentiles and statements of every page, or of these kinds."""
    times, queries, cpu = {}, {}, {}
    for kind, paths in addresses(found).items():
        if kinds and kind not in kinds:
            continue
        client.times(paths, 5)
        before = server.cpu()
        times[kind] = percentiles(client.times(paths, N))
        cpu[kind] = (server.cpu() - before) / N * 1000
        counted = [client.get(path, **COUNT) for path in paths]
        queries[kind] = max(each.queries or 0 for each in counted)
        run.heard.setdefault("times", {}).setdefault(kind, {})[label] = times[kind]["p50"]
        run.heard.setdefault("sql", {})[kind] = counted[0].headers.get("x-bench-sql", "")
    lists = [kind for kind in times if not kind.startswith(("record", "search"))]
    records = [kind for kind in times if kind.startswith("record")]
    searches = [kind for kind in times if kind.startswith("search")]
    everything = {"ms": times, "cpu ms": cpu, "queries": queries, "sql": run.heard["sql"]}
    yield Result("W1-p50", label, times["list"]["p50"], _ms(times["list"]), extra=everything)
    yield Result("W1-cpu", label, max(cpu.values()), ", ".join(f"{kind} {value:.0f}" for kind, value in cpu.items()) + " ms")
    worst = max(searches, key=lambda kind: times[kind]["p95"])
    yield Result("W2-search-p95", label, times[worst]["p95"], f"{worst}: {_ms(times[worst])}")
    yield Result("W5-list", label, max(queries[kind] for kind in (*lists, *searches)), str({kind: queries[kind] for kind in (*lists, *searches)}))
    if records:
        worst = max(records, key=lambda kind: times[kind]["p50"])
        yield Result("W3-p50", label, times[worst]["p50"], f"{worst}: {_ms(times[worst])}")
        yield Result("W5-record", label, max(queries[kind] for kind in records), str({kind: queries[kind] for kind in records}))


def _ms(each: dict[str, float]) -> str:
    return f"{each['p50']:.1f}/{each['p95']:.1f} ms"


def beside_orm(label: str, database: str, server: place.Server, client: Client, found: Known, kinds: tuple[str, ...] = ()) -> Iterator[Result]:
    """Against the usual ORM way and the naive one, over the same rows; with `kinds`, lists alone."""
    with usual_orm.served(database) as (other, theirs):
        def against(goal: str, mine: str, peer: str, same, n: int = SHORT, of: int = LONGER, **extra: Any) -> Result:
            pairs = interleave(turn(server, client, mine, n), turn(other, theirs, peer, of), same)
            return compared(goal, label, pairs, **extra)

        yield against("W1-usual", "/caseload", "/usual/caseload", equal)
        yield against("W1-naive", "/caseload", "/naive/caseload", equal)
        if not kinds:
            yield against("W1-work", "/work", "/usual/work", equal)
        for words, typed in (("name", found.name), ("UPN", found.upn)):
            query = urlencode({"q": typed})
            # Ours forgives typing errors, so it may show more; all that the peer finds must be there.
            yield against("W2-search", f"/caseload?{query}", f"/usual/caseload?{query}", holds, of=2, by=words)
        page = (found.deep_number - 1) // 25 + 1
        yield against("W2-deep", deep(found), f"/usual/caseload?page={page}", equal, of=2)
        if kinds:
            return
        child = found.records[0]
        pairs = interleave(
            turn(server, client, f"/children/{child}/dates", SHORT, shown(child)), turn(other, theirs, f"/usual/children/{child}", LONGER, shown(child)), equal
        )
        yield compared("W3-usual", label, pairs)


def beside_helpdesk(size: int, tickets: int, server: place.Server, client: Client, found: Known) -> Iterator[Result]:
    """Against django-helpdesk: its list's data alone against our whole page; as many rows on each."""
    short = f"{tickets // 1000}k"
    if helpdesk.prepare(tickets) is None:
        yield Result(f"W1-helpdesk-{short}", f"{size:,}", None, why_not="django-helpdesk could not be installed")
        return
    with helpdesk.served(tickets) as (other, theirs):
        pairs = interleave(
            turn(server, client, "/caseload", SHORT, lambda answer: len(children(answer))), turn(other, theirs, helpdesk.data_path(), 2, helpdesk.rows), equal
        )
        yield compared(f"W1-helpdesk-{short}", f"{size:,} / {tickets:,}", pairs)
        child = found.records[0]
        pairs = interleave(turn(server, client, f"/children/{child}/dates", SHORT, ok), turn(other, theirs, f"/tickets/{tickets // 2}/", LONGER, ok), equal)
        yield compared("W3-helpdesk", f"{size:,} / {tickets:,}", pairs)


def flat(run: Any) -> Iterator[Result]:
    """W4: the largest size against the smallest, both serving at once."""
    if len(run.sizes) < 2:
        return
    least, most = min(run.sizes), max(run.sizes)
    yield grown(run, least, most, FLAT)
    if most not in plans.LOADED:
        yield grown(run, least, most, tuple(kind for kind in FLAT if kind in LISTED), one_area=True)


def grown(run: Any, least: int, most: int, kinds: tuple[str, ...], *, one_area: bool = False) -> Result:
    """How many times the smallest's middle time the largest's is, the most of these kinds."""
    names = [plans.name(least), plans.name(most, one_area=one_area)]
    asked = [addresses(ours.known(name)) for name in names]
    found = {}
    with ours.served(names[0]) as (_, small), ours.served(names[1]) as (_, large):
        for kind in kinds:
            seconds: tuple[list[float], list[float]] = ([], [])
            for turn_number in range(N + 3):  # by turns, so that a busy moment falls on both; the first three warm up
                for client, paths, into in zip((small, large), asked, seconds, strict=True):
                    taken = client.times(paths[kind], 2)
                    into.extend(taken if turn_number >= 3 else [])
            found[kind] = statistics.median(seconds[1]) / statistics.median(seconds[0])
    shown = ", ".join(f"{kind} {value:.2f}" for kind, value in found.items())
    return Result("W4", f"{least:,}–{plans.label(most, one_area=one_area)}", max(found.values()), shown, extra={"times": run.heard.get("times")})


def equal(mine: Any, theirs: Any) -> bool:
    return mine == theirs and bool(mine)


def holds(mine: list[str], theirs: list[str]) -> bool:
    return bool(theirs) and set(theirs) <= set(mine)


def ok(answer: Any) -> bool:
    return answer.status == 200


def shown(child: str):
    """That the page is that child's."""
    return lambda answer: answer.status == 200 and len(answer.text) > 500
