"""What was read from a return: one record for each group of the file, in the file's own shape.

A value is here only when it could be read for certain: a `date`, a code of the year's set, or the text as
sent. Whatever could not be read (a bad date, an unknown code or element) is in `problems`, as text, and its
value is None. Flags stay as the return has them: "1", "0" or None when nothing was sent.

`path` says where the group stands (`Person[3]/Requests[1]`), `line` where it begins and `lines` where each
value is, by element name; for a CSV export the line is the row's and `file` names which of the nine files.
Where a record came from is left out when two records are compared. Records have no slots: the reader hands each
its dictionary whole, and what is not in that is the default of the class.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self


@dataclass(slots=True, frozen=True)
class Problem:
    """One thing in the file that could not be read as a value, kept so that nothing is lost.

    `kind` is one of the words of `reading.values.KINDS`; `text` is what was sent; `sentence` says what to do.
    """

    kind: str
    element: str
    path: str
    line: int | None
    text: str
    sentence: str
    file: str = ""


@dataclass(kw_only=True)
class Record:
    """What every group read from a return carries: where it stood and what in it could not be read."""

    path: str = field(default="", compare=False)
    line: int | None = field(default=None, compare=False)
    file: str = field(default="", compare=False)
    lines: dict[str, int] | None = field(default=None, compare=False, repr=False)
    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, **values: Any) -> Self:
        """A record with these values, and the defaults of its class for the rest: for hundreds of thousands, where calling the class is slow."""
        made = cls.__new__(cls)
        made.__dict__ = values
        return made

    def line_of(self, element: str) -> int | None:
        """The line of one value, or of the group when the value is absent."""
        return self.lines.get(element, self.line) if self.lines else self.line


@dataclass(kw_only=True)
class Header(Record):
    """CollectionDetails and Source: which return this is, whose, and the area's own facts."""

    collection: str | None = None
    year: int
    reference_date: date | None = None
    source_level: str | None = None
    lea: str | None = None
    software_code: str | None = None
    release: str | None = None
    serial_no: str | None = None
    made_at: datetime | None = None
    dmo: str | None = None
    dco: str | None = None
    dsco: str | None = None


@dataclass(kw_only=True)
class Setting(Record):
    """A school, college or kind of setting: by URN, by UKPRN, or by a code when it has neither."""

    urn: str | None = None
    ukprn: str | None = None
    setting: str | None = None
    setting_other: str | None = None
    rank: str | None = None
    sen_unit: str | None = None
    resourced_provision: str | None = None


@dataclass(kw_only=True)
class PlanDetail(Setting):
    """A setting that section I of the plan names."""


@dataclass(kw_only=True)
class Placement(Setting):
    """A setting that the person really attends or attended in the year."""

    entered_on: date | None = None
    left_on: date | None = None
    attendance: str | None = None
    residential: str | None = None
    work_based: str | None = None


@dataclass(kw_only=True)
class Need(Record):
    """A type of need and its rank, 1 for the primary one."""

    type: str | None = None
    rank: str | None = None


@dataclass(kw_only=True)
class ActivePlan(Record):
    """What goes on under a plan in force on census day: placements, needs, the last review."""

    transferred_from: str | None = None
    residential: str | None = None
    work_based: str | None = None
    review_meeting_on: date | None = None
    review_outcome: str | None = None
    review_draft_on: date | None = None
    phase_transfer_due_on: date | None = None
    phase_transfer_final_on: date | None = None
    review_decided_on: date | None = None
    placements: tuple[Placement, ...] = ()
    needs: tuple[Need, ...] = ()


@dataclass(kw_only=True)
class NamedPlan(Record):
    """The plan as issued: its date, what section I names, the personal budget, and its end."""

    started_on: date | None = None
    residential: str | None = None
    work_based: str | None = None
    personal_budget: str | None = None
    organised_arrangements: str | None = None
    direct_payments: str | None = None
    ceased_on: date | None = None
    cease_reason: str | None = None
    details: tuple[PlanDetail, ...] = ()


@dataclass(kw_only=True)
class Assessment(Record):
    """A needs assessment and the decision whether to issue a plan.

    `exceptions` is Week20: "1" means that an exception to the time limits applies, not that the 20 weeks were kept.
    """

    outcome: str | None = None
    outcome_on: date | None = None
    mediation: str | None = None
    tribunal: str | None = None
    other_mediation: str | None = None
    other_tribunal: str | None = None
    exceptions: str | None = None
    named_plan: NamedPlan | None = None


@dataclass(kw_only=True)
class Request(Record):
    """A request for a needs assessment and the decision on it; the plan it led to hangs below."""

    received_on: date | None = None
    source: str | None = None
    youth_accommodation: str | None = None
    outcome_on: date | None = None
    outcome: str | None = None
    mediation: str | None = None
    tribunal: str | None = None
    exported_to: str | None = None
    assessment: Assessment | None = None
    active_plan: ActivePlan | None = None

    @property
    def named_plan(self) -> NamedPlan | None:
        """The plan that this request led to, if it led to one."""
        return self.assessment.named_plan if self.assessment else None


@dataclass(kw_only=True)
class Person(Record):
    """A child or young person of the return. `number` is the place in the file, from 1."""

    number: int = field(default=0, compare=False)
    surname: str | None = None
    forename: str | None = None
    born_on: date | None = None
    gender: str | None = None
    sex: str | None = None
    ethnicity: str | None = None
    postcode: str | None = None
    upn: str | None = None
    uln: str | None = None
    upn_unknown: str | None = None
    requests: tuple[Request, ...] = ()

    def records(self) -> Iterator[Record]:
        """The person and every record below, in the order of the file."""
        yield self
        for request in self.requests:
            yield request
            if assessment := request.assessment:
                yield assessment
                if plan := assessment.named_plan:
                    yield plan
                    yield from plan.details
            if active := request.active_plan:
                yield active
                yield from active.placements
                yield from active.needs

    def all_problems(self) -> list[Problem]:
        """Everything in this person's part of the file that could not be read."""
        return [problem for record in self.records() for problem in record.problems]


RECORD_OF_GROUP: dict[str, type[Record]] = {
    "Person": Person,
    "Requests": Request,
    "Assessment": Assessment,
    "NamedPlan": NamedPlan,
    "PlanDetail": PlanDetail,
    "ActivePlans": ActivePlan,
    "PlacementDetail": Placement,
    "SENneed": Need,
}
