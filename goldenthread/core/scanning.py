"""Looking for viruses in what people send, by ClamAV's daemon over its socket (`GT_CLAMD`).

A file is looked into when it comes; where the scanner is away it is held and looked into when it is back. What the scanner
did not look into whole (too deep, too large, behind a password) it has not found clean: it stays held, with the reason.
Where an installation runs no scanner, every file stays held until a named person lets it out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

import structlog
from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings
from django.db import connection

from . import clock, files, wall
from .actions import action, record
from .actors import job
from .models import StoredFile

log = structlog.get_logger(__name__)

#: Seconds without an answer after which the scanner counts as away: while somebody waits for a page, and in a job.
WAIT_SECONDS, JOB_WAIT_SECONDS = 5, 60
#: Names that ClamAV gives to what it did not look into whole, where its settings have it say so.
NOT_LOOKED_INTO = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")
#: Hours after which a file that could not be looked into is tried again: the scanner's limits may have been changed.
AGAIN_HOURS = 6

Scan = StoredFile.Scan
BECAUSE = "the scanner looks into the files of every area"


class ScannerAway(Exception):  # noqa: N818
    """There is no scanner, or it does not answer. Nothing is known of the file."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says of a file. `signature` names the virus, or says why there is no answer."""

    scan: str
    signature: str = ""

    @property
    def infected(self) -> bool:
        return self.scan == Scan.INFECTED


def absent() -> str:
    """A sentence when files cannot be looked into; otherwise empty."""
    if not settings.CLAMD:
        return "Files that come in are held until a person lets them out: no virus scanner is set (GT_CLAMD)."
    return "" if _answers() else "Files that come in are held: the virus scanner does not answer (GT_CLAMD)."


def _answers(wait: float = WAIT_SECONDS) -> bool:
    try:
        _clamd(wait).ping()
    except (ClamdError, OSError, ValueError):
        return False
    return True


def look_into(content: IO[bytes], *, wait: float = WAIT_SECONDS) -> Verdict:
    """Ask the scanner about these bytes. Raises ScannerAway."""
    if not settings.CLAMD:
        raise ScannerAway
    try:
        content.seek(0)
        said = _clamd(wait).instream(content)
        status, name = next(iter(said.values()))
    except (ClamdError, OSError, ValueError, AttributeError, StopIteration) as fault:
        # The scanner hangs up on a file that is larger than its own limit: is it there at all?
        if isinstance(fault, TimeoutError) or not _answers(min(wait, WAIT_SECONDS)):
            raise ScannerAway from None
        return Verdict(Scan.NOT_SCANNED, "The scanner gave no answer")
    finally:
        content.seek(0)
    match status:
        case "OK":
            return Verdict(Scan.CLEAN)
        case "FOUND" if not str(name).startswith(NOT_LOOKED_INTO):
            return Verdict(Scan.INFECTED, str(name)[:100])
    return Verdict(Scan.NOT_SCANNED, str(name or "The scanner gave no answer")[:100])


def _clamd(wait: float) -> Any:
    kind, _, place = settings.CLAMD.partition(":")
    if kind == "unix":
        return ClamdUnixSocket(place, timeout=wait)  # type: ignore[arg-type]
    host, _, port = place.rpartition(":")
    if kind != "tcp" or not port.isdecimal():
        raise ValueError("GT_CLAMD must be unix:/path/of/socket or tcp:host:port")
    return ClamdNetworkSocket(host.strip("[]"), int(port), timeout=wait)


# Files that are kept

_infected: list[Callable[[StoredFile], None]] = []


def when_infected(tell: Callable[[StoredFile], None]) -> Callable[[StoredFile], None]:
    """Register what a room does when a virus is found in a file that it may hold. It is called inside the action."""
    _infected.append(tell)
    return tell


_WAITING = f"""
SELECT sha256 FROM core_storedfile
 WHERE scan = 'not_scanned' AND (scanned_at IS NULL OR scanned_at < clock_timestamp() - interval '{AGAIN_HOURS} hours')
 ORDER BY scanned_at NULLS FIRST, stored_at LIMIT %s
"""


def scan_waiting(*, limit: int = 200) -> dict[str, int]:
    """Look into the files that wait, oldest first, until the scanner is away; give how many were found to be what."""
    found = {str(Scan.CLEAN): 0, str(Scan.INFECTED): 0, str(Scan.NOT_SCANNED): 0}
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [limit])
        waiting = [row[0] for row in cursor.fetchall()]
    for sha256 in waiting:
        try:
            verdict = scan(sha256)
        except ScannerAway:
            log.warning("scanner_away", waiting=len(waiting))
            break
        if verdict is not None:
            found[verdict.scan] += 1
    return found


def scan(sha256: str) -> Verdict | None:
    """Look into one kept file and note what was found; None where there is nothing to look into. Raises ScannerAway."""
    file = StoredFile.objects.filter(pk=sha256, scan__in=(Scan.NOT_SCANNED, Scan.RELEASED)).first()
    if file is None:
        return None
    try:
        with files.path_of(sha256).open("rb") as content:
            verdict = look_into(content, wait=JOB_WAIT_SECONDS)
    except FileNotFoundError:
        verdict = Verdict(Scan.NOT_SCANNED, "The file is not there")
    with wall.lifted(because=BECAUSE):
        looked_into(file=file, verdict=verdict, by=job("scanner"), on=clock.today())
    return verdict


@action
def looked_into(*, file: StoredFile, verdict: Verdict, by: Any, on: Any) -> None:
    """The scanner looked into a file. One with a virus is held for good, even where a person had let it out."""
    wanted = StoredFile.objects.filter(pk=file.pk)
    if verdict.scan == Scan.NOT_SCANNED:
        wanted = wanted.filter(scan=Scan.NOT_SCANNED)
    wanted.update(scan=verdict.scan, signature=verdict.signature, scanned_at=clock.now())
    record(
        "core.file_scanned", fact={"file": file.pk, "scan": verdict.scan, "signature": verdict.signature}, touches=()
    )
    if verdict.infected:
        log.error("virus_found", file=file.pk, signature=verdict.signature)
        file.scan, file.signature = verdict.scan, verdict.signature
        for tell in _infected:
            tell(file)


@action
def let_out(*, file: StoredFile, because: str, by: Any, on: Any) -> None:
    """A named person has looked at what nobody scanned and answers for it. Rooms ask first who may."""
    if by.pk is None:
        raise TypeError("Only a person lets a file out")
    if StoredFile.objects.filter(pk=file.pk, scan=Scan.NOT_SCANNED).update(
        scan=Scan.RELEASED, released_by_id=by.pk, released_because=because
    ):
        file.scan = Scan.RELEASED
    record("core.file_let_out", fact={"file": file.pk}, why=because, touches=())
