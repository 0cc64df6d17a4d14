"""The bytes of documents, kept once under their SHA-256.

The file is written first, complete, under its own name; the row second, in the transaction of whoever stores it. A
transaction that fails leaves a file without a row, which `sweep` removes; a row without its file cannot come about.
Files have no address: they leave only through a page that has checked who asks.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection

from .models import StoredFile
from .refusals import Refused
from .rows import Part

CHUNK = 256 * 1024
#: How long a file may be without its row before it is taken for left over: longer than any transaction.
LEFT_OVER_AFTER_SECONDS = 3600


class Held(Refused):
    """The file may not be opened: a virus was found in it, or nobody has looked for one yet."""

    def __init__(self, file: StoredFile) -> None:
        infected = file.scan == StoredFile.Scan.INFECTED
        super().__init__(HELD_INFECTED if infected else HELD_NOT_SCANNED)
        self.file = file


HELD_INFECTED = "This file is held because a virus was found in it. Ask the sender for a clean copy."
HELD_NOT_SCANNED = "This file is held because it has not been checked for viruses yet. Try again later."


def path_of(sha256: str) -> Path:
    """Where the bytes with this hash are."""
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256[2:4] / sha256


def store(content: bytes | IO[bytes], *, content_type: str, scan: str = StoredFile.Scan.NOT_SCANNED) -> StoredFile:
    """Keep these bytes and give their row. The same bytes stored twice are one file and one row."""
    sha256, size = write(content)
    return note(sha256=sha256, size=size, content_type=content_type, scan=scan)


def write(content: bytes | IO[bytes]) -> tuple[str, int]:
    """Put the bytes in their place, whole or not at all; give their hash and size. No row yet."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    unfinished, name = tempfile.mkstemp(prefix="unfinished-", dir=root)
    try:
        with os.fdopen(unfinished, "wb") as file:
            for chunk in _chunks(content):
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        target = path_of(digest.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest.hexdigest(), size


def note(*, sha256: str, size: int, content_type: str, scan: str) -> StoredFile:
    """The row of bytes that are already in their place."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_storedfile (sha256, size, content_type, scan, stored_at) VALUES (%s, %s, %s, %s, clock_timestamp()) "
            "ON CONFLICT (sha256) DO NOTHING",
            [sha256, size, content_type, scan],
        )
        if not cursor.rowcount:
            if scan != StoredFile.Scan.NOT_SCANNED:  # more is known now than when somebody sent the same bytes before
                StoredFile.objects.filter(pk=sha256, scan=StoredFile.Scan.NOT_SCANNED).update(scan=scan)
            return StoredFile.objects.get(pk=sha256)
    if scan == StoredFile.Scan.NOT_SCANNED:
        from .tasks import scan_file  # the task imports this module

        scan_file.defer(sha256=sha256)
    return StoredFile(sha256=sha256, size=size, content_type=content_type, scan=scan)


_MADE_HERE = (
    "ON CONFLICT (sha256) DO UPDATE SET scan = excluded.scan "
    f"WHERE core_storedfile.scan = '{StoredFile.Scan.NOT_SCANNED}' AND excluded.scan = '{StoredFile.Scan.MADE_HERE}'"
)


def part_of_notes(noted: Iterable[tuple[str, int, str]], *, scan: str) -> list[Part]:
    """Rows of files (hash, size, content type) that are in their place, to be written in one statement with what names
    them. The same bytes twice are one row; our own, that somebody may have sent to us before, are known to be clean."""
    unique = {sha256: (sha256, size, content_type, scan) for sha256, size, content_type in noted}
    if not unique:
        return []
    slots = ", ".join(["(%s, %s, %s, %s, clock_timestamp())"] * len(unique))
    sql = f"files AS (INSERT INTO core_storedfile (sha256, size, content_type, scan, stored_at) VALUES {slots} {_MADE_HERE})"
    return [Part(sql, [value for row in unique.values() for value in row])]


def opened(file: StoredFile) -> IO[bytes]:
    """The bytes, to be read by a page that has checked who asks. Held files are never opened."""
    if file.held:
        raise Held(file)
    return path_of(file.sha256).open("rb")


def sweep(*, remove: bool = True) -> tuple[int, list[str]]:
    """Remove files that no row names; give how many, and the hashes of rows whose file is not there.

    Only files older than any transaction are left over; younger ones may be about to get their row.
    """
    root = Path(settings.MEDIA_ROOT)
    before = time.time() - LEFT_OVER_AFTER_SECONDS
    removed, missing = 0, []
    for number in range(256):  # a folder at a time, so that memory does not grow with the files
        folder = f"{number:02x}"
        known = set(StoredFile.objects.filter(pk__startswith=folder).values_list("sha256", flat=True))
        found = {path.name: path for path in (root / folder).rglob("*") if path.is_file()}
        left_over = [path for name, path in found.items() if name not in known and path.stat().st_mtime < before]
        removed += _remove(left_over, remove)
        missing += sorted(known - found.keys())
    unfinished = [path for path in root.glob("unfinished-*") if path.stat().st_mtime < before]
    return removed + _remove(unfinished, remove), missing


def _remove(paths: list[Path], really: bool) -> int:
    if really:
        for path in paths:
            path.unlink(missing_ok=True)
    return len(paths)


def _chunks(content: bytes | IO[bytes]) -> Iterable[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    content.seek(0)
    while chunk := content.read(CHUNK):
        yield chunk
