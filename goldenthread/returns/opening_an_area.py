"""The area that a return belongs to: one that is here, or a real authority that starts with its own return."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.people.models import Area, Organisation

from .structure import local_authorities


def area_for(code: str, *, by: Any, on: date) -> Area | None:
    """The area with this number; opened now where it is an English authority's; None where the number is nobody's."""
    found = Area.objects.filter(code=code).first()
    if found is not None:
        return found
    name = local_authorities().get(code)
    return open_area(code=code, name=name, by=by, on=on) if name else None


@action
def open_area(*, code: str, name: str, by: Any, on: date) -> Area:
    """Start an area with its SEND team. Its contacts, for letters, are added by its administrator."""
    area = Area.objects.create(code=code, name=name[:100], council=name[:100])
    Organisation.objects.create(kind="send_team", area=area, name=f"{name} SEND team"[:200])
    record("returns.open_area", subject=area, fact={"code": code})
    return area
