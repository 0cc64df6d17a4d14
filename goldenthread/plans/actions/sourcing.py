"""It is said where a line came from."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Adult
from goldenthread.people.policies import standing_of

from .. import policies
from ..models import Line, Passage, Source
from .lines import NOTHING_KEPT, reopened


@action
def add_source(
    *,
    line: Line,
    by: Any,
    on: date,
    passage: Passage | None = None,
    adult: Adult | None = None,
    by_child: bool = False,
    words: str = "",
    said_on: date | None = None,
) -> Source:
    """A passage of advice, or somebody of the family, said this. `words` are as they were said; a passage's own unless given."""
    policies.check_change(standing=standing_of(by), version=line.version, section=line.section)
    words = words.strip() or (passage.text if passage else "")
    if passage is None and adult is None and not by_child:
        raise Refused("Choose a passage of the advice, or say who of the family said it.")
    if passage is not None and passage.advice.child_id != line.version.child_id:
        raise Refused("That advice is about another child.")
    if adult is not None and not adult.relationships.filter(child_id=line.version.child_id).exists():
        raise Refused("Choose an adult of this child’s family.")
    if not words:
        raise Refused("Enter the words as they were said.")
    if said_on is not None and said_on > on:
        raise Refused("The day on which it was said must be today or in the past.")
    if passage is not None and (there := Source.objects.filter(line=line, passage=passage).first()):
        record("plans.add_source", child=line.version.child_id, subject=line, fact={"again": True}, touches=NOTHING_KEPT)
        return there
    made = Source.objects.create(line=line, passage=passage, adult=adult, by_child=by_child, words=words, said_on=said_on)
    reopened(line.version)
    fact = {"passage": passage.pk if passage else None, "by_child": by_child, "adult": adult.pk if adult else None}
    record("plans.add_source", child=line.version.child_id, subject=line, fact=fact, touches=NOTHING_KEPT)
    return made


@action
def remove_source(*, source: Source, by: Any, on: date) -> None:
    """The line did not come from there."""
    line = source.line
    policies.check_change(standing=standing_of(by), version=line.version, section=line.section)
    fact = {"passage": source.passage_id, "source": source.pk}
    source.delete()
    reopened(line.version)
    record("plans.remove_source", child=line.version.child_id, subject=line, fact=fact, touches=NOTHING_KEPT)
