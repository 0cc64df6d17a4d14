"""Draws a letter as a tagged PDF and as a Word file, with the same words in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from goldenthread.core import documents_out as out
from goldenthread.core.refusals import Refused

from .wording import Heading, Points

if TYPE_CHECKING:
    from .making import Drafted

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw(draft: Drafted) -> tuple[bytes, bytes | None]:
    """The letter's PDF and, but for copies, its Word file."""
    letter = _letter(draft)
    try:
        return out.letter_pdf(letter), None if draft.to.is_copy else out.letter_docx(letter)
    except out.Unprintable as unprintable:
        raise Refused(unprintable.sentence) from None


def _letter(draft: Drafted) -> out.Letter:
    area, worker = draft.area, draft.worker
    return out.Letter(
        area=out.Area(
            name=area.council,
            address=tuple(line.strip() for line in area.address.splitlines() if line.strip()),
            phone=area.phone,
            email=area.email,
        ),
        recipient=(draft.to.name, *draft.to.lines),
        date=draft.on,
        heading=draft.wording.title,
        sign_off=out.SignOff(
            name=worker.name if worker else "The SEND team", role="SEND team" if worker else area.council
        ),
        reference=draft.reference,
        greeting=f"Dear {draft.to.name}",
        blocks=tuple(_blocks(draft)),
    )


def _blocks(draft: Drafted) -> list[out.Block]:
    blocks: list[out.Block] = []
    for part in draft.wording.parts:
        match part:
            case Heading(text):
                blocks.append(out.Heading(text))
            case Points(items):
                blocks.append(out.Bullets(items))
            case _:
                blocks += [out.Paragraph(line) for line in part.text.split("\n") if line.strip()]
    if draft.copies:
        blocks += [out.Heading("Copies of this letter go to"), out.Bullets(draft.copies)]
    return blocks
