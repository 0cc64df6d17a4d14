"""Keeps each line of provision in force: its rhythm, who answers for it, and whether a fortnight of it is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from goldenthread.core import rows
from goldenthread.people.belonging import belonging
from goldenthread.plans.models import Line, Link, Version

from . import rhythm as rhythms
from . import weeks
from .models import DeliveryRecord, FollowUp, LineDeliverer, LineRhythm, TermDates, WatchedLine
from .rhythm import HalfTerm, Rhythm

#: What an action touches that changes what was given and nothing else of the child.
DELIVERY = "provision"
#: Where a child has anything that is kept here (`core.keeping`).
CONCERNS = ("plans_version x WHERE x.issued_on IS NOT NULL", "provision_watchedline x")
_VALUES = tuple(f.attname for f in WatchedLine._meta.concrete_fields if not f.primary_key)
_values_of = attrgetter(*_VALUES)


def refresh_lines(child_ids: Collection[UUID]) -> int:
    """The kept lines of these children, from their plans in force. Returns how many rows had to change."""
    kept = {row.pk: row for row in WatchedLine.objects.filter(child_id__any=child_ids)}
    lines = _promised(child_ids)
    if not lines and not kept:
        return 0
    wanted = {row.pk: row for row in _made(child_ids, lines)}
    gone = [pk for pk in kept if pk not in wanted]
    new = [row for pk, row in wanted.items() if pk not in kept]
    changed = [row for pk, row in wanted.items() if pk in kept and _values_of(kept[pk]) != _values_of(row)]
    if gone:
        WatchedLine.objects.filter(pk__in=gone).delete()
    if new:
        rows.insert_many(WatchedLine, new) if len(new) > rows.MANY else rows.insert(new)
    if changed:
        WatchedLine.objects.bulk_update(changed, _VALUES, batch_size=500)
    return len(gone) + len(new) + len(changed)


def lines_in_force(child_ids: Collection[UUID], kind: str = Line.Kind.PROVISION) -> list[Line]:
    """The lines of a kind of the newest issued version of each plan in force, with their version."""
    return list(_in_force(child_ids, kind))


def _in_force(child_ids: Collection[UUID], kind: str) -> QuerySet[Line]:
    issued = Version.objects.filter(child_id__any=child_ids, issued_on__isnull=False, plan__ceased_on__isnull=True)
    newest = issued.order_by("child_id", "-number").distinct("child_id").values("pk")
    return Line.objects.filter(version_id__in=newest, kind=kind, removed_on__isnull=True).select_related("version").order_by("section", "position", "pk")


def _promised(child_ids: Collection[UUID]) -> list[Any]:
    """The lines of provision in force, each with the day its first words were issued (`first_on`) and the need it is for (`needed_for`)."""
    first = Line.objects.filter(lineage=OuterRef("lineage"), version__issued_on__isnull=False).order_by("version__issued_on").values("version__issued_on")[:1]
    above = Link.objects.filter(lower=OuterRef("pk")).exclude(upper__broad_area="").order_by("pk").values("upper__broad_area")[:1]
    need = Case(When(broad_area="", then=Coalesce(Subquery(above), Value(""))), default=F("broad_area"))
    return list(_in_force(child_ids, Line.Kind.PROVISION).annotate(first_on=Subquery(first), needed_for=need))


def _made(child_ids: Collection[UUID], lines: Sequence[Line]) -> list[WatchedLine]:
    if not lines:
        return []
    at_hand = _AtHand.of(child_ids, lines)
    return [at_hand.watched(line) for line in lines]


#: Which of what people said of lines there is at all, of these children: most have nothing of most.
_KNOWN = {"records": DeliveryRecord, "followed": FollowUp, "rhythms": LineRhythm, "deliverers": LineDeliverer}


def _known_of(child_ids: Collection[UUID]) -> dict[str, bool]:
    asked = ", ".join(f"EXISTS (SELECT FROM {model._meta.db_table} WHERE child_id = ANY(%(children)s))" for model in _KNOWN.values())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", {"children": list(child_ids)})
        return dict(zip(_KNOWN, cursor.fetchone(), strict=True))


@dataclass
class _AtHand:
    """Everything that the kept lines of some children follow from, read once."""

    belongs: dict[UUID, Any]
    settings: dict[UUID, int | None]
    rhythms: dict[tuple[UUID, UUID], LineRhythm]
    deliverers: dict[tuple[UUID, UUID], int | None]
    records: dict[tuple[UUID, UUID], list[DeliveryRecord]]
    followed: dict[tuple[UUID, UUID], date]
    terms: dict[tuple[int, int | None], list[HalfTerm]]

    @classmethod
    def of(cls, child_ids: Collection[UUID], lines: Sequence[Line]) -> _AtHand:
        belongs, settings, known = belonging(child_ids), settings_of(child_ids), _known_of(child_ids)
        records: dict[tuple[UUID, UUID], list[DeliveryRecord]] = defaultdict(list)
        for record in DeliveryRecord.objects.filter(child_id__any=child_ids, corrected_at__isnull=True) if known["records"] else ():
            records[record.child_id, record.lineage].append(record)
        followed: dict[tuple[UUID, UUID], date] = {}
        for one in FollowUp.objects.filter(child_id__any=child_ids) if known["followed"] else ():
            key = (one.child_id, one.lineage)
            followed[key] = max(followed.get(key, one.up_to), one.up_to)
        return cls(
            belongs, settings, rhythms_of(child_ids) if known["rhythms"] else {}, named_deliverers(child_ids) if known["deliverers"] else {}, records, followed,
            terms_of({line.version.area_id for line in lines}, {each for each in settings.values() if each}),
        )  # fmt: skip

    def watched(self, line: Any) -> WatchedLine:
        child_id, area_id = line.version.child_id, line.version.area_id
        key, to, setting = (child_id, line.lineage), self.belongs[child_id], self.settings.get(child_id)
        found = rhythm_of(line, self.rhythms.get(key))
        deliverer = self.deliverers.get(key, line.body_id)
        issued_on = line.first_on or line.version.issued_on
        starts_on = max(issued_on, line.starts_on or issued_on)
        kept = WatchedLine(
            line_id=line.pk, child_id=child_id, area_id=to.area_id, worker_id=to.worker_id, setting_id=setting,
            deliverer_id=deliverer if deliverer != setting else None, lineage=line.lineage, section=line.section, kind=line.needed_for,
            every=found.every if found else "", times=found.times if found else 1, weeks=found.weeks if found else None,
            all_year=found.all_year if found else False, source=found.source if found else "", words=(found.words if found else "")[:120],
            starts_on=starts_on,
        )  # fmt: skip
        self._delivery(kept, found, issued_on, self.terms_for(area_id, setting), self.records.get(key, []), self.followed.get(key))
        return kept

    def terms_for(self, area_id: int, setting: int | None) -> list[HalfTerm]:
        return self.terms.get((area_id, setting)) or self.terms.get((area_id, None)) or []

    def _delivery(
        self, kept: WatchedLine, found: Rhythm | None, issued_on: date, terms: list[HalfTerm], records: list[DeliveryRecord], after: date | None
    ) -> None:
        if found and found.every == rhythms.EQUIPMENT:
            kept.equipment_due_on = issued_on + timedelta(weeks=rhythms.EQUIPMENT_WEEKS)
            kept.equipment_met_on = min((each.happened_on or each.said_on for each in records if each.state == weeks.GIVEN), default=None)
            return
        if not records:
            return
        until = max(record.week for record in records)
        plain = found or Rhythm(rhythms.WEEK)  # nobody knows how often it is due, and somebody says that two weeks were missed
        due = rhythms.periods(plain, starts_on=kept.starts_on, until=until, terms=terms)
        run = weeks.missing(weeks.of_line(due, records, until), after)
        if run is not None:
            kept.missing_from, kept.missing_until, kept.known_on = run.first_on, run.last_on, run.known_on


def rhythm_of(line: Any, own: LineRhythm | None) -> Rhythm | None:
    """The rhythm of a line: what a person set, otherwise what the line states."""
    if own is not None:
        return Rhythm(own.every, own.times, own.weeks, own.all_year, "person", own.why)
    return rhythms.of_line(text=line.text, per=line.per, times=line.times, weeks=line.weeks, section=line.section)


def rhythm_kept(row: WatchedLine) -> Rhythm | None:
    """The rhythm that is kept of a line; None where none is known."""
    return Rhythm(row.every, row.times, row.weeks, row.all_year, row.source, row.words) if row.every else None


def rhythms_of(child_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], LineRhythm]:
    """What people set of these children's lines, the newest of each, by child and lineage."""
    found: dict[tuple[UUID, UUID], LineRhythm] = {}
    for one in LineRhythm.objects.filter(child_id__any=child_ids).order_by("-set_at", "-pk"):
        found.setdefault((one.child_id, one.lineage), one)
    return found


def named_deliverers(child_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], int | None]:
    """The body that answers for a line where a person said so, by child and lineage; None where they said nobody but the setting."""
    found = LineDeliverer.objects.filter(child_id__any=child_ids, until_on__isnull=True)
    return {(child_id, lineage): body for child_id, lineage, body in found.values_list("child_id", "lineage", "organisation_id")}


#: The setting that is read last holds: on roll before named, and of several the one that counts first.
_SETTINGS = """
SELECT found.child_id, found.organisation_id FROM (
    SELECT n.child_id, s.organisation_id, 0 AS there, s.rank, NULL::date AS entry_on, s.id
      FROM plans_namedsetting s JOIN plans_plan n ON n.id = s.plan_id
     WHERE n.child_id = ANY(%(children)s) AND n.ceased_on IS NULL AND s.organisation_id IS NOT NULL
    UNION ALL
    SELECT a.child_id, a.organisation_id, 1, a.rank, a.entry_on, a.id FROM people_attendance a
     WHERE a.child_id = ANY(%(children)s) AND a.left_on IS NULL AND a.organisation_id IS NOT NULL) found
 ORDER BY found.there, found.rank DESC, found.entry_on, found.id
"""


def settings_of(child_ids: Collection[UUID]) -> dict[UUID, int | None]:
    """Where each child is on roll, otherwise the setting that the plan names."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS, {"children": list(child_ids)})
        return dict(cursor.fetchall())


def terms_of(area_ids: Iterable[int], setting_ids: Iterable[int]) -> dict[tuple[int, int | None], list[HalfTerm]]:
    """Half terms by area and setting (None for the area's own), in order."""
    found = TermDates.objects.filter(Q(organisation__isnull=True) | Q(organisation_id__in=list(setting_ids)), area_id__in=list(area_ids), removed_on__isnull=True)
    return {
        key: [HalfTerm(row.first_on, row.last_on, row.term, row.year) for row in halves]
        for key, halves in _by_key(found.order_by("first_on", "pk")).items()
    }


def _by_key(found: Any) -> dict[tuple[int, int | None], list[TermDates]]:
    by: dict[tuple[int, int | None], list[TermDates]] = defaultdict(list)
    for row in found:
        by[row.area_id, row.organisation_id].append(row)
    return by

