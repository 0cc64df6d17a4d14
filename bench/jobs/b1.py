"""B1: a bundle of 400 pages, and one of 1,600: seconds, and whether memory grows with the pages."""

from __future__ import annotations

import os
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.results import Result

#: Papers of a bundle, each of nine pages, as a service's report is: 405 pages, and four times as many.
SMALL, LARGE = 45, 180


def results(run: Any) -> Iterator[Result]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    os.environ.setdefault("GT_ENV", "local")
    django.setup()
    with tempfile.TemporaryDirectory(prefix="gt-bench-") as folder:
        at = Path(folder)
        small = min((_made(at, SMALL) for _ in range(3)), key=lambda each: each[0])
        large = _made(at, LARGE)
    yield Result("B1-400", f"{small[3]:,} pages", small[0], f"{small[0]:.2f} s", extra={"wall": small[1], "memory_kilobytes": small[2]})
    grown = large[2] / small[2]
    yield Result(
        "B1-memory", f"{large[3]:,} pages", grown, f"{grown:.2f} times", extra={"memory_kilobytes": large[2], "seconds": large[0], "of_400": small[2]}
    )


def _made(at: Path, papers: int) -> tuple[float, float, int, int]:
    """Processor seconds of both processes, the wall's, and the most kilobytes that the binder held, and the pages."""
    import pikepdf

    from goldenthread.disputes.bundling import drawing
    from goldenthread.disputes.bundling.choosing import PDF, Chosen, Slot
    from goldenthread.disputes.bundling.making import Source, bound, numbered

    sources, slots = {}, []
    for number in range(papers):
        paper = at / f"paper-{number}.pdf"
        if not paper.exists():
            drawing.words_pdf(f"Report {number}", "A report of ten pages.", "\n".join(f"Line {each} of report {number}. " + "Words of a report. " * 12 for each in range(120)), paper)
        with pikepdf.open(paper) as opened:
            pages = len(opened.pages)
        sources[str(number)] = Source(paper, PDF, paper)
        slots.append(Slot(str(number), f"Report {number}", "2026-09-01", pages, Chosen(str(number), f"Report {number}", None, None), 1))
    said = {
        "title": "Bundle 1", "about": "Appeal", "facts": [["Child", "Kai Alder"]], "foot": "GT-1 · Bundle 1", "pages": sum(slot.pages for slot in slots),
        "papers": [
            {"number": place, "title": slot.title, "date": "1 September 2026", "first": first, "last": first + slot.pages - 1}
            for place, (slot, first) in enumerate(numbered(slots), start=1)
        ],
    }  # fmt: skip
    before, began = _spent(), time.perf_counter()
    contents, out = at / "contents.pdf", at / "out.pdf"
    drawing.contents_pdf(said, contents)
    most = bound(slots, sources, contents, said["foot"], out, lambda done: None)
    taken = _spent() - before, time.perf_counter() - began, most, sum(slot.pages for slot in slots)
    same(out, said)
    out.unlink()
    return taken


def same(out: Path, said: dict[str, Any]) -> None:
    """Every page of every paper is in it once, in its order, after the contents, and a bookmark leads to each."""
    import pikepdf
    import pypdfium2

    with pikepdf.open(out) as made, made.open_outline() as outline:
        front, marks = len(made.pages) - said["pages"], [each.title for each in outline.root]
    assert 0 < front < 20 and all(any(paper["title"] in mark for mark in marks) for paper in said["papers"]), (front, marks)
    read = pypdfium2.PdfDocument(out)
    try:
        for paper in said["papers"]:
            text = read[front + paper["first"] - 1].get_textpage().get_text_range()
            assert paper["title"] in text, (paper, text[:200])
    finally:
        read.close()


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
