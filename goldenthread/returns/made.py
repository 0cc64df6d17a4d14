"""Making a return from the record: the file in one of its three forms, its serial number, and what the area says itself."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.utils import timezone

from goldenthread.core import clock, files
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import check_version
from goldenthread.people.models import Area, Child
from goldenthread.people.policies import check_may_in_area, standing_of

from . import outgoing
from .checking.rules import catalogue
from .models import AreaPosts, FindingNote, MadeReturn
from .structure import readable_years
from .workbook import write_workbook
from .writing import NotWritable, write_csv_export, write_xml

CONTENT_TYPE = {
    "xml": "application/xml",
    "csv": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: A serial number has three digits.
MOST_SERIALS = 999
#: How many bytes of a file are read at a time to hash it.
PIECE = 1 << 20


def moment() -> datetime:
    """This moment as a file says it: England's time, without a zone or parts of a second."""
    return timezone.localtime(clock.now()).replace(microsecond=0, tzinfo=None)


def posts_of(area: Area, year: int) -> outgoing.Posts:
    """What the area has said of its designated officers for that year's return."""
    row = AreaPosts.objects.filter(area=area, year=year).first()
    return outgoing.Posts(row.dmo or None, row.dco or None, row.dsco or None) if row else outgoing.NOT_SAID


def kind_of(path: Path) -> str:
    """The form that a file's name asks for: XML, a workbook, or the nine files (in a folder or a zip)."""
    return {".xml": "xml", ".xlsx": "xlsx", ".zip": "csv", "": "csv"}.get(path.suffix.lower(), "")


@action
def make_return(*, area: Area, year: int, path: Path, closed: bool = True, keep: bool = False, by: Any, on: date) -> MadeReturn:
    """Write the whole return to `path`, with the next serial number; nothing is left there where it cannot be made.

    `closed` says whether those on the closed list are told of, `keep` whether the file is kept here too. `by` who may
    make the area's return, or a named command.
    """
    if getattr(by, "pk", None) is not None:
        check_may_in_area(standing_of(by, on), area, "return", "create")
    if year not in readable_years():
        raise Refused(f"There is no return of {year} to make. Choose one of: {', '.join(map(str, readable_years()))}.")
    kind = kind_of(path)
    if not kind:
        raise Refused("Give the file a name that ends in .xml, .xlsx or .zip, or name a folder for the nine CSV files.")
    serial = (MadeReturn.objects.filter(area=area, year=year).aggregate(last=Max("serial"))["last"] or 0) + 1
    if serial > MOST_SERIALS:
        raise Refused(f"The {year} return was made {MOST_SERIALS} times, and a serial number has three digits. Ask whoever runs the service.")
    header = outgoing.header(area, year, made_at=moment(), serial_no=f"{serial:03}", posts=posts_of(area, year))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".return-") as made_in:
        part = Path(made_in) / (path.name or "return")
        people = _write(kind, header, outgoing.people_of(area, year, closed=closed), part)
        _put(part, path)
    sha256 = _hash(path)
    made = MadeReturn(area=area, year=year, serial=serial, kind=kind, people=people, sha256=sha256, by_id=getattr(by, "pk", None))
    if keep:
        with path.open("rb") as content:
            made.file = files.store(content, content_type=CONTENT_TYPE[kind], scan="clean")
    made.save(force_insert=True)
    record("returns.make_return", subject=made, fact={"area": area.code, "year": year, "serial": serial, "people": people})
    return made


def _write(kind: str, header: Any, people: Any, part: Path) -> int:
    counted = _Counted(people)
    try:
        if kind == "xml":
            with part.open("wb") as stream:
                write_xml(header, counted, stream)
        elif kind == "xlsx":
            write_workbook(header, counted, part)
        elif part.suffix:
            folder = part.with_suffix("")
            folder.mkdir()
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
                for one in write_csv_export(header, counted, folder):
                    packed.write(one, one.name)
        else:
            part.mkdir()
            write_csv_export(header, counted, part)
    except NotWritable as fault:
        raise Refused(str(fault)) from None
    return counted.count


class _Counted:
    def __init__(self, people: Any) -> None:
        self.people, self.count = people, 0

    def __iter__(self) -> Any:
        for person in self.people:
            self.count += 1
            yield person


def _put(part: Path, path: Path) -> None:
    """What was made whole takes the place of what was there; of a folder, its files alone. It names children, so that nobody else of
    this machine may read it."""
    for one in part.iterdir() if part.is_dir() else [part]:
        one.chmod(0o600)
    if part.is_dir():
        path.mkdir(exist_ok=True)
        for one in part.iterdir():
            shutil.move(one, path / one.name)
    else:
        part.replace(path)


def _hash(path: Path) -> str:
    """Of the file, or of a folder's files one after another; read in pieces, since a return may be larger than memory."""
    digest = hashlib.sha256()
    for one in sorted(path.iterdir()) if path.is_dir() else [path]:
        with one.open("rb") as content:
            while piece := content.read(PIECE):
                digest.update(piece)
    return digest.hexdigest()


@action
def say_posts(*, area: Area, year: int, dmo: str, dco: str, dsco: str, version: int, by: Any, on: date) -> AreaPosts:
    """Say whether the area's designated officers were in post on census day."""
    check_may_in_area(standing_of(by, on), area, "return", "create")
    row = AreaPosts.objects.select_for_update().filter(area=area, year=year).first() or AreaPosts(area=area, year=year, version=0)
    check_version(row, version)
    row.dmo, row.dco, row.dsco, row.version = dmo, dco, dsco, row.version + 1
    row.save()
    record("returns.say_posts", subject=row, fact={"area": area.code, "year": year, "dmo": dmo, "dco": dco, "dsco": dsco})
    return row


@action
def note_finding(*, area: Area, year: int, child: Child | None, rule: str, note: str, by: Any, on: date) -> FindingNote | None:
    """Say why a query may stand; empty words take the note back. Errors cannot be explained away."""
    check_may_in_area(standing_of(by, on), area, "return", "create")
    known = catalogue().get(rule)
    if known is None or known.severity == "E":
        raise Refused("Only a query or a warning may stand with a note. Put an error right in the record.")
    found = FindingNote.objects.filter(area=area, year=year, child=child, rule=rule)
    record("returns.note_finding", child=child, subject=area, fact={"year": year, "rule": rule, "noted": bool(note.strip())}, touches=None)
    if not note.strip():
        found.delete()
        return None
    row, _ = FindingNote.objects.update_or_create(
        area=area, year=year, child=child, rule=rule, defaults={"note": note.strip(), "by_id": by.pk, "on": on}
    )
    return row
