"""Tables that others published, as they were downloaded: comma-separated values in UTF-8, every row with as many cells as it has."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from goldenthread.core.refusals import Refused


def read_table(path: Path, *, largest: int) -> tuple[bytes, list[list[str]]]:
    """What a file holds, and its rows, the heading first. `Refused` where it is no such table; `largest` in bytes."""
    try:
        raw = path.read_bytes() if path.stat().st_size <= largest else b""
    except OSError as fault:
        raise Refused(f"{path} cannot be read: {fault.strerror}. Check the path.") from None
    if not raw:
        raise Refused(f"{path.name} is empty, or larger than {largest // 1024 // 1024} MB.")
    if b"\0" in raw:
        raise Refused(f"{path.name} holds characters that cannot be stored (NUL). Download it again, or save it as comma-separated values in UTF-8.")
    try:
        return raw, list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise Refused(f"{path.name} is not a table of comma-separated values in UTF-8. Download it again, and do not save it from a spreadsheet.") from None
