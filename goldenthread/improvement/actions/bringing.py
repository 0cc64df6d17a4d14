"""Every write about improvement plans: a file is sent, its columns are named, and it is saved as a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import IO, Any

from goldenthread.core import files
from goldenthread.core.actions import action, record
from goldenthread.core.models import StoredFile
from goldenthread.core.rows import insert_many, new
from goldenthread.core.versions import hold
from goldenthread.people.models import Area
from goldenthread.people.policies import standing_of

from .. import policies
from ..models import (
    Action,
    ActionGroup,
    ActionRole,
    Evidence,
    Finding,
    ImprovementPlan,
    Inspection,
    Milestone,
    PlanFile,
    Rating,
    RatingScheme,
    Section,
    UnplacedText,
)
from ..reading.placed import Read, ReadAction, ReadEvidence, ReadGroup, ReadRating, ReadSection
from .roles import parts_of

CONTENT_TYPE = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}


@action
def send_plan_file(*, area: Area, content: IO[bytes], file_name: str, scan: str = StoredFile.Scan.NOT_SCANNED, by: Any, on: date) -> PlanFile:
    """Keep a file until somebody has looked at how it was read."""
    policies.check_bring(standing_of(by), area)
    kind = file_name.rpartition(".")[2].lower()
    stored = files.store(content, content_type=CONTENT_TYPE.get(kind, "application/octet-stream"), scan=scan)
    sent = PlanFile.objects.create(area=area, file=stored, file_name=file_name[-200:], sent_by_id=getattr(by, "pk", None))
    record("improvement.send_plan_file", subject=sent, fact={"area": area.code, "sha256": stored.pk})
    return sent


@action
def name_columns(*, sent: PlanFile, said: Mapping[int, Sequence[str]], by: Any, on: date) -> None:
    """Say what the columns of a sent file's tables are."""
    policies.check_bring(standing_of(by), sent.area)
    hold(sent, "said")
    sent.said = {str(number): list(meanings) for number, meanings in said.items()}
    sent.save(update_fields=["said"])
    record("improvement.name_columns", subject=sent, fact={"tables": sorted(said)})


@action
def save_plan(*, area: Area, read: Read, sha256: str, file_name: str, kind: str, title: str = "", file: StoredFile | None = None, by: Any, on: date) -> ImprovementPlan:
    """Save a plan as it was read. The same file again changes nothing and gives the plan that is there."""
    policies.check_bring(standing_of(by), area)
    hold(area)
    before = ImprovementPlan.objects.filter(area=area, sha256=sha256).first()
    if before is not None:
        record("improvement.save_plan", subject=before, fact={"area": area.code, "sha256": sha256, "changed": False})
        return before
    plan = ImprovementPlan.objects.create(
        area=area, kind=kind, title=(title or read.title)[:200], file_name=file_name[-200:], file=file, sha256=sha256, notes=read.notes, saved_on=on,
        columns=[[one.meaning, one.heading, one.period] for one in read.columns],
    )  # fmt: skip
    found: dict[type, list[Any]] = {Milestone: [], Rating: [], Evidence: []}
    actions = _parts(plan, read.sections, found)
    for model, many in found.items():
        _insert(model, many)
    _insert(ActionRole, parts_of(actions, area, on))
    _insert(RatingScheme, [RatingScheme(plan=plan, position=at, colour=colour, words=words) for at, (colour, words) in enumerate(read.scale.items())])
    _insert(
        UnplacedText,
        [
            new(UnplacedText, plan=plan, position=at, words=one.words, heading=one.heading, why=one.why[:100], table=one.at.table, row=one.at.row)
            for at, one in enumerate(read.unplaced)
        ],
    )
    record("improvement.save_plan", subject=plan, fact={"area": area.code, "sha256": sha256, "changed": True, **read.counts()})
    return plan


#: Days for which a file that was sent and not saved waits for whoever sent it.
KEPT_DAYS = 30


@action
def sweep_plan_files(*, by: Any, on: date) -> int:
    """Forget files that nobody saved as a plan for thirty days; their bytes go with the next sweep of files that no row names."""
    old = PlanFile.objects.filter(sent_at__date__lt=on - timedelta(days=KEPT_DAYS))
    many = old.count()
    old.delete()
    record("improvement.sweep_plan_files", fact={"files": many})
    return many


#: From so many rows on they are copied in, which needs a table of its own for a moment.
COPIED = 200


def _insert(model: type[Any], many: list[Any]) -> None:
    if len(many) >= COPIED:
        insert_many(model, many)
    elif many:
        model.objects.bulk_create(many)


def _inspection(plan: ImprovementPlan, sections: Iterable[ReadSection]) -> Inspection | None:
    if not any(section.finding for section in sections):
        return None
    return Inspection.objects.create(area=plan.area, title=f"The inspection answered by: {plan.title}"[:200])


def _parts(plan: ImprovementPlan, read: Sequence[ReadSection], found: dict[type, list[Any]]) -> list[Action]:
    """The plan's sections, groups and actions, saved in as many statements as there are kinds; what stands beside them goes to `found`."""
    inspection = _inspection(plan, read)
    findings = {
        at: Finding(inspection=inspection, position=at, words=section.finding) for at, section in enumerate(read) if section.finding and inspection
    }
    Finding.objects.bulk_create(findings.values())
    sections = Section.objects.bulk_create(_section(plan, at, section, findings.get(at)) for at, section in enumerate(read))
    said = [(section, at, group) for section, one in zip(sections, read, strict=True) for at, group in enumerate(one.groups)]
    groups = ActionGroup.objects.bulk_create(_group(section, at, group) for section, at, group in said)
    told = [(group, at, each) for group, (_, _, one) in zip(groups, said, strict=True) for at, each in enumerate(one.actions)]
    actions = Action.objects.bulk_create(_action(group, at, each) for group, at, each in told)
    for group, (_, _, one) in zip(groups, said, strict=True):
        _beside(one, found, group=group)
    for saved, (_, _, each_read) in zip(actions, told, strict=True):
        _beside(each_read, found, action=saved)
        found[Milestone] += [
            new(Milestone, action=saved, position=at, period=each.period[:40], words=each.words, table=each.at.table, row=each.at.row)
            for at, each in enumerate(each_read.milestones)
        ]
    return actions


def _section(plan: ImprovementPlan, position: int, read: ReadSection, finding: Finding | None) -> Section:
    return Section(
        plan=plan, position=position, reference=read.reference[:40], title=read.title, leader=read.leader, finding=finding, words=read.words,
        table=read.at.table, row=read.at.row,
    )  # fmt: skip


def _group(section: Section, position: int, read: ReadGroup) -> ActionGroup:
    return ActionGroup(
        section=section, position=position, reference=read.reference[:40], title=read.title, owners=read.owners, dates=read.dates,
        table=read.at.table, row=read.at.row,
    )  # fmt: skip


def _action(group: ActionGroup, position: int, read: ReadAction) -> Action:
    printed = read.date
    return Action(
        group=group, position=position, reference=read.reference[:80], words=read.words, owner=read.owner, contributors=read.contributors,
        date_printed=read.date_printed, date_state=printed.state, due_on=printed.on, table=read.at.table, row=read.at.row,
        colour=next((one.colour for one in reversed(read.ratings) if one.colour), ""),
    )  # fmt: skip


def _beside(read: ReadGroup | ReadAction, found: dict[type, list[Any]], **of: Any) -> None:
    ratings: list[ReadRating] = read.ratings
    evidence: list[ReadEvidence] = read.evidence
    found[Rating] += [
        new(Rating, **of, position=at, period=one.period[:40], printed=one.printed[:100], colour=one.colour, table=one.at.table, row=one.at.row)
        for at, one in enumerate(ratings)
    ]
    found[Evidence] += [
        new(Evidence, **of, position=at, kind=one.kind, words=one.words, table=one.at.table, row=one.at.row) for at, one in enumerate(evidence)
    ]
