"""What people send us as files: the kind is told by what is in a file, never by its name or by what a browser says.

Nothing is kept of a file that is refused, and each refusal says what to do. Names are not used for anything but their end.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO, Any

from . import pdfs, scanning, sounds
from .models import StoredFile
from .office_files import MACROS, MEGABYTE, check_no_password, is_office
from .refusals import Refused

MOST_BYTES = 20 * MEGABYTE

#: The ends of names that are taken, with what such a file is.
KINDS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".heic": "image/heic",
    ".heif": "image/heic",
    ".txt": "text/plain",
}
SPOKEN = "PDF, Word (DOCX), OpenDocument (ODT), Excel (XLSX), PNG, JPEG, HEIC or text (TXT) file"
EXTENSION = {content_type: ending for ending, content_type in reversed((KINDS | sounds.KINDS).items())}

#: What to do with kinds that people often send and that are not taken.
INSTEAD = {
    **dict.fromkeys((".docm", ".dotm", ".xlsm", ".pptm"), MACROS),
    ".doc": "The selected file is an old Word file. Save it as DOCX or PDF and try again",
    ".rtf": "The selected file is a rich text file. Save it as DOCX or PDF and try again",
    ".pages": "The selected file is a Pages file. Export it as PDF and try again",
    ".xls": "The selected file is an old Excel file. Save it as XLSX and try again",
    **dict.fromkeys((".zip", ".rar", ".7z"), "Send the files one by one, not in a ZIP"),
    **dict.fromkeys(
        (".ppt", ".pptx", ".odp", ".key"), "The selected file is a presentation. Save it as PDF and try again"
    ),
    **dict.fromkeys(
        (".msg", ".eml"), "The selected file is an email. Print it to PDF and send that, and its attachments one by one"
    ),
    **dict.fromkeys(
        (".mp4", ".mov", ".avi"), "Films cannot be taken here. Send a recording of the sound, or a link in a message"
    ),
}

VIRUS = "A virus was found in the selected file. Ask whoever made it for a clean copy"

_DIRECTION_MARKS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@dataclass(frozen=True)
class Upload:
    """A file that may be kept, what it is, and what the scanner said of it (`StoredFile.Scan`)."""

    content: IO[bytes]
    size: int
    content_type: str
    scan: str = StoredFile.Scan.NOT_SCANNED


def check_upload(file: Any, *, recordings: bool = False) -> Upload:
    """The file, if it is one that we take and is what its name says; otherwise a refusal that says what to do.

    `recordings`: sounds are taken too, as for a child's own views. A picture or a recording comes back without what its
    device wrote beside it, so the content may not be the bytes that were sent.
    """
    kinds, spoken = (KINDS | sounds.KINDS, f"{SPOKEN}, or an {sounds.SPOKEN}") if recordings else (KINDS, SPOKEN)
    name = (file.name or "").strip().lower()
    ending = f".{name.rpartition('.')[2]}" if "." in name else ""
    if ending not in kinds or _DIRECTION_MARKS & set(name):
        raise Refused(INSTEAD.get(ending) or f"The selected file must be a {spoken}")
    if not file.size:
        raise Refused("The selected file is empty")
    if file.size > MOST_BYTES:
        raise Refused(f"The selected file must be smaller than {MOST_BYTES // MEGABYTE} MB")
    scan = _scanned(file)
    taken = _taken(kinds[ending], file)
    if taken is None:
        raise Refused(f"The selected file is not what its name says, or is damaged. Save it again as a {spoken}")
    content, content_type = taken
    if isinstance(content, bytes):
        return Upload(io.BytesIO(content), len(content), content_type, scan)
    content.seek(0)
    return Upload(content, file.size, content_type, scan)


def _scanned(file: IO[bytes]) -> str:
    """What the scanner says, asked before anything of ours reads the file. Where it is away the file will be held."""
    try:
        verdict = scanning.look_into(file)
    except scanning.ScannerAway:
        return StoredFile.Scan.NOT_SCANNED
    if verdict.infected:
        raise Refused(VIRUS)
    return verdict.scan


def _taken(content_type: str, file: IO[bytes]) -> tuple[bytes | IO[bytes], str] | None:
    """What is kept of it, and as what; None where it is something else than its name says."""
    file.seek(0)
    head = file.read(4096)
    match content_type.partition("/"):
        case "image", _, _:
            # Where a picture comes, and not in every process from its start: it takes 5 MB.
            from .pictures import drawn_anew

            return drawn_anew(file, content_type)
        case "audio", _, _:
            file.seek(0)
            sound = sounds.unlabelled(file.read(), content_type)
            return None if sound is None else (sound, content_type)
    match content_type:
        case "application/pdf":
            return _pdf(file) if b"%PDF-" in head[:1024] else None
        case "text/plain":
            return (file, content_type) if _is_text(file) else None
    check_no_password(head, file)
    kind = next(ending for ending, each in KINDS.items() if each == content_type).lstrip(".")
    return (file, content_type) if is_office(file, kind) else None


def _pdf(file: IO[bytes]) -> tuple[bytes | IO[bytes], str] | None:
    """A PDF without what it could do by itself; behind a password it is refused."""
    file.seek(0)
    content = file.read()
    kept = pdfs.harmless(content)
    return None if kept is None else (file if kept is content else kept, "application/pdf")


def _is_text(file: IO[bytes]) -> bool:
    file.seek(0)
    content = file.read()
    if b"\x00" in content or content.lstrip()[:5].lower() in (b"{\\rtf", b"<html", b"<!doc", b"<?xml"):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
