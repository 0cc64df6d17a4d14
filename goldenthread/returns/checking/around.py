"""What stands around the record that a rule looks at: the return, the person, and the groups above."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from goldenthread.returns.reading.survey import Repeated
from goldenthread.returns.records import ActivePlan, Assessment, Header, NamedPlan, Person, Request
from goldenthread.returns.structure import Structure


class Establishment(Protocol):
    """What rules ask of the register of schools. `unusual` is a kind that plans seldom name, such as offshore."""

    @property
    def has_sen_unit(self) -> bool | None: ...

    @property
    def has_resourced_provision(self) -> bool | None: ...

    @property
    def closed_on(self) -> date | None: ...

    @property
    def unusual(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Beyond:
    """Facts from outside the return. A rule that needs one that is None holds its tongue."""

    establishment: Callable[[str], Establishment | None] | None = None
    plans_last_year: int | None = None


@dataclass(slots=True)
class Around:
    """The place of a rule in the return. The checker moves it along; rules only read it.

    `years` is the person's age on the day that ages are counted at, 31 August before census day.
    """

    header: Header
    shape: Structure
    repeated: Repeated
    beyond: Beyond
    census_day: date = field(init=False)
    starts: date = field(init=False)
    ends: date = field(init=False)
    person: Person = field(init=False)
    request: Request = field(init=False)
    assessment: Assessment | None = None
    plan: NamedPlan | None = None
    active: ActivePlan | None = None
    upn_fault: str | None = None
    years: int | None = None

    def __post_init__(self) -> None:
        self.census_day = self.shape.collection.census_date
        self.starts, self.ends = self.shape.collection.activity_from, self.shape.collection.activity_to

    def in_the_year(self, day: date | None) -> bool:
        """Whether a day is in the calendar year that the return covers."""
        return day is not None and self.starts <= day <= self.ends

    def age_on(self, day: date | None) -> int | None:
        """The person's age in whole years on a day, or None when either date is not known."""
        return age(self.person.born_on, day)

    def in_force(self, plan: NamedPlan, day: date) -> bool:
        """Whether a plan was in force on a day. A plan without a date is taken to have begun."""
        return (plan.started_on is None or plan.started_on <= day) and (plan.ceased_on is None or plan.ceased_on > day)


def age(born: date | None, day: date | None) -> int | None:
    """Whole years; someone born on 29 February is a year older on 1 March in other years."""
    if born is None or day is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
