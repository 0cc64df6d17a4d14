"""Schools and other settings from Get Information about Schools (GIAS): its full extract, or lists cut from it.

A file is known by its columns, whatever its name: establishments (with or without closing dates), links between them,
section 41 approvals. Columns are read by name; those not known are ignored. A row is created, changed, unchanged or
refused, and a refusal says which line and what to do. An empty cell never wipes out what is known.
"""

import csv
import gzip
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.law.identifiers import check_ukprn, check_urn

#: What each of our columns is called in the files, in the order in which to look.
NAMES = {
    "urn": ("URN", "urn"),
    "name": ("EstablishmentName", "name"),
    "opened_on": ("OpenDate", "open_date"),
    "closed_on": ("CloseDate", "close_date"),
    "town": ("Town", "town"),
    "postcode": ("Postcode", "postcode"),
    "la_code": ("LA (code)", "la_code"),
    "establishment_type": ("TypeOfEstablishment (name)", "gias_establishment_type"),
    "phase": ("PhaseOfEducation (name)",),
    "ukprn": ("UKPRN",),
    "section_41_from": ("s41_granted",),
    "section_41_until": ("s41_revoked",),
    "linked_urn": ("LinkURN",),
    "link_kind": ("LinkType",),
    "link_from": ("LinkEstablishedDate",),
}
DATES = {"opened_on", "closed_on", "section_41_from", "section_41_until", "link_from"}
LIMITS = {"name": 200, "town": 100, "establishment_type": 100, "phase": 40, "link_kind": 60}
LARGEST = 400 * 1024 * 1024  # bytes of a file once unpacked; the full extract is about 60 MB
_DATE = re.compile(r"^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$")
_IN_NAME = re.compile(r"(20\d{6})")


@dataclass
class Tally:
    """What became of the rows of one run. `refused` holds a sentence a row, the first thousand of them."""

    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    links: int = 0
    refused: int = 0
    reasons: list[str] = field(default_factory=list)

    def refuse(self, sentence: str) -> None:
        """Count a row that could not be taken in."""
        self.refused += 1
        if len(self.reasons) < 1000:
            self.reasons.append(sentence)


def files_in(paths: Iterable[str | Path]) -> list[Path]:
    """The CSV files meant by these paths (a folder means all in it), oldest first by the date in their names."""
    found = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(p for p in path.iterdir() if p.name.endswith((".csv", ".csv.gz")))
        elif path.is_file():
            found.append(path)
        else:
            raise Refused(f"There is no file or folder called {path}. Check the path.")
    return sorted(found, key=lambda p: (m[1] if (m := _IN_NAME.search(p.name)) else "", p.name))


def rows_in(path: Path, tally: Tally) -> Iterator[dict]:
    """The rows of one file under our names, each with its line. Files of other kinds give nothing."""
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    header = next(reader, None) or []
    places = {ours: header.index(theirs) for ours, names in NAMES.items() for theirs in names[::-1] if theirs in header}
    if "urn" not in places or not {"name", "linked_urn"} & places.keys():
        return
    for cells in reader:
        if not any(cells):
            continue
        tally.rows += 1
        where = f"{path.name}, line {reader.line_num}"
        try:
            yield _row(cells, places)
        except (ValueError, IndexError) as fault:
            tally.refuse(f"{where}: {fault}")


def _text(path: Path) -> str:
    """The file's text. GIAS writes Windows-1252, copies of it UTF-8; a file that is too large is refused."""
    with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as stream:
        try:
            raw = stream.read(LARGEST + 1)
        except (OSError, EOFError) as fault:
            raise Refused(f"{path.name} is cut short or damaged. Fetch it again.") from fault
    if len(raw) > LARGEST:
        raise Refused(f"{path.name} is larger than {LARGEST // 1024 // 1024} MB, so it was not read.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _row(cells: list[str], places: dict[str, int]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for ours, place in places.items():
        text = cells[place].strip()
        if not text:
            row[ours] = None
        elif ours in DATES:
            row[ours] = _date(text)
        elif ours in ("urn", "linked_urn"):
            row[ours] = int(check_urn(text))
        elif ours == "ukprn":
            row[ours] = int(check_ukprn(text))
        elif ours == "postcode":
            row[ours] = text.upper()[:8]
        else:
            row[ours] = text[: LIMITS.get(ours, len(text))]
    if row["urn"] is None:
        raise ValueError("The URN is missing. Add it, or take the row out.")
    if "linked_urn" not in places and not row["name"]:
        raise ValueError(f"URN {row['urn']} has no name. Add it, or take the row out.")
    return row


def _date(text: str) -> date:
    found = _DATE.match(text)
    if not found:
        raise ValueError(f"{text!r} is not a date. Write it as day-month-year, such as 01-09-2025.")
    return date(int(found[3]), int(found[2]), int(found[1]))


@action
def import_establishments(*, paths: Iterable[str | Path], by, on: date) -> Tally:
    """Take in every file: all of them or, where one cannot be read, none."""
    tally = Tally()
    settings: dict[int, dict] = {}
    links = []
    for path in files_in(paths):
        for row in rows_in(path, tally):
            if "linked_urn" in row:
                links.append(row)
                continue
            said = {name: value for name, value in row.items() if value is not None}
            tally.unchanged += row["urn"] in settings
            settings[row["urn"]] = {**settings.get(row["urn"], {}), **said}
    _keep_settings(settings, tally)
    _keep_links([row for row in links if row["linked_urn"]], tally)
    if not tally.rows:
        raise Refused("None of these files has the columns URN and EstablishmentName. Choose files from GIAS.")
    record(
        "people.import_establishments",
        fact={"rows": tally.rows, "created": tally.created, "changed": tally.changed, "refused": tally.refused},
    )
    return tally


COLUMNS = {
    "urn": "integer",
    "name": "text",
    "opened_on": "date",
    "closed_on": "date",
    "town": "text",
    "postcode": "text",
    "la_code": "text",
    "establishment_type": "text",
    "phase": "text",
    "ukprn": "integer",
    "section_41_from": "date",
    "section_41_until": "date",
}


def _keep_settings(newest: dict[int, dict], tally: Tally) -> None:
    """Create or change establishments in two statements. What a later file says of a URN stands."""
    if not newest:
        return
    arrays = {name: [row.get(name) for row in newest.values()] for name in COLUMNS}
    given = ", ".join(f"%({name})s::{kind}[]" for name, kind in COLUMNS.items())
    others = [name for name in COLUMNS if name != "urn"]
    differs = " OR ".join(f"(g.{name} IS NOT NULL AND g.{name} IS DISTINCT FROM o.{name})" for name in others)
    texts = {name for name, kind in COLUMNS.items() if kind == "text"}
    values = ", ".join(f"coalesce(g.{name}, '')" if name in texts else f"g.{name}" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE people_organisation o SET {", ".join(f"{name} = coalesce(g.{name}, o.{name})" for name in others)}
              FROM unnest({given}) AS g({", ".join(COLUMNS)}) WHERE o.urn = g.urn AND ({differs})
            """,  # noqa: S608 - the names are ours
            arrays,
        )
        changed = cursor.rowcount
        cursor.execute(
            f"""
            INSERT INTO people_organisation (kind, {", ".join(COLUMNS)}, email, phone)
            SELECT 'setting', {values}, '', '' FROM unnest({given}) AS g({", ".join(COLUMNS)})
             WHERE NOT EXISTS (SELECT 1 FROM people_organisation o WHERE o.urn = g.urn) ORDER BY g.urn
            """,  # noqa: S608 - the names are ours
            arrays,
        )
        created = cursor.rowcount
    tally.changed += changed
    tally.created += created
    tally.unchanged += len(newest) - changed - created


def _keep_links(rows: list[dict], tally: Tally) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO people_establishmentlink (urn, linked_urn, kind, from_on)
            SELECT DISTINCT ON (urn, linked, kind) * FROM unnest(%s::integer[], %s::integer[], %s::text[], %s::date[])
                AS g(urn, linked, kind, from_on) ORDER BY urn, linked, kind
            ON CONFLICT (urn, linked_urn, kind) DO NOTHING
            """,
            [
                [row["urn"] for row in rows],
                [row["linked_urn"] for row in rows],
                [row.get("link_kind") or "" for row in rows],
                [row.get("link_from") for row in rows],
            ],
        )
        new = cursor.rowcount
    tally.links += new
    tally.created += new
    tally.unchanged += len(rows) - new
