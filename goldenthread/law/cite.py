"""Where a rule comes from, how sure we are of it, and how much force it has."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

CHECKED_ON = date(2026, 11, 21)
"""The day the rules in this package were last read against their sources."""

IN_FORCE_FROM = date(2014, 9, 1)
"""Part 3 of the Children and Families Act 2014 and its Regulations began on this day."""

ACT = "Children and Families Act 2014"
EDUCATION_ACT = "Education Act 1996"
REGULATIONS = "SEND Regulations 2014"
DETAINED_REGULATIONS = "SEND (Detained Persons) Regulations 2015"
BUDGET_REGULATIONS = "SEN (Personal Budgets) Regulations 2014"
RECOMMENDATION_REGULATIONS = "SEND (First-tier Tribunal Recommendations) Regulations 2017"
TRIBUNAL_RULES = "Tribunal Procedure (First-tier Tribunal) (HESC Chamber) Rules 2008"
CODE = "SEND Code of Practice 2015"
AREA_FRAMEWORK = "Area SEND inspection framework"


class Force(Enum):
    """How much a rule binds. A local promise never colours a legal clock."""

    DUTY = "duty"
    GUIDANCE = "guidance"
    LOCAL = "local promise"


class Confidence(Enum):
    """Whether the rule was seen in a source, or is known or assumed without one."""

    VERIFIED = "verified"
    ASSUMED = "assumed"


MARKS = {
    "V1": "seen in the primary text",
    "V2": "seen in a good secondary source",
    "M": "from professional knowledge, not seen in a source",
    "A": "ambiguous, or our reading: a legal owner must confirm it",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """One rule's source: ``rule`` within ``source``, and what it ``says`` in plain words.

    ``mark`` is the finer grade behind ``confidence`` (see ``MARKS``). ``effective_from`` and ``effective_to`` are
    the first and last day on which the rule binds; ``None`` at the end means that it still does.
    """

    rule: str
    source: str
    says: str
    confidence: Confidence
    force: Force
    checked_on: date = CHECKED_ON
    mark: str = "V1"
    effective_from: date = IN_FORCE_FROM
    effective_to: date | None = None

    @property
    def text(self) -> str:
        """The citation as it is printed, such as "SEND Regulations 2014, regulation 5(1)"."""
        return f"{self.source}, {self.rule}" if self.rule else self.source

    def in_force(self, on: date) -> bool:
        """Whether the rule binds on that day."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)


def cite(
    source: str,
    rule: str,
    says: str,
    mark: str,
    force: Force = Force.DUTY,
    *,
    effective_from: date = IN_FORCE_FROM,
    effective_to: date | None = None,
) -> Citation:
    """A citation from its mark: V1 and V2 are verified, M and A are assumed."""
    confidence = Confidence.VERIFIED if mark in ("V1", "V2") else Confidence.ASSUMED
    return Citation(rule, source, says, confidence, force, CHECKED_ON, mark, effective_from, effective_to)
