"""Recordings of a child's or family's own voice: MP3, M4A, Ogg and WAV, without the labels that name a place or a person.

Telephones name a recording after the street it was made in. The labels are blanked where they stand, so the sound itself
is kept as it came.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

import filetype

#: The ends of names, with what such a recording is.
KINDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".wav": "audio/wav"}
SPOKEN = "MP3, M4A, OGG or WAV recording"

#: How `filetype` names them.
_FOUND = {"audio/mpeg": "audio/mpeg", "audio/ogg": "audio/ogg", "audio/x-wav": "audio/wav"}
#: The track of an MP4 that holds moving pictures.
_FILM = re.compile(rb"hdlr.{8}vide", re.DOTALL)


def unlabelled(content: bytes, content_type: str) -> bytes | None:
    """The recording without its labels; None where it is no recording of this kind."""
    found = filetype.guess(content[:8192])
    kind = _FOUND.get(found.mime, "") if found else ""
    if content_type == "audio/mp4":  # some telephones name the sound of a recording as they name a film
        kind = content_type if content[4:8] == b"ftyp" and not _FILM.search(content) else ""
    if kind != content_type:
        return None
    match content_type:
        case "audio/mp4":
            return _blank_m4a(content)
        case "audio/mpeg":
            return _blank_mp3(content)
        case "audio/wav":
            return _blank_wav(content)
    return content


def _boxes(content: bytes | bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of an MP4 between two places: name, where its content begins, where it ends."""
    while start + 8 <= end:
        size, name = struct.unpack(">I4s", content[start : start + 8])
        head = 8
        if size == 1 and start + 16 <= end:
            size, head = struct.unpack(">Q", content[start + 8 : start + 16])[0], 16
        elif size == 0:
            size = end - start
        if size < head or start + size > end:
            return
        yield name, start + head, start + size
        start += size


def _blank_m4a(content: bytes) -> bytes:
    kept = bytearray(content)
    for name, begins, ends in _boxes(kept, 0, len(kept)):
        if name in (b"moov", b"moof"):
            _blank_labels(kept, begins, ends)
        elif name in (b"meta", b"udta", b"uuid"):
            _blank(kept, begins, ends, name)
    return bytes(kept)


def _blank_labels(kept: bytearray, start: int, end: int) -> None:
    for name, begins, ends in _boxes(kept, start, end):
        if name in (b"udta", b"meta", b"uuid"):
            _blank(kept, begins, ends, name)
        elif name == b"trak":
            _blank_labels(kept, begins, ends)


def _blank(kept: bytearray, begins: int, ends: int, name: bytes) -> None:
    """A box becomes free space of the same size, so that no other has to move."""
    at = kept.rfind(name, 0, begins)
    kept[at : at + 4] = b"free"
    kept[begins:ends] = bytes(ends - begins)


def _blank_mp3(content: bytes) -> bytes:
    """Without the ID3 labels before and behind the sound."""
    if content[:3] == b"ID3" and len(content) > 10:
        size = 0
        for byte in content[6:10]:
            size = size << 7 | byte & 0x7F
        content = content[10 + size :]
    if content[-128:-125] == b"TAG":
        content = content[:-128]
    return content


def _blank_wav(content: bytes) -> bytes:
    """The chunks that hold labels become chunks that hold nothing."""
    kept, at = bytearray(content), 12
    while at + 8 <= len(kept):
        name, size = struct.unpack("<4sI", kept[at : at + 8])
        if name in (b"LIST", b"bext", b"iXML", b"id3 ", b"ID3 ", b"_PMX"):
            kept[at : at + 4] = b"JUNK"
            end = min(at + 8 + size, len(kept))
            kept[at + 8 : end] = bytes(end - at - 8)
        at += 8 + size + (size & 1)
    return bytes(kept)
