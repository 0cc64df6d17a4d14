"""What was given for each thing of a minimum data set in each quarter: in time, late or not at all, and whether it meets its target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Min

from goldenthread.people.models import Area

from ...guarding import LEAST_BASE, Guard
from ...indicators import Figure, guarded, month_end_for, serieses
from .. import flow, waits
from ..models import Service, ServiceReturn
from ..policies import View
from ..quarters import quarter_end
from .models import MinimumItem, MinimumSet, MinimumValue
from .sources import ENTERED, MEASURES


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing in one quarter. `state`: "given", "given late", "late", "due" or "not asked"; `hidden`: given, and too small to show."""

    item: MinimumItem
    quarter: date
    state: str
    value: float | None = None
    hidden: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one, or without a value that can be shown."""
        if self.item.target is None or self.value is None:
            return None
        return self.value >= float(self.item.target) if self.item.side == "least" else self.value <= float(self.item.target)


@dataclass(frozen=True, slots=True)
class Sum:
    """How a quarter stands: how many things were asked for, given in time, given late, late now, to come; and how many miss their target."""

    asked: int
    given: int
    given_late: int
    late: int
    due: int
    breached: int


def asked_in(item: MinimumItem, quarter: date) -> bool:
    """Whether a thing is asked for in a quarter: half-years end in June and December, years in December, and of a service that has ended none later."""
    if item.service is not None and item.service.ended_on and quarter > quarter_end(item.service.ended_on):
        return False
    return quarter.month % item.every == 0


def agreed_since(area: Area) -> dict[str, date]:
    """By code, when it was first agreed that a thing is asked for. Nobody owes it for quarters that were over by then."""
    return dict(MinimumItem.objects.filter(of__area=area, of__agreed_on__isnull=False).order_by().values_list("code").annotate(Min("of__agreed_on")))


def summed(cells: Iterable[Cell]) -> Sum:
    """A quarter in numbers."""
    asked = [each for each in cells if each.state != "not asked"]
    states = Counter(each.state for each in asked)
    return Sum(len(asked), states["given"], states["given late"], states["late"], states["due"], sum(each.met is False for each in asked))


def cells(of: MinimumSet, items: Sequence[MinimumItem], quarters: Sequence[date], view: View) -> dict[str, list[Cell]]:
    """By code: each of these quarters, in their order, as the reader may see it. A few questions, however many things there are."""
    services = {each.service_id: each.service for each in items if each.service and each.source.startswith("service:")}
    shown = _of_services(list(services.values()), quarters, view)
    came: dict[tuple[object, date], date] = {}
    for service_id, quarter, sent_on in ServiceReturn.objects.that_count().filter(service__in=services.values(), quarter__in=quarters).order_by("-version").values_list("service_id", "quarter", "sent_on"):
        came[service_id, quarter] = sent_on
    indicators = _of_indicators(of.area, {each.source.partition(":")[2] for each in items if each.source.startswith("indicator:")}, quarters, view)
    entered: dict[tuple[str, date], MinimumValue] = {}
    first: dict[tuple[str, date], date] = {}
    for told in MinimumValue.objects.filter(area=of.area, quarter__in=quarters, code__in=[each.code for each in items if each.source == ENTERED]).order_by("pk"):
        first.setdefault((told.code, told.quarter), told.given_on)
        entered[told.code, told.quarter] = told
    found: dict[str, list[Cell]] = {}
    since = agreed_since(of.area)
    for item in items:
        found[item.code] = row = []
        for end in quarters:
            if not asked_in(item, end):
                row.append(Cell(item, end, "not asked"))
            elif item.source == ENTERED:
                value, hidden = _entered(item, entered.get((item.code, end)), Guard(open_rows=view.exact_area or item.giver_id in view.bodies))
                row.append(_cell(item, end, first.get((item.code, end)), view.on, value, hidden=hidden))
            elif item.source.startswith("service:") and item.service_id:
                given_on = came.get((item.service_id, end))
                value = MEASURES[item.source.partition(":")[2]].read(*shown[item.service_id, end]) if given_on else None
                guarded_here = item.service is not None and not view.guard(item.service).open_rows
                row.append(_cell(item, end, given_on, view.on, value, hidden=guarded_here and given_on is not None and value is None))
            else:
                figure = indicators.get((item.source.partition(":")[2], end))
                value = figure.value if figure else None
                there = figure is not None and figure.complete
                row.append(Cell(item, end, "given" if there else "late", value, hidden=bool(figure and figure.hidden and there and value is None)))
            if row[-1].state in ("late", "due") and end < since.get(item.code, view.on):
                row[-1] = Cell(item, end, "not asked")
    return found


def _cell(item: MinimumItem, end: date, given_on: date | None, on: date, value: float | None, *, hidden: bool) -> Cell:
    due_on = end + timedelta(days=item.due_days)
    if given_on is None:
        return Cell(item, end, "late" if on > due_on else "due")
    return Cell(item, end, "given" if given_on <= due_on else "given late", value, hidden)


def _entered(item: MinimumItem, value: MinimumValue | None, guard: Guard) -> tuple[float | None, bool]:
    """What was entered as somebody may see it, and whether it is hidden."""
    if value is None:
        return None, False
    number = float(value.value)
    if guard.open_rows or item.unit == "£":
        return number, False
    if item.unit == "count":
        rounded = guard.number(int(number))
        return (None, True) if rounded is None else (float(rounded), False)
    if value.out_of is not None:
        part = round(number * value.out_of / 100) if item.unit == "%" else value.out_of
        few = value.out_of < LEAST_BASE or (item.unit == "%" and (guard.number(part) is None or guard.number(value.out_of - part) is None))
        return (None, True) if few else (float(round(number)), False)
    return float(round(number)), False


def _of_services(services: list[Service], quarters: Sequence[date], view: View) -> dict[tuple[object, date], tuple[waits.Waits, flow.Flow]]:
    waited, flowed = waits.waits(services, quarters), flow.flows(services, quarters)
    found: dict[tuple[object, date], tuple[waits.Waits, flow.Flow]] = {}
    for service in services:
        guard = view.guard(service)
        for place, end in enumerate(quarters):
            found[service.pk, end] = waits.shown_as(waited[service.pk][place], guard), flow.shown_as(flowed[service.pk][place], guard)
    return found


def _of_indicators(area: Area, codes: set[str], quarters: Sequence[date], view: View) -> dict[tuple[str, date], Figure]:
    """Figures of the area at the ends of quarters, over their own time; guarded for whoever has no right to the area's children."""
    ends = [end for end in quarters if end <= month_end_for(view.on)]
    if not codes or not ends:
        return {}
    made = serieses(sorted(codes), area=area.pk, ends=ends)
    return {(code, end): guarded(each, exact=view.rows) for code, series in made.items() for end, each in zip(ends, series, strict=True)}
