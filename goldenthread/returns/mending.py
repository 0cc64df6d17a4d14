"""By when what is found in a record is mended: so many working days from the day it was found, and no later than census day.

The date that was said when a finding was made stays its date: an area that changes its days changes them for what is found
from then on. A finding that goes away and comes back is a new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.models import AreaSetting
from goldenthread.core.refusals import Refused
from goldenthread.law.days import working_days_after
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may_in_area, standing_of

#: Working days to mend a finding where an area has settled nothing, and the most that it may settle.
DAYS, MOST = 10, 60
#: Only what must be mended has a date: a warning asks for a look, no more.
MENDED = frozenset("EQ")


def setting_name(area: Area) -> str:
    """Where an area's days are kept."""
    return f"returns.mend.{area.code}"


def days_of(area: Area) -> int:
    """Working days in which a finding is mended in this area."""
    kept = AreaSetting.objects.filter(name=setting_name(area)).values_list("value", flat=True).first()
    return int(kept["days"]) if kept else DAYS


def mend_by(found_on: date, days: int, census_on: date) -> date:
    """The last day to mend what was found: sooner where census day comes first, but never before it was found."""
    return max(found_on, min(working_days_after(found_on, days), census_on))


def dated(findings: Iterable[dict[str, Any]], before: Iterable[dict[str, Any]], *, days: int, census_on: date, on: date) -> list[dict[str, Any]]:
    """Findings as they are kept, each with the day on which it was first found and the day by which it is mended.

    One that stood `before`, of the same rule at the same place, keeps the days it had.
    """
    known = {(one["rule"], one["path"]): one for one in before if one.get("found_on")}
    told = []
    for one in findings:
        was = known.get((one["rule"], one["path"]))
        found_on = was["found_on"] if was else on.isoformat()
        by = was["mend_by"] if was else mend_by(on, days, census_on).isoformat()
        told.append({**one, "found_on": found_on, "mend_by": by if one["severity"] in MENDED else None})
    return told


def first_by(findings: Iterable[dict[str, Any]]) -> date | None:
    """The earliest day by which something of a record is mended; None where nothing has one."""
    return min((date.fromisoformat(one["mend_by"]) for one in findings if one["mend_by"]), default=None)


@action
def settle_days(*, area: Area, days: int, by: Any, on: date) -> None:
    """The area says in how many working days a finding is mended. What was found before keeps its date."""
    check_may_in_area(standing_of(by, on), area, "return", "create")
    if not 1 <= days <= MOST:
        raise Refused(f"Enter a number of working days from 1 to {MOST}.")
    AreaSetting.objects.update_or_create(
        name=setting_name(area), defaults={"value": {"days": days}, "decided_on": on, "because": "The area settled by when findings are mended"}
    )
    record("returns.settle_days", fact={"area": area.code, "days": days})
