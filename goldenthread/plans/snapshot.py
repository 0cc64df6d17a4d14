"""Everything that one version says, as plain values: what checks, pictures, papers and exports are made from.

    told = snapshot.of(version)      four statements, however long the plan
    told.in_section("F")             its lines in order
    snapshot.digest(told)            the SHA-256 of its canonical JSON, which sealing keeps
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

from goldenthread.core import clock
from goldenthread.core.asked_often import AskedOften
from goldenthread.law import school_year

from .models import Advice, Line, Link, Source, Version
from .sections import Template, template

#: What a line says, field by field: what a wording keeps, and what a change may change.
FIELDS = (
    "text", "broad_area", "primary", "theme", "by_when", "measure", "steps", "deliverer", "skill", "group_size", "minutes", "times", "per", "weeks",
    "starts_on", "review", "body_id", "funder", "yearly_cost", "said_by", "adult_id", "media_id",
)  # fmt: skip
#: Kinds of advice that health gives, and those that social care gives. The rest is the council's, a school's, or the family's.
OF_HEALTH, OF_CARE, OF_FAMILY = frozenset({"medical"}), frozenset({"social_care"}), frozenset({"parent_yp"})


@dataclass(frozen=True, slots=True)
class Said:
    """Where a line came from: the words as they were said, by `whose`, on a day. `kind` is the advice's, or 'family'."""

    id: int
    words: str
    whose: str
    kind: str
    passage_id: UUID | None = None
    advice_id: UUID | None = None
    adult_id: UUID | None = None
    by_child: bool = False
    said_on: date | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class LineSaid:
    """One line as it stands. `uppers` and `lowers` are ids of lines that it is for, and that are for it."""

    id: UUID
    section: str
    kind: str
    position: int = 0
    lineage: UUID | None = None
    text: str = ""
    broad_area: str = ""
    primary: bool = False
    theme: str = ""
    by_when: date | None = None
    measure: str = ""
    steps: str = ""
    deliverer: str = ""
    skill: str = ""
    group_size: int | None = None
    minutes: int | None = None
    times: int | None = None
    per: str = ""
    weeks: int | None = None
    starts_on: date | None = None
    review: str = ""
    body_id: int | None = None
    body_name: str = ""
    funder: str = ""
    yearly_cost: Decimal | None = None
    said_by: str = ""
    adult_id: UUID | None = None
    adult_name: str = ""
    media_id: UUID | None = None
    revision: int = 1
    changed_at: datetime | None = None
    changed_by_id: int | None = None
    sources: tuple[Said, ...] = ()
    uppers: tuple[UUID, ...] = ()
    lowers: tuple[UUID, ...] = ()

    @property
    def how_much(self) -> str:
        """How long, how often and for how many, in words; empty where nothing was said."""
        parts = []
        if self.minutes:
            parts.append(f"{self.minutes} minutes")
        if self.per == "always":
            parts.append("all the time")
        elif self.per == "once":
            parts.append("once only")
        elif self.times and self.per:
            often = {1: "once", 2: "twice"}.get(self.times, f"{self.times} times")
            parts.append(f"{often} a {self.per.replace('_', ' ')}")
        if self.weeks:
            parts.append(f"for {self.weeks} weeks a year")
        if self.group_size:
            parts.append("one to one" if self.group_size == 1 else f"in a group of {self.group_size}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class ChildSaid:
    """Whose plan it is."""

    id: UUID
    forename: str
    surname: str
    known_as: str
    date_of_birth: date


@dataclass(frozen=True)
class PlanSaid:
    """A whole version on a day. `lines` are those that stand in it, in the order of the plan; `removed` were taken out."""

    version_id: UUID
    number: int
    kind: str
    template_name: str
    on: date
    child: ChildSaid
    lines: tuple[LineSaid, ...] = ()
    removed: tuple[LineSaid, ...] = ()
    issued_on: date | None = None
    digest: str = field(default="", compare=False)
    area_id: int | None = field(default=None, compare=False)

    @cached_property
    def template(self) -> Template:
        return template(self.template_name)

    @cached_property
    def by_id(self) -> dict[UUID, LineSaid]:
        return {line.id: line for line in self.lines}

    @cached_property
    def sections(self) -> dict[str, tuple[LineSaid, ...]]:
        found: dict[str, list[LineSaid]] = {section.letter: [] for section in self.template.sections}
        for line in self.lines:
            found.setdefault(line.section, []).append(line)
        return {letter: tuple(lines) for letter, lines in found.items()}

    def in_section(self, letter: str) -> tuple[LineSaid, ...]:
        return self.sections.get(letter, ())

    def of_kind(self, *kinds: str) -> tuple[LineSaid, ...]:
        return tuple(line for line in self.lines if line.kind in kinds)

    @property
    def year_group(self) -> int:
        """The year group on this day: 9 for Year 9."""
        return school_year.national_curriculum_year(self.child.date_of_birth, self.on)

    @property
    def is_final(self) -> bool:
        return self.kind in (Version.Kind.FINAL, Version.Kind.AMENDED)

    def with_line(self, line: LineSaid) -> PlanSaid:
        """The same version with this line as it would be."""
        lines = [line if each.id == line.id else each for each in self.lines]
        return replace(self, lines=tuple(lines if line.id in self.by_id else [*lines, line]))


def frame(version: Version, *, on: date | None = None) -> PlanSaid:
    """The version without its lines: whose it is, and of which day. Asks the database nothing."""
    child = version.child
    return PlanSaid(
        version_id=version.pk, number=version.number, kind=version.kind, template_name=version.template, on=on or version.issued_on or clock.today(),
        child=ChildSaid(child.pk, child.forename, child.surname, child.known_as, child.date_of_birth), issued_on=version.issued_on, digest=version.digest,
        area_id=version.area_id,
    )  # fmt: skip


def of_line(line: Line) -> LineSaid:
    """One line with its sources and no links. One statement."""
    sources = line.sources.select_related("passage__advice__organisation", "adult").order_by("pk")
    return _line(line, [_said(source) for source in sources], (), ())


_LINE: AskedOften[Line] = AskedOften(
    lambda version, line: Line.objects.filter(version_id=version, pk=line).select_related("body", "adult", "changed_by"), version=UUID, line=UUID
)
_LINES: AskedOften[Line] = AskedOften(
    lambda version: Line.objects.filter(version_id=version).select_related("body", "adult").order_by("position", "pk"), version=UUID
)
_SOURCES: AskedOften[Source] = AskedOften(
    lambda version: Source.objects.filter(line__version_id=version).select_related("passage__advice__organisation", "adult").order_by("pk"), version=UUID
)
_LINKS: AskedOften[tuple[UUID, UUID]] = AskedOften(
    lambda version: Link.objects.filter(lower__version_id=version).order_by("pk").values_list("upper_id", "lower_id"), version=UUID
)


def line_in(version: Version, line_id: UUID) -> Line | None:
    """A line of this version as it is kept, whether it stands or was taken out. One statement."""
    return _LINE.first(version=version.pk, line=line_id)


def of(version: Version, *, on: date | None = None) -> PlanSaid:
    """What a version says. `on` is the day on which ages are counted: of issue, once it was issued; else today."""
    lines = _LINES.rows(version=version.pk)
    ids = [line.pk for line in lines]
    sources: dict[UUID, list[Said]] = {}
    for source in _SOURCES.rows(version=version.pk):
        sources.setdefault(source.line_id, []).append(_said(source))
    standing = {line.pk for line in lines if line.removed_on is None}
    uppers: dict[UUID, list[UUID]] = {}
    lowers: dict[UUID, list[UUID]] = {}
    for upper, lower in _LINKS.rows(version=version.pk):
        if {upper, lower} <= standing:
            uppers.setdefault(lower, []).append(upper)
            lowers.setdefault(upper, []).append(lower)
    said = {
        line.pk: _line(line, sources.get(line.pk, ()), uppers.get(line.pk, ()), lowers.get(line.pk, ())) for line in lines
    }
    order = template(version.template).order
    ordered = sorted((said[pk] for pk in ids), key=lambda line: order(line.section))
    return replace(
        frame(version, on=on), lines=tuple(line for line in ordered if line.id in standing),
        removed=tuple(line for line in ordered if line.id not in standing),
    )  # fmt: skip


def _line(line: Line, sources: Iterable[Said], uppers: Iterable[UUID], lowers: Iterable[UUID]) -> LineSaid:
    return LineSaid(
        id=line.pk, section=line.section, kind=line.kind, position=line.position, lineage=line.lineage, revision=line.revision,
        changed_at=line.changed_at, changed_by_id=line.changed_by_id, body_name=line.body.name if line.body else "",
        adult_name=line.adult.name if line.adult else "", sources=tuple(sources), uppers=tuple(uppers), lowers=tuple(lowers),
        **{name: getattr(line, name) for name in FIELDS},
    )  # fmt: skip


def _said(source: Source) -> Said:
    if source.passage is None:
        whose = "The child or young person" if source.by_child else source.adult.name if source.adult else ""
        return Said(
            source.pk, source.words, whose, "family", adult_id=source.adult_id, by_child=source.by_child, said_on=source.said_on
        )
    advice = source.passage.advice
    return Said(
        source.pk, source.words, whose_advice(advice), advice.kind, passage_id=source.passage_id, advice_id=advice.pk,
        adult_id=source.adult_id, by_child=source.by_child, said_on=source.said_on or advice.given_on, page=source.passage.page,
    )  # fmt: skip


def whose_advice(advice: Advice) -> str:
    """Who gave this advice, in words: name, role, body."""
    body = advice.organisation.name if advice.organisation else ""
    return ", ".join(part for part in (advice.author, advice.author_role or body) if part) or advice.kind.replace("_", " ").capitalize()


# --- Canonical form


def said_of(row: Any) -> dict[str, Any]:
    """Every field of a line as JSON keeps it: what a wording is."""
    return {name: _plain(getattr(row, name)) for name in FIELDS}


def as_data(told: PlanSaid) -> dict[str, Any]:
    """The whole version as plain data, without what says only when and by whom it was typed."""
    lines = []
    for line in told.lines:
        each = {key: _plain(value) for key, value in asdict(line).items() if key not in ("changed_at", "changed_by_id")}
        each["uppers"], each["lowers"] = sorted(each["uppers"]), sorted(each["lowers"])
        lines.append(each)
    child = {key: _plain(value) for key, value in asdict(told.child).items()}
    sections = [{"letter": each.letter, "heading": each.heading} for each in told.template.sections]
    return {
        "format": "golden-thread-plan/1", "version": str(told.version_id), "number": told.number, "template": told.template_name,
        "child": child, "sections": sections, "lines": lines,
    }  # fmt: skip


def canonical(told: PlanSaid) -> bytes:
    """The same plan is always the same bytes: keys in order, no spaces, UTF-8."""
    return json.dumps(as_data(told), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(told: PlanSaid) -> str:
    """The SHA-256 of everything that the version says."""
    return hashlib.sha256(canonical(told)).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case date() | datetime():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case dict():
            return {key: _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case _:
            return value
