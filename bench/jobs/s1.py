"""S1, its reading part: reading a return against csc-validator-be-cin's ingress and against a tree in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench import place
from bench.asking import Asked
from bench.datagen import returns as data
from bench.pairs import interleave, timed
from bench.results import Result, compared

PEOPLE = 1000


def ours(path: Any) -> list[int]:
    """People, requests, plans and placements of a return, read as the import reads it."""
    from goldenthread.returns.reading import read_return

    people = requests = plans = placements = 0
    with read_return(path) as source:
        for person in source.people():
            people += 1
            for request in person.requests:
                requests += 1
                plans += bool(request.named_plan)
                placements += len(request.active_plan.placements) if request.active_plan else 0
    return [people, requests, plans, placements]


def results(run: Any) -> Iterator[Result]:
    sen2 = data.sen2(place.LOCAL / f"sen2-{PEOPLE}.xml", PEOPLE, run.seed)
    python = place.peer_python("csc_cin")
    if python is None:
        yield Result("S1-csc-cin", f"{PEOPLE:,}", None, why_not="csc-validator-be-cin could not be installed")
    else:
        cin = data.cin(place.LOCAL / f"cin-{PEOPLE}.xml", PEOPLE, run.seed)
        with Asked(python, place.BENCH / "peers" / "csc_cin" / "reading.py", str(cin)) as peer:
            pairs = interleave(timed(lambda: ours(sen2)), peer.turn, lambda mine, theirs: mine[0] == theirs[0] == PEOPLE)
        yield compared("S1-csc-cin", f"{PEOPLE:,}", pairs, per=PEOPLE, unit="µs", note="a person; its own return of as many children")
    with Asked(place.PYTHON, place.BENCH / "peers" / "dom_reading" / "reading.py", str(sen2)) as peer:
        pairs = interleave(timed(lambda: ours(sen2)), peer.turn, lambda mine, theirs: mine == theirs)
    yield compared("S1-dom", f"{PEOPLE:,}", pairs, per=PEOPLE, unit="µs", note="a person")
