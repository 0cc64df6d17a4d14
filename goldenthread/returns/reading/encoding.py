"""The first look at an XML file: what it is written in, and whether it is safe to parse.

Only UTF-8 and UTF-16 are taken, each only when the file is what it says. The rest of the reader sees UTF-8.
A document type declaration is refused before the parser proper sees the file: without one there are no
entities to expand and nothing to fetch.
"""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading.limits import MIB, Limits

CHUNK = 64 * 1024
DECLARED = re.compile(r"""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
TAKEN = {"utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "utf-8", "ascii": "utf-8",
         "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}  # fmt: skip


class _RootSeen(Exception):
    pass


def utf8_chunks(file: BinaryIO, *, name: str, limits: Limits) -> Iterator[bytes]:
    """The file as UTF-8 without a byte order mark, a chunk at a time, never more than the limit allows."""
    start = file.read(CHUNK)
    if not start.strip():
        raise ReturnUnreadable("empty", "The file is empty. Export the return again and send the new file.", file=name)
    encoding, mark = encoding_of(start, name=name)
    decoder = None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("strict")
    chunk, taken = start[mark:], 0
    while chunk:
        taken += len(chunk)
        if taken > limits.file_bytes:
            raise too_large(name, limits)
        try:
            yield chunk if decoder is None else decoder.decode(chunk).encode()
        except UnicodeError:
            raise _not_as_declared(name, encoding.upper()) from None
        chunk = file.read(CHUNK)
    if decoder is not None:
        try:
            decoder.decode(b"", final=True)
        except UnicodeError:
            raise ReturnUnreadable(
                "not_well_formed",
                "The file stops in the middle of a character: it was cut short when it was saved or sent. "
                "Send the whole file.",
                file=name,
            ) from None


def encoding_of(start: bytes, *, name: str) -> tuple[str, int]:
    """Which of the taken encodings, and how many bytes of byte order mark to pass over."""
    found, mark = "utf-8", 0
    if start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, b"<\0\0\0", b"\0\0\0<")):
        raise _save_as_utf8(name, "UTF-32")
    if start.startswith(codecs.BOM_UTF8):
        mark = 3
    elif start.startswith(codecs.BOM_UTF16_LE):
        found, mark = "utf-16-le", 2
    elif start.startswith(codecs.BOM_UTF16_BE):
        found, mark = "utf-16-be", 2
    elif start.startswith(b"<\0"):
        found = "utf-16-le"
    elif start.startswith(b"\0<"):
        found = "utf-16-be"
    head = start[mark : mark + 1024].decode(found, errors="replace")
    if declared := DECLARED.match(head):
        says = declared[1].lower()
        if says not in TAKEN:
            raise _save_as_utf8(name, declared[1])
        if not found.startswith(TAKEN[says]):
            raise _not_as_declared(name, declared[1])
    return found, mark


def refuse_unless_message(chunk: bytes, *, name: str) -> str:
    """Read the prologue up to the root element; the namespace of the root, which should be empty.

    Raises when the file is not XML, has a document type declaration, or has another root than Message.
    """
    seen: list[tuple[str, int]] = []
    prologue = expat.ParserCreate("utf-8", namespace_separator=" ")

    def doctype(*_: object) -> None:
        raise ReturnUnreadable(
            "doctype",
            "The file holds something that could be unsafe, so we have not opened it: a document type declaration "
            "(<!DOCTYPE …>). Export the return again without one.",
            file=name,
            line=prologue.CurrentLineNumber,
        )

    def root(tag: str, _: object) -> None:
        seen.append((tag, prologue.CurrentLineNumber))
        raise _RootSeen

    prologue.StartDoctypeDeclHandler = doctype
    prologue.StartElementHandler = root
    try:
        prologue.Parse(chunk, False)
    except _RootSeen:
        namespace, _, tag = seen[0][0].rpartition(" ")
        if tag == "Message":
            return namespace
        raise ReturnUnreadable(
            "wrong_root",
            f"This is not a SEN2 return: it begins with <{tag[:40]}>, and a return begins with <Message>. "
            "Choose another file.",
            file=name,
            line=seen[0][1],
        ) from None
    except expat.ExpatError as error:
        raise not_well_formed(name, error.lineno) from None
    raise not_well_formed(name, 1)


def not_well_formed(name: str, line: int | None, reason: str = "") -> ReturnUnreadable:
    """The file breaks off or breaks a rule of XML itself; `reason` is added after the line."""
    where = f"The first problem is on line {line}{reason}. " if line else ""
    return ReturnUnreadable(
        "not_well_formed",
        f"The file is not well-formed XML. {where}Export the return again from the system it came from, "
        "without editing it.",
        file=name,
        line=line,
    )


def too_large(name: str, limits: Limits) -> ReturnUnreadable:
    """The file is larger than the limit, said in whole megabytes."""
    size = f"{limits.file_bytes // MIB} MB" if limits.file_bytes >= MIB else f"{limits.file_bytes} bytes"
    return ReturnUnreadable(
        "too_large",
        f"The file is larger than {size}, the most that is taken. Check that it is one local authority's return.",
        file=name,
    )


def _save_as_utf8(name: str, encoding: str) -> ReturnUnreadable:
    return ReturnUnreadable(
        "encoding", f"The file is written in {encoding[:40]}. Save it as UTF-8 and send it again.", file=name, line=1
    )


def _not_as_declared(name: str, encoding: str) -> ReturnUnreadable:
    return ReturnUnreadable(
        "encoding",
        f"The first line says that the file is in {encoding[:40]}, but it is not. Save it as UTF-8 and send it again.",
        file=name,
        line=1,
    )
