"""Which partners stand behind a measure's figure today, and what each said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.improvement.models import ImprovementPlan, Partner

from .figures import Value
from .models import Measure, Remark
from .units import spoken
from .words import Tag


@dataclass(frozen=True)
class Stands:
    """A partner, how it stands to the figure, and the remark that says so; none where it has not spoken."""

    partner: Partner
    tag: Tag
    remark: Remark | None
    #: The figure that was signed is no longer the one that is shown.
    changed: bool = False


def shown_of(measure: Measure, value: Value) -> str:
    """A figure in words, as everybody is shown it."""
    return spoken(value.value, measure.unit) if value.value is not None else "Hidden" if value.hidden else "None yet"


def partners_beside(measure: Measure, partners: Iterable[Partner], value: Value, at: date) -> list[Stands]:
    """Each partner with its latest sign-off or difference up to a day. `value` is the figure that everybody is shown."""
    latest: dict[int, Remark] = {}
    for one in measure.remarks.filter(on__lte=at).exclude(stance=Remark.Stance.COMMENT).order_by("on", "pk"):
        latest[one.partner_id] = one
    now = (shown_of(measure, value), value.on)
    return [_stands(one, latest.get(one.pk), now) for one in partners]


def _stands(partner: Partner, said: Remark | None, now: tuple[str, date | None]) -> Stands:
    if said is None:
        return Stands(partner, Tag("Not signed off yet", "grey"), None)
    changed = (said.shown, said.value_on) != now
    if said.stance == Remark.Stance.DIFFERS:
        return Stands(partner, Tag("Does not agree", "red"), said, changed)
    return Stands(partner, Tag("Signed off an earlier figure" if changed else "Signed off", "yellow" if changed else "green"), said, changed)


def signed_counts(plan: ImprovementPlan, partners: list[Partner], values: dict[Measure, Value], at: date) -> dict[str, str]:
    """For a list of measures, by key: how many of the partners stand behind the figure shown. In one question."""
    latest: dict[tuple[object, int], Remark] = {}
    for one in Remark.objects.filter(measure__plan=plan, on__lte=at).exclude(stance=Remark.Stance.COMMENT).order_by("on", "pk"):
        latest[one.measure_id, one.partner_id] = one
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for measure, value in values.items():
        for partner in partners:
            said = latest.get((measure.pk, partner.pk))
            counts[str(measure.pk)][0] += said is not None and said.stance == Remark.Stance.SIGNED and (said.shown, said.value_on) == (shown_of(measure, value), value.on)
            counts[str(measure.pk)][1] += said is not None and said.stance == Remark.Stance.DIFFERS
    return {key: f"Signed off by {signed} of {len(partners)}" + (f", {differs} {'does' if differs == 1 else 'do'} not agree" if differs else "") for key, (signed, differs) in counts.items()}
