"""A service and its returns, made with one call each. Children are numbers here, as everywhere in a return."""

from __future__ import annotations

from datetime import date

from goldenthread.core.actors import command
from goldenthread.insight.services.actions import add_service, settle_districts, take_in_return
from goldenthread.insight.services.dictionary import HEADINGS
from goldenthread.insight.services.models import Service, ServiceReturn
from tests import making

ON = making.TODAY
QUARTER = date(2026, 9, 30)
DISTRICTS = ("Calder North", "Calder South")
#: Columns of `row` in the order of the template.
ORDER = ("service", "number", "district", "referred_on", "decision", "decided_on", "reason", "started_on", "discharged_on", "discharge_reason")


def service(name: str = "Autism assessment", *, at=None, **said) -> Service:
    """A service of Calderbeck that gives returns since the spring of 2025, standing in two districts."""
    area = making.area()
    settle_districts(area=area, names=DISTRICTS, by=command("tests"), on=ON)
    said = {"name": name, "standard_weeks": 18, "again_months": 12, "first_quarter": date(2025, 3, 31), "due_days": 30, **said}
    by = making.somebody("commissioner")
    return add_service(area=area, organisation=at or making.body("health"), said=said, by=by, on=ON)


def row(number="AU-1", referred_on="2026-08-01", **said) -> dict:
    """One row of a return."""
    return {"number": number, "referred_on": referred_on, **said}


def file(*rows, headings=HEADINGS) -> bytes:
    """A return as comma-separated values."""
    lines = [headings, *([each.get(key, "") for key in ORDER] for each in rows)]
    return "\n".join(",".join(line) for line in lines).encode()


def send(of: Service, *rows, quarter=QUARTER, by=None, on=ON, content=None) -> ServiceReturn:
    """A return as the service sends it."""
    return take_in_return(service=of, quarter=quarter, file_name="return.csv", content=content or file(*rows), by=by or command("tests"), on=on)


def waiting(how_many: int, referred_on: str, district: str = "", first: int = 1, **said) -> list[dict]:
    """Rows of children who wait since a day."""
    return [row(f"W-{number}", referred_on, district=district, **said) for number in range(first, first + how_many)]
