"""I1, for improvement plans: a Word file to sections, actions, owners, dates and ratings, against python-docx reading its tables."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench import place
from bench.datagen import improvement as data
from bench.pairs import Pairs, Sample, interleave, timed
from bench.results import Result, compared

ACTIONS = 60
#: One reading takes a few thousandths of a second: a sample is the mean of so many.
TIMES = 20


def results(run: Any) -> Iterator[Result]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import django

    django.setup()
    from goldenthread.config.webserver import SELDOM
    from goldenthread.improvement.reading import assemble, open_plan

    # As a web worker has it, for both ways.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    path = data.word(place.LOCAL / "plan.docx", ACTIONS, run.seed)
    wanted = [said[1] for said in data.rows(ACTIONS, run.seed)]

    def opened() -> Any:
        with path.open("rb") as file:
            return open_plan(file, path.name)

    def cells() -> list[list[str]]:
        return [[cell.text for cell in row] for table in opened().tables for row in table.rows]

    def ours() -> list[tuple[str, str, str]]:
        return [(action.words, action.owner, action.date_printed) for action in assemble(opened()).actions]

    pairs = interleave(timed(cells, TIMES), timed(lambda: usual(path), 3), lambda mine, theirs: mine == theirs)
    yield compared("I1-cells", f"{ACTIONS} actions", by_processor(pairs), note="every cell of every table; ours also looks whether the file is safe, and at shades, numbering and changes")
    pairs = interleave(timed(ours, TIMES), timed(lambda: columns(usual(path)), 3), lambda mine, theirs: mine == theirs and [one[0] for one in mine] == wanted)
    yield compared("I1-plan", f"{ACTIONS} actions", by_processor(pairs), note="python-docx gives the cells alone; ours also joins rows, reads ratings and keeps what has no place")


def by_processor(pairs: Pairs) -> Pairs:
    """The same pairs in seconds of processor, which a busy machine disturbs less."""
    return Pairs([Sample(one.cpu, one.cpu) for one in pairs.ours], [Sample(one.cpu, one.cpu) for one in pairs.peer])


def usual(path: Path) -> list[list[str]]:
    """Every cell, by python-docx."""
    import docx

    return [[cell.text for cell in row.cells] for table in docx.Document(str(path)).tables for row in table.rows]


def columns(rows: list[list[str]]) -> list[tuple[str, str, str]]:
    """Actions, owners and dates: the columns that the headings on each page name."""
    return [(row[1], row[2], row[5]) for row in rows if row[1] != data.HEADINGS[1]]
