"""I1, for improvement plans: a Word file to sections, actions, owners, dates and ratings, against python-docx reading its tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bench import place
from bench.datagen import improvement as data
from bench.pairs import interleave, timed
from bench.results import Result, compared

ACTIONS = 60


def results(run: Any) -> Iterator[Result]:
    from goldenthread.improvement.reading import assemble, open_plan

    path = data.word(place.LOCAL / "plan.docx", ACTIONS, run.seed)
    wanted = [said[1] for said in data.rows(ACTIONS, run.seed)]

    def ours() -> list[tuple[str, str, str]]:
        with path.open("rb") as file:
            read = assemble(open_plan(file, path.name))
        return [(action.words, action.owner, action.date_printed) for action in read.actions]

    pairs = interleave(timed(ours), timed(lambda: usual(path)), lambda mine, theirs: mine == theirs and [one[0] for one in mine] == wanted)
    yield compared("I1-plan", f"{ACTIONS} actions", pairs, note="python-docx gives the cells alone; ours also joins rows, reads ratings and keeps what has no place")


def usual(path: Any) -> list[tuple[str, str, str]]:
    """The cells of the columns that the same headings name, by python-docx."""
    import docx

    found = []
    for table in docx.Document(str(path)).tables:
        for row in table.rows[1:]:
            cells = [cell.text for cell in row.cells]
            found.append((cells[1], cells[2], cells[5]))
    return found
