"""The papers of a version as papers in the child's record: drawn once, stored once, a row for each who may read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.core import documents_out, files
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.core.rows import Part
from goldenthread.people.models import Document

from .. import snapshot
from ..models import Version
from .content import Issuer

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the papers: `document` is what its rows are called, `title` what people read, `ending` of its file."""

    name: str
    document: str
    title: str
    content_type: str
    ending: str
    of_drafts: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "plan", "{state} (PDF)", PDF, "pdf", of_drafts=True),
        Kind("word", "plan-word", "{state} (Word)", DOCX, "docx", of_drafts=True),
        Kind("summary", "plan-summary", "{state} on one page", PDF, "pdf"),
        Kind("easy", "plan-short-sentences", "{state} in short sentences", PDF, "pdf"),
        Kind("data", "plan-data", "{state} as data", JSON, "json"),
    )
}


@dataclass(frozen=True, slots=True)
class For:
    """Whose paper it is: an adult of the family, or (`to_child`) the young person."""

    name: str = ""
    adult_id: UUID | None = None
    to_child: bool = False


@dataclass(frozen=True)
class Drawn:
    """The papers of a version in their place on disk: kind → (hash, size). `digest` is of what they say."""

    digest: str
    files: dict[str, tuple[str, int]]


@dataclass
class Kept:
    """What an action writes with its own rows. `first` holds, by kind, the row that the version points at."""

    documents: list[Document] = field(default_factory=list)
    first: dict[str, Document] = field(default_factory=dict)
    noted: list[tuple[str, int, str]] = field(default_factory=list)

    def parts(self) -> list[Part]:
        """The files, to be written in one statement with the documents."""
        return files.part_of_notes(self.noted, scan=StoredFile.Scan.MADE_HERE)


def draw(told: snapshot.PlanSaid, issuer: Issuer = Issuer()) -> Drawn:  # noqa: B008 - frozen
    """Draw every paper of this version and put the files in their place. No row is written."""
    from . import data, easy_read, pdf, summary, word

    makers: dict[str, Any] = {
        "pdf": lambda: pdf(told, issuer), "word": lambda: word(told, issuer), "data": lambda: data(told),
        "summary": lambda: summary(told), "easy": lambda: easy_read(told),
    }  # fmt: skip
    wanted = [kind for kind in KINDS.values() if told.is_final or kind.of_drafts]
    try:
        made = {kind.name: files.write(makers[kind.name]()) for kind in wanted}
    except documents_out.Unprintable as unprintable:
        raise Refused(unprintable.sentence.replace("This letter", "This plan").replace("Send the Word document instead", "Take it out")) from None
    return Drawn(snapshot.digest(told), made)


def documents_of(version: Version, *, on: date, to: Iterable[For] = (For(),), issuer: Issuer = Issuer(), drawn: Drawn | None = None) -> Kept:  # noqa: B008
    """The papers of this version as rows, not saved yet: one of each for each of the family. Drawn now unless `drawn` still fits."""
    told = snapshot.of(version, on=on)
    if drawn is None or drawn.digest != snapshot.digest(told) or not all(files.path_of(sha).exists() for sha, _ in drawn.files.values()):
        drawn = draw(told, issuer)
    state = f"{version.get_kind_display()}, version {version.number}"
    kept = Kept()
    for name, (sha, size) in drawn.files.items():
        kind = KINDS[name]
        kept.noted.append((sha, size, kind.content_type))
        for each in to:
            title = kind.title.format(state=state) + (f": for {each.name}" if each.name else "")
            row = Document(
                child=version.child, file_id=sha, addressee_id=each.adult_id, to_child=each.to_child, kind=kind.document if told.is_final else f"{kind.document}-draft",
                title=title[:200], matter_kind=version.matter_kind, matter_id=version.matter_id, made_on=on, sent_on=on if name == "pdf" else None,
            )  # fmt: skip
            kept.documents.append(row)
            kept.first.setdefault(name, row)
    return kept
