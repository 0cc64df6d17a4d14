"""What a plan bundle holds becomes this record's own: its papers, its advice passage by passage, its lines with their links."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from goldenthread.core import files, rows, uploads
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Document, Relationship
from goldenthread.plans import snapshot
from goldenthread.plans.models import Advice, Line, LineWording, Link, Passage, Plan, Source, Version
from goldenthread.plans.papers.as_data import NotAPlan, plan_of

from .bundle import Bundle, Paper
from .bundle.shape import day

KINDS_OF_ADULT = frozenset(Relationship.Kind.values)
DOCUMENTS = {"plan": "plan", "plan-word": "plan-word", "plan-data": "plan-data", "advice": "advice"}


class _Sent(io.BytesIO):
    """A paper of the bundle as the upload checks take it: bytes with a name and a size."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper.content)
        self.name, self.size = paper.path, len(paper.content)


def papers_and_version(*, plan: Plan, read: Bundle, by: Any, on: date) -> Version | None:
    """Every paper, all advice, and the plan's version with its lines, sealed anew; inside an action. None where there is no data of the plan."""
    kept = _papers(plan, read, on)
    passages = _advice(plan, read)
    if read.plan is None:
        return None
    try:
        told = plan_of(read.plan, on=on)
    except NotAPlan as fault:
        raise Refused(str(fault)) from None
    return _version(plan, told, passages, kept, day(read.data["plan"].get("issued_on")) or plan.made_on, by=by, on=on)


def _papers(plan: Plan, read: Bundle, on: date) -> dict[str, Document]:
    """Each paper as a document of the record; what is not what its name says is refused with the whole file."""
    made: list[Document] = []
    first: dict[str, Document] = {}
    for paper in read.papers:
        kind = DOCUMENTS.get(paper.kind)
        if kind is None:
            continue
        if paper.ending == ".json":
            stored = files.store(paper.content, content_type="application/json", scan=StoredFile.Scan.MADE_HERE)
        else:
            try:
                taken = uploads.check_upload(_Sent(paper))
            except Refused as refused:
                raise Refused(f"A paper in the file cannot be taken ({paper.title or paper.path}): {refused.sentence}.") from None
            stored = files.store(taken.content, content_type=taken.content_type, scan=taken.scan)
        made_on = day(paper.made_on) if paper.made_on else None
        row = Document(child=plan.child, file=stored, kind=kind, title=(paper.title or "Paper from the old council")[:200], matter_kind="plan", matter_id=plan.pk, made_on=made_on or on)
        made.append(row)
        first.setdefault(kind, row)
    if made:
        rows.insert(made)
    return first


def _advice(plan: Plan, read: Bundle) -> dict[UUID, Passage]:
    """Advice with its passages, each under a new id; by the id that it had in the file."""
    found: dict[UUID, Passage] = {}
    for each in read.advice:
        try:
            advice = Advice.objects.create(
                child=plan.child, area=plan.area, kind=str(each["kind"])[:40], author=str(each.get("author") or "")[:200], author_role=str(each.get("role") or "")[:200],
                given_on=day(each.get("given_on")), seen_on=day(each.get("seen_on")), summary=str(each.get("summary") or ""),
            )  # fmt: skip
            for position, said in enumerate(each.get("passages") or [], 1):
                found[UUID(said["id"])] = Passage.objects.create(
                    advice=advice, position=position, text=str(said["text"]), kind=_one_of(said.get("kind"), Passage.Kind.values), broad_area=str(said.get("broad_area") or "")[:14],
                    theme=str(said.get("theme") or "")[:12], by_when=day(said.get("by_when")), measure=str(said.get("measure") or ""), page=_number(said.get("page")),
                    deliverer=str(said.get("deliverer") or "")[:200], skill=str(said.get("skill") or "")[:200], group_size=_number(said.get("group_size")), minutes=_number(said.get("minutes")),
                    times=_number(said.get("times")), per=_one_of(said.get("per"), Passage.Per.values), weeks=_number(said.get("weeks")), starts_on=day(said.get("starts_on")), review=str(said.get("review") or "")[:200],
                )  # fmt: skip
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise Refused(f"The advice in the file cannot be read ({type(fault).__name__}). Ask the council that made it to send it again.") from None
    return found


def _one_of(value: Any, known: Any) -> str:
    return value if value in known else ""


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 32_768 else None


def _version(plan: Plan, told: snapshot.PlanSaid, passages: dict[UUID, Passage], kept: dict[str, Document], issued_on: date, *, by: Any, on: date) -> Version:
    """The version that was in force, with new ids and the same lineages; sealed with the digest of what it says here."""
    number = Version.objects.filter(child=plan.child).count() + 1
    version = Version(
        id=uuid4(), child=plan.child, area=plan.area, plan=plan, number=number, kind=Version.Kind.FINAL, template=told.template_name, matter_kind="move", started_on=on,
        started_by_id=getattr(by, "pk", None), pdf=kept.get("plan"), word=kept.get("plan-word"), data=kept.get("plan-data"),
    )  # fmt: skip
    try:
        template = told.template
    except (KeyError, Refused):
        raise Refused(f"The plan in the file is on a template that is not known here ({told.template_name[:40]}). Bring the system up to date, then take it on.") from None
    letters = {section.letter for section in template.sections}
    lines: dict[UUID, Line] = {}
    for said in told.lines:
        if said.section not in letters or said.kind not in Line.Kind.values:
            raise Refused(f"The plan in the file has a line that is not known here (section {said.section[:4]}).")
        lines[said.id] = Line(
            id=uuid4(), version=version, lineage=said.lineage or uuid4(), section=said.section, kind=said.kind, position=said.position, text=said.text, broad_area=said.broad_area,
            primary=said.primary, theme=said.theme, by_when=said.by_when, measure=said.measure, steps=said.steps, deliverer=said.deliverer or said.body_name, skill=said.skill,
            group_size=said.group_size, minutes=said.minutes, times=said.times, per=said.per, weeks=said.weeks, starts_on=said.starts_on, review=said.review, funder=said.funder,
            yearly_cost=Decimal(said.yearly_cost) if said.yearly_cost is not None else None, said_by=said.said_by, changed_by_id=getattr(by, "pk", None),
        )  # fmt: skip
    rows.insert([version])
    Line.objects.bulk_create(lines.values())
    LineWording.objects.bulk_create(LineWording(line=line, revision=1, said=snapshot.said_of(line), by_id=getattr(by, "pk", None)) for line in lines.values())
    Source.objects.bulk_create(
        Source(line=lines[said.id], passage=passages[each.passage_id], words=each.words, said_on=each.said_on)
        for said in told.lines for each in said.sources if each.passage_id in passages
    )  # fmt: skip
    Link.objects.bulk_create(Link(upper=lines[upper], lower=lines[said.id]) for said in told.lines for upper in said.uppers if upper in lines and upper != said.id)
    Version.objects.filter(pk=version.pk).update(digest=snapshot.digest(snapshot.of(version, on=issued_on)), issued_on=issued_on, issued_by_id=getattr(by, "pk", None))
    return version
