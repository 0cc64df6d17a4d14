"""Make the two lists that an area inspection asks for as Annex A."""

from __future__ import annotations

from pathlib import Path

from goldenthread.core import clock
from goldenthread.people.models import Area
from goldenthread.returns.others.workbooks import write_annex_a

from ..workbooks import WorkbookCommand


class Command(WorkbookCommand):
    """`export_annex_a --output FILE [--area CODE]`."""

    help = "Make Annex A of an area inspection, both lists as at today, with what is to put right in them (.xlsx)"

    def write(self, place: Area, output: Path) -> dict[str, int]:
        """Both lists; how many people each has, and how much is to put right."""
        people, found = write_annex_a(place, clock.today(), output)
        errors = sum(each.rule.severity == "E" for each in found)
        return {"list_1": sum(each.list == 1 for each in people), "list_2": sum(each.list == 2 for each in people), "errors": errors, "queries": len(found) - errors}
