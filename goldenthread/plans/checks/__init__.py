"""What code can say of a plan while it is written: each finding with what to do and where that is written.

    checks.findings(version)         everything, in the order of the plan
    checks.findings(told)            the same of a snapshot, without asking the database
    checks.of_line(line, told)       what can be said of one line by itself
    checks.stopping(findings)        those that keep the plan from being issued
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from uuid import UUID

from .. import snapshot
from ..models import Version
from ..snapshot import PlanSaid
from .finding import Finding
from .lines import missing_parts, of_line
from .whole import of_adulthood, of_links, of_sections

__all__ = ["Counts", "Finding", "counts", "findings", "missing_parts", "of_line", "stopping"]

Counts = dict[str, tuple[int, int]]


def findings(plan: Version | PlanSaid, *, names: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Everything that is to be put right, in the order of the plan; what stops issue first beside each line.

    `names` are of other children, which must not stand in this plan.
    """
    told = snapshot.of(plan) if isinstance(plan, Version) else plan
    others = tuple(names)
    every = chain(
        chain.from_iterable(of_line(line, told, names=others) for line in told.lines), of_links(told), of_sections(told), of_adulthood(told)
    )
    place: dict[UUID | None, int] = {line.id: at for at, line in enumerate(told.lines)}
    return tuple(
        sorted(every, key=lambda one: (told.template.order(one.section), place.get(one.line_id, -1), not one.stops))
    )


def counts(found: Sequence[Finding]) -> Counts:
    """Section letter → (how many findings, how many of them stop issue)."""
    every, stops = Counter(one.section for one in found), Counter(one.section for one in found if one.stops)
    return {section: (number, stops[section]) for section, number in every.items()}


def stopping(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that keep the plan from being issued."""
    return tuple(one for one in found if one.stops)
