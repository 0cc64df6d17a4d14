"""Takes a release of published figures into the database: all of it or nothing, and twice changes nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.rows import insert_many

from .ages import BANDS
from .datasets import DATA
from .models import PublishedFile, PublishedRow
from .reading import Read, read_release

#: The release that comes with the product.
SHIPPED = DATA / "published_2025.zip"


@dataclass
class Taken:
    """What became of a release: files new, files in place of older ones, files already the same, and rows written."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    rows: int = 0

    def as_said(self) -> dict[str, int]:
        """The counts by name."""
        return asdict(self)


@action
def import_published(*, path: Path, by: Any, on: date) -> Taken:
    """Take in the files of one release. Raises `Refused` before anything is written where any of them is not understood."""
    taken = Taken()
    for read in read_release(path):
        held = PublishedFile.objects.filter(release=read.release, dataset=read.dataset).first()
        if held is not None and held.sha256 == read.sha256:
            taken.unchanged += 1
            continue
        if held is not None:
            held.delete()
            taken.replaced += 1
        else:
            taken.added += 1
        taken.rows += _write(read, on)
    record("insight.import_published", fact=taken.as_said())
    return taken


def _write(read: Read, on: date) -> int:
    file = PublishedFile.objects.create(
        release=read.release, dataset=read.dataset, name=read.name[:200], sha256=read.sha256, columns=read.columns, taken_in_on=on
    )
    insert_many(
        PublishedRow,
        [
            PublishedRow(of=file, year=row.year, level=row.level, place=row.place, name=row.name[:100], region=row.region, figures=row.figures)
            for row in read.rows
        ],
    )
    return len(read.rows)


def load_shipped(*, by: Any, on: date) -> Taken | None:
    """Take in the release that comes with the product, unless it or a newer one is held already, as its newest reader reads it."""
    held = PublishedFile.objects.filter(release__gte=2025, dataset="caseload").order_by("-release").first()
    if held is not None and set(BANDS) <= set(held.columns):
        return None
    return import_published(path=SHIPPED, by=by, on=on)
