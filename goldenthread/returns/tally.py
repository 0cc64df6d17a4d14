"""The totals of a year's return, counted from what it tells, to be laid beside last year's and the published ones."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from goldenthread.core.published import published

from .records import Assessment, Person, Request
from .structure import Collection

#: More than this much away from what it is laid beside, in per cent, the page asks for a word why.
MUCH = 10
LEAST = 10
#: 20 weeks, in days (Special Educational Needs and Disability Regulations 2014, regulation 13(2)).
TWENTY_WEEKS = 140


@dataclass
class Tally:
    """Counts of one return. `in_20_weeks` of `issued_unexcepted` is the published headline of timeliness."""

    people: int = 0
    plans: int = 0
    requests: int = 0
    refused: int = 0
    new_plans: int = 0
    ended: int = 0
    issued_unexcepted: int = 0
    in_20_weeks: int = 0
    reviews_decided: int = 0
    needs: dict[str, int] = field(default_factory=dict)

    def count(self, person: Person, when: Collection) -> None:
        """Add one person."""
        self.people += 1
        for request in person.requests:
            if request.received_on and when.activity_from <= request.received_on <= when.activity_to:
                self.requests += 1
                self.refused += request.outcome == "N"
            if request.active_plan:
                self.plans += 1
                main = next((need.type for need in request.active_plan.needs if need.rank == "1" and need.type), "")
                self.needs[main] = self.needs.get(main, 0) + 1
                decided = request.active_plan.review_decided_on
                self.reviews_decided += bool(decided and when.activity_from <= decided <= when.activity_to)
            if request.assessment:
                self._assessed(request, request.assessment, when)

    def _assessed(self, request: Request, assessment: Assessment, when: Collection) -> None:
        plan = assessment.named_plan
        if plan and plan.ceased_on and when.activity_from <= plan.ceased_on <= when.activity_to:
            self.ended += 1
        issued = assessment.outcome_on
        if assessment.outcome == "Y" and issued and when.activity_from <= issued <= when.activity_to:
            self.new_plans += 1
            if assessment.exceptions != "1" and request.received_on:
                self.issued_unexcepted += 1
                self.in_20_weeks += (issued - request.received_on).days <= TWENTY_WEEKS

    def as_said(self) -> dict[str, object]:
        """The counts by name."""
        return asdict(self)


NAMES = {
    "people": "People in the return",
    "plans": "Plans in force on census day",
    "requests": "Requests received in the year",
    "refused": "Requests refused",
    "new_plans": "Plans first issued in the year",
    "ended": "Plans that ended in the year",
    "issued_unexcepted": "Plans issued, leaving out exceptions",
    "in_20_weeks": "… of those, within 20 weeks",
    "reviews_decided": "Reviews decided in the year",
}


@dataclass(frozen=True)
class Compared:
    """One total beside last year's and the published one. `ask` says that the change is large enough to need a word."""

    name: str
    now: int
    before: int | None
    published: int | None
    published_before: int | None

    @property
    def change(self) -> float | None:
        """The change on last year, in per cent."""
        return None if not self.before else round(100 * (self.now - self.before) / self.before, 1)

    @property
    def ask(self) -> bool:
        """Whether it has moved much on last year, or stands much apart from what was published of the same year."""
        return _far(self.now, self.before) or _far(self.now, self.published)


def _far(now: int, other: int | None) -> bool:
    return other is not None and abs(now - other) >= LEAST and 100 * abs(now - other) > MUCH * other


def compared(totals: dict[str, dict], la_code: str, when: Collection) -> list[Compared]:
    """Every total of a check (`now` and `before`), with what was published of the same calendar years."""
    now, before = totals.get("now") or {}, totals.get("before") or {}
    of_year, of_before = published(la_code, when.activity_from.year), published(la_code, when.activity_from.year - 1)
    return [
        Compared(words, now[name], before.get(name), _whole(of_year.get(name)), _whole(of_before.get(name)))
        for name, words in NAMES.items()
        if name in now
    ]


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
