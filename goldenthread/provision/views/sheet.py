"""A setting's weekly sheet: every child, every line, saved at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access import permissions
from goldenthread.access.doors import needs
from goldenthread.core import readings
from goldenthread.core.refusals import Refused
from goldenthread.people.children import visible
from goldenthread.people.models import Organisation

from .. import actions, rhythm, voices, weeks
from ..keeping import rhythm_kept, terms_of
from ..models import DeliveryRecord, WatchedLine
from ..reading import line_reference
from ..rhythm import HalfTerm
from ..saying import Told
from ..weeks import Word
from .finding import acting, day_of

SIDE = str(DeliveryRecord.Side.SETTING)
#: What a line of the sheet can say, in one choice: its value and its words.
ANSWERS = (
    ("given", "Given"), ("missed", "Missed"), *((f"missed:{value}", f"Missed: {label[0].lower()}{label[1:]}") for value, label in DeliveryRecord.Why.choices),
    ("disputed", "Not agreed"),
)  # fmt: skip
_KNOWN = dict(ANSWERS)
#: Why a child who was away got nothing: nobody's miss.
AWAY = f"missed:{DeliveryRecord.Why.ABSENT}"
MOST_LINES = 2000


@dataclass(frozen=True)
class SheetRow:
    """A line of one child, what the setting said of it this week, and what others said, each with their name.

    `first` is true of the first line of a child.
    """

    row: WatchedLine
    often: str
    answer: str
    others: list[tuple[str, Word]]

    first: bool = False

    @property
    def key(self) -> str:
        return f"s.{self.row.pk}"

    @property
    def away(self) -> str:
        """The name of the box that says of all lines of this child that the child was away."""
        return f"a.{self.row.child_id}"

    @property
    def reference(self) -> str:
        return line_reference(self.row.lineage)


def settings_spoken_for(standing: Any) -> list[int]:
    """The settings whose sheet this person fills in."""
    return list(dict.fromkeys(
        seat.organisation_id for seat in standing.seats if seat.kind == Organisation.Kind.SETTING and "roll" in permissions.scopes(seat.role, "provision", "create")
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("provision", "list", reads=True)
def sheet(request: Any) -> HttpResponse:
    """The sheet of a week: shown, or saved whole."""
    standing = request.standing
    mine = settings_spoken_for(standing)
    if not mine:
        readings.read(request, page="provision.sheet", children=[])
        return redirect("provision:ours")
    chosen = request.GET.get("setting", "")
    places = Organisation.objects.filter(pk__in=mine).order_by("pk")
    setting = next((each for each in places if not chosen or str(each.urn) == chosen), None)
    if setting is None:
        raise Http404
    this = rhythm.monday(standing.on)
    week = rhythm.monday(day_of(request.GET.get("week")) or this)
    week = min(max(week, this - timedelta(weeks=52)), this)
    lines = _lines(standing, setting)
    readings.read(request, page="provision.sheet", children=dict.fromkeys(row.child_id for row in lines), scope="roll")
    if request.method == "POST":
        return _save(request, setting, week, lines)
    found, is_open, known = _rows(lines, setting, week)
    return render(request, "provision/sheet.html", {
        "setting": setting, "week": week, "rows": found, "answers": ANSWERS, "is_open": is_open, "terms_known": known, "today": standing.on,
        "before": _href(setting, mine, week - timedelta(weeks=1)), "after": _href(setting, mine, week + timedelta(weeks=1)) if week < this else None,
        "why_words": dict(DeliveryRecord.Why.choices), "here": _href(setting, mine, week),
        "children": len({row.row.child_id for row in found}), "answered": sum(1 for row in found if row.answer),
    })  # fmt: skip


def _href(setting: Organisation, mine: list[int], week: date) -> str:
    which = f"&setting={setting.urn}" if len(mine) > 1 and setting.urn else ""
    return f"{reverse('provision:sheet')}?week={week.isoformat()}{which}"


def _lines(standing: Any, setting: Organisation) -> list[WatchedLine]:
    """The lines of the children at this setting now."""
    found = WatchedLine.objects.filter(
        visible(standing, standing.on, "child__"), setting=setting, child__involvements__organisation=setting, child__involvements__role="setting",
        child__involvements__until_on__isnull=True, child__involvements__from_on__lte=standing.on,
    )  # fmt: skip
    return list(found.select_related("child", "line", "deliverer").order_by("child__surname", "child__forename", "child_id", "section", "line__position", "pk")[:MOST_LINES])


def _rows(lines: list[WatchedLine], setting: Organisation, week: date) -> tuple[list[SheetRow], bool, bool]:
    """The lines that are due in the week, whether the setting is open in it, and whether anybody knows."""
    terms = terms_of({line.child.area_id for line in lines}, {setting.pk})
    said: dict[Any, list[DeliveryRecord]] = {}
    for record in DeliveryRecord.objects.filter(child__in={line.child_id for line in lines}, week=week, corrected_at__isnull=True):
        said.setdefault((record.child_id, record.lineage), []).append(record)
    heads = voices.labels({voices.key_of(each.side, each.voice) for found in said.values() for each in found}, child=None, own="", named=True)
    found: list[SheetRow] = []
    is_open, known = True, False
    for line in lines:
        own = terms.get((line.child.area_id, setting.pk)) or terms.get((line.child.area_id, None)) or []
        known = known or bool(own)
        if own and not rhythm.weeks_open(own, week, week + timedelta(days=6)):
            is_open = False
        due = _due(line, own, week)
        records = said.get((line.child_id, line.lineage), [])
        if due is None and not records:
            continue
        words = weeks.words_of(records, due.times if due else 1)
        mine = next((record for record in reversed(records) if record.side == SIDE), None)
        first = not found or found[-1].row.child_id != line.child_id
        found.append(SheetRow(line, _often(line), _answer(mine), [(heads[key], word) for key, word in words.items() if key != SIDE], first))
    return found, is_open, known


def _due(line: WatchedLine, terms: list[HalfTerm], week: date) -> rhythm.Period | None:
    """The period of the line that the week falls in. Where no rhythm is known, the week itself."""
    own = rhythm_kept(line)
    if week < rhythm.monday(line.starts_on) or (line.equipment_met_on and line.equipment_met_on < week):
        return None
    if own is None:
        return rhythm.Period(week, week + timedelta(days=6), 1)
    period = rhythm.holding(rhythm.periods(own, starts_on=line.starts_on, until=week, terms=terms), week)
    return period or (rhythm.Period(week, None, 1) if own.every == rhythm.EQUIPMENT else None)


def _often(line: WatchedLine) -> str:
    own = rhythm_kept(line)
    return own.spoken if own else "No rhythm known"


def _answer(record: DeliveryRecord | None) -> str:
    if record is None:
        return ""
    return f"missed:{record.why}" if record.state == "missed" and record.why else record.state


def _save(request: Any, setting: Organisation, week: date, lines: list[WatchedLine]) -> HttpResponse:
    """Everything that was answered, in one action."""
    rest = request.POST.get("rest") == "given"
    rows, _, _ = _rows(lines, setting, week)
    told = []
    for row in rows:
        answer = request.POST.get(row.key, "")
        if answer not in _KNOWN and row.away in request.POST and not row.row.equipment_due_on:
            answer = AWAY if not row.answer else ""
        elif answer not in _KNOWN:
            answer = "given" if rest and not row.answer and not row.row.equipment_due_on and row.row.every not in ("", rhythm.ONCE) else ""
        if answer and answer != row.answer:
            state, _, why = answer.partition(":")
            told.append(Told(row.row, SIDE, week, state, why, organisation_id=setting.pk))
    here = _href(setting, settings_spoken_for(request.standing), week)
    if not told:
        messages.info(request, "Nothing on the sheet had changed")
        return redirect(here)
    try:
        counts = actions.say_sheet(setting=setting, told=told, by=acting(request), on=request.standing.on)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        corrected = f", {counts['changed']} corrected" if counts["changed"] else ""
        messages.success(request, f"The sheet is saved: {counts['created']} new{corrected}")
    return redirect(here)
