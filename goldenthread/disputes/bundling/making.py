"""Makes a bundle: chooses, counts, draws the contents, binds, and keeps the file."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone

from goldenthread.core import files, text_of
from goldenthread.core.documents_out.pdf import FONTS
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.models import StoredFile

from ..models import Bundle, Dispute
from . import binder, drawing
from .choosing import PDF, PICTURES, Choice, Slot, choose, placed

WAIT_SECONDS = 900
AS_WORDS = "The words of the paper, without its layout. The paper itself can be had from the record."


class LookFirst(Exception):  # noqa: N818 - a person has to look, nothing went wrong
    """Some papers may be another child's: a person must look at them before any bundle is made."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice


class CouldNot(Exception):  # noqa: N818
    """The bundle could not be made, in a sentence."""


@dataclass(frozen=True)
class Made:
    """A bundle that was made. `most_kilobytes` is the most memory that the binder held."""

    file: StoredFile
    pages: int
    order: list[dict[str, Any]]
    left_out: list[dict[str, str]]
    most_kilobytes: int


def make(bundle: Bundle, *, made_at: datetime, progress: Callable[[int, int], None] = lambda done, total: None) -> Made:
    """The bundle as a file that is kept. `progress` is told how many papers of how many are in."""
    dispute = bundle.dispute
    choice = choose(dispute)
    if choice.findings:
        raise LookFirst(choice)
    if not choice.papers:
        raise CouldNot("There is no paper to put into a bundle.")
    before = Bundle.objects.filter(dispute=dispute, state=Bundle.State.MADE, number__lt=bundle.number).order_by("-number").first()
    progress(0, len(choice.papers))
    with tempfile.TemporaryDirectory(prefix="bundle-") as folder:
        at = Path(folder)
        sources = _as_pdfs(choice, at)
        pages, unread = _counted(sources)
        papers = [each for each in choice.papers if each.key not in unread]
        left_out = choice.left_out + [
            {"key": each.key, "title": each.title, "made_on": each.made_on.isoformat(), "because": "It could not be read"}
            for each in choice.papers if each.key in unread
        ]  # fmt: skip
        if not papers:
            raise CouldNot("None of the papers could be read.")
        slots, contents, out = placed(papers, pages, before, bundle.number), at / "contents.pdf", at / "bundle.pdf"
        foot = _contents(dispute, bundle, slots, made_at, contents)
        most = bound(slots, sources, contents, foot, out, lambda done: progress(done, len(papers)))
        with out.open("rb") as made:
            kept = files.store(made, content_type=PDF, scan=StoredFile.Scan.MADE_HERE)
    order = [{"key": slot.key, "title": slot.title, "made_on": slot.made_on, "pages": slot.pages, "first": first, "since": slot.since} for slot, first in numbered(slots)]
    return Made(kept, sum(slot.pages for slot in slots), order, left_out, most)


def numbered(slots: list[Slot]) -> Iterator[tuple[Slot, int]]:
    first = 1
    for slot in slots:
        yield slot, first
        first += slot.pages


class Source(NamedTuple):
    """Where a paper's bytes are, of which kind, and where its PDF is or will be."""

    path: Path
    content_type: str
    pdf: Path


def _as_pdfs(choice: Choice, at: Path) -> dict[str, Source]:
    """Each paper's source. A paper of words is drawn at once; a picture's page is drawn when pages are counted."""
    sources, worded = {}, []
    for number, each in enumerate(choice.papers):
        path = files.path_of(each.row.file_id)
        if each.content_type == PDF:
            sources[each.key] = Source(path, PDF, path)
        elif each.content_type in PICTURES:
            sources[each.key] = Source(path, each.content_type, at / f"picture-{number}.pdf")
        else:
            worded.append((each, path, at / f"words-{number}.pdf"))
    texts = text_of.texts_of([(path, each.content_type) for each, path, _ in worded])
    for (each, _, drawn), read in zip(worded, texts, strict=True):
        drawing.words_pdf(each.title, AS_WORDS, read.text or "This paper holds no words that can be printed.", drawn)
        sources[each.key] = Source(drawn, PDF, drawn)
    return sources


def _counted(sources: dict[str, Source]) -> tuple[dict[str, int], set[str]]:
    """Pages of each paper, and the papers that could not be read."""
    asked = [{"key": key, "path": str(each.path), "type": each.content_type, "as": str(each.pdf)} for key, each in sources.items()]
    pages = {said["key"]: said["pages"] for said in _told({"do": "count", "papers": asked}) if said.get("pages")}
    return pages, set(sources) - set(pages)


def _contents(dispute: Dispute, bundle: Bundle, slots: list[Slot], made_at: datetime, target: Path) -> str:
    """Draws the contents; gives what is at the foot of every page."""
    local = timezone.localtime(made_at)
    child, when = dispute.child, f"{long_date(local)}, {local:%H:%M}"
    papers = [
        {
            "number": number, "title": f"{slot.title} (added to bundle {slot.since})" if slot.paper and slot.since > 1 else slot.title,
            "date": long_date(date.fromisoformat(slot.made_on)) if slot.made_on else "", "first": first, "last": first + slot.pages - 1,
        }
        for number, (slot, first) in enumerate(numbered(slots), start=1)
    ]  # fmt: skip
    facts = [["Child or young person", child.name], ["Date of birth", long_date(child.date_of_birth)], ["Reference", child.reference], ["Made", when]]
    if dispute.kind == Dispute.Kind.APPEAL and dispute.appeal.number:
        facts.append(["Tribunal’s number", dispute.appeal.number])
    foot = f"{child.reference} · Bundle {bundle.number} · made {when}"
    about = f"{dispute.get_kind_display()}: {dispute.get_about_display()}"
    drawing.contents_pdf({"title": f"Bundle {bundle.number}", "about": about, "facts": facts, "foot": foot, "papers": papers}, target)
    return foot


def bound(slots: list[Slot], sources: dict[str, Source], contents: Path, foot: str, out: Path, progress: Callable[[int], None]) -> int:
    """The contents, and everything under the numbered pages. Gives the most memory the binder held, in kilobytes."""
    papers = [
        {"title": slot.title, "path": str(sources[slot.key].pdf), "first": first, "pages": slot.pages} for slot, first in numbered(slots) if slot.paper is not None
    ]
    empty = [page for slot, first in numbered(slots) if slot.paper is None for page in range(first, first + slot.pages)]
    order = {
        "do": "bind", "contents": str(contents), "foot": foot, "papers": papers, "empty": empty, "pages": sum(slot.pages for slot in slots), "out": str(out),
        "fonts": [str(folder) for folder in FONTS],
    }  # fmt: skip
    most = 0
    for said in _told(order):
        if "done" in said:
            progress(said["done"])
        most = said.get("most", most)
    if not out.is_file() or not most:
        raise CouldNot("A paper could not be bound. Tell your administrator; nothing was lost.")
    return most


def _told(order: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What the binder says, as it says it."""
    command = [sys.executable, "-I", str(Path(binder.__file__))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={}) as other:
        assert other.stdin is not None and other.stdout is not None
        watch = threading.Timer(WAIT_SECONDS, other.kill)
        watch.start()
        try:
            other.stdin.write(json.dumps(order) + "\n")
            other.stdin.close()
            for line in other.stdout:
                if line.endswith("}\n"):
                    yield json.loads(line)
        finally:
            watch.cancel()
            other.kill()
