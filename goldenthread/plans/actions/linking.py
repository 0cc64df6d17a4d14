"""Lines are tied along the golden thread, and untied."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.policies import standing_of

from .. import policies
from ..models import Line, Link
from .lines import NOTHING_KEPT, reopened


@action
def link(*, upper: Line, lower: Line, by: Any, on: date) -> Link:
    """`lower` is for `upper`. Linking twice is one link."""
    policies.check_change(standing=standing_of(by), version=lower.version)
    _check_writes_one_of(by, upper, lower)
    policies.check_link(upper, lower)
    made, _ = Link.objects.get_or_create(upper=upper, lower=lower)
    reopened(lower.version)
    record("plans.link", child=lower.version.child_id, subject=lower, fact={"upper": upper.pk}, touches=NOTHING_KEPT)
    return made


@action
def unlink(*, upper: Line, lower: Line, by: Any, on: date) -> None:
    """`lower` is no longer for `upper`."""
    policies.check_change(standing=standing_of(by), version=lower.version)
    _check_writes_one_of(by, upper, lower)
    Link.objects.filter(upper=upper, lower=lower).delete()
    reopened(lower.version)
    record("plans.unlink", child=lower.version.child_id, subject=lower, fact={"upper": upper.pk}, touches=NOTHING_KEPT)


@action
def set_links(*, line: Line, uppers: Collection[UUID], lowers: Collection[UUID], by: Any, on: date) -> Line:
    """The line is for these lines, and these are for it; ids of lines of the same version."""
    policies.check_change(standing=standing_of(by), version=line.version, section=line.section)
    wanted = {each.pk: each for each in Line.objects.filter(version=line.version, pk__in={*uppers, *lowers})}
    if missing := {*uppers, *lowers} - wanted.keys():
        raise Refused(f"{len(missing)} of the lines that you chose are no longer in this plan. Choose again.")
    now = {(each.upper_id, each.lower_id): each for each in Link.objects.filter(Q(upper=line) | Q(lower=line))}
    then = {(pk, line.pk): (wanted[pk], line) for pk in uppers} | {(line.pk, pk): (line, wanted[pk]) for pk in lowers}
    added = {pair: lines for pair, lines in then.items() if pair not in now}
    for upper, lower in added.values():
        policies.check_link(upper, lower)
    Link.objects.bulk_create([Link(upper=upper, lower=lower) for upper, lower in added.values()], ignore_conflicts=True)
    gone = [each.pk for pair, each in now.items() if pair not in then]
    if gone:
        Link.objects.filter(pk__in=gone).delete()
    if added or gone:
        reopened(line.version)
    fact = {"added": len(added), "ended": len(gone)}
    record("plans.set_links", child=line.version.child_id, subject=line, fact=fact, touches=NOTHING_KEPT)
    return line


def _check_writes_one_of(by: Any, upper: Line, lower: Line) -> None:
    """Whoever links writes the section of one of the two."""
    if not {upper.section, lower.section} & policies.sections_open_to(standing_of(by), lower.version.child):
        policies.check_change(standing=standing_of(by), version=lower.version, section=lower.section)
