"""Who is out of school, as the record has it today: educated at home, missing education, not in education or work.

These are the children with an open case alone: the record knows no others. A child of whom no school was ever recorded is not said
to be missing education: nobody knows (`not_recorded`). Nobody on the closed list is told of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from goldenthread.law.days import anniversary
from goldenthread.law.rights import compulsory_school_age_ends, starts
from goldenthread.people.law_readings import settings_of
from goldenthread.people.models import Address, Attendance, Child

#: Codes of the return for where there is no school (DfE, SEN2 guide, PlacementSetting).
HOME, NEITHER = "EHE", ("NEET", "NIEC", "NIEO")
#: Before the fifth birthday nobody is of compulsory school age.
SCHOOL_AGE = 5


@dataclass(frozen=True)
class Status:
    """Where one child is in place of a school, since when, and what health finds them by."""

    child: Child
    words: str
    since: date | None
    postcode: str


def statuses(area_id: int, on: date) -> list[Status]:
    """Everybody out of school, by name."""
    children = {child.pk: child for child in _known(area_id, on).order_by("surname", "forename", "pk")}
    now: dict[UUID, list[Attendance]] = {}
    last: dict[UUID, date] = {}
    for each in Attendance.objects.filter(child_id__in=list(children)).order_by("rank", "pk"):
        if each.entry_on is not None and each.entry_on > on:
            continue  # what begins later says nothing of today
        if each.left_on is None or each.left_on > on:
            now.setdefault(each.child_id, []).append(each)
        else:
            last[each.child_id] = max(each.left_on, last.get(each.child_id, each.left_on))
    out: dict[UUID, tuple[str, date | None]] = {}
    for child_id, child in children.items():
        if (told := _told(child, now.get(child_id, []), last.get(child_id), on)) is not None:
            out[child_id] = told
    postcodes = dict(Address.objects.filter(child_id__in=list(out), until_on=None).order_by("from_on", "pk").values_list("child_id", "postcode"))
    return [Status(children[child_id], words, since, postcodes.get(child_id, "")) for child_id, (words, since) in out.items()]


def not_recorded(area_id: int, on: date) -> int:
    """Of how many children no school or other place was ever recorded: somebody has to find out where they are."""
    return _known(area_id, on).exclude(Exists(Attendance.objects.filter(child=OuterRef("pk")))).count()


def _known(area_id: int, on: date) -> QuerySet[Child]:
    return Child.objects.filter(area_id=area_id, closed_list_on=None, case__open=True, date_of_birth__lte=anniversary(on, -SCHOOL_AGE))


def _told(child: Child, attendances: list[Attendance], left_on: date | None, on: date) -> tuple[str, date | None] | None:
    """The words and since when, or None for a child who is somewhere. Dual roll: who is at any school is somewhere.

    Education is missed by a child of compulsory school age (Education Act 1996, sections 8 and 436A); after it a young person is not
    in education, employment or training instead, and before it nobody is either.
    """
    if any(each.setting_type != HOME and each.setting_type not in NEITHER for each in attendances):
        return None
    for each in attendances:
        if each.setting_type == HOME:
            return "Educated at home", each.entry_on
    settings = settings_of(child.area_id)
    if (not attendances and left_on is None) or on < starts(child.date_of_birth, settings):
        return None  # nothing was ever recorded, or no school need have been
    older = on > compulsory_school_age_ends(child.date_of_birth, settings)
    return "Not in education, employment or training" if older else "Missing education", attendances[0].entry_on if attendances else left_on
