"""Which papers go into a bundle, in which order, and which do not and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from goldenthread.core.text_of import READ
from goldenthread.people.models import Document
from goldenthread.people.wrong_child import Finding, check_papers

from ..models import Bundle, Dispute, KeptOut, Paper

PDF, TEXT = "application/pdf", "text/plain"
PICTURES = frozenset({"image/png", "image/jpeg"})
#: Kinds of paper of which a PDF says the same: the plan as data and in Word.
SAME_AS_PDF = READ - {PDF, TEXT}

ANOTHERS = "A letter to another person, which shows where they live"
YOUNG_PERSONS = "A letter to the young person alone"
NO_PRINT = "It cannot be printed. Send it beside the bundle"
NOT_SCANNED = "It is held: it has not been checked for viruses, or one was found"
SAME = "The bundle has the same paper as a PDF"


@dataclass(frozen=True)
class Chosen:
    """One paper of the bundle: what it is, and the row whose bytes it is."""

    key: str
    title: str
    made_on: date
    row: Any

    @property
    def content_type(self) -> str:
        return self.row.file.content_type


@dataclass
class Choice:
    """Papers in order, papers left out with the reason, and papers that a person must look at first."""

    papers: list[Chosen] = field(default_factory=list)
    left_out: list[dict[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def choose(dispute: Dispute) -> Choice:
    """The papers of this dispute's child, and of this dispute and those before it: of no other child and no other dispute."""
    choice = Choice()
    documents = list(
        Document.objects.filter(child_id=dispute.child_id).select_related("file").order_by("made_on", "title", "pk")
    )
    kept_out = dict(KeptOut.objects.filter(document__child_id=dispute.child_id).values_list("document_id", "because"))
    pdfs = {(each.title, each.made_on) for each in documents if each.file.content_type == PDF}
    for each in documents:
        because = kept_out.get(each.pk) or _not_theirs(each, dispute) or _cannot(each)
        if not because and each.file.content_type in SAME_AS_PDF | {"application/json"} and (each.title, each.made_on) in pdfs:
            because = SAME
        _place(choice, f"document:{each.pk}", each, because)
    of = [dispute.pk, *_before(dispute)]
    for paper in Paper.objects.filter(dispute__in=of, dispute__child_id=dispute.child_id).select_related("file", "dispute").order_by("made_on", "title", "pk"):
        _place(choice, f"paper:{paper.pk}", paper, _cannot(paper))
    choice.papers.sort(key=lambda each: (each.made_on, each.title, each.key))
    for chosen in choice.papers:
        if chosen.row.child_id != dispute.child_id:
            raise AssertionError("a paper of another child was about to go into a bundle")
    looked_at = {each.key for each in choice.papers if isinstance(each.row, Paper) and each.row.looked_on is not None}
    choice.findings = [
        found for found in check_papers(dispute.child, [each.row for each in choice.papers if each.key not in looked_at]) if found.holds
    ]
    return choice


def _place(choice: Choice, key: str, row: Any, because: str) -> None:
    if because:
        choice.left_out.append({"key": key, "title": row.title, "made_on": row.made_on.isoformat(), "because": because})
    else:
        choice.papers.append(Chosen(key, row.title, row.made_on, row))


def _before(dispute: Dispute) -> Iterable[Any]:
    """The mediation before an appeal, the complaint before an Ombudsman: their papers belong to it."""
    seen, earlier = {dispute.pk}, dispute.earlier_id
    while earlier is not None and earlier not in seen:
        seen.add(earlier)
        yield earlier
        earlier = Dispute.objects.filter(pk=earlier).values_list("earlier_id", flat=True).first()


def _not_theirs(document: Document, dispute: Dispute) -> str:
    if document.to_child and not dispute.by_young_person:
        return YOUNG_PERSONS
    if document.addressee_id is not None and document.addressee_id != dispute.adult_id:
        return ANOTHERS
    return ""


def _cannot(row: Any) -> str:
    if row.file.held:
        return NOT_SCANNED
    return "" if row.file.content_type in PICTURES | READ else NO_PRINT


@dataclass(frozen=True)
class Slot:
    """A place in the bundle: `paper` is empty where what stood there in an earlier bundle was taken out since."""

    key: str
    title: str
    made_on: str
    pages: int
    paper: Chosen | None
    since: int


def placed(papers: list[Chosen], pages: dict[str, int], before: Bundle | None, number: int) -> list[Slot]:
    """Every place in order. What an earlier bundle had stays where it was, page for page; what came since follows.

    A paper that was taken out since leaves its pages empty. One whose file changed its length is put at the end.
    """
    by_key = {each.key: each for each in papers}
    slots, used = [], set()
    for said in before.order if before else ():
        paper = by_key.get(said["key"])
        if paper is not None and pages[paper.key] == said["pages"]:
            used.add(paper.key)
            slots.append(Slot(paper.key, paper.title, paper.made_on.isoformat(), said["pages"], paper, said["since"]))
        else:
            slots.append(Slot("", "", "", said["pages"], None, said["since"]))
    slots += [Slot(each.key, each.title, each.made_on.isoformat(), pages[each.key], each, number) for each in papers if each.key not in used]
    return slots
