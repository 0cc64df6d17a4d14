"""What a meeting wants to know of a child at once: only what the record holds, and only what this reader may read of this child.

What the reader may not see is not asked for, so that no empty place tells of it. All as things stand today, in as many statements for
fifty children as for one. How often a child is at school is kept by no one record here, so nothing is said of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Min, Q

from goldenthread.law.days import in_words
from goldenthread.law.rights import compulsory_school_age_ends, starts
from goldenthread.law.timetable import CLOCKS
from goldenthread.people.law_readings import settings_of
from goldenthread.people.models import Attendance, Child, ChildGroup, Deadline, Involvement
from goldenthread.people.models.kept import OPEN
from goldenthread.people.standing import Standing, permitted
from goldenthread.provision.exclusions.summary import standing_in
from goldenthread.provision.models import Exclusion, WatchedLine
from goldenthread.reviews.models import Custody, LookedAfter

#: How far back suspensions are told of.
A_YEAR = timedelta(days=365)
HOME, NEITHER = "EHE", ("NEET", "NIEC", "NIEO")
PROTECTION = "protection"


@dataclass(frozen=True, slots=True)
class Flag:
    """A few words, and how they look."""

    words: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class _Known:
    """Of which of these children this reader may read a part of the record."""

    children: dict[UUID, Child]
    pairs: dict[UUID, frozenset[tuple[str, str]]]

    def where(self, resource: str) -> list[UUID]:
        return [key for key in self.children if permitted(self.pairs[key], resource, "view")]


def flags_of(standing: Standing, children: Sequence[Child], on: date) -> dict[UUID, list[Flag]]:
    """The flags of each of these children, the gravest first. The children have their area and whether their record is closed."""
    known = _known(standing, children, on)
    found: dict[UUID, list[Flag]] = defaultdict(list)
    for part in (_protected, _excluded, _elsewhere, _cared_for, _in_custody, _late, _missing):
        for child_id, flag in part(known, on):
            found[child_id].append(flag)
    return dict(found)


def _known(standing: Standing, children: Iterable[Child], on: date) -> _Known:
    by_key = {child.pk: child for child in children}
    ties: dict[UUID, list[Involvement]] = defaultdict(list)
    mine = Q(user_id=standing.user_id) | Q(organisation_id__in=standing.organisation_ids)
    for tie in Involvement.objects.filter(mine, Q(until_on__isnull=True) | Q(until_on__gte=on), child__in=list(by_key), from_on__lte=on):
        ties[tie.child_id].append(tie)
    return _Known(by_key, {key: standing.scopes_on(child, ties[key]) for key, child in by_key.items()})


_Found = Iterable[tuple[UUID, Flag]]


def _protected(known: _Known, on: date) -> _Found:
    now = (Q(from_on__isnull=True) | Q(from_on__lte=on)) & (Q(until_on__isnull=True) | Q(until_on__gt=on))
    held = ChildGroup.objects.held().filter(now, group=PROTECTION, child__in=known.where("sensitive"))
    return [(child_id, Flag("Child protection plan", "late")) for child_id in dict.fromkeys(held.order_by("child").values_list("child_id", flat=True))]


def _excluded(known: _Known, on: date) -> _Found:
    rows: dict[UUID, list[tuple[str, date, int | None]]] = defaultdict(list)
    standing = standing_in(Exclusion.objects.filter(child__in=known.where("exclusion")), on - A_YEAR, on)
    for child_id, kind, first_on, sessions in standing.order_by("first_on").values_list("child_id", "kind", "first_on", "sessions"):
        rows[child_id].append((kind, first_on, sessions))
    for child_id, all_of_it in rows.items():
        for kind, first_on, _ in all_of_it:
            if kind == Exclusion.Kind.PERMANENT:
                yield child_id, Flag(f"Permanently excluded from {in_words(first_on)}", "late")
        lost = [sessions or 0 for kind, _, sessions in all_of_it if kind == Exclusion.Kind.SUSPENSION]
        if lost:
            yield child_id, Flag(f"{_many(len(lost), 'suspension')} in a year, {_days(sum(lost))} lost", "soon")


def _elsewhere(known: _Known, on: date) -> _Found:
    """Out of school, or there for part of the time. Of whom no school was ever recorded, nobody knows."""
    ever: dict[UUID, bool] = {}
    now: dict[UUID, list[Attendance]] = defaultdict(list)
    began = Q(entry_on__isnull=True) | Q(entry_on__lte=on)
    for each in Attendance.objects.filter(began, child__in=known.where("ident")).order_by("rank", "pk"):
        ever[each.child_id] = True
        if each.left_on is None or each.left_on > on:
            now[each.child_id].append(each)
    for child_id in ever:
        places = now[child_id]
        if not places:
            if _of_school_age(known.children[child_id], on):
                yield child_id, Flag("On no school’s roll", "late")
        elif all(each.setting_type == HOME or each.setting_type in NEITHER for each in places):
            yield child_id, Flag("Educated at home", "soon") if any(each.setting_type == HOME for each in places) else Flag("Out of school, work and training", "late")
        elif any(each.attendance_pattern == "PT" for each in places):
            yield child_id, Flag("Attends part-time", "soon")


def _of_school_age(child: Child, on: date) -> bool:
    settings = settings_of(child.area_id)
    return starts(child.date_of_birth, settings) <= on <= compulsory_school_age_ends(child.date_of_birth, settings)


def _cared_for(known: _Known, on: date) -> _Found:
    now = Q(until_on__isnull=True) | Q(until_on__gt=on)
    held = LookedAfter.objects.filter(now, child__in=known.where("review"), from_on__lte=on).order_by("child")
    return [(child_id, Flag("Looked after", "new")) for child_id in dict.fromkeys(held.values_list("child_id", flat=True))]


def _in_custody(known: _Known, on: date) -> _Found:
    now = Q(released_on__isnull=True) | Q(released_on__gt=on)
    held = Custody.objects.filter(now, child__in=known.where("review"), from_on__lte=on).order_by("child")
    return [(child_id, Flag("In youth accommodation", "held")) for child_id in dict.fromkeys(held.values_list("child_id", flat=True))]


def _late(known: _Known, on: date) -> _Found:
    rows: dict[UUID, list[tuple[str, date]]] = defaultdict(list)
    late = Deadline.objects.filter(OPEN, child__in=known.where("request"), due_on__lt=on).order_by("due_on", "pk")
    for child_id, clock, due_on in late.values_list("child_id", "clock", "due_on"):
        rows[child_id].append((clock, due_on))
    for child_id, clocks in rows.items():
        clock, due_on = clocks[0]
        name = CLOCKS[clock].short if clock in CLOCKS else clock
        more = f", and {len(clocks) - 1} more" if len(clocks) > 1 else ""
        yield child_id, Flag(f"Late: {name[:1].lower()}{name[1:]}, due {in_words(due_on)}{more}", "late")


def _missing(known: _Known, on: date) -> _Found:
    """Help of the plan that did not arrive for a fortnight or more, and nobody has followed up."""
    lines = WatchedLine.objects.filter(child__in=known.where("provision"), missing_from__isnull=False, known_on__lte=on)
    for child_id, many, since in lines.order_by().values_list("child_id").annotate(Count("pk"), Min("missing_from")):
        yield child_id, Flag(f"{_many(many, 'line')} of provision missed since {in_words(since)}", "soon")


def _many(number: int, word: str) -> str:
    return f"1 {word}" if number == 1 else f"{number} {word}s"


def _days(sessions: int) -> str:
    return "half a day" if sessions == 1 else _many(sessions // 2, "day") if sessions % 2 == 0 else f"{sessions / 2:g} days"


