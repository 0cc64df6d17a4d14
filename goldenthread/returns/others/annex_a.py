"""Annex A of an area inspection: list 1, everybody with a plan; list 2, those known here without one.

A column that no fact here answers is left blank, and the workbook says which and why. Nothing is guessed: where the answer is
known only if it is yes (children's social care), it is "Yes" or blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from goldenthread.casework.models import Case
from goldenthread.core import wall
from goldenthread.people.models import Area, Child, Involvement
from goldenthread.plans.models import Version

from ..facts import Facts
from ..outgoing import BATCH, BECAUSE
from ..structure import rows as table

#: Codes of settings that mean that the child learns at home by the parents' choice.
AT_HOME = "EHE"


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a list, by what the columns ask. `list` is 1 with a plan, 2 without."""

    child_id: Any
    list: int
    reference: str
    upn: str
    uln: str
    no_upn_because: str
    born_on: date | None
    sex: str
    ethnicity: str
    need: str
    first_issued_on: date | None
    last_issued_on: date | None
    reviewed_on: date | None
    main: str
    main_urn: str
    main_phase: str
    second_phase: str
    has_second: bool
    home_educated: str
    social_care: str
    worker: str
    disability: str = ""

    def age(self, on: date) -> int | None:
        """In whole years."""
        born = self.born_on
        return None if born is None else on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list: its heading, the fact that fills it, or why it is blank."""

    list: int
    heading: str
    fact: str
    blank_because: str


def columns(of: int) -> list[Column]:
    """The columns of list 1 or 2, in order."""
    found = sorted((row for row in table("annex_a_columns.csv") if int(row["list"]) == of), key=lambda row: int(row["position"]))
    return [Column(of, row["column"], row["fact"], row["blank_because"]) for row in found]


def entries(area: Area, on: date, *, closed: bool = True) -> Iterator[Entry]:
    """Everybody of both lists as at a day, in the order of their references. The wall is lifted for each batch.

    `closed` says whether those on the closed list are told of.
    """
    among = Child.objects.filter(area=area, **({} if closed else {"closed_list_on": None}))
    with wall.lifted(because=BECAUSE):
        ids = list(among.order_by("reference").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        with wall.lifted(because=BECAUSE):
            made = list(_batch(ids[start : start + BATCH], on))
        yield from made


def _batch(ids: Sequence[Any], on: date) -> Iterator[Entry]:
    found = Facts(ids, on)
    issued: dict[Any, date | None] = {}
    for child_id, day in Version.objects.filter(child_id__any=ids, issued_on__lte=on).values_list("child_id", "issued_on").order_by("issued_on"):
        issued[child_id] = day
    current = Q(until_on=None) | Q(until_on__gt=on)
    cared = set(Involvement.objects.filter(current, child_id__any=ids, role="social_care", from_on__lte=on).values_list("child_id", flat=True))
    cases = {case.child_id: case for case in Case.objects.filter(child_id__any=ids).select_related("worker")}
    plans: dict[Any, Any] = {}
    for plan in found.plans.values():
        if plan.made_on and plan.made_on <= on and not (plan.ceased_on and plan.ceased_on <= on):
            plans[plan.child_id] = plan
    for child in found.children:
        plan, case = plans.get(child.pk), cases.get(child.pk)
        if plan is None and not (case and case.open):
            continue
        yield _entry(child, plan, case, found, issued.get(child.pk), child.pk in cared, on)


def _entry(child: Child, plan: Any, case: Any, found: Facts, issued: date | None, cared: bool, on: date) -> Entry:
    here = [row for row in found.attendances[child.pk] if (row.entry_on is None or row.entry_on <= on) and not (row.left_on and row.left_on <= on)]
    main, second = next((row for row in here if row.rank == 1), None), next((row for row in here if row.rank != 1), None)
    met = [each.met_on for each in found.reviews[plan.pk] if each.met_on and each.met_on <= on] if plan else []
    place = main.organisation if main else None
    return Entry(
        child_id=child.pk, list=1 if plan else 2, reference=child.reference, upn=child.upn or "", uln=child.uln or "", no_upn_because=child.no_upn_because or "",
        born_on=child.date_of_birth, sex="" if child.sex == "U" else child.sex, ethnicity=child.ethnicity or "",
        need=next((each.need for each in found.needs[child.pk] if each.rank == 1), ""), first_issued_on=plan.made_on if plan else None,
        last_issued_on=issued if plan and issued and issued > plan.made_on else None, reviewed_on=max(met, default=None),
        main=(place.name if place else main.setting_type) if main else "", main_urn=str(place.urn) if place and place.urn else "", main_phase=place.phase if place else "",
        second_phase=second.organisation.phase if second and second.organisation else "", has_second=second is not None,
        home_educated="Yes" if any(row.setting_type == AT_HOME for row in here) else "No", social_care="Yes" if cared else "",
        worker=case.worker.name if case and case.worker else "",
    )  # fmt: skip
