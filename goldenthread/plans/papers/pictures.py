"""The pictures of a plan, as far as they may be opened, for its papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from goldenthread.core import files
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Document

#: Kinds of picture that a PDF and a Word file take as they are.
ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}
NOT_SHOWN = "A picture or a recording is kept with the record."


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a picture, and how its file ends."""

    content: bytes
    ending: str


def of(wanted: Iterable[UUID]) -> Mapping[UUID, Picture]:
    """Document → its picture. What is no picture, is held, or is missing, is left out."""
    ids = list(wanted)
    found = {}
    for document in Document.objects.filter(pk__in=ids).select_related("file") if ids else ():
        ending = ENDINGS.get(document.file.content_type)
        if ending is None:
            continue
        try:
            with files.opened(document.file) as file:
                found[document.pk] = Picture(file.read(), ending)
        except (Refused, FileNotFoundError):
            continue
    return found
