"""Bring an improvement plan from Word, Excel or CSV."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from goldenthread.core import clock, files
from goldenthread.core.actors import command
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.improvement.actions import CONTENT_TYPE, save_plan
from goldenthread.improvement.models import ImprovementPlan
from goldenthread.improvement.reading import Read, assemble, open_plan
from goldenthread.people.models import Area


class Command(BaseCommand):
    """`import_plan FILE [--dry-run] [--json] [--details]`. The last line is JSON: what was found, and whether anything changed."""

    help = "Bring an improvement plan: a Word (.docx), Excel (.xlsx) or CSV file"

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how to answer."""
        parser.add_argument("path", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="read and count, save nothing")
        parser.add_argument("--json", action="store_true", help="nothing but the last line")
        parser.add_argument("--details", action="store_true", help="every section, group, action, rating and unplaced text in the last line")
        parser.add_argument("--area", metavar="CODE", help="the authority's three-digit number, where there are several areas here")
        parser.add_argument("--kind", choices=ImprovementPlan.Kind.values, default=ImprovementPlan.Kind.STATEMENT)

    def handle(self, *args: Any, path: Path, dry_run: bool, json: bool, details: bool, area: str | None, kind: str, **options: Any) -> None:  # noqa: A002
        """Read, and save unless it is a trial."""
        try:
            content = path.read_bytes()
            read = assemble(open_plan(io.BytesIO(content), path.name))
        except OSError as fault:
            raise CommandError(f"{path} cannot be opened: {fault.strerror}. Check the path.") from None
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        answer: dict[str, Any] = {"file": path.name, "title": read.title, **read.counts(), "scale": read.scale, "notes": read.notes}
        if not dry_run:
            answer |= self._save(read, content, path.name, kind, area)
        if not json:
            for section in read.sections:
                self.stdout.write(f"{section.reference} {section.title}".strip())
                for group in section.groups:
                    self.stdout.write(f"  {group.reference} {group.title}: {len(group.actions)} actions".replace("\n", " "))
            for note in read.notes:
                self.stdout.write(note)
        if details:
            answer["details"] = details_of(read)
        self.stdout.write(_line(answer))

    def _save(self, read: Read, content: bytes, name: str, kind: str, code: str | None) -> dict[str, Any]:
        place, sha256 = self._area(code), hashlib.sha256(content).hexdigest()
        known = ImprovementPlan.objects.filter(area=place, sha256=sha256).exists()
        if not known:
            file = files.store(content, content_type=CONTENT_TYPE[name.lower().rpartition(".")[2]], scan=StoredFile.Scan.NOT_SCANNED)
        plan = (
            ImprovementPlan.objects.get(area=place, sha256=sha256)
            if known
            else save_plan(area=place, read=read, sha256=sha256, file_name=name, kind=kind, file=file, by=command("import_plan"), on=clock.today())
        )
        return {"plan": str(plan.pk), "changed": not known}

    def _area(self, code: str | None) -> Area:
        areas = Area.objects.order_by("pk")
        if code:
            areas = areas.filter(code=code)
        found = areas.first()
        if found is None:
            raise CommandError(f"There is no area {code} here. Check --area." if code else "There is no area here yet. Open one first.")
        return found


def details_of(read: Read) -> dict[str, Any]:
    """All that was read, as lists."""
    return {
        "sections": [{"reference": s.reference, "title": s.title, "leader": s.leader, "finding": s.finding, "groups": len(s.groups)} for s in read.sections],
        "groups": [{"reference": g.reference, "title": g.title, "owners": g.owners, "actions": len(g.actions)} for g in read.groups],
        "actions": [
            {
                "reference": a.reference, "words": a.words, "owner": a.owner, "contributors": a.contributors,
                "date_printed": a.date.printed, "date": a.date.on.isoformat() if a.date.on else None, "date_state": a.date.state,
                "milestones": [{"period": m.period, "words": m.words} for m in a.milestones],
                "ratings": [{"period": r.period, "printed": r.printed, "colour": r.colour} for r in a.ratings],
                "table": a.at.table, "row": a.at.row,
            }
            for a in read.actions
        ],
        "dates": [{"reference": a.reference, "printed": a.date.printed, "date": a.date.on.isoformat() if a.date.on else None, "state": a.date.state} for a in read.actions if a.date.printed],
        "ratings": [{"period": r.period, "printed": r.printed, "colour": r.colour, "table": r.at.table, "row": r.at.row} for r in read.rating_places],
        "unplaced": [{"words": u.words, "why": u.why, "heading": u.heading, "table": u.at.table, "row": u.at.row} for u in read.unplaced],
    }  # fmt: skip


def _line(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False)
