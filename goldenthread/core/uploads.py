"""What people send us as files: the kind is told by what is in a file, never by its name or by what a browser says."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from typing import IO, Any

from .refusals import Refused

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
MOST_PIXELS = 50_000_000
MOST_UNZIPPED = 200 * MEGABYTE
MOST_MEMBERS = 2000
HIGHEST_RATIO = 100

#: The ends of names that are taken, with what such a file is.
KINDS = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".heic": "image/heic",
    ".txt": "text/plain",
}
SPOKEN = "PDF, Word (DOCX), Excel (XLSX), PNG, JPEG, HEIC or text (TXT) file"
EXTENSION = {content_type: ending for ending, content_type in reversed(KINDS.items())}

_DIRECTION_MARKS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@dataclass(frozen=True)
class Upload:
    """A file that may be kept, and what it is."""

    content: IO[bytes]
    size: int
    content_type: str


def check_upload(file: Any) -> Upload:
    """The file, if it is one that we take and is what its name says; otherwise a refusal that says what to do."""
    name = (file.name or "").strip().lower()
    ending = f".{name.rpartition('.')[2]}" if "." in name else ""
    if ending not in KINDS or _DIRECTION_MARKS & set(name):
        raise Refused(f"The selected file must be a {SPOKEN}")
    if not file.size:
        raise Refused("The selected file is empty")
    if file.size > MOST_BYTES:
        raise Refused(f"The selected file must be smaller than {MOST_BYTES // MEGABYTE} MB")
    content_type = KINDS[ending]
    file.seek(0)
    if not _is(content_type, file):
        raise Refused(f"The selected file is not what its name says. Save it again as a {SPOKEN}")
    file.seek(0)
    return Upload(file, file.size, content_type)


def _is(content_type: str, file: IO[bytes]) -> bool:
    head = file.read(4096)
    match content_type:
        case "application/pdf":
            return b"%PDF-" in head[:1024]
        case "image/png":
            return head.startswith(b"\x89PNG\r\n\x1a\n") and _few_pixels(_png_size(head))
        case "image/jpeg":
            return head.startswith(b"\xff\xd8\xff") and _few_pixels(_jpeg_size(file))
        case "image/heic":
            return head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis")
        case "text/plain":
            return _is_text(file)
        case _:
            return _is_office(file, "word/document.xml" if "wordprocessing" in content_type else "xl/workbook.xml")


def _few_pixels(size: tuple[int, int] | None) -> bool:
    if size is None:
        return False
    if size[0] * size[1] > MOST_PIXELS:
        raise Refused("The picture is too large. Save it with fewer than 50 million pixels and try again")
    return True


def _png_size(head: bytes) -> tuple[int, int] | None:
    return struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" else None


def _jpeg_size(file: IO[bytes]) -> tuple[int, int] | None:
    """Width and height from the frame header; None when there is none."""
    file.seek(2)
    for _ in range(1000):
        marker = file.read(2)
        if len(marker) < 2 or marker[0] != 0xFF:
            return None
        if marker[1] == 0xFF:
            file.seek(-1, 1)
            continue
        length = file.read(2)
        if len(length) < 2:
            return None
        if 0xC0 <= marker[1] <= 0xCF and marker[1] not in (0xC4, 0xC8, 0xCC):
            frame = file.read(5)
            return (
                (struct.unpack(">HH", frame[1:5])[1], struct.unpack(">HH", frame[1:5])[0]) if len(frame) == 5 else None
            )
        file.seek(struct.unpack(">H", length)[0] - 2, 1)
    return None


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


def _is_office(file: IO[bytes], part: str) -> bool:
    """A zip of the right parts, without macros, that does not swell when it is opened."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            members = parts.infolist()
            names = {member.filename for member in members}
            swells = any(member.file_size > HIGHEST_RATIO * max(member.compress_size, 1024) for member in members)
            if len(members) > MOST_MEMBERS or swells or sum(member.file_size for member in members) > MOST_UNZIPPED:
                raise Refused("The file is too large when it is opened. Save a smaller copy and try again")
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused("The file holds macros. Save it without macros and try again")
            return part in names
    except (zipfile.BadZipFile, OSError, ValueError):
        return False
