"""Reading a plan bundle that somebody sent: nothing in it is believed before its hash, its size and its shape are right."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from goldenthread.plans.papers.as_data import NotAPlan, plan_of

from .shape import ADVICE, DATA, FORMAT, MANIFEST, PLAN, day, faults

MEGABYTE = 1024 * 1024
#: The largest file that is taken, the most that one paper and all of them may be when unpacked, and how many there may be.
MOST_PACKED, MOST_EACH, MOST_IN_ALL, MOST_FILES = 60 * MEGABYTE, 25 * MEGABYTE, 120 * MEGABYTE, 200
#: A file that grows by more than this when it is unpacked was made to harm.
MOST_GROWTH = 200
MOST_JSON = 10 * MEGABYTE
KINDS = frozenset({"data", "plan-data", "plan", "plan-word", "advice", "advice-data"})


class NotABundle(ValueError):  # noqa: N818 - the sentence is said to whoever sent it
    """The file is not a plan bundle that can be taken on; the message says why and what to do."""


@dataclass(frozen=True)
class Paper:
    """One file of the bundle: its bytes, checked against the hash that came with them."""

    path: str
    kind: str
    title: str
    made_on: str
    content: bytes

    @property
    def ending(self) -> str:
        return f".{self.path.rpartition('.')[2].lower()}"


@dataclass(frozen=True)
class Bundle:
    """What a bundle says. `data` keeps the shape; `plan` is the plan as data, where there is one; `findings` are for a person to read."""

    data: Mapping[str, Any]
    papers: tuple[Paper, ...]
    plan: bytes | None = None
    advice: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[str, ...] = field(default=())


AGAIN = "Ask the council that made it to send it again"


def read(content: IO[bytes], size: int) -> Bundle:
    """The bundle in this file. Raises `NotABundle`."""
    if size > MOST_PACKED:
        raise NotABundle(f"The file is larger than {MOST_PACKED // MEGABYTE} MB, so it is not a plan bundle. {AGAIN}, without recordings.")
    try:
        with zipfile.ZipFile(content) as packed:
            papers = _papers(packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, UnicodeDecodeError, ValueError) as fault:
        if isinstance(fault, NotABundle):
            raise
        raise NotABundle(f"The file is damaged, or is not a plan bundle (a ZIP file that Golden Thread made). {AGAIN}.") from None
    by_path = {paper.path: paper for paper in papers}
    data = _json(by_path, DATA)
    wrong = list(faults(data))
    if wrong:
        more = f", and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise NotABundle(f"The data in the file is not whole: {'; '.join(wrong[:3])}{more}. {AGAIN}.")
    advice = _json(by_path, ADVICE) if ADVICE in by_path else []
    if not isinstance(advice, list) or not all(isinstance(each, dict) for each in advice):
        raise NotABundle(f"The advice in the file cannot be read. {AGAIN}.")
    plan = by_path[PLAN].content if PLAN in by_path else None
    return Bundle(data, tuple(papers), plan, tuple(advice), tuple(_findings(data, plan, papers)))


def _papers(packed: zipfile.ZipFile) -> list[Paper]:
    infos = packed.infolist()
    _check_sizes(infos)
    names = {info.filename: info for info in infos}
    if MANIFEST not in names:
        raise NotABundle(f"The file has no list of what is in it ({MANIFEST}), so it is not a plan bundle. {AGAIN}.")
    manifest = _parsed(_content(packed, names[MANIFEST], MOST_JSON), MANIFEST)
    listed = _listed(manifest)
    if extra := sorted(set(names) - {MANIFEST, *listed}):
        raise NotABundle(f"The file holds something that its list does not name ({_spoken(extra[0])}). It is not opened. {AGAIN}.")
    papers = []
    for path, row in listed.items():
        if path not in names:
            raise NotABundle(f"A paper is missing from the file: {_spoken(path)}. {AGAIN}.")
        content = _content(packed, names[path], MOST_JSON if path.endswith(".json") else MOST_EACH)
        if hashlib.sha256(content).hexdigest() != row["sha256"]:
            raise NotABundle(f"{_spoken(path)} was changed, or damaged, after the file was made: its hash is not the one in the list. {AGAIN}.")
        papers.append(Paper(path, row["kind"], str(row.get("title") or "")[:200], str(row.get("made_on") or ""), content))
    return papers


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    """Refused before anything is unpacked: too many, too large, grows too much, twice the same, out of its folder, behind a password."""
    if len(infos) > MOST_FILES:
        raise NotABundle(f"The file holds more than {MOST_FILES} papers, so it is not a plan bundle.")
    if len({info.filename.lower() for info in infos}) != len(infos):
        raise NotABundle(f"The file holds two papers of the same name. {AGAIN}.")
    for info in infos:
        name = info.filename
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or not name.isprintable() or info.is_dir():
            raise NotABundle("The file holds a paper with a name that is not allowed, so it is not opened.")
        if info.flag_bits & 0x1:
            raise NotABundle("The file is behind a password. Ask for it without one, over a safe channel.")
        grows = info.file_size > MEGABYTE and info.file_size > MOST_GROWTH * max(info.compress_size, 1)
        if grows or info.file_size > MOST_EACH:
            raise NotABundle("A paper in the file becomes far larger when it is unpacked, as in files made to do harm. It is not opened.")
    if sum(info.file_size for info in infos) > MOST_IN_ALL:
        raise NotABundle(f"The papers in the file are larger than {MOST_IN_ALL // MEGABYTE} MB together. It is not opened.")


def _content(packed: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of one paper; never more than it said of itself, whatever is packed."""
    with packed.open(info) as opened:
        content = opened.read(min(info.file_size, most) + 1)
    if len(content) > min(info.file_size, most):
        raise NotABundle("A paper in the file is larger than it says. It is not opened.")
    return content


def _listed(manifest: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(manifest, dict) or not str(manifest.get("format", "")).startswith("golden-thread-bundle/"):
        raise NotABundle("The file is a ZIP, but not a plan bundle that Golden Thread made.")
    if manifest["format"] != FORMAT:
        raise NotABundle(f"The file was made by another version of Golden Thread ({_spoken(manifest['format'])}). This one reads {FORMAT}.")
    rows = manifest.get("files")
    whole = isinstance(rows, list) and all(
        isinstance(row, dict) and isinstance(row.get("path"), str) and isinstance(row.get("sha256"), str) and row.get("kind") in KINDS for row in rows
    )
    if not whole or not rows:
        raise NotABundle(f"The list of what is in the file cannot be read. {AGAIN}.")
    return {row["path"]: row for row in rows}


def _json(by_path: Mapping[str, Paper], path: str) -> Any:
    if path not in by_path:
        raise NotABundle(f"The file has no {path}. {AGAIN}.")
    return _parsed(by_path[path].content, path)


def _parsed(content: bytes, path: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise NotABundle(f"{path} in the file cannot be read. {AGAIN}.") from None


def _findings(data: Mapping[str, Any], plan: bytes | None, papers: list[Paper]) -> list[str]:
    """What a person should know before going on."""
    found = []
    if plan is None:
        found.append("The plan is not in the file as data. Its lines must be typed in, or read from its PDF.")
    else:
        try:
            told = plan_of(plan, on=day(data["made_on"]) or day("2026-01-01"))  # type: ignore[arg-type]
        except NotAPlan as fault:
            raise NotABundle(f"{fault} {AGAIN}.") from None
        if told.child.date_of_birth.isoformat() != data["child"]["date_of_birth"]:
            raise NotABundle(f"The plan in the file is of somebody with another date of birth than its data. {AGAIN}.")
        if data["plan"].get("version_digest") and hashlib.sha256(plan).hexdigest() != data["plan"]["version_digest"]:
            found.append("The plan’s data is not what was sealed when it was issued. Compare it with the PDF.")
    if not any(paper.kind == "plan" for paper in papers):
        found.append("There is no PDF of the plan in the file. Ask the old council for it.")
    if not data.get("reviews"):
        found.append("No review is in the file, so the year is counted from the day the plan was made.")
    if not data["plan"].get("named") and not data.get("attends"):
        found.append("The file names no school or setting.")
    if not data.get("family"):
        found.append("Nobody of the family is in the file.")
    return found


def _spoken(text: Any) -> str:
    return "".join(letter for letter in str(text)[:80] if letter.isprintable())
