"""Letters are made, kept in the child's record and put in the outbox, all in the transaction that decided."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings

from goldenthread.core import files, outbox, rows
from goldenthread.core.models import StoredFile
from goldenthread.core.outbox import Notice
from goldenthread.core.refusals import Refused
from goldenthread.core.rows import Part
from goldenthread.law import letters as law_letters
from goldenthread.law.refusals import LawRefusal
from goldenthread.people import rights
from goldenthread.people.models import Document
from goldenthread.people.reaching import MOBILE

from ..agreement import comment_by
from ..facts import duties_of
from . import wording
from .drawing import DOCX, PDF, draw
from .recipients import Addressee, Known, copies_to, known, rights_holders

ROUTE_WORDS = {
    "parent": "a parent’s request",
    "young_person": "a young person’s own request",
    "family": "a family’s request",
    "setting": "a request from a school or other setting",
    "health": "information from a health professional that counts as a request",
    "social_care": "information from social care that counts as a request",
    "other": "information that counts as a request",
    "not_known": "a request",
}

#: What a letter that says a request was received is called among documents.
ACKNOWLEDGEMENT = "acknowledgement"

YOUR_LETTER = "There is a new letter for you"


class LettersChanged(Refused):
    """The letters that would leave are not the ones that were read."""


@dataclass(frozen=True)
class Rendered:
    """A letter that was drawn already: the hashes and sizes of its files, which are in their place. Copies have no Word file."""

    pdf: tuple[str, int]
    docx: tuple[str, int] | None

    @property
    def files(self) -> list[tuple[str, int]]:
        return [self.pdf, *([self.docx] if self.docx else [])]


@dataclass(frozen=True)
class Drafted:
    """One letter to one addressee, not drawn yet. `fingerprint` changes when anything in it does."""

    to: Addressee
    wording: wording.Wording
    area: Any
    worker: Any
    reference: str
    on: date
    copies: tuple[str, ...]

    @cached_property
    def fingerprint(self) -> str:
        said = repr(
            (
                self.to,
                self.wording,
                getattr(self.worker, "name", ""),
                self.area.council,
                self.area.address,
                self.area.phone,
                self.area.email,
                self.reference,
                self.on,
                self.copies,
            )
        )
        return hashlib.sha256(said.encode()).hexdigest()


@dataclass
class Made:
    """What an action writes with its own rows: the documents, the rows of their files, and the notices in the outbox."""

    documents: list[Document] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    files: list[tuple[str, int, str]] = field(default_factory=list)

    def parts(self) -> list[Part]:
        """The files and the notices, to be written in one statement with the documents."""
        return [*files.part_of_notes(self.files, scan=StoredFile.Scan.MADE_HERE), *outbox.parts(self.notices)]


def about(request: Any, on: date, around: Known) -> wording.About:
    """The facts that letters about this request speak of."""
    child = request.child
    due = {duty.clock: duty.due_on for duty in duties_of(request, [], [])}
    to_child = rights_holders_are_child(child, on)
    return wording.About(
        child=child, area=request.area, worker=around.worker, received_on=request.received_on, to_child=to_child,
        decide_by=due.get("EHCNA-06") or due.get("DET-06"), final_by=due.get("EHCNA-20") or due.get("DET-20"),
    )  # fmt: skip


def rights_holders_are_child(child: Any, on: date) -> bool:
    return rights.are_their_own(child, on)


def acknowledged(request: Any) -> bool:
    """Whether the letter that says the request was received was made already."""
    return Document.objects.filter(child=request.child, matter_id=request.pk, kind=ACKNOWLEDGEMENT).exists()


# --- What is to be sent


def drafts_of_decision(decision: Any, on: date, around: Known | None = None) -> list[Drafted]:
    """The letters that this decision causes, complete by the law's list or refused."""
    request = decision.request
    around = around or known(request.child)
    facts = about(request, on, around)
    if decision.yes:
        kind, words = "agree_to_assess", wording.will_assess(facts, reasons=decision.reasons)
    else:
        kind = "refuse_to_assess"
        words = wording.will_not_assess(facts, answers=decision.test_answers, reasons=decision.reasons, notified_on=on)
    try:
        law_letters.check_complete(kind, words.says)
    except LawRefusal as refused:
        raise Refused(
            f"{refused.sentence} Your administrator can add it to the area’s contacts.", citation=refused.citation
        ) from None
    copies = copies_to(law_letters.letter(kind).copies, around)
    return _drafted(request, facts, words, rights_holders(request.child, on, around), copies, on)


def drafts_of_acknowledgement(request: Any, on: date) -> list[Drafted]:
    """The letter that says a request was received, who works on it and by when it is decided (regulation 4)."""
    around = known(request.child)
    facts = about(request, on, around)
    words = wording.acknowledgement(facts, route_words=ROUTE_WORDS[request.route])
    copies = copies_to(law_letters.letter("considering_assessment").copies, around)
    return _drafted(request, facts, words, rights_holders(request.child, on, around), copies, on)


def drafts_of_draft_plan(request: Any, version: Any, on: date, around: Known | None = None) -> list[Drafted]:
    """The letter that goes with a draft plan to those who hold the rights (regulation 13(1))."""
    around = around or known(request.child)
    facts = about(request, on, around)
    words = wording.draft_plan(facts, comment_by=comment_by(on))
    _complete("draft_plan", words)
    return _drafted(request, facts, words, rights_holders(request.child, on, around), [], on)


def drafts_of_final_plan(request: Any, on: date, *, setting: str, around: Known | None = None) -> list[Drafted]:
    """The letter that goes with the final plan to the family, with a copy to the setting and the health board (regulation 14)."""
    around = around or known(request.child)
    facts = about(request, on, around)
    words = wording.final_plan(facts, notified_on=on, setting=setting)
    _complete("final_plan", words)
    copies = copies_to(law_letters.letter("final_plan").copies, around)
    return _drafted(request, facts, words, rights_holders(request.child, on, around), copies, on)


def drafts_of_no_plan(request: Any, on: date, *, reasons: str, around: Known | None = None) -> list[Drafted]:
    """The letter that says there will be no plan (regulations 10(3) and 32)."""
    around = around or known(request.child)
    facts = about(request, on, around)
    words = wording.will_not_issue(facts, reasons=reasons, notified_on=on)
    _complete("refuse_to_issue", words)
    copies = copies_to(law_letters.letter("refuse_to_issue").copies, around)
    return _drafted(request, facts, words, rights_holders(request.child, on, around), copies, on)


def _complete(kind: str, words: wording.Wording) -> None:
    """Refuse a letter that lacks what the law asks for."""
    try:
        law_letters.check_complete(kind, words.says)
    except LawRefusal as refused:
        raise Refused(f"{refused.sentence} Your administrator can add it to the area’s contacts.", citation=refused.citation) from None


def _drafted(
    request: Any,
    facts: wording.About,
    words: wording.Wording,
    family: Sequence[Addressee],
    copies: Sequence[Addressee],
    on: date,
) -> list[Drafted]:
    listed = tuple(", ".join((copy.name, *copy.lines[:1])) for copy in copies)
    return [
        Drafted(to, words, request.area, facts.worker, request.child.reference, on, listed) for to in (*family, *copies)
    ]


# --- Drawing, keeping, sending


def render(draft: Drafted) -> Rendered:
    """Draw a letter as PDF, and the family's as Word too, and put the files in their place. No row is written."""
    pdf, docx = draw(draft)
    return Rendered(files.write(pdf), files.write(docx) if docx else None)


def of_decision(decision: Any, *, on: date, rendered: Mapping[str, Rendered] | None, around: Known) -> Made:
    """Letters of a decision. `rendered`, by fingerprint, are those that somebody read before sending: no others leave."""
    kind = "decision-assess" if decision.yes else "decision-not-assess"
    drafts = drafts_of_decision(decision, on, around)
    if rendered is not None and {draft.fingerprint for draft in drafts} != rendered.keys():
        raise LettersChanged("Something in the letters changed since you read them. Read them again, then confirm.")
    return make(drafts, kind=kind, request=decision.request, on=on, rendered=rendered or {})


def make(
    drafts: Sequence[Drafted], *, kind: str, request: Any, on: date, rendered: Mapping[str, Rendered], matter_kind: str = "request"
) -> Made:
    """The documents and notices of these letters. `request` is the matter they are about: anything with a child and an id."""
    made = Made()
    for draft in drafts:
        drawn = rendered.get(draft.fingerprint)
        if drawn is None or not all(files.path_of(sha).exists() for sha, _ in drawn.files):
            drawn = render(draft)
        to = f"copy to {draft.to.lines[0]}" if draft.to.is_copy else f"to {draft.to.name}"
        title = f"{draft.wording.title}: {to}"[:190]
        papers = []
        for (sha, size), content_type, ending in zip(drawn.files, (PDF, DOCX), ("", " (Word)"), strict=False):
            made.files.append((sha, size, content_type))
            papers.append(
                rows.new(
                    Document,
                    child=request.child,
                    file_id=sha,
                    addressee_id=draft.to.adult_id,
                    to_child=draft.to.is_child,
                    kind=kind,
                    title=f"{title}{ending}",
                    matter_kind=matter_kind,
                    matter_id=request.pk,
                    made_on=on,
                    sent_on=None if ending else on,
                )
            )
        made.documents += papers
        made.notices += _notices(draft.to, papers[0], kind=kind, request=request)
    return made


def _notices(to: Addressee, document: Document, *, kind: str, request: Any) -> list[Notice]:
    """By email or text message to those who can sign in and want it; by post to everybody else."""
    key = f"{kind}:{request.pk}:{to.key}"
    if to.user_id and not to.is_copy and to.tell_by == "text" and MOBILE.fullmatch(to.phone.strip()):
        return [
            Notice(
                key=f"{key}:text",
                channel="text",
                to=to.phone.strip(),
                to_user=to.user_id,
                child=request.child,
                document=document,
                subject=YOUR_LETTER,
                body=f"There is a new letter for you. Sign in to read it: {settings.BASE_URL}/",
            )
        ]
    if to.user_id and not to.is_copy and to.tell_by != "post":
        return [
            Notice(
                key=f"{key}:email",
                channel="email",
                to_user=to.user_id,
                child=request.child,
                document=document,
                subject=YOUR_LETTER,
                body=f"There is a new letter for you.\n\nSign in to read it: {settings.BASE_URL}/\n\nDo not reply to this email.",
            )
        ]
    post = Notice(
        key=f"{key}:post",
        channel="post",
        to=to.name,
        child=request.child,
        document=document,
        subject="Letter to print",
        body="One letter to print.",
    )
    return [post]
