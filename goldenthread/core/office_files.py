"""Office files: zips of the right parts, that do not swell, hold no programs and fetch nothing when they are opened."""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO

from .refusals import Refused

MEGABYTE = 1024 * 1024
MOST_UNZIPPED = 200 * MEGABYTE
MOST_MEMBERS = 2000
#: A member may swell so many times over; Word's own text swells about twenty times.
HIGHEST_RATIO = 100
#: A file within a file (a chart's workbook in a report) is looked into; one within that is not taken.
DEEPEST = 1

#: How the old Office files, and new ones behind a password, begin (Compound File Binary).
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The stream that holds a file behind a password, as its name is written in that container.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

#: The part that says what an Office file is; OpenDocument says it in a member of its own.
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "application/vnd.oasis.opendocument.text"}

REMOVE_PASSWORD = "The file has a password. Remove the password and send it again"
SWELLS = "The file is too large when it is opened. Save a smaller copy and try again"
MACROS = "The file holds macros. Save it without macros and try again"
NESTED = "The file holds other files inside files. Send each file on its own"
FETCHES = "The file fetches parts of itself from somewhere else. Save it as a PDF and send that"

_PROGRAMS = re.compile(r"(?i)vbaproject\.bin$|^xl/macrosheets/|/activex/|^basic/|^scripts/|oleobject\d*\.bin$")
_ARCHIVE = re.compile(r"(?i)\.(zip|rar|7z|gz|tgz|xz|bz2|tar|iso|cab|jar)$")
_RELATIONSHIP = re.compile(rb"(?i)<[^>]*TargetMode=.External.[^>]*>")
_FETCHED = re.compile(rb"(?i)/(attachedTemplate|oleObject|frame|subDocument|package)[\"']")


def check_no_password(head: bytes, file: IO[bytes]) -> None:
    """Refuse an Office file behind a password with what to do; let any other go on."""
    if not head.startswith(COMPOUND):
        return
    file.seek(0)
    if ENCRYPTED in file.read():
        raise Refused(REMOVE_PASSWORD)


def is_office(file: IO[bytes], kind: str) -> bool:
    """Whether this is an Office file of a kind ("docx", "xlsx", "odt") that may be taken; or a refusal that says what to do."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            _check(parts, depth=0, budget=[MOST_UNZIPPED])
            names = set(parts.namelist())
            if kind == "odt":
                return "mimetype" in names and parts.read("mimetype").strip().decode("ascii", "replace") == PARTS["odt"]
            return PARTS[kind] in names
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError):
        return False


def _check(parts: zipfile.ZipFile, *, depth: int, budget: list[int]) -> None:
    members = parts.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise Refused(REMOVE_PASSWORD)
    swells = any(member.file_size > HIGHEST_RATIO * max(member.compress_size, 1024) for member in members)
    budget[0] -= sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or swells or budget[0] < 0 or _overlap(members):
        raise Refused(SWELLS)
    for member in members:
        name = member.filename
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name:
            raise ValueError(name)  # no program of an office writes such a name
        if _PROGRAMS.search(name):
            raise Refused(MACROS)
        if _ARCHIVE.search(name):
            raise Refused(NESTED)
        if name.lower().endswith(".rels") and _fetches(parts.read(member)):
            raise Refused(FETCHES)
        if name == "META-INF/manifest.xml" and b"encryption-data" in parts.read(member):
            raise Refused(REMOVE_PASSWORD)
        with parts.open(member) as inside:
            if inside.read(4) != b"PK\x03\x04":
                continue
        if depth == DEEPEST:
            raise Refused(NESTED)
        with zipfile.ZipFile(io.BytesIO(parts.read(member))) as within:
            _check(within, depth=depth + 1, budget=budget)


def _fetches(relationships: bytes) -> bool:
    """Whether the file brings in parts of itself from elsewhere. Links that a person clicks are none."""
    return any(_FETCHED.search(each) for each in _RELATIONSHIP.findall(relationships))


def _overlap(members: list[zipfile.ZipInfo]) -> bool:
    """Whether two members are made of the same bytes, as in files that are built to swell without end."""
    end = 0
    for member in sorted(members, key=lambda each: each.header_offset):
        if member.header_offset < end:
            return True
        end = member.header_offset + 30 + member.compress_size
    return False
