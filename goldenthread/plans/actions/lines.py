"""A line is written, changed, moved, taken out and brought back. Every wording that it ever had is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.db.models import Count, F, Max, Q

from goldenthread.core import clock, form_keys, rows
from goldenthread.core.actions import action, record, write
from goldenthread.core.refusals import Changed, Refused
from goldenthread.people.policies import standing_of

from .. import policies
from ..models import Line, LineWording, Link, Source, Version
from ..sections import template
from ..snapshot import FIELDS, said_of

#: What lists filter on does not follow from a draft's lines.
NOTHING_KEPT = None
APART = 10


class LineChanged(Changed):
    """Somebody else changed this very line meanwhile. `now` is the line as it stands; what was typed is still with the form."""

    def __init__(self, now: Line) -> None:
        super().__init__("Somebody else changed this line while you were writing. Both texts are below: keep what is right and save again.")
        self.now = now


@action
def add_line(
    *,
    version: Version,
    section: str,
    kind: str,
    said: Mapping[str, Any],
    by: Any,
    on: date,
    sources: Sequence[Source] = (),
    id: UUID | None = None,
    form_key: UUID | None = None,
    result_url: str = "",
) -> Line:
    """A new line at the end of its section. `said` are fields of `snapshot.FIELDS`; `sources` are unsaved and are given the line."""
    policies.check_change(standing=standing_of(by), version=version, section=section)
    policies.check_line_may_stand(version=version, section=section, kind=kind)
    last = Line.objects.filter(version=version).aggregate(last=Max("position", filter=Q(section=section)), lines=Count("pk"))
    if last["lines"] >= policies.MOST_LINES:
        raise Refused(f"A plan holds at most {policies.MOST_LINES:,} lines. Take some out first.")
    line = Line(
        id=id or uuid4(), version=version, section=section, kind=kind, position=(last["last"] or 0) + APART, changed_at=clock.now(),
        changed_by_id=getattr(by, "pk", None), **_known(said),
    )  # fmt: skip
    for source in sources:
        source.line = line
    key = [] if form_key is None else [form_keys.row(key=form_key, user_id=getattr(by, "pk", None), result_url=result_url)]
    try:
        rows.insert([line, wording_of(line), *sources, *key])
    except IntegrityError as error:
        if form_keys.used_before(error):
            raise form_keys.AlreadySent(result_url) from None
        raise
    reopened(version)
    record("plans.add_line", child=version.child_id, subject=line, fact={"section": section, "kind": kind}, touches=NOTHING_KEPT)
    return line


@action
def say_nothing_here(
    *, version: Version, section: str, by: Any, on: date, sources: Sequence[Source] = (), text: str = "", id: UUID | None = None
) -> Line:
    """The section says outright that nothing was identified, and who said so."""
    found = template(version.template).section(section)
    if found is None or not found.none:
        raise Refused(f"Section {section} cannot be left with nothing in it.")
    if Line.objects.filter(version=version, section=section, removed_on__isnull=True).exists():
        raise Refused(f"Section {section} holds lines. Take them out before you say that there is nothing.")
    return add_line(version=version, section=section, kind=Line.Kind.NONE, said={"text": text or found.none}, sources=sources, id=id, by=by, on=on)


@action
def change_line(*, line: Line, said: Mapping[str, Any], revision: int, by: Any, on: date) -> Line:
    """The line says something else. Of two who change one line the second is told (`LineChanged`); other lines are free."""
    version = line.version
    policies.check_change(standing=standing_of(by), version=version, section=line.section)
    given = _known(said)
    changed = {name for name, value in given.items() if getattr(line, name) != value}
    if not changed and line.revision == revision:
        record("plans.change_line", child=version.child_id, subject=line, fact={"fields": [], "revision": revision}, touches=NOTHING_KEPT)
        return line
    at, who = clock.now(), getattr(by, "pk", None)
    taken = Line.objects.filter(pk=line.pk, revision=revision, removed_on__isnull=True).update(
        **given, revision=F("revision") + 1, changed_at=at, changed_by=who
    )
    if not taken:
        now = Line.objects.select_related("changed_by", "version").get(pk=line.pk)
        if now.removed_on is not None:
            raise Refused("Somebody took this line out meanwhile. Bring it back before you change it.")
        raise LineChanged(now)
    for name, value in given.items():
        setattr(line, name, value)
    line.revision, line.changed_at, line.changed_by_id = revision + 1, at, who
    reopened(version)
    fact = {"section": line.section, "fields": sorted(changed), "revision": line.revision}
    record("plans.change_line", child=version.child_id, subject=line, fact=fact, touches=NOTHING_KEPT)
    write([wording_of(line)])
    return line


@action
def move_line(*, line: Line, by: Any, on: date, to: str = "", section: str = "", kind: str = "") -> Line:
    """The line goes `to` "up", "down", "first" or "last" in its section, or to the end of another `section`.

    In another section it may be of another `kind` (an outcome that is really provision); links that then do not follow end.
    """
    version, came_from = line.version, line.section
    policies.check_change(standing=standing_of(by), version=version, section=line.section)
    if section and (section, kind or line.kind) != (line.section, line.kind):
        policies.check_change(standing=standing_of(by), version=version, section=section)
        policies.check_line_may_stand(version=version, section=section, kind=kind or line.kind)
        _to_section(line, section, kind or line.kind)
    elif to in ("up", "down", "first", "last"):
        _among_others(line, to)
    else:
        raise Refused("Choose where the line is to go.")
    reopened(version)
    fact = {"from": came_from, "section": line.section, "kind": line.kind, "to": to}
    record("plans.move_line", child=version.child_id, subject=line, fact=fact, touches=NOTHING_KEPT)
    return line


def _to_section(line: Line, section: str, kind: str) -> None:
    last = Line.objects.filter(version=line.version, section=section).aggregate(last=Max("position"))["last"] or 0
    line.section, line.kind, line.position = section, kind, last + APART
    Line.objects.filter(pk=line.pk).update(section=section, kind=kind, position=line.position)
    for each in Link.objects.filter(Q(upper=line) | Q(lower=line)).select_related("upper", "lower"):
        if (each.upper.kind, each.lower.kind) not in policies.LINKS:
            each.delete()


def _among_others(line: Line, to: str) -> None:
    """Give every line of the section its place anew: positions that two moves at once left equal come right here too."""
    every = list(Line.objects.filter(version=line.version, section=line.section).order_by("position", "pk").values_list("pk", "removed_on"))
    seen = [pk for pk, removed_on in every if removed_on is None]
    if line.pk not in seen:
        raise Refused("Bring this line back before you move it.")
    at = seen.index(line.pk)
    goal = {"up": max(0, at - 1), "down": min(len(seen) - 1, at + 1), "first": 0, "last": len(seen) - 1}[to]
    seen.insert(goal, seen.pop(at))
    order = seen + [pk for pk, removed_on in every if removed_on is not None]
    Line.objects.bulk_update([Line(pk=pk, position=(number + 1) * APART) for number, pk in enumerate(order)], ["position"])
    line.position = (order.index(line.pk) + 1) * APART


@action
def remove_line(*, line: Line, by: Any, on: date, why: str = "") -> Line:
    """The line is taken out. Its words, sources and links stay, so that it can be brought back."""
    policies.check_change(standing=standing_of(by), version=line.version, section=line.section)
    if line.removed_on is None:
        line.removed_on, line.changed_at, line.changed_by_id = on, clock.now(), getattr(by, "pk", None)
        line.save(update_fields=["removed_on", "changed_at", "changed_by"])
        reopened(line.version)
    record("plans.remove_line", child=line.version.child_id, subject=line, fact={"section": line.section}, why=why, touches=NOTHING_KEPT)
    return line


@action
def bring_back_line(*, line: Line, by: Any, on: date) -> Line:
    """A line that was taken out stands where it stood."""
    policies.check_change(standing=standing_of(by), version=line.version, section=line.section)
    line.removed_on, line.changed_at, line.changed_by_id = None, clock.now(), getattr(by, "pk", None)
    line.save(update_fields=["removed_on", "changed_at", "changed_by"])
    reopened(line.version)
    record("plans.bring_back_line", child=line.version.child_id, subject=line, fact={"section": line.section}, touches=NOTHING_KEPT)
    return line


# --- What the actions on lines share


def reopened(version: Version) -> None:
    """A version that one person had put forward for issue has changed: it must be put forward again."""
    if version.proposed_on is not None or version.digest:
        Version.objects.filter(pk=version.pk).update(proposed_on=None, proposed_by=None, digest="")
        version.proposed_on = version.proposed_by = None
        version.digest = ""


def wording_of(line: Line) -> LineWording:
    """What the line says now, as a wording to be kept."""
    return LineWording(line_id=line.pk, revision=line.revision, said=said_of(line), at=line.changed_at, by_id=line.changed_by_id)


def _known(said: Mapping[str, Any]) -> dict[str, Any]:
    unknown = said.keys() - set(FIELDS)
    if unknown:
        raise TypeError(f"A line has no {', '.join(sorted(unknown))}")
    return dict(said)
