"""Every write about measures: added, changed, dropped, spoken of by partners; and values entered, corrected and brought in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

from goldenthread.core import files
from goldenthread.core.actions import action, record
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import Upload
from goldenthread.core.versions import check_version, hold, next_version
from goldenthread.improvement.actions.versions import partners_of
from goldenthread.improvement.models import Action, ActionGroup, ImprovementPlan, Partner
from goldenthread.people.policies import standing_of

from . import policies
from .catalogue import CATALOGUE
from .figures import value_of
from .models import EvidencePaper, Measure, MeasureEvidence, MeasureValue, Remark, Step
from .reading import ReadValue
from .remarks import shown_of

CONTENT_TYPE = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}
#: What may be said of a measure, when it is added and afterwards.
SAID = (
    "reference", "words", "kind", "level", "numerator", "denominator", "unit", "direction", "baseline", "baseline_on", "comparator", "target", "due_on",
    "rhythm", "source", "source_words", "indicator", "part_of", "part", "survey_question",
)  # fmt: skip


@action
def add_measure(
    *, plan: ImprovementPlan, said: Mapping[str, Any], group: ActionGroup | None = None, of: Action | None = None, catalogue_code: str = "", by: Any, on: date
) -> Measure:
    """Hold a plan, a group of its actions, or one action (`of`) to a measure."""
    policies.check_change(standing_of(by), plan.area)
    hold(plan)
    place = Measure.objects.filter(plan=plan).count()
    fields = {name: said[name] for name in SAID if name in said}
    measure = Measure.objects.create(plan=plan, group=group, action=of, catalogue_code=catalogue_code, position=place, added_on=on, **fields)
    record("improvement.add_measure", subject=measure, fact={"plan": plan.pk, "kind": measure.kind, "source": measure.source, "indicator": measure.indicator})
    return measure


@action
def take_measures(*, plan: ImprovementPlan, codes: Sequence[str], by: Any, on: date) -> list[Measure]:
    """Add measures of the catalogue to a plan; those that it has already are left as they are."""
    policies.check_change(standing_of(by), plan.area)
    hold(plan)
    there = set(Measure.objects.filter(plan=plan, dropped_on__isnull=True).values_list("catalogue_code", flat=True))
    made = [
        add_measure(plan=plan, said=CATALOGUE[code].said(), catalogue_code=code, by=by, on=on) for code in dict.fromkeys(codes) if code in CATALOGUE and code not in there
    ]
    record("improvement.take_measures", subject=plan, fact={"codes": [each.catalogue_code for each in made]})
    return made


@action
def change_measure(
    *, measure: Measure, said: Mapping[str, Any], place: Mapping[str, Any] | None = None, steps: Sequence[tuple[date, Decimal]] | None = None,
    version: int | None = None, by: Any, on: date,
) -> Measure:  # fmt: skip
    """Say anew what a measure is. `place` is what in the plan it is tied to and `steps` the targets on the way; None leaves
    each as it is."""
    policies.check_change(standing_of(by), measure.plan.area)
    check_version(measure, version)
    changed = sorted(name for name in SAID if name in said and getattr(measure, name) != said[name])
    next_version(measure, version)
    for name in changed:
        setattr(measure, name, said[name])
    if place is not None:
        measure.group, measure.action = place["group"], place["of"]
    measure.save(update_fields=[*changed, "group", "action"])
    if steps is not None:
        measure.steps.all().delete()
        Step.objects.bulk_create(Step(measure=measure, on=day, target=target) for day, target in dict(steps).items())
    record("improvement.change_measure", subject=measure, fact={"changed": changed, "steps": None if steps is None else len(steps)})
    return measure


@action
def drop_measure(*, measure: Measure, because: str, by: Any, on: date) -> None:
    """Hold the plan to a measure no longer. What was measured stays."""
    policies.check_change(standing_of(by), measure.plan.area)
    hold(measure, "dropped_on")
    if measure.dropped_on:
        raise Refused("This measure was dropped already.")
    measure.dropped_on, measure.dropped_because = on, because
    measure.save(update_fields=["dropped_on", "dropped_because"])
    record("improvement.drop_measure", subject=measure, fact={"dropped_on": on}, why=because)


@action
def enter_value(
    *, measure: Measure, day: date, value: Decimal, said_by: str, numerator: Decimal | None = None, denominator: Decimal | None = None, note: str = "",
    because: str = "", by: Any, on: date,
) -> MeasureValue:  # fmt: skip
    """Enter the value of the time that ended on a day. Where there is one already this corrects it and must say why: the
    old one is kept, with the day it was replaced."""
    policies.check_change(standing_of(by), measure.plan.area)
    hold(measure)
    _check_typed(measure)
    if day > on:
        raise Refused("A value tells of a time that is over. Enter a date that is not in the future.")
    old = MeasureValue.objects.filter(measure=measure, on=day, replaced_on__isnull=True).first()
    if old and not because:
        raise Refused("There is a value for this date already. Say why it is corrected.")
    made = _put(measure, old, ReadValue(0, day, value, numerator, denominator, note), said_by=said_by, because=because, by=by, on=on)
    record("improvement.enter_value", subject=measure, fact={"on": day, "corrects": old.pk if old else None})
    return made


@action
def bring_values(
    *, measure: Measure, values: Sequence[ReadValue], content: IO[bytes], file_name: str, scan: str = StoredFile.Scan.NOT_SCANNED, by: Any, on: date
) -> dict[str, int]:
    """Take a file of values in: new days are added, values that differ are corrected (the old ones are kept), the rest
    is left. The file is kept with them. Gives how many were added, corrected and left."""
    policies.check_change(standing_of(by), measure.plan.area)
    hold(measure)
    _check_typed(measure)
    stored = files.store(content, content_type=CONTENT_TYPE.get(file_name.rpartition(".")[2].lower(), "application/octet-stream"), scan=scan)
    there = {each.on: each for each in MeasureValue.objects.filter(measure=measure, replaced_on__isnull=True)}
    counts = {"added": 0, "corrected": 0, "left": 0}
    for each in values:
        old = there.get(each.on)
        if old and (old.value, old.numerator, old.denominator) == (each.value, each.numerator, each.denominator):
            counts["left"] += 1
            continue
        _put(measure, old, each, said_by=file_name[-200:], because="A newer file says so." if old else "", by=by, on=on, file=stored)
        counts["corrected" if old else "added"] += 1
    record("improvement.bring_values", subject=measure, fact={"sha256": stored.pk, **counts})
    return counts


@action
def remark(*, measure: Measure, partner: Partner, stance: str, name: str, words: str = "", by: Any, on: date) -> Remark:
    """A partner comments on a measure, signs its figure off, or says why it does not agree. The figure is that which everybody is
    shown on the day, so that every partner signs the same one."""
    policies.check_speak_for(standing_of(by), partner)
    if measure.dropped_on:
        raise Refused("This measure was dropped, so that there is nothing to sign.")
    if partner.plan_id != measure.plan_id or partner not in partners_of(measure.plan, on):
        raise Refused("This body does not sign the plan.")
    if stance != Remark.Stance.SIGNED and not words.strip():
        raise Refused("Say in words what the partner says.")
    value = value_of(measure, at=on, exact=False)
    if stance != Remark.Stance.COMMENT and value.value is None:
        raise Refused("There is no figure that everybody can be shown, so that there is nothing to sign. Comment instead.")
    made = Remark.objects.create(
        measure=measure, partner=partner, stance=stance, name=name.strip(), words=words.strip(), shown=shown_of(measure, value), value_on=value.on, on=on, by_id=getattr(by, "pk", None)
    )
    record("improvement.remark", subject=measure, fact={"partner": partner.pk, "stance": stance, "shown": made.shown, "value_on": value.on})
    return made


@action
def add_evidence(
    *, measure: Measure, kind: str, day: date, words: str, gathered_by: str, drawn: str = "", looked_at: int | None = None, held: int | None = None,
    papers: Sequence[tuple[Upload, str]] = (), by: Any, on: date,
) -> MeasureEvidence:  # fmt: skip
    """Cases that were looked at, or a story, each paper with its name. Of a measure whose share is entered, a sample is the value of its
    day too, with how it was drawn."""
    policies.check_change(standing_of(by), measure.plan.area)
    hold(measure, "dropped_on")
    if measure.dropped_on:
        raise Refused("This measure was dropped, so nothing more is put with it.")
    if day > on:
        raise Refused("The day must be today or in the past.")
    sample = kind == MeasureEvidence.Kind.SAMPLE
    if sample and (not looked_at or held is None or held > looked_at or not drawn.strip()):
        raise Refused("Say how the cases were drawn, how many were looked at, and in how many of them it was as it should be.")
    if not words.strip():
        raise Refused("Say in words what was found, or what happened.")
    made = MeasureEvidence.objects.create(
        measure=measure, kind=kind, on=day, words=words.strip(), gathered_by=gathered_by.strip(), drawn=drawn.strip() if sample else "",
        looked_at=looked_at if sample else None, held=held if sample else None, entered_on=on, by_id=getattr(by, "pk", None),
    )  # fmt: skip
    for upload, file_name in papers:
        stored = files.store(upload.content, content_type=upload.content_type, scan=upload.scan)
        EvidencePaper.objects.create(evidence=made, file=stored, file_name=file_name[-200:])
    if sample and looked_at and held is not None and measure.source == Measure.Source.ENTERED and measure.unit == Measure.Unit.PERCENT:
        share = round(Decimal(100 * held) / Decimal(looked_at), 3)
        old = MeasureValue.objects.filter(measure=measure, on=day, replaced_on__isnull=True).first()
        if old:
            raise Refused("There is a value for this date already. Choose the day on which the cases were looked at, or correct that value first.")
        value = ReadValue(0, day, share, Decimal(held), Decimal(looked_at), f"Sampled cases: {made.drawn}"[:500])
        _put(measure, None, value, said_by=made.gathered_by, because="", by=by, on=on)
    record("improvement.add_evidence", subject=measure, fact={"evidence": made.pk, "kind": kind, "on": day, "papers": len(papers)})
    return made


@action
def take_evidence_back(*, evidence: MeasureEvidence, because: str, by: Any, on: date) -> None:
    """It was put by mistake, or is wrong: it is shown no more, and why is kept. A value that came with it is corrected by itself."""
    policies.check_change(standing_of(by), evidence.measure.plan.area)
    hold(evidence, "taken_back_on")
    if evidence.taken_back_on:
        raise Refused("This was taken back already.")
    if not because.strip():
        raise Refused("Say why it is taken back.")
    evidence.taken_back_on, evidence.because = on, because.strip()
    evidence.save(update_fields=["taken_back_on", "because"])
    record("improvement.take_evidence_back", subject=evidence.measure, fact={"evidence": evidence.pk}, why=evidence.because)


def _check_typed(measure: Measure) -> None:
    match measure.source:
        case Measure.Source.INDICATOR:
            raise Refused("This measure is counted from the casework, so that nobody types its values.")
        case Measure.Source.SURVEY:
            raise Refused("This measure is what families say, so that nobody types its values.")


def _put(measure: Measure, old: MeasureValue | None, each: ReadValue, *, said_by: str, because: str, by: Any, on: date, file: StoredFile | None = None) -> MeasureValue:
    if old:
        old.replaced_on = on
        old.save(update_fields=["replaced_on"])
    return MeasureValue.objects.create(
        measure=measure, on=each.on, value=each.value, numerator=each.numerator, denominator=each.denominator, said_by=said_by, note=each.note, file=file,
        entered_on=on, entered_by_id=getattr(by, "pk", None), because=because,
    )  # fmt: skip
