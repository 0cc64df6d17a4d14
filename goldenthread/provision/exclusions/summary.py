"""Suspensions and exclusions counted by kind, status and phase, with rates where it is known of how many: a table, a picture, a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from goldenthread.core.charts import Chart, Series, bar_chart
from goldenthread.law.school_year import school_year
from goldenthread.plans.models import Plan

from ..models import Exclusion, PriorSupport
from .reach import with_phase
from .rules import PHASES

STATUSES = {"plan": "With a plan", "support": "With SEN support, no plan", "none": "With neither", "": "Not known"}
COLUMNS = ("Children", "Suspensions", "School days lost", "Permanent exclusions", "With no support noted before")
#: Only where it is known how many have a plan: a school is told its own alone.
RATES = ("Suspensions for each 100 with a plan", "Permanent exclusions for each 100 with a plan")


class Shows(Protocol):
    """How numbers are shown to somebody: as they are, or guarded (`insight.guarding.Guard`)."""

    @property
    def open_rows(self) -> bool: ...

    def number(self, count: int | None) -> int | None: ...


class AsTheyAre:
    """For whoever may open the rows."""

    open_rows = True

    def number(self, count: int | None) -> int | None:
        return count


@dataclass
class Group:
    """What happened to the children of one status and phase, with who the children are: one child may have many of a thing."""

    suspensions: int = 0
    sessions: int = 0
    permanent: int = 0
    unsupported: int = 0
    suspended: set[UUID] = field(default_factory=set)
    excluded: set[UUID] = field(default_factory=set)
    without: set[UUID] = field(default_factory=set)

    @property
    def children(self) -> set[UUID]:
        return self.suspended | self.excluded

    @property
    def things(self) -> tuple[tuple[int, set[UUID]], ...]:
        """What is counted that one child may have many of, in the order of COLUMNS, each with the children behind it."""
        return (self.suspensions, self.suspended), (self.sessions // 2, self.suspended), (self.permanent, self.excluded), (self.unsupported, self.without)

    def add(self, row: tuple[Any, ...]) -> None:
        """One more: its child, kind, half days, and whether any support was noted."""
        child_id, kind, sessions, supported = row
        if kind == Exclusion.Kind.PERMANENT:
            self.permanent += 1
            self.excluded.add(child_id)
        else:
            self.suspensions += 1
            self.sessions += sessions or 0
            self.suspended.add(child_id)
        if not supported:
            self.unsupported += 1
            self.without.add(child_id)


def standing_in(found: QuerySet[Exclusion], since: date, until: date) -> QuerySet[Exclusion]:
    """Those of them that began in this time and stand."""
    return found.filter(first_on__range=(since, until), withdrawn_on__isnull=True, cancelled_on__isnull=True).exclude(governors=Exclusion.Governors.REINSTATED)


def groups_of(found: QuerySet[Exclusion]) -> dict[tuple[str, str], Group]:
    """Each group by status and phase, with one statement."""
    noted = PriorSupport.objects.filter(exclusion_id=OuterRef("pk")).exclude(kind=PriorSupport.Kind.MISSED)
    rows = with_phase(found).annotate(supported=Exists(noted)).order_by().values_list("status", "phase", "child_id", "kind", "sessions", "supported", "note")
    groups: dict[tuple[str, str], Group] = defaultdict(Group)
    for status, stage, child_id, kind, sessions, supported, note in rows:
        groups[status, stage].add((child_id, kind, sessions, supported or bool(note)))
    return groups


def with_plans(area_ids: Iterable[int], on: date) -> dict[str, int]:
    """Children with a plan in force on a day, by phase."""
    held = Plan.objects.filter(Q(ceased_on__isnull=True) | Q(ceased_on__gt=on), area_id__in=list(area_ids), made_on__lte=on, child__closed_list_on__isnull=True)
    this = school_year(on)
    school, secondary, after = (Q(child__date_of_birth__lt=date(this - years, 9, 1)) for years in (4, 11, 16))  # before these days: Reception, Year 7 and Year 12 or above
    return held.aggregate(
        early_years=Count("pk", filter=~school), primary=Count("pk", filter=school & ~secondary), secondary=Count("pk", filter=secondary & ~after), post16=Count("pk", filter=after)
    )


@dataclass(frozen=True)
class Summary:
    """A year in one sentence, a picture and a table."""

    sentence: str
    picture: Chart
    columns: tuple[dict[str, Any], ...]
    rows: list[list[str]]


def summary(groups: dict[tuple[str, str], Group], plans: dict[str, int], on: date, shows: Shows) -> Summary:
    """What stands of the school year of a day. `plans` are how many children have one, by phase; empty where that is not known."""
    keys = [(status, stage) for status in STATUSES for stage in PHASES if (status, stage) in groups]
    hidden = hidden_of([groups[key] for key in keys], shows)
    rows = [row(*key, groups[key], plans, shows, {at for at, these in enumerate(hidden) if number in these}) for number, key in enumerate(keys)]
    if len(rows) > 1:
        rows.append(["All", *cells(_whole(groups), 0, shows, set())])
    names = (*COLUMNS, *(RATES if plans else ()))
    columns = ({"text": "Status and phase"}, *({"text": name, "number": True} for name in names))
    barred = {key for number, key in enumerate(keys) if number in hidden[0]}
    return Summary(sentence(groups, plans, on, shows), picture(groups, shows, barred), columns, [row[: len(columns)] for row in rows])


def hidden_of(rows: Sequence[Group], shows: Shows) -> list[set[int]]:
    """Of each of `Group.things` the rows that are not shown: those of few children; and where those are few altogether, the next larger,
    so that nobody takes what is shown from the whole and has what the few had."""
    found: list[set[int]] = []
    for at in range(len(Group().things)):
        told = [each.things[at] for each in rows]
        hidden = {number for number, (count, children) in enumerate(told) if few(count, children, shows) or _of_few(rows[number], shows)}
        while (behind := set[UUID]().union(*(told[number][1] for number in hidden))) and shows.number(len(behind)) is None:
            left = {number: shows.number(count) or 0 for number, (count, _) in enumerate(told) if count and number not in hidden}
            if not left:
                break
            hidden |= {number for number, shown in left.items() if shown == min(left.values())}
        found.append(hidden)
    return found


def few(count: int, children: set[UUID], shows: Shows) -> bool:
    """Whether a number is not shown: it is small, or few children are behind it."""
    return bool(count and children) and (shows.number(count) is None or shows.number(len(children)) is None)


def _of_few(group: Group, shows: Shows) -> bool:
    return shows.number(len(group.children)) is None


def row(status: str, stage: str, group: Group, plans: dict[str, int], shows: Shows, hidden: set[int]) -> list[str]:
    """One line of the table. `hidden` are those of `Group.things` that are not shown in it."""
    return [f"{STATUSES[status]}, {PHASES[stage][0].lower()}{PHASES[stage][1:]}", *cells(group, plans.get(stage, 0) if status == "plan" else 0, shows, hidden)]


def cells(group: Group, of: int, shows: Shows, hidden: set[int]) -> list[str]:
    """Its numbers; of few children, nothing but that they are few."""
    if _of_few(group, shows):
        return ["*"] * 5 + (["*", "*"] if of else ["–", "–"])
    shown = [None if at in hidden or few(count, children, shows) else shows.number(count) for at, (count, children) in enumerate(group.things)]
    numbers = [_said(number) for number in (shows.number(len(group.children)), *shown)]
    if shows.open_rows:
        numbers[2] = f"{group.sessions / 2:g}"
    rates = [rate(count, of, shows) if shown[at] is not None or not of else "*" for at, count in ((0, group.suspensions), (2, group.permanent))]
    return [*numbers, *rates]


def _said(number: int | None) -> str:
    return "*" if number is None else f"{number:,}"


def rate(number: int, of: int, shows: Shows) -> str:
    """For each 100; "–" where it is not known of how many, "*" where one of the two is too small to show."""
    if not of:
        return "–"
    shown, whole = shows.number(number), shows.number(of)
    if shown is None or not whole:
        return "*"
    return f"{100 * shown / whole:.1f}" if shows.open_rows else f"{100 * shown / whole:.0f}"


def _whole(groups: dict[tuple[str, str], Group], status: str | None = None, *, but: str | None = None) -> Group:
    """All of a status together, of all but one, or of every one."""
    whole = Group()
    for (own, _), group in groups.items():
        if (status is None or own == status) and own != but:
            for name in ("suspensions", "sessions", "permanent", "unsupported"):
                setattr(whole, name, getattr(whole, name) + getattr(group, name))
            for name in ("suspended", "excluded", "without"):
                getattr(whole, name).update(getattr(group, name))
    return whole


def sentence(groups: dict[tuple[str, str], Group], plans: dict[str, int], on: date, shows: Shows) -> str:
    """How many there were, and how many of those were of children with a plan."""
    year = school_year(on)
    whole, planned = _whole(groups), _whole(groups, "plan")
    named = f"the school year {year} to {year + 1}"
    if not whole.children:
        return f"No suspension or permanent exclusion of {named} is on the register."
    if shows.number(len(whole.children)) is None:
        return f"Few children were suspended or excluded in {named}: too few to say more without telling who they are."
    suspensions, permanent = (None if few(count, children, shows) else shows.number(count) for count, children in (whole.things[0], whole.things[2]))
    said = f"In {named}, {_children(shows.number(len(whole.children)))}: {_times(suspensions, 'suspension')} and {_times(permanent, 'permanent exclusion')}."
    if shows.number(len(planned.children)) is None:
        return f"{said} Few of them had a plan."
    # What those without a plan had is the whole less what those with one had.
    told = not any(few(*each.things[0], shows) for each in (planned, _whole(groups, but="plan")))
    of_plans = rate(planned.suspensions, sum(plans.values()), shows) if told else "*"
    each = f", with {of_plans} suspensions for each 100 children who have one" if of_plans not in "–*" else ""
    return f"{said} {_said(shows.number(len(planned.children)))} of them had a plan{each}."


def _children(number: int | None) -> str:
    return "1 child was suspended or excluded" if number == 1 else f"{_said(number)} children were suspended or excluded"


def _times(number: int | None, what: str) -> str:
    return f"no {what}" if number == 0 else f"1 {what}" if number == 1 else f"{_said(number)} {what}s"


def picture(groups: dict[tuple[str, str], Group], shows: Shows, hidden: set[tuple[str, str]]) -> Chart:
    """Suspensions by phase, a bar for each status, but for those that are not shown."""
    statuses = [status for status in STATUSES if any(own == status for own, _ in groups)]
    stages = [stage for stage in PHASES if any(own == stage for _, own in groups)]

    def height(status: str, stage: str) -> float | None:
        group = groups.get((status, stage), Group())
        return None if (status, stage) in hidden else shows.number(group.suspensions)

    series = [Series(STATUSES[status], [height(status, stage) for stage in stages]) for status in statuses]
    return bar_chart(identity="suspensions", title="Suspensions by phase and status", heading="Phase", labels=[PHASES[stage] for stage in stages], series=series)
