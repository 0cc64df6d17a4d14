"""P1: a plan of forty pages as an accessible tagged PDF, against reportlab written the usual way; and all of its papers."""

from __future__ import annotations

import itertools
import json
import os
import statistics
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import place
from bench.asking import Asked
from bench.pairs import interleave, timed
from bench.results import Result, compared

WAYS = place.BENCH / "peers" / "usual_plan" / "ways.py"
#: So many lines of each kind make forty pages.
LINES = 102
#: Different plans, so that no turn finds anything of the last.
PLANS = 12


def results(run: Any) -> Iterator[Result]:
    plans = made(run.seed)
    from goldenthread.plans.papers import as_pdf, content

    turns = itertools.cycle(plans)
    ours = timed(lambda: as_pdf.drawn(content.of(next(turns)), {}))
    first = ours()
    pages = pages_of(first.answer)
    samples = [ours() for _ in range(9)]
    yield _spent("P1-pdf", pages, samples)
    yield _spent("P1-papers", pages, all_papers(plans))

    python = place.peer_python("usual_plan")
    if python is None:
        yield Result("P1-reportlab", f"{pages} pages", None, why_not="reportlab could not be installed")
        return
    facts, into = place.LOCAL / "plans.json", place.LOCAL / "usual-plan.pdf"
    facts.write_text(json.dumps([plain(told) for told in plans]))
    wanted = [line.text for line in plans[0].lines]
    with Asked(python, WAYS, str(facts), str(into)) as peer:
        turns = itertools.cycle(plans)
        pairs = interleave(
            ours_by_turn(turns, as_pdf, content), peer.turn, lambda mine, theirs: holds(mine, wanted) and holds(Path(theirs).read_bytes(), wanted)
        )
    yield compared("P1-reportlab", f"{pages} pages", pairs, unit="s", note="reportlab's is not tagged")


def ours_by_turn(turns: Iterator[Any], as_pdf: Any, content: Any) -> Any:
    return timed(lambda: as_pdf.drawn(content.of(next(turns)), {}))


def _spent(goal: str, pages: int, samples: list[Any]) -> Result:
    """The least of the processor's seconds, since a busy machine only adds; the wall's beside it."""
    cpu, wall = min(each.cpu for each in samples), statistics.median(each.wall for each in samples)
    return Result(goal, f"{pages} pages", cpu, f"{cpu:.2f} s", extra={"wall": wall})


def all_papers(plans: list[Any]) -> list[Any]:
    """PDF, Word, data, one page and short sentences."""
    from goldenthread.plans.papers import as_data, as_pdf, as_short, as_word, content

    def every(told: Any) -> None:
        paper = content.of(told)
        as_pdf.drawn(paper, {}), as_word.drawn(paper, {}), as_data.data(told), as_short.one_page(told), as_short.simple(told, {})

    turns = itertools.cycle(plans)
    once = timed(lambda: every(next(turns)))
    once()
    return [once() for _ in range(5)]


def made(seed: int) -> list[Any]:
    """Invented plans of one length, no sentence of one in another."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import django

    django.setup()
    from goldenthread.plans.snapshot import ChildSaid, LineSaid, PlanSaid, Said

    def one(number: int) -> Any:
        lines: list[Any] = []

        def add(section: str, kind: str, text: str, **said: Any) -> UUID:
            pk = UUID(int=seed * 10**9 + number * 10**6 + len(lines))
            source = (Said(1, f"{text}, as it was said.", f"Adviser {len(lines)}, service {number}", "psychology", said_on=date(2026, 11, 2)),)
            lines.append(LineSaid(pk, section, kind, position=len(lines), text=text, sources=source, **said))
            return pk

        for at in range(LINES):
            mark = f"{number}-{at}"
            add("A", "view", f"I like trains, part {mark}, and my dog, and going to the park with my brother after school.", said_by="child")
            need = add("B", "need", f"Kai needs help to follow what is said in class, part {mark}, and cannot yet ask for help in words when it is loud.")
            outcome = add(
                "E", "outcome", f"Kai will ask for help with a picture card, part {mark}, in four lessons of five.", uppers=(need,),
                by_when=date(2027, 7, 31), measure="A tally of a week in class, taken by the teaching assistant",
            )  # fmt: skip
            add(
                "F", "provision", f"Teaching Kai to exchange picture cards, part {mark}, one to one, and to use them in every lesson.", uppers=(need, outcome),
                deliverer="A speech and language therapist", skill="HCPC registered, trained in picture exchange", minutes=30, times=1, per="week", weeks=39,
            )  # fmt: skip
        lines.sort(key=lambda line: (line.section, line.position))
        child = ChildSaid(UUID(int=number + 1), "Kai", f"Alder {number}", "Kai", date(2016, 3, 9))
        return PlanSaid(UUID(int=number + 10**6), 1, "final", "2026", date(2026, 11, 23), child, tuple(lines), issued_on=date(2026, 11, 23))

    return [one(number) for number in range(PLANS)]


def plain(told: Any) -> dict[str, Any]:
    """The same plan for the peer: titles, paragraphs and rows of four cells."""
    from goldenthread.plans.papers import content

    paper = content.of(told)
    sections = []
    for section in paper.sections:
        words, rows = [], []
        for part in section.parts:
            if isinstance(part, content.Rows):
                rows += [list(part.headings), *([" ".join(cell) for cell in row.cells] for row in part.rows)]
            else:
                words.append(part.text)
        sections.append({"title": section.title, "words": words, "rows": rows})
    sections.append({"title": "Where each line came from", "words": [f"{number}. {whose}: “{said}”" for number, whose, said in paper.sources], "rows": []})
    return {"title": paper.title, "sections": sections}


def pages_of(data: bytes) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(data))


def holds(data: bytes, wanted: list[str]) -> bool:
    """Whether every line is in this PDF."""
    import pypdfium2

    said = " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)).split())
    return all(" ".join(line.split())[:40] in said for line in wanted)
