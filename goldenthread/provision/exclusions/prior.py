"""What support a child had before: suggested from what the record holds, and from what schools do. A person ticks what is true."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.casework.models import AdviceRequest
from goldenthread.core.models import Event
from goldenthread.law.advice import NAMES
from goldenthread.law.days import in_words
from goldenthread.people.models import Child

from .. import weeks
from ..models import DeliveryRecord, EquipmentRequest, PriorSupport, WatchedLine
from ..rhythm import WEEK, Period, monday

Kind = PriorSupport.Kind
#: How far back weeks of help are counted, and how far back meetings, advice and equipment are suggested.
WEEKS_BACK, DAYS_BACK = 12, timedelta(days=366)
#: What schools and services do without a line of a plan, in the order of the form.
OF_SCHOOLS = (Kind.GRADUATED, Kind.SPECIALIST, Kind.PSYCHOLOGIST, Kind.HEALTH, Kind.PASTORAL, Kind.ADJUSTED, Kind.ELSEWHERE, Kind.FAMILY)
NONE = "none"
NOTHING = "None that anybody here knows of"
MOST_LINES = 40
#: Who held a review, as the log of events has it: reviews are a room above this one.
_MET = ("reviews.hold_meeting", "demo.record_review")


@dataclass(frozen=True)
class Prior:
    """One thing that can be ticked. `key` is its value in the form."""

    kind: str
    words: str
    ref: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.ref}"


def suggested(child: Child, before: date) -> list[Prior]:
    """What the record holds of the time before a day: lines in force with what arrived, review meetings, advice, equipment."""
    return [*_lines(child, before), *_reviews(child, before), *_advice(child, before), *_equipment(child, before)]


def of_schools() -> list[Prior]:
    """What the record cannot know."""
    return [Prior(str(kind), str(kind.label)) for kind in OF_SCHOOLS]


def offered(child: Child, before: date, ticked: Iterable[PriorSupport] = ()) -> list[Prior]:
    """Everything to tick, with what was ticked before though the record does not suggest it any more."""
    found = suggested(child, before)
    known = {each.key for each in found}
    kept = [Prior(each.kind, each.words, each.ref) for each in ticked if each.ref and each.key not in known]
    return [*found, *kept, *of_schools()]


def _lines(child: Child, before: date) -> list[Prior]:
    since = monday(before) - timedelta(weeks=WEEKS_BACK)
    rows = WatchedLine.objects.filter(child=child, starts_on__lt=before).select_related("line").order_by("section", "line__position", "pk")[:MOST_LINES]
    said: dict[object, list[DeliveryRecord]] = {}
    for record in DeliveryRecord.objects.filter(child=child, week__gte=since, week__lt=monday(before), corrected_at__isnull=True):
        said.setdefault(record.lineage, []).append(record)
    return [_line(row, said.get(row.lineage, [])) for row in rows]


def _line(row: WatchedLine, records: list[DeliveryRecord]) -> Prior:
    text = _short(row.line.text)
    spoken = {record.week for record in records}
    given = sum(1 for week in spoken if _came(row, [record for record in records if record.week == week], week))
    if spoken and not given:
        weeks_said = f"any of {len(spoken)} weeks" if len(spoken) > 1 else "the one week"
        return Prior(str(Kind.MISSED), f"Promised and not given in {weeks_said} spoken of: {text}", str(row.lineage))
    weeks_said = f"{given} of the {len(spoken)} weeks" if len(spoken) > 1 else "the one week"
    told = f" (given, or given in part, in {weeks_said} spoken of)" if spoken else " (nobody said whether it was given)"
    return Prior(str(Kind.LINE), f"{text}{told}", str(row.lineage))


def _came(row: WatchedLine, records: list[DeliveryRecord], week: date) -> bool:
    """Whether help of this week arrived, wholly or in part, by what all sides say of it together."""
    words = weeks.words_of(records, row.times if row.every == WEEK else 1)
    return weeks.outcome_of(words, Period(week, week + timedelta(days=6), 1), week + timedelta(days=7)) in (weeks.GIVEN, weeks.PART)


def _reviews(child: Child, before: date) -> list[Prior]:
    held = Event.objects.filter(child_id=child.pk, verb__in=_MET, on__gte=before - DAYS_BACK - timedelta(days=60)).values_list("fact", flat=True)
    days = sorted({str(fact.get("met_on") or "") for fact in held} - {""}, reverse=True)
    found = [date.fromisoformat(day) for day in days if (before - DAYS_BACK).isoformat() <= day < before.isoformat()]
    return [Prior(str(Kind.REVIEW), f"A review meeting on {in_words(day)}", day.isoformat()) for day in found]


def _advice(child: Child, before: date) -> list[Prior]:
    came = AdviceRequest.objects.filter(child=child, withdrawn_on__isnull=True, received_on__range=(before - DAYS_BACK, before - timedelta(days=1))).order_by("received_on", "pk")
    return [Prior(str(Kind.ADVICE), f"Advice received on {in_words(each.received_on)}: {_named(each.kind)}"[:300], str(each.pk)) for each in came if each.received_on][:20]


def _named(kind: str) -> str:
    name = NAMES.get(kind, "what the family asked for")
    return f"{name[0].lower()}{name[1:]}"


def _equipment(child: Child, before: date) -> list[Prior]:
    came = EquipmentRequest.objects.filter(child=child, came_on__range=(before - DAYS_BACK, before - timedelta(days=1))).order_by("came_on", "pk")
    return [Prior(str(Kind.EQUIPMENT), f"Equipment came on {in_words(each.came_on)}: {_short(each.what)}", str(each.pk)) for each in came if each.came_on][:20]


def _short(text: str) -> str:
    text = text.rstrip(". ")
    return text if len(text) <= 160 else f"{text[:160].rsplit(' ', 1)[0]} …"
