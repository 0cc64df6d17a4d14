"""Advice is taken into a draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max

from goldenthread.core import clock
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.policies import standing_of

from .. import assembly, policies, snapshot
from ..assembly import Proposal
from ..models import Advice, Line, LineWording, Link, Source, Version
from .lines import APART, NOTHING_KEPT, reopened


@action
def take_in_advice(*, version: Version, by: Any, on: date, advice: Iterable[Advice] | None = None) -> Proposal:
    """Every passage of the advice that is not in the draft yet becomes a line of it, or one more source of a line.

    `advice` are the pieces to take in: all that was given about the child unless named. Doing it again adds only what is new.
    """
    policies.check_change(standing=standing_of(by), version=version)
    if policies.sections_open_to(standing_of(by), version.child) != policies.ALL_SECTIONS:
        raise Refused("Only those who write the whole plan take advice into it. Ask the family’s coordinator.")
    Version.objects.select_for_update().get(pk=version.pk)
    proposed = assembly.propose(snapshot.of(version, on=on), assembly.given(version, advice))
    if len(proposed.lines) + version.lines.count() > policies.MOST_LINES:
        raise Refused(f"A plan holds at most {policies.MOST_LINES:,} lines, and this advice would make more. Place some of it by hand.")
    _write(version, proposed, by=by)
    if not proposed.is_empty:
        reopened(version)
    fact = {"lines": len(proposed.lines), "joined": len(proposed.joined), "links": len(proposed.links), "unplaced": len(proposed.unplaced)}
    record("plans.take_in_advice", child=version.child_id, subject=version, fact=fact, touches=NOTHING_KEPT)
    return proposed


def _write(version: Version, proposed: Proposal, *, by: Any) -> None:
    at, who = clock.now(), getattr(by, "pk", None)
    last = dict(Line.objects.filter(version=version).values_list("section").annotate(last=Max("position")).values_list("section", "last"))
    lines, sources = [], []
    for new in proposed.lines:
        last[new.section] = place = last.get(new.section, 0) + APART
        lines.append(
            Line(id=new.id, version=version, section=new.section, kind=new.kind, position=place, changed_at=at, changed_by_id=who, **new.said)
        )
        sources += [_source(new.id, *each) for each in new.sources if each[1] is not None or each[0].by_child or each[0].adult_id]
    sources += [_source(each.line_id, each.advice, each.passage, each.words) for each in proposed.joined]
    Line.objects.bulk_create(lines)
    LineWording.objects.bulk_create(LineWording(line_id=line.pk, revision=1, said=snapshot.said_of(line), at=at, by_id=who) for line in lines)
    Source.objects.bulk_create(sources)
    Link.objects.bulk_create([Link(upper_id=upper, lower_id=lower) for upper, lower in proposed.links], ignore_conflicts=True)


def _source(line_id: Any, advice: assembly.AdviceSaid, passage: assembly.PassageSaid | None, words: str) -> Source:
    return Source(
        line_id=line_id, passage_id=passage.id if passage else None, adult_id=advice.adult_id, by_child=advice.by_child, words=words,
        said_on=advice.given_on,
    )  # fmt: skip
